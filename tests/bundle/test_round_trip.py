"""What is written is read back the same, whatever the dossier holds."""

from hypothesis import HealthCheck, Phase, given, settings

from options.bundle.dump import canonical_json, content_hash, to_json, to_yaml
from options.bundle.load import load
from options.bundle.regroup import regroup, ungroup
from options.bundle.schema import CONTENT
from tests.bundle.strategies import documents

# A document is large: making a failing one smaller would take minutes.
some = settings(
    max_examples=60,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@some
@given(documents)
def test_yaml_gives_the_same_document(document):
    assert load(to_yaml(document).encode()) == document


@some
@given(documents)
def test_json_gives_the_same_document(document):
    assert load(to_json(document).encode()) == document


@some
@given(documents)
def test_regrouping_loses_nothing(document):
    entries = regroup(document)
    assert regroup(ungroup(entries)) == entries


@some
@given(documents)
def test_what_is_ungrouped_is_in_its_one_order(document):
    once = ungroup(regroup(document))
    assert ungroup(regroup(once)) == once


@some
@given(documents)
def test_a_stored_content_is_read_back_the_same(document):
    for entry in regroup(document):
        again = CONTENT[entry.kind].model_validate_json(canonical_json(entry.content))
        assert again == entry.content
        assert content_hash(again) == content_hash(entry.content)
