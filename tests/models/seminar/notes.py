"""Notes of seats for tests, made by the verb that pages use."""

from uuid import uuid4

from options.models import Annotation
from options.models.annotations import Said
from tests.conftest import NOW
from tests.models.notes import on


def note(seat, body="Says who?", *, quote=None, stance="asks", phase=None, now=NOW, token=None, **place):
    """On the pinned text, in the discussion that is open."""
    spot = on(seat.exercise.dossier, quote, **place)
    phase = phase or seat.exercise.phases.get(kind="discuss")
    return Annotation.objects.post_in_exercise(
        spot, Said(body, stance), seat=seat, phase=phase, made_on=spot.entry.live, token=token or uuid4(), now=now
    )
