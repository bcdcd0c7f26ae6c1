"""Rows and groups of rows, and the rows on what an option is: at a glance, effect, evidence."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from options.analysis.scales import BASIS
from options.bundle import schema
from options.bundle.reading import Reading
from options.bundle.statements import Statement, statements
from options.pages.bodies import bodies_of, jurisdictions
from options.pages.compare.cells import Basis, Cell, Count, GateState, LawState, Nothing, Prose, Term

Options = Sequence[schema.Option]


@dataclass(frozen=True)
class Row:
    """One thing across the chosen options: `cells` stand in their order.

    `kind` and `slug` name the entry that the row is about; a row about the options themselves has kind "field",
    one body of law "jurisdiction", one basis "basis". `title` is empty where the wording gives the name.
    `note` is what holds for every column (a question's state in words), `support` what the entry itself rests on;
    `aside` a value shown small beside the title. `steps`: see `differ`; None outside the risks.
    """

    kind: str
    slug: str
    title: str
    cells: tuple[Cell, ...]
    note: str | None = None
    aside: str | None = None
    support: tuple[schema.Citation, ...] = ()
    steps: int | None = None

    @property
    def same(self) -> bool:
        """All options have the same judgement, whatever the wording of the reasons."""
        return len({cell.judgement for cell in self.cells}) <= 1

    @property
    def empty(self) -> bool:
        return all(cell.empty for cell in self.cells)

    @property
    def unsourced(self) -> bool:
        """There are judgements that could rest on a source, and neither one of them nor the entry itself does."""
        bases = [basis for cell in self.cells if (basis := basis_of(cell)) is not None]
        return bool(bases) and not any(basis.sourced for basis in (*bases, Basis(self.support)))


def basis_of(cell: Cell) -> Basis | None:
    """What a cell rests on; None when it is not a judgement that could cite anything."""
    if isinstance(cell, Nothing):
        return cell.basis if cell.kind == "does-not-apply" else None
    return getattr(cell, "basis", None)


def glance(reading: Reading, options: Options) -> list[Row]:
    """What each option is, who must agree, and what stands in its way."""
    return [
        _field("summary", options, lambda o: Prose(o.summary, Basis(o.citations))),
        _field("posture", options, lambda o: Term("posture", o.posture)),
        _field("force", options, lambda o: Term("force", o.force_level)),
        _field("actor", options, lambda o: Prose(o.lead_actor)),
        _field("consent", options, lambda o: Term("consent", o.consent_needed, o.consent_note)),
        _field("instrument", options, lambda o: Term("instrument", o.instrument, also=o.instruments_secondary)),
        _field("gate", options, lambda o: _gate(reading, o)),
        *_law(reading, options),
    ]


def effect(reading: Reading, options: Options) -> list[Row]:
    """When it works, and whether it can be undone."""
    return [
        _field("time", options, lambda o: Term("time", o.time_to_effect, o.time_note)),
        _field("reversibility", options, lambda o: Term("reversibility", o.reversibility, o.reversibility_note)),
    ]


def _field(name: str, options: Options, cell: Callable[[schema.Option], Cell]) -> Row:
    return Row("field", name, "", tuple(cell(option) for option in options))


def _gate(reading: Reading, option: schema.Option) -> Cell:
    gate = reading.gates[option.slug]
    own = [reading.preconditions[leaf.slug].status for leaf in gate.needed if leaf.slug in reading.preconditions]
    return GateState(gate.state, gate.assessed, own.count("unmet"), len(gate.needed), option.requires_note)


def _law(reading: Reading, options: Options) -> Iterator[Row]:
    """One row for each body of law the dossier asks about."""
    bodies = [bodies_of(reading, option.slug) for option in options]
    for place in jurisdictions(reading):
        found = [each.get(place) for each in bodies]
        cells = (LawState(b) if b else not_raised(o) for o, b in zip(options, found, strict=True))
        yield Row("jurisdiction", place, "", tuple(cells))


def not_raised(option: schema.Option) -> Nothing:
    """No bearing on this option. When it has none at all, nobody has looked at its law."""
    return Nothing("not-raised" if option.bearings else "not-assessed")


def evidence(reading: Reading, options: Options) -> list[Row]:
    """What everything said of each option rests on: citations by basis, then statements that cite no source."""
    said = [[*_statements(reading, option)] for option in options]
    cited: list[Counter[str]] = [Counter(c.basis for each in statements for c in each.citations) for statements in said]
    states = [Counter(each.state for each in statements) for statements in said]
    bases = [basis for basis in BASIS if basis != "judgement"]
    rows = [Row("basis", basis, "", _counts(found[basis] for found in cited)) for basis in bases]
    return rows + [Row("standing", s, "", _counts(found[s] for found in states)) for s in ("judged", "uncited")]


def _statements(reading: Reading, option: schema.Option) -> Iterator[Statement]:
    entry = reading.entry("option", option.slug)
    return statements(entry) if entry else iter(())


def _counts(numbers: Iterable[int]) -> tuple[Cell, ...]:
    return tuple(Count(n) if n else Nothing("none") for n in numbers)
