"""The suggested weights of all roles at once: who prefers what, and what they disagree about."""

from dataclasses import dataclass

from options.analysis.agreement import Concordance, concordance, mid_ranks, split_by_criterion
from options.analysis.value import overall, ranks
from options.analysis.weights import normalised
from options.bundle import schema
from options.bundle.reading import Reading
from options.pages.weigh.inputs import NO_OVERRIDES, Overrides, matrix
from options.pages.weigh.selection import Selection
from options.pages.weigh.starts import RoleWeights, roles


@dataclass(frozen=True)
class RoleColumn:
    """One role: its share for each criterion of the dossier, value and rank of each option, and whom it prefers."""

    role: RoleWeights
    shares: tuple[float, ...]
    values: tuple[float | None, ...]
    ranks: tuple[int | None, ...]
    first: tuple[schema.Option, ...]


@dataclass(frozen=True)
class OptionAcross:
    """One option over all roles: its ranks in their order, the best and the worst of them."""

    option: schema.Option
    ranks: tuple[int | None, ...]
    values: tuple[float | None, ...]

    @property
    def best(self) -> int | None:
        return min((rank for rank in self.ranks if rank), default=None)

    @property
    def worst(self) -> int | None:
        return max((rank for rank in self.ranks if rank), default=None)


@dataclass(frozen=True)
class SplitRow:
    """How much of the disagreement over options comes from one criterion (shares sum to 1; below 0: it brings roles
    closer), and who gives it the least and the most weight."""

    criterion: schema.Criterion
    share: float
    least: tuple[RoleWeights, float]
    most: tuple[RoleWeights, float]


@dataclass(frozen=True)
class RolesPage:
    columns: tuple[RoleColumn, ...]
    rows: tuple[OptionAcross, ...]
    agreement: Concordance
    split: tuple[SplitRow, ...]  # the largest share first
    left_out: tuple[schema.Option, ...]  # options without a value, or screened out


def roles_page(reading: Reading, selection: Selection, overrides: Overrides = NO_OVERRIDES) -> RolesPage:
    kept = tuple(slug for slug in selection.options if slug not in selection.out)
    found = matrix(reading, kept, overrides)
    whole = [i for i in range(len(found.options)) if all(value is not None for value in found.best[i])]
    names = [found.options[i] for i in whole]
    best = [[value or 0.0 for value in found.best[i]] for i in whole]
    weights = [normalised(tuple(role.points.get(c, 0.0) for c in found.criteria)) for role in roles(reading)]
    order = [names.index(slug) for slug in kept if slug in names]
    options = tuple(reading.options[names[i]] for i in order)
    columns = tuple(
        _column(reading, role, dict(zip(found.criteria, w, strict=True)), [overall(w, best[i]) for i in order], options)
        for role, w in zip(roles(reading), weights, strict=True)
    )
    rows = tuple(
        OptionAcross(option, tuple(c.ranks[i] for c in columns), tuple(c.values[i] for c in columns))
        for i, option in enumerate(options)
    )
    rankings = [mid_ranks([value or 0.0 for value in column.values]) for column in columns]
    shares = split_by_criterion(weights, best) if len(weights) > 1 and len(best) > 1 else None
    left_out = tuple(reading.options[slug] for slug in selection.options if reading.options[slug] not in options)
    return RolesPage(
        columns,
        rows,
        concordance(rankings),
        _split(reading, found.criteria, shares, columns) if shares else (),
        left_out,
    )


def _column(
    reading: Reading,
    role: RoleWeights,
    shares: dict[str, float],
    values: list[float | None],
    options: tuple[schema.Option, ...],
) -> RoleColumn:
    placed = ranks(values)
    first = tuple(option for option, rank in zip(options, placed, strict=True) if rank == 1)
    return RoleColumn(role, tuple(shares[slug] for slug in reading.criteria), tuple(values), placed, first)


def _split(
    reading: Reading, criteria: tuple[str, ...], shares: tuple[float, ...], columns: tuple[RoleColumn, ...]
) -> tuple[SplitRow, ...]:
    by_slug = dict(zip(criteria, shares, strict=True))
    rows = []
    for k, (slug, criterion) in enumerate(reading.criteria.items()):
        given = [(column.role, column.shares[k]) for column in columns]
        least, most = min(given, key=lambda pair: pair[1]), max(given, key=lambda pair: pair[1])
        rows.append(SplitRow(criterion, by_slug[slug], least, most))
    return tuple(sorted(rows, key=lambda row: -row.share))
