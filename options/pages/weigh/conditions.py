"""What would have to be true: the gate of each option, what would open it, and conditions to be supposed otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from options.analysis import gates
from options.analysis.unlocking import Unlocking, unlock_sets
from options.bundle import schema
from options.bundle.reading import Reading, requirement
from options.pages.gate_words import Why, explain
from options.pages.preconditions import reach
from options.pages.weigh.selection import Selection

SETS: Final = 20  # unlock sets shown of one option, smallest first
SHOWN: Final = 3  # of them before the rest is unfolded
SHARED: Final = 10  # conditions listed before the rest is unfolded


@dataclass(frozen=True)
class Needed:
    """One condition of an unlock set. `status` after switches, None for an option that would have to be under way."""

    kind: str
    slug: str
    title: str
    status: str | None


@dataclass(frozen=True)
class GateRow:
    """`before`: the state as curated. `sets`: what would open the gate, smallest first; None: nothing would.

    `more` sets are not listed; not `complete`: there may be others yet.
    """

    option: schema.Option
    why: Why
    before: str
    sets: tuple[tuple[Needed, ...], ...] | None
    more: int
    complete: bool

    @property
    def changed(self) -> bool:
        return self.why.state != self.before

    @cached_property
    def core(self) -> tuple[Needed, ...]:
        """What every set holds."""
        first, *others = self.sets or ((),)
        return tuple(each for each in first if all(each in other for other in others))

    @cached_property
    def ways(self) -> tuple[tuple[Needed, ...], ...]:
        """What the sets hold beyond the core; none where there is a single set."""
        sets = self.sets or ()
        core = self.core
        return tuple(tuple(each for each in one if each not in core) for one in sets) if len(sets) > 1 else ()


@dataclass(frozen=True)
class Switch:
    """One condition that may be supposed otherwise. `options` wait for it, in the end or at once; `closing`: those of
    them that close if it fails, all else being met."""

    precondition: schema.Precondition
    to: str | None
    options: tuple[schema.Option, ...]
    closing: tuple[schema.Option, ...]


@dataclass(frozen=True)
class ConditionsPart:
    gates: tuple[GateRow, ...]
    switches: tuple[Switch, ...]  # the conditions that most options wait for first
    pursuable: tuple[schema.Option, ...]  # options that others need, not under way

    @property
    def changed(self) -> tuple[GateRow, ...]:
        return tuple(row for row in self.gates if row.changed)

    @property
    def switched(self) -> tuple[Switch, ...]:
        return tuple(switch for switch in self.switches if switch.to)

    def count(self, state: str) -> int:
        return sum(row.why.state == state for row in self.gates)


def conditions_part(reading: Reading, selection: Selection, conditions: gates.Conditions) -> ConditionsPart:
    rows = tuple(gate_row(reading, slug, conditions) for slug in selection.options)
    return ConditionsPart(rows, _switches(reading, selection), pursuable(reading, selection))


def gate_row(reading: Reading, slug: str, conditions: gates.Conditions) -> GateRow:
    option = reading.options[slug]
    found = unlock_sets(requirement(option), conditions)
    sets = None if found.sets is None else tuple(_named(reading, conditions, each) for each in found.sets[:SETS])
    more = len(found.sets or ()) - len(sets or ())
    why = explain(reading, slug, conditions)
    return GateRow(option, why, reading.gates[slug].state, sets, more, found.complete)


def _named(reading: Reading, conditions: gates.Conditions, leaves: Iterable[gates.Leaf]) -> tuple[Needed, ...]:
    return tuple(needed(reading, conditions, leaf) for leaf in leaves)


def needed(reading: Reading, conditions: gates.Conditions, leaf: gates.Leaf) -> Needed:
    status = conditions.status.get(leaf.slug, "unknown") if leaf.kind == "precondition" else None
    return Needed(leaf.kind, leaf.slug, reading.title(leaf.kind, leaf.slug), status)


def set_names(unlocking: Unlocking) -> list[list[str]] | None:
    """The smallest unlock sets as the report has them: slugs, an option as option:slug."""
    if unlocking.sets is None:
        return None
    return [
        [f"option:{leaf.slug}" if leaf.kind == "option" else leaf.slug for leaf in each]
        for each in unlocking.sets[:SETS]
    ]


def _switches(reading: Reading, selection: Selection) -> tuple[Switch, ...]:
    waiting: dict[str, list[schema.Option]] = {}
    for slug in selection.options:
        for precondition in reach(reading, slug):
            waiting.setdefault(precondition, []).append(reading.options[slug])
    chosen = set(selection.options)
    rows = [
        Switch(
            precondition,
            selection.toggles.get(slug),
            tuple(waiting.get(slug, ())),
            tuple(option for option in reading.options_closing.get(slug, ()) if option.slug in chosen),
        )
        for slug, precondition in reading.preconditions.items()
        if slug in waiting or slug in selection.toggles
    ]
    return tuple(sorted(rows, key=lambda row: (row.to is None, -len(row.closing), -len(row.options))))


def pursuable(reading: Reading, selection: Selection) -> tuple[schema.Option, ...]:
    """Options that the chosen ones need, in the end or at once, and those already taken as pursued."""
    named: set[str] = set(selection.pursued)
    for slug in selection.options:
        named |= _options_in(requirement(reading.options[slug]))
        for precondition in reach(reading, slug):
            named |= _options_in(reading.conditions.depends_on.get(precondition))
    return tuple(o for slug, o in reading.options.items() if slug in named and not o.under_way)


def _options_in(need: gates.Need | str | None) -> set[str]:
    if need is None or isinstance(need, str):
        return set()
    return {leaf.slug for leaf in gates.leaves(need) if leaf.kind == "option"}
