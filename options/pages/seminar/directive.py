"""The directive of a council: its parts, whose they are, and what the dossier has to say to each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from options.bundle import schema
from options.bundle.reading import Reading
from options.pages.preconditions import reach
from options.pages.seminar.gates import OptionGate, option_gate
from options.pages.seminar.grid import Items, Sheet
from options.pages.seminar.parts import DISSENT, OPTION, PARTS, PRECONDITIONS, dissent_item, dissenter, parted
from options.pages.seminar.written import NOTHING, Field

HOLDS: Final = ("met", "not-applicable")


@dataclass(frozen=True)
class Drafter:
    """A role at the table: the parts it drafts, the names of who plays it here (none: nobody), and is it oneself?"""

    title: str
    parts: tuple[str, ...]
    names: tuple[str, ...]
    decides: bool = False
    is_me: bool = False


@dataclass(frozen=True)
class Table:
    """Who sits at a council. `decider`: name of the seat that accepts, "" for none; `me`: number of one's own seat."""

    drafters: tuple[Drafter, ...]
    me: int
    decider: str = ""
    i_decide: bool = False


@dataclass(frozen=True)
class Part:
    """`owners`: the roles that draft it; `mine`: is it offered to oneself?"""

    item: str
    owners: tuple[Drafter, ...]
    mine: bool
    field: Field

    @property
    def nobody_here(self) -> bool:
        """Does nobody at this table play a role that drafts it?"""
        return not any(owner.names for owner in self.owners)

    @property
    def state(self) -> str:
        if self.field.written.is_empty:
            return "missing"
        return "accepted" if self.field.written.accepted_by else "written"


@dataclass(frozen=True)
class Dissent:
    number: int
    field: Field


@dataclass(frozen=True)
class Check:
    """A precondition on the list of those not met. `status` after injects, `before` as the dossier has it."""

    precondition: schema.Precondition
    status: str
    before: str
    ticked: bool

    @property
    def is_switched(self) -> bool:
        return self.status != self.before


@dataclass(frozen=True)
class Directive:
    """`parts`: one's own first. `chosen`: the gate of the option that stands, None as long as there is none."""

    parts: tuple[Part, ...]
    dissent: Field
    dissents: tuple[Dissent, ...]  # the others'
    gates: tuple[OptionGate, ...]
    chosen: OptionGate | None
    checks: tuple[Check, ...]
    prose: str  # of the part on preconditions, without its list
    risks: tuple[schema.Risk, ...]
    laws: tuple[schema.LegalQuestion, ...]

    @property
    def accepted(self) -> int:
        return sum(part.state == "accepted" for part in self.parts)

    @property
    def missing(self) -> tuple[Part, ...]:
        return tuple(self.part(item) for item in PARTS if self.part(item).state == "missing")

    @property
    def waiting(self) -> tuple[Part, ...]:
        """Written, and not accepted yet."""
        return tuple(self.part(item) for item in PARTS if self.part(item).state == "written")

    @property
    def is_closed(self) -> bool:
        return bool(self.chosen and self.chosen.is_closed)

    @property
    def to_look_at(self) -> tuple[str, ...]:
        """Items that could not be saved as they were typed."""
        return tuple(field.item for field in (*(part.field for part in self.parts), self.dissent) if field.wants_a_look)

    def part(self, item: str) -> Part:
        return next(part for part in self.parts if part.item == item)

    @property
    def order(self) -> tuple[str, ...]:
        """Items as a phone turns them: the parts, then one's own dissent."""
        return (*(part.item for part in self.parts), self.dissent.item)


def directive(
    reading: Reading,
    options: Sequence[str],
    items: Items,
    toggles: Mapping[str, str],
    table: Table,
    *,
    typed: Sheet | None = None,
) -> Directive:
    """`items`: what stands on the server by item; `typed`: what came with a form that could not be saved whole."""

    def field(item: str) -> Field:
        return Field(item, items.get(item, NOTHING), (typed or {}).get(item))

    status = reading.conditions_with(toggles).status
    gates = tuple(option_gate(reading, slug, toggles) for slug in options if slug in reading.options)
    chosen = next((row for row in gates if row.option.slug == items.get(OPTION, NOTHING).choice), None)
    ticked, prose = parted(reading, field(PRECONDITIONS).text)
    parts = [_part(item, table, field(item)) for item in PARTS]
    own = dissent_item(table.me)
    others = (item for item in items if item.startswith(f"{DISSENT}.") and item != own and not items[item].is_empty)
    return Directive(
        parts=tuple(sorted(parts, key=lambda part: not part.mine)),
        dissent=field(own),
        dissents=tuple(sorted((_dissent(item, field(item)) for item in others), key=lambda each: each.number)),
        gates=gates,
        chosen=chosen,
        checks=_checks(reading, chosen, status, ticked),
        prose=prose,
        risks=_risks(reading, chosen),
        laws=_laws(reading, chosen),
    )


def _part(item: str, table: Table, field: Field) -> Part:
    """What no role drafts is the decision-maker's."""
    drafting = tuple(drafter for drafter in table.drafters if item in drafter.parts)
    owners = drafting or tuple(drafter for drafter in table.drafters if drafter.decides)
    mine = any(owner.is_me for owner in owners) or (not drafting and table.i_decide)
    return Part(item, owners, mine, field)


def _dissent(item: str, field: Field) -> Dissent:
    return Dissent(dissenter(item) or 0, field)


def _checks(
    reading: Reading, chosen: OptionGate | None, status: Mapping[str, str], ticked: Sequence[str]
) -> tuple[Check, ...]:
    """What the chosen option waits for, what does not hold first; and what is ticked, whichever option it was for."""
    waits = reach(reading, chosen.option.slug) if chosen else ()
    rows = (
        Check(reading.preconditions[slug], status[slug], reading.preconditions[slug].status, slug in ticked)
        for slug in dict.fromkeys([*waits, *ticked])
    )
    return tuple(sorted(rows, key=lambda row: row.status in HOLDS))


def _risks(reading: Reading, chosen: OptionGate | None) -> tuple[schema.Risk, ...]:
    exposed = chosen.option.exposures if chosen else ()
    return tuple(reading.risks[each.risk] for each in exposed if each.applies and each.risk in reading.risks)


def _laws(reading: Reading, chosen: OptionGate | None) -> tuple[schema.LegalQuestion, ...]:
    bearings = chosen.option.bearings if chosen else ()
    return tuple(reading.legal_questions[b.question] for b in bearings if b.question in reading.legal_questions)
