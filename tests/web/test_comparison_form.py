"""The form that saves a comparison: what it keeps, what it refuses beside its field, and that nothing typed is lost."""

from itertools import product
from uuid import uuid4

import pytest
from django.test import Client

from options.models import Comparison, ComparisonSave, Dossier, Entry
from tests.conftest import NOW
from tests.web.helpers import published
from tests.web.kept import POINTS, QUERY, SCORE, Typed, fault, form, kept, saved_again, typed
from tests.web.seen import main

NEW = "/comparisons/new/river-crossing/"
SAVERS = ("analyst", "curator", "reviewer", "instructor", "admin")
OTHER = {**SCORE, "option": "tunnel", "low": 100.0, "best": 150.0, "high": 200.0}
EMPTY = {"option": "", "criterion": "", "low": "", "best": "", "high": "", "confidence": "moderate", "reason": ""}


def text(response):
    return response.content.decode()


@pytest.fixture
def mine(river, cast):
    """A private comparison of the analyst."""
    return kept(river, cast["analyst"])


@pytest.fixture
def analyst(as_, river):
    return as_("analyst")


def edit(comparison):
    return f"/comparisons/{comparison.link}/edit/"


def stands():
    return Comparison.objects.get().stands


# --- from weighing to the form --------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", SAVERS)
def test_weighing_offers_to_save_what_it_shows(as_, river, role):
    page = text(as_(role).get(f"/d/river-crossing/weigh/?{POINTS}"))
    assert f'<a class="button" href="{NEW}?w.flood-safety=40&amp;w.cost=60">Save this weighing</a>' in page


def test_weighing_leads_a_visitor_to_sign_in_and_back(as_, river):
    page = text(as_("visitor").get(f"/d/river-crossing/weigh/?{POINTS}"))
    back = "%2Fd%2Friver-crossing%2Fweigh%2F%3Fw.flood-safety%3D40%26w.cost%3D60"
    assert f'<a href="/accounts/login/?next={back}">Sign in to save it</a>' in page
    assert NEW not in page


def test_weighing_offers_nothing_to_a_member_without_a_role(as_, river):
    page = text(as_("member").get(f"/d/river-crossing/weigh/?{POINTS}"))
    assert NEW not in page
    assert "Sign in to save it" not in page


@pytest.mark.parametrize("role", SAVERS)
def test_every_role_and_admins_save(as_, cast, river, role):
    client = as_(role)
    assert client.get(f"{NEW}?{POINTS}").status_code == 200
    assert client.post(NEW, form()).status_code == 303
    assert Comparison.objects.get().owner == cast[role]


def test_a_member_without_a_role_may_not_save(as_, river):
    client = as_("member")
    assert (client.get(NEW).status_code, client.post(NEW, form()).status_code) == (403, 403)
    assert not Comparison.objects.exists()


def test_a_visitor_is_led_to_sign_in_and_back_to_what_was_weighed(as_, river):
    client = as_("visitor")
    reply = client.get(f"{NEW}?w.cost=60")
    back = "/accounts/login/?next=/comparisons/new/river-crossing/%3Fw.cost%3D60"
    assert (reply.status_code, reply.headers["Location"]) == (302, back)


