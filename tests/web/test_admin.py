"""The desk of curators: what a save publishes, and what it refuses."""

import pytest

from options.models import Dossier, Entry, LegalQuestion, Option, Revision, User
from tests.web.admin_forms import ADMIN, address, errors, filled, formsets, new_row, row_of
from tests.web.helpers import published

SAMPLES = {
    "dossier": "river-crossing", "source": "harbour-act", "claim": "art-02", "option": "footbridge",
    "risk": "flood-backwater", "precondition": "both-councils-agree", "legal-question": "fixed-crossing",
    "criterion": "crossing-time", "exercise": "",
}  # fmt: skip


@pytest.fixture
def curator(as_, river):
    return as_("curator")


def sample(kind):
    slugs = Entry.objects.filter(kind=kind).values_list("slug", flat=True)
    return SAMPLES[kind] if SAMPLES[kind] in slugs else slugs[0]


def live(kind, slug):
    return Entry.objects.get(kind=kind, slug=slug).live


def version():
    return Dossier.objects.get(slug="river-crossing").version


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_form_sent_back_as_it_came_publishes_nothing(curator, kind):
    path = address(kind, sample(kind))
    reply = curator.post(path, filled(curator, path, {}), follow=True)
    assert "Nothing differs from what is published" in reply.content.decode()
    assert version() == 1


# --- a save publishes ---


def test_a_save_publishes_a_revision_with_its_author_and_note(curator, cast):
    path = address("option", "footbridge")
    reply = curator.post(path, filled(curator, path, {"title": "A slim footbridge"}, note="The plan says slim."))
    assert reply.status_code == 302
    revision = live("option", "footbridge")
    assert (revision.number, revision.origin, revision.change_note) == (2, "admin", "The plan says slim.")
    assert (revision.author, revision.approved_by, revision.self_published) == (cast["curator"],) * 2 + (True,)
    assert (version(), revision.from_version) == (2, 2)


def test_readers_see_it_at_once(curator, client):
    path = address("option", "footbridge")
    curator.post(path, filled(curator, path, {"title": "A slim footbridge"}))
    assert "A slim footbridge" in client.get("/d/river-crossing/options/footbridge/").content.decode()
    assert "Because." in client.get("/d/river-crossing/options/footbridge/history/").content.decode()


def test_only_what_was_changed_differs(curator):
    before = live("option", "footbridge").value()
    path = address("option", "footbridge")
    curator.post(path, filled(curator, path, {"title": "A slim footbridge"}))
    assert live("option", "footbridge").value() == before.model_copy(update={"title": "A slim footbridge"})


def test_a_change_needs_a_note(curator):
    path = address("option", "footbridge")
    reply = curator.post(path, filled(curator, path, {"title": "A slim footbridge", "change_note": ""}))
    assert errors(reply) == {"change_note": ["This field is required."]}
    assert version() == 1


def test_a_cell_is_changed_in_its_row(curator):
    path = address("option", "footbridge")
    row = row_of(curator, path, "assessments", "criterion", "crossing-time")
    curator.post(path, filled(curator, path, {f"{row}-rationale": "Measured on foot."}))
    (cell,) = [a for a in live("option", "footbridge").value().assessments if a.criterion == "crossing-time"]
    assert cell.rationale == "Measured on foot."


def test_a_row_that_is_taken_out_is_no_longer_assessed(curator):
    path = address("option", "footbridge")
    row = row_of(curator, path, "assessments", "criterion", "crossing-time")
    cited = {
        f"{form}-DELETE": "on"
        for form in [row, *citations_about(curator, path, "crossing-time")]
    }  # fmt: skip
    curator.post(path, filled(curator, path, cited))
    assert "crossing-time" not in [a.criterion for a in live("option", "footbridge").value().assessments]


def citations_about(client, path, slug):
    from tests.web.admin_forms import formsets

    key = str(Entry.objects.get(slug=slug).pk)
    return [form.prefix for form in formsets(client.get(path))["citations"].forms if str(form["about"].value()) == key]


def test_a_row_can_be_added(curator):
    assessed = {e.risk for e in live("option", "tunnel").value().exposures}
    risk = Entry.objects.filter(kind="risk").exclude(slug__in=assessed).first()
    path = address("option", "tunnel")
    row = new_row(
        curator, path, "exposures",
        risk=risk.pk, applies="on", likelihood="likely", severity=2, confidence="low", rationale="Deep water.",
    )  # fmt: skip
    curator.post(path, filled(curator, path, row))
    (cell,) = [e for e in live("option", "tunnel").value().exposures if e.risk == risk.slug]
    assert (cell.likelihood, cell.severity, cell.rationale) == ("likely", 2, "Deep water.")


