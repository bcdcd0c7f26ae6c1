"""The two lists of an exercise that are worked on until late: the rubric, and the roster of who may join."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Max, Min
from django.utils.translation import gettext_lazy as _

from options.models.access import User
from options.models.seminar.exercises import CLOSED, DRAFT, JOINABLE, Exercise, NotNow
from options.models.seminar.grades import Grade
from options.models.seminar.seats import Seat

RUBRIC_IN: Final = (DRAFT, *JOINABLE, CLOSED)
ROSTER_IN: Final = (DRAFT, *JOINABLE)


class RowInUse(Exception):
    """Points have been given for a row of the rubric that would go, or could not be given any more."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


@transaction.atomic
def set_rubric(exercise: Exercise, rows: Sequence[dict[str, Any]], *, by: User, now: datetime) -> None:
    """`rows` as the dossier format has them. RowInUse, NotNow."""
    locked = exercise.must_be(*RUBRIC_IN)
    ranges = {row["slug"]: [level["points"] for level in row["levels"]] for row in rows}
    given = Grade.objects.filter(seat__exercise=locked).order_by().values_list("row")
    for slug, low, high in given.annotate(low=Min("points"), high=Max("points")):
        points = ranges.get(slug)
        if points is None or (low is not None and not min(points) <= low <= high <= max(points)):
            raise RowInUse(slug)
    exercise.note("set the rubric", by=by, now=now, rows=len(rows))
    exercise.changed(rubric=list(rows))


@transaction.atomic
def set_roster(exercise: Exercise, lines: Sequence[str], *, by: User, now: datetime) -> None:
    """One identifier a line. Who has joined stays on it: NotNow otherwise."""
    locked = exercise.must_be(*ROSTER_IN)
    seated = Seat.objects.filter(exercise=locked).present().exclude(roster_id="")
    missing = set(seated.values_list("roster_id", flat=True)) - set(lines)
    if missing:
        said = _("%(n)d who have joined are missing from this list. Take out only those who are not here: %(names)s")
        raise NotNow(said % {"n": len(missing), "names": ", ".join(sorted(missing)[:6])})
    exercise.note("set the roster", by=by, now=now, lines=len(lines))
    exercise.changed(roster=list(lines))