@pytest.mark.parametrize("role", ["member", "analyst"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_dossier_that_there_is_none_has_no_such_form(as_, river, role, method):
    assert getattr(as_(role), method)(NEW.replace("river-crossing", "nowhere")).status_code == 404
    Dossier.objects.update(version=0)
    assert getattr(as_(role), method)(NEW).status_code == 404


def test_a_visitor_does_not_learn_whether_there_is_a_dossier(as_, secret_river):
    for slug in ("river-crossing", "nowhere"):
        reply = as_("visitor").get(f"/comparisons/new/{slug}/")
        assert (reply.status_code, reply.headers["Location"]) == (
            302,
            f"/accounts/login/?next=/comparisons/new/{slug}/",
        )
        reply = as_("visitor").post(f"/comparisons/new/{slug}/", form())
        assert reply.status_code == 403
        assert "How to cross the river" not in text(reply)


def test_the_form_starts_with_what_was_weighed_and_nothing_typed(analyst):
    reply = analyst.get(f"{NEW}?{QUERY}&u=faster-ferry")
    found = typed(reply)
    assert (found["title"], found["note"], found["query"]) == ("", "", f"{QUERY}&u=faster-ferry")
    assert (found["version"], found["seen"]) == ("1", "0")
    assert {name for name in found if name.startswith("why.")} == {
        "why.tunnel.adequate",
        "why.tunnel.feasible",
        "why.tunnel.acceptable",
    }
    assert "comes first in" in main(reply)


def test_the_form_says_when_nothing_is_ranked_yet(analyst):
    assert "Nothing is ranked in it yet: no criterion has points." in main(analyst.get(NEW))


def test_the_form_names_what_of_an_address_it_leaves_out(analyst):
    page = main(analyst.get(f"{NEW}?o=zeppelin&w.cost=-1&odd=2"))
    assert "this dossier does not have it: option zeppelin." in page
    assert "it means nothing on this page: odd=2." in page
    assert "points must be numbers from 0 up: w.cost=-1." in page


# --- what is kept ---------------------------------------------------------------------------------------------------


def test_name_note_reasons_own_scores_address_and_version_are_kept(analyst, cast):
    reply = analyst.post(
        NEW, form(SCORE, title="For the council", note="Read this.", why__tunnel__feasible="Nobody would pay")
    )
    save = stands()
    assert (reply.status_code, reply.headers["Location"]) == (303, f"/comparisons/{save.comparison.link}/")
    assert (save.title, save.note, save.query, save.version) == ("For the council", "Read this.", QUERY, 1)
    assert (save.scores, save.reasons) == ([SCORE], {"tunnel": {"feasible": "Nobody would pay"}})
    assert (save.by, save.comparison.visibility) == (cast["analyst"], "private")


def test_one_form_sent_twice_makes_one_comparison(analyst):
    sent = form(title="Once")
    first, second = analyst.post(NEW, sent), analyst.post(NEW, sent)
    assert first.headers["Location"] == second.headers["Location"]
    assert ComparisonSave.objects.count() == 1


def test_a_form_sent_again_with_other_text_is_told_and_nothing_typed_is_lost(analyst):
    sent = form(title="Once")
    made = analyst.post(NEW, sent).headers["Location"]
    reply = analyst.post(NEW, sent | {"title": "Changed", "note": "More of it."})
    assert reply.status_code == 409
    assert "This form was sent before, and saved “Once”." in main(reply)
    assert f'href="{made}"' in reply.content.decode()
    assert (typed(reply)["title"], typed(reply)["note"]) == ("Changed", "More of it.")
    second = analyst.post(NEW, typed(reply))
    assert second.status_code == 303
    assert second.headers["Location"] != made
    assert [found.stands.title for found in Comparison.objects.all()] == ["Changed", "Once"]


def test_nobody_is_led_to_what_was_deleted_meanwhile(analyst):
    sent = form(title="Once")
    made = analyst.post(NEW, sent).headers["Location"]
    analyst.post(made + "delete/")
    reply = analyst.post(NEW, sent)
    assert reply.status_code == 409
    assert "That comparison has been deleted since." in main(reply)
    assert f'href="{made}"' not in reply.content.decode()
    assert analyst.post(NEW, typed(reply)).status_code == 303


def test_it_is_pinned_to_the_version_that_the_form_was_opened_on(analyst, river):
    opened = typed(analyst.get(f"{NEW}?{POINTS}"))
    published(river, "option", "tunnel", title="A tube")
    analyst.post(NEW, {**opened, "title": "Pinned"})
    assert stands().version == 1
    assert opened["version"] == "1"
    assert typed(analyst.get(NEW))["version"] == "2"


@pytest.mark.parametrize("version", ["2", "99", str(2**31), "9" * 9])
def test_a_version_that_is_not_published_yet_is_never_kept(analyst, version):
    analyst.post(NEW, form(version=version))
    assert [save.version for save in ComparisonSave.objects.all()] in ([1], [])


def test_a_forged_version_does_not_move_what_is_saved_again(analyst, mine, river):
    published(river, "option", "tunnel", title="A tube")
    analyst.post(edit(mine), form(seen="1", version="2"))
    assert (stands().number, stands().version) == (2, 1)


def test_of_an_address_only_what_the_dossier_has_is_kept(analyst):
    analyst.post(NEW, form(query="o=zeppelin&o=tunnel&w.cost=60&w.beauty=9&odd=<script>"))
    assert stands().query == "o=tunnel&w.cost=60"


def test_line_ends_and_letters_are_kept_as_everywhere(analyst):
    analyst.post(NEW, form(title="  Cafe\u0301\r\n\u200bplans\u202e ", note="One\r\n\r\nTwo\rThree\u200b "))
    assert (stands().title, stands().note) == ("Café plans", "One\n\nTwo\nThree")
    assert "<p>One</p><p>Two<br>Three</p>" in text(analyst.get(stands().comparison.get_absolute_url()))


@pytest.mark.parametrize("title", ["⛴ γέφυρα", "جسر فوق النهر", "👩‍👩‍👧", "न्याय", "x" * 200, '"quoted" & <b>'])
def test_any_letters_make_a_name(analyst, title):
    analyst.post(NEW, form(title=title))
    assert stands().title == title


def test_text_at_its_limit_is_kept_whatever_a_browser_makes_of_line_ends(analyst):
    analyst.post(NEW, form(note="a\r\n" * 4_999 + "bb"))
    assert len(stands().note) == 10_000


def test_empty_rows_are_left_out(analyst):
    analyst.post(NEW, form(SCORE, EMPTY, {**EMPTY, "confidence": "low"}))
    assert stands().scores == [SCORE]


def test_reasons_are_kept_for_answers_alone(analyst):
    analyst.post(NEW, form(why__tunnel__complete="There is no answer", why__zeppelin__feasible="No such option"))
    assert stands().reasons == {}


# --- what is refused ------------------------------------------------------------------------------------------------

REFUSED = [
    ({"title": ""}, "title", "This field is required."),
    ({"title": " \t\n"}, "title", "This field is required."),
    ({"title": "\u200b\u2060"}, "title", "This field is required."),
    ({"title": "x" * 201}, "title", "at most 200 characters (it has 201)"),
    ({"title": "a\x00b"}, "title", "a control character"),
    ({"title": "a\x1bb"}, "title", "a control character"),
    ({"note": "x" * 10_001}, "note", "at most 10000 characters (it has 10001)"),
    ({"note": "x" * 100_000}, "note", "at most 10000 characters (it has 100000)"),
    ({"note": "a\x00b"}, "note", "a control character"),
    ({"why__tunnel__feasible": "x" * 401}, "why.tunnel.feasible", "at most 400 characters (it has 401)"),
    ({"why__tunnel__feasible": "\x07"}, "why.tunnel.feasible", "a control character"),
]


@pytest.mark.parametrize(("changes", "field", "said"), REFUSED)
def test_a_fault_stands_beside_its_field_and_everything_typed_stays(analyst, changes, field, said):
    sent = form(SCORE, EMPTY, **{"title": "A name", "note": "Typed for\nten minutes", **changes})
    reply = analyst.post(f"{NEW}?{POINTS}", sent)
    assert reply.status_code == 422
    assert said in fault(reply, field)
    assert "Not saved yet: look at what is marked below." in main(reply)
    assert sent.items() <= typed(reply).items()
    assert not Comparison.objects.exists()


@pytest.mark.parametrize("where", ["new", "edit"])
def test_what_was_refused_is_saved_once_it_is_put_right(analyst, mine, where):
    address, seen = (NEW, "0") if where == "new" else (edit(mine), "1")
    refused = analyst.post(address, form(SCORE, title="", seen=seen, note="Typed for ten minutes"))
    analyst.post(address, {**typed(refused), "title": "Put right"})
    save = ComparisonSave.objects.latest("pk")
    assert (save.title, save.note, save.scores) == ("Put right", "Typed for ten minutes", [SCORE])


BROKEN = "The form was not complete. Open it again."
INCOMPLETE = [
    ({"token": ""}, BROKEN),
    ({"token": "not-a-uuid"}, BROKEN),
    ({"seen": ""}, BROKEN),
    ({"seen": "-1"}, BROKEN),
    ({"version": ""}, BROKEN),
    ({"version": "0"}, BROKEN),
    ({"version": "x"}, BROKEN),
    ({"version": "²"}, BROKEN),
    ({"version": "9" * 5_000}, BROKEN),
    ({"query": "w.cost=60&" + "x" * 16_000}, "The address of a weighing that is kept has at most 16000 characters"),
    ({"query": "&" * 20_000}, "The address of a weighing that is kept has at most 16000 characters"),
]


@pytest.mark.parametrize(("changes", "said"), INCOMPLETE)
def test_a_fault_that_no_field_shows_is_said_as_well(analyst, changes, said):
    reply = analyst.post(NEW, form(note="Typed for ten minutes", **changes))
    assert reply.status_code == 422
    assert said in main(reply)
    assert typed(reply)["note"] == "Typed for ten minutes"
    assert not Comparison.objects.exists()


@pytest.mark.parametrize(
    "query", ["", "&" * 16_000, "a=1&" * 4_000, "o=%00", "%", "w.cost=%ed%a0%80", "w.cost=1e400&w.flood-safety=nan",
              "w.cost=inf", "seed=-1&draws=0&line=x", "s.tunnel=zzzzz", "eq.cost~cost=1", "start=role:nobody",
              "w.cost=60\x00"],
)  # fmt: skip
def test_an_address_that_makes_no_sense_is_kept_as_one_that_says_nothing(analyst, query):
    assert analyst.post(NEW, form(query=query)).status_code == 303
    assert stands().query == ""


def test_an_empty_form_is_refused(analyst):
    reply = analyst.post(NEW, {})
    assert reply.status_code == 422
    assert "so the scores of your own were not read" in main(reply)


def test_bytes_that_are_no_text_are_kept_as_marks_of_that(analyst):
    encoded = "&".join(f"{name}={value}" for name, value in form(title="%ed%a0%80%ff").items() if name != "query")
    reply = analyst.post(NEW, encoded, content_type="application/x-www-form-urlencoded")
    assert reply.status_code == 303
    assert set(stands().title) == {"\N{REPLACEMENT CHARACTER}"}


# --- scores of one's own --------------------------------------------------------------------------------------------

NUMBER, CHOICE, REQUIRED = "Enter a number.", "Select a valid choice.", "This field is required."
SCORES = [
    *(({name: value}, name, NUMBER) for name in ("low", "best", "high") for value in ("nan", "inf", "-inf", "1e400", "x", "1,5")),  # noqa: E501
    *(({name: ""}, name, REQUIRED) for name in ("option", "criterion", "low", "best", "high", "reason")),
    ({"option": "zeppelin"}, "option", CHOICE),
    ({"option": "flood-backwater"}, "option", CHOICE),
    ({"criterion": "beauty"}, "criterion", CHOICE),
    ({"confidence": "certain"}, "confidence", CHOICE),
    ({"confidence": ""}, "confidence", REQUIRED),
    ({"reason": "x" * 401}, "reason", "at most 400 characters (it has 401)"),
    ({"reason": "a\x00b"}, "reason", "a control character"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "field", "said"), SCORES)
def test_a_fault_of_a_score_stands_beside_its_field_and_everything_typed_stays(analyst, changes, field, said):
    sent = form({**OTHER}, {**SCORE, **changes})
    reply = analyst.post(NEW, sent)
    assert reply.status_code == 422
    assert said in fault(reply, f"scores-1-{field}")
    kept_as_typed = typed(reply)
    unknown = {f"scores-1-{field}"} if said is CHOICE else set()  # a list shows what it has
    assert {name: kept_as_typed[name] for name in sent if name not in unknown} == {
        name: value for name, value in sent.items() if name not in unknown
    }
    assert not Comparison.objects.exists()


UPWARDS = "The scores must go up from low over best to high."
SCALE = "The scale of this criterion goes from 0 to 250."


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"low": 21}, UPWARDS),
        ({"high": 19}, UPWARDS),
        ({"low": 30, "high": 10}, UPWARDS),
        ({"low": -0.1}, SCALE),
        ({"high": 250.5}, SCALE),
        ({"low": 1e308, "best": 1e308, "high": 1e308}, SCALE),
    ],
)
def test_a_score_that_fits_no_scale_is_refused_in_its_row(analyst, changes, said):
    sent = form(OTHER, {**SCORE, **changes})
    reply = analyst.post(NEW, sent)
    assert reply.status_code == 422
    first, second = text(reply).split('<fieldset class="scorerow')[1:]
    assert (said in first, said in second) == (False, True)
    assert sent.items() <= typed(reply).items()
    assert not Comparison.objects.exists()


