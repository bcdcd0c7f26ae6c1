"""The weigh page: nothing is ranked unasked, everything stands in the address, and nothing in it breaks the page."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest

from options.models import Entry
from tests.web.helpers import more_entries, published
from tests.web.seen import main, part, rows

WEIGH = "/d/river-crossing/weigh/"
TWO = "?w.cost=40&w.flood-safety=60"
HTMX = {"HTTP_HX_REQUEST": "true"}


def text(response):
    return response.content.decode()


def notices(response):
    return re.findall(r'<p class="notice" role="status">(.*?)</p>', text(response), re.DOTALL)


# --- what is shown ---


def test_nothing_is_ranked_before_somebody_says_what_matters(river, client):
    reply = client.get(WEIGH)
    assert "Nothing is ranked yet." in main(reply)
    assert 'id="ranks"' not in text(reply)
    assert "comes first" not in text(reply)


def test_with_points_there_is_a_verdict_with_what_would_turn_it(river, client):
    said = main(client.get(WEIGH + TWO + "&p.both-councils-agree=met&p.harbour-permit=met"))
    assert "comes first in" in said
    assert "It turns if" in said or "No single weight turns it" in said
    assert "As of March 2026, illustrative scores." in said


def test_options_stand_in_axis_order_in_every_table(river, client):
    reply = client.get(WEIGH + TWO)
    titles = [f"{o.order}. {o.title.partition(' (')[0]}" for o in river.reading().options.values()]
    heads = [re.sub(r"\s+", " ", cells[0]) for cells in rows(reply) if re.match(r"\d\.", cells[0])]
    for start in range(0, len(heads), len(titles)):
        assert [head[: len(title)] for head, title in zip(heads[start:], titles, strict=False)] == [
            title for title, _head in zip(titles, heads[start:], strict=False)
        ]


def test_a_failed_test_takes_an_option_out_of_the_ranks_and_says_which(river, client):
    reply = client.get(WEIGH + TWO + "&s.footbridge=pf---")
    assert "not ranked, failed: feasible" in main(reply)
    assert "Not ranked, because it failed a test: A footbridge (feasible)." in main(reply)


def test_an_option_can_be_ranked_all_the_same(river, client):
    reply = client.get(WEIGH + TWO + "&s.footbridge=pf---&anyway=footbridge")
    assert "not ranked, failed" not in main(reply)
    assert "You were not sure of a test, or rank it although it failed one: A footbridge." in main(reply)


def test_what_is_supposed_closes_options_and_says_what_would_reopen_them(river, client):
    reply = client.get(WEIGH + TWO + "&p.crew=unmet")
    assert "By what you suppose" in main(reply)
    supposed = text(reply).split('class="notice whatif"')[1].split("</div>")[0]
    assert "A faster ferry" in supposed
    assert "preconditions/crew/" in supposed


def test_what_is_supposed_without_effect_is_said(river, client):
    assert "No gate opens or closes." in main(client.get(WEIGH + "?p.flood-model=partly&o=footbridge"))


def test_only_the_order_of_the_points_can_be_taken(river, client):
    assert "all weights in this order" in main(client.get(WEIGH + TWO + "&preference=ordinal"))


def test_any_weights_show_ranks_and_no_verdict(river, client):
    said = main(client.get(WEIGH + "?preference=any"))
    assert "No verdict." in said
    assert "any weights at all" in said


def test_a_role_is_one_press_away_and_named(river, client):
    reply = client.get(WEIGH + "?start=role:mayor-of-harrow", follow=True)
    assert reply.redirect_chain == [(WEIGH + "?w.crossing-time=60&w.flood-safety=20&w.cost=20", 302)]
    assert "Points as suggested for the role: Mayor of Harrow." in main(reply)


def test_equal_shares_are_named_as_a_choice(river, client):
    reply = client.get(WEIGH + "?start=equal", follow=True)
    assert "Equal points for each group of criteria, which is a choice too." in main(reply)


def test_nothing_confidential_of_an_exercise_is_told(river, client):
    for address in (WEIGH, WEIGH + TWO, WEIGH + "roles/", WEIGH + "result.json" + TWO):
        said = text(client.get(address))
        assert "A ribbon to cut" not in said
        assert "A toll" not in said


def test_the_weight_asked_for_is_drawn(river, client):
    opened = "&p.both-councils-agree=met&p.harbour-permit=met"
    assert "If lawfulness mattered more, or less" in main(client.get(WEIGH + TWO + opened + "&line=lawfulness"))


def test_roles_show_who_prefers_what_and_what_it_is_about(river, client):
    said = main(client.get(WEIGH + "roles/"))
    assert "Mayor of Harrow" in said
    assert "What the disagreement is about" in said


# --- parts and addresses ---


def test_a_form_is_led_to_the_short_address(river, client):
    reply = client.get(WEIGH + "?form=1&t.tunnel.1=f&t.tunnel.2=-&w.cost=40&w.lawfulness=&p.money=&preference=stated")
    assert (reply.status_code, reply["Location"]) == (302, WEIGH + "?s.tunnel=f----&w.cost=40")


def test_htmx_gets_the_result_alone_and_the_address_it_stands_at(river, client):
    reply = client.get(WEIGH + "?form=1&w.cost=40&t.tunnel.1=-", **HTMX)
    assert reply.status_code == 200
    assert reply["HX-Replace-Url"] == WEIGH + "?w.cost=40"
    assert "<html" not in text(reply)
    assert text(reply).lstrip().startswith('<div class="result" id="result"')


def test_every_place_that_is_swapped_is_on_the_page(river, client):
    page, part = text(client.get(WEIGH + TWO)), text(client.get(WEIGH + TWO, **HTMX))
    swapped = re.findall(r'id="([^"]+)"[^>]*hx-swap-oob', part)
    assert len(swapped) > 10
    assert [name for name in swapped if f'id="{name}"' not in page] == []


def test_the_part_says_what_the_page_says(river, client):
    address = WEIGH + TWO + "&s.footbridge=pf---&p.crew=unmet"
    page, part = text(client.get(address)), text(client.get(address, **HTMX))
    verdict = re.search(r'id="verdict">(.*?)</p>', page, re.DOTALL)[1]
    assert verdict in part


# --- bad input: the page stays whole and says what is wrong ---


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("w.cost=-1", "points must be numbers from 0 up: w.cost=-1"),
        ("w.cost=nan", "points must be numbers from 0 up: w.cost=nan"),
        ("w.cost=inf", "points must be numbers from 0 up: w.cost=inf"),
        ("w.cost=1e400", "points must be numbers from 0 up: w.cost=1e400"),
        ("w.zeppelin=5", "criterion zeppelin"),
        ("w.cost=5&w.cost=6", "Given more than once in the address, and the last value taken: w.cost"),
        ("o=zeppelin&w.cost=1", "option zeppelin"),
        ("s.tunnel=xx&w.cost=1", "s.tunnel=xx"),
        ("draws=0&w.cost=1", "must be a whole number from 1 to 100000: draws=0"),
        ("draws=1000000000&w.cost=1", "must be a whole number from 1 to 100000: draws=1000000000"),
        ("seed=-1&w.cost=1", "seed=-1"),
        ("p.zeppelin=met&w.cost=1", "precondition zeppelin"),
        ("start=role:zeppelin", "role role:zeppelin"),
    ],
)
def test_what_cannot_be_used_is_named_and_the_page_is_whole(river, client, address, said):
    reply = client.get(f"{WEIGH}?{address}")
    assert reply.status_code == 200
    assert said in " ".join(notices(reply))
    assert 'id="conditions"' in text(reply)


def test_what_was_typed_wrongly_stays_in_its_field(river, client):
    assert re.search(r'name="w.cost"[^>]*value="-5"', text(client.get(WEIGH + "?w.cost=-5")))


def test_huge_and_tiny_points_are_points(river, client):
    for address in ("?w.cost=1e308&w.flood-safety=1e308", "?w.cost=5e-324&w.flood-safety=5e-324"):
        assert "50%" in text(client.get(WEIGH + address))


def test_all_points_zero_rank_nothing(river, client):
    reply = client.get(WEIGH + "?w.cost=0&w.flood-safety=0")
    assert "Nothing is ranked yet." in main(reply)


def test_one_option_is_compared_with_nothing(river, client):
    said = main(client.get(WEIGH + TWO + "&o=keep-the-ferry"))
    assert "Only Keep the ferry as it is is left to rank" in said


def test_an_option_without_a_score_stays_on_the_page(river, client):
    published(river, "option", "footbridge", assessments=())
    said = main(client.get(WEIGH + TWO))
    assert "A footbridge has no score for" in said


def test_a_dossier_without_any_score_stands(river, client):
    for later, slug in enumerate(river.reading().options, 1):
        published(river, "option", slug, assessments=(), later=later)
    reply = client.get(WEIGH + TWO)
    assert reply.status_code == 200
    assert "missing" in main(reply)


@pytest.mark.parametrize("kind", ["option", "criterion"])
def test_a_dossier_without_options_or_criteria_says_that_there_is_nothing_to_weigh(river, client, kind):
    from tests.conftest import NOW

    Entry.objects.filter(dossier=river, kind=kind).archive(river, NOW)
    for address in (WEIGH, WEIGH + TWO, WEIGH + "?preference=any", WEIGH + "roles/"):
        assert client.get(address).status_code == 200
    assert "There is nothing to weigh" in main(client.get(WEIGH + "?preference=any"))


def test_a_hostile_title_is_text(river, client):
    published(river, "option", "footbridge", title="<script>alert(1)</script>")
    published(river, "criterion", "cost", title="<img src=x onerror=alert(1)>", later=2)
    for address in (WEIGH + TWO, WEIGH + "roles/", WEIGH):
        said = text(client.get(address))
        assert "<script>alert" not in said
        assert "<img src=x" not in said


def test_the_json_refuses_what_the_page_leaves_out(river, client):
    reply = client.get(WEIGH + "result.json?w.cost=-1")
    assert (reply.status_code, len(reply.json()["faults"])) == (422, 1)


def test_the_json_says_what_is_missing(river, client):
    reply = client.get(WEIGH + "result.json")
    assert reply.status_code == 422
    assert "Give points" in reply.json()["faults"][0]


# --- cost ---


@pytest.mark.parametrize("address", [WEIGH, WEIGH + TWO, WEIGH + "roles/", WEIGH + "result.json" + TWO])
def test_a_visitor_costs_two_queries_however_many_options_there_are(river, client, django_assert_num_queries, address):
    with django_assert_num_queries(2):  # the dossier and its reading
        client.get(address)
    more_entries(river, 20)
    with django_assert_num_queries(2):
        client.get(address)


def test_somebody_signed_in_costs_three_more(river, as_, django_assert_num_queries):
    client = as_("analyst")
    with django_assert_num_queries(5):  # session, person, roles
        client.get(WEIGH + TWO)


def test_a_very_large_table_is_weighed_with_fewer_draws(river, client):
    more_entries(river, 195)
    reply = client.get(WEIGH + TWO)
    assert reply.status_code == 200
    assert len(rows(reply)) > 200


def test_saving_is_offered_to_those_who_may(river, as_):
    assert "Save this weighing" in main(as_("analyst").get(WEIGH + TWO))
    assert "Save this weighing" not in main(as_("member").get(WEIGH + TWO))
    assert "Sign in to save it" in main(as_("visitor").get(WEIGH + TWO))


def test_gates_are_told_with_why_and_what_would_open_them(river, client):
    gates = part(client.get(WEIGH), 'id="gates"', 'id="suppose"')
    assert "3. A footbridge blocked This does not hold: Both town councils agree (unmet)" in gates
    assert "nothing, it is open" in gates


@pytest.mark.parametrize("move", ["a lot", "1e400", "9" * 30, "-999999"])
def test_a_move_that_fits_no_scale_is_told_and_stays_typed(river, client, move):
    page = client.get(f"{WEIGH}{TWO}&form=1&eq.flood-safety~cost={move}")
    assert page.status_code == 200
    assert "past its worst end: eq.flood-safety~cost=" in main(page)
    assert f'id="eq-flood-safety~cost" size="4" value="{move}"' in page.content.decode()


def test_a_move_that_fits_changes_the_points(river, client):
    reply = client.get(f"{WEIGH}{TWO}&form=1&eq.flood-safety~cost=3")
    assert reply.status_code == 302
    assert "w.flood-safety=60" in reply.headers["Location"]
    assert "w.cost=40" not in reply.headers["Location"]


LONG = TWO + "&form=1&" + "&".join(f"t.tunnel.{n}=-" for n in range(1, 6)) + "&odd=" + "x" * 2500


def test_signing_in_and_colours_lead_back_to_the_short_address(river, client):
    page = client.get(WEIGH + LONG + "&w.lawfulness=-1").content.decode()
    back = f"{WEIGH}?w.flood-safety=60&amp;w.cost=40"
    assert f'name="next" id="theme-next" value="{back}"' in page
    link = f'href="/accounts/login/?{urlencode({"next": unescape(back)})}"'
    assert page.count(unescape(link)) == 2  # at the top, and beside the result


def test_a_part_brings_along_every_link_that_says_what_is_weighed(river, client):
    part = client.get(f"{WEIGH}{TWO}&p.harbour-permit=met&form=1", **HTMX).content.decode()
    query = "w.flood-safety=60&amp;w.cost=40&amp;p.harbour-permit=met"
    assert f'id="roles-link" href="{WEIGH}roles/?{query}" hx-swap-oob="true"' in part
    assert f'href="{WEIGH}?w.flood-safety=60&amp;w.cost=40#conditions">All as curated</a>' in part
    assert f'id="theme-next" value="{WEIGH}?{query}" hx-swap-oob="true"' in part
    assert 'id="to-sign-in" href="/accounts/login/?next=' in part


def test_a_part_brings_along_the_gates_beside_the_tests(river, client):
    part = client.get(f"{WEIGH}{TWO}&p.both-councils-agree=unmet&form=1", **HTMX).content.decode()
    shown = part.split('id="gate-footbridge" hx-swap-oob="true">')[1].split("</span>")[0]
    assert "blocked" in shown


def test_a_part_says_what_it_left_out_and_takes_back_what_was_said_before(river, client):
    wrong = client.get(f"{WEIGH}?w.cost=-5&w.flood-safety=60&form=1", **HTMX).content.decode()
    notices = wrong.split('<div id="notices" hx-swap-oob="true">')[1].split("</div>")[0]
    assert "points must be numbers from 0 up: w.cost=-5." in notices
    right = client.get(f"{WEIGH}{TWO}&form=1", **HTMX).content.decode()
    assert right.split('<div id="notices" hx-swap-oob="true">')[1].split("</div>")[0].strip() == ""


def test_nothing_ticked_is_told(river, client):
    page = client.get(f"{WEIGH}?o=tunnel&w.cost=4&form=1&choose=1")
    assert "No option was ticked, so nothing was changed: tick at least one." in main(page)


def test_small_steps_do_not_carry_an_agreement_along(river, client):
    agreed = "ok.flood-safety~cost=50"
    for points in range(50, 61):
        page = client.get(f"{WEIGH}?w.flood-safety=100&w.cost={points}&{agreed}&form=1", follow=True).content.decode()
        box = re.search(r'name="(ok.flood-safety~cost)" value="([^"]+)" id="ok-1" class="live"( checked)?', page)
        if not box[3]:
            break
        agreed = f"{box[1]}={box[2]}"
    assert (points, "You agreed to 50 before." in page) == (53, True)


def test_an_agreement_that_is_not_asked_about_now_is_kept(river, client):
    query = "w.flood-safety=100&w.cost=50&w.crossing-time=200&ok.flood-safety~cost=50"
    page = client.get(f"{WEIGH}?{query}").content.decode()
    assert '<input type="hidden" name="ok.flood-safety~cost" value="50">' in page
