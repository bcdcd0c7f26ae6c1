"""A Selection and a Reading in, everything shown out. The page and all exports are made from one Comparison."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from options.bundle import schema
from options.bundle.reading import Reading
from options.pages.compare import links, rows
from options.pages.compare.cells import Exposed, Score
from options.pages.compare.rows import Options, Row
from options.pages.compare.selection import GROUPS, Selection
from options.pages.frame import is_illustrative
from options.pages.judges import Judge, common_judge

FIRST_RISKS: Final = 5
FIRST_ROWS: Final = 40  # of every other group, so that a page stays readable whatever the dossier's size

_BUILD: Final[Mapping[str, Callable[[Reading, Options], list[Row]]]] = {
    "glance": rows.glance,
    "effect": rows.effect,
    "together": links.together,
    "risks": links.risks,
    "conditions": links.conditions,
    "law": links.law,
    "scores": links.scores,
    "evidence": rows.evidence,
}


@dataclass(frozen=True)
class Group:
    """One group: `rows` are those shown, none while it is folded.

    Of `total` rows, `differing` are not the same for all; the toggles hide `hidden`, and `rest` more follow on a
    press. `whole`: all that the toggles leave are shown although there are more than `first`.
    `unjudged` counts the dossier's risks that nobody has judged for any of the options: they have no row.
    """

    key: str
    open: bool
    whole: bool
    rows: tuple[Row, ...]
    total: int
    differing: int
    hidden: int
    rest: int
    first: int
    unjudged: int = 0


@dataclass(frozen=True)
class Comparison:
    """Options side by side. `as_of` is the dossier's; `illustrative`: scores shown are a compiler's, not a panel's."""

    dossier: str
    title: str
    question: str
    version: int
    as_of: str
    illustrative: bool
    notes: tuple[str, ...]
    options: tuple[schema.Option, ...]
    groups: tuple[Group, ...]
    selection: Selection

    @cached_property
    def judge(self) -> Judge | None:
        """Who judged every risk and score that is shown, so that the page says it once."""
        shown = (cell for group in self.groups for row in group.rows for cell in row.cells)
        return common_judge(cell.basis for cell in shown if isinstance(cell, Exposed | Score))


def compare(reading: Reading, selection: Selection) -> Comparison:
    """Everything that a selection shows. Options of the selection that the reading lacks are a KeyError."""
    options = tuple(reading.options[slug] for slug in selection.options)
    head = reading.dossier
    return Comparison(
        dossier=reading.slug,
        title=head.title,
        question=head.question,
        version=reading.version,
        as_of=head.as_of,
        illustrative=is_illustrative(reading),
        notes=head.notes,
        options=options,
        groups=tuple(_group(reading, key, options, selection) for key in GROUPS),
        selection=selection,
    )


def _group(reading: Reading, key: str, options: Options, selection: Selection) -> Group:
    every = _BUILD[key](reading, options)
    left = [row for row in every if not (selection.differ and row.same) and not (selection.full and row.empty)]
    opened, first = key in selection.open, FIRST_RISKS if key == "risks" else FIRST_ROWS
    whole = key in selection.whole and len(left) > first
    shown = left if whole else left[:first]
    return Group(
        key=key,
        open=opened,
        whole=whole,
        rows=tuple(shown) if opened else (),
        total=len(every),
        differing=sum(not row.same for row in every),
        hidden=len(every) - len(left),
        rest=len(left) - len(shown),
        first=first,
        unjudged=len(reading.risks) - len(every) if key == "risks" else 0,
    )
