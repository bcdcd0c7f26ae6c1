"""Reports of the class and of a seat: closed phases, no names, nothing of fewer than five; and after a purge."""

import re

import pytest
from django.utils import timezone

from options.analysis.facts_or_values import AGREED, RISE
from options.models import Artifact, Exercise, Grade, Phase, Response
from options.models.seminar.leaving import erase, purge
from tests.conftest import NOW
from tests.seminar import answer, fresh
from tests.web.seen import main
from tests.web.seminar.after import gone_through


@pytest.fixture
def done(river, cast):
    return gone_through(river, cast, 6)[0]


def text(response):
    return " ".join(response.content.decode().split())


def at(exercise, rest=""):
    return f"/seminar/{exercise.link}/report/{rest}"


@pytest.mark.parametrize("rest", ["", "1/"])
@pytest.mark.parametrize(("who", "status"), [("visitor", 302), ("member", 403), ("curator", 403), ("instructor", 200)])
def test_reports_are_for_instructors(done, as_, rest, who, status):
    assert as_(who).get(at(done, rest)).status_code == status


@pytest.mark.parametrize("rest", ["", "1/"])
def test_another_instructors_report_is_not_there(done, cast, as_, rest):
    Exercise.objects.filter(pk=done.pk).update(owner=cast["admin"])
    assert as_("instructor").get(at(done, rest)).status_code == 404


def test_a_seat_that_is_not_there_or_erased_itself_has_none(done, as_):
    assert as_("instructor").get(at(done, "99/")).status_code == 404
    erase(done.seats.get(number=1), NOW)
    assert as_("instructor").get(at(done, "1/")).status_code == 404


def test_both_rounds_and_who_moved_are_there(done, as_):
    page = text(as_("instructor").get(at(done)))
    assert '<td class="num">2.25</td><td class="num"><b>3.5</b></td><td class="num">4.75</td>' in page
    assert "6 up, 0 down, 0 the same; +1.0 on average" in page
    assert page.count("<svg") >= 6


def test_agreement_says_who_ranked(done, as_):
    for at_, row in enumerate(Response.objects.filter(phase__kind="rate-again")):
        row.answers |= {"o.footbridge.cost": 7 if at_ else 6, "o.road-bridge.cost": 1}
        row.save()
    page = text(as_("instructor").get(at(done)))
    assert '<td class="num">1.00</td> <td>6 of 6</td>' in page
    assert "Most rank the options in much the same way." in page


def test_a_sheet_that_came_late_ranks_nothing(done, as_):
    Response.objects.filter(phase__kind="rate", seat__number=1).update(state="late", handed_in_at=None)
    page = text(as_("instructor").get(at(done)))
    assert ("<td>5 of 5</td>" in page, "<td>6 of 6</td>" in page) == (True, True)  # the first round, and the second
    assert '2. First rating</th><td class="num">5</td><td class="num">1</td>' in page


def test_votes_weights_attendance_and_directives_are_there(done, as_):
    page = text(as_("instructor").get(at(done)))
    assert '<th scope="row">A footbridge</th><td class="num">6</td>' in page
    assert '<td class="num">50 %</td>' in page
    assert "6 seats were taken." in page
    assert f"Part of {done.seats.get(number=1).handle}" in page


def test_no_seat_is_named_in_it(done, as_):
    Artifact.objects.update(text="Words.")
    page = text(as_("instructor").get(at(done)))
    assert [seat.handle for seat in done.seats.all() if seat.handle in page] == []


def test_of_four_answers_nothing_is_shown_but_their_number(river, cast, as_):
    made, _seats = gone_through(river, cast, 4)
    page = text(as_("instructor").get(at(made)))
    assert '<td class="num">4</td><td colspan="3">too few</td>' in page
    assert ("<b>3.5</b>" in page, "2 up" in page, "<figure" in page) == (False, False, False)
    assert "too few votes to show" in page


def test_a_part_that_was_hidden_is_not_in_it(done, as_):
    Artifact.objects.update(hidden_at=NOW)
    assert "Part of" not in text(as_("instructor").get(at(done)))


