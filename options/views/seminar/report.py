"""What came of an exercise: of the class in figures, without anybody's name; and of one seat."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from options.analysis.facts_or_values import AGREED, RISE
from options.analysis.room import FEW, Movement
from options.bundle.reading import Reading
from options.models import Actor, Annotation, Artifact, Exercise, Phase, Response, Snapshot
from options.models.seminar.exercises import PURGED
from options.models.seminar.phases import ANSWERED, DIRECTIVE, DISCUSS, RATE, RATE_AGAIN, VOTE
from options.pages.seminar import report as pure
from options.pages.seminar.groups import Seated
from options.pages.seminar.report import Cell, Report, Round
from options.pages.seminar.reveal import votes
from options.pages.seminar.sheets import Shown, most, of_votes
from options.pictures.axis import NARROW, Axis
from options.pictures.dots import PictureWords, dots
from options.pictures.movement import MovementWords, movement
from options.views.parts import render
from options.views.seminar.record import Part, directive, given_to, known_as, record, seat_of, snapshots
from options.views.seminar.scope import exercise_of, instructing


@require_safe
@instructing
def report(request: HttpRequest, link: UUID) -> HttpResponse:
    """Of phases that have closed. After a purge from the counts that are left."""
    exercise, actor = exercise_of(request, link), request.actor  # type: ignore[attr-defined]
    phases, reading = list(exercise.phases.all()), exercise.reading()
    taken = snapshots(phases)
    made = pure.report(reading, rounds(actor, phases, taken), exercise.scale, seated(exercise))
    context = {
        "exercise": exercise, "purged": exercise.state == PURGED, "r": made, "pinned": reading,
        "cells": [(cell, picture(cell, made)) for cell in made.cells], "readings": readings(),
        "agreed": AGREED, "rise": RISE, "few": FEW,
        "polls": polls(reading, phases, taken), "attendance": attendance(actor, exercise, phases, taken),
        "councils": directives(actor, exercise, reading),
        "open_phases": [phase for phase in phases if phase.opened_at and not phase.closed_at],
    }  # fmt: skip
    return render(request, "seminar/report.html", None, context)


@require_safe
@instructing
def seat_report(request: HttpRequest, link: UUID, number: int) -> HttpResponse:
    exercise, actor = exercise_of(request, link), request.actor  # type: ignore[attr-defined]
    seat = seat_of(exercise, number)
    context = {
        "exercise": exercise, "seat": seat, "name": known_as(seat, exercise), "graded": given_to(actor, seat),
        **record(actor, seat),
    }  # fmt: skip
    return render(request, "seminar/seat_report.html", None, context)


def rounds(actor: Actor, phases: list[Phase], taken: dict[int, Snapshot]) -> list[Round]:
    asked = [phase for phase in phases if phase.kind in (RATE, RATE_AGAIN) and phase.pk in taken]
    sheets: dict[int, dict[int, Any]] = {phase.pk: {} for phase in asked}
    rows = Response.objects.visible_to(actor).counted().filter(phase__in=asked)
    for phase, seat, answers in rows.order_by("seat__number").values_list("phase", "seat", "answers"):
        sheets[phase][seat] = answers
    return [
        Round(phase.title, tuple(phase.options), tuple(phase.criteria), taken[phase.pk].counts,
              {item: taken[phase.pk].pairs(item) for item in taken[phase.pk].moves}, sheets[phase.pk])
        for phase in asked
    ]  # fmt: skip


def seated(exercise: Exercise) -> dict[int, Seated]:
    rows = exercise.seats.filter(role__isnull=False).values_list("pk", "role__title", "role__side")
    return {pk: Seated(title, side) for pk, title, side in rows}


def polls(reading: Reading, phases: list[Phase], taken: dict[int, Snapshot]) -> list[tuple[Phase, Any, Any]]:
    """Votes that have closed: (phase, how many voted, (option, votes) or nothing where they are few)."""
    found: list[tuple[Phase, Any, Any]] = []
    for phase in phases:
        if phase.kind == VOTE and phase.pk in taken:
            n, counts = of_votes(taken[phase.pk].votes("vote"))
            found.append((phase, n, votes(reading, phase.options, counts) if counts else ()))
    return found


def attendance(actor: Actor, exercise: Exercise, phases: list[Phase], taken: dict[int, Snapshot]) -> dict[str, Any]:
    """How many joined, and how many handed in, or wrote a note, in each phase that has closed."""
    sheets = Response.objects.visible_to(actor).filter(phase__exercise=exercise).order_by()
    handed_in = Count("pk", filter=Q(handed_in_at__isnull=False))
    counted = sheets.values_list("phase").annotate(n=handed_in, every=Count("pk"))
    done = {phase: (n, every - n) for phase, n, every in counted}
    notes = Annotation.objects.in_exercise(actor).filter(seat__exercise=exercise).exclude(body="").order_by()
    written = dict(notes.values_list("phase").annotate(n=Count("seat", distinct=True)))
    seats = exercise.seats.aggregate(
        joined=Count("pk"), removed=Count("pk", filter=Q(removed_at__isnull=False)),
        erased=Count("pk", filter=Q(erased_at__isnull=False)),
    )  # fmt: skip
    if exercise.state == PURGED:
        return {"rows": [(p, most(taken[p.pk].counts), 0) for p in phases if p.pk in taken], **seats}
    closed = [phase for phase in phases if phase.closed_at]
    rows = [(p, *done.get(p.pk, (0, 0))) for p in closed if p.kind in ANSWERED]
    rows += [(p, written.get(p.pk, 0), 0) for p in closed if p.kind == DISCUSS]
    return {"rows": sorted(rows, key=lambda row: row[0].number), **seats}


def directives(actor: Actor, exercise: Exercise, reading: Reading) -> list[tuple[str, list[Part]]]:
    """Council -> the parts of its directive, those that an instructor has hidden left out."""
    rows = Artifact.objects.visible_to(actor).filter(phase__exercise=exercise, phase__kind=DIRECTIVE, hidden_at=None)
    rows = rows.filter(phase__closed_at__isnull=False).exclude(choice="", text="")
    found: dict[str, list[Artifact]] = {}
    for row in rows.select_related("phase", "council", "by__role").order_by("council__number", "item"):
        found.setdefault(row.council.name, []).append(row)
    return [(name, directive(parts, reading)) for name, parts in found.items()]


def picture(cell: Cell, made: Report) -> str:
    """Who moved; in a single round what was answered; none where answers are few."""
    title = f"{cell.question.option.title}: {cell.question.criterion.title}"
    axis = Axis(made.low, made.high, cell.question.worst, cell.question.best)
    if cell.movement:
        words = MovementWords(title, moved(cell.movement), _("first"), _("second"))
        return str(movement(cell.pairs, axis, words, width=NARROW))
    last = cell.rounds[-1]
    return str(dots(last.values, axis, PictureWords(title, described(last)), width=NARROW)) if last.spread else ""


def moved(found: Movement) -> str:
    values = {"up": found.up, "down": found.down, "same": found.same}
    return _("%(up)s up, %(down)s down, %(same)s the same.") % values


def described(shown: Shown) -> str:
    if shown.spread is None:
        return ""
    answers = ngettext("%(n)s answer", "%(n)s answers", shown.n) % {"n": shown.n}
    median = _("median %(median)s") % {"median": f"{shown.spread.median:g}"}
    return f"{answers}, {median}."


def readings() -> dict[str, str]:
    """What three agreements say, in plain words."""
    return {
        "agreed": _("Most rank the options in much the same way."),
        "values": _(
            "They differ in values: with the same weights for everybody the rankings come together. Talk about what "
            "matters more, not about what is true."
        ),
        "facts": _(
            "They differ on facts: with the same marks for everybody the rankings come together. Talk about what each "
            "option does, and look for evidence."
        ),
        "both": _("The same weights, or the same marks, would each bring the rankings together."),
        "neither": _("They differ on facts and on values: neither the same weights nor the same marks are enough."),
        "unknown": _("Too few people have ranked all options to say, or they put them level."),
    }
