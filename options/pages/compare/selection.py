"""The address of a comparison: which options, which groups are open, which rows are hidden. Read and written here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from options.bundle.reading import Reading
from options.pages.query import fit_to_show

GROUPS: Final = ("glance", "effect", "together", "risks", "conditions", "law", "scores", "evidence")
OPEN_AT_FIRST: Final = ("glance", "effect", "together", "risks")
NO_GROUP: Final = "none"  # `g=none`: everything folded; an address without `g` opens OPEN_AT_FIRST
MAX_OPTIONS: Final = 12
COMFORTABLE: Final = 6
_NAMED: Final = 6  # how many bad values one notice names

KEYS: Final = ("o", "g", "all", "diff", "full", "choose")


@dataclass(frozen=True)
class Problem:
    """Something in the address that was left out.

    `kind`: unknown-option, archived-option, repeated-option, too-many-options, unknown-group, unknown-key or bad-flag.
    `values` are fit to be shown, at most six of them; `more` counts the rest.
    """

    kind: str
    values: tuple[str, ...]
    more: int = 0


@dataclass(frozen=True)
class Selection:
    """What one address asks for. Options stand in axis order, groups in page order, whatever the address had.

    `open` groups show rows, those in `whole` all of them; `differ` hides rows on which all options agree, `full` rows
    that are empty for all; `choose` asks for the picker with these options ticked.
    """

    options: tuple[str, ...] = ()
    open: tuple[str, ...] = OPEN_AT_FIRST
    whole: tuple[str, ...] = ()
    differ: bool = False
    full: bool = False
    choose: bool = False
    problems: tuple[Problem, ...] = ()

    @property
    def query(self) -> str:
        """The address after the question mark. What is as at first is left out, so one view has one address."""
        return urlencode(self.pairs)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        return (*(("o", slug) for slug in self.options), *self.view_pairs)

    @property
    def view_pairs(self) -> tuple[tuple[str, str], ...]:
        """The pairs that say how it is shown, without the options: hidden fields of the picker."""
        return (*self.fold_pairs, *((flag, "1") for flag in ("diff", "full") if self._flag(flag)))

    @property
    def fold_pairs(self) -> tuple[tuple[str, str], ...]:
        """Open groups and whole groups: hidden fields of the form with the two toggles."""
        opened = () if self.open == OPEN_AT_FIRST else self.open or (NO_GROUP,)
        return (*(("g", key) for key in opened), *(("all", key) for key in self.whole))

    def _flag(self, key: str) -> bool:
        return self.differ if key == "diff" else self.full

    def folded(self, key: str) -> "Selection":
        """The same with one group opened, or folded when it was open."""
        keys = set(self.open) ^ {key}
        return replace(self, open=_in_order(keys), whole=tuple(k for k in self.whole if k in keys))

    def opened(self, key: str) -> "Selection":
        return replace(self, open=_in_order({*self.open, key}))

    def all_opened(self) -> "Selection":
        """Every group, with every risk: what somebody wants who exports or prints all of it."""
        return replace(self, open=GROUPS, whole=("risks",))

    def all_folded(self) -> "Selection":
        return replace(self, open=(), whole=())

    def shown_whole(self, key: str) -> "Selection":
        """The same with every row of a group shown, or its first ones again."""
        return replace(self, whole=_in_order(set(self.whole) ^ {key}))

    def without(self, option: str) -> "Selection":
        return replace(self, options=tuple(slug for slug in self.options if slug != option))

    def choosing(self) -> str:
        """The address of the picker with these options ticked."""
        return urlencode((*self.pairs, ("choose", "1")))


def read(parameters: Mapping[str, Sequence[str]], reading: Reading) -> Selection:
    """What an address asks for. Nothing is refused: what makes no sense is left out and named in `problems`."""
    options, problems = _options(parameters.get("o", ()), reading)
    opened, odd = _groups(parameters.get("g"), OPEN_AT_FIRST)
    whole, odder = _groups(parameters.get("all"), ())
    flags = {key: tuple(parameters.get(key, ())) for key in ("diff", "full", "choose")}
    wrong = [f"{key}={value}" for key, values in flags.items() for value in values if value not in ("", "0", "1", "on")]
    unknown_keys = [key for key in parameters if key not in KEYS]
    return Selection(
        options=options,
        open=opened,
        whole=tuple(key for key in whole if key in opened),
        differ=_on(flags["diff"]),
        full=_on(flags["full"]),
        choose=_on(flags["choose"]),
        problems=(
            *problems,
            *_problem("unknown-group", [*odd, *odder]),
            *_problem("bad-flag", wrong),
            *_problem("unknown-key", unknown_keys),
        ),
    )


def of(options: Iterable[str], reading: Reading) -> Selection:
    """The first view of some options, in axis order."""
    chosen = set(options)
    return Selection(tuple(slug for slug in reading.options if slug in chosen))


def _options(asked: Sequence[str], reading: Reading) -> tuple[tuple[str, ...], list[Problem]]:
    found = list(dict.fromkeys(slug for slug in asked if slug in reading.options))
    strange = list(dict.fromkeys(slug for slug in asked if slug and slug not in reading.options))
    archived = [slug for slug in strange if reading.entry("option", slug)]
    again = [slug for slug in found if asked.count(slug) > 1]
    kept = set(found[:MAX_OPTIONS])
    problems = [
        *_problem("unknown-option", [slug for slug in strange if slug not in archived]),
        *_problem("archived-option", archived),
        *_problem("repeated-option", again),
        *_problem("too-many-options", found[MAX_OPTIONS:]),
    ]
    return tuple(slug for slug in reading.options if slug in kept), problems


def _groups(asked: Sequence[str] | None, default: tuple[str, ...]) -> tuple[tuple[str, ...], list[str]]:
    if asked is None:
        return default, []
    odd = [key for key in asked if key and key != NO_GROUP and key not in GROUPS]
    found = _in_order(asked)
    return found if found or NO_GROUP in asked else default, odd


def _in_order(keys: Iterable[str]) -> tuple[str, ...]:
    wanted = set(keys)
    return tuple(key for key in GROUPS if key in wanted)


def _on(values: Sequence[str]) -> bool:
    return any(value in ("1", "on") for value in values)


def _problem(kind: str, values: Sequence[str]) -> list[Problem]:
    if not values:
        return []
    named = tuple(fit_to_show(value) for value in dict.fromkeys(values[:200]))
    return [Problem(kind, named[:_NAMED], len(set(values)) - len(named[:_NAMED]))]
