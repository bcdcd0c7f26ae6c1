"""What a seat writes while an instructor watches."""

from uuid import uuid4

from options.models import Annotation, Artifact
from options.models.annotations import Place, Said
from tests.models.notes import entry_of
from tests.seminar import later, of_kind

SECRET = "Because the piers silt up."


def write(seat, room, item):
    """A part of what the council writes in the current phase."""
    return Artifact.objects.write(room.current, seat, item, text=SECRET, seen=0, now=later(seconds=21))


def note(seat, room):
    """A note on an option, in the discussion."""
    entry = entry_of(room.dossier)
    return Annotation.objects.post_in_exercise(
        Place(entry), Said(SECRET, "asks"), seat=seat, phase=of_kind(room, "discuss"), made_on=entry.live,
        token=uuid4(), now=later(seconds=25),
    )  # fmt: skip
