"""The risk register, its 5 x 7 table, and one risk with every option it was judged for."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from options.analysis.scales import LIKELIHOOD, SEVERITY, register_key
from options.bundle import schema
from options.bundle.reading import Reading
from options.pages.cited import Cited, cited
from options.pages.judges import Judge, common_judge
from options.pages.neighbours import Place, place
from options.pages.paging import Page, paginate
from options.pages.query import Query

PAGE = 50  # risks on one page of the register
NAMED = 9  # option numbers that one cell lists

Judgement = tuple[schema.Option, schema.Risk, schema.Exposure]


@dataclass(frozen=True)
class Choice:
    """What a reader asked the register for. `cell` is (severity, likelihood); `severity` the least to show."""

    option: str | None = None
    severity: int = 1
    cell: tuple[int, str] | None = None
    page: int = 1

    @property
    def query(self) -> dict[str, object]:
        """The address of this choice, without the page; what is as at first is left out."""
        cell = cell_address(*self.cell) if self.cell else None
        return _given(option=self.option, severity=self.severity if self.severity > 1 else None, cell=cell)

    @property
    def filtered(self) -> bool:
        return bool(self.query)


@dataclass(frozen=True)
class Cell:
    """Judgements at one severity and likelihood. `numbers` of the options concerned, at most NAMED; `more` beyond."""

    severity: int
    likelihood: str
    count: int
    numbers: tuple[int, ...]
    more: int
    heat: int  # 0 for none, 1 to 3 for few to many

    @property
    def address(self) -> str:
        """How the cell is named in an address."""
        return cell_address(self.severity, self.likelihood)


@dataclass(frozen=True)
class Row:
    """One risk in the register. `shown` is its worst judgement among those asked for, None when no option has one."""

    risk: schema.Risk
    shown: schema.Exposure | None
    option: schema.Option | None  # the first, in axis order, with that judgement
    numbers: tuple[int, ...]  # of the options touched, in axis order, at most NAMED
    more: int
    touched: int
    assessed: int  # options for which somebody has said whether the risk applies


@dataclass(frozen=True)
class Register:
    choice: Choice
    option: schema.Option | None  # the one chosen
    grid: tuple[tuple[int, tuple[Cell, ...]], ...]  # most severe row first, least likely column first
    judgements: int  # that the grid counts
    rows: Page[Row]
    risks: int  # in the dossier
    options: int


@dataclass(frozen=True)
class Judged:
    option: schema.Option
    exposure: schema.Exposure


@dataclass(frozen=True)
class RiskPage:
    """One risk: options it applies to (worst first), those it does not, and those nobody has assessed."""

    risk: schema.Risk
    place: Place
    applies: Page[Judged]
    judge: Judge | None  # of all it applies to, None where it differs or nobody says
    does_not: tuple[Judged, ...]
    not_assessed: tuple[schema.Option, ...]
    options: int
    cited: tuple[Cited, ...]

    @property
    def assessed(self) -> int:
        return self.options - len(self.not_assessed)


def _given(**values: object) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not None}


def cell_address(severity: int, likelihood: str) -> str:
    return f"{severity}-{likelihood.replace(' ', '-')}"


CELLS: Mapping[str, tuple[int, str]] = {cell_address(s, term): (s, term) for s in SEVERITY for term in LIKELIHOOD}


def choice(query: Query, reading: Reading) -> Choice:
    cell = query.one("cell", CELLS)
    return Choice(
        option=query.one("option", reading.options, "option"),
        severity=query.number("severity", min(SEVERITY), max(SEVERITY), 1),
        cell=CELLS[cell] if cell else None,
        page=query.page(),
    )


def register(reading: Reading, choice: Choice) -> Register:
    """The register and table as asked for. The table follows the chosen option only, so that its counts stay put."""
    judged = [j for j in _judgements(reading) if choice.option in (None, j[0].slug)]
    wanted = [j for j in judged if _asked_for(j[2], choice)]
    found = sorted(_by_risk(reading, wanted, choice).items(), key=lambda pair: _order(reading, *pair))
    said = Counter(risk for _, risk in reading.exposures)
    rows = paginate(found, choice.page, PAGE).of(lambda pair: _row(reading, *pair, said[pair[0]]))
    chosen = reading.options[choice.option] if choice.option else None
    return Register(choice, chosen, _grid(judged), len(judged), rows, len(reading.risks), len(reading.options))


def _judgements(reading: Reading) -> list[Judgement]:
    """Every judgement that a risk applies, options in axis order."""
    return [
        (option, reading.risks[exposure.risk], exposure)
        for option in reading.options.values()
        for exposure in option.exposures
        if exposure.applies and exposure.risk in reading.risks
    ]


def _asked_for(exposure: schema.Exposure, choice: Choice) -> bool:
    here = (exposure.severity, exposure.likelihood)
    return (exposure.severity or 0) >= choice.severity and choice.cell in (None, here)


def _by_risk(reading: Reading, wanted: Iterable[Judgement], choice: Choice) -> dict[str, list[Judgement]]:
    """risk -> judgements asked for. Without any filter risks that no option was judged for are listed too."""
    everything = choice.option is None and choice.severity == 1 and choice.cell is None
    found: dict[str, list[Judgement]] = {slug: [] for slug in reading.risks} if everything else {}
    for judgement in wanted:
        found.setdefault(judgement[1].slug, []).append(judgement)
    return found


def _row(reading: Reading, slug: str, found: list[Judgement], assessed: int) -> Row:
    touched = reading.options_at_risk.get(slug, ())
    worst = min(found, key=lambda j: _key(j[2]), default=None)
    return Row(
        reading.risks[slug],
        worst[2] if worst else None,
        worst[0] if worst else None,
        tuple(option.order for option in touched[:NAMED]),
        max(0, len(touched) - NAMED),
        len(touched),
        assessed,
    )


def _key(exposure: schema.Exposure) -> tuple[int, int]:
    """Worst first. Both are there: the format refuses a judgement that applies and lacks one."""
    return register_key(exposure.severity or 1, exposure.likelihood or "almost no chance")


def _order(reading: Reading, slug: str, found: list[Judgement]) -> tuple[int, int, str]:
    """Worst judgement first, then by title; risks that no option was judged for come last."""
    worst = min((_key(j[2]) for j in found), default=(1, 1))
    return *worst, reading.risks[slug].title


def _grid(judged: Iterable[Judgement]) -> tuple[tuple[int, tuple[Cell, ...]], ...]:
    found: dict[tuple[int, str], list[int]] = {}
    for option, _, exposure in judged:
        found.setdefault((exposure.severity or 1, exposure.likelihood or ""), []).append(option.order)
    most = max((len(numbers) for numbers in found.values()), default=0)
    return tuple(
        (s, tuple(_cell(s, term, found.get((s, term), []), most) for term in LIKELIHOOD)) for s in reversed(SEVERITY)
    )


def _cell(severity: int, likelihood: str, numbers: list[int], most: int) -> Cell:
    once = sorted(set(numbers))
    heat = 0 if not numbers else 1 + (len(numbers) * 5 > most) + (len(numbers) * 2 > most)
    return Cell(severity, likelihood, len(numbers), tuple(once[:NAMED]), max(0, len(once) - NAMED), heat)


def risk_page(reading: Reading, slug: str, page: int = 1) -> RiskPage | None:
    """One risk, archived or not; None when this version does not have it."""
    entry = reading.entry("risk", slug)
    if entry is None or not isinstance(entry.content, schema.Risk):
        return None
    judged = [Judged(option, e) for option in reading.options.values() for e in option.exposures if e.risk == slug]
    applies = sorted((j for j in judged if j.exposure.applies), key=lambda j: _key(j.exposure))
    said = {j.option.slug for j in judged}
    return RiskPage(
        entry.content,
        place(reading, entry),
        paginate(applies, page, PAGE),
        common_judge(j.exposure for j in applies),
        tuple(j for j in judged if not j.exposure.applies),
        tuple(option for option in reading.options.values() if option.slug not in said),
        len(reading.options),
        cited(reading, entry.content.citations),
    )
