"""Grading by the rubric: what may be given, who sees it when, and that nothing typed or given is lost."""

import pytest
from django.utils import timezone

from options.models import Artifact, Exercise, Grade
from tests.conftest import NOW
from tests.seminar import answer, exercise, fresh, joined, lobby, running, seat_client
from tests.web.seminar.after import gone_through, note

ROW = "use-of-sources"


@pytest.fixture
def done(river, cast):
    return gone_through(river, cast, 2)[0]


def text(response):
    return response.content.decode()


def at(exercise, rest=""):
    return f"/seminar/{exercise.link}/grades/{rest}"


def form(level="", points="", comment="", seen="", **more):
    return {f"{ROW}.level": level, f"{ROW}.points": points, f"{ROW}.comment": comment, f"{ROW}.seen": seen, **more}


def given():
    return list(Grade.objects.values_list("seat__number", "row", "points", "comment"))


# --- who may come in ---


@pytest.mark.parametrize("rest", ["", "1/"])
@pytest.mark.parametrize(("who", "status"), [("visitor", 302), ("member", 403), ("analyst", 403), ("curator", 403)])
def test_nobody_but_instructors_grades(done, as_, rest, who, status):
    assert as_(who).get(at(done, rest)).status_code == status
    assert as_(who).post(at(done, rest), form("1")).status_code == 403  # a visitor signs in, with what was typed
    assert (given(), fresh(done).released_at) == ([], None)


@pytest.mark.parametrize("rest", ["", "1/"])
def test_an_exercise_of_another_instructor_is_not_there(done, cast, as_, rest):
    Exercise.objects.filter(pk=done.pk).update(owner=cast["admin"])
    assert as_("instructor").get(at(done, rest)).status_code == 404
    assert as_("instructor").post(at(done, rest), form("1")).status_code == 404
    assert (given(), fresh(done).released_at) == ([], None)


def test_one_who_shares_it_and_an_administrator_grade_too(done, cast, as_):
    Exercise.objects.filter(pk=done.pk).update(owner=cast["analyst"])
    done.instructors.add(cast["instructor"])
    assert [as_(who).get(at(done, "1/")).status_code for who in ("instructor", "admin")] == [200, 200]


def test_a_seat_that_is_not_there_is_not_found(done, as_):
    assert as_("instructor").get(at(done, "3/")).status_code == 404


def test_a_seat_that_erased_itself_is_not_found_and_not_listed(done, as_):
    seat = done.seats.get(number=1)
    done.seats.filter(pk=seat.pk).update(erased_at=NOW)
    assert as_("instructor").get(at(done, "1/")).status_code == 404
    assert seat.handle not in text(as_("instructor").get(at(done)))


# --- giving ---


def test_a_level_gives_its_points_and_goes_on_to_the_next_seat(done, as_):
    response = as_("instructor").post(at(done, "1/"), form("1", comment=" Named three. "))
    assert (response.status_code, response.headers["Location"]) == (303, at(done, "2/"))
    assert given() == [(1, ROW, 2.5, "Named three.")]


def test_after_the_last_seat_comes_the_list(done, as_):
    assert as_("instructor").post(at(done, "2/"), form("1")).headers["Location"] == at(done)


def test_one_goes_back_or_stays_as_well(done, as_):
    back = as_("instructor").post(at(done, "2/"), form("1", go="previous"))
    stay = as_("instructor").post(at(done, "1/"), form("1", go="stay"))
    assert back.headers["Location"] == at(done, "1/")
    assert stay.headers["Location"] == at(done, "1/?saved=1#rubric")


@pytest.mark.parametrize(("level", "points"), [("other", "1.5"), ("other", "1,5"), ("", " 1.5 ")])
def test_other_points_are_given_with_a_point_or_a_comma(done, as_, level, points):
    as_("instructor").post(at(done, "1/"), form(level, points))
    assert given() == [(1, ROW, 1.5, "")]


@pytest.mark.parametrize("points", ["-1", "2.6", "nan", "inf", "1e0", "1_0", "x", "٢", "9" * 30, "1.23456", "0\0"])
def test_points_outside_the_rubric_are_refused_and_what_was_typed_stays(done, as_, points):
    response = as_("instructor").post(at(done, "1/"), form("other", points, "Typed <long>."))
    assert (response.status_code, given()) == (422, [])
    assert "Typed &lt;long&gt;." in text(response)


def test_a_level_and_other_points_must_not_contradict_each_other(done, as_):
    response = as_("instructor").post(at(done, "1/"), form("1", "1"))
    assert (response.status_code, given()) == (422, [])
    assert "Keep one of them" in text(response)
    assert as_("instructor").post(at(done, "1/"), form("1", "2.5")).status_code == 303


