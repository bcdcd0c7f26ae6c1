"""Changes grouped by version, without a database."""

from datetime import UTC, datetime

from options.pages.changes import Changed, versions

AT = datetime(2026, 4, 1, tzinfo=UTC)
LATER = datetime(2026, 4, 2, tzinfo=UTC)


def change(version, slug, number=2, at=AT):
    return Changed(version, "option", "options", slug, slug.title(), number, "", at, None)


def test_versions_come_in_the_order_asked_for():
    found = versions([3, 1], [change(1, "a", 1), change(3, "b")], {3: {"option": 1}, 1: {"option": 1}})
    assert [(v.number, [c.slug for c in v.entries]) for v in found] == [(3, ["b"]), (1, ["a"])]


def test_a_change_without_a_revision_is_an_archival():
    assert change(2, "a", None).archived
    assert not change(2, "a", 1).archived


def test_what_is_not_named_is_counted():
    (version,) = versions([2], [change(2, "a")], {2: {"option": 3, "risk": 4}})
    assert (version.count, version.more) == (7, 6)


def test_kinds_stand_in_page_order_whatever_their_order():
    (version,) = versions([2], [], {2: {"source": 1, "exercise": 2, "dossier": 1, "option": 3}})
    assert version.kinds == (("dossier", 1), ("option", 3), ("source", 1), ("exercise", 2))


def test_a_version_is_dated_by_its_last_change():
    (version,) = versions([2], [change(2, "a", at=LATER), change(2, "b", at=AT)], {2: {"option": 2}})
    assert version.at == LATER


def test_a_version_of_which_nothing_may_be_seen_is_empty():
    (version,) = versions([2], [], {})
    assert (version.at, version.count, version.entries) == (None, 0, ())


def test_only_number_one_is_the_first():
    assert [v.first for v in versions([1, 2], [], {})] == [True, False]
