"""Grades and answers of an exercise as files."""

from collections.abc import Callable, Iterator
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from options.bundle.spreadsheet import Table, to_csv, to_xlsx
from options.models import Actor, Exercise, Grade, Response, Seat
from options.models.seminar.responses import COUNTS
from options.pages.annotations.files import moment
from options.pages.seminar import files, rubric
from options.pages.seminar.files import Answer, Who
from options.views.files import download, head
from options.views.seminar.record import known_as, sheet, state_words
from options.views.seminar.scope import exercise_of, instructing

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES: Final = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX}


@require_safe
@instructing
def grades_file(request: HttpRequest, link: UUID, kind: str) -> HttpResponse:
    exercise = exercise_of(request, link)
    return reply(request, lambda: grades(request.actor, exercise), f"{exercise.code.lower()}-grades", kind)  # type: ignore[attr-defined]


@require_safe
@instructing
def answers_file(request: HttpRequest, link: UUID, kind: str) -> HttpResponse:
    exercise = exercise_of(request, link)
    made = lambda: files.answers(answers(request.actor, exercise), say=_)  # type: ignore[attr-defined] # noqa: E731
    return reply(request, made, f"{exercise.code.lower()}-answers", kind)


def reply(request: HttpRequest, table: Callable[[], Table], name: str, kind: str) -> HttpResponse:
    """Who asks for its head does not cost its making."""
    if request.method == "HEAD":
        return head(TYPES[kind], f"{name}.{kind}")
    made = table()
    body = to_xlsx([made]) if kind == "xlsx" else to_csv(made).encode("utf-8-sig")
    return download(body, TYPES[kind], f"{name}.{kind}")


def grades(actor: Actor, exercise: Exercise) -> Table:
    given: dict[int, dict[str, tuple[float | None, str]]] = {}
    for grade in Grade.objects.visible_to(actor).filter(seat__exercise=exercise):
        given.setdefault(grade.seat_id, {})[grade.row] = (grade.points, grade.comment)
    seats = exercise.seats.filter(erased_at=None).select_related("role", "council").order_by("number")
    lines = [(who(seat, exercise), given.get(seat.pk, {})) for seat in seats]
    return files.grades(rubric.rows(exercise.rubric), lines, say=_)


def answers(actor: Actor, exercise: Exercise) -> Iterator[Answer]:
    """Of phases that have closed, and nothing that is kept for a student alone."""
    rows = Response.objects.visible_to(actor).filter(phase__exercise=exercise)
    words, reading = state_words(), exercise.reading()
    found = rows.select_related("phase", "seat__role", "seat__council").order_by("seat__number", "phase__number")
    for row in found.iterator():
        counts = row.state in COUNTS and row.seat.is_there
        for said in sheet(reading, exercise, row.answers):
            yield Answer(who(row.seat, exercise), row.phase.number, row.phase.title, said.item, said.what, said.value,
                         words[row.state], counts, moment(row.saved_at))  # fmt: skip


def who(seat: Seat, exercise: Exercise) -> Who:
    council, role = (seat.council.name if seat.council else ""), (seat.role.title if seat.role else _("observer"))
    return Who(seat.handle, known_as(seat, exercise), council, role)
