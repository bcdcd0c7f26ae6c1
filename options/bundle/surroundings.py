"""What the rest of a dossier holds that one entry's content must agree with: slugs, scales, scores, who needs what."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from options.bundle import schema
from options.bundle.reading import EntryValue
from options.bundle.rules import number
from options.bundle.shapes import Pointer, walk

Named = tuple[str, str]  # kind, slug
Ends = tuple[float, float]

KIND_OF: Final[Mapping[str, str]] = {
    "sources": "source",
    "claims": "claim",
    "options": "option",
    "risks": "risk",
    "preconditions": "precondition",
    "legal_questions": "legal-question",
    "criteria": "criterion",
    "exercises": "exercise",
}


@dataclass(frozen=True)
class Surroundings:
    """`known`: kind -> slugs. `scales`: criterion -> (min, max). `needs`: option or precondition -> what it names.

    `scores`: criterion -> (lowest low, highest high) of all options, so that a scale cannot shrink away from them.
    """

    known: Mapping[str, Collection[str]]
    scales: Mapping[str, Ends]
    needs: Mapping[Named, Collection[Named]]
    scores: Mapping[str, Ends] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[EntryValue]) -> "Surroundings":
        """From entries. For entries that are published together, give their new contents, not the live ones.

        Archived entries may be named, and hold nobody back.
        """
        known: dict[str, dict[str, None]] = defaultdict(dict)
        scales, scores, needs = {}, dict[str, Ends](), {}
        for entry in entries:
            known[entry.kind][entry.slug] = None
            if entry.archived:
                continue
            match entry.content:
                case schema.Criterion(scale=scale):
                    scales[entry.slug] = (scale.min, scale.max)
                case schema.Option(requires=requires, assessments=cells):
                    needs["option", entry.slug] = _named(requires)
                    for cell in cells:
                        low, high = scores.get(cell.criterion, (cell.low, cell.high))
                        scores[cell.criterion] = (min(low, cell.low), max(high, cell.high))
                case schema.Precondition(depends_on=depends_on):
                    needs["precondition", entry.slug] = _named(depends_on)
        return cls(known, scales, needs, scores)

    @classmethod
    def of_file(cls, raw: Mapping[str, Any]) -> "Surroundings":
        """From a file's plain data, whatever it holds."""
        known = {kind: dict.fromkeys(slug for slug, _ in _rows(raw, key)) for key, kind in KIND_OF.items()}
        scales = {slug: ends for slug, row in _rows(raw, "criteria") if (ends := scale_of(row))}
        needs: dict[Named, Collection[Named]] = {}
        for slug, row in _rows(raw, "preconditions"):
            needs["precondition", slug] = named_in(row.get("depends_on"))
        for slug, row in _rows(raw, "requirements", "option"):
            needs["option", slug] = named_in(row.get("requires"))
        return cls(known, scales, needs)


def scale_of(criterion: Mapping[str, Any]) -> Ends | None:
    """min and max of a criterion's plain data when they make a range."""
    scale = criterion.get("scale")
    low, high = (number(scale.get(key)) if isinstance(scale, dict) else None for key in ("min", "max"))
    return (low, high) if low is not None and high is not None and low < high else None


def named_in(expression: Any) -> tuple[Named, ...]:
    """Options and preconditions that the plain data of an expression names, once each."""
    found = [(each.kind, each.value) for each in walk(schema.Node, expression) if isinstance(each, Pointer)]
    return tuple(dict.fromkeys(found))


def _named(expression: Any) -> tuple[Named, ...]:
    return named_in(schema.dump_content(expression)) if isinstance(expression, schema.Node) else ()


def _rows(raw: Mapping[str, Any], section: str, key: str = "slug") -> Iterator[tuple[str, dict[str, Any]]]:
    """Rows of a section that have a slug, with it."""
    rows = raw.get(section)
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and isinstance(row.get(key), str):
            yield row[key], row