@pytest.mark.parametrize("ends", [(0, 0, 0), (250, 250, 250), (0, 100, 250)])
def test_a_score_may_stand_at_the_ends_of_its_scale(analyst, ends):
    analyst.post(NEW, form({**SCORE, **dict(zip(("low", "best", "high"), ends, strict=True))}))
    assert [(each["low"], each["best"], each["high"]) for each in stands().scores] == [ends]


def test_a_cell_is_scored_once(analyst):
    sent = form(SCORE, {**SCORE, "best": 25.0})
    reply = analyst.post(NEW, sent)
    assert reply.status_code == 422
    assert fault(reply, "scores-1-criterion") == "This option has another score of your own on this criterion."
    assert fault(reply, "scores-0-criterion") == ""
    assert sent.items() <= typed(reply).items()


def test_a_cell_may_be_scored_again_where_the_first_score_is_taken_out(analyst):
    analyst.post(NEW, form({**SCORE, "DELETE": "on"}, {**SCORE, "best": 25.0}, already=1))
    assert [each["best"] for each in stands().scores] == [25.0]


def test_an_archived_option_cannot_be_scored(analyst, river):
    Entry.objects.filter(slug="footbridge").archive(river, NOW)
    reply = analyst.post(NEW, form(SCORE, version="2"))
    assert reply.status_code == 422
    assert CHOICE in fault(reply, "scores-0-option")


