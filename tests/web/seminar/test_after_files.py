"""Grades and answers as files: closed phases only, nobody else's, and no formula."""

import csv
import io

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from options.models import Exercise, Grade
from options.pages.seminar import files
from tests.conftest import NOW
from tests.seminar import answer, exercise, fresh, joined, lobby, running
from tests.web.seminar.after import gone_through

FILES = ("grades.csv", "grades.xlsx", "answers.csv", "answers.xlsx")


def lines(response):
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def sheet(response):
    header, *rows = load_workbook(io.BytesIO(response.content)).active.values
    return [dict(zip(header, row, strict=True)) for row in rows]


def at(exercise, name):
    return f"/seminar/{exercise.link}/{name}"


@pytest.fixture
def done(river, cast):
    return gone_through(river, cast, 2)[0]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(("who", "status"), [("visitor", 302), ("member", 403), ("reviewer", 403), ("instructor", 200)])
def test_files_are_for_instructors(done, as_, name, who, status):
    assert as_(who).get(at(done, name)).status_code == status


@pytest.mark.parametrize("name", FILES)
def test_another_instructors_exercise_has_no_files(done, cast, as_, name):
    Exercise.objects.filter(pk=done.pk).update(owner=cast["admin"])
    assert as_("instructor").get(at(done, name)).status_code == 404


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_not_kept_on_the_way(done, as_, name):
    response = as_("instructor").get(at(done, name))
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Content-Disposition"] == f'attachment; filename="{done.code.lower()}-{name}"'
    assert as_("instructor").post(at(done, name)).status_code == 405


def test_the_head_of_a_file_does_not_cost_its_making(done, as_, monkeypatch):
    monkeypatch.setattr(files, "answers", None)
    assert as_("instructor").head(at(done, "answers.csv")).status_code == 200


def test_answers_have_a_line_for_each_seat_phase_and_item(done, as_):
    rows = lines(as_("instructor").get(at(done, "answers.csv")))
    first = done.seats.get(number=1)
    marks = [row for row in rows if row["seat"] == first.handle and row["phase"] == "2"]
    assert len(marks) == 2 * 3 + 3 + 1
    assert {(row["council"], row["role"], row["state"], row["counts"]) for row in marks} == {
        ("A", "Mayor of Harrow", "handed in", "yes")
    }
    assert [row["answer"] for row in marks if row["item"] == "w.crossing-time"] == ["100"]


def test_both_kinds_of_file_say_the_same(done, as_):
    first, second = (as_("instructor").get(at(done, f"answers.{kind}")) for kind in ("csv", "xlsx"))
    words = [{name: "" if value is None else str(value) for name, value in row.items()} for row in sheet(second)]
    assert lines(first) == words


def test_what_was_left_empty_is_empty_and_no_zero(done, as_):
    rows = lines(as_("instructor").get(at(done, "answers.csv")))
    assert {row["answer"] for row in rows if row["item"] == "asked"} == {""}


def test_nothing_of_an_open_phase_is_in_it(river, cast, as_):
    made, seats = gone_through(river, cast, 1, until="rate-again")
    answer(seats[0].seat, made.current, {"why": "Still open."}, now=timezone.now())
    assert {row["phase"] for row in lines(as_("instructor").get(at(made, "answers.csv")))} == {"1", "2", "5", "6"}


def test_a_round_that_was_opened_again_is_out_of_it_again(river, cast, as_):
    made, _seats = gone_through(river, cast, 1, until="inject")
    made.phases.model.objects.step_back(made, by=made.owner, epoch=made.epoch, now=timezone.now())
    rows = lines(as_("instructor").get(at(made, "answers.csv")))
    assert {row["phase"] for row in rows} == {"1"}


@pytest.mark.parametrize(("policy", "there"), [("private", False), ("late", True)])
def test_what_came_late_is_in_it_only_where_instructors_may_read_it(river, cast, as_, policy, there):
    made = lobby(exercise(river, cast["instructor"], late_policy=policy))
    one = joined(made)[0]
    running(made, "rate")
    rate = made.current
    running(made, "inject")
    answer(one.seat, rate, {"why": "Late words."})
    rows = [row for row in lines(as_("instructor").get(at(made, "answers.csv"))) if row["answer"] == "Late words."]
    assert [(row["state"], row["counts"]) for row in rows] == ([("late, not counted", "no")] if there else [])


