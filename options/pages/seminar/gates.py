"""The gate of an option as a council knows it: what closes it at the root, and what would open it."""

from collections.abc import Mapping
from dataclasses import dataclass

from options.analysis.unlocking import unlock_sets
from options.bundle import schema
from options.bundle.reading import Reading, requirement
from options.pages.gate_words import Cause, explain
from options.pages.weigh.conditions import needed


@dataclass(frozen=True)
class OptionGate:
    """`state` with the news of the exercise, `before` as the dossier has it.

    `roots`: the conditions whose own status decides, once each; one of them would do where `any_of`. `opens`: the
    smallest set of conditions that would open it, None when nothing recorded would; there are `other_ways` besides.
    """

    option: schema.Option
    state: str
    before: str
    any_of: bool
    roots: tuple[Cause, ...]
    opens: tuple[str, ...] | None
    other_ways: int

    @property
    def is_closed(self) -> bool:
        return self.state == "blocked"

    @property
    def changed(self) -> bool:
        return self.state != self.before


def option_gate(reading: Reading, slug: str, toggles: Mapping[str, str]) -> OptionGate:
    conditions = reading.conditions_with(toggles)
    option = reading.options[slug]
    why = explain(reading, slug, conditions)
    roots = {root.slug: root for cause in why.causes for root in cause.behind or (cause,)}
    sets = unlock_sets(requirement(option), conditions).sets
    first = sets[0] if sets else ()
    return OptionGate(
        option=option,
        state=why.state,
        before=reading.gates[slug].state,
        any_of=why.any_of,
        roots=tuple(roots.values()),
        opens=None if sets is None else tuple(needed(reading, conditions, leaf).title for leaf in first),
        other_ways=max(0, len(sets or ()) - 1),
    )