def test_every_cell_may_be_scored(analyst, river):
    reading = river.reading()
    rows = [
        {**SCORE, "option": option, "criterion": slug, "low": c.scale.min, "best": c.scale.min, "high": c.scale.max}
        for option, (slug, c) in product(reading.options, reading.criteria.items())
    ]
    assert analyst.post(NEW, form(*rows)).status_code == 303
    assert len(stands().scores) == 20


def test_two_hundred_rows_are_looked_at_and_none_is_lost(analyst):
    sent = form(*[SCORE] * 200)
    reply = analyst.post(NEW, sent)
    assert reply.status_code == 422
    assert sent.items() <= typed(reply).items()


@pytest.mark.parametrize("total", ["201", "300", "9" * 30])
def test_more_rows_than_a_comparison_can_have_are_refused_with_the_limit(analyst, total):
    reply = analyst.post(NEW, {**form(SCORE, title="Many"), "scores-TOTAL_FORMS": total})
    assert reply.status_code == 422
    assert "At most 200 scores of your own can be kept." in main(reply)
    assert typed(reply)["title"] == "Many"
    assert not Comparison.objects.exists()


def test_more_fields_than_a_form_may_have_are_refused_with_the_limit(analyst):
    reply = analyst.post(NEW, form(*[SCORE] * 300))
    assert reply.status_code == 413
    assert "at most 2000 fields" in main(reply)


