"""A saved comparison: own scores beside the curated ones, and what has changed in the dossier since it was saved."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from options.analysis.matrix import Cell
from options.analysis.weighing import Weighed, Weighing
from options.bundle import schema
from options.bundle.reading import EntryValue, Reading
from options.pages.preconditions import reach
from options.pages.query import Query
from options.pages.weigh import selection
from options.pages.weigh.inputs import Overrides
from options.pages.weigh.selection import Selection


@dataclass(frozen=True)
class OwnScore:
    """A score of one's own; `curated` None where nobody has judged the cell, `cell` None where it cannot be used any
    more, because the option or the criterion is gone or its scale has changed."""

    option: str
    criterion: str
    option_title: str
    criterion_title: str
    low: float
    best: float
    high: float
    confidence: str
    reason: str
    curated: schema.AssessmentBody | None
    cell: Cell | None


@dataclass(frozen=True)
class Moved:
    """An entry that a comparison uses and that has changed: revision numbers then and now.

    `was` None: it is new, or was archived then; `now` None: it is archived now.
    """

    kind: str
    slug: str
    title: str
    was: int | None
    now: int | None


@dataclass(frozen=True)
class Shift:
    """One option then and now; None where it was or is not among those weighed."""

    option: str
    title: str
    then: Weighed | None
    now: Weighed | None


def selected(reading: Reading, query: str) -> tuple[Selection, Query]:
    """The selection that a stored address asks for, and what of it cannot be used any more."""
    read = Query(parse_qs(query))
    return selection.read(read, reading), read


def reasons_kept(
    reading: Reading, reasons: Mapping[str, Mapping[str, str]], saved: Selection, asked: Selection
) -> dict[str, dict[str, str]]:
    """Why tests were answered so, as far as the answer still is the one that was saved with the reason."""
    tests = [str(test.slug) for test in reading.dossier.screening_tests]

    def stays(option: str, test: str) -> bool:
        then, now = saved.screened.get(option, ""), asked.screened.get(option, "")
        at = tests.index(test) if test in tests else -1
        return 0 <= at < min(len(then), len(now)) and then[at] == now[at]

    kept = {o: {test: why for test, why in whys.items() if stays(o, test)} for o, whys in reasons.items()}
    return {option: whys for option, whys in kept.items() if whys}


def own_scores(reading: Reading, scores: Iterable[Mapping[str, Any]]) -> tuple[OwnScore, ...]:
    """Stored scores, in their order, with what is curated now."""
    return tuple(_own(reading, score) for score in scores)


def _own(reading: Reading, score: Mapping[str, Any]) -> OwnScore:
    option, criterion = score["option"], score["criterion"]
    low, best, high = (float(score[name]) for name in ("low", "best", "high"))
    known = reading.criteria.get(criterion) if option in reading.options else None
    fits = known is not None and known.scale.min <= low <= best <= high <= known.scale.max
    return OwnScore(
        option,
        criterion,
        reading.title("option", option),
        reading.title("criterion", criterion),
        low,
        best,
        high,
        score["confidence"],
        score["reason"],
        reading.assessments.get((option, criterion)),
        Cell(low, best, high, score["confidence"]) if fits else None,
    )


def overrides(scores: Iterable[OwnScore]) -> Overrides:
    """Own scores as the engine's inputs take them."""
    return {(score.option, score.criterion): score.cell for score in scores if score.cell is not None}


def behind(then: Reading, now: Reading, asked: Selection) -> tuple[Moved, ...]:
    """Entries that the selection uses whose revision is another one now, in the order of the dossier then.

    A selection of all options takes in those that are new.
    """
    if then.version == now.version:
        return ()
    options = tuple(dict.fromkeys([*asked.options, *now.options])) if asked.every else asked.options
    keys = dict.fromkeys([*_used(then, options), *_used(now, options)])
    moved = (_moved(key, _live(then, key), _live(now, key)) for key in keys)
    return tuple(each for each in moved if each)


def _live(reading: Reading, key: tuple[str, str]) -> EntryValue | None:
    """The entry, None where there is none or it is archived."""
    entry = reading.entry(*key)
    return None if entry is None or entry.archived else entry


def _moved(key: tuple[str, str], was: EntryValue | None, now: EntryValue | None) -> Moved | None:
    shown = now or was
    if shown is None or (was and now and was.number == now.number):
        return None
    return Moved(*key, shown.title, was.number if was else None, now.number if now else None)


def _used(reading: Reading, options: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Kind and slug of what some options, all criteria and what they refer to reach."""
    yield from (("option", slug) for slug in options)
    yield from (("criterion", slug) for slug in reading.criteria)
    for option in (reading.options[slug] for slug in options if slug in reading.options):
        yield from (("precondition", slug) for slug in reach(reading, option.slug))
        yield from (("risk", exposure.risk) for exposure in option.exposures)
        yield from (("legal-question", bearing.question) for bearing in option.bearings)
    yield "dossier", reading.slug


def shifts(reading: Reading, then: Weighing | None, now: Weighing | None) -> tuple[Shift, ...]:
    """Each option's result then and now, in the order of the reading; options that are gone come last."""
    was = {weighed.option: weighed for weighed in then.options} if then else {}
    new = {weighed.option: weighed for weighed in now.options} if now else {}
    order = [slug for slug in reading.options if slug in was or slug in new]
    order += [slug for slug in was if slug not in order]
    return tuple(Shift(slug, reading.title("option", slug), was.get(slug), new.get(slug)) for slug in order)
