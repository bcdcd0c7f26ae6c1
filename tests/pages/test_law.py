"""Options by body of law and the questions with both sides, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.analysis.scales import EFFECT, LEGAL_STATE
from options.pages.bodies import bodies_for, bodies_of, direction, jurisdictions
from options.pages.law import choice, law_page, question_page
from tests.pages.made import archived, asked, changed, without

EFFECTS = st.lists(st.sampled_from(EFFECT), min_size=1, max_size=9)


def shown(reading, **values):
    return law_page(reading, asked(choice, reading, **values))


def found(page):
    return [q.question.slug for q in page.questions.items]


# --- direction ---


@pytest.mark.parametrize(
    ("effects", "effect", "extent"),
    [
        (["limits"], "limits", "all"),
        (["limits", "limits"], "limits", "all"),
        (["limits", "limits", "forbids"], "limits", "mostly"),
        (["limits", "forbids"], None, "mixed"),
        (["limits", "forbids", "permits"], None, "mixed"),
        (["limits", "limits", "forbids", "permits"], None, "mixed"),
        (["unclear", "unclear", "unclear", "permits"], "unclear", "mostly"),
    ],
)
def test_direction_says_which_way_and_how_far(effects, effect, extent):
    assert (direction(effects).effect, direction(effects).extent) == (effect, extent)


@given(EFFECTS, st.randoms())
def test_direction_does_not_depend_on_the_order_of_questions(effects, random):
    mixed = random.sample(effects, len(effects))
    assert direction(mixed) == direction(effects)


@given(EFFECTS)
def test_direction_counts_every_effect_and_calls_mostly_only_more_than_half(effects):
    made = direction(effects)
    assert dict(made.counts) == {effect: effects.count(effect) for effect in EFFECT if effect in effects}
    assert [effect for effect, _ in made.counts] == [effect for effect in EFFECT if effect in effects]
    if made.extent == "mostly":
        assert len(effects) < 2 * effects.count(made.effect) < 2 * len(effects)
    if made.extent == "mixed":
        assert all(2 * n <= len(effects) for _, n in made.counts)


# --- bodies of law ---


def test_state_and_direction_for_each_body_of_law(reading):
    bodies = bodies_of(reading, "footbridge")
    assert {place: (body.state, body.direction.effect) for place, body in bodies.items()} == {
        "inter-bank": ("contested", "limits"),
        "harrow": ("settled", "permits"),
    }


def test_a_body_of_law_without_a_question_about_the_option_is_absent_and_not_settled(reading):
    assert "weir" not in bodies_of(reading, "footbridge")
    assert bodies_of(reading, "keep-the-ferry") == {}


def test_bodies_of_law_stand_in_the_order_of_their_first_question(reading):
    assert jurisdictions(reading) == ("inter-bank", "harrow", "weir")


def test_the_least_settled_question_gives_the_state_and_all_are_counted(reading):
    tunnel = reading.options["tunnel"]
    piers = tunnel.bearings[1].model_copy(update={"question": "piers-in-the-channel"})
    body = bodies_of(changed(reading, "option", "tunnel", bearings=(*tunnel.bearings, piers)), "tunnel")["harrow"]
    assert (body.state, body.states) == ("leaning", (("leaning", 1), ("settled", 1)))


def test_an_archived_question_counts_no_more(reading):
    assert "inter-bank" not in bodies_of(archived(reading, "legal-question", "fixed-crossing"), "footbridge")


def test_an_archived_option_still_has_its_law(reading):
    option = reading.options["footbridge"]
    assert set(bodies_for(archived(reading, "option", "footbridge"), option)) == {"inter-bank", "harrow"}


# --- the table ---


def test_a_row_has_a_cell_for_each_body_of_law(reading):
    page = shown(reading)
    rows = {row.option.slug: [cell and cell.state for cell in row.cells] for row in page.table.items}
    assert page.places == ("inter-bank", "harrow", "weir")
    assert rows["tunnel"] == ["contested", "leaning", None]
    assert rows["faster-ferry"] == [None, None, None]


# --- questions ---


def test_questions_stand_least_settled_first(reading):
    assert found(shown(reading)) == ["under-the-bed", "fixed-crossing", "tolls", "piers-in-the-channel"]
    assert [(state, count) for state, count, _ in shown(reading).groups] == [(s, 1) for s in reversed(LEGAL_STATE)]


@pytest.mark.parametrize("state", LEGAL_STATE)
@pytest.mark.parametrize("body", [None, "harrow", "weir"])
@pytest.mark.parametrize("option", [None, "tunnel", "keep-the-ferry"])
def test_filters_join(reading, state, body, option):
    values = {"state": state} | ({"body": body} if body else {}) | ({"option": option} if option else {})
    plain = {
        q.slug
        for q in reading.legal_questions.values()
        if q.state == state
        and body in (None, q.jurisdiction)
        and (option is None or (option, q.slug) in reading.bearings)
    }
    assert set(found(shown(reading, **values))) == plain


def test_options_are_listed_by_effect_in_fixed_order(reading):
    (question,) = [q for q in shown(reading).questions.items if q.question.slug == "fixed-crossing"]
    assert [(b.effect, [o.slug for o in b.options], b.more) for b in question.bears] == [
        ("limits", ["footbridge"], 0),
        ("forbids", ["road-bridge"], 0),
        ("unclear", ["tunnel"], 0),
    ]


def test_both_sides_are_there_even_without_an_argument(reading):
    sides = question_page(reading, "piers-in-the-channel").sides
    assert [(side.side, len(side.arguments)) for side in sides] == [("for", 1), ("against", 0)]


def test_arguments_keep_their_order_and_their_authorities(reading):
    against = question_page(reading, "fixed-crossing").sides[1]
    assert [[source.slug for source in sources] for _, sources in against.arguments] == [
        ["pier-case", "two-banks-treaty"],
        [],
    ]


def test_an_archived_authority_stays_with_its_argument(reading):
    sides = question_page(archived(reading, "source", "pier-case"), "fixed-crossing").sides
    assert [source.slug for source in sides[1].arguments[0][1]] == ["pier-case", "two-banks-treaty"]


# --- one question ---


def test_a_question_has_a_direction_over_all_options_it_bears_on(reading):
    page = question_page(reading, "fixed-crossing")
    assert (page.direction.extent, page.bearings.total) == ("mixed", 3)
    assert question_page(reading, "under-the-bed").direction is None


def test_an_archived_question_is_shown_with_the_options_that_name_it(reading):
    page = question_page(archived(reading, "legal-question", "fixed-crossing"), "fixed-crossing")
    assert (page.place.entry.archived, page.bearings.total) == (True, 3)


@pytest.mark.parametrize("slug", ["zeppelin", "tunnel", ""])
def test_what_is_no_question_has_no_page(reading, slug):
    assert question_page(reading, slug) is None


def test_the_address_of_a_choice_is_read_again(reading):
    made = asked(choice, reading, option="tunnel", body="harrow", state="leaning")
    assert asked(choice, reading, **made.query) == made
    assert asked(choice, reading, body="lunar").query == {}


def test_a_dossier_without_law_or_without_options_has_a_page(reading):
    page = shown(without(reading, "legal-question"))
    assert (page.places, page.in_all, page.groups) == ((), 0, ())
    assert shown(without(reading, "option")).table.items == ()
