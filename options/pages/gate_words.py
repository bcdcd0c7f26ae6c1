"""Why a gate stands as it does: the conditions that decide it, down to those whose own status is the reason."""

from dataclasses import dataclass
from typing import Any

from options.analysis import gates
from options.bundle.reading import Reading, requirement


@dataclass(frozen=True)
class Cause:
    """One deciding condition.

    `status` is its own status after toggles, None for an option. `behind` is empty when the own status decides;
    otherwise the conditions further back whose own status does.
    """

    kind: str
    slug: str
    title: str
    status: str | None
    behind: tuple["Cause", ...] = ()


@dataclass(frozen=True)
class Why:
    """State of a gate and its reasons. `any_of`: one of the conditions would do. `needed`: how many it names."""

    state: str
    assessed: bool
    needed: int
    any_of: bool
    causes: tuple[Cause, ...]


def explain(reading: Reading, option: str, conditions: gates.Conditions | None = None) -> Why:
    """The gate of an option under some conditions (as curated unless given), with its reasons in order."""
    return explain_need(reading, requirement(reading.options[option]), conditions or reading.conditions)


def explain_need(reading: Reading, need: Any, conditions: gates.Conditions) -> Why:
    """The same for a need (as `requirement` gives it), so also for an option that the reading does not list."""
    gate = gates.gate(need, conditions)
    causes = tuple(_cause(reading, conditions, leaf) for leaf in gate.deciding)
    return Why(gate.state, gate.assessed, len(gate.needed), isinstance(need, gates.Group) and need.how == "any", causes)


def _cause(reading: Reading, conditions: gates.Conditions, leaf: gates.Leaf) -> Cause:
    roots = {} if _decides_itself(conditions, leaf) else _roots(conditions, leaf)
    behind = tuple(_alone(reading, conditions, root) for root, decides in roots.items() if decides)
    cause = _alone(reading, conditions, leaf)
    return Cause(cause.kind, cause.slug, cause.title, cause.status, behind)


def _alone(reading: Reading, conditions: gates.Conditions, leaf: gates.Leaf) -> Cause:
    status = conditions.status.get(leaf.slug, "unknown") if leaf.kind == "precondition" else None
    return Cause(leaf.kind, leaf.slug, reading.title(leaf.kind, leaf.slug), status)


def _decides_itself(conditions: gates.Conditions, leaf: gates.Leaf) -> bool:
    """Is the truth of a condition its own status, not that of what it depends on?"""
    if leaf.kind == "option" or leaf.slug not in conditions.depends_on:
        return True
    return gates.STATUS_TRUTH.get(conditions.status.get(leaf.slug, "unknown")) == conditions.truth(leaf)


def _roots(conditions: gates.Conditions, leaf: gates.Leaf) -> dict[gates.Leaf, bool]:
    """Every condition below one that shares its truth, in order; True for those whose own status is the reason.

    No recursion: a chain of conditions may be long.
    """
    seen: dict[gates.Leaf, bool] = {}
    levels = [iter(_deciding(conditions, leaf))]
    while levels:
        below = next(levels[-1], None)
        if below is None:
            levels.pop()
        elif below not in seen:
            seen[below] = _decides_itself(conditions, below)
            if not seen[below]:
                levels.append(iter(_deciding(conditions, below)))
    return seen


def _deciding(conditions: gates.Conditions, leaf: gates.Leaf) -> tuple[gates.Leaf, ...]:
    return gates.gate(conditions.depends_on[leaf.slug], conditions).deciding
