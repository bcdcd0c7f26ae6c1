"""What is said about an entry, by place: marks, lists that end with a link to the rest, and what has lost its place."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from options.pages.annotations.noted import LISTED, Noted
from options.pages.annotations.places import place, place_of
from tests.pages.made import changed

AT = datetime(2026, 6, 1, tzinfo=UTC)
OPTION, COST = ("option", "footbridge"), ("criterion", "cost")


def thing(name):
    return SimpleNamespace(kind=name[0], slug=name[1]) if name else None


def row(pk, field="", start=None, end=None, *, about=None, state="open", verdict="same", entry=OPTION, **more):
    anchor = SimpleNamespace(start=start, end=end, verdict=verdict, let_go=False, decided_by_id=None) if field else None
    fields = {"pk": pk, "link": f"l{pk}", "entry": thing(entry), "about": thing(about), "field": field, "state": state,
              "anchor": anchor, "created_at": AT, "get_absolute_url": lambda: f"/thread/{pk}/"}  # fmt: skip
    return SimpleNamespace(**{**fields, **more})


def noted(reading, rows, answers=(), *, writes=False):
    return Noted(reading, rows, answers, writes=writes, label=lambda each: f"note {each.pk}", made=AT)


def listed(found):
    return [thread.row.pk for thread in found.threads]


def test_threads_stand_by_field_in_the_order_of_the_text(reading):
    en = noted(reading, [row(1, "description", 30, 40), row(2, "description", 0, 10), row(3, "summary")]).of(*OPTION)
    assert (listed(en.listed("description")), listed(en.listed("summary"))) == ([2, 1], [3])


def test_a_passage_leads_to_its_note_on_the_page(reading):
    html = noted(reading, [row(1, "description", 0, 3)]).of(*OPTION).text("description")
    assert '<mark><a class="words" draggable="false" href="#n-l1" title="note 1">' in html


def test_a_note_that_is_not_on_the_page_is_led_to_on_its_own(reading):
    en = noted(reading, [row(n, "description", n, n + 3) for n in range(LISTED + 2)]).of(*OPTION)
    assert (len(en.listed("description").threads), en.listed("description").more) == (LISTED, 2)
    assert 'href="#n-l0"' in en.text("description")
    assert f'href="/thread/{LISTED + 1}/"' in en.text("description")


def test_a_withdrawn_note_marks_nothing_and_stays_only_for_its_answers(reading):
    rows = [row(1, "description", 0, 3, state="withdrawn"), row(2, "description", 5, 9, state="withdrawn")]
    en = noted(reading, rows, [SimpleNamespace(parent_id=2)]).of(*OPTION)
    assert "<mark>" not in en.text("description")
    assert (listed(en.listed("description")), en.count("description")) == ([2], 0)


def test_a_cell_has_its_own_notes_and_those_of_its_fields(reading):
    en = noted(reading, [row(1, "rationale", about=COST), row(2, about=COST), row(3)]).of(*OPTION)
    assert (listed(en.cell(COST)), listed(en.listed("rationale", COST)), listed(en.listed())) == ([1, 2], [1], [3])


def test_what_no_field_of_the_page_shows_stands_with_the_whole(reading):
    rows = [row(1), row(2, "title"), row(3, "description"), row(4, about=COST), row(5, about=("criterion", "gone"))]
    assert listed(noted(reading, rows).of(*OPTION).rest("description")) == [1, 2, 5]


def test_the_count_leaves_out_what_was_withdrawn(reading):
    said = noted(reading, [row(1), row(2, state="withdrawn"), row(3, "summary")])
    assert (said.total, said.of(*OPTION).count("summary")) == (2, 1)


def test_an_entry_of_which_nothing_is_said_shows_its_text(reading):
    en = noted(reading, []).of("risk", "flood-backwater")
    assert (en.first, listed(en.listed()), "data-at" in en.text("description")) == (None, [], True)


def test_notes_stand_beside_their_paragraph(reading):
    text = "One.\n\nTwo.\n\n" + "\n\n".join("x" for _ in range(12))
    rows = [row(1, "description", 0, 4), row(2, "description", 6, 10), row(3, "description"),
            row(4, "description", len(text) - 1, len(text))]  # fmt: skip
    beside = noted(changed(reading, *OPTION, description=text), rows).of(*OPTION).rows("description")
    assert [(number, [t.row.pk for t in threads]) for number, threads in beside] == [(1, [1, 3]), (2, [2]), (9, [4])]


@pytest.mark.parametrize(
    ("anchor", "verdict"),
    [
        ({"verdict": "same"}, ""),
        ({"verdict": "orphan"}, "orphan"),
        ({"verdict": "orphan", "let_go": True, "decided_by_id": 7}, "let-go"),
        ({"verdict": "edited", "decided_by_id": 7, "start": 1}, "placed"),
    ],
)
def test_what_became_of_a_passage_is_one_word(reading, anchor, verdict):
    each = row(1, "description")
    vars(each.anchor).update(anchor)
    assert noted(reading, [each]).of(*OPTION).listed("description").threads[0].verdict == verdict


# --- places ---


@pytest.mark.parametrize(
    "asked",
    [
        ("option:footbridge",), ("option:footbridge", "", "description"), ("option:footbridge", "criterion:cost"),
        ("option:footbridge", "criterion:lawfulness", "rationale"), ("option:tunnel", "risk:flood-backwater"),
        ("claim:art-01", "", "doubt"), ("dossier:river-crossing", "", "summary"),
    ],
)  # fmt: skip
def test_a_place_that_is_there(reading, asked):
    found = place(reading, *asked)
    assert found.query == {name: value for name, value in zip(("on", "about", "field"), asked, strict=False) if value}


@pytest.mark.parametrize(
    "asked",
    [
        ("",), ("option",), ("option:nothing",), ("nothing:footbridge",), ("option:footbridge", "", "slug"),
        ("option:footbridge", "", "order"), ("risk:flood-backwater", "criterion:cost"),
        ("option:footbridge", "source:harbour-act"), ("option:footbridge", "criterion:nothing"),
        ("option:footbridge", "criterion:cost", "description"), ("option:keep-the-ferry", "", "consent_note"),
        ("option:footbridge", "precondition:money"),
    ],
)  # fmt: skip
def test_a_place_of_which_nothing_can_be_said(reading, asked):
    assert place(reading, *asked) is None


def test_nobody_writes_on_an_exercise(reading):
    slug = next(iter(reading.exercises))
    assert place(reading, f"exercise:{slug}") is None


def test_the_place_of_a_stored_annotation(reading):
    found = place_of(row(1, "rationale", about=("criterion", "lawfulness")))
    assert (found.key, found.text(reading)) == (
        "option:footbridge|criterion:lawfulness|rationale",
        reading.assessments["footbridge", "lawfulness"].rationale,
    )
