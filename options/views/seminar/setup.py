"""What is set of an exercise as a whole, its roster and its rubric."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from options.forms.seminar.fields import edition
from options.forms.seminar.roles import RosterForm, Rubric
from options.forms.seminar.settings import SettingsForm
from options.jinja import url
from options.models import Exercise
from options.models.seminar import lists, planning
from options.models.seminar.exercises import NotNow
from options.pages.seminar.handles import council_name
from options.views.parts import person, render
from options.views.seminar.planning import SAVED, back_to, keep
from options.views.seminar.planning import planning as planning_view
from options.views.seminar.scope import exercise_of


@planning_view
def exercise_setup(request: HttpRequest, link: UUID) -> HttpResponse:
    exercise, now = exercise_of(request, link), timezone.now()
    form = SettingsForm(request.POST if request.method == "POST" else None, exercise=exercise, now=now)
    status = 200
    if request.method == "POST":
        status = keep(form, lambda: planning.change(exercise, form.columns, name_of=council_name, by=person(request),
                                                    now=now))  # fmt: skip
        if status == SAVED:
            return back_to(plan_of(exercise))
    context = {"exercise": exercise, "form": form, "closed": len(form.locked) == len(form.start)}
    return render(request, "seminar/setup.html", None, context, status=status)


def plan_of(exercise: Exercise) -> str:
    """The plan, also while the board is the page of the exercise."""
    return url("exercise", exercise.link, plan="1" if exercise.is_open else None)


@planning_view
def exercise_roster(request: HttpRequest, link: UUID) -> HttpResponse:
    exercise, now = exercise_of(request, link), timezone.now()
    closed = exercise.state not in lists.ROSTER_IN
    form = RosterForm(request.POST if request.method == "POST" else None, start={"roster": list(exercise.roster)},
                      locked=("roster",) if closed else ())  # fmt: skip
    status = 200
    if request.method == "POST":
        status = keep(form, lambda: lists.set_roster(exercise, form.changes["roster"], by=person(request), now=now))
        if status == SAVED:
            return back_to(plan_of(exercise))
    context = {"exercise": exercise, "form": form, "closed": closed}
    return render(request, "seminar/roster.html", None, context, status=status)


@planning_view
def exercise_rubric(request: HttpRequest, link: UUID) -> HttpResponse:
    exercise = exercise_of(request, link)
    rows = Rubric(request.POST if request.method == "POST" else None, initial=exercise.rubric, prefix="rows")
    status, stands = 200, edition({"rubric": exercise.rubric})
    if request.method == "POST":
        status = save_rubric(request, exercise, rows, stands)
        if status == SAVED:
            return back_to(url("exercise-rubric", exercise.link) if "more" in request.POST else plan_of(exercise))
    context = {
        "exercise": exercise, "rows": rows, "seen": stands, "closed": exercise.state not in lists.RUBRIC_IN,
        "overtaken": status == 409 and request.POST.get("seen") != stands,
    }  # fmt: skip
    return render(request, "seminar/rubric.html", None, context, status=status)


def save_rubric(request: HttpRequest, exercise: Exercise, rows: Any, stands: str) -> int:
    if not rows.is_valid():
        return 422
    wanted = rows.rows()
    if wanted == exercise.rubric:
        return SAVED
    if request.POST.get("seen") != stands:
        return 409
    try:
        lists.set_rubric(exercise, wanted, by=person(request), now=timezone.now())
    except lists.RowInUse as fault:
        rows.refuse(fault.slug)
        return 422
    except NotNow:
        return 409
    return SAVED