@pytest.mark.parametrize("name", ["TOTAL_FORMS", "INITIAL_FORMS"])
@pytest.mark.parametrize("value", ["", "x", "1.5"])
def test_a_form_that_does_not_say_how_many_rows_it_has_is_refused(analyst, name, value):
    reply = analyst.post(NEW, {**form(SCORE, note="Typed for ten minutes"), f"scores-{name}": value})
    assert reply.status_code == 422
    assert "The form was not complete, so the scores of your own were not read." in main(reply)
    assert typed(reply)["note"] == "Typed for ten minutes"


@pytest.mark.parametrize(("name", "value"), [("TOTAL_FORMS", "-1"), ("INITIAL_FORMS", "-1"), ("INITIAL_FORMS", "999")])
def test_a_wrong_count_of_rows_is_no_fault_of_ours(analyst, name, value):
    assert analyst.post(NEW, {**form(SCORE), f"scores-{name}": value}).status_code in (303, 422)


def test_the_curated_score_stands_beside_ones_own(analyst, mine):
    page = main(analyst.get(edit(mine)))
    assert "Curated: 50 (35–90, low)" in page


def test_the_verdict_on_the_form_is_that_of_ones_own_scores_also_after_a_fault(analyst):
    mine = {**SCORE, "option": "road-bridge", "low": 0, "best": 0, "high": 0}
    others = [
        {**SCORE, "option": option, "low": 250, "best": 250, "high": 250}
        for option in ("keep-the-ferry", "faster-ferry")
    ]
    met = "p.both-councils-agree=met&p.harbour-permit=met&p.money=met"
    query = f"w.cost=100&{met}&o=keep-the-ferry&o=road-bridge&o=faster-ferry"
    reply = analyst.post(NEW, form(mine, *others, title="", query=query))
    assert "A road bridge comes first in 100 of 100 draws" in main(reply)
    opened = analyst.get(f"{NEW}?{query}")
    assert "A road bridge comes first" not in main(opened)


# --- saving again ---------------------------------------------------------------------------------------------------


def test_the_form_of_a_saved_one_holds_everything_that_was_saved(analyst, mine):
    found = typed(analyst.get(edit(mine)))
    assert (found["title"], found["note"], found["query"]) == ("What we would build", "For the council.", QUERY)
    assert (found["seen"], found["version"], found["why.tunnel.feasible"]) == ("1", "1", "Nobody would pay")
    row = {name.removeprefix("scores-0-"): value for name, value in found.items() if name.startswith("scores-0-")}
    assert row == {**SCORE, "low": "10", "best": "20", "high": "30"}


