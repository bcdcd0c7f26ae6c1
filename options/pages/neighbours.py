"""Where an entry stands among those of its kind, so that a reader can turn the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from options.bundle.reading import EntryValue, Reading, title_of


@dataclass(frozen=True)
class Neighbour:
    slug: str
    title: str


@dataclass(frozen=True)
class Place:
    """Position `at` of `of` (counted from 1) in page order; archived entries stand outside it and have at = 0."""

    entry: EntryValue
    at: int
    of: int
    before: Neighbour | None
    after: Neighbour | None


def place(reading: Reading, entry: EntryValue) -> Place:
    listed = _listed(reading, entry.kind)
    slugs = list(listed)
    if entry.slug not in listed:
        return Place(entry, 0, len(slugs), None, None)
    at = slugs.index(entry.slug)

    def neighbour(position: int) -> Neighbour | None:
        if not 0 <= position < len(slugs):
            return None
        return Neighbour(slugs[position], title_of(listed[slugs[position]]))

    return Place(entry, at + 1, len(slugs), neighbour(at - 1), neighbour(at + 1))


def _listed(reading: Reading, kind: str) -> Mapping[str, Any]:
    by_kind: Mapping[str, Mapping[str, Any]] = {
        "option": reading.options,
        "risk": reading.risks,
        "precondition": reading.preconditions,
        "legal-question": reading.legal_questions,
        "criterion": reading.criteria,
        "source": reading.sources,
        "claim": reading.claims,
    }
    return by_kind.get(kind, {})
