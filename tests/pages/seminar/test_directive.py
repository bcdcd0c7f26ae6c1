"""The parts of a directive: whose they are, in which order, what stands, and what the dossier says to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.models.seminar import artifacts
from options.pages.seminar import parts as module
from options.pages.seminar.directive import Drafter, Table, directive
from options.pages.seminar.parts import dissenter, joined, parted, places
from options.pages.seminar.side_by_side import Line, side_by_side
from options.pages.seminar.written import Typed, Written, mark

OPTIONS = ("keep-the-ferry", "footbridge", "road-bridge")
MAYOR = Drafter("Mayor", (), ("Heron-14",), decides=True)
MILLER = Drafter("Miller", ("legal-basis", "tripwire"), ("Teal-20",))
CLERK = Drafter("Clerk", ("mitigations",), ())
MINE = Drafter("Miller", ("legal-basis", "tripwire"), ("Teal-20",), is_me=True)


def made(reading, items=(), toggles=(), drafters=(MAYOR, MILLER, CLERK), typed=None, **at):
    table = Table(drafters, at.pop("me", 2), "Heron-14", **at)
    return directive(reading, OPTIONS, dict(items), dict(toggles), table, typed=typed)


def test_parts_and_their_names_are_those_of_the_rows():
    assert (module.PARTS, module.DISSENT) == (artifacts.PARTS, artifacts.DISSENT)


def test_ones_own_parts_come_first_and_the_rest_keep_their_order(reading):
    found = made(reading, drafters=(MAYOR, MINE, CLERK))
    assert [(part.item, part.mine) for part in found.parts] == [
        ("legal-basis", True), ("tripwire", True), ("option", False), ("preconditions", False), ("mitigations", False),
    ]  # fmt: skip
    assert found.order == ("legal-basis", "tripwire", "option", "preconditions", "mitigations", "dissent.2")


def test_a_part_says_whose_it_is(reading):
    found = made(reading)
    assert [owner.title for owner in found.part("legal-basis").owners] == ["Miller"]
    assert not found.part("legal-basis").nobody_here


def test_what_nobody_drafts_is_the_decision_makers(reading):
    assert [owner.title for owner in made(reading).part("option").owners] == ["Mayor"]
    decider = made(reading, drafters=(MILLER,), i_decide=True)
    assert (decider.part("option").owners, decider.part("option").mine) == ((), True)


def test_a_part_whose_role_nobody_plays_here_says_so(reading):
    assert made(reading).part("mitigations").nobody_here


def test_states_count_what_is_missing_written_and_accepted(reading):
    items = {
        "option": Written("footbridge", "", 1, "Heron-14", accepted_by="Heron-14"),
        "tripwire": Written("", "A flood.", 1, "Teal-20"),
        "mitigations": Written("", "", 2, "Teal-20"),
    }
    found = made(reading, items)
    assert found.accepted == 1
    assert [part.item for part in found.waiting] == ["tripwire"]
    assert [part.item for part in found.missing] == ["legal-basis", "preconditions", "mitigations"]


def test_the_dossier_speaks_of_the_option_that_stands(reading):
    found = made(reading, {"option": Written("footbridge")})
    assert [check.precondition.slug for check in found.checks] == ["both-councils-agree", "money", "king-s-consent"]
    assert [risk.slug for risk in found.risks] == ["flood-backwater"]
    assert [law.slug for law in found.laws] == ["fixed-crossing", "piers-in-the-channel"]
    assert found.is_closed


def test_without_an_option_there_is_nothing_to_say(reading):
    found = made(reading)
    assert (found.chosen, found.checks, found.risks, found.laws, found.is_closed) == (None, (), (), (), False)


def test_a_switched_precondition_says_what_the_dossier_has(reading):
    found = made(reading, {"option": Written("footbridge")}, {"both-councils-agree": "met"})
    check = next(each for each in found.checks if each.precondition.slug == "both-councils-agree")
    assert (check.status, check.before, check.is_switched) == ("met", "unmet", True)
    assert found.checks[0].precondition.slug == "money"  # what does not hold comes first
    assert not found.is_closed


def test_what_was_ticked_for_another_option_is_kept(reading):
    text = joined(reading, ["flood-model"], "")
    found = made(reading, {"option": Written("footbridge"), "preconditions": Written("", text)})
    assert [check.precondition.slug for check in found.checks if check.ticked] == ["flood-model"]


def test_ticks_that_could_not_be_saved_come_back(reading):
    typed = {"preconditions": Typed("", joined(reading, ["money"], "So it waits."), 0, mark("", ""))}
    found = made(reading, {"option": Written("footbridge")}, typed=typed)
    assert ([c.precondition.slug for c in found.checks if c.ticked], found.prose) == (["money"], "So it waits.")


def test_others_dissents_are_told_and_ones_own_is_a_field(reading):
    items = {f"dissent.{n}": Written("", text) for n, text in ((10, "Ten."), (2, "Mine."), (3, "Three."), (4, ""))}
    found = made(reading, items)
    assert found.dissent.text == "Mine."
    assert [(each.number, each.field.text) for each in found.dissents] == [(3, "Three."), (10, "Ten.")]


@pytest.mark.parametrize(
    ("item", "number"),
    [("dissent.3", 3), ("dissent", None), ("dissent.", None), ("dissent.x", None), ("option.3", None),
     ("dissent.²", None), ("dissent.99999999999", None)],
)  # fmt: skip
def test_a_dissent_names_a_seat(item, number):
    assert dissenter(item) == number


def test_places_are_the_parts_and_ones_own_dissent(reading):
    found = places(reading, OPTIONS, 7)
    assert found["option"] == OPTIONS
    assert set(found) == {*module.PARTS, "dissent.7"}


def test_a_list_and_its_text_are_told_apart_again(reading):
    text = joined(reading, ["both-councils-agree", "money"], "Nobody has asked.\n\n– A line of one's own")
    assert text.split("\n")[:2] == ["– Both town councils agree", "– Money for building"]
    assert parted(reading, text) == (
        ("both-councils-agree", "money"), "Nobody has asked.\n\n– A line of one's own",
    )  # fmt: skip


@given(st.data())
def test_joining_and_parting_are_inverses(reading, data):
    ticked = tuple(data.draw(st.lists(st.sampled_from(sorted(reading.preconditions)), unique=True)))
    prose = data.draw(st.text(st.characters(exclude_categories=["C"], include_characters="\n")).map(str.strip))
    named = {f"– {p.title}" for p in reading.preconditions.values()}
    if prose.split("\n")[0] not in named:
        assert parted(reading, joined(reading, ticked, prose)) == (ticked, prose)


# --- side by side ---

COUNCILS = ((0, "A"), (1, "B"))


def accepted(choice="", text=""):
    return Written(choice, text, 1, "Heron-14", accepted_by="Heron-14")


def test_what_is_not_accepted_is_not_handed_in(reading):
    lines = [Line(0, "tripwire", Written("", "A flood.", 1, "Teal-20")), Line(1, "tripwire", accepted("", "Ice."))]
    first, second = side_by_side(reading, COUNCILS, lines, own=0)
    assert (first.handed_in, second.handed_in) == (0, 1)
    assert second.parts[-1].first == "Ice."


def test_a_part_is_its_first_sentence_with_the_rest_behind_it(reading):
    lines = [Line(0, "legal-basis", accepted("", "The treaty stands. It was never ended."))]
    said = side_by_side(reading, COUNCILS, lines)[0].parts[1]
    assert (said.first, said.rest) == ("The treaty stands.", "It was never ended.")


def test_the_option_is_told_by_its_title(reading):
    council = side_by_side(reading, COUNCILS, [Line(0, "option", accepted("footbridge", "It is cheap."))])[0]
    assert (council.option, council.parts[0].first, council.parts[0].rest) == (
        "footbridge", "A footbridge", "It is cheap.",
    )  # fmt: skip


def test_ticked_preconditions_are_one_sentence(reading):
    text = joined(reading, ["both-councils-agree", "money"], "Nobody has asked.")
    said = side_by_side(reading, COUNCILS, [Line(0, "preconditions", accepted("", text))])[0].parts[2]
    assert (said.first, said.rest) == ("Both town councils agree; Money for building", "Nobody has asked.")


def test_dissenters_have_names_at_their_own_table_and_roles_elsewhere(reading):
    lines = [Line(n, "dissent.3", Written("", "No.", 1, "Teal-20"), "Miller of Weir") for n in (0, 1)]
    own, other = side_by_side(reading, COUNCILS, lines, own=0)
    assert (own.dissents[0].who, other.dissents[0].who) == ("Teal-20", "Miller of Weir")
    assert (own.own, other.own) == (True, False)


def test_an_empty_dissent_is_none(reading):
    assert side_by_side(reading, COUNCILS, [Line(0, "dissent.3", Written("", "", 2))])[0].dissents == ()
