"""The plan: what ballots need, what comes before what, when it ends."""

from datetime import datetime

import pytest

from options.pages.seminar.plan import Planned, missing, times, total

HALF_PAST_ONE = datetime(2026, 4, 1, 13, 30)  # noqa: DTZ001


def phase(kind, minutes=10, number=1, **sizes):
    return Planned(number, kind.capitalize(), kind, minutes, **sizes)


@pytest.mark.parametrize(
    ("planned", "needs"),
    [
        (phase("rate", 10, options=3, criteria=4), None),  # 16 marks and weights, a sentence: 252 seconds
        (phase("rate", 4, options=3, criteria=4), 5),
        (phase("rate-again", 5, options=3, criteria=4), None),
        (phase("rate", 10, options=5, criteria=9), 12),
        (phase("vote", 1), 2),
        (phase("briefing", 2), 3),
        (phase("reflection", 1, questions=6), 2),
        (phase("reflection", 1, questions=0), None),
        (phase("discuss", 0), None),
        (phase("reveal", 0), None),
    ],
)
def test_a_ballot_that_asks_for_more_than_its_minutes_is_told(planned, needs):
    assert planned.needs == needs


def test_what_has_nothing_to_work_on_is_told():
    kinds = ["reveal", "rate", "rate-again", "who-moved", "compare-directives", "directive", "reveal"]
    phases = [phase(kind, number=number) for number, kind in enumerate(kinds, 1)]
    assert [(gap.phase.number, gap.before) for gap in missing(phases)] == [
        (1, ("rate", "rate-again")), (5, ("directive",)),
    ]  # fmt: skip


def test_the_end_comes_after_joining_and_all_phases():
    phases = [phase("rate", 20), phase("discuss", 40)]
    found = times(phases, HALF_PAST_ONE, lobby=5, reserve=10)
    assert (found.ends_at.strftime("%H:%M"), found.over, found.spare, found.cuts) == ("14:35", 0, 10, ())
    assert total(phases) == 60


def test_too_long_for_the_room_offers_cuts():
    phases = [phase("rate", 20), phase("discuss", 40, number=2)]
    until = HALF_PAST_ONE.replace(hour=14, minute=31)
    found = times(phases, HALF_PAST_ONE, lobby=5, reserve=10, until=until)
    assert (found.over, found.spare, found.cuts, found.over_after_cuts) == (4, 0, ((2, "Discuss", 4),), 0)


def test_too_long_for_the_template_is_told():
    found = times([phase("rate", 50)], HALF_PAST_ONE, lobby=0, reserve=5, minutes=40)
    assert (found.over, found.cuts) == (5, ((1, "Rate", 5),))
