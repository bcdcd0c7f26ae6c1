"""The sentences of a weighing, plain and as markup."""

import html
import re

import pytest
from markupsafe import Markup

from options.analysis.verdict import Reason
from tests.pages.made import changed

TWO = "w.cost=40&w.flood-safety=60"
OPENED = TWO + "&p.both-councils-agree=met&p.harbour-permit=met"
HOSTILE = "<script>alert(1)</script> & sons"


def test_the_verdict_names_who_is_first_and_how_often(weighed):
    found = weighed(OPENED)
    said = found.say.verdict(found.weighing)
    assert said.startswith("Keep the ferry as it is comes first in ")
    assert " of 100 draws with these weights, " in said


def test_by_order_the_verdict_says_so(weighed):
    found = weighed(OPENED + "&preference=ordinal")
    assert "with the mean of all weights in this order" in found.say.verdict(found.weighing)


def test_any_weights_give_no_verdict_and_say_why(weighed):
    found = weighed("preference=any")
    assert found.say.kind(found.weighing.verdict) == "No verdict"
    assert found.say.verdict(found.weighing).startswith("With any weights at all")


def test_one_option_left_has_nothing_to_be_compared_with(weighed):
    found = weighed(TWO + "&o=footbridge&p.both-councils-agree=met")
    assert found.say.verdict(found.weighing).startswith("Only A footbridge is left to rank")


def test_nobody_left_is_said(weighed):
    found = weighed(TWO + "&o=footbridge")
    assert found.say.verdict(found.weighing).startswith("There is no option left to rank")


def test_markup_sets_options_in_italics_and_criteria_in_bold(weighed):
    found = weighed(OPENED)
    assert "<i>Keep the ferry as it is</i>" in found.rich.verdict(found.weighing)
    assert "<b>" in found.rich.weight_flip(found.weighing.weight_flip) or found.weighing.weight_flip is None


def test_a_hostile_title_is_escaped_once(weighed, reading):
    hostile = changed(reading, "option", "keep-the-ferry", title=HOSTILE)
    found = weighed(OPENED, hostile)
    said = found.rich.verdict(found.weighing)
    assert isinstance(said, Markup)
    assert "&lt;script&gt;alert" in said
    assert "<script>" not in said
    assert "&amp;lt;" not in said


def test_plain_sentences_hold_titles_as_they_are(weighed, reading):
    found = weighed(OPENED, changed(reading, "option", "keep-the-ferry", title=HOSTILE))
    assert HOSTILE in found.say.verdict(found.weighing)


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0, "0 of 100"),
        (0.001, "fewer than 1 of 100"),
        (0.371, "37 of 100"),
        (0.999, "more than 99 of 100"),
        (1, "100 of 100"),
    ],
)
def test_a_share_never_rounds_to_nothing_or_to_all(weighed, share, said):
    assert weighed("").say.of_hundred(share) == said


@pytest.mark.parametrize(
    ("start", "to", "said"),
    [(0.1, 0.4, ("10%", "40%")), (0.141, 0.144, ("14.1%", "14.4%")), (0.12345, 0.12355, ("12.3%", "12.4%"))],
)
def test_two_weights_are_told_with_enough_digits_to_tell_them_apart(weighed, start, to, said):
    assert weighed("").say.between(start, to) == said


def test_who_is_out_is_said_first_with_the_reason(weighed):
    found = weighed(TWO + "&s.tunnel=pf---")
    said = found.say.first(found.result, found.screen)
    assert said[0] == "Not ranked, because it failed a test: A tunnel (feasible)."
    assert any(each.startswith("Blocked, because something it needs does not hold: A footbridge") for each in said)


def test_an_option_of_which_nobody_said_what_it_needs_is_told_apart(weighed):
    found = weighed(TWO)
    said = found.say.first(found.result, found.screen)
    assert "Undetermined, because nobody has said what it needs: A tunnel." in said


def test_a_dominated_option_is_told_with_who_dominates_it(weighed, shipped):
    found = weighed("w.cost=40&w.legality=60&w.civilian-harm=50", shipped)
    assert [each for each in found.say.first(found.result, found.screen) if " is dominated" in each]


def test_an_option_that_is_out_dominates_nobody(weighed, shipped):
    points = "w.cost=40&w.legality=60&w.civilian-harm=50"
    found = weighed(points, shipped)
    by = {slug for row in found.result.dominated for slug in row.weighed.dominated_by}
    again = weighed("&".join([points, *(f"s.{slug}=f----" for slug in by)]), shipped)
    assert by
    assert not [each for each in again.say.first(again.result, again.screen) if " is dominated" in each]


