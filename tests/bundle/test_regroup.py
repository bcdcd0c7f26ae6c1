"""The file nests for its author; an entry's content holds the same by owner."""

import pytest

from options.bundle.dump import public, to_yaml
from options.bundle.regroup import canonical, regroup, ungroup
from options.bundle.schema import CONTENT


def test_entries_come_by_kind_and_then_as_the_file_lists_them(river):
    names = [f"{entry.kind} {entry.slug}" for entry in regroup(river)]
    assert names[0] == "dossier river-crossing"
    assert names[1] == "source article-river-post"
    assert names[8] == "claim art-01"
    assert names[11:16] == [
        "option keep-the-ferry",
        "option faster-ferry",
        "option footbridge",
        "option road-bridge",
        "option tunnel",
    ]
    assert names[-1] == "exercise town-meeting"
    assert [name.split()[0] for name in names] == sorted((n.split()[0] for n in names), key=list(CONTENT).index)


def test_an_option_owns_its_links_sorted_by_slug(entries):
    option = entries["option", "road-bridge"].content
    assert [cell.risk for cell in option.exposures] == ["flood-backwater", "lost-trade"]
    assert [cell.question for cell in option.bearings] == ["fixed-crossing", "piers-in-the-channel"]
    assert [cell.criterion for cell in option.assessments] == ["cost", "crossing-time", "flood-safety", "lawfulness"]
    assert option.requires.all_of[0].precondition == "harbour-permit"
    assert option.requires_note == "While the bridge is built, somebody must carry people across."


def test_helps_stands_with_the_option_it_helps(entries):
    assert entries["option", "keep-the-ferry"].content.helped_by == ("money",)
    assert entries["option", "faster-ferry"].content.helped_by == ("both-councils-agree",)


def test_needing_nothing_is_not_the_same_as_not_assessed(entries):
    assert entries["option", "keep-the-ferry"].content.requires == "none"
    assert entries["option", "tunnel"].content.requires is None


def test_tests_and_relations_belong_to_the_dossier_in_one_order(entries):
    dossier = entries["dossier", "river-crossing"].content
    assert [(row.a, row.b) for row in dossier.relations] == [
        ("footbridge", "keep-the-ferry"),
        ("road-bridge", "faster-ferry"),
        ("road-bridge", "tunnel"),
        ("tunnel", "faster-ferry"),
    ]
    assert dossier.screening_tests[0].slug == "adequate"


def test_order_that_means_something_is_kept(entries):
    question = entries["legal-question", "fixed-crossing"].content
    assert [argument.side for argument in question.arguments] == ["for", "against", "against"]
    assert question.arguments[1].sources == ("pier-case", "two-banks-treaty")


def test_canonical_twice_is_canonical_once(entries):
    for entry in entries.values():
        assert canonical(canonical(entry.content)) == canonical(entry.content) == entry.content


def test_an_export_carries_the_version_it_was_made_from(river):
    document = ungroup(regroup(river), exported_version=7)
    assert document.dossier.exported_version == 7
    assert "  stale_after_days: 365\n  exported_version: 7\n  notes:\n" in to_yaml(document)


def test_the_version_of_an_export_is_not_part_of_the_content(river):
    assert regroup(ungroup(regroup(river), exported_version=7)) == regroup(river)


def test_a_document_needs_its_dossier(river):
    with pytest.raises(ValueError, match="exactly one dossier"):
        ungroup(regroup(river)[1:])


def test_the_public_form_has_no_exercises(river):
    assert public(river).exercises == ()
    assert "A ribbon to cut" not in to_yaml(public(river))
