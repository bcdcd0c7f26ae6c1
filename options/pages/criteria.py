"""What options are scored on, and one criterion with every option's score."""

from dataclasses import dataclass

from options.bundle import schema
from options.bundle.reading import Reading
from options.pages.cited import Cited, cited
from options.pages.judges import Judge, common_judge
from options.pages.neighbours import Place, place
from options.pages.paging import Page, paginate

ROWS = 40  # options on one page of scores


@dataclass(frozen=True)
class CriterionRow:
    criterion: schema.Criterion
    scored: int
    contested: int  # scores that carry a counter-view


@dataclass(frozen=True)
class CriteriaPage:
    groups: tuple[tuple[str | None, tuple[CriterionRow, ...]], ...]  # in order of the first criterion of each
    criteria: int
    options: int
    screening: tuple[schema.ScreeningTest, ...]


@dataclass(frozen=True)
class Scored:
    """One option's score, None when nobody has scored it. Positions along the scale are 0 to 100."""

    option: schema.Option
    assessment: schema.Assessment | None
    low: float = 0
    best: float = 0
    high: float = 0


@dataclass(frozen=True)
class CriterionPage:
    criterion: schema.Criterion
    place: Place
    screening: tuple[tuple[str, str | None], ...]  # test, what it asks
    scores: Page[Scored]
    scored: int
    judge: Judge | None  # of all scores, None where it differs or nobody says
    best_end: int | float  # the end of the scale that is better
    worst_end: int | float
    cited: tuple[Cited, ...]


def criteria_page(reading: Reading) -> CriteriaPage:
    scored, contested = dict.fromkeys(reading.criteria, 0), dict.fromkeys(reading.criteria, 0)
    for (_, criterion), assessment in reading.assessments.items():
        if criterion in scored:
            scored[criterion] += 1
            contested[criterion] += bool(assessment.counter_views)
    rows = [CriterionRow(c, scored[c.slug], contested[c.slug]) for c in reading.criteria.values()]
    names = dict.fromkeys(row.criterion.group for row in rows)
    groups = tuple((name, tuple(row for row in rows if row.criterion.group == name)) for name in names)
    return CriteriaPage(groups, len(rows), len(reading.options), reading.dossier.screening_tests)


def criterion_page(reading: Reading, slug: str, page: int = 1) -> CriterionPage | None:
    """One criterion, archived or not; None when this version does not have it."""
    entry = reading.entry("criterion", slug)
    if entry is None or not isinstance(entry.content, schema.Criterion):
        return None
    criterion = entry.content
    meanings = {test.slug: test.meaning for test in reading.dossier.screening_tests}
    ends = (criterion.scale.min, criterion.scale.max)
    return CriterionPage(
        criterion,
        place(reading, entry),
        tuple((str(test), meanings.get(test)) for test in criterion.screening),
        paginate(tuple(reading.options.values()), page, ROWS).of(lambda o: _scored(reading, o, criterion)),
        sum(c == slug for _, c in reading.assessments),
        common_judge(a for (_, c), a in reading.assessments.items() if c == slug),
        max(ends) if criterion.direction == "more" else min(ends),
        min(ends) if criterion.direction == "more" else max(ends),
        cited(reading, criterion.citations),
    )


def _scored(reading: Reading, option: schema.Option, criterion: schema.Criterion) -> Scored:
    found = reading.assessments.get((option.slug, criterion.slug))
    if found is None:
        return Scored(option, None)
    scale = criterion.scale

    def along(x: float) -> float:
        return round(100 * (min(max(x, scale.min), scale.max) - scale.min) / (scale.max - scale.min), 2)

    return Scored(option, found, along(found.low), along(found.best), along(found.high))
