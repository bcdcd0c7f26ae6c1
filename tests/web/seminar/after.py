"""An exercise that some seats have gone through, for tests of what comes after."""

from uuid import uuid4

from django.utils import timezone

from options.models import Annotation, Artifact, Entry
from options.models.annotations import Place, Said
from options.models.seminar.phases import Phase
from tests.seminar import advance, answer, exercise, joined, lobby, marks, phase

WEIGHTS = {"w.crossing-time": 100, "w.flood-safety": 60, "w.cost": 40}


def gone_through(river, cast, n=6, *, until="", **changes):
    """(exercise, what `joined` gave): closed, or in the phase of the kind `until`, where nobody has answered.

    It was just now, since pages close what is over by the clock. Seat i marks everything with i in the first round, one
    more in the second; all vote; each writes a note and, when there is a council for it, a part of the directive.
    """
    now = timezone.now()
    made = exercise(river, cast["instructor"], now=now, **changes)
    phase(made, "rate-again", options=["footbridge", "road-bridge"])
    phase(made, "directive")
    lobby(made, now)
    seats = joined(made, n, now=now)
    Phase.objects.start(made, by=made.owner, now=now)
    made.refresh_from_db()
    while made.state == "running" and made.current.kind != until:
        for at, one in enumerate(seats, 1):
            plays(made, one.seat, at, now)
        advance(made, now=now)
    return made, seats


def plays(made, seat, at, now):
    """What seat number `at` does in the current phase."""
    phase = made.current
    sheets = {
        "briefing": {"claim": "ferry-capacity", "restated": f"Restated by {seat.handle}.", "asked": None},
        "rate": marks(phase, min(at, 6)) | WEIGHTS | {"why": f"First reason of {seat.handle}."},
        "rate-again": marks(phase, min(at, 6) + 1) | WEIGHTS | {"why": f"Second reason of {seat.handle}."},
        "vote": {"vote": "footbridge"},
        "reflection": {"q.0": f"Moved by {seat.handle}."},
    }
    if phase.kind in sheets:
        answer(seat, phase, sheets[phase.kind], now=now)
    elif phase.kind == "discuss":
        note(seat, phase, f"A note of {seat.handle}.")
    elif phase.kind == "directive" and seat.council:
        part = ("option", "footbridge") if at == 1 else (f"dissent.{seat.number}", "")
        Artifact.objects.write(phase, seat, part[0], choice=part[1], text=f"Part of {seat.handle}.", seen=0, now=now)


def note(seat, phase, body):
    entry = Entry.objects.select_related("live").get(dossier=seat.exercise.dossier, kind="option", slug="footbridge")
    return Annotation.objects.post_in_exercise(
        Place(entry, field="summary"), Said(body, "asks"), seat=seat, phase=phase, made_on=entry.live, token=uuid4(),
        now=timezone.now(),
    )  # fmt: skip
