"""The address of a weighing: what it may say, what is left out, and that one result has one address."""

from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from options.bundle.load import load
from options.bundle.reading import Reading
from options.bundle.regroup import regroup
from options.pages.query import Query
from options.pages.weigh import selection, starts
from tests.conftest import RIVER, SHIPPED

READING = Reading("river-crossing", 1, tuple(regroup(load(RIVER))))
EVERY = tuple(READING.options)


def asked(address):
    return selection.read(Query(parse_qs(address, keep_blank_values=True)), READING)


def left_out(address):
    query = Query(parse_qs(address, keep_blank_values=True))
    selection.read(query, READING)
    return [(unused.name, unused.value) for unused in query.unused]


def test_an_empty_address_takes_every_option_and_ranks_nothing():
    found = asked("")
    assert (found.options, found.every, found.weighed, found.query) == (EVERY, True, False, "")


def test_options_stand_in_axis_order_whatever_the_address_has():
    assert asked("o=tunnel&o=footbridge").options == ("footbridge", "tunnel")


def test_all_options_named_is_as_none_named():
    assert asked("&".join(f"o={slug}" for slug in EVERY)).query == ""


@pytest.mark.parametrize(
    ("text", "number"), [("5", 5), ("12.5", 12.5), ("12,5", 12.5), ("1e308", 1e308), ("5e-324", 5e-324)]
)
def test_points_are_numbers_from_0_up(text, number):
    assert asked(f"w.cost={text}").points == {"cost": number}


@pytest.mark.parametrize("text", ["-1", "nan", "inf", "-inf", "1e400", "five", "1_000", "9" * 400, "\0"])
def test_what_is_no_points_is_left_out_kept_as_typed_and_named(text):
    query = Query({"w.cost": [text], "w.lawfulness": ["3"]})
    found = selection.read(query, READING)
    assert found.points == {"lawfulness": 3}
    assert [unused.name for unused in query.unused] == ["w.cost"]
    assert found.typed["cost"]


def test_no_points_at_all_is_not_weighed():
    assert not asked("w.cost=0&w.lawfulness=0").weighed


def test_any_weights_need_no_points():
    assert asked("preference=any").weighed


def test_an_order_without_points_is_not_weighed():
    assert not asked("preference=ordinal").weighed


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("w.zeppelin=5", "w.zeppelin"),
        ("o=zeppelin", "o"),
        ("u=zeppelin", "u"),
        ("anyway=zeppelin", "anyway"),
        ("p.zeppelin=met", "p.zeppelin"),
        ("p.money=zeppelin", "p.money"),
        ("s.zeppelin=ppppp", "s.zeppelin"),
        ("s.tunnel=ppp", "s.tunnel"),
        ("s.tunnel=ppppx", "s.tunnel"),
        ("t.tunnel.6=p", "t.tunnel.6"),
        ("preference=zeppelin", "preference"),
        ("ok.cost~zeppelin=5", "ok.cost~zeppelin"),
        ("ok.cost~lawfulness=nan", "ok.cost~lawfulness"),
        ("eq.cost~lawfulness=nan&w.cost=5", "eq.cost~lawfulness"),
        ("eq.cost~lawfulness=9999&w.cost=5", "eq.cost~lawfulness"),
        ("line=zeppelin", "line"),
        ("start=zeppelin", "start"),
        ("draws=0", "draws"),
        ("draws=1000000000", "draws"),
        ("draws=1.5", "draws"),
        ("seed=-1", "seed"),
        ("seed=18446744073709551616", "seed"),
        ("zeppelin=1", "zeppelin"),
    ],
)
def test_what_cannot_be_used_is_named(address, name):
    assert name in [found for found, _value in left_out(address)]


def test_a_notice_on_draws_tells_the_limits():
    query = Query({"draws": ["0"]})
    selection.read(query, READING)
    assert [unused.within for unused in query.unused] == [(1, 100_000)]


def test_answers_come_as_letters_or_field_by_field():
    assert asked("s.tunnel=pfu--").screened == asked("t.tunnel.1=p&t.tunnel.2=f&t.tunnel.3=u&t.tunnel.4=-").screened


def test_a_field_changes_one_answer_of_the_letters():
    assert asked("s.tunnel=ppppp&t.tunnel.2=f").screened == {"tunnel": "pfppp"}


