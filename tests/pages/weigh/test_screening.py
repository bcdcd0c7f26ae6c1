"""Five tests before any weight."""


def test_every_option_has_a_row_with_its_answers(weighed):
    rows = {row.option.slug: row for row in weighed("s.tunnel=pfu--").screen.rows}
    assert rows["tunnel"].answers == "pfu--"
    assert rows["footbridge"].answers == "-----"


def test_failed_and_unsure_tests_are_named(weighed):
    (row,) = weighed("o=tunnel&s.tunnel=pfu--").screen.rows
    assert (row.failed, row.unsure, row.out) == (("feasible",), ("acceptable",), True)


def test_an_option_ranked_anyway_is_not_out(weighed):
    (row,) = weighed("o=tunnel&s.tunnel=pfu--&anyway=tunnel").screen.rows
    assert not row.out


def test_who_stays_in_although_somebody_was_unsure_is_told(weighed):
    screen = weighed("s.tunnel=f----&s.footbridge=u----&s.road-bridge=f----&anyway=road-bridge").screen
    assert {row.option.slug for row in screen.unsure} == {"footbridge", "road-bridge"}
    assert [row.option.slug for row in screen.out] == ["tunnel"]


def test_answered_counts_options(weighed):
    assert weighed("s.tunnel=pfu--&s.footbridge=p----").screen.answered == 2


def test_the_gate_follows_what_is_supposed(weighed):
    before, after = (weighed(f"o=footbridge&p.both-councils-agree={to}").screen.rows[0] for to in ("unmet", "met"))
    assert (before.why.state, after.why.state) == ("blocked", "undetermined")
