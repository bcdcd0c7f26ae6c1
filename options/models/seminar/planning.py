"""Planning: what an instructor sets before an exercise runs, and the little that may still change while it does."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from options.models.access import User
from options.models.seminar.exercises import (
    ARCHIVED,
    CLOSED,
    DRAFT,
    LOBBY,
    PAUSED,
    RUNNING,
    UNDER_WAY,
    Exercise,
    MovedOn,
    NotNow,
)
from options.models.seminar.making import NameOf, set_councils
from options.models.seminar.phases import Phase
from options.models.seminar.roles import Council, Role
from options.models.seminar.seats import Seat

PLANNED: Final = (DRAFT, LOBBY)
SETTINGS: Final = (
    "title", "setting", "ground_rules", "goals", "questions", "debrief", "names", "late_policy", "scale",
    "councils_wanted", "most_seats", "curated_from", "lobby_minutes", "reserve_minutes", "purge_at",
)  # fmt: skip
LATER: Final = {RUNNING: ("most_seats", "purge_at"), PAUSED: ("most_seats", "purge_at"), CLOSED: ("purge_at",),
                ARCHIVED: ("purge_at",)}  # fmt: skip
OF_A_PHASE: Final = (
    "kind", "title", "minutes", "instructions", "rates_as", "options", "criteria", "unlock_after", "toggles",
    "for_roles", "grace",
)  # fmt: skip
OF_A_PHASE_LATER: Final = ("title", "minutes", "instructions")
OF_A_ROLE: Final = ("title", "side", "public", "confidential", "weights", "decision_maker", "drafts")
MOST_PHASES: Final = 40
_ASIDE: Final = 1_000  # where numbers wait while phases change places


def changeable(exercise: Exercise) -> frozenset[str]:
    """The settings that may change in its state. Under which names people are known is settled by the first to join."""
    if exercise.state not in PLANNED:
        return frozenset(LATER.get(exercise.state, ()))
    return frozenset(SETTINGS) - ({"names"} if exercise.seats.exists() else frozenset())


def changeable_in(phase: Phase, exercise: Exercise) -> tuple[str, ...]:
    """What may change of a phase: all before the start, and what asks nothing else of anybody until it opens."""
    if exercise.state in PLANNED:
        return OF_A_PHASE
    return OF_A_PHASE_LATER if exercise.state in UNDER_WAY and phase.opened_at is None else ()


def _only(changes: Mapping[str, Any], allowed: Collection[str]) -> None:
    if set(changes) - set(allowed):
        raise NotNow(_("This cannot change any more: the exercise has moved on."))


@transaction.atomic
def change(exercise: Exercise, changes: Mapping[str, Any], *, name_of: NameOf, by: User, now: datetime) -> None:
    """Settings, those that differ. NotNow for what may not change any more."""
    locked = Exercise.locked(exercise.pk)
    _only(changes, changeable(locked))
    there = locked.seats.present().count()
    fewest = max(there, locked.most_seats if locked.state in UNDER_WAY else 0)
    if changes.get("most_seats", fewest) < fewest:
        raise NotNow(_("There must be room for everybody who is there, and no less than before once it runs."))
    if "councils_wanted" in changes:
        _room_at_tables(locked, changes["councils_wanted"])
        set_councils(locked, changes["councils_wanted"], name_of)
    exercise.note("set", by=by, now=now, what=sorted(changes))
    exercise.changed(**changes)


def _room_at_tables(exercise: Exercise, wanted: int) -> None:
    """Councils at which somebody sits stay."""
    last = Seat.objects.filter(exercise=exercise, council__isnull=False).order_by("-council__number").first()
    if last and last.council and last.council.number >= wanted:
        raise NotNow(_("Somebody sits in one of the councils that would go. Move them first."))


def order_of(exercise: Exercise) -> list[int]:
    return list(exercise.phases.values_list("pk", flat=True))


def _arranging(exercise: Exercise, order: Sequence[int]) -> Exercise:
    """The row, locked. MovedOn when the phases do not stand in `order` any more, as the form has them."""
    locked = exercise.must_be(*PLANNED)
    if order_of(locked) != list(order):
        raise MovedOn
    return locked


@transaction.atomic
def add_phase(exercise: Exercise, values: Mapping[str, Any], *, order: Sequence[int], by: User, now: datetime) -> Phase:
    """One more at the end, with the options and criteria of the exercise."""
    locked = _arranging(exercise, order)
    if len(order) >= MOST_PHASES:
        raise NotNow(_("An exercise has at most 40 phases."))
    rest = {"options": locked.options, "criteria": locked.criteria if values["kind"] in ("rate", "rate-again") else []}
    made = Phase.objects.create(exercise=locked, number=len(order) + 1, **rest | dict(values))
    exercise.note("added a phase", by=by, now=now, phase=made.number)
    exercise.changed()
    return made


@transaction.atomic
def remove_phase(exercise: Exercise, number: int, *, order: Sequence[int], by: User, now: datetime) -> None:
    _arranging(exercise, order)
    if len(order) == 1:
        raise NotNow(_("An exercise needs at least one phase."))
    gone = order[number - 1]
    exercise.note("removed a phase", by=by, now=now, phase=number)
    _rearrange(exercise, order, [pk for pk in order if pk != gone])


@transaction.atomic
def move_phase(exercise: Exercise, number: int, step: int, *, order: Sequence[int], by: User, now: datetime) -> None:
    """One place up (-1) or down (1); past an end nothing happens."""
    _arranging(exercise, order)
    if not 1 <= number + step <= len(order):
        return
    wanted = list(order)
    wanted.insert(number - 1 + step, wanted.pop(number - 1))
    exercise.note("moved a phase", by=by, now=now, phase=number, to=number + step)
    _rearrange(exercise, order, wanted)


def _rearrange(exercise: Exercise, before: Sequence[int], after: Sequence[int]) -> None:
    """Numbers 1 to n in the new order, in two steps: no two may ever have the same. The phase from which curated
    scores are shown stays that phase."""
    exercise.phases.exclude(pk__in=after).delete()
    exercise.phases.update(number=F("number") + _ASIDE)
    for number, pk in enumerate(after, 1):
        exercise.phases.filter(pk=pk).update(number=number)
    at = exercise.curated_from
    shown = before[at - 1] if at and at <= len(before) else None
    exercise.changed(curated_from=after.index(shown) + 1 if shown in after else None)


@transaction.atomic
def change_phase(exercise: Exercise, phase: Phase, changes: Mapping[str, Any], *, by: User, now: datetime) -> None:
    locked = Exercise.locked(exercise.pk)
    row = Phase.objects.select_for_update().get(pk=phase.pk)
    _only(changes, changeable_in(row, locked))
    Phase.objects.filter(pk=row.pk).update(**changes)
    exercise.note("set a phase", by=by, now=now, phase=row.number, what=sorted(changes))
    exercise.changed()


@transaction.atomic
def change_role(exercise: Exercise, role: Role, changes: Mapping[str, Any], *, by: User, now: datetime) -> None:
    """A card, before the cards are in play."""
    exercise.must_be(*PLANNED)
    _only(changes, OF_A_ROLE)
    Role.objects.filter(pk=role.pk).update(**changes)
    if "decision_maker" in changes:
        _name_deciders(exercise, role, decides=changes["decision_maker"])
    exercise.note("set a role", by=by, now=now, role=role.slug, what=sorted(changes))
    exercise.changed()


def _name_deciders(exercise: Exercise, role: Role, *, decides: bool) -> None:
    """For those who have taken their seats already."""
    if not decides:
        Council.objects.filter(exercise=exercise, decider__role=role).update(decider=None)
        return
    for seat in exercise.seats.present().filter(role=role).order_by("number").select_related("council"):
        if seat.council and seat.council.decider_id is None:
            Council.objects.filter(pk=seat.council.pk, decider=None).update(decider=seat)