def test_other_points_need_points(done, as_):
    assert as_("instructor").post(at(done, "1/"), form("other")).status_code == 422


@pytest.mark.parametrize("level", ["9", "-1", "x"])
def test_a_level_that_the_rubric_lacks_is_refused(done, as_, level):
    assert as_("instructor").post(at(done, "1/"), form(level)).status_code == 422


def test_a_comment_may_stand_alone_and_is_bounded(done, as_):
    as_("instructor").post(at(done, "1/"), form(comment="Words only."))
    assert given() == [(1, ROW, None, "Words only.")]
    seen = Grade.objects.get().given_at.isoformat()
    assert as_("instructor").post(at(done, "1/"), form(comment="x" * 4001, seen=seen)).status_code == 422


def test_what_stands_there_comes_back_into_the_form(done, as_):
    as_("instructor").post(at(done, "1/"), form("1", comment="Good."))
    as_("instructor").post(at(done, "2/"), form("other", "1.25"))
    first, second = text(as_("instructor").get(at(done, "1/"))), text(as_("instructor").get(at(done, "2/")))
    assert 'value="1" checked' in first
    assert "Good.</textarea>" in first
    assert 'value="other" checked' in second
    assert 'value="1.25"' in second


def test_a_grade_is_taken_away_when_all_is_emptied(done, as_):
    as_("instructor").post(at(done, "1/"), form("1"))
    as_("instructor").post(at(done, "1/"), form(seen=Grade.objects.get().given_at.isoformat()))
    assert given() == []


def test_the_same_form_twice_gives_once(done, as_):
    as_("instructor").post(at(done, "1/"), form("1"))
    stood = Grade.objects.get().given_at
    assert as_("instructor").post(at(done, "1/"), form("1")).status_code == 303
    assert Grade.objects.get().given_at == stood


def test_what_another_gave_meanwhile_is_shown_before_it_is_replaced(done, as_):
    as_("admin").post(at(done, "1/"), form("1"))
    response = as_("instructor").post(at(done, "1/"), form("0", comment="Mine."))
    assert (response.status_code, given()) == (422, [(1, ROW, 2.5, "")])
    assert "Meanwhile admin gave 2.5 points here" in text(response)
    seen = Grade.objects.get().given_at.isoformat()
    assert f'value="{seen}"' in text(response)
    as_("instructor").post(at(done, "1/"), form("0", comment="Mine.", seen=seen))
    assert given() == [(1, ROW, 0, "Mine.")]


def test_who_left_a_row_empty_takes_nothing_away_that_another_gave_meanwhile(done, as_):
    as_("admin").post(at(done, "1/"), form("1"))
    assert as_("instructor").post(at(done, "1/"), form()).status_code == 303
    assert given() == [(1, ROW, 2.5, "")]


def test_an_exercise_without_a_rubric_says_so(river, cast, as_):
    made, _seats = gone_through(river, cast, 1, rubric=[])
    assert "no rubric" in text(as_("instructor").get(at(made)))
    assert "no rubric" in text(as_("instructor").get(at(made, "1/")))


# --- what is read while grading ---


def test_everything_that_the_seat_wrote_stands_beside_the_rubric(done, as_):
    page, handle = text(as_("instructor").get(at(done, "1/"))), done.seats.get(number=1).handle
    for words in ("Restated by", "First reason of", "Second reason of", "A note of", "Part of", "Moved by"):
        assert f"{words} {handle}." in page


def test_of_others_only_the_directive_of_its_council_is_there(done, as_):
    page, other = text(as_("instructor").get(at(done, "1/"))), done.seats.get(number=2).handle
    assert f"First reason of {other}" not in page
    assert f"Part of {other}" in page  # its dissent stands in the council's directive


def test_nothing_of_an_open_phase_is_there(river, cast, as_):
    made, seats = gone_through(river, cast, 1, until="rate-again")
    answer(seats[0].seat, made.current, {"why": "Still open."}, now=timezone.now())
    page = text(as_("instructor").get(at(made, "1/")))
    assert ("Still open." in page, "First reason of" in page) == (False, True)


def test_no_note_and_no_part_of_an_open_phase_is_there(river, cast, as_):
    made, seats = gone_through(river, cast, 1, until="discuss")
    note(seats[0].seat, made.current, "Open note.")
    assert "Open note." not in text(as_("instructor").get(at(made, "1/")))
    made, seats = gone_through(river, cast, 1, until="directive")
    Artifact.objects.write(made.current, seats[0].seat, "option", text="Open part.", seen=0, now=timezone.now())
    assert "Open part." not in text(as_("instructor").get(at(made, "1/")))


