"""Five tests before any weight: what an option must pass to be ranked, and what its gate says."""

from dataclasses import dataclass

from options.analysis.gates import Conditions
from options.bundle import schema
from options.bundle.reading import Reading
from options.pages.gate_words import Why, explain
from options.pages.weigh.selection import FAIL, NONE, UNSURE, Selection


@dataclass(frozen=True)
class ScreenRow:
    """One option. `answers`: a letter for each test; `failed`, `unsure`: tests by name; `out`: not ranked for it."""

    option: schema.Option
    answers: str
    failed: tuple[str, ...]
    unsure: tuple[str, ...]
    anyway: bool
    why: Why

    @property
    def out(self) -> bool:
        return bool(self.failed) and not self.anyway


@dataclass(frozen=True)
class Screen:
    tests: tuple[schema.ScreeningTest, ...]
    rows: tuple[ScreenRow, ...]

    @property
    def answered(self) -> int:
        """Options with an answer to at least one test."""
        return sum(bool(set(row.answers) - {NONE}) for row in self.rows)

    @property
    def out(self) -> tuple[ScreenRow, ...]:
        return tuple(row for row in self.rows if row.out)

    @property
    def unsure(self) -> tuple[ScreenRow, ...]:
        """Options that stay in although somebody was not sure of a test, or ranks them although they failed one."""
        return tuple(row for row in self.rows if not row.out and (row.unsure or row.failed))


def screen(reading: Reading, selection: Selection, conditions: Conditions) -> Screen:
    tests = reading.dossier.screening_tests
    rows = tuple(_row(reading, selection, slug, conditions) for slug in selection.options)
    return Screen(tests, rows)


def _row(reading: Reading, selection: Selection, slug: str, conditions: Conditions) -> ScreenRow:
    tests = reading.dossier.screening_tests
    answers = selection.screened.get(slug, NONE * len(tests))

    def named(letter: str) -> tuple[str, ...]:
        return tuple(str(test.slug) for test, given in zip(tests, answers, strict=True) if given == letter)

    return ScreenRow(
        reading.options[slug],
        answers,
        named(FAIL),
        named(UNSURE),
        slug in selection.anyway,
        explain(reading, slug, conditions),
    )