def test_scores_that_were_stored_as_whole_numbers_are_there_too(analyst, river, cast):
    """A database may give 10 for 10.0."""
    whole = kept(river, cast["analyst"], scores=({**SCORE, "low": 10, "best": 20, "high": 30},))
    found = typed(analyst.get(edit(whole)))
    assert [found[f"scores-0-{name}"] for name in ("low", "best", "high")] == ["10", "20", "30"]
    assert analyst.get(f"/comparisons/{whole.link}/").status_code == 200


def test_what_was_weighed_further_is_saved_on_top(analyst, mine):
    found = typed(analyst.get(f"{edit(mine)}?w.cost=100&s.footbridge=p----"))
    assert (found["title"], found["query"]) == ("What we would build", "s.footbridge=p----&w.cost=100")
    assert "why.tunnel.feasible" not in found
    analyst.post(edit(mine), found)
    assert (stands().number, stands().query, stands().reasons) == (2, "s.footbridge=p----&w.cost=100", {})
    assert mine.saves.get(number=1).query == QUERY


def test_opening_and_saving_changes_nothing(analyst, mine):
    before = mine.stands.content()
    reply = analyst.post(edit(mine), typed(analyst.get(edit(mine))))
    assert (reply.status_code, reply.headers["Location"]) == (303, f"/comparisons/{mine.link}/")
    assert stands().content() == before
    assert stands().number == 2


def test_one_form_sent_twice_makes_one_save(analyst, mine):
    sent = form(title="Again", seen="1")
    assert [analyst.post(edit(mine), sent).status_code for _ in range(2)] == [303, 303]
    assert [save.number for save in mine.saves.all()] == [2, 1]


def test_a_form_sent_again_on_top_with_other_text_is_told_and_nothing_typed_is_lost(analyst, mine):
    sent = form(title="Again", seen="1")
    analyst.post(edit(mine), sent)
    reply = analyst.post(edit(mine), sent | {"title": "Changed"})
    assert reply.status_code == 409
    assert typed(reply)["title"] == "Changed"
    assert analyst.post(edit(mine), typed(reply)).status_code == 303
    assert [save.title for save in mine.saves.all()] == ["Changed", "Again", "What we would build"]


def test_an_own_score_can_be_taken_out(analyst, mine):
    analyst.post(edit(mine), {**typed(analyst.get(edit(mine))), "scores-0-DELETE": "on"})
    assert stands().scores == []


def test_a_tick_that_takes_a_score_out_stays_when_something_else_is_refused(analyst, mine):
    sent = {**typed(analyst.get(edit(mine))), "scores-0-DELETE": "on", "title": ""}
    reply = analyst.post(edit(mine), sent)
    assert reply.status_code == 422
    assert typed(reply)["scores-0-DELETE"] == "on"
    analyst.post(edit(mine), {**typed(reply), "title": "Now it has a name"})
    assert stands().scores == []


def test_what_was_saved_meanwhile_is_told_with_both_texts_and_nothing_is_lost(analyst, mine):
    saved_again(mine, title="From another window", note="Their note")
    sent = form(SCORE, already=1, seen="1", title="From this window", note="My note", why__tunnel__feasible="My reason")
    reply = analyst.post(edit(mine), sent)
    page = main(reply)
    assert reply.status_code == 409
    assert "It was saved in another window since you opened this form." in page
    assert "Save 2 is named “From another window”. Its note: Their note" in page
    assert f'href="/comparisons/{mine.link}/@2/"' in text(reply)
    unchanged = {name: value for name, value in sent.items() if name not in ("seen", "token")}
    assert unchanged.items() <= typed(reply).items()
    assert stands().title == "From another window"


def test_after_that_saving_again_puts_it_on_top(analyst, mine):
    saved_again(mine, title="From another window")
    reply = analyst.post(edit(mine), form(SCORE, already=1, seen="1", title="From this window"))
    assert analyst.post(edit(mine), typed(reply)).status_code == 303
    titles = [save.title for save in mine.saves.all()]
    assert titles == ["From this window", "From another window", "What we would build"]


