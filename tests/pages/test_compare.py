"""Compare, without a server: aligned rows, kinds of nothing, what differs most, the address."""

import itertools
import json
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from options.analysis.scales import CONFIDENCE, LIKELIHOOD
from options.bundle.reading import Reading
from options.pages import words
from options.pages.compare import cells, differ
from options.pages.compare.cells import NO_BASIS, Exposed, Nothing
from options.pages.compare.comparison import Comparison, Group, compare
from options.pages.compare.picker import picker, ready
from options.pages.compare.plain import plain
from options.pages.compare.printed import printed
from options.pages.compare.rows import Row
from options.pages.compare.selection import GROUPS, MAX_OPTIONS, OPEN_AT_FIRST, Selection, read
from options.pages.compare.wording import Wording

ALL = ("keep-the-ferry", "faster-ferry", "footbridge", "road-bridge", "tunnel")
ENGLISH = Wording(
    _=str,
    ngettext=lambda one, many, n: one if n == 1 else many,
    word=words.plain,
    law=lambda slug: f"{words.plain(slug)} law",
    date=lambda value: value or "",
    number=words.number_word,
)


@pytest.fixture(scope="module")
def river(reading: Reading) -> Reading:
    return reading


def shown(reading: Reading, *options: str, **view) -> Comparison:
    return compare(reading, Selection(tuple(o for o in reading.options if o in options), open=GROUPS, **view))


def group(comparison: Comparison, key: str) -> Group:
    return next(group for group in comparison.groups if group.key == key)


def row(comparison: Comparison, key: str, slug: str) -> Row:
    return next(row for row in group(comparison, key).rows if row.slug == slug)


# --- rows are shared and aligned ---


def test_every_row_has_one_cell_for_each_option_in_axis_order(river: Reading) -> None:
    comparison = shown(river, *reversed(ALL))
    assert [option.slug for option in comparison.options] == list(ALL)
    assert {len(row.cells) for group in comparison.groups for row in group.rows} == {5}


def test_a_shared_risk_is_one_row(river: Reading) -> None:
    slugs = [row.slug for row in group(shown(river, *ALL), "risks").rows]
    assert slugs == list(dict.fromkeys(slugs))
    assert set(slugs) == {"flood-backwater", "lost-trade", "ferry-accident"}


def test_cells_stand_under_the_option_they_are_about(river: Reading) -> None:
    flood = row(shown(river, "footbridge", "road-bridge"), "risks", "flood-backwater")
    assert [(cell.likelihood, cell.severity) for cell in flood.cells] == [("unlikely", 2), ("likely", 4)]


def test_a_risk_nobody_judged_for_these_options_has_no_row_and_is_counted(river: Reading) -> None:
    risks = group(shown(river, "keep-the-ferry", "tunnel"), "risks")
    assert "nobody-said" not in [row.slug for row in risks.rows]
    assert risks.unjudged == 2


def test_conditions_put_the_unmet_first_and_tell_needed_from_helpful(river: Reading) -> None:
    rows = group(shown(river, "keep-the-ferry", "footbridge", "road-bridge"), "conditions").rows
    assert [row.slug for row in rows][:2] == ["both-councils-agree", "harbour-permit"]
    money = next(row for row in rows if row.slug == "money")
    assert [cell.judgement for cell in money.cells] == [("helps", "partly"), ("needed", "partly"), ("needed", "partly")]


def test_one_of_several_ways_is_not_called_needed(river: Reading) -> None:
    comparison = shown(river, "footbridge", "road-bridge")
    assert row(comparison, "conditions", "crew").cells[1].role == "alternative"
    assert row(comparison, "conditions", "harbour-permit").cells[1].role == "needed"


def test_an_option_can_be_a_condition(river: Reading) -> None:
    ferry = row(shown(river, "footbridge", "road-bridge"), "conditions", "faster-ferry")
    assert (ferry.kind, ferry.cells[1].judgement) == ("option", ("alternative", "not-under-way"))


