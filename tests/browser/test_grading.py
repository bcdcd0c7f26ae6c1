"""Grading with the keyboard alone, and the pages of an afterwards in a browser, on paper and on a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import staff_session
from tests.web.seminar.after import gone_through

RUBRIC = [
    {"slug": slug, "title": title, "levels": [{"points": 0, "text": "None."}, {"points": 2.5, "text": "All."}]}
    for slug, title in (("sources", "Use of sources"), ("tone", "Tone"))
]


@pytest.fixture
def done(live):
    """Six seats that have gone through an exercise; a rubric of two rows."""
    from django.contrib.auth import get_user_model

    from options.models import Dossier

    staff_session()
    by = get_user_model().objects.get(username="browser-staff")
    made, seats = gone_through(Dossier.objects.get(slug="river-crossing"), {"instructor": by}, rubric=RUBRIC)
    made.people = seats
    return made


def at(live, exercise, rest):
    return f"{live.url}/seminar/{exercise.link}/{rest}"


def given(exercise):
    from options.models import Grade

    rows = Grade.objects.filter(seat__exercise=exercise).order_by("seat__number", "row")
    return [(grade.seat.number, grade.row, grade.points) for grade in rows]


def test_digits_choose_levels_and_j_saves_and_goes_on(live, done, staff):
    staff.goto(at(live, done, "grades/1/"))
    staff.keyboard.press("2")
    staff.keyboard.press("1")
    staff.keyboard.press("j")
    expect(staff).to_have_url(at(live, done, "grades/2/"))
    assert given(done) == [(1, "sources", 2.5), (1, "tone", 0)]
    staff.keyboard.press("k")
    expect(staff).to_have_url(at(live, done, "grades/1/"))
    expect(staff.get_by_role("group", name="Use of sources").get_by_label("All.")).to_be_checked()


def test_a_digit_in_a_comment_is_a_digit(live, done, staff):
    staff.goto(at(live, done, "grades/1/"))
    row = staff.get_by_role("group", name="Use of sources")
    row.get_by_label("Comment").press_sequentially("2 of 3 j")
    expect(row.get_by_label("Comment")).to_have_value("2 of 3 j")
    expect(row.get_by_label("not graded yet")).to_be_checked()


def test_a_level_and_other_points_put_each_other_out(live, done, staff):
    staff.goto(at(live, done, "grades/1/"))
    row = staff.get_by_role("group", name="Use of sources")
    points = row.get_by_label("points from 0 to 2.5")
    points.press_sequentially("1.5")
    expect(row.get_by_label("other points:", exact=True)).to_be_checked()
    row.get_by_label("All.").check()
    expect(points).to_have_value("")
    points.press_sequentially("1")
    points.press("Backspace")
    expect(row.get_by_label("not graded yet")).to_be_checked()


def test_nothing_changed_saves_nothing(live, done, staff):
    staff.goto(at(live, done, "grades/1/"))
    staff.get_by_role("link", name="Next seat").click()
    expect(staff).to_have_url(at(live, done, "grades/2/"))
    assert given(done) == []


def test_without_a_script_the_same_is_given_by_buttons(live, done, plain):
    plain.context.add_cookies([{"name": "sessionid", "value": staff_session(), "url": live.url}])
    plain.goto(at(live, done, "grades/1/"))
    plain.get_by_role("group", name="Tone").get_by_label("All.").check()
    plain.get_by_role("button", name="Save and next").click()
    expect(plain).to_have_url(at(live, done, "grades/2/"))
    assert given(done) == [(1, "tone", 2.5)]


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("rest", ["grades/", "grades/1/", "report/", "report/1/"])
def test_pages_of_instructors_are_for_everybody_and_fit(live, done, staff, axe, rest, width):
    staff.set_viewport_size({"width": width, "height": 800})
    staff.goto(at(live, done, rest))
    axe(staff)
    assert staff.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("rest", ["mine/", "mine/erase/"])
def test_pages_of_a_student_are_for_everybody_and_fit(live, done, phone, axe, rest):
    phone.context.add_cookies([{"name": "seat", "value": done.people[0].token, "url": live.url}])
    phone.goto(f"{live.url}/seat/{done.link}/{rest}")
    axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
