"""The ordered lists that judgements are made on, in the order readers should see them."""

from collections.abc import Mapping
from typing import Final

# ICD 203, "Analytic Standards" (2015), section D.6.e.(2)(a): term -> range in per cent.
# A shared boundary belongs to the lower term.
LIKELIHOOD: Final[Mapping[str, tuple[int, int]]] = {
    "almost no chance": (1, 5),
    "very unlikely": (5, 20),
    "unlikely": (20, 45),
    "roughly even chance": (45, 55),
    "likely": (55, 80),
    "very likely": (80, 95),
    "almost certain": (95, 99),
}
CONFIDENCE: Final = ("low", "moderate", "high")
SEVERITY: Final = (1, 2, 3, 4, 5)

POSTURE: Final = ("unilateral", "at-invitation", "cooperative", "mixed", "domestic")
FORCE: Final = ("none", "support", "limited", "sustained")
CONSENT: Final = ("yes", "no", "n/a")
TIME_TO_EFFECT: Final = ("immediate", "months", "years")
REVERSIBILITY: Final = ("high", "moderate", "low")

STATUS: Final = ("met", "partly", "unmet", "unknown", "not-applicable")
UNCERTAIN: Final = ("partly", "unknown")  # of these: neither holds nor fails
LEGAL_STATE: Final = ("settled", "leaning", "contested", "open")  # most to least settled
EFFECT: Final = ("permits", "limits", "forbids", "unclear")
BASIS: Final = ("article", "law", "record", "judgement")
GATE: Final = ("open", "undetermined", "blocked")
READ: Final = ("full", "part", "as-quoted", "secondary", "not-read")


def likelihood_rank(term: str) -> int:
    """Position of an ICD 203 term, 0 (almost no chance) to 6 (almost certain). KeyError-free: ValueError if unknown."""
    return list(LIKELIHOOD).index(term)


def register_key(severity: int, likelihood: str) -> tuple[int, int]:
    """Sort key of a risk register: most severe first, then most likely. The two are never multiplied."""
    return -severity, -likelihood_rank(likelihood)


def least_settled(states: list[str]) -> str | None:
    """The least settled of some legal states; None of none."""
    return max(states, key=LEGAL_STATE.index, default=None)
