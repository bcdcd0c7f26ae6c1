"""The whole dossier as one file, and the schema of such files."""

import re
from datetime import timedelta

import pytest

from options.bundle.document import Document
from options.bundle.dump import public
from options.bundle.load import load
from options.bundle.regroup import regroup
from options.models import Dossier, Entry, Redaction, Revision
from options.models.imports import import_document
from tests.conftest import NOW, RIVER
from tests.web.helpers import published

YAML = "/d/river-crossing/dossier.yaml"
JSON = "/d/river-crossing/dossier.json"
SCHEMA = "/schema/policy-dossier-1.json"
BOTH = pytest.mark.parametrize("address", [YAML, JSON])


def text(response):
    return response.content.decode()


def document(response):
    return load(response.content)


def contents(document):
    """Entries by name, each in its canonical form; links may stand in another order in a file."""
    return {(entry.kind, entry.slug): entry.content for entry in regroup(document)}


@pytest.mark.parametrize(
    ("address", "content_type", "name"),
    [
        (YAML, "application/yaml; charset=utf-8", "river-crossing-v2.yaml"),
        (JSON, "application/json; charset=utf-8", "river-crossing-v2.json"),
    ],
)
def test_a_file_is_named_after_the_dossier_and_its_version(client, river, address, content_type, name):
    published(river, "option", "tunnel", title="A deeper tunnel")
    reply = client.get(address)
    assert reply.headers["Content-Type"] == content_type
    assert reply.headers["Content-Disposition"] == f'attachment; filename="{name}"'


@BOTH
def test_the_file_is_the_dossier_that_was_imported(client, river, address):
    exported = document(client.get(address))
    assert exported.dossier.exported_version == 1
    assert contents(exported) == contents(public(load(RIVER)))


@BOTH
def test_the_file_can_be_imported_again_and_changes_nothing(client, river, address):
    exported = document(client.get(address))
    report = import_document(exported, now=NOW + timedelta(days=1), publish=True)
    assert (report.added, report.changed, report.published) == ([], [], 0)
    assert Dossier.objects.get(pk=river.pk).version == 1


@BOTH
def test_role_cards_stay_out_for_everybody(as_, river, address):
    """Decision 16. The command on the server writes them."""
    for role in ("visitor", "curator", "admin"):
        reply = as_(role).get(address)
        assert document(reply).exercises == ()
        assert "Mayor of Harrow" not in text(reply)
        assert "A ribbon to cut" not in text(reply)


@BOTH
def test_drafts_stay_out(as_, river, address):
    entry = Entry.objects.select_related("dossier", "live").get(kind="option", slug="tunnel")
    draft = entry.live.value().model_copy(update={"title": "A secret draft"})
    Revision.objects.record(entry, draft, author=None, origin="import", now=NOW)
    assert "A secret draft" not in text(as_("curator").get(address))


@BOTH
def test_words_that_were_redacted_stay_out(client, river, address):
    assert "A private company" in text(client.get(address))
    entry = Entry.objects.get(kind="option", slug="tunnel")
    Redaction.objects.redact(entry, "A private company", by=None, reason="Named a person.", now=NOW)
    assert "A private company" not in text(client.get(address))


@BOTH
def test_a_members_dossier_is_no_file_for_a_visitor(as_, secret_river, address):
    assert as_("visitor").get(address).status_code == 404
    reply = as_("member").get(address)
    assert (reply.status_code, reply.headers["Cache-Control"]) == (200, "private, no-store")


@BOTH
def test_a_file_is_not_changed_by_how_it_is_asked_for(client, river, address):
    plain = client.get(address).content
    assert client.get(address, HTTP_HX_REQUEST="true").content == plain
    assert client.get(address + "?o=tunnel&version=1").content == plain


def test_letters_of_every_script_stay_letters(client, river):
    for address in (YAML, JSON):
        assert "γέφυρα" in text(client.get(address))
        assert "⛴" in text(client.get(address))


# --- the schema -----------------------------------------------------------------------------------------------------


def test_the_schema_names_its_own_address(client, db):
    reply = client.get(SCHEMA)
    assert reply.headers["Content-Type"] == "application/schema+json; charset=utf-8"
    assert reply.json()["$id"] == "http://testserver/schema/policy-dossier-1.json"
    assert reply.json()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_schema_needs_no_database(client):
    """No `db` fixture: a query would fail this test."""
    assert client.get(SCHEMA).status_code == 200


def test_the_schema_knows_every_key_of_a_file_and_no_other(client, river):
    schema = client.get(SCHEMA).json()
    assert set(schema["properties"]) == {*client.get(JSON).json(), "exercises"}
    assert schema["additionalProperties"] is False
    assert {name for name, part in schema["$defs"].items() if part.get("additionalProperties") is not False} == set()


def test_every_part_that_the_schema_names_is_in_it(client):
    schema = client.get(SCHEMA)
    named = set(re.findall(r'"\$ref": "#/\$defs/(\w+)"', text(schema)))
    assert named == set(schema.json()["$defs"])


def test_an_empty_dossier_is_a_file_too(client, db):
    bare = Document(format="policy-dossier/1", dossier=load(RIVER).dossier)
    import_document(bare, now=NOW, publish=True)
    for address in (YAML, JSON):
        assert document(client.get(address)).options == ()
