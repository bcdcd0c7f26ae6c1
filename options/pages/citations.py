"""The citations of one entry: what each supports there, and whether somebody has looked it up."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from options.bundle.citations import Checkable, checkable
from options.bundle.reading import EntryValue, Reading
from options.pages.cited import Cited, source_of
from options.pages.spots import Spot, spot


@dataclass(frozen=True)
class Row:
    """`check` is the record of the last look, None without one; `state` says what it is worth now."""

    checkable: Checkable
    cited: Cited
    supports: tuple[tuple[Spot, str], ...]
    state: str
    check: Any


@dataclass(frozen=True)
class CitationsPage:
    rows: tuple[Row, ...]
    states: Counter[str]


def citations_page(
    reading: Reading, entry: EntryValue, look_up: Callable[[Checkable], tuple[str, Any]]
) -> CitationsPage:
    """`look_up` gives the state of a citation and its check."""
    rows = tuple(_row(reading, each, *look_up(each)) for each in checkable(entry))
    return CitationsPage(rows, Counter(row.state for row in rows))


def _row(reading: Reading, each: Checkable, state: str, check: Any) -> Row:
    supports = tuple((spot(reading, one.statement), one.text) for one in each.supports)
    return Row(each, Cited(each.citation, source_of(reading, each.citation.source)), supports, state, check)
