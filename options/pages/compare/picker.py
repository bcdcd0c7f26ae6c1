"""What can be chosen for a comparison, and a few ready selections computed from the dossier."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from options.analysis.scales import FORCE, POSTURE, TIME_TO_EFFECT
from options.bundle import schema
from options.bundle.reading import Reading
from options.pages.compare.selection import COMFORTABLE, Selection, of


@dataclass(frozen=True)
class Ready:
    """A selection made by a rule that looks at no score. `rule`: posture, force, consent or time."""

    rule: str
    selection: Selection
    options: tuple[schema.Option, ...]


@dataclass(frozen=True)
class Picker:
    """Options by posture, in the order of the scale; `ticked` are the slugs chosen so far."""

    postures: tuple[tuple[str, tuple[schema.Option, ...]], ...]
    ready: tuple[Ready, ...]
    ticked: tuple[str, ...]
    options: int


def picker(reading: Reading, ticked: tuple[str, ...]) -> Picker:
    every = tuple(reading.options.values())
    by_posture = ((p, tuple(o for o in every if o.posture == p)) for p in POSTURE)
    return Picker(tuple(pair for pair in by_posture if pair[1]), ready(reading), ticked, len(every))


def ready(reading: Reading) -> tuple[Ready, ...]:
    """Ready selections of two to six options: always the first of each kind in axis order, and the baseline.

    A rule that gives what an earlier one gave is left out.
    """
    found: dict[tuple[str, ...], Ready] = {}
    for rule, choose in _RULES.items():
        selection = of(_with_baseline(reading, choose(tuple(reading.options.values()))), reading)
        if 2 <= len(selection.options) <= COMFORTABLE:
            options = tuple(reading.options[slug] for slug in selection.options)
            found.setdefault(selection.options, Ready(rule, selection, options))
    return tuple(found.values())


Options = tuple[schema.Option, ...]


def _first_of_each(key: Callable[[schema.Option], str], scale: tuple[str, ...]) -> Callable[[Options], list[str]]:
    def choose(options: Options) -> list[str]:
        acting = [option for option in options if not option.baseline]
        firsts = (next((o.slug for o in acting if key(o) == value), None) for value in scale)
        return [slug for slug in firsts if slug]

    return choose


def _with_consent(options: Options) -> list[str]:
    return [option.slug for option in options if option.consent_needed == "yes" and not option.baseline][
        : COMFORTABLE - 1
    ]


def _with_baseline(reading: Reading, slugs: list[str]) -> list[str]:
    baseline = next((option.slug for option in reading.options.values() if option.baseline), None)
    return [*slugs, baseline] if baseline else slugs


_RULES: Final[dict[str, Callable[[Options], list[str]]]] = {
    "posture": _first_of_each(lambda option: option.posture, POSTURE),
    "force": _first_of_each(lambda option: option.force_level, FORCE),
    "consent": _with_consent,
    "time": _first_of_each(lambda option: option.time_to_effect, TIME_TO_EFFECT),
}
