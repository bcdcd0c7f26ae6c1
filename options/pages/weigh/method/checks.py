"""The verdict as a table: every condition, what it asks for, and what the draws of this dossier say.

The engine judges; this only lays out its arithmetic. A test holds that both come to the same verdict.
"""

import math
from dataclasses import dataclass

from options.analysis import verdict
from options.analysis.run import Run
from options.analysis.sensitivity import NEAR
from options.analysis.tally import Shares
from options.analysis.weighing import Weighing

TOO_CLOSE = ("first-by-value", "lead", "beaten")


@dataclass(frozen=True)
class Side:
    """One error model: the number found, the one it may not fall below or rise above, and whether it holds. None for
    what is no number, and where there is nothing that could fail."""

    found: float | None
    bound: float | None
    holds: bool


@dataclass(frozen=True)
class Check:
    """`what`: first-by-value, lead or beaten, without which it is too close to call; share, ordinal-share, flip or
    missing, without which it is fragile."""

    what: str
    independent: Side
    common: Side

    @property
    def holds(self) -> bool:
        return self.independent.holds and self.common.holds

    @property
    def close(self) -> bool:
        return self.what in TOO_CLOSE


def checks(found: Weighing) -> tuple[Check, ...]:
    """Of the leader by share of first ranks; none where there is no verdict."""
    leader = found.verdict.leader
    if leader is None:
        return ()
    run = Run(found.inputs)
    names = found.verdict.contenders
    place = names.index(leader)
    models = [(run.shares("stated", common)[1], run.shares("ordinal", common)[1]) for common in (False, True)]
    first = leader in {run.matrix.options[i] for i in run.highest}
    missing = any(run.values[i] is None for i in run.contenders)
    one, both = (_drawn(stated, ordinal, place) for stated, ordinal in models)
    return (
        _alike("first-by-value", Side(None, None, first)),
        *(Check(what, one[what], both[what]) for what in ("lead", "beaten", "share", "ordinal-share")),
        _alike("flip", _flip(run)),
        _alike("missing", Side(None, None, not missing)),
    )


def _alike(what: str, side: Side) -> Check:
    """What does not hang on how scores err."""
    return Check(what, side, side)


def _drawn(stated: Shares, ordinal: Shares, leader: int) -> dict[str, Side]:
    rivals = [i for i in range(len(stated.first)) if i != leader]
    p, q = stated.first[leader], max(stated.first[i] for i in rivals)
    often = max(stated.beats[i][leader] for i in rivals)
    least = verdict.CLOSE_LEAD + verdict.CAUTION * error_of_lead(p, q, stated.draws)
    most = verdict.CLOSE_BEATEN - verdict.CAUTION * error(often, stated.draws)
    return {
        "lead": Side(p - q, least, p - q > least),
        "beaten": Side(often, most, often <= most),
        "share": _at_least(p, verdict.ROBUST_SHARE, stated.draws),
        "ordinal-share": _at_least(ordinal.first[leader], verdict.ROBUST_ORDINAL_SHARE, ordinal.draws),
    }


def _at_least(share: float, threshold: float, draws: int) -> Side:
    bound = threshold + verdict.CAUTION * error(share, draws)
    return Side(share, bound, share >= bound)


def _flip(run: Run) -> Side:
    flip = run.field.weight_flip() if run.field else None
    if flip is None:
        return Side(None, verdict.ROBUST_DISTANCE, True)
    moved = abs(flip.to - flip.start)
    return Side(moved, verdict.ROBUST_DISTANCE, moved > verdict.ROBUST_DISTANCE + NEAR)


def error(share: float, draws: int) -> float:
    """Sampling error of a share, never less than one draw."""
    return max(math.sqrt(share * (1 - share) / draws), 1 / draws)


def error_of_lead(p: float, q: float, draws: int) -> float:
    """Of the difference of two shares of the same draws, never less than one draw."""
    return max(math.sqrt(max(0.0, p + q - (p - q) ** 2) / draws), 1 / draws)
