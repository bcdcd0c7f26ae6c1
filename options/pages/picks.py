"""Options ticked while reading, kept in a cookie of slugs. All of it is checked against the dossier each time."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from options.bundle import schema
from options.bundle.reading import Reading
from options.bundle.schema import SLUG_MAX
from options.pages.compare.selection import MAX_OPTIONS, Selection

_BETWEEN: Final = "."  # no slug holds one, and a cookie needs no quoting for it
LONGEST: Final = MAX_OPTIONS * (SLUG_MAX + 1)  # characters; what is longer was not written here


@dataclass(frozen=True)
class Picks:
    """Ticked options in axis order, and the address that compares them."""

    options: tuple[schema.Option, ...]

    @property
    def slugs(self) -> tuple[str, ...]:
        return tuple(option.slug for option in self.options)

    @property
    def query(self) -> str:
        return Selection(self.slugs).query

    @property
    def full(self) -> bool:
        return len(self.options) >= MAX_OPTIONS

    def __bool__(self) -> bool:
        return bool(self.options)


def read(cookie: str, reading: Reading) -> Picks:
    """What a cookie names and the dossier has; anything else in it is ignored without a word."""
    return _picks(cookie.split(_BETWEEN) if len(cookie) <= LONGEST else (), reading)


def write(picks: Picks) -> str:
    return _BETWEEN.join(picks.slugs)


def changed(picks: Picks, reading: Reading, add: Iterable[str] = (), remove: Iterable[str] = ()) -> Picks:
    """The same with some options ticked and others not. Beyond the limit the first in axis order of the old stay."""
    gone = set(remove)
    kept = [slug for slug in picks.slugs if slug not in gone]
    new = [slug for slug in dict.fromkeys(add) if slug in reading.options and slug not in kept and slug not in gone]
    return _picks([*kept, *new][:MAX_OPTIONS], reading)


def _picks(slugs: Iterable[str], reading: Reading) -> Picks:
    found = [slug for slug in dict.fromkeys(slugs) if slug in reading.options][:MAX_OPTIONS]
    return Picks(tuple(option for slug, option in reading.options.items() if slug in found))