def test_a_relation_is_said_at_both_ends_and_only_between_chosen_options(river: Reading) -> None:
    comparison = shown(river, "faster-ferry", "road-bridge", "tunnel")
    relations = [
        (row.title, [getattr(cell, "forward", None) for cell in row.cells])
        for row in group(comparison, "together").rows
    ]
    assert sorted(relations) == [
        ("excludes", [None, True, False]),
        ("needs", [False, True, None]),
        ("weakens", [False, None, True]),
    ]


def test_law_says_state_and_direction_for_each_body(river: Reading) -> None:
    comparison = shown(river, "footbridge", "road-bridge")
    cell = row(comparison, "glance", "inter-bank").cells[1]
    assert (cell.body.state, cell.body.direction.effect) == ("contested", "forbids")
    assert row(comparison, "law", "piers-in-the-channel").cells[0].judgement == ("settled", "permits")


def test_legal_questions_stand_least_settled_first(river: Reading) -> None:
    assert [row.slug for row in group(shown(river, *ALL), "law").rows] == [
        "fixed-crossing",
        "tolls",
        "piers-in-the-channel",
    ]


def test_evidence_counts_citations_by_basis_and_statements_without_source_apart(river: Reading) -> None:
    comparison = shown(river, "keep-the-ferry", "faster-ferry")
    counts = {r.slug: [getattr(cell, "count", 0) for cell in r.cells] for r in group(comparison, "evidence").rows}
    assert counts["article"] == [1, 0]
    assert counts["record"] == [1, 2]
    assert counts["judged"][1] == 5  # a proposal, one exposure, two scores, one counter-view


# --- kinds of nothing ---


def kinds(row: Row) -> list[str]:
    return [cell.kind if isinstance(cell, Nothing) else cell.type for cell in row.cells]


def test_not_assessed_and_does_not_apply_are_told_apart(river: Reading) -> None:
    flood = row(shown(river, *ALL), "risks", "flood-backwater")
    assert kinds(flood) == ["does-not-apply", "not-assessed", "risk", "risk", "does-not-apply"]
    assert flood.cells[4].reason == "A tunnel has no piers."


def test_not_needed_is_not_the_same_as_nobody_said_what_is_needed(river: Reading) -> None:
    permit = row(shown(river, "keep-the-ferry", "road-bridge", "tunnel"), "conditions", "harbour-permit")
    assert kinds(permit) == ["not-needed", "condition", "not-assessed"]


def test_a_gate_tells_needing_nothing_from_not_assessed(river: Reading) -> None:
    gate = row(shown(river, "keep-the-ferry", "footbridge", "tunnel"), "glance", "gate")
    assert [ENGLISH.met(cell) for cell in gate.cells] == [
        "needs nothing new",
        "1 unmet of 3 needed",
        "not assessed: nobody has said what it needs",
    ]


def test_no_question_raised_is_not_the_same_as_no_law_looked_at(river: Reading) -> None:
    crossing = row(shown(river, "keep-the-ferry", "footbridge", "tunnel"), "law", "piers-in-the-channel")
    assert kinds(crossing) == ["not-assessed", "legal", "not-raised"]


def test_a_criterion_nobody_scored_keeps_its_row_and_says_so(river: Reading) -> None:
    lawful = row(shown(river, "faster-ferry", "tunnel"), "scores", "lawfulness")
    assert lawful.empty
    assert ENGLISH.warning(lawful) == "nobody has recorded anything here"


def test_a_row_without_any_source_says_so(river: Reading) -> None:
    accident = row(shown(river, "keep-the-ferry", "faster-ferry"), "risks", "ferry-accident")
    assert ENGLISH.warning(accident) == "nobody has cited a source here"
    assert not ENGLISH.warning(row(shown(river, "footbridge", "road-bridge"), "risks", "flood-backwater"))


def test_does_not_apply_is_no_empty_cell() -> None:
    assert not Row("risk", "r", "R", (Nothing("does-not-apply", "why"), Nothing("not-assessed"))).empty


# --- what differs ---


