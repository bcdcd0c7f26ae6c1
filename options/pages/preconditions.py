"""What must be true first: the gates of all options, what-if toggles, shared conditions and the matrix."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from options.analysis import gates
from options.analysis.scales import GATE, STATUS
from options.bundle import schema
from options.bundle.reading import Reading, need
from options.pages.gate_words import Why, explain
from options.pages.paging import Page, paginate
from options.pages.query import Query

ROWS = 40  # conditions on one page of the matrix
COLUMNS = 20  # options on one page of the matrix, and in the list of gates
SHARED = 8  # conditions listed under "if this fails"
NAMED = 6  # options that one of them lists
AS_CURATED = "as-curated"  # a toggle that switches nothing
KINDS = ("political", "legal", "operational", "institutional")


@dataclass(frozen=True)
class Choice:
    """What a reader asked for: whose gate to draw, statuses to switch, and where in the long tables to be."""

    option: str | None = None
    toggles: Mapping[str, str] = field(default_factory=dict)
    page: int = 1
    columns: int = 1
    gates: int = 1

    @property
    def query(self) -> dict[str, str]:
        """The address of this choice, without the pages."""
        chosen = {"option": self.option} if self.option else {}
        return chosen | {f"p.{slug}": to for slug, to in self.toggles.items()}


@dataclass(frozen=True)
class Waits:
    """One condition that the chosen option waits for; `direct` when its own requirement names it."""

    precondition: schema.Precondition
    now: str  # status after toggles
    direct: bool


@dataclass(frozen=True)
class Toggle:
    precondition: schema.Precondition
    to: str


@dataclass(frozen=True)
class OptionGate:
    option: schema.Option
    why: Why
    before: str  # state as curated

    @property
    def changed(self) -> bool:
        return self.why.state != self.before


@dataclass(frozen=True)
class Closing:
    """Options that close if this condition fails, everything else being met."""

    precondition: schema.Precondition
    options: tuple[schema.Option, ...]
    more: int

    @property
    def count(self) -> int:
        return len(self.options) + self.more


@dataclass(frozen=True)
class MatrixRow:
    """One condition: for each option of the columns shown "needs", "helps" or nothing."""

    precondition: schema.Precondition
    marks: tuple[str, ...]
    depends_on: "Tree | None"


@dataclass(frozen=True)
class Tree:
    """An expression in words: how = all, any, or the kind of a leaf."""

    how: str
    slug: str = ""
    title: str = ""
    status: str | None = None
    parts: tuple["Tree", ...] = ()

    @property
    def is_leaf(self) -> bool:
        return not self.parts


@dataclass(frozen=True)
class PreconditionsPage:
    choice: Choice
    chosen: schema.Option | None
    why: Why | None
    waits: tuple[Waits, ...]
    toggles: tuple[Toggle, ...]
    changes: tuple[OptionGate, ...]
    gates: Page[OptionGate]
    states: tuple[tuple[str, int], ...]  # gate state -> options, after toggles
    closing: tuple[Closing, ...]
    closing_in_all: int
    columns: Page[schema.Option]
    matrix: Page[MatrixRow]
    groups: tuple[tuple[str, tuple[MatrixRow, ...]], ...]  # the matrix page by kind of condition
    statuses: tuple[tuple[str, int], ...]  # as curated


def choice(query: Query, reading: Reading) -> Choice:
    asked = query.pairs("p.", reading.preconditions, (*STATUS, AS_CURATED), "precondition")
    toggles = {p: to for p, to in asked.items() if to not in (AS_CURATED, reading.preconditions[p].status)}
    return Choice(
        option=query.one("option", reading.options, "option"),
        toggles=toggles,
        page=query.page(),
        columns=query.page("columns"),
        gates=query.page("gates"),
    )


def preconditions_page(reading: Reading, choice: Choice) -> PreconditionsPage:
    conditions = reading.conditions_with(choice.toggles)
    chosen = reading.options[choice.option] if choice.option else _default(reading)
    every = [_gate(reading, option, conditions) for option in reading.options.values()]
    columns = paginate(tuple(reading.options.values()), choice.columns, COLUMNS)
    rows = sorted(reading.preconditions.values(), key=lambda p: KINDS.index(p.kind))
    matrix = paginate(rows, choice.page, ROWS).of(lambda p: _matrix_row(reading, p, columns.items))
    closing = _closing(reading)
    return PreconditionsPage(
        choice=choice,
        chosen=chosen,
        why=explain(reading, chosen.slug, conditions) if chosen else None,
        waits=_waits(reading, chosen.slug, conditions) if chosen else (),
        toggles=tuple(Toggle(reading.preconditions[slug], to) for slug, to in choice.toggles.items()),
        changes=tuple(gate for gate in every if gate.changed),
        gates=paginate(every, choice.gates, COLUMNS),
        states=tuple((s, sum(g.why.state == s for g in every)) for s in GATE),
        closing=tuple(closing[:SHARED]),
        closing_in_all=len(closing),
        columns=columns,
        matrix=matrix,
        groups=_by_kind(matrix.items),
        statuses=_statuses(reading),
    )


def _by_kind(rows: tuple[MatrixRow, ...]) -> tuple[tuple[str, tuple[MatrixRow, ...]], ...]:
    groups = ((kind, tuple(row for row in rows if row.precondition.kind == kind)) for kind in KINDS)
    return tuple((kind, found) for kind, found in groups if found)


def _default(reading: Reading) -> schema.Option | None:
    """The option to draw unless asked: the first that waits for something, or the first."""
    options = tuple(reading.options.values())
    waiting = (o for state in ("blocked", "undetermined") for o in options if reading.gates[o.slug].needed
               if reading.gates[o.slug].state == state)  # fmt: skip
    return next(waiting, options[0] if options else None)


def _gate(reading: Reading, option: schema.Option, conditions: gates.Conditions) -> OptionGate:
    return OptionGate(option, explain(reading, option.slug, conditions), reading.gates[option.slug].state)


def _statuses(reading: Reading) -> tuple[tuple[str, int], ...]:
    found = [p.status for p in reading.preconditions.values()]
    return tuple((status, found.count(status)) for status in STATUS if status in found)


def reach(reading: Reading, option: str) -> tuple[str, ...]:
    """Every precondition an option waits for, what those depend on included; its own requirement first."""
    found = dict.fromkeys(reading.needed(option))
    queue = list(found)
    while queue:
        below = gates.leaves(reading.conditions.depends_on.get(queue.pop(0)))
        new = [leaf.slug for leaf in below if leaf.kind == "precondition" and leaf.slug not in found]
        new = [slug for slug in dict.fromkeys(new) if slug in reading.preconditions]
        found.update(dict.fromkeys(new))
        queue += new
    return tuple(found)


def _waits(reading: Reading, option: str, conditions: gates.Conditions) -> tuple[Waits, ...]:
    direct = set(reading.needed(option))
    return tuple(
        Waits(reading.preconditions[slug], conditions.status[slug], slug in direct) for slug in reach(reading, option)
    )


def _closing(reading: Reading) -> list[Closing]:
    """Conditions by how many options fall with them; those that none falls with, and archived ones, are left out."""
    known = reading.preconditions
    every = ((known[slug], options) for slug, options in reading.options_closing.items() if slug in known)
    ordered = sorted(every, key=lambda pair: (-len(pair[1]), pair[0].title))
    return [Closing(p, options[:NAMED], max(0, len(options) - NAMED)) for p, options in ordered]


def _matrix_row(reading: Reading, p: schema.Precondition, columns: tuple[schema.Option, ...]) -> MatrixRow:
    needing = {option.slug for option in reading.options_needing.get(p.slug, ())}
    helped = {option.slug for option in reading.options_helped.get(p.slug, ())}
    marks = tuple("needs" if o.slug in needing else "helps" if o.slug in helped else "" for o in columns)
    return MatrixRow(p, marks, tree(reading, need(p.depends_on)) if p.depends_on else None)


def tree(reading: Reading, expression: gates.Need) -> Tree:
    """An expression with titles and statuses, as curated."""
    if isinstance(expression, gates.Group):
        return Tree(expression.how, parts=tuple(tree(reading, part) for part in expression.parts))
    status = reading.conditions.status.get(expression.slug) if expression.kind == "precondition" else None
    return Tree(expression.kind, expression.slug, reading.title(expression.kind, expression.slug), status)