def test_a_citation_can_be_put_first(curator):
    path = address("option", "footbridge")
    source = Entry.objects.get(slug="harbour-act")
    row = new_row(curator, path, "citations", basis="law", source=source.pk, locator="s. 2", place_in_list=1)
    curator.post(path, filled(curator, path, row))
    first = live("option", "footbridge").value().citations[0]
    assert (first.basis, first.source, first.locator) == ("law", "harbour-act", "s. 2")


def test_an_entry_can_be_added_and_comes_last(curator, river):
    new = {
        "dossier": river.pk, "slug": "ice-in-winter", "title": "Ice in winter", "description": "The river freezes.",
        "change_note": "", "citations-TOTAL_FORMS": 0, "citations-INITIAL_FORMS": 0,
    }  # fmt: skip
    reply = curator.post(f"{ADMIN}risk/add/", new)
    assert reply.status_code == 302
    entry = Entry.objects.get(slug="ice-in-winter")
    assert entry.position == Entry.objects.exclude(pk=entry.pk).order_by("-position").first().position + 1
    assert "The river freezes." in curator.get("/d/river-crossing/risks/ice-in-winter/").content.decode()


def test_an_administrator_can_begin_a_dossier(as_, river):
    new = {
        "slug": "second", "title": "A second one", "question": "What now?", "summary": "Two ways.", "as_of": "2026-02",
        "language": "en", "visibility": "public",
    }  # fmt: skip
    as_("admin").post(f"{ADMIN}dossier/add/", new)
    assert Dossier.objects.get(slug="second").version == 1


# --- what it refuses ---


def test_a_fault_inside_yaml_is_told_with_its_line_and_the_text_stays(curator):
    path = address("option", "road-bridge")
    typed = "all_of:\n- precondition: both-councils-agree\n- precondition: both-councils-agre"
    reply = curator.post(path, filled(curator, path, {"requires": typed}))
    said = errors(reply)["requires"]
    assert said[0].startswith('Line 3, all_of[1].precondition: there is no precondition "both-councils-agre"')
    assert reply.context["adminform"].form["requires"].value() == typed
    assert "- precondition: both-councils-agre</textarea>" in reply.content.decode()
    assert version() == 1


def test_a_score_outside_the_scale_is_told_beside_its_row(curator):
    path = address("option", "footbridge")
    row = row_of(curator, path, "assessments", "criterion", "crossing-time")
    reply = curator.post(path, filled(curator, path, {f"{row}-high": 10_000}))
    assert "outside the scale" in errors(reply)[f"{row}-high"][0]
    assert version() == 1


def test_a_score_with_low_above_best_is_told_beside_it(curator):
    path = address("option", "footbridge")
    row = row_of(curator, path, "assessments", "criterion", "crossing-time")
    reply = curator.post(path, filled(curator, path, {f"{row}-low": 59, f"{row}-best": 1}))
    assert errors(reply)[f"{row}-low"] == ["This must not be above the best estimate."]


def test_a_risk_that_applies_needs_its_judgement(curator):
    path = address("option", "footbridge")
    row = row_of(curator, path, "exposures", "risk", live("option", "footbridge").value().exposures[0].risk)
    reply = curator.post(path, filled(curator, path, {f"{row}-likelihood": ""}))
    assert errors(reply)[f"{row}-likelihood"] == ["A risk that applies needs this."]


def test_a_citation_for_a_cell_that_is_not_there_is_told_beside_it(curator):
    path = address("option", "tunnel")
    risk = Entry.objects.filter(kind="risk").exclude(
        slug__in={e.risk for e in live("option", "tunnel").value().exposures}
    )
    row = new_row(curator, path, "citations", basis="judgement", about=risk.first().pk)
    reply = curator.post(path, filled(curator, path, row))
    prefix = next(name for name in row if name.endswith("-basis")).removesuffix("-basis")
    assert errors(reply)[f"{prefix}-about"] == ["There is no row for it on this form; add that first."]