def test_a_third_save_meanwhile_is_told_again(analyst, mine):
    saved_again(mine, title="Second")
    reply = analyst.post(edit(mine), form(seen="1", title="Mine"))
    saved_again(mine, title="Third")
    again = analyst.post(edit(mine), typed(reply))
    assert again.status_code == 409
    assert "Save 3 is named “Third”." in main(again)
    assert typed(again)["title"] == "Mine"


def test_the_form_of_one_comparison_cannot_save_another_silently(analyst, mine, river, cast):
    sent = form(title="Meant for another")
    analyst.post(NEW, sent)
    reply = analyst.post(edit(mine), {**sent, "seen": "1"})
    assert reply.status_code == 409
    assert mine.saves.count() == 1
    assert analyst.post(edit(mine), typed(reply)).status_code == 303  # the form it got has a token of its own


def test_what_was_deleted_meanwhile_is_told_and_saving_again_brings_it_back(analyst, mine):
    mine.delete_for_now(NOW)
    sent = form(seen="1", title="Typed for ten minutes")
    reply = analyst.post(edit(mine), sent)
    assert reply.status_code == 409
    assert "It was deleted in another window since you opened this form." in main(reply)
    assert sent.items() <= typed(reply).items()
    assert mine.saves.count() == 1
    assert analyst.post(edit(mine), typed(reply)).status_code == 303
    assert (stands().title, Comparison.objects.get().deleted_at) == ("Typed for ten minutes", None)


def test_a_deleted_one_has_no_form(analyst, mine):
    mine.delete_for_now(NOW)
    assert analyst.get(edit(mine)).status_code == 404


def test_a_visitor_is_led_to_sign_in_whether_there_is_such_a_comparison_or_not(as_, mine):
    client = as_("visitor")
    for link in (mine.link, uuid4()):
        address = f"/comparisons/{link}/edit/"
        reply = client.get(address)
        assert (reply.status_code, reply.headers["Location"]) == (302, f"/accounts/login/?next={address}")
        reply = client.post(address, form())
        assert reply.status_code == 403
        assert "What we would build" not in text(reply)


def test_an_owner_who_lost_their_role_may_not_save_again(analyst, mine, cast):
    cast["analyst"].groups.clear()
    assert analyst.get(edit(mine)).status_code == 403
    assert analyst.post(edit(mine), form(seen="1")).status_code == 403
    assert mine.saves.count() == 1


# --- a session that ended while somebody typed -----------------------------------------------------------------------

RIGHT = "a quiet river"


@pytest.fixture
def password(cast):
    cast["analyst"].set_password(RIGHT)
    cast["analyst"].save()


def carried(response):
    """What the page to sign in on holds of what was sent, as a browser would send it again."""
    return Typed(text(response).split('id="sign-in"')[1].split("</form>")[0]).values


def signing_in(response, name="analyst", password=RIGHT):
    return {**carried(response), "username": name, "password": password}


def test_what_was_typed_is_asked_to_sign_in_and_saved_then(as_, river, cast, password):
    client = as_("visitor")
    sent = form(SCORE, note='Typed for\n\nten minutes, "so" & <b>so</b>', why__tunnel__feasible="Nobody would pay")
    reply = client.post(f"{NEW}?{POINTS}", sent)
    assert reply.status_code == 403
    assert "Nothing you typed is lost: sign in here, and it is saved." in main(reply)
    assert sent.items() <= carried(reply).items()
    reply = client.post(f"{NEW}?{POINTS}", signing_in(reply))
    assert reply.headers["Location"] == stands().comparison.get_absolute_url()
    assert (stands().note, stands().scores, stands().by) == (sent["note"], [SCORE], cast["analyst"])
    assert client.get("/comparisons/").status_code == 200  # signed in from now on


def test_so_is_what_was_typed_on_top_of_a_saved_one(as_, mine, password):
    client = as_("visitor")
    reply = client.post(edit(mine), form(title="Typed for ten minutes", seen="1"))
    assert client.post(edit(mine), signing_in(reply)).status_code == 303
    assert stands().title == "Typed for ten minutes"


@pytest.mark.parametrize(
    ("name", "given", "field", "said"),
    [
        ("analyst", "wrong", "password", "The name or the password is wrong."),
        ("nobody", RIGHT, "password", "The name or the password is wrong."),
        ("", RIGHT, "username", "This field is required."),
        ("analyst", "", "password", "This field is required."),
    ],
)
def test_a_wrong_password_is_told_and_nothing_typed_is_lost(as_, river, password, name, given, field, said):
    client = as_("visitor")
    sent = form(SCORE, note="Typed for ten minutes")
    reply = client.post(NEW, signing_in(client.post(NEW, sent), name, given))
    assert reply.status_code == 422
    assert said in fault(reply, field)
    assert sent.items() <= carried(reply).items()
    assert given not in text(reply) or given in ("", "wrong")
    assert not Comparison.objects.exists()


