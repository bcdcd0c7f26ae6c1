"""Rehearsals: an exercise played by bots, for an instructor who wants to see the board, the reveal and the reports of
a full class before there is one. A rehearsal is a copy that people cannot join.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from options.analysis import room
from options.bundle.reading import Reading
from options.models.access import User
from options.models.seminar.bot_councils import TOGETHER
from options.models.seminar.bots import SHEETS, Table
from options.models.seminar.exercises import JOINABLE, LOBBY, ROSTER, Exercise, NotNow
from options.models.seminar.making import NameOf, clone
from options.models.seminar.phases import REVEAL, Phase
from options.models.seminar.reasons import BANDS, Reason
from options.models.seminar.responses import Response
from options.models.seminar.seats import Seat
from options.models.seminar.snapshots import Snapshot

MOST_BOTS: Final = 60
KEPT_FOR: Final = timedelta(days=7)


@transaction.atomic
def rehearse(
    exercise: Exercise, *, by: User, codes: Sequence[str], name_of: NameOf, handle_of: Callable[[int], str],
    words: str, now: datetime, link: UUID | None = None,
) -> Exercise:  # fmt: skip
    """A copy in its lobby, with a bot for each role at each council."""
    made = clone(exercise, by=by, codes=codes, name_of=name_of, now=now, rehearsal=True, link=link)
    wanted = min(made.roles.count() * made.councils_wanted, made.most_seats, MOST_BOTS)
    identifiers = [f"bot-{number}" for number in range(1, wanted + 1)]
    roster = identifiers if made.names == ROSTER else []
    made.changed(purge_at=now + KEPT_FOR, roster=roster)
    made.open_lobby(by=by, now=now)
    for number, identifier in enumerate(identifiers, 1):
        Seat.objects.join(made, handle_of=handle_of, words=words, now=now, identifier=identifier, bot=True,
                          name=_("Bot %(n)d") % {"n": number})  # fmt: skip
    return made


def begins(exercise: Exercise, now: datetime) -> datetime:
    """When a rehearsal played in one go has begun, so that it ends now."""
    return now - timedelta(minutes=sum(phase.minutes for phase in exercise.phases.filter(opened_at=None)))


def play_through(exercise: Exercise, *, by: User, now: datetime) -> None:
    """Every phase that is left, in one go, timed so that the last one ends now. A transaction for each phase.

    NotNow for an exercise with people in it.
    """
    if not exercise.rehearsal:
        raise NotNow(_("Bots play in rehearsals only."))
    at, reading = now, exercise.reading()  # once: inside a transaction it is not kept
    if exercise.state == LOBBY:
        at = begins(exercise, now)
        Phase.objects.start(exercise, by=by, now=at)
    for _each in range(2 * exercise.phases.count() + 1):  # before a reveal it takes two steps
        if exercise.state not in JOINABLE or exercise.current is None:
            return
        with transaction.atomic():
            phase = exercise.current
            if phase.takes_answers(exercise, at):
                play(exercise, at, reading)
                at = min(now, at + timedelta(minutes=phase.minutes))
            _choose_reasons(exercise, phase, by, at)
            Phase.objects.advance(exercise, by=by, epoch=exercise.epoch, now=at, confirmed=True)


@transaction.atomic
def play(exercise: Exercise, now: datetime, reading: Reading | None = None) -> None:
    """The bots answer the phase that is open. What somebody who tries a bot's seat has handed in stays.

    NotNow for an exercise with people in it, and while no phase takes answers.
    """
    phase = Exercise.locked(exercise.pk).current
    if not exercise.rehearsal or phase is None or not phase.takes_answers(exercise, now):
        raise NotNow(_("No phase of this rehearsal takes answers now. Go on to the next one first."))
    seats = list(exercise.seats.present().select_related("role", "council"))
    exercise.seats.update(seen_at=now)
    table = Table(exercise, phase, reading or exercise.reading(), seats, now)
    if phase.kind in SHEETS:
        table.hand_in(SHEETS[phase.kind])
    elif phase.kind in TOGETHER:
        TOGETHER[phase.kind](table)
    exercise.note("bots answered", now=now, phase=phase.number)
    exercise.changed()


def _choose_reasons(exercise: Exercise, phase: Phase, by: User, now: datetime) -> None:
    """Between a round and its reveal: a low, a middle and a high reason on the most disputed cell."""
    following = exercise.phases.filter(number__gt=phase.number).first()
    taken = Snapshot.objects.newest(phase)
    if phase.closed_at is None or taken is None or following is None or following.kind != REVEAL:
        return
    spreads = {item: room.spread(taken.values(item)) for item in taken.counts if item.startswith("o.")}
    disputed = room.most_disputed({item: found for item, found in spreads.items() if found})
    item = next(iter(disputed), "")
    given = [row for row in Response.objects.filter(phase=phase).counted() if isinstance(row.answers.get(item), int)]
    rows = {row.pk: row for row in given if row.answers.get("why")}
    picked = room.representative([(pk, float(row.answers[item])) for pk, row in rows.items()])
    for band, pk in zip(BANDS, picked, strict=True):
        if pk is not None:
            Reason.objects.pick(phase, band, rows[pk], item=item, text=rows[pk].answers["why"], by=by, now=now)