def exposed(likelihood: str, severity: int, confidence: str = "low", rationale: str = "x") -> Exposed:
    return Exposed(likelihood, severity, confidence, rationale, NO_BASIS)


def test_same_is_decided_by_judgement_and_not_by_its_wording() -> None:
    one, other = exposed("likely", 3, rationale="because"), exposed("likely", 3, rationale="for another reason")
    assert Row("risk", "r", "R", (one, other)).same
    assert not Row("risk", "r", "R", (one, exposed("likely", 4))).same
    assert not Row("risk", "r", "R", (one, Nothing("not-assessed"))).same


def test_steps_are_added_over_pairs_and_never_multiplied() -> None:
    # (3, likely) to (4, very likely): 1 + 1; to "does not apply": 3 + 5; between those two: 4 + 6
    row = [exposed("likely", 3), exposed("very likely", 4), Nothing("does-not-apply", "why")]
    assert differ.apart(row) == 2 + 8 + 10


RISK_CELLS = st.lists(
    st.one_of(
        st.builds(exposed, st.sampled_from(list(LIKELIHOOD)), st.integers(1, 5), st.sampled_from(CONFIDENCE)),
        st.just(Nothing("not-assessed")),
        st.just(Nothing("does-not-apply", "why")),
    ),
    max_size=6,
)


@given(RISK_CELLS, st.randoms())
def test_the_measure_does_not_depend_on_the_order_of_options(cells, random) -> None:
    mixed = list(cells)
    random.shuffle(mixed)
    assert differ.apart(mixed) == differ.apart(cells)


@given(RISK_CELLS)
def test_the_measure_is_zero_exactly_when_all_judgements_agree(cells) -> None:
    known = {differ.position(cell) for cell in cells} - {None}
    assert (differ.apart(cells) == 0) == (len(known) <= 1)


@given(RISK_CELLS)
def test_not_having_looked_adds_nothing_and_a_further_option_takes_nothing_away(cells) -> None:
    assert differ.apart([*cells, Nothing("not-assessed")]) == differ.apart(cells)
    assert differ.apart([*cells, exposed("likely", 3)]) >= differ.apart(cells)


@given(st.permutations(list(itertools.product(range(1, 6), range(7)))[:6]))
def test_steps_are_a_distance(places) -> None:
    a, b, c = places[:3]
    assert differ.steps(a, b) == differ.steps(b, a)
    assert differ.steps(a, a) == 0
    assert differ.steps(a, c) <= differ.steps(a, b) + differ.steps(b, c)


def test_risks_stand_by_the_measure_and_then_most_severe_first(river: Reading) -> None:
    rows = group(shown(river, *ALL), "risks").rows
    assert [(row.slug, row.steps) for row in rows] == [
        ("flood-backwater", 32),
        ("ferry-accident", 10),
        ("lost-trade", 4),
    ]


# --- what is shown ---


def many_risks(river: Reading, n: int) -> Reading:
    """The river with n more risks, each judged for the footbridge and the road bridge."""
    base = river.risks["flood-backwater"]
    bridge = river.exposures["footbridge", "flood-backwater"]
    slugs = [f"more-{i}" for i in range(n)]
    entries = []
    for entry in river.entries:
        if entry.kind == "option" and entry.slug in ("footbridge", "road-bridge"):
            more = tuple(bridge.model_copy(update={"risk": slug}) for slug in slugs)
            content = entry.content.model_copy(update={"exposures": entry.content.exposures + more})
            entries.append(type(entry)(entry.kind, entry.slug, content))
        else:
            entries.append(entry)
    entries += [type(entries[0])("risk", slug, base.model_copy(update={"slug": slug, "title": slug})) for slug in slugs]
    return Reading("river-crossing", 1, tuple(entries))


def test_five_risks_are_shown_and_the_rest_on_a_press(river: Reading) -> None:
    reading = many_risks(river, 9)
    first, whole = (group(shown(reading, *ALL, **view), "risks") for view in ({}, {"whole": ("risks",)}))
    assert (len(first.rows), first.rest, first.whole) == (5, 7, False)
    assert (len(whole.rows), whole.rest, whole.whole) == (12, 0, True)
    assert whole.rows[:5] == first.rows


