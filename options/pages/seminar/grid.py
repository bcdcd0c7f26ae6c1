"""The screening grid of a council: options by tests, and the two questions that decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from options.bundle import schema
from options.bundle.reading import Reading
from options.pages.preconditions import reach
from options.pages.seminar.gates import OptionGate, option_gate
from options.pages.seminar.written import NOTHING, Field, Typed, Written

PASS, UNSURE, FAIL = "p", "u", "f"
ANSWERS: Final = (PASS, UNSURE, FAIL)
PRECONDITION: Final = "decides.precondition"
LAW: Final = "decides.law"
Items = Mapping[str, Written]
Sheet = Mapping[str, Typed]


@dataclass(frozen=True)
class Row:
    """One option with its cells in the order of the tests. `gate`: as the council knows it, injects included."""

    option: schema.Option
    gate: OptionGate
    cells: tuple[Field, ...]

    @property
    def answered(self) -> int:
        return sum(bool(cell.written.choice) for cell in self.cells)

    @property
    def wants_a_look(self) -> bool:
        return any(cell.wants_a_look for cell in self.cells)


@dataclass(frozen=True)
class Grid:
    tests: tuple[schema.ScreeningTest, ...]
    rows: tuple[Row, ...]
    precondition: Field
    law: Field
    preconditions: tuple[schema.Precondition, ...]
    laws: tuple[schema.LegalQuestion, ...]

    @property
    def answered(self) -> int:
        return sum(row.answered for row in self.rows)

    @property
    def cells(self) -> int:
        return len(self.rows) * len(self.tests)

    @property
    def decides_wants_a_look(self) -> bool:
        return self.precondition.wants_a_look or self.law.wants_a_look

    @property
    def to_look_at(self) -> tuple[str, ...]:
        """Items that could not be saved as they were typed."""
        every = [*(cell for row in self.rows for cell in row.cells), self.precondition, self.law]
        return tuple(field.item for field in every if field.wants_a_look)


def grid(
    reading: Reading, options: Sequence[str], items: Items, toggles: Mapping[str, str], typed: Sheet | None = None
) -> Grid:
    """`items`: what stands on the server by item; `typed`: what came with a form that could not be saved whole."""
    known = [slug for slug in options if slug in reading.options]
    tests = reading.dossier.screening_tests

    def field(item: str) -> Field:
        return Field(item, items.get(item, NOTHING), (typed or {}).get(item))

    rows = tuple(
        Row(reading.options[slug], option_gate(reading, slug, toggles), tuple(field(f"{slug}.{t.slug}") for t in tests))
        for slug in known
    )
    laws = tuple(reading.legal_questions[slug] for slug in law_of(reading, known))
    preconditions = tuple(reading.preconditions[slug] for slug in needs_of(reading, known))
    return Grid(tests, rows, field(PRECONDITION), field(LAW), preconditions, laws)


def needs_of(reading: Reading, options: Sequence[str]) -> tuple[str, ...]:
    """Preconditions that some options wait for, at once or in the end, once each."""
    return tuple(dict.fromkeys(need for slug in options for need in reach(reading, slug)))


def law_of(reading: Reading, options: Sequence[str]) -> tuple[str, ...]:
    """Legal questions that bear on some options, in the order of the dossier."""
    return tuple(q for q in reading.legal_questions if any((slug, q) in reading.bearings for slug in options))


def places(reading: Reading, options: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Every item that may be written, with the choices it allows besides none."""
    known = [slug for slug in options if slug in reading.options]
    cells: dict[str, tuple[str, ...]] = {
        f"{slug}.{test.slug}": ANSWERS for slug in known for test in reading.dossier.screening_tests
    }
    return cells | {PRECONDITION: needs_of(reading, known), LAW: law_of(reading, known)}
