"""The address of a weighing: options, points, screening answers, switched conditions. Read and written here.

One result has one address, short enough to be sent: what is as at first is left out. A form sends more names than
that (`FORM_NAMES`); `from_form` then asks for the short address.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final
from urllib.parse import urlencode

from options.analysis.draws import MOST_DRAWS
from options.analysis.scales import STATUS
from options.analysis.weights import PREFERENCES, Preference
from options.bundle import schema
from options.bundle.reading import Reading
from options.pages.query import Query, as_number
from options.pages.weigh import starts

PASS, FAIL, UNSURE, NONE = "p", "f", "u", "-"
ANSWERS: Final = (PASS, FAIL, UNSURE)
AS_CURATED: Final = "as-curated"  # a switch that switches nothing
MOST_SEED: Final = 2**64 - 1
EVERYTHING: Final = "o="  # says nothing, where an address without a question mark means something else


@dataclass(frozen=True)
class Selection:
    """What one address asks for. Options stand in axis order, criteria and conditions in the order of the dossier.

    `options` are all unless some are named; `points` of criteria above zero, none: not weighed yet. `screened`: option
    -> a letter for each test; `anyway`: options to be ranked although they failed one. `toggles`: condition -> status;
    `pursued`: options taken as under way. `accepted`: (criterion, criterion) -> the equivalence that somebody agreed
    to. `line`: the criterion whose weight is drawn. `draws` None: as many as usual. `typed`: what could not be used as
    points or as a move, to be shown again: by criterion, or by the name of the field.
    """

    options: tuple[str, ...]
    every: bool = True
    points: Mapping[str, float] = field(default_factory=dict)
    preference: Preference = "stated"
    screened: Mapping[str, str] = field(default_factory=dict)
    anyway: tuple[str, ...] = ()
    toggles: Mapping[str, str] = field(default_factory=dict)
    pursued: tuple[str, ...] = ()
    accepted: Mapping[tuple[str, str], float] = field(default_factory=dict)
    line: str | None = None
    draws: int | None = None
    seed: int | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    from_form: bool = False

    @property
    def weighed(self) -> bool:
        """Has somebody said what matters? Without that nothing is ranked."""
        return bool(self.points) or self.preference == "any"

    @property
    def failed(self) -> tuple[str, ...]:
        """Options that failed a test."""
        return tuple(option for option in self.options if FAIL in self.screened.get(option, ""))

    @property
    def out(self) -> tuple[str, ...]:
        """Options that a failed test takes out of the ranks and the verdict."""
        return tuple(option for option in self.failed if option not in self.anyway)

    @cached_property
    def query(self) -> str:
        """The address after the question mark."""
        return urlencode(self.pairs, safe="~")

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        return (*self.option_pairs, *self.point_pairs, *self.condition_pairs, *self.view_pairs)

    @property
    def option_pairs(self) -> tuple[tuple[str, str], ...]:
        return (
            *(() if self.every else (("o", slug) for slug in self.options)),
            *((f"s.{slug}", letters) for slug, letters in self.screened.items()),
            *(("anyway", slug) for slug in self.anyway),
        )

    @property
    def point_pairs(self) -> tuple[tuple[str, str], ...]:
        return (
            *((f"w.{slug}", short(points)) for slug, points in self.points.items()),
            *(() if self.preference == "stated" else (("preference", self.preference),)),
            *self.agreed_pairs,
        )

    @property
    def agreed_pairs(self) -> tuple[tuple[str, str], ...]:
        return tuple((f"ok.{one}~{other}", short(score)) for (one, other), score in self.accepted.items())

    @property
    def condition_pairs(self) -> tuple[tuple[str, str], ...]:
        return (*((f"p.{slug}", to) for slug, to in self.toggles.items()), *(("u", slug) for slug in self.pursued))

    @property
    def unseen_pairs(self) -> tuple[tuple[str, str], ...]:
        """What the form has no field for: answers for options that are not weighed now."""
        unseen = {slug: letters for slug, letters in self.screened.items() if slug not in self.options}
        return (
            *((f"s.{slug}", letters) for slug, letters in unseen.items()),
            *(("anyway", slug) for slug in self.anyway if slug in unseen),
        )

    @property
    def view_pairs(self) -> tuple[tuple[str, str], ...]:
        return (
            *((("line", self.line),) if self.line else ()),
            *((("draws", str(self.draws)),) if self.draws else ()),
            *((("seed", str(self.seed)),) if self.seed is not None else ()),
        )

    # The same with something else: addresses of links.

    def with_points(self, points: Mapping[str, float]) -> "Selection":
        preference = "stated" if self.preference == "any" else self.preference
        return replace(self, points=points, preference=preference, accepted={})

    def by(self, preference: Preference) -> "Selection":
        return replace(self, preference=preference)

    def drawing(self, criterion: str) -> "Selection":
        return replace(self, line=criterion)

    def as_curated(self) -> "Selection":
        return replace(self, toggles={}, pursued=())

    def switched(self, precondition: str, to: str) -> "Selection":
        return replace(self, toggles={**self.toggles, precondition: to})


def short(number: float) -> str:
    """A number as an address has it: 40, 12.5, 1e+308."""
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def first(reading: Reading) -> Selection:
    """All options, nothing said yet."""
    return Selection(tuple(reading.options))


def read(query: Query, reading: Reading) -> Selection:
    """What an address asks for. Nothing is refused: what makes no sense is left out, and `query` keeps it."""
    named = query.many("o", reading.options, "option")
    picked = query.many("pick", reading.options, "option")
    if query.text("choose", 1) and not picked:
        query.refuse("choose", "", "pick")
    named = picked or named  # ticks go with every button of the form, but not with what a script sends
    options = tuple(slug for slug in reading.options if not named or slug in named)
    points, typed = query.numbers("w.", reading.criteria, "criterion")
    screened, ticked = _screened(query, reading)
    anyway = query.many("anyway", reading.options, "option")
    toggles, idle = _toggles(query, reading)
    pursued = query.many("u", reading.options, "option")
    found = Selection(
        options=options,
        every=len(options) == len(reading.options),
        points={slug: points[slug] for slug in reading.criteria if points.get(slug)},
        preference=_preference(query),
        screened=screened,
        anyway=tuple(slug for slug in reading.options if slug in anyway and FAIL in screened.get(slug, "")),
        toggles=toggles,
        pursued=tuple(slug for slug, option in reading.options.items() if slug in pursued and not option.under_way),
        accepted=_accepted(query, reading),
        line=query.one("line", reading.criteria, "criterion"),
        draws=query.number("draws", 1, MOST_DRAWS, 0, told=True) or None,
        seed=_seed(query),
        typed=typed,
    )
    return replace(_started(query, reading, found), from_form=_is_from_form(query) or ticked or idle)


def _is_from_form(query: Query) -> bool:
    return bool(query.text("form", 1)) or query.has("start") or query.has("eq.") or query.has("pick")


def _preference(query: Query) -> Preference:
    found = query.one("preference", PREFERENCES)
    return "ordinal" if found == "ordinal" else "any" if found == "any" else "stated"


def _seed(query: Query) -> int | None:
    """0 to 2^64 - 1; None: the dossier's own."""
    value = query.text("seed", 40)
    if not value:
        return None
    if value.isascii() and value.isdigit() and int(value) <= MOST_SEED:
        return int(value)
    query.refuse("seed", value)
    return None


