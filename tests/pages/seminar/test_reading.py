"""What of a dossier an exercise reaches, and its entries as a seat reads them."""

from options.pages.seminar.contents import contents
from options.pages.seminar.entries import Scope
from options.pages.seminar.entry import entry_page
from options.pages.seminar.reach import reach
from options.pages.seminar.talk import Talk, place_of_note

CRITERIA = ["crossing-time", "cost"]


def scope(reading, *options, toggles=None, curated=False):
    found = reach(reading, list(options), CRITERIA, curated=curated)
    return Scope(reading, found, toggles or {}, curated)


def test_what_belongs_comes_in_the_order_of_the_dossier(reading):
    found = reach(reading, ["road-bridge", "keep-the-ferry"], CRITERIA, curated=False)
    assert found.of("option") == ("keep-the-ferry", "road-bridge")
    assert found.of("criterion") == ("crossing-time", "cost")


def test_risks_and_law_are_those_of_its_options(reading):
    found = reach(reading, ["tunnel"], [], curated=False)
    assert found.of("risk") == ("flood-backwater",)
    assert found.of("legal-question") == ("fixed-crossing", "tolls")


def test_conditions_behind_conditions_belong(reading):
    found = reach(reading, ["road-bridge"], [], curated=False)
    assert found.of("precondition") == ("both-councils-agree", "harbour-permit", "money", "flood-model", "crew")


def test_a_condition_that_only_helps_belongs(reading):
    assert reach(reading, ["tunnel"], [], curated=False).has("precondition", "money")


def test_sources_of_what_belongs_do_and_others_do_not(reading):
    found = reach(reading, ["footbridge"], CRITERIA, curated=False)
    assert found.has("source", "flood-study")
    assert not found.has("source", "unused-pamphlet")


def test_a_claim_brings_its_source(reading):
    found = reach(reading, ["keep-the-ferry"], [], curated=False)
    assert (found.of("claim"), found.has("source", "article-river-post")) == (("art-01",), True)


def test_what_only_a_score_rests_on_belongs_once_scores_do(reading):
    blind, seeing = (reach(reading, ["keep-the-ferry"], [], curated=curated) for curated in (False, True))
    assert (blind.has("source", "harbour-act"), seeing.has("source", "harbour-act")) == (False, True)


def test_an_option_that_is_not_in_the_dossier_brings_nothing(reading):
    assert reach(reading, ["airship"], [], curated=False).of("option") == ()


def test_the_dossier_itself_and_exercises_are_in_no_section(reading):
    found = reach(reading, list(reading.options), list(reading.criteria), curated=True)
    assert (found.of("exercise"), found.of("dossier")) == ((), ())


def test_an_entry_outside_has_no_page(reading):
    assert entry_page(scope(reading, "footbridge"), "option", "tunnel") is None
    assert entry_page(scope(reading, "footbridge"), "exercise", "town-meeting") is None


def test_a_switched_condition_decides_the_gate(reading):
    page = entry_page(scope(reading, "faster-ferry", toggles={"crew": "unmet"}), "option", "faster-ferry")
    assert (page.why.state, page.needs.standing.switched, page.needs.standing.status) == ("blocked", True, "unmet")


def test_a_condition_set_to_what_it_was_is_not_switched(reading):
    page = entry_page(scope(reading, "faster-ferry", toggles={"crew": "met"}), "option", "faster-ferry")
    assert not page.needs.standing.switched


def test_an_option_that_needs_nothing_has_no_tree(reading):
    page = entry_page(scope(reading, "keep-the-ferry"), "option", "keep-the-ferry")
    assert (page.needs, page.why.assessed) == (None, True)


def test_scores_are_there_only_for_those_who_may_see_them(reading):
    blind = entry_page(scope(reading, "keep-the-ferry"), "option", "keep-the-ferry")
    seeing = entry_page(scope(reading, "keep-the-ferry", curated=True), "option", "keep-the-ferry")
    assert blind.scores == ()
    assert [score.criterion.slug for score in seeing.scores] == CRITERIA


def test_a_criterion_has_its_scores_only_then(reading):
    blind = entry_page(scope(reading, "keep-the-ferry"), "criterion", "cost")
    seeing = entry_page(scope(reading, "keep-the-ferry", curated=True), "criterion", "cost")
    assert (blind.scores, seeing.scores[0][1].best) == ((), 10.5)
    assert (blind.worst_end, blind.best_end) == (250, 0)


