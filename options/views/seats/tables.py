"""Phases in which a council writes together, and the one in which all read what the others have handed in."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from options.models import Actor, Artifact, Inject, Phase, Seat
from options.models.seminar.artifacts import DISSENT
from options.models.seminar.phases import DIRECTIVE, SCREEN
from options.pages.seminar import directive as directives
from options.pages.seminar import grid, parts
from options.pages.seminar.directive import Drafter, Table
from options.pages.seminar.side_by_side import Line, side_by_side
from options.pages.seminar.written import Typed, Written

Sheet = Mapping[str, Typed]


def written(row: Artifact) -> Written:
    accepted_by = row.accepted_by.shown_name if row.accepted_by else ""
    return Written(row.choice, row.text, row.edition, row.by.shown_name, row.saved_at, accepted_by,
                   row.hidden_at is not None)  # fmt: skip


def visible(seat: Seat, phase: Phase) -> "list[Artifact]":
    rows = Artifact.objects.visible_to(Actor(seat=seat)).filter(phase=phase)
    return list(rows.select_related("by__role", "accepted_by", "council"))


def own_items(seat: Seat, phase: Phase) -> dict[str, Written]:
    """What one's own council has written in a phase, by item."""
    return {row.item: written(row) for row in visible(seat, phase) if row.council_id == seat.council_id}


def places(seat: Seat, phase: Phase) -> dict[str, tuple[str, ...]]:
    """Every item that the seat may write in a phase, with the choices it allows."""
    reading = seat.exercise.reading()
    if phase.kind == SCREEN:
        return grid.places(reading, phase.options)
    return parts.places(reading, phase.options, seat.number)


def screen(request: HttpRequest, seat: Seat, phase: Phase, typed: Sheet | None = None) -> dict[str, Any]:
    toggles = Inject.objects.toggles_for(Actor(seat=seat))
    found = grid.grid(seat.exercise.reading(), phase.options, own_items(seat, phase), toggles, typed)
    part = request.POST.get("part") or request.GET.get("part", "")
    return {"grid": found, "part": part}


def directive(request: HttpRequest, seat: Seat, phase: Phase, typed: Sheet | None = None) -> dict[str, Any]:
    """`part`: the one that is looked at alone, "" for all."""
    toggles = Inject.objects.toggles_for(Actor(seat=seat))
    at_table = table(seat)
    found = directives.directive(seat.exercise.reading(), phase.options, own_items(seat, phase), toggles, at_table,
                                 typed=typed)  # fmt: skip
    part = request.POST.get("part") or request.GET.get("part", "")
    return {"directive": found, "table": at_table, "part": part if part in found.order else ""}


def table(seat: Seat) -> Table:
    decider = seat.council.decider if seat.council else None
    return Table(
        drafters(seat), seat.number, decider.shown_name if decider else "", bool(decider and decider.pk == seat.pk)
    )


def drafters(seat: Seat) -> tuple[Drafter, ...]:
    here = list(seat.exercise.seats.present().filter(council=seat.council_id)) if seat.council_id else []
    return tuple(
        Drafter(
            role.title,
            tuple(role.drafts),
            tuple(each.shown_name for each in here if each.role_id == role.pk),
            role.decision_maker,
            role.pk == seat.role_id,
        )
        for role in seat.exercise.roles.all()
    )


def compare_directives(request: HttpRequest, seat: Seat, phase: Phase) -> dict[str, Any]:
    """What all councils have handed in of the last directive before this phase."""
    exercise = seat.exercise
    before = phase.before(DIRECTIVE)
    seated = exercise.councils.filter(seats__in=exercise.seats.present()).distinct()
    councils = [(council.number, council.name) for council in seated]
    own = seat.council.number if seat.council else None
    lines = [line(row) for row in visible(seat, before)] if before else []
    return {"councils": side_by_side(exercise.reading(), councils, lines, own), "items": parts.PARTS}


def line(row: Artifact) -> Line:
    role = row.by.role.title if row.item.startswith(f"{DISSENT}.") and row.by.role else ""
    return Line(row.council.number, row.item, written(row), role)