def _screened(query: Query, reading: Reading) -> tuple[dict[str, str], bool]:
    """Answers by option, also of those that are not weighed now, and whether they came from the fields of the form,
    `t.<option>.<number of the test>`."""
    tests = len(reading.dossier.screening_tests)
    given = query.texts("s.", reading.options, "option")
    fields = query.texts("t.", {f"{o}.{n}" for o in reading.options for n in range(1, tests + 1)}, "")
    found: dict[str, str] = {}
    for option in reading.options:
        letters = given.get(option, "")
        if letters and (len(letters) != tests or set(letters) - {*ANSWERS, NONE}):
            query.refuse(f"s.{option}", letters)
            letters = ""
        names = [f"{option}.{n}" for n in range(1, tests + 1)]
        answers = [_answer(query, name, fields.get(name), letters[n : n + 1]) for n, name in enumerate(names)]
        if set(answers) - {NONE}:
            found[option] = "".join(answers)
    return found, query.has("t.")


def _answer(query: Query, name: str, said: str | None, kept: str) -> str:
    """What a field says; where it says nothing that is known, the answer that the address has already."""
    if said is not None and said not in (*ANSWERS, NONE):
        query.refuse(f"t.{name}", said)
        said = None
    return (kept if said is None else said) or NONE


def _toggles(query: Query, reading: Reading) -> tuple[dict[str, str], bool]:
    """Conditions with another status than the curated one, and whether the address names some that switch nothing."""
    known = reading.preconditions
    asked = query.pairs("p.", known, (*STATUS, AS_CURATED), "precondition")
    found = {slug: to for slug, to in asked.items() if to not in (AS_CURATED, known[slug].status)}
    return {slug: found[slug] for slug in known if slug in found}, len(found) < query.count("p.")


def _accepted(query: Query, reading: Reading) -> dict[tuple[str, str], float]:
    names = {f"{one}~{other}" for one in reading.criteria for other in reading.criteria if one != other}
    found = {}
    for name, value in query.texts("ok.", names, "criterion").items():
        one, _, other = name.partition("~")
        number = as_number(value)
        if number is None or starts.worth(reading.criteria[one], number) is None:
            query.refuse(f"ok.{name}", value, "move")
        else:
            found[one, other] = number
    return found


def _started(query: Query, reading: Reading, found: Selection) -> Selection:
    """The same after what a button of the form asks for: points to start from, or an equivalence put otherwise."""
    revised = _revised(query, reading, found)
    if query.has("start"):
        start = query.one("start", starts.names(reading), "role")
        if start:
            query.forgive("points", "move")  # other points take the place of all that was typed
            return replace(found.with_points(starts.points(reading, start)), typed={})
        return found
    return revised


def _revised(query: Query, reading: Reading, found: Selection) -> Selection:
    """`eq.<heavier>~<lighter>=score`: the whole swing of the lighter is worth a move of the heavier to that score."""
    names = {f"{one}~{other}" for one in reading.criteria for other in reading.criteria}
    points, typed = dict(found.points), dict(found.typed)
    for name, value in query.texts("eq.", names, "criterion").items():
        one, _, other = name.partition("~")
        number = as_number(value)
        known = number is not None and one in points
        share = starts.worth(reading.criteria[one], number or 0.0) if known else None
        if share is None:
            query.refuse(f"eq.{name}", value, "move")
            typed[f"eq.{name}"] = value
        else:
            points[other] = float(f"{points[one] * share:.6g}")
    kept = {slug: points[slug] for slug in reading.criteria if points.get(slug)}
    return replace(found, points=kept, typed=typed)


def narrowed(selection: Selection, options: Iterable[str], reading: Reading) -> Selection:
    """The same among some options only."""
    wanted = set(options)
    kept = tuple(slug for slug in reading.options if slug in wanted)
    return replace(selection, options=kept, every=len(kept) == len(reading.options))


def answer(selection: Selection, option: schema.Option, number: int) -> str:
    """The answer of an option to a test, counted from 0; NONE where there is none."""
    return selection.screened.get(option.slug, NONE * (number + 1))[number]