def test_what_is_kept_for_the_student_alone_is_never_there(river, cast, as_):
    made = lobby(exercise(river, cast["instructor"], late_policy="private"))
    one = joined(made)[0]
    running(made, "rate")
    rate = made.current
    running(made, "inject")
    answer(one.seat, rate, {"why": "For me alone."})
    assert "For me alone." not in text(as_("instructor").get(at(made, "1/")))
    assert "For me alone." in text(seat_client(one).get(f"/seat/{made.link}/mine/"))


@pytest.mark.parametrize("policy", ["auto", "late", "private"])
def test_what_came_after_something_was_handed_in_is_the_students_alone(river, cast, as_, policy):
    made = lobby(exercise(river, cast["instructor"], late_policy=policy))
    one = joined(made)[0]
    running(made, "rate")
    rate = made.current
    answer(one.seat, rate, {"why": "In time."})
    running(made, "inject")
    answer(one.seat, rate, {"why": "Too late."})
    page = text(as_("instructor").get(at(made, "1/")))
    assert ("In time." in page, "Too late." in page) == (True, False)
    assert "Too late." in text(seat_client(one).get(f"/seat/{made.link}/mine/"))


def test_hostile_words_are_text(river, cast, as_):
    made, seats = gone_through(river, cast, 1, until="reflection")
    answer(seats[0].seat, made.current, {"q.0": "<script>alert(1)</script>"}, now=timezone.now())
    Exercise.objects.filter(pk=made.pk).update(state="closed")
    made.phases.filter(closed_at=None, opened_at__isnull=False).update(closed_at=NOW)
    page = text(as_("instructor").get(at(made, "1/")))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_roster_is_shown_to_instructors(river, cast, as_):
    made = lobby(exercise(river, cast["instructor"], names="roster", roster=["s-0815"]))
    joined(made, identifier="s-0815")
    assert "s-0815" in text(as_("instructor").get(at(made)))
    assert "s-0815" in text(as_("instructor").get(at(made, "1/")))


def test_the_seats_before_and_after_are_linked_for_the_keyboard(river, cast, as_):
    made = lobby(exercise(river, cast["instructor"]))
    joined(made, 3)
    page = text(as_("instructor").get(at(made, "2/")))
    assert f'rel="prev" href="{at(made, "1/")}"' in page
    assert f'rel="next" href="{at(made, "3/")}"' in page
    assert 'rel="next"' not in text(as_("instructor").get(at(made, "3/")))


# --- the list, and releasing ---


def test_the_list_names_who_is_missing(done, as_):
    as_("instructor").post(at(done, "1/"), form("1"))
    page = text(as_("instructor").get(at(done)))
    assert "1 seat is not fully graded yet" in page
    assert "<b>2.5</b>" in page
    as_("instructor").post(at(done, "2/"), form("0"))
    assert "Every seat is graded on every row" in text(as_("instructor").get(at(done)))


def test_released_grades_are_seen_by_each_seat_for_itself(river, cast, as_):
    made, seats = gone_through(river, cast, 2)
    as_("instructor").post(at(made, "1/"), form("1", comment="For the first."))
    mine = f"/seat/{made.link}/mine/"
    assert "For the first." not in text(seat_client(seats[0]).get(mine))
    assert as_("instructor").post(at(made), {"do": "release"}).headers["Location"] == at(made)
    assert "For the first." in text(seat_client(seats[0]).get(mine))
    assert "For the first." not in text(seat_client(seats[1]).get(mine))


def test_grades_are_not_released_before_the_exercise_is_closed(river, cast, as_):
    made, _seats = gone_through(river, cast, 1, until="vote")
    response = as_("instructor").post(at(made), {"do": "release"})
    assert (response.status_code, fresh(made).released_at) == (409, None)
    assert "Release all grades" not in text(response)


def test_releasing_twice_is_releasing_once(done, as_):
    as_("instructor").post(at(done), {"do": "release"})
    stood = fresh(done).released_at
    assert as_("instructor").post(at(done), {"do": "release"}).status_code == 303
    assert (fresh(done).released_at, done.log.filter(verb="released").count()) == (stood, 1)


LIST = 7  # session, person, roles; the exercise; grades, seats, how many erased themselves
ONE = 16  # the seat, all seats, grades within a savepoint; what it wrote, in eight


@pytest.mark.parametrize("n", [2, 12])
def test_the_list_and_a_seat_take_the_same_queries_for_many(river, cast, as_, n, django_assert_num_queries):
    made, _seats = gone_through(river, cast, n)
    client = as_("instructor")
    client.get(at(made))
    with django_assert_num_queries(LIST):
        client.get(at(made))
    with django_assert_num_queries(ONE):
        client.get(at(made, "1/"))