@pytest.mark.parametrize("text", ["a\x00b", "\x07", "x" * 10_001])
def test_what_no_file_can_carry_is_refused_with_a_reason(curator, text):
    path = address("risk", sample("risk"))
    reply = curator.post(path, filled(curator, path, {"description": text}))
    assert reply.status_code == 200
    assert "description" in errors(reply)
    assert version() == 1


def test_a_name_that_is_taken_is_refused(curator, river):
    reply = curator.post(f"{ADMIN}risk/add/", {"dossier": river.pk, "slug": sample("risk"), "title": "Again"})
    assert errors(reply)["slug"] == ["The dossier has one of this name already."]


def test_an_entry_of_another_dossier_cannot_be_cited(curator, river):
    other = Dossier.objects.create(slug="other", title="Other")
    entry = Entry.objects.create(dossier=other, kind="legal-question", slug="foreign")
    foreign = LegalQuestion.objects.create(entry=entry, title="x", jurisdiction="x", state="open")
    path = address("option", "footbridge")
    row = new_row(curator, path, "bearings", question=foreign.pk, effect="permits")
    reply = curator.post(path, filled(curator, path, row))
    assert "Choose an entry of this dossier." in str(errors(reply))


def test_hostile_text_is_shown_as_text(curator):
    path = address("risk", sample("risk"))
    hostile = "</textarea><script>alert(1)</script>"
    reply = curator.post(path, filled(curator, path, {"description": hostile, "title": ""}))
    assert "<script>alert" not in reply.content.decode()


# --- two people, one entry ---


def test_changes_in_different_fields_are_both_kept(curator, river):
    path = address("option", "footbridge")
    mine = filled(curator, path, {"title": "A slim footbridge"})
    published(river, "option", "footbridge", summary="Two slender piers.")
    reply = curator.post(path, mine, follow=True)
    content = live("option", "footbridge").value()
    assert (content.title, content.summary) == ("A slim footbridge", "Two slender piers.")
    assert "What they changed elsewhere in it is kept." in reply.content.decode()


def test_whose_changes_were_kept_is_told_by_the_name_that_histories_show(as_, cast, river):
    path, curator, reviewer = address("option", "footbridge"), as_("curator"), as_("reviewer")
    User.objects.filter(pk=cast["reviewer"].pk).update(first_name="Ines", last_name="Ortega")
    mine = filled(curator, path, {"title": "A slim footbridge"})
    reviewer.post(path, filled(reviewer, path, {"summary": "Two slender piers."}))
    reply = curator.post(path, mine, follow=True)
    assert "Ines Ortega published this entry while you were editing." in reply.content.decode()


def test_changes_in_one_field_come_back_with_both_texts(curator, river):
    path = address("option", "footbridge")
    mine = filled(curator, path, {"summary": "Mine it is."})
    published(river, "option", "footbridge", summary="Theirs it is.")
    reply = curator.post(path, mine)
    page = reply.content.decode()
    assert reply.status_code == 409
    assert "Theirs it is." in page
    assert 'value="Mine it is."' in page
    assert live("option", "footbridge").value().summary == "Theirs it is."


def test_after_both_texts_were_shown_the_form_wins(curator, river):
    path = address("option", "footbridge")
    mine = filled(curator, path, {"summary": "Mine it is."})
    published(river, "option", "footbridge", summary="Theirs it is.", consent_note="Theirs as well.")
    from tests.web.admin_forms import fields

    again = {**fields(curator.post(path, mine)), "summary": "Both of it."}
    assert curator.post(path, again).status_code == 302
    content = live("option", "footbridge").value()
    assert (content.summary, content.consent_note) == ("Both of it.", "Theirs as well.")


def test_a_third_change_meanwhile_is_shown_as_well(curator, river):
    from tests.web.admin_forms import fields

    path = address("option", "footbridge")
    mine = filled(curator, path, {"summary": "Mine it is."})
    published(river, "option", "footbridge", summary="Theirs it is.")
    again = fields(curator.post(path, mine))
    published(river, "option", "footbridge", later=2, summary="A third.")
    reply = curator.post(path, again)
    assert (reply.status_code, "A third." in reply.content.decode()) == (409, True)


def test_removed_words_do_not_come_back_with_an_open_form(curator, cast, now):
    from options.models import Redaction

    path = address("option", "footbridge")
    mine = filled(curator, path, {"title": "A slim footbridge"})
    entry = Entry.objects.get(kind="option", slug="footbridge")
    words = live("option", "footbridge").value().summary.split()[0]
    Redaction.objects.redact(entry, words, by=cast["admin"], reason="a name", now=now)
    assert curator.post(path, mine).status_code == 409
    assert words not in live("option", "footbridge").value().summary


