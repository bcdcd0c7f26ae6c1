"""Who judged all rows of a page is said once, and only when it is one person of one date."""

from options.pages.compare.cells import Basis
from options.pages.compare.comparison import compare
from options.pages.compare.selection import Selection
from options.pages.criteria import criterion_page
from options.pages.judges import Judge, common_judge
from options.pages.option import option_page
from options.pages.risks import risk_page

COMPILER = Basis(by="compiler", as_of="2026-03")


def compared(reading, *options, **view):
    return compare(reading, Selection(options=options, **view)).judge


def test_one_person_of_one_date():
    assert common_judge([COMPILER, COMPILER]) == Judge("compiler", "2026-03")


def test_two_persons_two_dates_and_nobody():
    assert common_judge([COMPILER, Basis(by="panel", as_of="2026-03")]) is None
    assert common_judge([COMPILER, Basis(by="compiler", as_of="2025-12")]) is None
    assert common_judge([COMPILER, Basis()]) is None
    assert common_judge([]) is None


def test_a_risk_that_does_not_apply_needs_no_judge(reading):
    risks = option_page(reading, "keep-the-ferry").risks
    assert [at.exposure.by for at in risks.does_not] == [None]
    assert risks.judge == Judge("panel of pilots", "2025-12")


def test_a_risk_and_a_criterion_have_theirs(reading):
    assert risk_page(reading, "ferry-accident").judge == Judge("panel of pilots", "2025-12")
    assert criterion_page(reading, "crossing-time").judge is None  # the roads office and the compiler
    assert criterion_page(reading, "flood-safety").judge is None


def test_a_comparison_asks_only_what_it_shows(reading):
    assert compared(reading, "footbridge", "road-bridge", open=("risks", "scores")) == Judge("compiler", "2026-03")
    assert compared(reading, "keep-the-ferry", "road-bridge", open=("risks", "scores")) is None
    assert compared(reading, "footbridge", "road-bridge", open=("glance",)) is None
