"""Gates: does what an option needs hold? Three-valued logic after Kleene (1938): false < unknown < true.

Expressions are plain values here, so that the engine knows neither the file format nor the database:
a `Need` is a precondition, an option, or a group of needs.
"""

from collections.abc import Collection, Container, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final, Literal


class Truth(IntEnum):
    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


@dataclass(frozen=True)
class Leaf:
    """One condition: `kind` says whether `slug` names a precondition or an option."""

    kind: Literal["precondition", "option"]
    slug: str


@dataclass(frozen=True)
class Group:
    """`all` holds when every part holds, `any` when one does."""

    how: Literal["all", "any"]
    parts: tuple["Need", ...]


Need = Leaf | Group

STATUS_TRUTH: Final[Mapping[str, Truth]] = {
    "met": Truth.TRUE,
    "unmet": Truth.FALSE,
    "partly": Truth.UNKNOWN,
    "unknown": Truth.UNKNOWN,
}
GATE_OF: Final[Mapping[Truth, str]] = {Truth.TRUE: "open", Truth.FALSE: "blocked", Truth.UNKNOWN: "undetermined"}


@dataclass(frozen=True)
class Conditions:
    """What is known of every condition: statuses after toggles, what each depends on, options that run already."""

    status: Mapping[str, str]
    depends_on: Mapping[str, Need]
    running: Collection[str] = ()
    # Truths found so far. Conditions share what they depend on, so without this the work doubles with every level.
    _known: dict[str, Truth | None] = field(default_factory=dict, compare=False, repr=False)

    def truth(self, need: Need) -> Truth | None:
        """Truth of a need; None when nothing in it applies.

        truth(p) = min(own status, truth(what p depends on)); a not-applicable node drops out of its group.
        Circles are refused on import.
        """
        for slug in below_first(need, self.depends_on, self._known):
            self._known[slug] = self._condition(slug)
        return self._truth(need)

    def _truth(self, need: Need) -> Truth | None:
        if isinstance(need, Group):
            known = [t for part in need.parts if (t := self._truth(part)) is not None]
            if not known:
                return None
            return min(known) if need.how == "all" else max(known)
        if need.kind == "option":
            return Truth.TRUE if need.slug in self.running else Truth.UNKNOWN
        return self._known[need.slug]

    def _condition(self, slug: str) -> Truth | None:
        own = STATUS_TRUTH.get(self.status.get(slug, "unknown"))
        if own is None:
            return None
        below = self._truth(self.depends_on[slug]) if slug in self.depends_on else None
        return own if below is None else min(own, below)


def below_first(need: Need, depends_on: Mapping[str, Need], known: Container[str]) -> Iterator[str]:
    """Preconditions that a need rests on and that are not `known` yet: what one depends on comes before it.

    Whoever asks must make each known before asking for the next. No recursion: a chain of conditions may be long.
    """
    begun: set[str] = set()
    waiting = _preconditions(need)
    while waiting:
        slug = waiting[-1]
        if slug not in known and slug not in begun:
            begun.add(slug)
            waiting += _preconditions(depends_on.get(slug))
            continue
        waiting.pop()
        if slug not in known:
            yield slug


def _preconditions(need: Need | None) -> list[str]:
    return [leaf.slug for leaf in leaves(need) if leaf.kind == "precondition"]


@dataclass(frozen=True)
class Gate:
    """`state` is open, undetermined or blocked.

    `assessed` is False when nobody has said what the option needs: the gate is then undetermined.
    `needed` is every condition named in the expression, in order; `deciding` those of them whose own truth
    equals that of the whole (the reason it is not open).
    """

    state: str
    assessed: bool
    needed: tuple[Leaf, ...]
    deciding: tuple[Leaf, ...]


def leaves(need: Need | None) -> tuple[Leaf, ...]:
    """Conditions named anywhere in a need, in order, once each."""
    if need is None:
        return ()
    if isinstance(need, Leaf):
        return (need,)
    return tuple(dict.fromkeys(leaf for part in need.parts for leaf in leaves(part)))


def gate(need: Need | Literal["none"] | None, conditions: Conditions) -> Gate:
    """The gate of one option. `need` None = not assessed; "none" = it needs nothing, so it is open."""
    if need is None:
        return Gate("undetermined", False, (), ())
    if need == "none":
        return Gate("open", True, (), ())
    truth = conditions.truth(need)
    if truth is None:  # everything it needs turned out not to apply
        return Gate("open", True, leaves(need), ())
    deciding = () if truth is Truth.TRUE else _deciding(need, truth, conditions)
    return Gate(GATE_OF[truth], True, leaves(need), tuple(dict.fromkeys(deciding)))


def _deciding(need: Need, truth: Truth, conditions: Conditions) -> tuple[Leaf, ...]:
    """Leaves of the direct expression that have the truth of the whole, down the parts that share it."""
    if isinstance(need, Leaf):
        return (need,)
    return tuple(
        leaf for part in need.parts if conditions.truth(part) == truth for leaf in _deciding(part, truth, conditions)
    )


def necessary(need: Need | Literal["none"] | None, slug: str) -> bool:
    """Is the whole false when this precondition alone is false, all others true?"""
    if need is None or need == "none":
        return False
    status = {leaf.slug: "met" for leaf in leaves(need) if leaf.kind == "precondition"}
    running = [leaf.slug for leaf in leaves(need) if leaf.kind == "option"]
    return Conditions(status | {slug: "unmet"}, {}, running).truth(need) is Truth.FALSE


def breaking(need: Need | Literal["none"] | None, conditions: Conditions) -> frozenset[str]:
    """Preconditions whose failing alone would close the gate, everything else that applies being met.

    Dependencies are followed. All fail with any part, alternatives only when every part that applies fails, so the
    sets of parts are joined or intersected: one walk instead of one gate for every condition.
    """
    if need is None or need == "none":
        return frozenset()
    known: dict[str, frozenset[str] | None] = {}
    for slug in below_first(need, conditions.depends_on, known):
        known[slug] = _breaking_condition(slug, conditions, known)
    return _breaking(need, conditions, known) or frozenset()


def _breaking(need: Need, conditions: Conditions, known: dict[str, frozenset[str] | None]) -> frozenset[str] | None:
    """None when nothing in it applies: such a part drops out of its group."""
    if isinstance(need, Group):
        parts = [found for part in need.parts if (found := _breaking(part, conditions, known)) is not None]
        if not parts:
            return None
        return frozenset().union(*parts) if need.how == "all" else frozenset.intersection(*parts)
    return frozenset() if need.kind == "option" else known[need.slug]


def _breaking_condition(
    slug: str, conditions: Conditions, known: dict[str, frozenset[str] | None]
) -> frozenset[str] | None:
    if conditions.status.get(slug) == "not-applicable":
        return None
    below = _breaking(conditions.depends_on[slug], conditions, known) if slug in conditions.depends_on else None
    return (below or frozenset()) | {slug}
