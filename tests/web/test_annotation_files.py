"""Files of annotations over the web: what the reader may see and no more; brought in after a look, once."""

import json
import re
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from options.models import Annotation, AnnotationEvent, Team
from options.models.annotations import TextChanged
from options.pages.annotations import incoming
from options.pages.annotations.incoming import FILE_MAX
from tests.conftest import NOW
from tests.models.notes import PASSAGE, on, post, reply
from tests.web.helpers import published

D = "/d/river-crossing/"
STREAM = D + "annotations/"
IMPORT = STREAM + "import/"


def text(response):
    return response.content.decode()


@pytest.fixture
def said(river, cast):
    ana, cur = cast["analyst"], cast["curator"]
    team = Team.objects.found("Night shift", by=ana, now=NOW)
    thread = post(on(river, PASSAGE), ana, "Public words.", stance="suggests", replacement="is for all")
    reply(thread, cur, "An answer.")
    post(on(river, field="summary"), ana, "Team words.", visibility="team", team=team)
    post(on(river), ana, "Private words.", visibility="private")
    hidden = post(on(river, field="summary"), cur, "Hidden words.")
    AnnotationEvent.objects.hide(hidden, "x", by=cast["reviewer"], now=NOW)
    return thread


@pytest.mark.parametrize("kind", ["jsonld", "csv", "md"])
@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("visitor", {"Public", "answer"}),
        ("instructor", {"Public", "answer"}),
        ("analyst", {"Public", "answer", "Team", "Private"}),
        ("reviewer", {"Public", "answer", "Hidden"}),
    ],
)
def test_a_file_holds_what_its_reader_may_see(said, as_, kind, role, seen):
    made = text(as_(role).get(f"{STREAM}export.{kind}"))
    assert {word for word in ("Public", "answer", "Team", "Private", "Hidden") if word in made} == seen


