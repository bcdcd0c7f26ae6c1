"""Tables open in a spreadsheet as what they are, and never as formulas."""

import csv
import io

import openpyxl
import pytest

from options.bundle.spreadsheet import Table, to_csv, to_xlsx

HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "＝1+1",
    '=HYPERLINK("http://x")',
    "=cmd|' /C calc'!A1",
]


def table(*rows, header=("a", "b"), title="T", notes=()):
    return Table(title, header, tuple(rows), notes)


def sheet(made):
    return openpyxl.load_workbook(io.BytesIO(to_xlsx([made]))).worksheets[0]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_a_csv_starts_like_a_formula(text):
    (_, row, _, note) = csv.reader(io.StringIO(to_csv(table((text, "x"), notes=(text,)))))
    assert row[0].startswith("'")
    assert note[0].startswith("'")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_a_workbook_is_a_formula(text):
    made = sheet(table((text, "x"), header=(text, "b"), notes=(text,)))
    cells = [cell for row in made.iter_rows() for cell in row if cell.value is not None]
    assert len(cells) == 5
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert made["A2"].quotePrefix


def test_texts_are_quoted_so_that_another_separator_cannot_split_them():
    assert to_csv(table(("x;=1", 'say "a", b'))) == '"a","b"\r\n"x;=1","say ""a"", b"\r\n'


def test_numbers_stay_numbers():
    assert to_csv(table((-2.5, 3))).splitlines()[1] == "-2.5,3"
    row = [cell.value for cell in sheet(table((-2.5, 3)))[2]]
    assert row == [-2.5, 3]


@pytest.mark.parametrize(
    ("value", "csv_cell", "xlsx_cell"), [(None, "", None), (True, "yes", "yes"), (float("nan"), "", None)]
)
def test_what_is_no_text_or_number(value, csv_cell, xlsx_cell):
    assert next(iter(list(csv.reader(io.StringIO(to_csv(table((value, "x"))))))[1:]))[0] == csv_cell
    assert sheet(table((value, "x")))["A2"].value == xlsx_cell


def test_what_no_spreadsheet_can_hold_is_left_out():
    text = "a\0b\x1bc\ud800d\uffffe\nf"
    assert sheet(table((text, "x")))["A2"].value == "abcde\nf"
    assert '"abcde\nf"' in to_csv(table((text, "x")))


def test_a_text_too_long_for_a_cell_is_cut_with_a_note():
    value = sheet(table(("x" * 40_000, "y")))["A2"].value
    assert len(value) == 32_767
    assert value.endswith("x [cut here; the whole text has 40,000 characters]")
    assert "x" * 40_000 in to_csv(table(("x" * 40_000, "y")))


def test_the_header_stays_in_sight_and_texts_wrap():
    made = sheet(table(("long " * 50, 1), ("x", 2)))
    assert made.freeze_panes == "A2"
    assert made["A1"].font.bold
    assert made["A2"].alignment.wrap_text
    assert (made.column_dimensions["A"].width, made.column_dimensions["B"].width) == (60, 8)


def test_notes_stand_below_the_rows():
    made = table((1, 2), notes=("As of 2026-03, illustrative scores.",))
    assert to_csv(made).splitlines()[-2:] == ["", '"As of 2026-03, illustrative scores."']
    assert sheet(made)["A4"].value == "As of 2026-03, illustrative scores."


def test_sheets_have_names_that_a_spreadsheet_takes():
    titles = ["a/b: [x]*?\\", "A B X", "", "'quoted'", "History", "y" * 40, "y" * 40]
    titles += ["How often each option takes each rank"]
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx([table(title=title) for title in titles])))
    assert book.sheetnames == ["a b x", "A B X 2", "Sheet", "quoted", "History 2", "y" * 30 + "…", "y" * 29 + " 2",
                               "How often each option takes…"]  # fmt: skip
