"""Grading by the rubric: who has which grade, and one seat after the other with all that it wrote."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from options.forms.seminar.grading import GradeForm
from options.jinja import url
from options.models import Exercise, Grade, Seat
from options.models.seminar.exercises import ARCHIVED, CLOSED, NotNow
from options.pages.seminar import rubric
from options.pages.seminar.rubric import Row
from options.views.parts import person, render
from options.views.seminar.record import known_as, points_of, record, seat_of
from options.views.seminar.scope import exercise_of, instructing


@require_http_methods(["GET", "HEAD", "POST"])
@instructing
def grades(request: HttpRequest, link: UUID) -> HttpResponse:
    """All grades as one table. POST shows them to the seats, all together."""
    exercise = exercise_of(request, link)
    why = ""
    if request.method == "POST":
        try:
            if exercise.released_at is None:
                exercise.release(by=person(request), now=timezone.now())
            return HttpResponseRedirect(url("exercise-grades", link), status=303)
        except NotNow as fault:
            why = str(fault)
    return render(request, "seminar/grades.html", None, overview(request, exercise) | {"why": why},
                  status=409 if why else 200)  # fmt: skip


def overview(request: HttpRequest, exercise: Exercise) -> dict[str, Any]:
    rows = rubric.rows(exercise.rubric)
    given: dict[int, list[Grade]] = {}
    for grade in Grade.objects.visible_to(request.actor).filter(seat__exercise=exercise):  # type: ignore[attr-defined]
        given.setdefault(grade.seat_id, []).append(grade)
    seats = [line(exercise, seat, rows, given.get(seat.pk, [])) for seat in listed(exercise)]
    return {
        "exercise": exercise, "rows": rows, "seats": seats, "highest": rubric.highest(rows),
        "missing": [each["seat"] for each in seats if each["missing"] and each["seat"].is_there],
        "may_release": exercise.state in (CLOSED, ARCHIVED) and exercise.released_at is None,
        "erased": exercise.seats.filter(erased_at__isnull=False).count(),
    }  # fmt: skip


def listed(exercise: Exercise) -> list[Seat]:
    """Seats that have not been erased; also those that were removed, whose words are still there."""
    return list(exercise.seats.filter(erased_at=None).select_related("role", "council").order_by("number"))


def line(exercise: Exercise, seat: Seat, rows: tuple[Row, ...], given: list[Grade]) -> dict[str, Any]:
    points = points_of(given)
    return {
        "seat": seat, "name": known_as(seat, exercise), "points": [points.get(row.slug) for row in rows],
        "total": rubric.total(rows, points), "missing": rubric.missing(rows, points),
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@instructing
def grade(request: HttpRequest, link: UUID, number: int) -> HttpResponse:
    """One seat: what it wrote, and the rubric. Saving goes on to the next seat."""
    exercise = exercise_of(request, link)
    seat = seat_of(exercise, number)
    try:
        form = saved(request, exercise, seat)
    except NotNow:  # its student has erased it in this very moment
        raise Http404("no such seat") from None
    around = neighbours(exercise, number)
    if request.method == "POST" and not form.errors:
        return HttpResponseRedirect(onwards(request, link, number, around), status=303)
    context = {
        "exercise": exercise, "seat": seat, "name": known_as(seat, exercise), "form": form, "before": around[0],
        "after": around[1], "said": request.GET.get("saved") == "1",
    }  # fmt: skip
    read = record(request.actor, seat)  # type: ignore[attr-defined]
    return render(request, "seminar/grade.html", None, context | read, status=422 if form.errors else 200)


def saved(request: HttpRequest, exercise: Exercise, seat: Seat) -> GradeForm:
    """The form with what stands there; what is sent is saved, unless somebody was quicker on one of its rows."""
    rows, data = rubric.rows(exercise.rubric), request.POST if request.method == "POST" else None
    with transaction.atomic():
        if data is not None:
            Exercise.locked(exercise.pk)  # between reading and writing nobody else grades
        given = {each.row: each for each in Grade.objects.filter(seat=seat).select_related("by")}
        form = GradeForm(data, rubric=rows, given=given)
        for row, points, comment in form.changed() if form.is_valid() else ():
            Grade.objects.give(seat, row.slug, points=points, comment=comment, by=person(request), now=timezone.now())
    return form


def neighbours(exercise: Exercise, number: int) -> tuple[int | None, int | None]:
    """Numbers of the seats before and after one."""
    every = [seat.number for seat in listed(exercise)]
    at = every.index(number)
    return every[at - 1] if at else None, every[at + 1] if at + 1 < len(every) else None


def onwards(request: HttpRequest, link: UUID, number: int, around: tuple[int | None, int | None]) -> str:
    go = request.POST.get("go", "next")
    if go == "stay":
        return url("exercise-grade", link, number, saved=1) + "#rubric"
    to = around[0] if go == "previous" else around[1]
    return url("exercise-grade", link, to) if to else url("exercise-grades", link)