def test_a_failed_test_takes_an_option_out():
    assert asked("s.tunnel=pfu--&s.footbridge=ppppp").out == ("tunnel",)


def test_an_option_is_ranked_anyway_when_somebody_says_so():
    found = asked("s.tunnel=pfu--&anyway=tunnel")
    assert (found.failed, found.out) == (("tunnel",), ())


def test_ranking_anyway_needs_a_failed_test():
    assert asked("anyway=tunnel").query == ""


def test_unsure_keeps_an_option_in():
    assert asked("s.tunnel=uuuuu").out == ()


def test_a_switch_that_switches_nothing_is_left_out():
    status = READING.preconditions["money"].status
    assert asked(f"p.money={status}&p.crew=as-curated").toggles == {}


def test_a_form_is_led_to_the_short_address():
    found = asked("form=1&t.tunnel.1=-&w.cost=5&w.lawfulness=&p.money=&preference=stated")
    assert (found.from_form, found.query) == (True, "w.cost=5")


def test_the_short_address_needs_no_other():
    assert not asked("w.cost=5&s.tunnel=pfu--&p.money=met").from_form


@pytest.mark.parametrize("button", ["&choose=1", "", "&start=equal"])
def test_ticks_count_whatever_button_was_pressed(button):
    assert asked(f"pick=tunnel{button}").options == ("tunnel",)
    assert asked(f"o=footbridge&pick=tunnel{button}").options == ("tunnel",)


def test_no_tick_at_all_changes_nothing_and_is_told():
    assert asked("o=tunnel&choose=1").options == ("tunnel",)
    assert left_out("o=tunnel&choose=1") == [("choose", "")]
    assert left_out("o=tunnel") == []


def test_answers_for_options_that_are_not_weighed_now_are_kept():
    found = asked("o=footbridge&s.tunnel=f----&anyway=tunnel&w.cost=5")
    assert found.query == "o=footbridge&s.tunnel=f----&anyway=tunnel&w.cost=5"
    assert found.unseen_pairs == (("s.tunnel", "f----"), ("anyway", "tunnel"))
    assert (found.failed, found.out) == ((), ())


def test_a_field_that_makes_no_sense_leaves_the_answer_as_it_was():
    assert asked("s.tunnel=pp---&t.tunnel.1=z").screened == {"tunnel": "pp---"}
    assert left_out("s.tunnel=pp---&t.tunnel.1=z") == [("t.tunnel.1", "z")]
    assert left_out("t.tunnel.9=p") == [("t.tunnel.9", "p")]


def test_what_a_start_takes_the_place_of_is_neither_shown_nor_told():
    found = asked("w.cost=-5&w.flood-safety=9&eq.flood-safety~cost=x&start=equal")
    assert found.typed == {}
    assert left_out("w.cost=-5&w.flood-safety=9&eq.flood-safety~cost=x&start=equal") == []
    assert left_out("w.cost=-5&start=nobody") == [("w.cost", "-5"), ("start", "nobody")]


@pytest.mark.parametrize("points", ["", "0", "-1"])
def test_an_exchange_with_a_criterion_that_has_no_points_is_left_out_quietly_when_nothing_was_typed(points):
    address = f"w.flood-safety={points}&w.cost=5&eq.flood-safety~cost=&form=1"
    assert [name for name, _value in left_out(address) if name.startswith("eq")] == []
    assert ("eq.flood-safety~cost", "3") in left_out(f"w.flood-safety={points}&w.cost=5&eq.flood-safety~cost=3")


def test_a_very_small_move_makes_small_points_and_not_none():
    assert 0 < asked("w.flood-safety=60&w.cost=5&eq.flood-safety~cost=0.000001").points["cost"] < 0.00001


@pytest.mark.parametrize("score", ["1e308", "-1", "101", "0"])
def test_what_no_scale_has_cannot_have_been_agreed_to(score):
    address = f"w.flood-safety=60&w.cost=5&ok.flood-safety~cost={score}"
    assert (asked(address).accepted, left_out(address)) == ({}, [("ok.flood-safety~cost", score)])


def test_an_option_that_is_under_way_need_not_be_supposed():
    under_way = [slug for slug, option in READING.options.items() if option.under_way]
    assert under_way
    assert asked(f"u={under_way[0]}").query == ""


def test_a_start_takes_the_place_of_all_points():
    assert asked("w.lawfulness=9&start=role:mayor-of-harrow").points == {
        "crossing-time": 60,
        "flood-safety": 20,
        "cost": 20,
    }


