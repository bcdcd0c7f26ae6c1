"""The example of all roles at once: how far their rankings agree, with the sums that go into it."""

from collections import Counter
from dataclasses import dataclass

from options.analysis.agreement import Concordance, mid_ranks
from options.bundle.reading import Reading
from options.pages.weigh import selection, starts
from options.pages.weigh.roles import SplitRow, roles_page


@dataclass(frozen=True)
class Roles:
    """`spread` is S and `ties` T of Kendall's W; `most`: the criterion that most of the disagreement comes from."""

    agreement: Concordance
    spread: float
    ties: float
    most: SplitRow | None


def roles(reading: Reading) -> Roles | None:
    """None where fewer than two roles suggest points."""
    if len(starts.roles(reading)) < 2:
        return None
    page = roles_page(reading, selection.first(reading))
    rankings = [mid_ranks([value or 0.0 for value in column.values]) for column in page.columns]
    totals = [sum(ranks) for ranks in zip(*rankings, strict=True)]
    mean = sum(totals) / len(totals) if totals else 0.0
    spread = sum((total - mean) ** 2 for total in totals)
    ties = sum(t**3 - t for ranking in rankings for t in Counter(ranking).values())
    return Roles(page.agreement, spread, ties, page.split[0] if page.split else None)