def test_passwords_are_tried_as_slowly_here_as_anywhere(as_, river, password):
    client = as_("visitor")
    sent = form(note="Typed for ten minutes")
    for _ in range(30):
        reply = client.post(NEW, {**sent, "username": "analyst", "password": "wrong"})
    assert (reply.status_code, int(reply.headers["Retry-After"]) > 0) == (429, True)
    assert client.post(NEW, {**sent, "username": "analyst", "password": RIGHT}).status_code == 429
    assert carried(reply)["note"] == "Typed for ten minutes"
    assert not Comparison.objects.exists()


def test_who_signs_in_there_may_do_what_they_may_do_elsewhere(as_, mine, cast, password):
    for name, status in (("member", 404), ("curator", 404)):
        cast[name].set_password(RIGHT)
        cast[name].save()
        client = as_("visitor")
        reply = client.post(edit(mine), signing_in(client.post(edit(mine), form(seen="1")), name))
        assert reply.status_code == status
    client = as_("visitor")
    assert client.post(NEW, signing_in(client.post(NEW, form()), "member")).status_code == 403
    assert (Comparison.objects.count(), mine.saves.count()) == (1, 1)


def test_signing_in_there_takes_a_page_of_ours(river, password):
    client = Client(enforce_csrf_checks=True)
    reply = client.post(NEW, {**form(), "username": "analyst", "password": RIGHT})
    assert reply.status_code == 403
    assert "Form not accepted" in text(reply)
    assert not Comparison.objects.exists()


# --- a copy ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("visibility", ["members", "link"])
def test_somebody_elses_shared_one_can_be_copied_with_everything_in_it(as_, cast, river, visibility):
    theirs = kept(river, cast["curator"], visibility)
    client = as_("analyst")
    found = typed(client.get(f"{NEW}?from={theirs.link}"))
    assert (found["title"], found["query"], found["why.tunnel.feasible"]) == (
        "What we would build",
        QUERY,
        "Nobody would pay",
    )
    client.post(f"{NEW}?from={theirs.link}", found)
    copy = Comparison.objects.get(owner=cast["analyst"])
    assert copy.stands.content() == theirs.stands.content()
    assert (copy.visibility, copy.link != theirs.link, theirs.saves.count()) == ("private", True, 1)


def test_a_copy_stays_on_the_version_of_what_it_was_copied_from(analyst, mine, river):
    published(river, "option", "tunnel", title="A tube")
    assert typed(analyst.get(f"{NEW}?from={mine.link}"))["version"] == "1"


def test_what_was_weighed_further_is_copied_with_the_scores_and_reasons(analyst, mine):
    found = typed(analyst.get(f"{NEW}?w.cost=100&from={mine.link}"))
    assert (found["query"], found["scores-0-reason"]) == ("w.cost=100", "Our own estimate")


def test_a_copy_of_nothing_weighed_is_not_a_copy_of_what_was(analyst, mine):
    """All points taken away while weighing further."""
    assert typed(analyst.get(f"{NEW}?o=&from={mine.link}"))["query"] == ""


def test_a_copy_is_saved_although_the_original_was_hidden_meanwhile(as_, cast, river):
    theirs = kept(river, cast["curator"], "link")
    client = as_("analyst")
    found = typed(client.get(f"{NEW}?from={theirs.link}"))
    theirs.share("private")
    assert client.post(f"{NEW}?from={theirs.link}", found).status_code == 303


@pytest.mark.parametrize("link", ["private", "deleted", "missing", "malformed", "of another dossier"])
def test_what_one_may_not_open_cannot_be_copied(as_, cast, river, link):
    theirs = kept(river, cast["curator"], "private" if link == "private" else "link")
    if link == "deleted":
        theirs.delete_for_now(NOW)
    if link == "of another dossier":
        elsewhere = Dossier.objects.create(slug="elsewhere", title="Elsewhere", version=1)
        Comparison.objects.update(dossier=elsewhere)
    named = {"missing": uuid4(), "malformed": "x' or 1=1"}.get(link, theirs.link)
    reply = as_("analyst").get(NEW, {"from": str(named)})
    assert reply.status_code == 404
    assert "What we would build" not in text(reply)
