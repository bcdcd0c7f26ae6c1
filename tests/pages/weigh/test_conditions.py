"""Gates with what would open them, and conditions to be supposed otherwise."""

from options.analysis import gates
from options.bundle.reading import requirement


def rows(part):
    return {row.option.slug: row for row in part.gates}


def test_a_set_that_is_said_to_open_a_gate_opens_it(weighed, shipped):
    for row in weighed("", shipped).conditions.gates:
        for needed in row.sets or ():
            met = shipped.conditions_with(
                {each.slug: "met" for each in needed if each.kind == "precondition"},
                [each.slug for each in needed if each.kind == "option"],
            )
            assert gates.gate(requirement(row.option), met).state == "open"


def test_the_core_and_one_of_the_ways_are_a_set(weighed, shipped):
    for row in weighed("", shipped).conditions.gates:
        if row.ways:
            assert [{*row.core, *way} for way in row.ways] == [set(each) for each in row.sets]


def test_a_single_set_is_all_core(weighed):
    row = rows(weighed("").conditions)["footbridge"]
    assert (len(row.sets), row.ways) == (1, ())
    assert row.core == row.sets[0]


def test_an_open_gate_needs_nothing(weighed):
    assert rows(weighed("").conditions)["keep-the-ferry"].sets == ()


def test_an_option_of_which_nobody_said_what_it_needs_has_no_sets(weighed):
    assert rows(weighed("").conditions)["tunnel"].sets is None


def test_what_is_supposed_changes_gates_and_tells_from_what(weighed):
    part = weighed("p.crew=unmet").conditions
    row = rows(part)["faster-ferry"]
    assert (row.before, row.why.state, row.changed) == ("open", "blocked", True)
    assert row in part.changed


def test_an_option_taken_as_under_way_counts(weighed):
    address = "p.harbour-permit=met&p.money=met&p.both-councils-agree=met&p.crew=unmet"
    closed, opened = (rows(weighed(address + more).conditions)["road-bridge"] for more in ("", "&u=faster-ferry"))
    assert (closed.why.state, opened.why.state) == ("undetermined", "open")


def test_conditions_are_those_that_the_options_wait_for(weighed):
    part = weighed("o=faster-ferry").conditions
    assert {switch.precondition.slug for switch in part.switches} == {"crew"}


def test_what_is_switched_stands_first(weighed):
    part = weighed("p.crew=unmet").conditions
    assert part.switches[0].precondition.slug == "crew"
    assert [switch.precondition.slug for switch in part.switched] == ["crew"]


def test_closing_names_only_options_that_are_weighed(weighed):
    part = weighed("o=footbridge").conditions
    assert {option.slug for switch in part.switches for option in switch.closing} == {"footbridge"}


def test_options_that_others_need_can_be_taken_as_under_way(weighed):
    assert [option.slug for option in weighed("").conditions.pursuable] == ["faster-ferry", "footbridge"]
    assert weighed("o=faster-ferry").conditions.pursuable == ()
