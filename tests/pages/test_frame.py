from datetime import date

import pytest

from options.pages.frame import is_stale, period_end


@pytest.mark.parametrize(
    ("as_of", "end"),
    [
        ("2026", date(2026, 12, 31)),
        ("2026-02", date(2026, 2, 28)),
        ("2024-02", date(2024, 2, 29)),
        ("2026-06-14", date(2026, 6, 14)),
        ("2026-06 (mid-month)", date(2026, 6, 30)),
        ("2026-13", None),
        ("spring 2026", None),
    ],
)
def test_end_of_the_period_a_text_names(as_of, end):
    assert period_end(as_of) == end


@pytest.mark.parametrize(
    ("after_days", "today", "stale"),
    [(10, date(2026, 7, 10), False), (10, date(2026, 7, 11), True), (None, date(2099, 1, 1), False)],
)
def test_content_grows_stale_the_day_after_its_time(after_days, today, stale):
    assert is_stale("2026-06", after_days, today) is stale
