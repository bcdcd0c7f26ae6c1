"""The verdict: is there a winner, and how far can it be trusted? Every threshold has a name and is on the method page.

It may only say less than the numbers do, never more: under two error models the weaker verdict holds, and within two
standard errors of a threshold the more cautious one.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from options.analysis.robustness import Shares

ROBUST_SHARE: Final = 0.90  # first in so many draws under the stated weights
ROBUST_ORDINAL_SHARE: Final = 0.50  # and in so many when only the order of the weights counts
ROBUST_DISTANCE: Final = 0.05  # and no weight this near to its own at which another contender draws level
CLOSE_LEAD: Final = 0.10  # too close when the runner-up's share of first ranks is this near
CLOSE_BEATEN: Final = 0.40  # too close when another beats the leader in more than so many draws, ties half
CAUTION: Final = 2.0  # standard errors

Kind = Literal["robust", "leading", "too-close", "none"]
WEAKEST_FIRST: Final = ("too-close", "leading", "robust")


@dataclass(frozen=True)
class Reason:
    """Why the verdict is not stronger; `option` and `share` where there are any.

    `what` is few, any-weights; not-first-by-value, near-runner-up, often-beaten; share, ordinal-share, near-flip or
    missing-scores. `common`: it holds under the common error model alone.
    """

    what: str
    option: str | None = None
    share: float | None = None
    common: bool = False


@dataclass(frozen=True)
class Verdict:
    """`leader` has the largest share of first ranks among the `contenders`: options neither blocked nor screened out.

    It, its `share`, the `runner_up` and its share are None where there is nothing to lead: fewer than two contenders,
    or no weights. `models_agree`: both error models give the same kind.
    """

    kind: Kind
    leader: str | None
    share: float | None
    runner_up: str | None
    runner_up_share: float | None
    contenders: tuple[str, ...]
    models_agree: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Evidence:
    """What the verdict rests on, all about the contenders, in their order.

    `independent` and `common` are (stated, ordinal) shares under the two error models. `first_by_value`: positions with
    the highest value at best estimates. `near_flip`: a weight at which another draws level is no further than
    ROBUST_DISTANCE from its own. `missing`: those who miss a score that counts.
    """

    contenders: tuple[str, ...]
    independent: tuple[Shares, Shares]
    common: tuple[Shares, Shares]
    first_by_value: frozenset[int]
    near_flip: bool
    missing: tuple[str, ...]


def nobody(contenders: Sequence[str], why: Literal["few", "any-weights"]) -> Verdict:
    """The verdict where there is nothing to decide."""
    return Verdict("none", None, None, None, None, tuple(contenders), True, (Reason(why),))


def lead(first: Sequence[float], first_by_value: Collection[int]) -> tuple[int, int]:
    """Positions of the leader and the runner-up by share of first ranks; level ones by value, then by slug."""
    by_share = sorted(range(len(first)), key=lambda i: (-first[i], i not in first_by_value, i))
    return by_share[0], by_share[1]


def judge(evidence: Evidence) -> Verdict:
    """The verdict among two or more contenders."""
    first = evidence.independent[0].first
    leader, runner_up = lead(first, evidence.first_by_value)
    plain = _Model(evidence, evidence.independent, leader)
    common = _Model(evidence, evidence.common, leader)
    kind = min(plain.kind, common.kind, key=WEAKEST_FIRST.index)
    names = evidence.contenders
    return Verdict(
        kind=kind,
        leader=names[leader],
        share=first[leader],
        runner_up=names[runner_up],
        runner_up_share=first[runner_up],
        contenders=names,
        models_agree=plain.kind == common.kind,
        reasons=_joined(plain.reasons(kind), common.reasons(kind)),
    )


def _joined(plain: tuple[Reason, ...], common: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """The reasons under either error model; one that both give is told as under independent errors."""
    told = {reason.what for reason in plain}
    return plain + tuple(replace(reason, common=True) for reason in common if reason.what not in told)


class _Model:
    """What one error model says of the leader: `shares` are those under stated and under ordinal weights."""

    def __init__(self, evidence: Evidence, shares: tuple[Shares, Shares], leader: int) -> None:
        self.close = _too_close(evidence, shares[0], leader)
        self.fragile = _fragile(evidence, shares, leader)

    @property
    def kind(self) -> Kind:
        return "too-close" if self.close else "leading" if self.fragile else "robust"

    def reasons(self, kind: Kind) -> tuple[Reason, ...]:
        """Why it is no stronger than this kind."""
        return {"too-close": self.close, "leading": self.fragile}.get(kind, ())


def _too_close(evidence: Evidence, stated: Shares, leader: int) -> tuple[Reason, ...]:
    found, names = [], evidence.contenders
    if leader not in evidence.first_by_value:
        best = min(evidence.first_by_value, default=None)
        found.append(Reason("not-first-by-value", None if best is None else names[best]))
    rivals = [i for i in range(len(names)) if i != leader]
    nearest = max(rivals, key=lambda i: (stated.first[i], -i))
    ahead = stated.first[leader] - stated.first[nearest]
    if ahead <= CLOSE_LEAD + CAUTION * _error_of_lead(stated, leader, nearest):
        found.append(Reason("near-runner-up", names[nearest], stated.first[nearest]))
    worst = max(rivals, key=lambda i: (stated.beats[i][leader], -i))
    often = stated.beats[worst][leader]
    if often + CAUTION * _error(stated, often) > CLOSE_BEATEN:
        found.append(Reason("often-beaten", names[worst], often))
    return tuple(found)


def _fragile(evidence: Evidence, shares: tuple[Shares, Shares], leader: int) -> tuple[Reason, ...]:
    found = []
    thresholds = (ROBUST_SHARE, ROBUST_ORDINAL_SHARE)
    for what, each, least in zip(("share", "ordinal-share"), shares, thresholds, strict=True):
        share = each.first[leader]
        if share - CAUTION * _error(each, share) < least:
            found.append(Reason(what, None, share))
    if evidence.near_flip:
        found.append(Reason("near-flip"))
    if evidence.missing:
        found.append(Reason("missing-scores", evidence.missing[0]))
    return tuple(found)


def _error(shares: Shares, share: float) -> float:
    """Standard error of a share, never less than one draw: from ten draws that all agree nothing is certain."""
    return max(shares.standard_error(share), 1 / shares.draws)


def _error_of_lead(shares: Shares, one: int, other: int) -> float:
    """Standard error of the difference of two shares of the same draws (multinomial), never less than one draw."""
    p, q = shares.first[one], shares.first[other]
    return max(math.sqrt(max(0.0, p + q - (p - q) * (p - q)) / shares.draws), 1 / shares.draws)