def test_what_is_supposed_is_said(weighed):
    found = weighed(TWO + "&p.crew=unmet&u=footbridge")
    assert (
        found.say.supposed(found.asked) == "Supposed: A trained crew unmet (curated: met); A footbridge is under way."
    )
    assert weighed(TWO).say.supposed(weighed(TWO).asked) == ""


def test_the_verdict_says_among_how_many_where_some_are_blocked(weighed):
    found, opened = weighed(TWO), weighed(OPENED)
    assert found.say.among(found.weighing) == "That is among the 3 options that are not blocked."
    assert opened.say.among(opened.weighing) == ""


def test_a_leader_that_is_undetermined_leads_only_if(weighed, shipped):
    found = weighed("w.legality=100&w.partner-sovereignty=50", shipped)
    leader = found.weighing.verdict.leader
    (row,) = [row for row in found.conditions.gates if row.option.slug == leader]
    assert row.why.state == "undetermined"
    said = found.say.condition(row)
    assert "can lead only if this holds: " in said
    assert said in found.say.after(found.result, found.conditions)


def test_an_open_option_depends_on_nothing(weighed):
    found = weighed(TWO)
    (row,) = [row for row in found.conditions.gates if row.option.slug == "keep-the-ferry"]
    assert found.say.condition(row) == ""


def test_relations_are_said_of_a_leader_taken_alone(weighed, shipped):
    said = weighed("w.cost=1", shipped).say.alone("relationship-diplomacy")
    assert said.startswith("Diplomacy and relationship-building is first, taken alone; it ")
    assert "is needed by Targeted operations at Mexico's invitation" in said


def test_a_leader_without_relations_has_no_such_sentence(weighed, reading):
    bare = changed(reading, "dossier", "river-crossing", relations=())
    assert weighed("w.cost=1", bare).say.alone("footbridge") == ""


@pytest.mark.parametrize(
    "what",
    ["not-first-by-value", "near-runner-up", "often-beaten", "share", "ordinal-share", "near-flip", "missing-scores"],
)
def test_every_reason_has_a_sentence(weighed, what):
    plain = weighed("").say.reason(Reason(what, "footbridge", 0.3))
    common = weighed("").say.reason(Reason(what, "footbridge", 0.3, common=True))
    assert plain.endswith(".")
    assert common == f"If scores err together: {plain}"


def test_the_score_flip_says_whether_it_lies_inside_the_judged_range(weighed, shipped):
    found = weighed("w.cost=40&w.legality=60&w.trafficking-effect=70", shipped)
    flip = found.weighing.score_flip
    score = shipped.assessments[flip.option, flip.criterion]
    inside = score.low <= flip.to <= score.high
    assert ("inside its range" if inside else "outside its range") in found.say.score_flip(flip)


def test_no_flip_is_said_in_words(weighed):
    say = weighed("").say
    assert say.weight_flip(None) == "No single weight turns it, from nothing to all."
    assert say.score_flip(None) == "No single score turns it inside its scale."


def test_criteria_that_count_nothing_are_a_caution(weighed):
    found = weighed(TWO)
    assert "These criteria count nothing: time to cross and lawfulness." in found.say.cautions(
        found.result, found.screen
    )


def test_a_missing_score_is_a_caution(weighed):
    found = weighed(TWO)
    said = found.say.cautions(found.result, found.screen)
    assert any(each.startswith("A tunnel has no score for") for each in said)


def test_fewer_draws_than_usual_are_told(weighed):
    found = weighed(TWO + "&draws=50")
    assert "fewer draws than usual" in found.say.draws(found.weighing)


def test_many_names_are_counted(weighed):
    say = weighed("").say
    assert say.listed(list("abcdefgh")) == "a; b; c; d; e; f; 2 more"


def test_every_sentence_of_the_shipped_dossier_is_filled_in_and_marked_up_only_where_asked(weighed, shipped):
    found = weighed("w.cost=40&w.legality=60&w.trafficking-effect=70&s.fto-designation=f----", shipped)

    def told(say):
        return [*say.first(found.result, found.screen), *say.after(found.result, found.conditions)]

    assert not [said for said in told(found.say) if "%(" in said or "<" in said or isinstance(said, Markup)]
    rich = [re.sub("</?[ib]>", "", said) for said in told(found.rich)]
    assert not [said for said in rich if "<" in said]
    assert [html.unescape(said) for said in rich] == told(found.say)
