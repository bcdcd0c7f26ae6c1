"""The plan of an exercise in one look: what is set, what is still missing, when it ends."""

import re
from datetime import datetime, time
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from options.models import Exercise
from options.models.seminar.exercises import ROSTER
from options.models.seminar.phases import DIRECTIVE
from options.pages.query import Query
from options.pages.seminar import plan
from options.pages.seminar.codes import spaced
from options.views.parts import render

CLOCK: Final = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)(?::\d\d)?", re.ASCII)
LONGEST: Final = 12


def overview(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    phases = planned(exercise)
    context = {
        "exercise": exercise, "phases": phases, "minutes": plan.total(phases), "missing": plan.missing(phases),
        "roles": exercise.roles.all(), "councils": exercise.councils.all(), "code": spaced(exercise.code),
        "faults": faults(exercise, phases), **asked_times(request, exercise, phases),
    }  # fmt: skip
    return render(request, "seminar/overview.html", None, context)


def planned(exercise: Exercise) -> list[plan.Planned]:
    return [
        plan.Planned(row.number, row.title, row.kind, row.minutes, len(row.options), len(row.criteria),
                     len(exercise.debrief))
        for row in exercise.phases.all()
    ]  # fmt: skip


def faults(exercise: Exercise, phases: list[plan.Planned]) -> list[str]:
    """What would go wrong, in sentences."""
    said = []
    decides = any(role.decision_maker for role in exercise.roles.all())
    if not decides and any(phase.kind == DIRECTIVE for phase in phases):
        said.append(_("No role decides for its council, so nobody can accept the parts of a directive."))
    if exercise.names == ROSTER and not exercise.roster:
        said.append(_("Students join by an identifier from your list, and the list is empty: nobody could join."))
    if exercise.purge_at <= timezone.now():
        said.append(_("Its purge date is past. When it opens, it is set to 30 days from then."))
    return said


def asked_times(request: HttpRequest, exercise: Exercise, phases: list[plan.Planned]) -> dict[str, Any]:
    """When it ends if it starts at the time in the address, and whether that is in time."""
    query = Query(dict(request.GET.lists()))
    at, until = query.text("at", LONGEST), query.text("until", LONGEST)
    starts, free, said = today_at(at), today_at(until), []
    if (at and not starts) or (until and not free):
        said.append(_("Give times as hours and minutes, such as 13:30."))
    if starts and free and free <= starts:
        free = None
        said.append(_("The room must be free after the start. Only the start was used."))
    found: dict[str, Any] = {"at": at, "until": until, "notices": said, "times": None}
    if starts and phases:
        minutes = planned_minutes(exercise) if free is None else None
        found["times"] = plan.times(phases, starts, lobby=exercise.lobby_minutes, reserve=exercise.reserve_minutes,
                                    until=free, minutes=minutes)  # fmt: skip
    return found


def today_at(text: str) -> datetime | None:
    found = CLOCK.fullmatch(text)
    if not found:
        return None
    return timezone.make_aware(datetime.combine(timezone.localdate(), time(int(found[1]), int(found[2]))))


def planned_minutes(exercise: Exercise) -> int | None:
    """What its template says that it takes, without joining and reserve."""
    template = exercise.reading().entry("exercise", exercise.template.slug)
    return getattr(template.content, "minutes", None) if template else None
