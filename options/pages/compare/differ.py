"""Which risks set the options apart most.

Likelihood terms and severities are ordered labels: they have positions, but no product and no mean. So two judgements
of one risk are compared by **steps**: how many positions apart they are on the list of severities, plus how many on
the list of likelihood terms (city-block distance on the 5 x 7 table; every step counts the same, and a move of one
list never weights a move of the other). "Does not apply" stands one position below both lists, since somebody has
judged that the risk does not arise. A risk's measure is the sum of the steps over every pair of the chosen options:
0 when all agree, larger the more of them stand apart and the further. A pair of which one is not assessed adds
nothing: missing is not zero, and a risk that few options were judged for seldom stands first.

Confidence is left out: it says how sure a judgement is, not what it is.

Where it misleads: a step between "likely" and "very likely" is not the same amount of risk as one between "unlikely"
and "roughly even chance". The measure only chooses which rows stand first; no row is hidden for good, and no option
gains by it.
"""

from collections.abc import Iterable
from itertools import combinations
from typing import Final

from options.analysis.scales import likelihood_rank
from options.pages.compare.cells import Cell, Exposed, Nothing

Position = tuple[int, int]
BELOW_BOTH: Final[Position] = (0, -1)  # severities start at 1, likelihood positions at 0


def position(cell: Cell) -> Position | None:
    """(severity 1..5, likelihood position 0..6) of a risk cell; None when nobody has assessed it."""
    if isinstance(cell, Exposed):
        return cell.severity, likelihood_rank(cell.likelihood)
    return BELOW_BOTH if isinstance(cell, Nothing) and cell.kind == "does-not-apply" else None


def steps(one: Position, other: Position) -> int:
    """Steps between two positions, severity and likelihood counted one by one: 0 to 12."""
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def apart(cells: Iterable[Cell]) -> int:
    """Steps between the options on one risk, added over all pairs; pairs with an option not assessed add nothing."""
    known = [place for cell in cells if (place := position(cell)) is not None]
    return sum(steps(one, other) for one, other in combinations(known, 2))
