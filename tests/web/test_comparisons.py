"""Pages of a saved comparison: the list, one as it was saved, weighing further on it, sharing, history, deletion."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from options.models import Comparison, Dossier, Entry, Redaction, User
from tests.conftest import NOW
from tests.web.helpers import published
from tests.web.kept import POINTS, QUERY, SCORE, form, kept, saved_again
from tests.web.seen import main, part, row, rows
from tests.web.test_every_page import EVIL, MILD, Read

NEW = "/comparisons/new/river-crossing/"
LIST = "/comparisons/"
# what stands behind the address of a comparison, for everybody who may open it
READ = ("", "@1/", "weigh/", "weigh/roles/", "result.json", "brief/", "brief/brief.md")
# what its owner presses
BUTTONS = ("share/", "delete/", "undelete/", "update/", "@1/restore/")
SHARED = ("members", "link")


def text(response):
    return response.content.decode()


@pytest.fixture
def mine(river, cast):
    """A private comparison of the analyst."""
    return kept(river, cast["analyst"])


@pytest.fixture
def analyst(as_, river):
    return as_("analyst")


def at(comparison, rest=""):
    return f"/comparisons/{comparison.link}/{rest}"


def pressed(client, comparison, rest, **fields):
    """A button, with what its form sends along."""
    seen = Comparison.objects.get(pk=comparison.pk).stands.number
    return client.post(at(comparison, rest), {"token": str(uuid4()), "seen": seen, **fields})


# --- one comparison -------------------------------------------------------------------------------------------------


def test_it_shows_who_saved_what_and_on_what_it_stands(analyst, mine):
    page = main(analyst.get(at(mine)))
    assert "What we would build" in page
    assert "For the council." in page
    assert "Saved by analyst, 1 April 2026, as save 1, on version 1 of the dossier." in page
    assert "illustrative scores" in page


def test_it_shows_the_points_as_shares(analyst, mine):
    page = main(analyst.get(at(mine)))
    assert "Safety in a flood 40% 40 points" in page
    assert "Cost 60% 60 points" in page


def test_own_scores_stand_beside_the_curated_ones_with_the_reason(analyst, mine):
    assert row(analyst.get(at(mine)), "A footbridge: Cost") == [
        "A footbridge: Cost",
        "20 10–30, high",
        "50 35–90, low",
        "Our own estimate",
    ]


def test_an_own_score_where_nobody_has_judged_says_so(analyst, river, cast):
    score = {**SCORE, "option": "tunnel", "criterion": "lawfulness", "low": 1, "best": 2, "high": 3}
    cells = row(analyst.get(at(kept(river, cast["analyst"], scores=(score,)))), "A tunnel: Lawfulness")
    assert "not assessed" in cells[2]


def test_own_scores_are_what_is_weighed(analyst, mine):
    """20 of 250 instead of 50, less is better, at a share of 0.6: 7.2 points more."""
    own = {cells[0]: cells for cells in rows(analyst.get(at(mine))) if len(cells) == 9}
    curated = {cells[0]: cells for cells in rows(analyst.get(f"/d/river-crossing/weigh/?{QUERY}")) if len(cells) == 9}
    changed = [name for name in own if own[name] != curated[name] and name != "Option"]
    assert "3. A footbridge" in changed
    assert float(own["3. A footbridge"][5]) == pytest.approx(float(curated["3. A footbridge"][5]) + 7.2, abs=0.11)
    assert {own[name][5] == curated[name][5] for name in own if "footbridge" not in name} == {True}


def test_a_score_that_fits_no_cell_is_shown_and_said_not_to_be_used(analyst, river, cast):
    gone = kept(river, cast["analyst"], scores=({**SCORE, "option": "zeppelin"},))
    assert "not used: the dossier has no such cell in this version" in row(analyst.get(at(gone)), "zeppelin: Cost")[1]


def test_answers_to_the_tests_stand_with_their_reasons(analyst, mine):
    cells = row(analyst.get(at(mine)), "not ranked")
    assert cells == ["5. A tunnel", "pass", "fail Nobody would pay", "unsure", "–", "–", "not ranked"]


def test_one_in_which_nothing_is_ranked_says_so(analyst, river, cast):
    page = main(analyst.get(at(kept(river, cast["analyst"], query="", scores=()))))
    assert "No points have been given, so nothing is ranked." in page


def test_what_the_address_of_a_save_names_and_the_dossier_has_not_is_no_fault(analyst, river, cast):
    for query in ("o=zeppelin&w.beauty=9&s.tunnel=zz", "&" * 16_000, "w.cost=1e400&o=%00"):
        assert analyst.get(at(kept(river, cast["analyst"], query=query))).status_code == 200


def test_what_an_address_says_too_much_is_named(analyst, mine):
    assert "it means nothing on this page: odd=1." in main(analyst.get(at(mine, "?odd=1")))
    assert "it means nothing on this page: at=then." in main(analyst.get(at(mine, "?at=then")))


# --- who may read it ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rest", READ)
@pytest.mark.parametrize("role", ["visitor", "member", "curator", "admin"])
def test_a_private_one_answers_others_as_one_that_is_missing(as_, mine, role, rest):
    client = as_(role)
    hidden, missing = client.get(at(mine, rest)), client.get(f"/comparisons/{uuid4()}/{rest}")
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert hidden.content == missing.content


@pytest.mark.parametrize("rest", BUTTONS)
@pytest.mark.parametrize("role", ["member", "curator", "admin"])
def test_so_do_the_buttons_of_a_private_one(as_, mine, role, rest):
    client = as_(role)
    hidden, missing = pressed(client, mine, rest), client.post(f"/comparisons/{uuid4()}/{rest}", {})
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert hidden.content == missing.content


@pytest.mark.parametrize("rest", BUTTONS)
def test_a_visitor_who_presses_a_button_is_led_to_sign_in_whether_there_is_one_or_not(as_, river, cast, rest):
    shared = kept(river, cast["analyst"], "link")
    client = as_("visitor")
    for link in (shared.link, uuid4()):
        reply = client.post(f"/comparisons/{link}/{rest}", {"visibility": "private"})
        assert (reply.status_code, reply.headers["Location"]) == (302, f"/accounts/login/?next=/comparisons/{link}/")
    assert Comparison.objects.filter(visibility="link", deleted_at=None).exists()


@pytest.mark.parametrize("rest", BUTTONS)
@pytest.mark.parametrize("visibility", SHARED)
@pytest.mark.parametrize("role", ["member", "curator", "admin"])
def test_others_read_what_is_shared_and_press_nothing(as_, river, cast, visibility, role, rest):
    shared = kept(river, cast["analyst"], visibility)
    client = as_(role)
    assert client.get(at(shared)).status_code == 200
    assert pressed(client, shared, rest, visibility="private").status_code == 403
    found = Comparison.objects.get()
    assert (found.visibility, found.deleted_at, found.saves.count()) == (visibility, None, 1)


def test_a_reader_sees_no_button_and_no_field(as_, river, cast):
    shared = kept(river, cast["analyst"], "link")
    saved_again(shared)
    published(river, "option", "footbridge", title="A slim footbridge")
    for role in ("visitor", "member", "curator"):
        page = text(as_(role).get(at(shared, "?at=now")))
        addresses = [at(shared, rest) for rest in ("edit/", *BUTTONS)]
        assert [address for address in addresses if f'"{address}"' in page] == []
        assert ("Save a copy" in page) == (role == "curator")


@pytest.mark.parametrize("rest", READ)
def test_one_that_its_link_opens_is_there_without_an_account(as_, river, cast, rest):
    assert as_("visitor").get(at(kept(river, cast["analyst"], "link"), rest)).status_code == 200


@pytest.mark.parametrize("rest", READ)
def test_one_for_members_is_there_for_members_alone(as_, river, cast, rest):
    shared = kept(river, cast["analyst"], "members")
    assert as_("member").get(at(shared, rest)).status_code == 200
    assert as_("visitor").get(at(shared, rest)).status_code == 404


@pytest.mark.parametrize("rest", READ)
def test_a_link_ends_at_the_door_of_a_dossier_that_became_members_only(as_, river, cast, rest):
    shared = kept(river, cast["analyst"], "link")
    Dossier.objects.update(visibility="members")
    assert as_("visitor").get(at(shared, rest)).status_code == 404
    assert as_("member").get(at(shared, rest)).status_code == 200


@pytest.mark.parametrize("role", ["visitor", "analyst", "admin"])
def test_without_its_dossier_it_is_there_for_nobody(as_, river, cast, role):
    shared = kept(river, cast["analyst"], "link")
    Dossier.objects.update(version=0)
    client = as_(role)
    assert {client.get(at(shared, rest)).status_code for rest in READ} == {404}


def test_what_somebody_shared_stays_when_their_account_is_switched_off(as_, river, cast):
    shared, private = kept(river, cast["analyst"], "link"), kept(river, cast["analyst"])
    User.objects.filter(pk=cast["analyst"].pk).update(is_active=False)
    reply = as_("visitor").get(at(shared))
    assert "Saved by analyst" in main(reply)
    assert as_("admin").get(at(private)).status_code == 404


def test_an_account_that_was_switched_off_is_a_visitors(as_, mine, cast):
    client = as_("analyst")
    User.objects.filter(pk=cast["analyst"].pk).update(is_active=False)
    assert client.get(at(mine)).status_code == 404
    assert pressed(client, mine, "share/", visibility="link").status_code == 302
    assert Comparison.objects.get().visibility == "private"


@pytest.mark.parametrize(
    "rest",
    ["@0/", "@2/", "@99999999999999999999999999/", "@-1/", "@x/", "@1/restore/x/", "nowhere/"],
)
def test_what_it_does_not_have_is_404(analyst, mine, rest):
    assert analyst.get(at(mine, rest)).status_code == 404


@pytest.mark.parametrize(
    "link", ["x", "0", "00000000-0000-0000-0000", "zzzzzzzz-zzzz-4zzz-zzzz-zzzzzzzzzzzz", "%00", "1e400"]
)
@pytest.mark.parametrize("rest", [*READ, *BUTTONS, "edit/"])
def test_a_link_that_is_none_is_404(analyst, link, rest):
    address = f"/comparisons/{link}/{rest}"
    assert (analyst.get(address).status_code, analyst.post(address, {}).status_code) == (404, 404)


# --- sharing --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("visibility", ["private", "members", "link"])
def test_its_owner_says_who_may_read_it(analyst, mine, visibility):
    reply = pressed(analyst, mine, "share/", visibility=visibility)
    assert (reply.status_code, reply.headers["Location"]) == (303, at(mine, "#share"))
    assert Comparison.objects.get().visibility == visibility
    page = text(analyst.get(at(mine)))
    assert f'value="{visibility}" checked' in page
    assert (f"http://testserver{at(mine)}</code>" in page) == (visibility != "private")
    assert "Whoever may read it may read every save of it." in page


@pytest.mark.parametrize("fields", [{}, {"visibility": ""}, {"visibility": "everybody"}, {"visibility": "x" * 9_999}])
def test_a_way_to_share_that_there_is_none_is_refused_beside_the_choice(analyst, mine, fields):
    reply = pressed(analyst, mine, "share/", **fields)
    assert reply.status_code == 422
    assert ("This field is required." if not fields.get("visibility") else "Select a valid choice.") in part(
        reply, 'id="share"', "</form>"
    )
    assert Comparison.objects.get().visibility == "private"


def test_a_new_link_kills_the_old_one(as_, river, cast):
    shared = kept(river, cast["analyst"], "link")
    old = at(shared)
    reply = pressed(as_("analyst"), shared, "share/", new_link="1")
    new = reply.headers["Location"].removesuffix("#share")
    assert new != old
    client = as_("visitor")
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)
    assert {client.get(old + rest).status_code for rest in READ} == {404}


def test_a_new_link_changes_nothing_else(analyst, river, cast):
    shared = kept(river, cast["analyst"], "members")
    pressed(analyst, shared, "share/", new_link="1", visibility="link")
    found = Comparison.objects.get()
    assert (found.visibility, found.stands) == ("members", shared.stands)


def test_an_owner_who_lost_their_role_may_take_it_away_and_no_more(analyst, river, cast):
    shared = kept(river, cast["analyst"], "members")
    cast["analyst"].groups.clear()
    page = text(analyst.get(at(shared)))
    found = {rest: f'"{at(shared, rest)}"' in page for rest in ("edit/", "share/", "delete/")}
    assert found == {"edit/": False, "share/": False, "delete/": True}
    replies = {rest: pressed(analyst, shared, rest, visibility="link").status_code for rest in BUTTONS}
    assert replies == {"share/": 403, "delete/": 303, "undelete/": 303, "update/": 404, "@1/restore/": 404} | {
        "update/": 403,
        "@1/restore/": 403,
    }
    assert Comparison.objects.get().visibility == "members"


# --- the list -------------------------------------------------------------------------------------------------------


def test_the_list_holds_ones_own_and_what_others_share_with_members(as_, river, cast):
    kept(river, cast["analyst"], title="My own")
    kept(river, cast["analyst"], "link", title="My own by link")
    kept(river, cast["curator"], "members", title="Theirs for members")
    kept(river, cast["curator"], "link", title="Theirs by link")
    kept(river, cast["curator"], title="Theirs alone")
    reply = as_("analyst").get(LIST)
    assert [cells for cells in rows(reply) if "Name" not in cells] == [
        ["My own by link", "How to cross the river", "1 April 2026", "anyone who has the link"],
        ["My own", "How to cross the river", "1 April 2026", "only me"],
        ["Theirs for members", "How to cross the river", "1 April 2026", "curator"],
    ]


def test_the_list_is_for_those_who_are_signed_in(as_, river):
    reply = as_("visitor").get(LIST)
    assert (reply.status_code, reply.headers["Location"]) == (302, "/accounts/login/?next=/comparisons/")


def test_an_empty_list_says_how_to_fill_it(as_, river):
    assert "You have saved none yet." in main(as_("analyst").get(LIST))
    assert "an administrator can make you an analyst" in main(as_("member").get(LIST))


def test_the_list_names_the_newest_save(analyst, mine):
    saved_again(mine, title="Another name")
    assert [cells[0] for cells in rows(analyst.get(LIST))] == ["Name", "Another name"]


def test_the_list_names_what_it_does_not_understand(analyst):
    assert "it means nothing on this page: odd=2." in main(analyst.get(LIST + "?odd=2"))
    assert "page=x" in main(analyst.get(LIST + "?page=x"))


def test_long_lists_have_pages(as_, river, cast, monkeypatch):
    monkeypatch.setattr("options.views.comparisons.PAGE", 2)
    for number in range(5):
        kept(river, cast["analyst"], title=f"Mine {number}")
        kept(river, cast["analyst"], title=f"Deleted {number}").delete_for_now(NOW)
        kept(river, cast["curator"], "members", title=f"Theirs {number}")
    client = as_("analyst")
    page = client.get(LIST + "?page=2&others=3&deleted=99")
    assert [cells[0] for cells in rows(page) if cells[0] != "Name"] == ["Mine 2", "Mine 1", "Theirs 0"]
    assert "Deleted 0 deleted" in part(page, 'id="deleted"', "</section>")
    assert 'href="/comparisons/?page=3"' in text(page)
    assert 'href="/comparisons/?others=2"' in text(page)
    assert "3 to 4 of 5" in main(page)


def test_many_saves_have_pages(analyst, mine, monkeypatch):
    monkeypatch.setattr("options.views.comparisons.PAGE", 2)
    for number in range(2, 6):
        saved_again(mine, title=f"Save {number}")
    first, last = analyst.get(at(mine)), analyst.get(at(mine, "?saves=3"))
    assert [cells[0] for cells in rows(first)][-2:] == ["5", "4"]
    assert f'href="{at(mine)}?saves=2#history"' in text(first)
    assert [cells[0] for cells in rows(last)][-1:] == ["1"]
    assert f'href="{at(mine, "@1/")}?saves=2#history"' in text(analyst.get(at(mine, "@1/")))


# --- deleting -------------------------------------------------------------------------------------------------------


def test_what_is_deleted_is_gone_for_all_and_its_owner_brings_it_back(as_, river, cast):
    shared = kept(river, cast["analyst"], "link")
    client = as_("analyst")
    reply = pressed(client, shared, "delete/")
    assert (reply.status_code, reply.headers["Location"]) == (303, "/comparisons/#deleted")
    assert {as_(role).get(at(shared, rest)).status_code for role in ("visitor", "analyst") for rest in READ} == {404}
    client = as_("analyst")
    assert "What we would build deleted" in part(client.get(LIST), 'id="deleted"', "</section>")
    assert pressed(client, shared, "undelete/").headers["Location"] == at(shared)
    assert as_("visitor").get(at(shared)).status_code == 200


def test_what_others_deleted_stands_in_no_list(as_, river, cast):
    kept(river, cast["curator"], "members", title="Deleted by its owner").delete_for_now(NOW)
    assert "Deleted" not in main(as_("analyst").get(LIST))


@pytest.mark.parametrize("role", ["member", "curator", "admin"])
def test_nobody_else_brings_back_what_was_deleted(as_, river, cast, role):
    shared = kept(river, cast["analyst"], "link")
    shared.delete_for_now(NOW)
    assert pressed(as_(role), shared, "undelete/").status_code == 404
    assert Comparison.objects.get().deleted_at == NOW


@pytest.mark.parametrize("rest", ["delete/", "undelete/"])
def test_a_second_press_finds_it_done(analyst, mine, rest):
    first, second = pressed(analyst, mine, rest), pressed(analyst, mine, rest)
    assert (first.status_code, first.headers["Location"]) == (second.status_code, second.headers["Location"])
    assert (Comparison.objects.get().deleted_at is None) == (rest == "undelete/")


def test_a_second_press_does_not_make_it_deleted_later(analyst, mine):
    mine.delete_for_now(NOW)
    pressed(analyst, mine, "delete/")
    assert Comparison.objects.get().deleted_at == NOW


@pytest.mark.parametrize("rest", ["share/", "update/", "@1/restore/"])
def test_what_is_deleted_cannot_be_changed(analyst, mine, rest):
    mine.delete_for_now(NOW)
    assert pressed(analyst, mine, rest, visibility="link").status_code == 404
    found = Comparison.objects.get()
    assert (found.visibility, found.saves.count()) == ("private", 1)


# --- history --------------------------------------------------------------------------------------------------------


def test_every_save_stays_at_its_address(as_, river, cast):
    shared = kept(river, cast["analyst"], "link")
    saved_again(shared, title="Another name", scores=(), query="w.cost=100")
    client = as_("visitor")
    earlier, now = client.get(at(shared, "@1/")), client.get(at(shared))
    assert "This is an earlier save." in main(earlier)
    assert "What we would build" in main(earlier)
    assert "Our own estimate" in main(earlier)
    assert "This is an earlier save." not in main(now)
    assert "Our own estimate" not in main(now)
    assert "This is an earlier save." not in main(client.get(at(shared, "@2/")))
    assert [cells[:3:2] for cells in rows(now) if cells[0] in ("1", "2")] == [
        ["2", "Another name"],
        ["1", "What we would build"],
    ]


def test_an_earlier_save_offers_nothing_that_would_be_done_to_the_newest(analyst, mine, river):
    saved_again(mine, title="Another name")
    published(river, "option", "footbridge", title="A slim footbridge")
    addresses = [at(mine, rest) for rest in ("edit/", "update/", "weigh/", "brief/", "result.json")]
    now, earlier = text(analyst.get(at(mine, "?at=now"))), text(analyst.get(at(mine, "@1/?at=now")))
    assert [address for address in addresses if f'"{address}"' not in now] == []
    assert [address for address in addresses if address in earlier] == []


def test_an_earlier_save_is_saved_again_on_top(analyst, mine):
    saved_again(mine, title="Another name", scores=())
    reply = pressed(analyst, mine, "@1/restore/")
    assert (reply.status_code, reply.headers["Location"]) == (303, at(mine))
    assert [save.title for save in mine.saves.all()] == ["What we would build", "Another name", "What we would build"]
    assert Comparison.objects.get().stands.content() == mine.saves.get(number=1).content()


def test_a_save_that_there_is_none_cannot_be_saved_again(analyst, mine):
    assert pressed(analyst, mine, "@2/restore/").status_code == 404
    assert pressed(analyst, mine, "@99999999999999999999999999/restore/").status_code == 404
    assert mine.saves.count() == 1


@pytest.mark.parametrize("rest", ["@1/restore/", "update/"])
def test_a_double_press_saves_once(analyst, mine, rest):
    fields = {"token": str(uuid4()), "seen": 1}
    assert [analyst.post(at(mine, rest), fields).status_code for _ in range(2)] == [303, 303]
    assert mine.saves.count() == 2


@pytest.mark.parametrize("rest", ["@1/restore/", "update/"])
def test_a_save_in_another_window_is_told_and_nothing_is_saved(analyst, mine, rest):
    saved_again(mine, title="From another window")
    reply = analyst.post(at(mine, rest), {"token": str(uuid4()), "seen": 1})
    assert reply.status_code == 409
    assert "It was saved in another window since you opened this page." in main(reply)
    assert "From another window" in main(reply)
    assert mine.saves.count() == 2


@pytest.mark.parametrize("rest", ["@1/restore/", "update/"])
@pytest.mark.parametrize("fields", [{}, {"token": "x", "seen": 1}, {"seen": 0}, {"seen": "x"}, {"seen": "9" * 5_000}])
def test_a_button_whose_form_is_not_complete_is_told(analyst, mine, rest, fields):
    reply = analyst.post(at(mine, rest), {"token": str(uuid4()), **fields} if fields else {})
    assert reply.status_code == 422
    assert "The form was not complete. Try again." in main(reply)
    assert mine.saves.count() == 1


@pytest.mark.parametrize("rest", BUTTONS)
def test_the_address_of_a_refusal_leads_to_the_comparison(as_, mine, rest):
    for role in ("visitor", "member", "analyst"):
        assert as_(role).get(at(mine, rest)).headers["Location"] == at(mine)


def test_the_page_of_a_refusal_leads_on_as_any_other(analyst, mine, river):
    published(river, "option", "footbridge", title="A slim footbridge")
    page = text(analyst.post(at(mine, "update/"), {}))
    assert f'href="{at(mine, "@1/")}?at=now#behind"' in page


# --- behind ---------------------------------------------------------------------------------------------------------


def test_it_stays_as_it_was_and_says_what_has_changed_since(analyst, mine, river):
    published(river, "option", "footbridge", title="A slim footbridge")
    published(river, "criterion", "cost", later=2, title="What it costs")
    published(river, "source", "unused-pamphlet", later=3, title="Another pamphlet")
    reply = analyst.get(at(mine))
    said = part(reply, 'id="behind"', "</section>")
    assert "Behind by 2 changes" in said
    assert "It stands on version 1, the dossier is at 4." in said
    assert "A slim footbridge revision 1 → 2, what differs" in said
    assert "What it costs revision 1 → 2, what differs" in said
    assert row(reply, "A footbridge: Cost")
    assert "pamphlet" not in said


def test_what_differs_is_a_page(analyst, mine, river):
    for kind, slug in (("option", "footbridge"), ("legal-question", "tolls"), ("dossier", "river-crossing")):
        published(river, kind, slug, title="Another title")
    links = Read(text(analyst.get(at(mine)))).links
    found = [link for link in links if "against=" in link]
    assert len(found) == 3
    assert {analyst.get(link).status_code for link in found} == {200}


@pytest.mark.parametrize("kind", ["source", "claim", "exercise"])
def test_what_it_does_not_use_changes_nothing(analyst, mine, river, kind):
    published(river, kind, Entry.objects.filter(kind=kind).first().slug)
    assert "Behind by" not in main(analyst.get(at(mine)))


def test_what_was_archived_is_named_and_what_it_said_stays(analyst, mine, river):
    Entry.objects.filter(slug="footbridge").archive(river, NOW)
    reply = analyst.get(at(mine))
    assert "option: A footbridge archived" in part(reply, 'id="behind"', "</section>")
    assert row(reply, "A footbridge: Cost")


def test_asked_for_it_is_weighed_with_the_dossier_as_it_stands_now(analyst, mine, river):
    before = analyst.get(at(mine))
    assert "rank then" not in main(before)
    cells = Entry.objects.get(slug="keep-the-ferry").live.value().assessments
    dear = tuple(
        c.model_copy(update={"low": 200, "best": 240, "high": 250}) if c.criterion == "cost" else c for c in cells
    )
    published(river, "option", "keep-the-ferry", assessments=dear)
    reply = analyst.get(at(mine, "?at=now"))
    ferry = row(reply, "Keep the ferry as it is")
    assert ferry[1:5] == ["97.5", "42.4", "1", "2"]
    assert row(reply, "A footbridge")[1:5] == ["91.2", "91.2", "2", "1"]
    assert "Keep the ferry as it is" in part(before, 'id="verdict"', "</p>")
    assert part(reply, 'id="verdict"', "</p>") == part(before, 'id="verdict"', "</p>")


def test_weighed_again_it_names_what_is_gone(analyst, river, cast):
    two = kept(river, cast["analyst"], query=f"o=footbridge&o=tunnel&{POINTS}")
    Entry.objects.filter(slug="footbridge").archive(river, NOW)
    said = part(analyst.get(at(two, "?at=now")), 'id="behind"', "</section>")
    assert "Left out, because this dossier does not have it: option footbridge." in said
    assert "A footbridge 91.2 – " in said


def test_a_new_option_makes_one_of_all_options_behind(analyst, mine, river):
    Entry.objects.create(dossier=river, kind="option", slug="zeppelin", position=99)
    live = Entry.objects.get(slug="tunnel").live.value()
    from options.models import Revision

    entry = Entry.objects.get(slug="zeppelin")
    content = live.model_copy(update={"slug": "zeppelin", "title": "A zeppelin", "order": 9})
    Revision.objects.record(entry, content, author=None, origin="import", now=NOW).publish(by=None, now=NOW)
    reply = analyst.get(at(mine, "?at=now"))
    assert "option: A zeppelin new" in part(reply, 'id="behind"', "</section>")
    assert row(reply, "A zeppelin")[1] == "–"


def test_on_request_it_is_saved_on_the_dossier_as_it_stands_now(analyst, mine, river):
    published(river, "option", "footbridge", title="A slim footbridge")
    page = text(analyst.get(at(mine, "?at=now")))
    assert f'action="{at(mine, "update/")}"' in page
    assert pressed(analyst, mine, "update/").headers["Location"] == at(mine)
    now = Comparison.objects.get().stands
    assert (now.number, now.version, now.scores, now.reasons) == (2, 2, [SCORE], mine.stands.reasons)
    assert "Behind by" not in main(analyst.get(at(mine)))
    assert "Behind by one change" in main(analyst.get(at(mine, "@1/")))


def test_saved_on_the_dossier_as_it_stands_now_it_names_no_option_that_is_gone(analyst, river, cast):
    two = kept(river, cast["analyst"], query=f"o=footbridge&o=tunnel&{POINTS}")
    Entry.objects.filter(slug="tunnel").archive(river, NOW)
    pressed(analyst, two, "update/")
    assert Comparison.objects.get().stands.query == f"o=footbridge&{POINTS}"


def test_a_score_whose_option_is_gone_is_kept_and_not_used(analyst, mine, river):
    Entry.objects.filter(slug="footbridge").archive(river, NOW)
    pressed(analyst, mine, "update/")
    reply = analyst.get(at(mine))
    assert "not used: the dossier has no such cell in this version" in row(reply, "A footbridge: Cost")[1]


def test_what_was_redacted_since_stands_in_no_page_of_it(analyst, river, cast):
    shared = kept(
        river, cast["analyst"], "link", scores=({**SCORE, "option": "road-bridge", "criterion": "flood-safety"},)
    )
    rationale = "Four piers, and no study of this bridge."
    assert rationale in text(analyst.get(at(shared, "edit/")))
    entry = river.entries.get(slug="road-bridge")
    Redaction.objects.redact(entry, "no study of this bridge", by=None, reason="a test", now=NOW)
    published(river, "option", "road-bridge", title="Another title")
    pages = [analyst.get(at(shared, rest)) for rest in (*READ, "edit/", "?at=now", "@1/?at=now")]
    assert [page.status_code for page in pages] == [200] * len(pages)
    assert not [page for page in pages if "no study of this bridge" in text(page)]
    assert "Four piers, and " in text(pages[len(READ)])


# --- weighing further -----------------------------------------------------------------------------------------------


def test_weighing_further_starts_from_what_was_saved(analyst, mine):
    reply = analyst.get(at(mine, "weigh/"))
    page = text(reply)
    assert "Weighing further on “What we would build” (save 1, version 1 of the dossier)." in main(reply)
    assert "One score of its own is used instead of the curated one." in main(reply)
    assert (
        'name="w.cost" id="points-cost" min="0" step="any" inputmode="decimal" class="live"\n             value="60"'
        in page
    )
    assert f'action="{at(mine, "weigh/")}#result"' in page


def test_what_the_form_sends_is_led_to_its_short_address(analyst, mine):
    reply = analyst.get(at(mine, "weigh/?form=1&w.cost=80&w.flood-safety=&t.tunnel.1=f"))
    assert (reply.status_code, reply.headers["Location"]) == (302, at(mine, "weigh/?s.tunnel=f----&w.cost=80"))


def test_taking_all_points_away_is_not_what_was_saved(analyst, mine):
    reply = analyst.get(at(mine, "weigh/?form=1&start=none&w.cost=60"))
    assert reply.headers["Location"] == at(mine, "weigh/?o=")
    assert "Nothing is ranked yet." in main(analyst.get(reply.headers["Location"]))
    assert "comes first in" in main(analyst.get(at(mine, "weigh/")))


def test_a_part_replaces_the_address_and_adds_nothing_to_the_history(analyst, mine):
    reply = analyst.get(at(mine, "weigh/?form=1&w.cost=80"), headers={"HX-Request": "true"})
    assert reply.status_code == 200
    assert reply.headers["HX-Replace-Url"] == at(mine, "weigh/?w.cost=80")
    assert "HX-Request" in reply.headers["Vary"]
    assert "<html" not in text(reply)
    empty = analyst.get(at(mine, "weigh/?form=1"), headers={"HX-Request": "true"})
    assert empty.headers["HX-Replace-Url"] == at(mine, "weigh/?o=")


def test_own_scores_and_version_stay_while_weighing_further(analyst, mine, river):
    published(river, "option", "footbridge", title="A slim footbridge")
    with_own = row(analyst.get(at(mine, f"weigh/?{POINTS}")), "97.5")
    assert with_own[0] == "1. Keep the ferry as it is"
    cells = [cells for cells in rows(analyst.get(at(mine, f"weigh/?{POINTS}"))) if "3. A footbridge" in cells]
    assert "91.2" in {value for each in cells for value in each}


def test_links_of_what_was_weighed_further_keep_to_the_comparison(analyst, mine):
    page = text(analyst.get(at(mine, "weigh/?w.cost=80&w.flood-safety=20")))
    assert f'href="{at(mine, "edit/")}?w.flood-safety=20&amp;w.cost=80"' in page
    assert f'href="{NEW}?w.flood-safety=20&amp;w.cost=80&amp;from={mine.link}"' in page
    assert f'href="{at(mine, "weigh/")}?w.flood-safety=20&amp;w.cost=80"' in page
    assert f'href="{at(mine, "result.json")}?w.flood-safety=20&amp;w.cost=80"' in page


def test_all_roles_weigh_with_its_own_scores_and_on_its_version(analyst, mine, river):
    published(river, "option", "footbridge", title="A slim footbridge")
    own, curated = analyst.get(at(mine, "weigh/roles/")), analyst.get(f"/d/river-crossing/weigh/roles/?{QUERY}")
    assert "3. A footbridge" in main(own)
    assert "A slim footbridge" not in main(own)
    assert "One score of its own is used instead of the curated one." in main(own)
    shown = [next(cells for cells in rows(page) if "ootbridge" in cells[0]) for page in (own, curated)]
    assert shown[0][1:] != shown[1][1:]


def test_the_roles_lead_back_to_the_comparison(analyst, mine):
    page = text(analyst.get(at(mine, "weigh/")))
    assert f'href="{at(mine, "weigh/roles/")}?s.tunnel=' in page
    roles = text(analyst.get(at(mine, "weigh/roles/?w.cost=80")))
    assert f'href="{at(mine, "weigh/")}?w.cost=80"' in roles
    assert 'href="/d/river-crossing/weigh/?w.' not in roles
    assert f'href="{at(mine, "weigh/roles/")}?o="' in text(analyst.get(at(mine, "weigh/?o=")))


def test_all_as_curated_does_not_bring_back_what_was_saved(analyst, river, cast):
    own = kept(river, cast["analyst"], query="w.cost=40&p.harbour-permit=met")
    page = text(analyst.get(at(own, "weigh/?p.harbour-permit=met")))
    assert f'href="{at(own, "weigh/")}?o=#conditions">All as curated' in page


def test_links_of_nothing_weighed_say_so(analyst, river, cast):
    own = kept(river, cast["analyst"], query="preference=any")
    page = text(analyst.get(at(own, "weigh/?preference=any")))
    assert f'href="{at(own, "edit/")}?preference=any"' in page


def test_a_visitor_who_weighs_further_is_led_to_sign_in(as_, river, cast):
    shared = kept(river, cast["analyst"], "link")
    page = text(as_("visitor").get(at(shared, f"weigh/?{POINTS}")))
    assert "Sign in to save it" in page
    assert at(shared, "edit/") not in page


@pytest.mark.parametrize(
    "query",
    ["o=zeppelin", "w.cost=nan&w.lawfulness=1e400", "w.cost=-1", "s.tunnel=zzzzz", "odd=1", "w.beauty=5", "o=%00",
     "seed=" + "9" * 400, "w.cost=" + "9" * 400, "x=" + "y" * 15_000, "eq.cost~lawfulness=inf", "o=%ed%a0%80"],
)  # fmt: skip
def test_what_makes_no_sense_in_an_address_is_named(analyst, mine, query):
    reply = analyst.get(at(mine, f"weigh/?{query}"))
    assert reply.status_code == 200
    assert "Left out, because" in main(reply)
    assert analyst.get(at(mine, f"result.json?{query}")).status_code == 422


# --- the result as plain values -------------------------------------------------------------------------------------


def test_the_plain_values_are_those_of_the_page_and_hold_own_scores(analyst, mine):
    plain, page = analyst.get(at(mine, "result.json")).json(), analyst.get(at(mine))
    assert plain["own_scores"] == [SCORE]
    assert (plain["dossier"], plain["version"]) == ("river-crossing", 1)
    assert plain["verdict"]["sentence"] == part(page, 'id="verdict">', "</p>")
    shown = {cells[0].partition(". ")[2]: cells[5] for cells in rows(page) if len(cells) == 9 and cells[0] != "Option"}
    titles = {entry.slug: entry.live.value().title for entry in Entry.objects.filter(kind="option")}
    values = {titles[o["option"]]: "–" if o["value"] is None else f"{o['value']:.1f}" for o in plain["options"]}
    assert values == shown


def test_own_scores_change_the_plain_values(analyst, mine):
    own = analyst.get(at(mine, "result.json")).json()
    curated = analyst.get(f"/d/river-crossing/weigh/result.json?{QUERY}").json()
    changed = [a["option"] for a, b in zip(own["options"], curated["options"], strict=True) if a["value"] != b["value"]]
    assert changed == ["footbridge"]


def test_with_an_address_the_plain_values_are_those_of_weighing_further(analyst, mine):
    plain = analyst.get(at(mine, "result.json?w.cost=100")).json()
    assert plain["weights"]["cost"] == 1
    assert plain["own_scores"] == [SCORE]


def test_values_are_given_for_what_was_asked_and_for_nothing_less(analyst, mine):
    reply = analyst.get(at(mine, "result.json?w.cost=100&o=zeppelin"))
    said = "Left out, because this dossier does not have it: option zeppelin."
    assert (reply.status_code, reply.json()) == (422, {"faults": [said]})


def test_without_points_there_is_a_sentence_instead_of_values(analyst, river, cast):
    empty = kept(river, cast["analyst"], query="")
    for address in (at(empty, "result.json"), at(empty, "result.json?o=")):
        reply = analyst.get(address)
        assert reply.status_code == 422
        assert reply.json() == {"faults": ["Nothing has been weighed yet: no criterion has points."]}


# --- hostile text ---------------------------------------------------------------------------------------------------


def hostile(river, owner, evil):
    score = {**SCORE, "reason": evil}
    said = {"title": evil, "note": f"{evil}\n\n{evil}", "scores": (score,), "reasons": {"tunnel": {"feasible": evil}}}
    made = kept(river, owner, "members", **said)
    saved_again(made, title=evil)
    return made


def skeletons(client, comparison):
    """Elements with the names of their attributes."""
    fields = form({**SCORE, "low": "x", "reason": comparison.stands.title}, title="", seen="1")
    shown = {rest: client.get(at(comparison, rest)) for rest in ("", "@1/", "weigh/", "edit/")}
    shown |= {"list": client.get(LIST), "new": client.get(f"{NEW}?from={comparison.link}")}
    shown |= {"refused": client.post(at(comparison, "edit/"), {**fields, "note": comparison.stands.title})}
    shown |= {"overtaken": client.post(at(comparison, "edit/"), form(seen="1", title=comparison.stands.title))}
    assert [page.status_code for page in shown.values()] == [200] * 6 + [422, 409]
    return {name: [(tag, *attributes) for tag, attributes in Read(text(page)).elements] for name, page in shown.items()}


def test_hostile_text_adds_no_element_and_no_attribute(analyst, river, cast):
    evil = skeletons(analyst, hostile(river, cast["analyst"], EVIL[:190]))
    Comparison.objects.update(deleted_at=NOW)
    Comparison.objects.update(owner=cast["curator"])
    assert evil == skeletons(analyst, hostile(river, cast["analyst"], MILD[:189] + "."))


def test_hostile_text_is_shown_as_it_was_written(analyst, river, cast):
    made = hostile(river, cast["analyst"], EVIL)
    said = "&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;"
    assert [rest for rest in ("", "@1/", "weigh/", "edit/") if said not in text(analyst.get(at(made, rest)))] == []
    assert said in text(analyst.get(LIST))
    assert ">49%" not in text(analyst.get(at(made)))
    assert analyst.get(at(made, "result.json")).json()["own_scores"][0]["reason"] == EVIL


def test_hostile_text_in_an_address_is_inert(analyst, mine):
    for rest in ("", "weigh/", "@1/"):
        page = text(analyst.get(at(mine, rest), {"<script>alert(1)</script>": '"><img src=x onerror=alert(1)>'}))
        assert "<script>alert" not in page
        assert "<img" not in page


# --- headers --------------------------------------------------------------------------------------------------------


def addresses(comparison):
    return [LIST, NEW, *(at(comparison, rest) for rest in (*READ, "edit/", "@1/restore/"))]


def test_no_search_engine_and_no_cache_keeps_a_page_of_it(analyst, mine):
    for address in addresses(mine):
        headers = analyst.get(address).headers
        assert (headers["X-Robots-Tag"], headers["Cache-Control"]) == ("noindex", "private, no-store"), address
        assert "ETag" not in headers, address


def test_nor_what_a_visitor_reads_by_its_link(as_, river, cast):
    shared = kept(river, cast["analyst"], "link")
    client = as_("visitor")
    for rest in READ:
        headers = client.get(at(shared, rest)).headers
        assert (headers["X-Robots-Tag"], headers["Cache-Control"]) == ("noindex", "private, no-store"), rest


def test_nor_the_answer_to_a_button(analyst, mine):
    for rest in ("share/", "update/", "delete/", "undelete/"):
        headers = pressed(analyst, mine, rest, visibility="link").headers
        assert (headers["X-Robots-Tag"], headers["Cache-Control"]) == ("noindex", "private, no-store"), rest


def test_its_pages_say_so_themselves(analyst, mine):
    pages = [LIST, NEW, *(at(mine, rest) for rest in ("", "@1/", "weigh/", "brief/", "edit/"))]
    assert [page for page in pages if '<meta name="robots" content="noindex">' not in text(analyst.get(page))] == []
    assert 'name="robots"' not in text(analyst.get("/d/river-crossing/weigh/"))


def test_the_link_goes_to_no_other_site(as_, river, cast):
    """A page elsewhere that a reader goes to must not learn the key to this one."""
    shared = kept(river, cast["analyst"], "link")
    for rest in READ:
        assert as_("visitor").get(at(shared, rest)).headers["Referrer-Policy"] == "same-origin"


def test_a_visitors_page_sets_no_cookie_and_holds_no_token(as_, river, cast):
    shared = kept(river, cast["analyst"], "link")
    for rest in READ:
        reply = as_("visitor").get(at(shared, rest))
        assert not reply.cookies, rest
        assert "csrfmiddlewaretoken" not in text(reply)


def test_every_form_must_come_from_a_page_of_ours(cast, river):
    mine = kept(river, cast["analyst"])
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast["analyst"])
    posts = {NEW: form(), at(mine, "edit/"): form(seen="1")}
    posts |= {at(mine, rest): {"visibility": "link", "token": str(uuid4()), "seen": 1} for rest in BUTTONS}
    before = list(Comparison.objects.values())
    assert {address: client.post(address, fields).status_code for address, fields in posts.items()} == dict.fromkeys(
        posts, 403
    )
    assert list(Comparison.objects.values()) == before
    assert mine.saves.count() == 1


def test_a_form_that_does_is_taken(cast, river):
    mine = kept(river, cast["analyst"])
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast["analyst"])
    page = text(client.get(at(mine)))
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    reply = client.post(at(mine, "share/"), {"visibility": "link", "csrfmiddlewaretoken": token})
    assert reply.status_code == 303


# --- queries --------------------------------------------------------------------------------------------------------


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_a_longer_list_takes_no_more_queries(as_, river, cast):
    client = as_("analyst")
    kept(river, cast["analyst"])
    kept(river, cast["curator"], "members")
    kept(river, cast["analyst"]).delete_for_now(NOW)
    few = queries(client, LIST)
    for number in range(30):
        kept(river, cast[("analyst", "curator")[number % 2]], "members")
    kept(river, cast["analyst"]).delete_for_now(NOW)
    assert (few, queries(client, LIST)) == (9, 9)  # the session, the account, its roles; each list with its length


def test_lists_read_none_of_the_long_texts(analyst, mine):
    with CaptureQueriesContext(connection) as captured:
        analyst.get(LIST)
        analyst.get(at(mine))
    saves = [query["sql"] for query in captured if "options_comparisonsave" in query["sql"]]
    assert [("scores" in sql) for sql in saves] == [
        False,
        True,
        False,
        False,
    ]  # the list; the comparison, how many saves, its saves


# the session, the account, its roles, the comparison; the dossier then, and for what it is behind by the dossier now
QUERIES = {"": 8, "@1/": 9, "?at=now": 8, "weigh/": 5, "weigh/roles/": 5, "result.json": 4, "brief/": 5, "edit/": 5}


def test_a_longer_history_takes_no_more_queries(analyst, mine, river):
    published(river, "option", "footbridge", title="A slim footbridge")
    few = {rest: queries(analyst, at(mine, rest)) for rest in QUERIES}
    for number in range(20):
        saved_again(mine, title=f"Save {number}", scores=(SCORE, {**SCORE, "criterion": "lawfulness"}))
    many = {rest: queries(analyst, at(mine, rest)) for rest in QUERIES}
    assert (few, many) == (QUERIES, QUERIES)


def test_a_visitor_costs_the_comparison_its_saves_and_the_dossier(as_, river, cast):
    shared = kept(river, cast["analyst"], "link")
    client = as_("visitor")
    assert {rest: queries(client, at(shared, rest)) for rest in READ} == {
        "": 5,
        "@1/": 6,
        "weigh/": 2,
        "weigh/roles/": 2,
        "result.json": 2,
        "brief/": 2,
        "brief/brief.md": 2,
    }
