"""The list of options: what a reader asked for, the rows that fit, and which filter to loosen when none does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Final

from options.analysis import gates
from options.analysis.scales import (
    CONSENT,
    FORCE,
    GATE,
    LEGAL_STATE,
    POSTURE,
    TIME_TO_EFFECT,
    UNCERTAIN,
    least_settled,
)
from options.bundle import schema
from options.bundle.folding import words
from options.bundle.reading import Reading, requirement
from options.pages.bodies import Body, bodies_of
from options.pages.paging import Page, paginate
from options.pages.query import Query

PAGE: Final = 25
LONGEST_TEXT: Final = 100
YES_NO: Final = ("yes", "no")
SORTS: Final = ("axis", "title", "time", "force")


@dataclass(frozen=True)
class OptionFilter:
    """What the list is narrowed to; None lets everything through.

    `law` is the least settled state among the questions an option raises; `unmet` whether a necessary precondition
    of its own is unmet; `text` words that title and summary must hold, the last as a beginning.
    """

    text: str = ""
    posture: str | None = None
    force: str | None = None
    instrument: str | None = None
    time: str | None = None
    consent: str | None = None
    law: str | None = None
    unmet: str | None = None
    gate: str | None = None

    @property
    def active(self) -> tuple[str, ...]:
        """Names of the filters that are set."""
        return tuple(f.name for f in fields(self) if getattr(self, f.name))

    def without(self, name: str) -> "OptionFilter":
        kept = {f.name: getattr(self, f.name) for f in fields(self) if f.name != name}
        return OptionFilter(**kept)


@dataclass(frozen=True)
class Choice:
    filter: OptionFilter = OptionFilter()
    sort: str = "axis"
    page: int = 1

    @property
    def query(self) -> dict[str, str]:
        """The address of this choice, page aside: only what is set."""
        asked = {name: getattr(self.filter, name) for name in self.filter.active}
        return asked | ({"sort": self.sort} if self.sort != "axis" else {})

    def without(self, name: str) -> dict[str, str]:
        """The address with one filter dropped."""
        return replace(self, filter=self.filter.without(name)).query


@dataclass(frozen=True)
class Row:
    option: schema.Option
    gate: gates.Gate
    unmet: int  # of the conditions its own requirement names
    uncertain: int  # of the same: partly met, or not known
    bodies: tuple[Body, ...]
    risks: int  # that apply
    assessed: int  # risks of which somebody has said whether they apply


@dataclass(frozen=True)
class Loosen:
    """Dropping this one filter would show so many options."""

    name: str
    value: str
    found: int


@dataclass(frozen=True)
class OptionsPage:
    choice: Choice
    rows: Page[Row]
    total: int
    risks: int
    instruments: tuple[str, ...]
    loosen: tuple[Loosen, ...]  # only when nothing was found; most helpful first


def choice(query: Query, reading: Reading) -> Choice:
    wanted = OptionFilter(
        text=" ".join(query.text("text", LONGEST_TEXT).split()),
        posture=query.one("posture", POSTURE),
        force=query.one("force", FORCE),
        instrument=query.one("instrument", instruments(reading)),
        time=query.one("time", TIME_TO_EFFECT),
        consent=query.one("consent", CONSENT),
        law=query.one("law", (*LEGAL_STATE, "none")),
        unmet=query.one("unmet", YES_NO),
        gate=query.one("gate", GATE),
    )
    return Choice(wanted, query.one("sort", SORTS) or "axis", query.page())


def options_page(reading: Reading, choice: Choice) -> OptionsPage:
    found = _matching(reading, choice.filter)
    ordered = sorted(found, key=_SORT[choice.sort])
    return OptionsPage(
        choice=choice,
        rows=paginate(ordered, choice.page, PAGE).of(lambda o: _row(reading, o)),
        total=len(reading.options),
        risks=len(reading.risks),
        instruments=instruments(reading),
        loosen=() if found else _loosen(reading, choice.filter),
    )


def instruments(reading: Reading) -> tuple[str, ...]:
    """Instruments that any option uses, by name."""
    return tuple(sorted({i for o in reading.options.values() for i in (o.instrument, *o.instruments_secondary)}))


def unmet_necessary(reading: Reading, option: schema.Option) -> tuple[schema.Precondition, ...]:
    """Preconditions named by the option itself that are unmet and without which its requirement cannot hold."""
    needs = requirement(option)
    named = (reading.preconditions[slug] for slug in reading.needed(option.slug))
    return tuple(p for p in named if p.status == "unmet" and gates.necessary(needs, p.slug))


def _law(reading: Reading, option: schema.Option) -> str:
    known = reading.legal_questions
    return least_settled([known[b.question].state for b in option.bearings if b.question in known]) or "none"


_TESTS: Final[Mapping[str, Callable[[Reading, schema.Option, str], bool]]] = {
    "text": lambda reading, o, wanted: _holds(reading.once(_said)[o.slug], wanted),
    "posture": lambda _, o, wanted: o.posture == wanted,
    "force": lambda _, o, wanted: o.force_level == wanted,
    "instrument": lambda _, o, wanted: wanted in (o.instrument, *o.instruments_secondary),
    "time": lambda _, o, wanted: o.time_to_effect == wanted,
    "consent": lambda _, o, wanted: o.consent_needed == wanted,
    "law": lambda reading, o, wanted: _law(reading, o) == wanted,
    "unmet": lambda reading, o, wanted: bool(unmet_necessary(reading, o)) == (wanted == "yes"),
    "gate": lambda reading, o, wanted: reading.gates[o.slug].state == wanted,
}
_SORT: Final[Mapping[str, Callable[[schema.Option], tuple[object, ...]]]] = {
    "axis": lambda o: (o.order,),
    "title": lambda o: (o.title.casefold(),),
    "time": lambda o: (TIME_TO_EFFECT.index(o.time_to_effect), o.order),
    "force": lambda o: (FORCE.index(o.force_level), o.order),
}


def _said(reading: Reading) -> dict[str, list[str]]:
    """option -> the folded words of its title and summary."""
    return {o.slug: words(f"{o.title} {o.summary}") for o in reading.options.values()}


def _holds(held: list[str], wanted: str) -> bool:
    sought = words(wanted)
    whole, beginning = set(sought[:-1]), sought[-1] if sought else ""
    return whole.issubset(held) and any(word.startswith(beginning) for word in held)


def _matching(reading: Reading, wanted: OptionFilter) -> list[schema.Option]:
    tests = [(_TESTS[name], getattr(wanted, name)) for name in wanted.active]
    return [o for o in reading.options.values() if all(test(reading, o, value) for test, value in tests)]


def _loosen(reading: Reading, wanted: OptionFilter) -> tuple[Loosen, ...]:
    tried = (Loosen(n, getattr(wanted, n), len(_matching(reading, wanted.without(n)))) for n in wanted.active)
    return tuple(sorted((hint for hint in tried if hint.found), key=lambda hint: -hint.found))


def _row(reading: Reading, option: schema.Option) -> Row:
    needed = reading.needed(option.slug)
    return Row(
        option=option,
        gate=reading.gates[option.slug],
        unmet=sum(reading.preconditions[slug].status == "unmet" for slug in needed),
        uncertain=sum(reading.preconditions[slug].status in UNCERTAIN for slug in needed),
        bodies=tuple(bodies_of(reading, option.slug).values()),
        risks=sum(e.applies for e in option.exposures),
        assessed=len(option.exposures),
    )