def test_nothing_of_an_open_phase_is_in_it(river, cast, as_):
    made, seats = gone_through(river, cast, 6, until="rate-again")
    for one in seats:
        answer(one.seat, made.current, {"o.footbridge.cost": 7}, now=timezone.now())
    page = text(as_("instructor").get(at(made)))
    assert "Nothing of it is in this report" in page
    assert ("Rate-again" in page, "First rating" in page) == (False, True)


def test_a_round_that_was_opened_again_is_out_of_it_again(river, cast, as_):
    made, _seats = gone_through(river, cast, 6, until="inject")
    assert "<b>3.5</b>" in text(as_("instructor").get(at(made)))
    Phase.objects.step_back(made, by=made.owner, epoch=made.epoch, now=timezone.now())
    assert "<b>3.5</b>" not in text(as_("instructor").get(at(made)))


def test_no_part_of_an_open_directive_is_in_it(river, cast, as_):
    made, seats = gone_through(river, cast, 1, until="directive")
    Artifact.objects.write(made.current, seats[0].seat, "option", text="Open part.", seen=0, now=timezone.now())
    assert "Open part." not in text(as_("instructor").get(at(made)))


def test_after_a_purge_it_is_made_from_counts_and_says_so(done, as_):
    purge(fresh(done), timezone.now())
    page = text(as_("instructor").get(at(done)))
    assert "made from the counts that are left" in page
    assert "<b>3.5</b>" in page
    assert "6 up, 0 down, 0 the same" in page
    assert '<th scope="row">A footbridge</th><td class="num">6</td>' in page
    assert "which were deleted" in page
    assert "Part of" not in page


def test_after_a_purge_nothing_of_fewer_than_five_is_left(river, cast, as_):
    made, _seats = gone_through(river, cast, 4)
    purge(fresh(made), timezone.now())
    page = text(as_("instructor").get(at(made)))
    assert ("too few" in page, "<figure" in page, '<td class="num">4</td>' in page) == (True, False, False)


def test_an_exercise_that_has_not_begun_has_an_empty_report(river, cast, as_):
    from tests.seminar import exercise

    page = text(as_("instructor").get(at(exercise(river, cast["instructor"]))))
    assert "No round of rating has closed yet." in page


def test_the_report_of_a_seat_has_its_answers_beside_the_room(done, as_):
    page = text(as_("instructor").get(at(done, "2/")))
    assert re.findall(r'data-label="[^"]*">([^<]+)</td>', page)[:4] == ["2", "3.5", "3", "4.5"]


def test_the_report_of_a_seat_says_whether_it_sees_its_grade(done, cast, as_):
    seat = done.seats.get(number=1)
    assert "Not graded yet." in text(as_("instructor").get(at(done, "1/")))
    Grade.objects.give(seat, "use-of-sources", points=2.5, by=cast["instructor"], now=NOW)
    assert "Not released" in text(as_("instructor").get(at(done, "1/")))
    fresh(done).release(by=cast["instructor"], now=NOW)
    page = text(as_("instructor").get(at(done, "1/")))
    assert ("Not released" in page, "2.5 of 2.5" in page) == (False, True)


QUERIES = 13  # session, person, roles; the exercise and its phases, the dossier; counts, sheets; attendance


@pytest.mark.parametrize("n", [2, 9])
def test_it_takes_the_same_queries_however_many_seats_there_are(river, cast, as_, n, django_assert_num_queries):
    made, _seats = gone_through(river, cast, n)
    client = as_("instructor")
    client.get(at(made))
    for rest in ("", "1/"):
        with django_assert_num_queries(QUERIES):
            client.get(at(made, rest))


def test_it_says_from_where_on_agreement_counts_as_strong(done, as_):
    page = main(as_("instructor").get(f"{done.get_absolute_url()}report/"))
    assert f"from {AGREED:g} on it is strong" in page
    assert f"at least {RISE:g} higher" in page
