"""Per body of law: how settled it is and which way it cuts. Never one mark for a whole option."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from options.analysis.scales import EFFECT, least_settled
from options.bundle import schema
from options.bundle.reading import Reading


@dataclass(frozen=True)
class Direction:
    """Which way some bearings cut: one effect and how far it holds, and the count of each effect in fixed order.

    `extent` is "all" when every bearing has the effect, "mostly" when more than half have, "mixed" otherwise
    (`effect` is then None).
    """

    effect: str | None
    extent: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Body:
    """One body of law for one option: least settled state among its questions, direction, and the questions."""

    jurisdiction: str
    state: str
    direction: Direction
    questions: tuple[schema.LegalQuestion, ...]

    @property
    def states(self) -> tuple[tuple[str, int], ...]:
        """How many questions are in each state, least settled first."""
        found = Counter(question.state for question in self.questions)
        return tuple((state, found[state]) for state in ("open", "contested", "leaning", "settled") if found[state])


def direction(effects: Sequence[str]) -> Direction:
    """What several effects say together. Needs at least one."""
    found = Counter(effects)
    counts = tuple((effect, found[effect]) for effect in EFFECT if found[effect])
    effect, most = max(counts, key=lambda pair: pair[1])
    if most == len(effects):
        return Direction(effect, "all", counts)
    if most * 2 > len(effects):
        return Direction(effect, "mostly", counts)
    return Direction(None, "mixed", counts)


def jurisdictions(reading: Reading) -> tuple[str, ...]:
    """Bodies of law that the dossier asks about, in order of their first question."""
    return tuple(dict.fromkeys(question.jurisdiction for question in reading.legal_questions.values()))


def bodies_of(reading: Reading, option: str) -> dict[str, Body]:
    """jurisdiction -> what it says about an option; a body of law without a question about it is absent."""
    return bodies_for(reading, reading.options[option])


def bodies_for(reading: Reading, option: schema.Option) -> dict[str, Body]:
    """The same for an option that the reading may not list: an archived one."""
    found: dict[str, list[schema.Bearing]] = {}
    for bearing in option.bearings:
        if question := reading.legal_questions.get(bearing.question):
            found.setdefault(question.jurisdiction, []).append(bearing)
    return {place: _body(reading, place, found[place]) for place in jurisdictions(reading) if place in found}


def _body(reading: Reading, place: str, bearings: Sequence[schema.Bearing]) -> Body:
    questions = tuple(reading.legal_questions[bearing.question] for bearing in bearings)
    state = least_settled([question.state for question in questions])
    assert state is not None  # a body is only made of at least one bearing
    return Body(place, state, direction([bearing.effect for bearing in bearings]), questions)
