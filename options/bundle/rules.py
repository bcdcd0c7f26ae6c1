"""Rules that one object keeps by itself, on plain data: each takes an object's keys and yields what is wrong.

A rule must survive values of any type, since structural faults are told in the same run, not first.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, Final

from options.bundle import document as file
from options.bundle import schema
from options.bundle.faults import Problem, shown, suggestion
from options.bundle.schema import Part
from options.bundle.shapes import Row, Thing, fields

Plain = dict[str, Any]
Problems = Iterator[Problem]
Rule = Callable[[Plain], Problems]

NODE_KEYS: Final = ("all_of", "any_of", "precondition", "option")
JUDGED_KEYS: Final = ("likelihood", "severity", "confidence")

# What makes two rows of one list the same row.
IDENTITY: Final[dict[type[Part], tuple[str, ...]]] = {
    schema.Exposure: ("risk",),
    schema.Bearing: ("question",),
    schema.Assessment: ("criterion",),
    schema.Relation: ("a", "b", "kind"),
    file.ExposureInFile: ("option",),
    file.BearingInFile: ("option",),
    file.AssessmentInFile: ("option", "criterion"),
    file.Requirement: ("option",),
}
# Lists of words whose order means nothing.
SETS: Final = ("helped_by", "instruments_secondary", "screening")


def of_thing(thing: Thing) -> Problems:
    """Everything that is wrong with one object, paths included."""
    yield from (each.under(thing.path) for each in _unknown_keys(thing))
    for made, rule in RULES:
        if issubclass(thing.made, made):
            yield from (each.under(thing.path) for each in rule(thing.value))


def of_row(row: Row) -> Problems:
    """Items of one list that say the same twice. The second is told, and names the first."""
    seen: dict[tuple[Any, ...], int] = {}
    names = IDENTITY.get(row.made, ("slug",)) if row.made else ()
    for at, item in enumerate(row.value):
        key = _key(item, names, row.refers or row.path[-1] in SETS)
        if key is None:
            continue
        if key in seen:
            where = (*row.path, at, *((names[0],) if len(names) == 1 else ()))
            yield Problem(where, f"{' '.join(map(shown, key))} stands here twice, first at position {seen[key]}")
        seen.setdefault(key, at)


def _key(item: Any, names: tuple[str, ...], each_once: bool) -> tuple[str, ...] | None:
    if names and isinstance(item, dict):
        found = tuple(each for name in names if isinstance(each := item.get(name), str))
        return found if len(found) == len(names) else None
    return (item,) if each_once and isinstance(item, str) else None


def _unknown_keys(thing: Thing) -> Problems:
    known = fields(thing.made)
    for key in thing.value:
        if key not in known:
            yield Problem((key,), f"is not a known key{suggestion(key, known.keys())}")


def _citation(citation: Plain) -> Problems:
    if citation.get("basis") in ("article", "law", "record") and citation.get("source") is None:
        yield Problem(("source",), f'is missing: basis "{citation["basis"]}" needs a source, only judgement needs none')


def _node(node: Plain) -> Problems:
    given = [key for key in NODE_KEYS if node.get(key) is not None]
    if len(given) != 1:
        yield Problem((), f"must have exactly one of {', '.join(NODE_KEYS)}, not {', '.join(given) or 'none of them'}")
    for key in ("all_of", "any_of"):
        if node.get(key) == []:
            yield Problem((key,), "must name at least one condition")


def _exposure(exposure: Plain) -> Problems:
    if exposure.get("applies", True) is True:
        for key in JUDGED_KEYS:
            if exposure.get(key) is None:
                yield Problem((key,), "is missing: a risk that applies needs likelihood, severity and confidence")
    elif exposure.get("applies") is False:
        for key in JUDGED_KEYS:
            if exposure.get(key) is not None:
                yield Problem((key,), "must be left out where applies is false")


def _assessment(cell: Plain) -> Problems:
    low, best, high = (number(cell.get(key)) for key in ("low", "best", "high"))
    if low is not None and best is not None and low > best:
        yield Problem(("low",), f"{shown(low)} is above best, {shown(best)}")
    if high is not None and best is not None and high < best:
        yield Problem(("high",), f"{shown(high)} is below best, {shown(best)}")


def _relation(relation: Plain) -> Problems:
    if isinstance(relation.get("a"), str) and relation["a"] == relation.get("b"):
        yield Problem(("b",), f"{shown(relation['b'])} cannot relate to itself")


def _option(option: Plain) -> Problems:
    if option.get("requires_note") is not None and option.get("requires") is None:
        yield Problem(("requires_note",), "needs something in requires")


def _scale(scale: Plain) -> Problems:
    low, high = number(scale.get("min")), number(scale.get("max"))
    if low is None or high is None:
        return
    if low >= high:
        yield Problem(("max",), f"{shown(high)} must be above min, {shown(low)}")
        return
    anchors = scale.get("anchors")
    for at, anchor in enumerate(anchors if isinstance(anchors, list) else ()):
        place = number(anchor.get("at")) if isinstance(anchor, dict) else None
        if place is not None and not low <= place <= high:
            ends = f"{shown(low)} to {shown(high)}"
            yield Problem(("anchors", at, "at"), f"{shown(place)} lies outside the scale, {ends}")


def _points(criterion: Plain) -> Problems:
    """Decision 38, each its own error."""
    scale = criterion.get("scale")
    points = points_of(scale) if isinstance(scale, dict) else None
    if not isinstance(scale, dict) or points is None:
        return
    if len(points) < 2:
        yield Problem(("scale", "points"), "must have at least two points")
        return
    yield from (each.under(("scale", "points")) for each in _shape_of_points(scale, points, criterion.get("direction")))


def _shape_of_points(scale: Plain, points: list[tuple[float, float]], direction: Any) -> Problems:
    xs, values = [x for x, _ in points], [value for _, value in points]
    for name, x in (("min", xs[0]), ("max", xs[-1])):
        end = number(scale.get(name))
        if end is not None and x != end:
            yield Problem((), f"must {'start' if name == 'min' else 'end'} at {name}, {shown(end)}, not at {shown(x)}")
    for at, (before, after) in enumerate(pairwise(xs), 1):
        if after <= before:
            yield Problem((at, 0), f"{shown(after)} must be above the point before, {shown(before)}")
    for at, value in enumerate(values):
        if not 0 <= value <= 1:
            yield Problem((at, 1), f"{shown(value)} is no value from 0 to 1")
    for end in (0, 1):
        if end not in values:
            yield Problem((), f"must contain the value {end}")
    rising = all(a <= b for a, b in pairwise(values))
    falling = all(a >= b for a, b in pairwise(values))
    if not rising and not falling:
        yield Problem((), "must only rise or only fall in value")
    elif rising != falling and direction in ("more", "less") and rising != (direction == "more"):
        yield Problem((), f'has values that {"rise" if rising else "fall"}, against direction "{direction}"')


def points_of(scale: Plain) -> list[tuple[float, float]] | None:
    """The points of a scale when each is a pair of numbers, else None."""
    points = scale.get("points")
    if not isinstance(points, list):
        return None
    pairs = [p for p in points if isinstance(p, list) and len(p) == 2 and all(number(x) is not None for x in p)]
    return [(p[0], p[1]) for p in pairs] if len(pairs) == len(points) else None


def is_slug(value: str) -> bool:
    return len(value) <= schema.SLUG_MAX and re.fullmatch(schema.SLUG_PATTERN, value) is not None


def number(value: Any) -> int | float | None:
    """The value when it is a finite number."""
    good = isinstance(value, int | float) and not isinstance(value, bool)
    return value if good and -schema.NUMBER_MAX <= value <= schema.NUMBER_MAX else None


RULES: Final[tuple[tuple[type[Part], Rule], ...]] = (
    (schema.Citation, _citation),
    (schema.Node, _node),
    (schema.ExposureBody, _exposure),
    (schema.AssessmentBody, _assessment),
    (schema.Relation, _relation),
    (schema.Option, _option),
    (schema.Scale, _scale),
    (schema.Criterion, _points),
)
