"""`manage.py dossier_schema`: JSON Schema that is one, and that agrees with what import takes and refuses."""

import json

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator

from options.bundle.dump import to_plain
from options.bundle.load import load
from options.bundle.parse import parse
from tests.bundle.strategies import documents
from tests.conftest import RIVER, SHIPPED


@pytest.fixture
def schema(manage):
    done = manage("dossier_schema")
    assert (done.status, done.err) == (0, "")
    return json.loads(done.out)


def faults(schema, plain):
    return [".".join(map(str, error.absolute_path)) for error in Draft202012Validator(schema).iter_errors(plain)]


def test_it_is_a_json_schema(schema):
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == "urn:policy-dossier:1"


def test_every_name_in_it_leads_somewhere(schema):
    def references(value):
        if isinstance(value, dict):
            yield from ([value["$ref"]] if isinstance(value.get("$ref"), str) else [])
            value = list(value.values())
        for item in value if isinstance(value, list) else ():
            yield from references(item)

    named = set(references(schema))
    assert named
    assert {name.removeprefix("#/$defs/") for name in named} <= set(schema["$defs"])


@pytest.mark.parametrize("source", [SHIPPED, RIVER], ids=["shipped", "small"])
def test_a_dossier_without_faults_has_none_here(schema, source):
    assert faults(schema, to_plain(load(source))) == []


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yaml"))[:1], ids=lambda path: path.name)
def test_the_text_of_a_file_is_read_by_both_alike(schema, path):
    """Dates and words such as no stay text, so an editor that checks while one types sees what we see."""
    plain, twice = parse(path.read_bytes())
    assert twice == []
    assert faults(schema, plain) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("format",), "policy-dossier/2"),
        (("dossier", "slug"), "Not A Slug"),
        (("dossier", "title"), ""),
        (("dossier", "title"), "x" * 201),
        (("dossier", "as_of"), 2026),
        (("dossier", "stale_after_days"), 0),
        (("sources", 0, "read"), "yes"),
        (("sources", 1, "url"), "javascript:alert(1)"),
        (("options", 0, "order"), 1.5),
        (("options", 0, "baseline"), "no"),
        (("options", 0, "sumary"), "x"),
        (("risks", 0, "options", 0, "severity"), 6),
        (("assessments", 0, "low"), "ten"),
        (("exercises", 0, "roles"), []),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else None,
)
def test_what_import_refuses_is_refused_here(schema, path, value):
    plain = to_plain(load(RIVER))
    place = plain
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert faults(schema, plain)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(document=documents)
def test_any_dossier_without_faults_has_none_here(schema, document):
    assert faults(schema, to_plain(document)) == []


def test_the_page_and_the_command_say_the_same(schema, client):
    published = client.get("/schema/policy-dossier-1.json").json()
    assert published.pop("$id") == "http://testserver/schema/policy-dossier-1.json"
    assert published == {key: value for key, value in schema.items() if key != "$id"}


def test_wrong_usage_is_two(manage):
    assert manage("dossier_schema", "more").status == 2
