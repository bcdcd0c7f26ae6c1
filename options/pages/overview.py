"""The first page of a dossier: the question, the spectrum, what is not settled, what to doubt, what changed."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from options.bundle import schema
from options.bundle.reading import EntryValue, Reading
from options.bundle.statements import tally

DOUBTS: Final = 5
CHANGES: Final = 5
NAMED: Final = 2  # unmet preconditions named under their count
SEVERITY: Final = ("high", "moderate", "low")
SHOWN_KINDS: Final = frozenset({"option", "risk", "precondition", "legal-question", "criterion", "source", "claim"})


@dataclass(frozen=True)
class Spectrum:
    """Facts for the sentence under the picture.

    `with_force` counts limited and sustained force, `consent` options that need another's consent.
    """

    options: tuple[schema.Option, ...]
    with_force: int
    consent: int
    largest: tuple[str, int]  # the posture that most options take, and how many


@dataclass(frozen=True)
class Loose:
    """What is not settled."""

    unmet: tuple[schema.Precondition, ...]
    unmet_in_all: int
    preconditions: int
    open: int
    contested: int
    questions: int
    uncited: int
    judged: int  # judged, no source
    statements: int
    disputed: int  # scores with a counter-view
    scores: int


@dataclass(frozen=True)
class OverviewPage:
    spectrum: Spectrum | None  # None without options
    loose: Loose
    doubts: tuple[schema.Claim, ...]  # the weightiest, in the order of the text
    doubts_in_all: int
    claims: int
    changes: tuple[EntryValue, ...]  # entries revised since they were first published, latest first
    published_at: datetime | None  # when anything was first published


def overview_page(reading: Reading) -> OverviewPage:
    """Counting every statement costs more the larger the dossier, so it is done once for a reading."""
    return reading.once(_overview_page)


def _overview_page(reading: Reading) -> OverviewPage:
    doubted = [claim for claim in reading.claims.values() if claim.doubt]
    return OverviewPage(
        spectrum=_spectrum(tuple(reading.options.values())),
        loose=_loose(reading),
        doubts=weightiest(doubted),
        doubts_in_all=len(doubted),
        claims=len(reading.claims),
        changes=_changes(reading),
        published_at=min((e.published_at for e in reading.entries if e.published_at), default=None),
    )


def weightiest(doubted: list[schema.Claim]) -> tuple[schema.Claim, ...]:
    """The claims with the most serious doubts; among equals the first in the text."""
    ranked = sorted(doubted, key=lambda claim: SEVERITY.index(claim.doubt.severity) if claim.doubt else len(SEVERITY))
    return tuple(ranked[:DOUBTS])


def _spectrum(options: tuple[schema.Option, ...]) -> Spectrum | None:
    if not options:
        return None
    return Spectrum(
        options=options,
        with_force=sum(o.force_level in ("limited", "sustained") for o in options),
        consent=sum(o.consent_needed == "yes" for o in options),
        largest=Counter(o.posture for o in options).most_common(1)[0],
    )


def _loose(reading: Reading) -> Loose:
    unmet = [p for p in reading.preconditions.values() if p.status == "unmet"]
    needed = sorted(unmet, key=lambda p: -len(reading.options_needing.get(p.slug, ())))
    states = Counter(q.state for q in reading.legal_questions.values())
    stated = tally(reading)
    return Loose(
        unmet=tuple(needed[:NAMED]),
        unmet_in_all=len(unmet),
        preconditions=len(reading.preconditions),
        open=states["open"],
        contested=states["contested"],
        questions=len(reading.legal_questions),
        uncited=stated.uncited,
        judged=stated.judged,
        statements=stated.statements,
        disputed=sum(bool(a.counter_views) for a in reading.assessments.values()),
        scores=len(reading.assessments),
    )


def _changes(reading: Reading) -> tuple[EntryValue, ...]:
    """Exercises are confidential and never listed."""
    revised = [e for e in reading.entries if e.number > 1 and e.published_at and e.kind in SHOWN_KINDS]
    return tuple(sorted(revised, key=lambda e: (e.published_at, e.number), reverse=True)[:CHANGES])
