"""Exercises for tests, made by the verbs that pages use."""

from datetime import timedelta
from itertools import count
from uuid import uuid4

from django.test import Client

from options.models import Entry, Exercise, Phase, Response, Seat
from options.models.seminar.making import make
from options.pages.seminar.codes import ALPHABET
from options.pages.seminar.handles import council_name, handle
from tests.conftest import NOW

WORDS = "amber basket candle"
_numbers = count(1)


def code(number):
    """A join code that no other call gives."""
    found = ""
    for _ in range(6):
        number, digit = divmod(number, len(ALPHABET))
        found += ALPHABET[digit]
    return found


def exercise(river, by, *, now=NOW, **changes):
    """A draft from the template "town-meeting": briefing, rate, inject, discuss, vote, reflection; two roles."""
    template = Entry.objects.get(dossier=river, kind="exercise", slug="town-meeting")
    made = make(template, by=by, codes=[code(next(_numbers))], name_of=council_name, now=now)
    for name, value in changes.items():
        setattr(made, name, value)
    made.save(update_fields=list(changes) or None)
    return made


def phase(exercise, kind, **changes):
    """One more phase at the end, of a kind that the small template does not have."""
    number = exercise.phases.count() + 1
    values = {"title": kind.capitalize(), "minutes": 5, "instructions": "Do it.", "options": exercise.options,
              "criteria": exercise.criteria}  # fmt: skip
    return Phase.objects.create(exercise=exercise, number=number, kind=kind, **values | changes)


def planned(exercise, *kinds, **changes):
    """These phases, five minutes each, in place of the template's."""
    exercise.phases.all().delete()
    return [phase(exercise, kind, **changes) for kind in kinds]


def of_kind(exercise, kind):
    return exercise.phases.get(kind=kind)


def joined(exercise, n=1, *, words=WORDS, now=NOW, **options):
    """`n` new seats with the tokens of their devices: a list of `Joined`."""
    return [Seat.objects.join(exercise, handle_of=handle, words=words, now=now, **options) for _ in range(n)]


def seat_client(one):
    """A browser that holds the seat of a `Joined`."""
    client = Client()
    client.cookies["seat"] = one.token
    return client


def lobby(exercise, now=NOW):
    exercise.open_lobby(by=exercise.owner, now=now)
    return exercise


def running(exercise, kind="briefing", *, now=NOW):
    """Opened, started, and gone on to the first phase of a kind, which is open."""
    if exercise.state == "draft":
        lobby(exercise, now)
    if exercise.state == "lobby":
        Phase.objects.start(exercise, by=exercise.owner, now=now)
    while exercise.current.kind != kind or exercise.current.closed_at:
        advance(exercise, now=now)
    return exercise


def advance(exercise, *, now=NOW):
    Phase.objects.advance(exercise, by=exercise.owner, epoch=exercise.epoch, now=now, confirmed=True)
    exercise.refresh_from_db()


def close(exercise, *, now=NOW):
    Phase.objects.close(exercise, by=exercise.owner, epoch=exercise.epoch, now=now, confirmed=True)
    exercise.refresh_from_db()


def over(exercise, *, now=NOW):
    """Gone on until the exercise is closed."""
    if exercise.state in ("draft", "lobby"):
        running(exercise, exercise.phases.first().kind, now=now)
    while exercise.state == "running":
        advance(exercise, now=now)
    return exercise


def answer(seat, phase, answers=None, *, hand_in=True, now=NOW, token=None):
    """What a seat sends in a phase; marks for all items by default."""
    if answers is None:
        answers = marks(phase, 4) | {"why": f"Because {seat.handle} thinks so."}
    return Response.objects.keep(seat, phase, answers, hand_in=hand_in, token=token or uuid4(), now=now)


def marks(phase, value):
    return {f"o.{option}.{criterion}": value for option in phase.options for criterion in phase.criteria}


def later(**delta):
    return NOW + timedelta(**delta)


def fresh(exercise):
    return Exercise.objects.get(pk=exercise.pk)