@pytest.mark.parametrize(
    ("kind", "content_type"),
    [
        ("jsonld", 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'),
        ("csv", "text/csv; charset=utf-8"),
        ("md", "text/markdown; charset=utf-8"),
    ],
)
def test_a_file_has_its_type_and_name_and_is_kept_by_no_cache(said, client, kind, content_type):
    reply_ = client.get(f"{STREAM}export.{kind}")
    assert (reply_.headers["Content-Type"], reply_.headers["Cache-Control"]) == (content_type, "private, no-store")
    assert reply_.headers["Content-Disposition"] == f'attachment; filename="river-crossing-annotations.{kind}"'


def test_a_file_is_narrowed_as_the_stream_is_with_the_answers_of_its_threads(said, as_):
    made = json.loads(as_("analyst").get(STREAM + "export.jsonld?stance=suggests").content)
    assert [item["body"][0]["value"] for item in made["items"]] == ["Public words.", "An answer."]
    assert made["items"][0]["target"]["source"] == "http://testserver/d/river-crossing/options/footbridge/@1/"


# --- bringing in ---


def upload(client, raw, **data):
    return client.post(IMPORT, {"file": SimpleUploadedFile("notes.jsonld", raw), **data})


def exported(client):
    return client.get(STREAM + "export.jsonld").content


def elsewhere(raw):
    """The same as another site would have it: other addresses."""
    return re.sub(rb"annotations/[0-9a-f]{8}", b"annotations/0badcafe", raw)


def kept(client, raw):
    """What a browser sends after the look."""
    return client.post(IMPORT, {"text": raw.decode(), "keep": "1"})


def test_first_a_look_and_then_the_same_kept(said, as_, cast):
    raw = elsewhere(exported(as_("visitor")))
    before = Annotation.objects.count()
    look = text(upload(as_("instructor"), raw))
    assert ("2 notes would be brought in. Nothing is kept yet." in look, look.count("Would be brought in")) == (True, 2)
    assert Annotation.objects.count() == before
    done = text(kept(as_("instructor"), raw))
    assert ("2 notes were brought in." in done, Annotation.objects.count()) == (True, before + 2)
    thread, answer = (Annotation.objects.get(author=cast["instructor"], parent__isnull=top) for top in (True, False))
    assert (thread.visibility, thread.brought_from, thread.exact, thread.stance, thread.replacement) == (
        "private", "analyst", PASSAGE, "suggests", "is for all",
    )  # fmt: skip
    assert (answer.parent, answer.body, answer.brought_from, answer.visibility) == (
        thread, "An answer.", "curator", "private",
    )  # fmt: skip


def test_the_same_file_again_changes_nothing(said, as_):
    raw = elsewhere(exported(as_("visitor")))
    kept(as_("instructor"), raw)
    before = Annotation.objects.count()
    again = text(kept(as_("instructor"), raw))
    assert ("2 there already." in again, Annotation.objects.count()) == (True, before)


def test_the_page_says_whose_words_they_are_and_who_brought_them(said, as_, cast):
    raw = elsewhere(exported(as_("visitor")))
    kept(as_("instructor"), raw)
    note = Annotation.objects.get(author=cast["instructor"], parent=None)
    page = text(as_("instructor").get(note.get_absolute_url()))
    assert ("<bdi>analyst</bdi>" in page, "(brought in by instructor)" in page) == (True, True)


def items(*every):
    return json.dumps({"items": list(every)}).encode()


FOOTBRIDGE = "http://x/d/river-crossing/options/footbridge/"
PLAIN = {"id": "https://example.org/1", "target": FOOTBRIDGE, "bodyValue": "Words."}


@pytest.mark.parametrize(
    ("item", "said_"),
    [
        ({**PLAIN, "target": "http://x/d/river-crossing/options/zeppelin/"}, "There is no such entry"),
        ({**PLAIN, "bodyValue": "x" * 5_001}, "What it says cannot be kept"),
        ({**PLAIN, "motivation": "replying", "target": "https://example.org/none"}, "not among what you bring in"),
    ],
)
def test_what_cannot_be_taken_says_why_and_the_rest_comes(river, as_, item, said_):
    raw = items(item, {**PLAIN, "id": "https://example.org/2"})
    look = text(upload(as_("analyst"), raw))
    assert (said_ in look, "1 note would be brought in." in look, "1 cannot be taken" in look) == (True, True, True)
    kept(as_("analyst"), raw)
    assert Annotation.objects.count() == 1


def test_an_answer_joins_a_private_thread_of_ones_own_and_no_other(said, as_, cast):
    """What is brought in is for nobody else: a file must not speak in public in somebody's name."""
    private = Annotation.objects.get(body="Private words.")
    for role, thread, made in (("instructor", said, 0), ("instructor", private, 0), ("analyst", private, 1)):
        address = f"https://elsewhere.example{thread.get_absolute_url()}"
        raw = items({**PLAIN, "id": f"{address}#{role}", "motivation": "replying", "target": address})
        assert ("not among what you bring in" in text(kept(as_(role), raw))) == (not made)
        assert Annotation.objects.filter(parent=thread, author=cast[role]).count() == made


def test_a_publication_at_the_very_moment_is_told(river, as_, monkeypatch):
    def changed(*args, **options):
        raise TextChanged

    monkeypatch.setattr(type(Annotation.objects), "post", changed)
    assert "published anew at this very moment" in text(kept(as_("analyst"), items(PLAIN)))


@pytest.mark.parametrize(
    ("raw", "said_"),
    [
        (b"", "Choose a file first."),
        (b"not json", "not JSON"),
        (b"\xff", "not in UTF-8"),
        (b"x" * (FILE_MAX + 1), "is the most"),
        (b"[" * 200_000, "nested deeper"),
    ],
)
def test_what_is_no_such_file_is_told(river, as_, raw, said_):
    response = upload(as_("analyst"), raw)
    assert (response.status_code, said_ in text(response)) == (422, True)


def test_hostile_words_of_a_file_are_shown_as_text(river, as_):
    raw = items({**PLAIN, "bodyValue": "<script>alert(1)</script>", "creator": "<img src=x>"})
    for page in (text(upload(as_("analyst"), raw)), text(kept(as_("analyst"), raw))):
        assert ("<script>alert" not in page, "<img src=x>" not in page) == (True, True)
    note = Annotation.objects.get()
    assert (note.brought_from, "<img" in note.html) == ("<img src=x>", False)


def test_a_file_as_large_as_it_may_be_is_read_and_kept(river, as_):
    item = {**PLAIN, "bodyValue": "x" * 1_000}
    raw = items(*({**item, "id": f"https://example.org/{n}"} for n in range(500)))
    started = datetime.now()  # noqa: DTZ005 -- a bound, not a measurement
    assert "500 notes were brought in." in text(kept(as_("analyst"), raw))
    assert (datetime.now() - started).total_seconds() < 120  # noqa: DTZ005


def test_what_is_here_already_is_not_brought_in_again(said, as_):
    raw = exported(as_("visitor"))
    before = Annotation.objects.count()
    assert ("2 there already." in text(kept(as_("instructor"), raw)), Annotation.objects.count()) == (True, before)


def test_what_is_here_already_is_so_whatever_became_of_its_words(said, river, as_):
    raw = exported(as_("visitor"))
    published(river, "option", "footbridge", description="Nothing of it is left here.")
    assert "2 there already." in text(kept(as_("instructor"), raw))


def test_a_passage_is_looked_for_in_the_text_of_the_moment(said, river, as_, monkeypatch):
    """Somebody publishes between the first look at the dossier and the keeping."""
    raw = elsewhere(exported(as_("visitor")))
    real = incoming.read

    def meanwhile(given):
        published(river, "option", "footbridge", description=f"It is new. A slender bridge on two piers {PASSAGE}.")
        return real(given)

    monkeypatch.setattr(incoming, "read", meanwhile)
    kept(as_("instructor"), raw)
    note = Annotation.objects.get(author__username="instructor", parent=None)
    assert note.selector.stands_in(note.entry.live.value().description)


@pytest.mark.parametrize(
    ("changes", "said_"),
    [
        ({"motivation": "replying", "target": {"type": "SpecificResource"}, "entry": "option:footbridge"}, "to what"),
        ({"bodyValue": "\u200b"}, "It says nothing that could be seen"),
        ({"bodyValue": " \u200b "}, "It says nothing that could be seen"),
        ({"target": "http://[x/d/"}, "There is no such entry"),
        ({"stance": "suggests", "body": {"value": "x" * 3_000, "purpose": "editing"}}, "longer than 2,000"),
    ],
)
def test_what_could_not_be_stored_is_told(river, as_, changes, said_):
    for act in (upload, kept):
        assert said_ in text(act(as_("analyst"), items({**PLAIN, **changes})))
    assert not Annotation.objects.exists()


def test_a_name_that_cannot_be_stored_is_left_out(river, as_):
    kept(as_("analyst"), items({**PLAIN, "creator": "a\x00b"}))
    assert Annotation.objects.get().brought_from == ""


def test_one_id_is_one_annotation(river, as_):
    look = text(kept(as_("analyst"), items(PLAIN, {**PLAIN, "bodyValue": "Others."})))
    assert ("has its id already" in look, Annotation.objects.count()) == (True, 1)


def test_files_say_who_brought_words_in(river, as_):
    kept(as_("analyst"), items({**PLAIN, "creator": "Director Smith"}))
    made = [text(as_("analyst").get(f"{STREAM}export.{kind}")) for kind in ("jsonld", "csv", "md")]
    assert '"policy:broughtInBy": "analyst"' in made[0]
    assert '"analyst"' in made[1]
    assert "(brought in by analyst)" in made[2]


def test_bringing_in_takes_a_role(river, as_):
    assert (as_("member").get(IMPORT).status_code, upload(as_("member"), items(PLAIN)).status_code) == (403, 403)