def test_a_risk_names_only_options_of_the_exercise(reading):
    page = entry_page(scope(reading, "footbridge", "tunnel"), "risk", "flood-backwater")
    assert [each.option.slug for each in page.applies] == ["footbridge"]
    assert [each.option.slug for each in page.does_not] == ["tunnel"]


def test_a_condition_names_the_options_that_need_it(reading):
    page = entry_page(scope(reading, "footbridge", "tunnel"), "precondition", "money")
    assert ([o.slug for o in page.needed_by], [o.slug for o in page.helps]) == (["footbridge"], ["tunnel"])


def test_a_legal_question_bears_on_options_of_the_exercise(reading):
    page = entry_page(scope(reading, "tunnel"), "legal-question", "fixed-crossing")
    assert [(option.slug, bearing.effect) for option, bearing in page.bearings] == [("tunnel", "unclear")]


def test_claims_of_one_passage_share_a_page(reading):
    page = entry_page(scope(reading, "footbridge", "road-bridge"), "claim", "art-03")
    assert ([claim.slug for claim in page.claims], page.section) == (["art-02", "art-03"], "Costs")


def test_a_source_tells_what_of_the_exercise_rests_on_it(reading):
    page = entry_page(scope(reading, "footbridge"), "source", "two-banks-treaty")
    assert page.cited_by == (
        ("option", "footbridge"),
        ("precondition", "both-councils-agree"),
        ("legal-question", "fixed-crossing"),
    )


def test_the_contents_have_no_empty_section(reading):
    page = contents(scope(reading, "faster-ferry"))
    assert [kind for kind, _lines in page.sections] == ["option", "criterion", "risk", "precondition", "source"]


def test_the_contents_say_what_is_switched(reading):
    page = contents(scope(reading, "faster-ferry", toggles={"crew": "unmet"}))
    lines = dict(page.sections)["precondition"]
    assert {line.slug: line.standing.switched for line in lines} == {"both-councils-agree": False, "crew": True}


def test_passages_stand_with_how_many_claims_they_have(reading):
    page = contents(scope(reading, "keep-the-ferry", "footbridge", "road-bridge"))
    assert [(p.section, p.slug, p.claims) for p in page.passages] == [("Title", "art-01", 1), ("Costs", "art-02", 2)]


# Where a note may stand


def where(reading, on, field, about="", *, curated=True):
    return place_of_note(reading, reach(reading, ["footbridge"], CRITERIA, curated=curated), on, about, field)


def test_a_note_stands_on_a_text_of_the_exercise(reading):
    assert where(reading, "option:footbridge", "summary").query == {"on": "option:footbridge", "field": "summary"}


def test_a_note_stands_on_what_an_option_says_about_a_risk(reading):
    assert where(reading, "option:footbridge", "rationale", "risk:flood-backwater") is not None


def test_a_note_stands_on_nothing_else(reading):
    assert where(reading, "option:tunnel", "summary") is None
    assert where(reading, "exercise:town-meeting", "setting") is None
    assert where(reading, "dossier:river-crossing", "summary") is None
    assert where(reading, "option:footbridge", "") is None
    assert where(reading, "option:footbridge", "title") is None
    assert where(reading, "option:footbridge", "order") is None


def test_no_note_stands_on_a_score_whoever_sees_it(reading):
    found = reach(reading, ["keep-the-ferry"], ["crossing-time"], curated=True)
    assert place_of_note(reading, found, "option:keep-the-ferry", "criterion:crossing-time", "rationale") is None


class Row:
    """A note as it is stored, for what a page asks of it."""

    about = None

    def __init__(self, exact, start):
        from options.analysis.anchoring.selectors import Selector

        self.entry = type("Entry", (), {"kind": "option", "slug": "footbridge"})
        self.field, self.link, self.start, self.end = "summary", "x", start, start + len(exact)
        self.selector = Selector(exact, "", "", start, self.end)


def test_a_passage_is_marked_and_leads_to_its_note(reading):
    shown = Talk(reading, [Row("Build", 0)], lambda row: "Heron-1 asks").text(("option", "footbridge"), "summary")
    assert '<mark><a class="words" draggable="false" href="#n-x" title="Heron-1 asks">Build</a></mark>' in shown


def test_a_passage_whose_words_are_gone_is_not_marked(reading):
    shown = Talk(reading, [Row("Burnt", 0)], str).text(("option", "footbridge"), "summary")
    assert "<mark>" not in shown
