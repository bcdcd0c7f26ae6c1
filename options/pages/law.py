"""Options by body of law, the questions with both sides, and one question whole."""

from collections.abc import Iterable
from dataclasses import dataclass

from options.analysis.scales import EFFECT, LEGAL_STATE
from options.bundle import schema
from options.bundle.reading import Reading
from options.pages.bodies import Body, Direction, bodies_of, direction, jurisdictions
from options.pages.cited import Cited, cited
from options.pages.neighbours import Place, place
from options.pages.paging import Page, paginate
from options.pages.query import Query

PAGE = 40  # questions on one page
ROWS = 40  # options in one page of the table
NAMED = 9  # options that one effect lists


@dataclass(frozen=True)
class Choice:
    """What a reader asked for: questions that bear on an option, of one body of law, in one state."""

    option: str | None = None
    body: str | None = None
    state: str | None = None
    page: int = 1
    rows: int = 1

    @property
    def query(self) -> dict[str, str]:
        """The address of this choice, without the pages; what is not asked for is left out."""
        asked = {"option": self.option, "body": self.body, "state": self.state}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True)
class Bears:
    """Options that a question bears on in one way."""

    effect: str
    options: tuple[schema.Option, ...]
    more: int


@dataclass(frozen=True)
class Side:
    """Arguments on one side, each with the sources it names."""

    side: str
    arguments: tuple[tuple[schema.Argument, tuple[schema.Source, ...]], ...]


@dataclass(frozen=True)
class Question:
    question: schema.LegalQuestion
    bears: tuple[Bears, ...]
    options: int
    sides: tuple[Side, ...]


@dataclass(frozen=True)
class OptionRow:
    option: schema.Option
    cells: tuple[Body | None, ...]  # one for each body of law


@dataclass(frozen=True)
class LawPage:
    choice: Choice
    places: tuple[str, ...]  # bodies of law, in order of their first question
    table: Page[OptionRow]
    groups: tuple[tuple[str, int, tuple[Question, ...]], ...]  # state, how many are in it, those on this page
    questions: Page[Question]
    in_all: int


@dataclass(frozen=True)
class BearsOn:
    option: schema.Option
    bearing: schema.Bearing


@dataclass(frozen=True)
class QuestionPage:
    """One question: which options it bears on and how, and what is said on both sides."""

    question: schema.LegalQuestion
    place: Place
    direction: Direction | None  # None when it bears on no option
    bearings: Page[BearsOn]
    sides: tuple[Side, ...]
    cited: tuple[Cited, ...]


def choice(query: Query, reading: Reading) -> Choice:
    return Choice(
        option=query.one("option", reading.options, "option"),
        body=query.one("body", jurisdictions(reading), "body"),
        state=query.one("state", LEGAL_STATE),
        page=query.page(),
        rows=query.page("rows"),
    )


def law_page(reading: Reading, choice: Choice) -> LawPage:
    places = jurisdictions(reading)
    wanted = [q for state in reversed(LEGAL_STATE) for q in _wanted(reading, choice) if q.state == state]
    shown = paginate(wanted, choice.page, PAGE).of(lambda q: _question(reading, q))
    states = dict.fromkeys(q.question.state for q in shown.items)
    groups = tuple(
        (s, sum(q.state == s for q in wanted), tuple(q for q in shown.items if q.question.state == s)) for s in states
    )
    table = paginate(tuple(reading.options.values()), choice.rows, ROWS)
    return LawPage(
        choice, places, table.of(lambda o: _option_row(reading, o, places)), groups, shown, len(reading.legal_questions)
    )


def _wanted(reading: Reading, choice: Choice) -> list[schema.LegalQuestion]:
    raised = {b.question for b in reading.options[choice.option].bearings} if choice.option else None
    return [
        q
        for q in reading.legal_questions.values()
        if (raised is None or q.slug in raised)
        and choice.body in (None, q.jurisdiction)
        and choice.state in (None, q.state)
    ]


def _option_row(reading: Reading, option: schema.Option, places: Iterable[str]) -> OptionRow:
    bodies = bodies_of(reading, option.slug)
    return OptionRow(option, tuple(bodies.get(place) for place in places))


def _question(reading: Reading, question: schema.LegalQuestion) -> Question:
    options = reading.options_bearing.get(question.slug, ())
    by_effect = {e: [o for o in options if reading.bearings[o.slug, question.slug].effect == e] for e in EFFECT}
    bears = tuple(Bears(e, tuple(os[:NAMED]), max(0, len(os) - NAMED)) for e, os in by_effect.items() if os)
    return Question(question, bears, len(options), sides(reading, question))


def sides(reading: Reading, question: schema.LegalQuestion) -> tuple[Side, ...]:
    """Both sides, also one that has no argument yet: that it is missing is worth seeing."""
    return tuple(
        Side(side, tuple((a, _sources(reading, a.sources)) for a in question.arguments if a.side == side))
        for side in ("for", "against")
    )


def _sources(reading: Reading, slugs: Iterable[str]) -> tuple[schema.Source, ...]:
    """Sources named, archived ones too: an argument keeps what it rests on."""
    entries = (reading.entry("source", slug) for slug in slugs)
    return tuple(entry.content for entry in entries if entry and isinstance(entry.content, schema.Source))


def question_page(reading: Reading, slug: str, page: int = 1) -> QuestionPage | None:
    """One question, archived or not; None when this version does not have it."""
    entry = reading.entry("legal-question", slug)
    if entry is None or not isinstance(entry.content, schema.LegalQuestion):
        return None
    bearings = [BearsOn(o, b) for o in reading.options.values() for b in o.bearings if b.question == slug]
    return QuestionPage(
        entry.content,
        place(reading, entry),
        direction([b.bearing.effect for b in bearings]) if bearings else None,
        paginate(bearings, page, ROWS),
        sides(reading, entry.content),
        cited(reading, entry.content.citations),
    )
