"""The worked example of the method page. All its numbers come from the engine's own result and its pure functions."""

from dataclasses import dataclass

from options.analysis.digits import rounded
from options.analysis.weighing import Weighed, Weighing
from options.bundle import schema
from options.bundle.reading import Reading
from options.pages.weigh import selection, starts
from options.pages.weigh.conditions import GateRow
from options.pages.weigh.inputs import weighing
from options.pages.weigh.method import before, checks, drawn, roles, sums, turning
from options.pages.weigh.swings import Equivalence, equivalences


@dataclass(frozen=True)
class Example:
    """`leader` has the highest value at best estimates; `weighed` is what the engine says of it."""

    start: str  # a start of `starts`
    role: str | None  # the title of the role whose points these are
    leader: schema.Option
    weighed: Weighed
    weighing: Weighing
    screened: before.Screened | None
    gate: GateRow | None
    parts: tuple[sums.Part, ...]
    equal: sums.Equal | None
    lacking: sums.Lacking
    missing: int  # scores that options lack on criteria that count
    equivalence: Equivalence | None
    widened: drawn.Widened | None
    error: float | None  # sampling error of the leader's share of first ranks
    errors: tuple[float, float] | None  # that share when scores err one by one, and when they err together
    pair: drawn.Pair | None
    central: drawn.Central | None
    meeting: turning.Meeting | None
    turn: turning.ScoreTurn | None
    dominated: turning.Dominated | None
    checks: tuple[checks.Check, ...]
    roles: roles.Roles | None
    digits: str  # the leader's expected value as files have it


def example(reading: Reading) -> Example | None:
    """The first role's points, or equal shares; None where nothing can be weighed or no option has a value."""
    suggested = starts.roles(reading)
    start = f"role:{suggested[0].slug}" if suggested else starts.EQUAL
    asked = selection.first(reading).with_points(starts.points(reading, start))
    found = weighing(reading, asked)
    by_value = [w for w in found.options if w.rank == 1] if found else []
    if found is None or not by_value:
        return None
    named = {weighed.option: weighed for weighed in found.options}
    leader = named.get(found.first_by_value or "", by_value[0])
    shares = {slug: found.weights[found.inputs.matrix.criteria.index(slug)] for slug in reading.criteria}
    both = leader.first is not None and leader.first_common is not None
    return Example(
        start=start,
        role=suggested[0].title if suggested else None,
        leader=reading.options[leader.option],
        weighed=leader,
        weighing=found,
        screened=before.screened(reading, found, leader),
        gate=before.gate(reading),
        parts=sums.parts(reading, found, leader, asked.points),
        equal=sums.equal(reading),
        lacking=sums.lacking(reading, found, leader),
        missing=sum(len(weighed.missing) for weighed in found.options),
        equivalence=next(iter(equivalences(reading, asked, shares)), None),
        widened=drawn.wide(reading),
        error=leader.standard_error,
        errors=(leader.first or 0.0, leader.first_common or 0.0) if both else None,
        pair=drawn.pair(reading, found, leader),
        central=drawn.central(reading, found, leader),
        meeting=turning.meeting(reading, found),
        turn=turning.score_turn(reading, found),
        dominated=turning.dominated(reading, found),
        checks=checks.checks(found),
        roles=roles.roles(reading),
        digits=str(rounded(leader.expected)),
    )