def test_what_came_after_is_in_no_file(river, cast, as_):
    made = lobby(exercise(river, cast["instructor"]))
    one = joined(made)[0]
    running(made, "rate")
    rate = made.current
    answer(one.seat, rate, {"why": "In time."})
    running(made, "inject")
    answer(one.seat, rate, {"why": "Too late."})
    assert [row["answer"] for row in lines(as_("instructor").get(at(made, "answers.csv")))] == ["In time."]


def test_a_seat_that_was_removed_does_not_count(done, cast, as_):
    done.seats.get(number=1).remove(by=cast["instructor"], now=NOW)
    rows = lines(as_("instructor").get(at(done, "answers.csv")))
    assert {row["counts"] for row in rows if row["council"]} >= {"no", "yes"}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_words_of_a_student_become_a_formula(river, cast, as_, kind):
    made, seats = gone_through(river, cast, 1, until="reflection")
    answer(seats[0].seat, made.current, {"q.0": "=HYPERLINK(1)"}, now=timezone.now())
    seats[0].seat.rename("@evil", by=cast["instructor"], now=NOW)
    made.phases.filter(closed_at=None, opened_at__isnull=False).update(closed_at=NOW)
    response = as_("instructor").get(at(made, f"answers.{kind}"))
    if kind == "csv":
        row = lines(response)[-1]
        assert (row["seat"], row["answer"]) == ("'@evil", "'=HYPERLINK(1)")
    else:
        cells = list(load_workbook(io.BytesIO(response.content)).active.iter_rows())[-1]
        assert (cells[8].value, cells[8].data_type, cells[8].quotePrefix) == ("=HYPERLINK(1)", "s", True)


def test_a_list_entry_is_in_the_files(river, cast, as_):
    made = lobby(exercise(river, cast["instructor"], names="roster", roster=["s-0815"]))
    joined(made, identifier="s-0815")
    assert [row["name"] for row in lines(as_("instructor").get(at(made, "grades.csv")))] == ["s-0815"]


def test_handles_stay_without_names_in_the_files(done, as_):
    done.seats.filter(number=1).update(name="Somebody", roster_id="s-0815")
    assert {row["name"] for row in lines(as_("instructor").get(at(done, "grades.csv")))} == {""}


def test_grades_stand_beside_their_comments_and_add_up(done, cast, as_):
    seat = done.seats.get(number=2)
    Grade.objects.give(seat, "use-of-sources", points=1.5, comment="+Good", by=cast["instructor"], now=NOW)
    none, some = lines(as_("instructor").get(at(done, "grades.csv")))
    assert (none["Use of sources"], none["total"], none["of"]) == ("", "", "2.5")
    assert (some["Use of sources"], some["Use of sources, comment"], some["total"]) == ("1.5", "'+Good", "1.5")


def test_answers_are_bounded(done, as_, monkeypatch):
    monkeypatch.setattr(files.answers, "__kwdefaults__", {"most": 3})
    body = as_("instructor").get(at(done, "answers.csv")).content.decode("utf-8-sig")
    assert len(body.splitlines()) == 1 + 3 + 2
    assert "This file stops at 3 lines" in body


@pytest.mark.parametrize("n", [1, 8])
@pytest.mark.parametrize(("name", "queries"), [("answers.csv", 6), ("grades.csv", 6)])
def test_files_take_the_same_queries_however_many_seats_there_are(
    river, cast, as_, n, name, queries, django_assert_num_queries
):
    made, _seats = gone_through(river, cast, n)
    client = as_("instructor")
    client.get(at(made, name))
    with django_assert_num_queries(queries):
        client.get(at(made, name))


def test_a_purged_exercise_has_empty_files(done, as_):
    from options.models.seminar.leaving import purge

    purge(fresh(done), NOW)
    assert [lines(as_("instructor").get(at(done, name))) for name in ("answers.csv", "grades.csv")] == [[], []]