def test_a_long_group_shows_forty_rows_at_first(river: Reading) -> None:
    conditions = group(shown(river, *ALL), "conditions")
    assert conditions.first == 40
    assert conditions.rest == 0


def test_only_rows_that_differ(river: Reading) -> None:
    comparison = shown(river, "footbridge", "road-bridge", differ=True)
    assert not [row for group in comparison.groups for row in group.rows if row.same]
    assert group(comparison, "effect").hidden == 1  # both take years


def test_rows_that_are_empty_for_all_can_be_hidden(river: Reading) -> None:
    comparison = shown(river, "faster-ferry", "tunnel", full=True)
    assert "lawfulness" not in [row.slug for row in group(comparison, "scores").rows]
    assert group(comparison, "scores").hidden >= 1


def test_hiding_empty_rows_leaves_those_on_which_all_agree(river: Reading) -> None:
    effect = group(shown(river, "footbridge", "road-bridge", full=True), "effect")
    assert [row.same for row in effect.rows] == [True, False]


def test_a_folded_group_has_no_rows_and_still_says_how_many(river: Reading) -> None:
    risks = group(compare(river, Selection(ALL, open=())), "risks")
    assert (risks.open, risks.rows, risks.total, risks.differing) == (False, (), 3, 3)


def test_scores_of_a_compiler_are_called_illustrative(river: Reading) -> None:
    assert ENGLISH.standing(shown(river, *ALL)) == "As of 2026-03, illustrative scores."


# --- the address ---


def test_an_address_is_read_and_written_back_the_same(river: Reading) -> None:
    asked = read({"o": ["tunnel", "footbridge"], "g": ["law", "risks"], "all": ["risks"], "diff": ["1"]}, river)
    assert asked.query == "o=footbridge&o=tunnel&g=risks&g=law&all=risks&diff=1"
    assert asked.problems == ()


FLAGS = st.sampled_from([[], ["1"]])


@given(st.lists(st.sampled_from(ALL), unique=True), st.lists(st.sampled_from(GROUPS), unique=True), FLAGS, FLAGS)
def test_every_selection_survives_its_own_address(river: Reading, options, groups, diff, full) -> None:
    asked = read({"o": options, "g": groups or ["none"], "diff": diff, "full": full}, river)
    assert read(parse_qs(asked.query), river) == asked


def test_folding_and_opening_are_each_others_opposite(river: Reading) -> None:
    asked = read({"o": list(ALL)}, river)
    assert asked.folded("risks").open == ("glance", "effect", "together")
    assert asked.folded("risks").folded("risks") == asked
    assert asked.all_folded().query.endswith("g=none")


def test_an_address_with_no_group_that_exists_opens_what_is_open_at_first(river: Reading) -> None:
    assert read({"g": ["weather"]}, river).open == OPEN_AT_FIRST
    assert read({"g": ["none", "weather"]}, river).open == ()


@pytest.mark.parametrize(
    ("parameters", "kind", "values"),
    [
        ({"o": ["zeppelin"]}, "unknown-option", ("zeppelin",)),
        ({"o": ["tunnel", "tunnel"]}, "repeated-option", ("tunnel",)),
        ({"g": ["risks", "weather"]}, "unknown-group", ("weather",)),
        ({"diff": ["perhaps"]}, "bad-flag", ("diff=perhaps",)),
        ({"sort": ["score"]}, "unknown-key", ("sort",)),
        ({"o": ["a\0b\x1b\ud800"]}, "unknown-option", ("a�b��",)),
        ({"o": ["x" * 10_000]}, "unknown-option", ("x" * 60 + "…",)),
    ],
)
def test_what_makes_no_sense_is_left_out_and_named(river: Reading, parameters, kind, values) -> None:
    asked = read(parameters, river)
    assert [(problem.kind, problem.values) for problem in asked.problems] == [(kind, values)]


