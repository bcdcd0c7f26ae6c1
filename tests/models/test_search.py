"""Search gives the same list on both databases; the expected lists below were made once and hold for each."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from options.bundle.folding import fold, spans, words
from options.bundle.load import load
from options.models import Dossier, Entry, Revision, SearchDoc
from options.models.imports import import_document
from options.models.revisions import ADMIN
from options.models.search import KIND_ORDER, Query
from tests.conftest import SHIPPED

EXPECTED = Path(__file__).parent / "search_expected.json"


def found(dossier, text):
    query = Query.parse(text)
    return [f"{hit.field} {hit.kind} {hit.slug}" for hit in SearchDoc.objects.find(dossier, query)] if query else []


def test_folding_ignores_accents_case_and_punctuation():
    assert words("Opinión, ÜBER-state: U.S. straße № 5") == ["opinion", "uber", "state", "u", "s", "strasse", "no", "5"]


def test_a_query_keeps_words_and_drops_everything_else():
    assert Query.parse('  "war powers" OR 1=1; --') == Query(("war", "powers", "or", "1"), "1")


@pytest.mark.parametrize("text", ["", "   ", "%%%", "\"'*:&|!()", "\u200b"])
def test_a_query_without_a_word_is_none(text):
    assert Query.parse(text) is None


@given(st.text())
def test_folding_is_idempotent(text):
    assert words(" ".join(words(text))) == words(text)


@given(st.text(), st.lists(st.text(min_size=1), max_size=3))
def test_spans_lie_in_the_text_in_order_and_do_not_overlap(text, sought):
    ends = [0]
    for start, end in spans(text, [fold(s) for s in sought], "a"):
        assert ends[-1] <= start < end <= len(text)
        ends.append(end)


@pytest.mark.django_db
def test_every_word_must_be_there(river):
    assert found(river, "ferry tunnel zeppelin") == []


@pytest.mark.django_db
def test_the_last_word_may_be_a_beginning_and_the_others_may_not(river):
    assert found(river, "ferr") == found(river, "ferry") or set(found(river, "ferry")) < set(found(river, "ferr"))
    assert found(river, "ferr") != []
    assert found(river, "ferr tunnel") == []


@pytest.mark.django_db
def test_title_hits_come_before_text_hits(river):
    ranks = [line.split()[0] for line in found(river, "ferry")]
    assert ranks == sorted(ranks, key=["title", "summary", "text", "citations"].index)
    assert len(set(ranks)) > 1


@pytest.mark.django_db
def test_accents_do_not_matter(river):
    assert found(river, "nogradi") == found(river, "NÓGRÁDI") != []


@pytest.mark.django_db
def test_what_an_entry_cites_is_found(river):
    assert any(line.startswith("citations ") for line in found(river, "harbour act"))


@pytest.mark.django_db
def test_exercises_are_not_searched(river):
    secret = river.reading().exercises
    title = next(iter(secret.values())).title
    assert not any(" exercise " in line for line in found(river, title))


@pytest.mark.django_db
def test_archived_entries_are_not_found(river, now):
    line = found(river, "ferry")[0]
    Entry.objects.filter(slug=line.split()[2]).archive(river, now)
    assert line not in found(river, "ferry")


@pytest.mark.django_db
def test_a_publication_is_found_at_once_and_the_old_text_no_more(river, now):
    entry = river.entries.filter(kind="risk").select_related("live").first()
    old = entry.live.value()
    new = old.model_copy(update={"title": "Zeppelin", "description": "New words.", "rationale": None})
    Revision.objects.record(entry, new, author=None, origin=ADMIN, now=now).publish(by=None, now=now)
    assert found(river, "zeppelin") == [f"title risk {entry.slug}"]
    assert f"title risk {entry.slug}" not in found(river, old.title)


@pytest.mark.django_db
def test_a_new_source_title_is_found_in_what_cites_it(river, now):
    entry = river.entries.select_related("live").get(kind="source", slug="harbour-act")
    new = entry.live.value().model_copy(update={"title": "Zeppelin Act"})
    Revision.objects.record(entry, new, author=None, origin=ADMIN, now=now).publish(by=None, now=now)
    lines = found(river, "zeppelin")
    assert lines[0] == "title source harbour-act"
    assert len(lines) > 1
    assert all(line.startswith("citations ") for line in lines[1:])


@pytest.mark.django_db
def test_another_dossier_is_not_searched(river, now):
    import_document(load(SHIPPED), now=now, publish=True)
    other = Dossier.objects.get(slug="us-mexico-cartels")
    assert found(other, "ferry") == []
    assert found(river, "ferry") != []


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@example(["1e5a 0e0a 3d 14th"])
@given(
    st.lists(
        st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
        | st.text("abz019éßΣʼ'.-_/@:ﬁ½²①٣中あ한गा\u200d🙂𐌰ÅİıΩ", min_size=1, max_size=14),
        min_size=1,
        max_size=4,
    )
)
@pytest.mark.django_db
def test_every_word_that_is_stored_is_found(river, texts):
    """No tokenizer of either database takes a word of ours apart, or for something else."""
    text = " ".join(texts)
    doc = SearchDoc.objects.order_by("pk").first()
    doc.title, doc.summary, doc.text, doc.citations = "", "", " ".join(dict.fromkeys(words(text))), ""
    doc.save()
    for word in words(text):
        for query in (Query((), word), Query((), word[:1]), Query((word,), word)):
            assert doc.entry.slug in {hit.slug for hit in SearchDoc.objects.find(river, query)}


@pytest.mark.django_db
@pytest.mark.parametrize("first", ["a", "\U00020000"])
def test_an_entry_of_very_many_words_is_published_and_found(river, now, first):
    """PostgreSQL refuses a vector of more than 1 MiB."""
    entry = river.entries.select_related("live__entry").get(kind="option", slug="tunnel")
    many = [f"{first}{number:x}" for number in range(140_000)]
    texts = [" ".join(many[at : at + 1400]) for at in range(0, len(many), 1400)]
    proposals = [{"who": "Somebody", "when": "2026", "what": text} for text in texts]
    plain = entry.live.value().model_dump(by_alias=True) | {"proposed_by": proposals}
    content = type(entry.live.value()).model_validate(plain)
    Revision.objects.record(entry, content, author=None, origin=ADMIN, now=now).publish(by=None, now=now)
    assert found(river, f"{first}1f") == ["text option tunnel"]


@pytest.mark.django_db
def test_one_query_finds(river, django_assert_num_queries):
    with django_assert_num_queries(1):
        found(river, "ferry")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["'; DROP TABLE options_entry; --", "a:b & c | !d", "NEAR(a b)", "title:x", "*", "a" * 5000]
)
def test_no_query_breaks_out_of_the_index_language(river, text):
    assert isinstance(found(river, text), list)


def test_every_kind_has_its_place_or_is_confidential():
    assert set(KIND_ORDER) == {
        "dossier", "option", "risk", "precondition", "legal-question", "claim", "criterion", "source",
    }  # fmt: skip


@pytest.mark.django_db
def test_twenty_queries_on_the_shipped_dossier_give_the_expected_lists(now):
    """The same file of expected lists is checked on SQLite and on PostgreSQL."""
    import_document(load(SHIPPED), now=now, publish=True)
    dossier = Dossier.objects.get()
    expected = json.loads(EXPECTED.read_text("utf-8"))
    assert len(expected) >= 20
    assert {text: found(dossier, text) for text in expected} == expected