@pytest.mark.parametrize("token", ["", "x", "-1", "99999999999", "0.0", "7.0", "1", "²"])
def test_a_form_whose_start_cannot_be_told_overwrites_nothing(curator, token):
    path = address("option", "footbridge")
    reply = curator.post(path, filled(curator, path, {"summary": "Mine it is.", "lock_version": token}))
    assert reply.status_code == 409
    assert version() == 1


# --- archiving ---


def archive(client, kind, slug):
    chosen = {"action": "archive", "_selected_action": Entry.objects.get(kind=kind, slug=slug).pk}
    return client.post(f"{ADMIN}{kind}/", chosen, follow=True)


def test_archiving_keeps_the_page_and_takes_the_entry_out_of_lists(curator):
    said = archive(curator, "option", "tunnel").content.decode()
    assert "1 entry is archived." in said
    assert "/options/tunnel/" not in curator.get("/d/river-crossing/options/").content.decode()
    assert curator.get("/d/river-crossing/options/tunnel/").status_code == 200


def test_archiving_twice_changes_nothing_more(curator):
    archive(curator, "option", "tunnel")
    assert "0 entries are archived." in archive(curator, "option", "tunnel").content.decode()
    assert version() == 2


def test_an_archived_entry_comes_back_only_when_asked(curator):
    archive(curator, "option", "tunnel")
    path = address("option", "tunnel")
    reply = curator.post(path, filled(curator, path, {}))
    assert errors(reply)["bring_back"] == ["The entry is archived. Tick this box to publish it again."]
    assert curator.post(path, filled(curator, path, {"bring_back": "on"})).status_code == 302
    assert Entry.objects.get(kind="option", slug="tunnel").archived_at is None


@pytest.mark.parametrize("kind", SAMPLES)
def test_nothing_can_be_deleted(as_, river, kind):
    client = as_("admin")
    path = address(kind, sample(kind)).replace("/change/", "/delete/")
    assert client.post(path, {"post": "yes"}).status_code == 403
    assert "delete_selected" not in client.get(f"{ADMIN}{kind.replace('-', '')}/").content.decode()


# --- around it ---


def test_the_history_button_leads_to_the_public_history(curator):
    reply = curator.get(address("option", "footbridge").replace("/change/", "/history/"))
    assert reply.headers["Location"] == "/d/river-crossing/options/footbridge/history/"


def test_suggestions_are_of_the_same_dossier(curator, river):
    other = Dossier.objects.create(slug="other", title="Other")
    entry = Entry.objects.create(dossier=other, kind="option", slug="foreign")
    path = "/admin/autocomplete/?app_label=options&model_name=exposure&field_name=risk"
    found = curator.get(f"{path}&dossier={other.pk}").json()["results"]
    here = curator.get(f"{path}&dossier={river.pk}").json()["results"]
    assert (found, len(here)) == ([], Entry.objects.filter(kind="risk").count())
    assert entry.pk not in [row["id"] for row in here]


def test_a_cell_is_suggested_only_where_there_are_cells(curator, river):
    path = f"/admin/autocomplete/?app_label=options&model_name=citation&field_name=about&dossier={river.pk}"
    kinds = {row["text"].split(":")[0] for row in curator.get(path).json()["results"]}
    assert kinds == {"risk", "legal question", "criterion"}


@pytest.mark.parametrize("words", ["%00", "x+" * 5000, "%F0%9F%8C%8A", "'%22%3B--", "%ED%A0%80"])
def test_odd_searches_find_nothing_and_break_nothing(curator, words):
    assert curator.get(f"{ADMIN}option/?q={words}").status_code in (200, 404)


@pytest.mark.parametrize(
    "query", ["entry__dossier__id__exact=x", "o=99", "p=-1", "posture__exact=%00", "nonsense=1", "archived=maybe"]
)
def test_odd_filters_break_nothing(curator, query):
    assert curator.get(f"{ADMIN}option/?{query}").status_code in (200, 302, 404)


