"""Points to start from: a role's suggestion, or equal shares, which are a choice too."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from options.analysis.weights import equal_by_group
from options.bundle import schema
from options.bundle.leading import scale_of
from options.bundle.reading import Reading

EQUAL: Final = "equal"
CLEAR: Final = "none"


@dataclass(frozen=True)
class RoleWeights:
    """What a role of an exercise suggests. Its title and points are public; the rest of an exercise is not."""

    slug: str
    title: str
    side: str | None
    points: Mapping[str, float]


def roles(reading: Reading) -> tuple[RoleWeights, ...]:
    """Roles that suggest points, of all exercises, in order; of several with one slug the first."""
    return reading.once(_roles)


def _roles(reading: Reading) -> tuple[RoleWeights, ...]:
    found: dict[str, RoleWeights] = {}
    for exercise in reading.exercises.values():
        for role in exercise.roles:
            given = role.weights or {}
            points = {slug: float(given[slug]) for slug in reading.criteria if given.get(slug)}
            if points:
                found.setdefault(role.slug, RoleWeights(role.slug, role.title, role.side, points))
    return tuple(found.values())


def names(reading: Reading) -> tuple[str, ...]:
    """What `start=` may say: equal, none, or role:<slug>."""
    return (EQUAL, CLEAR, *(f"role:{role.slug}" for role in roles(reading)))


def points(reading: Reading, start: str) -> dict[str, float]:
    """The points of one start, by criterion. KeyError for a start that `names` does not have."""
    if start == CLEAR:
        return {}
    if start == EQUAL:
        return equal(reading)
    return dict({f"role:{role.slug}": role.points for role in roles(reading)}[start])


def equal(reading: Reading) -> dict[str, float]:
    """The same for each group of criteria, and the same within a group; the largest is 100, as swing points go."""
    found = equal_by_group({criterion.slug: criterion.group for criterion in reading.criteria.values()})
    top = max(found.values(), default=1.0)
    return {slug: round(100 * points / top, 2) for slug, points in found.items()}


def of(reading: Reading, given: Mapping[str, float]) -> str | None:
    """The start that some points are, in proportion; None when they are nobody's."""
    for start in names(reading):
        if start != CLEAR and _alike(points(reading, start), given):
            return start
    return None


def _alike(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    if set(one) != set(other) or not one:
        return False
    top, other_top = max(one.values()), max(other.values())
    return all(abs(one[slug] / top - other[slug] / other_top) < 1e-4 for slug in one)


def worth(criterion: schema.Criterion, score: float) -> float | None:
    """The share of a criterion's whole swing, above 0 to 1, that lies between its worst end and a score; else None."""
    scale = scale_of(criterion)
    if not scale.minimum <= score <= scale.maximum:
        return None
    value = scale.value(score)
    return value if value > 0 else None
