"""Values out of an address. Nothing is refused: what cannot be used is left out, and kept for a page to name."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_LONGEST: Final = 60  # code points of a value that a notice repeats
_MOST_DIGITS: Final = 6
_LONGEST_NUMBER: Final = 330  # characters; 10^308 written out has 309


@dataclass(frozen=True)
class Unused:
    """A value left out, fit to be shown. `what` says what it should have named ("option"), "" for a plain value.

    `within`: the two ends of what it might have been, where a page tells them.
    """

    name: str
    value: str
    what: str = ""
    within: tuple[int, int] | None = None


class Query:
    """Reads one address. Ask for every name the page knows, then `unused` holds the rest as well."""

    def __init__(self, parameters: Mapping[str, Sequence[str]]) -> None:
        self._parameters = parameters
        self._asked: set[str] = set()
        self._lists: set[str] = set()
        self._refused: list[Unused] = []

    def _last(self, name: str) -> str:
        """The value of a name, of several the last that says something. "" means not given."""
        self._asked.add(name)
        values = [value.strip() for value in self._parameters.get(name, ())]
        return next((value for value in reversed(values) if value), "")

    def one(self, name: str, allowed: Collection[str], what: str = "") -> str | None:
        """A value out of a list, None when it is not given or not in it. `what` names what the list holds."""
        value = self._last(name)
        if not value or value in allowed:
            return value or None
        self._refused.append(Unused(name, fit_to_show(value), what))
        return None

    def number(self, name: str, low: int, high: int, default: int, *, told: bool = False) -> int:
        """A whole number from low to high. `told`: a notice on another one names the two."""
        value = self._last(name)
        if not value:
            return default
        if value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS and low <= int(value) <= high:
            return int(value)
        self._refused.append(Unused(name, fit_to_show(value), within=(low, high) if told else None))
        return default

    def page(self, name: str = "page") -> int:
        """The number of a page, 1 unless given. One past the end is settled where the list is known."""
        return self.number(name, 1, 10**_MOST_DIGITS, 1)

    def text(self, name: str, most: int) -> str:
        """Free text, at most `most` code points of it."""
        return self._last(name)[:most]

    def many(self, name: str, allowed: Collection[str], what: str) -> tuple[str, ...]:
        """The values of a name that may be given several times, those out of a list, once each."""
        self._asked.add(name)
        self._lists.add(name)
        given = dict.fromkeys(value for raw in self._parameters.get(name, ()) if (value := raw.strip()))
        self._refused += [Unused(name, fit_to_show(value), what) for value in given if value not in allowed]
        return tuple(value for value in given if value in allowed)

    def numbers(self, prefix: str, keys: Collection[str], what: str) -> tuple[dict[str, float], dict[str, str]]:
        """`<prefix><key>=<number>`: numbers from 0 up that are finite, and as typed those that are not."""
        found: dict[str, float] = {}
        typed: dict[str, str] = {}
        for key, value in self.texts(prefix, keys, what).items():
            number = as_number(value)
            if number is None or number < 0:
                typed[key] = fit_to_show(value)
                self._refused.append(Unused(fit_to_show(prefix + key), fit_to_show(value), "points"))
            else:
                found[key] = number
        return found, typed

    def texts(self, prefix: str, keys: Collection[str], what: str) -> dict[str, str]:
        """`<prefix><key>=<text>` for keys out of a list, those that say something, in the order of the address."""
        found: dict[str, str] = {}
        for name in self._parameters:
            if name.startswith(prefix) and (value := self._last(name)):
                key = name.removeprefix(prefix)
                if key in keys:
                    found[key] = value
                else:
                    self._refused.append(Unused(fit_to_show(name), fit_to_show(key if what else value), what))
            elif name.startswith(prefix) and name.removeprefix(prefix) not in keys:
                self._refused.append(Unused(fit_to_show(name), fit_to_show(name.removeprefix(prefix)), what))
        return found

    def has(self, prefix: str) -> bool:
        """Does the address give a name that starts so, even with nothing in it?"""
        return any(name.startswith(prefix) for name in self._parameters)

    def count(self, prefix: str) -> int:
        """How many names of the address start so."""
        return sum(name.startswith(prefix) for name in self._parameters)

    def refuse(self, name: str, value: str, what: str = "") -> None:
        """For a page that finds out by itself that it cannot use a value."""
        self._refused.append(Unused(fit_to_show(name), fit_to_show(value), what))

    def forgive(self, *whats: str) -> None:
        """What was refused as one of these does not matter any more."""
        self._refused = [unused for unused in self._refused if unused.what not in whats]

    def pairs(self, prefix: str, keys: Collection[str], values: Collection[str], what: str) -> dict[str, str]:
        """`<prefix><key>=<value>` for keys and values out of two lists, in the order of the address."""
        found: dict[str, str] = {}
        for name in self._parameters:
            if not name.startswith(prefix):
                continue
            value = self._last(name)
            key = name.removeprefix(prefix)
            if key in keys and value in values:
                found[key] = value
            elif value or key not in keys:
                what_is_wrong = what if key not in keys else ""
                shown = key if key not in keys else value
                self._refused.append(Unused(fit_to_show(name), fit_to_show(shown), what_is_wrong))
        return found

    @property
    def repeated(self) -> tuple[str, ...]:
        """Names that the page knows and the address gives more than once; the last value was taken."""
        once = self._asked - self._lists
        return tuple(fit_to_show(name) for name in self._parameters if name in once and self._is_repeated(name))

    def _is_repeated(self, name: str) -> bool:
        return sum(bool(value.strip()) for value in self._parameters[name]) > 1

    @property
    def unused(self) -> tuple[Unused, ...]:
        """Everything left out: values that could not be used, then names the page does not know."""
        strange = (name for name in self._parameters if name not in self._asked)
        names = tuple(Unused(fit_to_show(n), fit_to_show((self._parameters[n] or [""])[-1])) for n in strange)
        return (*self._refused, *names)


def as_number(text: str) -> float | None:
    """A finite number as a person types it, with a point or a comma; None for anything else."""
    try:
        number = float(text.replace(",", ".")) if len(text) <= _LONGEST_NUMBER and "_" not in text else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def fit_to_show(text: str) -> str:
    """Text from an address as a notice may repeat it: short, control characters and lone surrogates replaced."""
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:_LONGEST])
    return shown + ("…" if len(text) > _LONGEST else "")