def test_a_row_that_was_typed_over_a_missing_key_is_kept(curator, river):
    """The rows of a form are known by what they are about: keys may have changed when it comes back."""
    path = address("option", "footbridge")
    row = row_of(curator, path, "assessments", "criterion", "crossing-time")
    mine = filled(curator, path, {f"{row}-rationale": "Measured on foot.", f"{row}-id": 10**15})
    curator.post(path, mine)
    (cell,) = [a for a in live("option", "footbridge").value().assessments if a.criterion == "crossing-time"]
    assert cell.rationale == "Measured on foot."


def test_a_save_is_one_transaction(curator, monkeypatch):
    def fail(*_args):
        raise RuntimeError("after publishing")

    from options.models import revisions

    path = address("option", "footbridge")
    mine = filled(curator, path, {"title": "A slim footbridge"})
    monkeypatch.setattr(revisions, "AFTER_PUBLISH", [fail])
    with pytest.raises(RuntimeError):
        curator.post(path, mine)
    assert Revision.objects.filter(entry__slug="footbridge").count() == 1
    assert Option.objects.get(entry__slug="footbridge").title == "A footbridge"


# --- forms that do not fit what stands ---


def test_what_was_typed_comes_back_when_somebody_has_taken_a_row_out_meanwhile(curator, river):
    """With a fault, and with a conflict: the page calls the row by what the form says of it."""
    path = address("option", "footbridge")
    mine = filled(curator, path, {"bearings-0-note": "My own note.", "title": ""})
    assert curator.post(path, filled(curator, path, {"bearings-0-DELETE": "on"})).status_code == 302
    faulty = curator.post(path, mine)
    torn = curator.post(path, {**mine, "title": "Mine"})
    for reply, status in ((faulty, 200), (torn, 409)):
        assert reply.status_code == status
        assert "My own note." in reply.content.decode()
        assert str(formsets(reply)["bearings"].forms[0].instance) == LegalQuestion.objects.first().title


@pytest.mark.parametrize("prefix", ["exposures", "bearings", "assessments", "requirements", "citations"])
@pytest.mark.parametrize("name", ["TOTAL_FORMS", "INITIAL_FORMS"])
@pytest.mark.parametrize("number", ["-1", "0", "abc", None])
def test_a_wrong_number_of_rows_removes_none(curator, river, prefix, name, number):
    path = address("option", "footbridge")
    before = live("option", "footbridge").hash
    reply = curator.post(path, filled(curator, path, {f"{prefix}-{name}": number}))
    assert reply.status_code in (200, 302)
    assert live("option", "footbridge").hash == before


def test_a_number_of_rows_that_were_not_sent_costs_nothing(curator):
    path = address("option", "footbridge")
    reply = curator.post(path, filled(curator, path, {"title": "", "citations-TOTAL_FORMS": "1000"}))
    rows = formsets(reply)["citations"]
    assert len(rows.forms) == rows.initial_form_count() < 10


def test_rows_that_did_not_arrive_are_not_taken_out(curator):
    path = address("risk", "flood-backwater")
    sent = {k: v for k, v in filled(curator, path, {}).items() if not k.startswith("citations-0-")}
    reply = curator.post(path, sent)
    assert "Not all rows of this list arrived." in reply.content.decode()
    assert version() == 1


@pytest.mark.parametrize("key", ["abc", "", "\0", "9" * 23, "-1"])
@pytest.mark.parametrize("kind", ["option", "dossier"])
def test_ticked_rows_that_are_none_are_refused(curator, kind, key):
    sent = {"action": "archive", "_selected_action": [key], "index": "0"}
    assert curator.post(f"{ADMIN}{kind}/", sent).status_code in (400, 302, 200)
    assert not Entry.objects.filter(archived_at__isnull=False).exists()


@pytest.mark.parametrize("path", ["options/option/KEY/change/", "options/option/?entry__dossier=KEY", "r/12/KEY/"])
def test_a_key_beyond_all_rows_is_not_found(curator, path):
    assert curator.get("/admin/" + path.replace("KEY", "9" * 23)).status_code in (200, 302, 404)


@pytest.mark.parametrize(("model", "field"), [("entry", "dossier"), ("revision", "dossier"), ("revision", "author")])
@pytest.mark.parametrize("role", ["curator", "admin"])
def test_nothing_but_entries_is_suggested(as_, river, role, model, field):
    path = f"/admin/autocomplete/?app_label=options&model_name={model}&field_name={field}"
    assert as_(role).get(path).status_code == 403
