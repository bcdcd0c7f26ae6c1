"""`manage.py weigh`: the page's result on the command line."""

import json
from urllib.parse import parse_qs

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from options.pages.query import Query
from options.pages.weigh import inputs, report, selection
from options.weighed import wording

RIVER = "river-crossing"


def weigh(capsys, *words):
    call_command("weigh", RIVER, *words)
    return capsys.readouterr().out


def refused(*words):
    with pytest.raises(CommandError) as reason:
        call_command("weigh", *words)
    assert reason.value.returncode == 1
    return str(reason.value).splitlines()


def test_text_gives_the_verdict_and_a_line_for_each_option_in_axis_order(river, capsys):
    said = weigh(capsys, "--equal")
    lines = [line for line in said.splitlines() if " open " in line or " undetermined " in line or " blocked " in line]
    titles = [option.title.partition(" (")[0] for option in river.reading().options.values()]
    assert [line.split("  ")[-1] for line in lines] == titles
    assert "comes first in" in said
    assert "As of March 2026" in said


def test_json_has_the_fields_of_the_format(river, capsys):
    found = json.loads(weigh(capsys, "--weight", "cost=3", "--weight", "flood-safety=1", "--format", "json"))
    assert {
        "dossier", "version", "as_of", "method", "preference", "draws", "seed", "weights", "unweighted", "pursued",
        "toggles", "options", "pairwise", "sensitivity", "sensitivity_without", "flips", "most_important", "verdict",
    } <= set(found)  # fmt: skip
    assert {
        "option", "value", "expected", "interval", "rank", "first_rank_share", "standard_error", "rank_acceptability",
        "first_rank_share_common", "central_weights", "confidence_factor", "gate", "gate_reason", "blocked_by",
        "unlock_sets", "unlock_sets_complete", "dominated_by", "robustly_dominated_by", "missing", "clipped",
    } <= set(found["options"][0])  # fmt: skip
    assert found["weights"] == {"cost": 0.75, "crossing-time": 0, "flood-safety": 0.25, "lawfulness": 0}
    assert found["unweighted"] == ["crossing-time", "lawfulness"]


def test_the_same_question_gives_the_same_bytes(river, capsys):
    words = ("--equal", "--format", "json")
    assert weigh(capsys, *words) == weigh(capsys, *words)


def test_another_seed_gives_other_draws(river, capsys):
    one, other = (json.loads(weigh(capsys, "--equal", "--format", "json", "--seed", seed)) for seed in ("1", "2"))
    assert one["options"][0]["first_rank_share"] != other["options"][0]["first_rank_share"]
    assert one["options"][0]["value"] == other["options"][0]["value"]


def test_options_switches_and_pursued_options_are_taken(river, capsys):
    words = ("--option", "footbridge", "--option", "road-bridge", "--toggle", "money=unmet", "--pursue", "faster-ferry")
    found = json.loads(weigh(capsys, "--equal", "--format", "json", *words))
    assert [option["option"] for option in found["options"]] == ["footbridge", "road-bridge"]
    assert (found["toggles"], found["pursued"]) == ({"money": "unmet"}, ["faster-ferry"])


def test_as_curated_switches_nothing(river, capsys):
    assert json.loads(weigh(capsys, "--equal", "--format", "json", "--toggle", "money=as-curated"))["toggles"] == {}


def test_a_screened_out_option_has_no_rank(river, capsys):
    found = json.loads(weigh(capsys, "--equal", "--format", "json", "--screened-out", "footbridge"))
    (out,) = [option for option in found["options"] if option["option"] == "footbridge"]
    assert (out["rank"], out["first_rank_share"], out["rank_acceptability"]) == (None, None, [])
    assert "footbridge" not in found["verdict"]["contenders"]


def test_any_weights_need_none_and_decide_nothing(river, capsys):
    found = json.loads(weigh(capsys, "--preference", "any", "--format", "json"))
    assert (found["verdict"]["kind"], found["verdict"]["leader"]) == ("none", None)


def test_nothing_is_ranked_before_somebody_says_what_matters(river):
    assert refused(RIVER)[0].startswith("--weight: nothing is ranked before somebody says what matters.")


def test_every_fault_is_told_on_a_line_of_its_own(river):
    lines = refused(
        RIVER, "--option", "zeppelin", "--weight", "zeppelin=1", "--weight", "cost", "--weight", "flood-safety=-1",
        "--weight", "lawfulness=nan", "--weight", "crossing-time=1", "--weight", "crossing-time=2",
        "--toggle", "money=zeppelin", "--toggle", "zeppelin=met", "--pursue", "zeppelin", "--screened-out", "zeppelin",
        "--draws", "0", "--seed", "-1",
    )  # fmt: skip
    assert lines == [
        "--option zeppelin: this dossier has no such option.",
        "--screened-out zeppelin: this dossier has no such option.",
        "--weight zeppelin=1: this dossier has no such criterion.",
        "--weight cost: write it as CRITERION=VALUE.",
        "--weight crossing-time=2: crossing-time is given twice.",
        "--weight flood-safety=-1: points must be numbers from 0 up.",
        "--weight lawfulness=nan: points must be numbers from 0 up.",
        "--toggle zeppelin=met: this dossier has no such precondition.",
        "--toggle money=zeppelin: the status must be one of met, partly, unmet, unknown, not-applicable, as-curated.",
        "--pursue zeppelin: this dossier has no such option.",
        "--draws 0: give a whole number from 1 to 100000.",
        "--seed -1: give a whole number from 0 to 18446744073709551615.",
    ]


def test_all_points_zero_is_no_weighing(river):
    assert refused(RIVER, "--weight", "cost=0")[0].startswith("--weight: nothing is ranked")


def test_too_many_draws_are_refused(river):
    assert refused(RIVER, "--equal", "--draws", "1000000000") == [
        "--draws 1000000000: give a whole number from 1 to 100000."
    ]


def test_equal_and_points_of_ones_own_are_two_things(river):
    assert refused(RIVER, "--equal", "--weight", "cost=1") == ["--equal: say either --equal or --weight, not both."]


def test_a_dossier_that_is_not_there(river):
    assert refused("zeppelin", "--equal") == ["zeppelin: there is no published dossier of that name."]


def test_the_command_the_page_and_its_json_give_the_same_numbers(river, client, capsys):
    query = "w.cost=40&w.flood-safety=60&p.both-councils-agree=met&s.tunnel=f----"
    shown = client.get(f"/d/{RIVER}/weigh/result.json?{query}").json()
    told = json.loads(weigh(
        capsys, "--weight", "cost=40", "--weight", "flood-safety=60", "--toggle", "both-councils-agree=met",
        "--screened-out", "tunnel", "--format", "json",
    ))  # fmt: skip
    assert told == shown
    reading = river.reading()
    asked = selection.read(Query(parse_qs(query)), reading)
    assert (
        json.loads(json.dumps(report.report(reading, asked, inputs.weighing(reading, asked), wording(reading)))) == told
    )
    page = client.get(f"/d/{RIVER}/weigh/?{query}").content.decode()
    brief = client.get(f"/d/{RIVER}/brief/brief.md?{query}").content.decode()
    for option in told["options"]:
        if option["value"] is not None:
            assert f">{option['value']:.1f}<" in page
            assert f"{option['value']:.1f}" in brief
    assert told["verdict"]["sentence"].split(". ")[0] in page