def test_a_start_from_nothing_takes_points_away():
    assert asked("w.cost=9&start=none").points == {}


def test_a_start_gives_points_where_any_weights_were_asked_for():
    assert asked("preference=any&start=equal").preference == "stated"


def test_an_equivalence_put_otherwise_sets_the_lighter_criterion():
    assert asked("w.flood-safety=80&w.cost=50&eq.flood-safety~cost=25").points == {"flood-safety": 80, "cost": 20}


def test_an_equivalence_on_a_piecewise_scale_goes_by_value():
    assert asked("w.crossing-time=80&w.cost=5&eq.crossing-time~cost=20").points["cost"] == 40


def test_agreed_equivalences_are_kept():
    assert asked("ok.flood-safety~cost=50").accepted == {("flood-safety", "cost"): 50}


def test_new_points_from_a_start_end_all_agreements():
    assert asked("ok.flood-safety~cost=50&start=equal").accepted == {}


criteria, options = tuple(READING.criteria), st.sampled_from(EVERY)
selections = st.fixed_dictionaries({
    "options": st.sets(options, min_size=1),
    "points": st.dictionaries(st.sampled_from(criteria), st.floats(0, 1e300, exclude_min=True)),
    "preference": st.sampled_from(["stated", "ordinal", "any"]),
    "screened": st.dictionaries(options, st.text("pfu-", min_size=5, max_size=5).filter(lambda t: set(t) != {"-"})),
    "toggles": st.dictionaries(st.sampled_from(tuple(READING.preconditions)), st.sampled_from(["met", "unmet"])),
    "pursued": st.sets(options),
    "draws": st.none() | st.integers(1, 100_000),
    "seed": st.none() | st.integers(0, 2**64 - 1),
})  # fmt: skip


@given(selections)
@settings(max_examples=150)
def test_what_is_written_is_read_again(values):
    pairs = [("o", slug) for slug in values["options"]]
    pairs += [(f"w.{slug}", repr(points)) for slug, points in values["points"].items()]
    pairs += [(f"s.{slug}", letters) for slug, letters in values["screened"].items()]
    pairs += [("preference", values["preference"])]
    pairs += [(f"p.{slug}", to) for slug, to in values["toggles"].items()]
    pairs += [("u", slug) for slug in values["pursued"]]
    pairs += [(name, str(values[name])) for name in ("draws", "seed") if values[name] is not None]
    given_as: dict[str, list[str]] = {}
    for name, value in pairs:
        given_as.setdefault(name, []).append(value)
    first = selection.read(Query(given_as), READING)
    again = asked(first.query)
    assert again.query == first.query
    assert (again.points, again.screened, again.toggles) == (first.points, first.screened, first.toggles)
    assert not again.from_form


def test_a_whole_weighing_of_the_shipped_dossier_has_an_address_to_be_sent():
    reading = Reading("us-mexico-cartels", 1, tuple(regroup(load(SHIPPED))))
    letters = dict.fromkeys(reading.options, "pfupu")
    other = {p.slug: "met" if p.status != "met" else "unmet" for p in reading.preconditions.values()}
    whole = selection.Selection(
        options=tuple(reading.options),
        points=dict.fromkeys(reading.criteria, 62.5),
        screened=letters,
        anyway=("status-quo-baseline",),
        toggles=dict(list(other.items())[:8]),
        accepted={("legality", "cost"): 62.5, ("legality", "feasibility"): 12.5},
        line="trafficking-effect",
    )
    assert len(reading.options) == 13
    assert len(f"https://policy.example.org/d/{reading.slug}/weigh/?{whole.query}") < 2_000


def test_equal_points_are_equal_for_groups_and_equal_within():
    points = starts.equal(READING)
    groups: dict[str | None, float] = {}
    for criterion in READING.criteria.values():
        groups[criterion.group] = groups.get(criterion.group, 0) + points[criterion.slug]
    assert len({round(total, 6) for total in groups.values()}) == 1
    assert max(points.values()) == 100


def test_points_in_proportion_are_still_the_roles():
    role = starts.roles(READING)[0]
    assert starts.of(READING, {slug: 3 * points for slug, points in role.points.items()}) == f"role:{role.slug}"


def test_points_of_nobody_are_nobodys():
    assert starts.of(READING, {"cost": 1.0}) is None