def test_two_hundred_unknown_options_give_one_short_notice(river: Reading) -> None:
    (problem,) = read({"o": [f"x-{i}" for i in range(200)]}, river).problems
    assert (len(problem.values), problem.more) == (6, 194)
    assert ENGLISH.problem(problem).endswith("x-4, x-5 and 194 more.")


def test_an_archived_option_is_called_archived(river: Reading) -> None:
    entries = tuple(
        type(e)(e.kind, e.slug, e.content, archived=e.slug == "tunnel") if e.kind == "option" else e
        for e in river.entries
    )
    asked = read({"o": ["tunnel", "footbridge"]}, Reading("river-crossing", 4, entries))
    assert asked.options == ("footbridge",)
    assert [problem.kind for problem in asked.problems] == ["archived-option"]


def test_more_than_twelve_options_are_cut_and_named(river: Reading) -> None:
    tunnel = next(e for e in river.entries if e.slug == "tunnel")
    more = [
        type(tunnel)("option", f"t-{i}", tunnel.content.model_copy(update={"slug": f"t-{i}", "order": 10 + i}))
        for i in range(12)
    ]
    asked = read({"o": ["tunnel", *(e.slug for e in more)]}, Reading("river-crossing", 1, (*river.entries, *more)))
    assert len(asked.options) == MAX_OPTIONS == 12
    assert [(problem.kind, problem.values) for problem in asked.problems] == [("too-many-options", ("t-11",))]


# --- picker ---


def test_ready_selections_take_the_first_of_each_kind_and_the_baseline(river: Reading) -> None:
    found = {each.rule: each.selection.options for each in ready(river)}
    assert found["posture"] == ("keep-the-ferry", "faster-ferry", "footbridge", "road-bridge", "tunnel")
    assert "force" not in found  # the same five
    assert found["consent"] == ("keep-the-ferry", "footbridge", "road-bridge")


def test_no_ready_selection_stands_twice(river: Reading) -> None:
    found = [each.selection.options for each in ready(river)]
    assert len(found) == len(set(found))


def test_the_picker_groups_by_posture_in_scale_order(river: Reading) -> None:
    assert [posture for posture, _ in picker(river, ()).postures] == [
        "unilateral",
        "at-invitation",
        "cooperative",
        "mixed",
        "domestic",
    ]


# --- words and plain values ---


def test_every_shown_cell_has_words_and_a_plain_form(river: Reading) -> None:
    comparison = shown(river, *ALL)
    text = printed(comparison, river, ENGLISH, "https://example.org/", "2026-04-01")
    values = plain(comparison, river, "https://example.org/", "2026-04-01")
    assert json.loads(json.dumps(values)) == values
    found = {cell["type"] for group in values["groups"] for row in group["rows"] for cell in row["cells"]}
    assert found == {cls.type for cls in cells.Cell.__args__}
    assert all(cell.lines for group in text.groups for row in group.rows for cell in row.cells)


def test_likelihood_and_confidence_never_share_a_line() -> None:
    lines = [line.text for line in ENGLISH.lines(exposed("very likely", 4, "moderate"))]
    assert lines[:3] == ["very likely, 80–95 %", "severity 4 of 5", "confidence: moderate"]


def test_the_same_citation_has_one_number(river: Reading) -> None:
    text = printed(shown(river, *ALL), river, ENGLISH, "", "")
    assert len(text.notes) == len(set(text.notes))
    assert max(n for group in text.groups for row in group.rows for cell in row.cells for n in cell.notes) <= len(
        text.notes
    )


def test_a_note_names_source_locator_basis_and_how_far_it_was_read(river: Reading) -> None:
    notes = printed(shown(river, "keep-the-ferry", "footbridge"), river, ENGLISH, "", "").notes
    assert "M. Nógrádi. Flood levels and bridge piers in the lower valley. 2023. ch. 2 (record; secondary)." in notes
    assert any(
        "no page given" in note and "Harbour Act" in note
        for note in printed(shown(river, *ALL), river, ENGLISH, "", "").notes
    )
