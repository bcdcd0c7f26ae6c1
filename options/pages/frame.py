"""What stands around every page of a dossier: its sections with their counts, and whether the content is old."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from options.bundle.reading import Reading

_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True)
class Section:
    """`name` is the route, and what pages give as their `section`; `count` None where there is nothing to count."""

    name: str
    count: int | None = None
    starts_group: bool = False


@dataclass(frozen=True)
class Frame:
    sections: tuple[Section, ...]
    stale: bool
    illustrative: bool
    first_note: str


def frame(reading: Reading, today: date) -> Frame:
    dossier = reading.dossier
    return Frame(
        sections=sections(reading),
        stale=is_stale(dossier.as_of, dossier.stale_after_days, today),
        illustrative=is_illustrative(reading),
        first_note=dossier.notes[0] if dossier.notes else "",
    )


def sections(reading: Reading) -> tuple[Section, ...]:
    return (
        Section("overview"),
        Section("options", len(reading.options)),
        Section("risks", len(reading.risks)),
        Section("preconditions", len(reading.preconditions)),
        Section("law", len(reading.legal_questions)),
        Section("claims", len(reading.claims)),
        Section("sources", len(reading.sources)),
        Section("criteria", len(reading.criteria)),
        Section("compare", starts_group=True),
        Section("weigh"),
        Section("annotations", starts_group=True),
        Section("changes"),
    )


def is_illustrative(reading: Reading) -> bool:
    """Scores are illustrative while any of them is a compiler's own, or nobody's, and not a panel's."""
    return any(a.by is None or "panel" not in a.by.lower() for a in reading.assessments.values())


def is_stale(as_of: str, after_days: int | None, today: date) -> bool:
    """More than `after_days` since the end of the period that `as_of` names. Text without a date is never stale."""
    end = period_end(as_of)
    return bool(after_days and end and today > end + timedelta(days=after_days))


def period_end(as_of: str) -> date | None:
    """Last day of the year, month or day that a text starts with; None when it starts with none."""
    found = _DATE.match(as_of)
    if not found:
        return None
    year, month = int(found[1]), int(found[2] or 12)
    try:
        return date(year, month, int(found[3]) if found[3] else calendar.monthrange(year, month)[1])
    except ValueError:
        return None
