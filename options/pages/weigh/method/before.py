"""Examples of what comes before any weight: a failed test, and a gate that is shut."""

from dataclasses import dataclass

from options.analysis.value import ranks
from options.analysis.weighing import Weighed, Weighing
from options.bundle import schema
from options.bundle.reading import Reading
from options.pages.weigh.conditions import GateRow, gate_row


@dataclass(frozen=True)
class Screened:
    """What one failed test of the example's leader would do: who takes its rank, of how many that are left."""

    first: schema.Option
    left: int


def screened(reading: Reading, found: Weighing, leader: Weighed) -> Screened | None:
    """None where no other option has a value."""
    rest = [each for each in found.options if each is not leader]
    placed = zip(rest, ranks([each.value for each in rest]), strict=True)
    first = next((each for each, rank in placed if rank == 1), None)
    return None if first is None else Screened(reading.options[first.option], len(rest))


def gate(reading: Reading) -> GateRow | None:
    """Of an option that is blocked, or else undetermined because of a condition: the one that least would open."""
    rows = [gate_row(reading, slug, reading.conditions) for slug in reading.options]
    for state in ("blocked", "undetermined"):
        shut = [row for row in rows if row.why.state == state and row.why.assessed and row.sets]
        if shut:
            return min(shut, key=lambda row: len((row.sets or ((),))[0]))
    return None
