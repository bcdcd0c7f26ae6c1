"""The verb that publishes: all of a set or nothing of it, in order, and every version as it was for ever."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from options.bundle.load import load
from options.bundle.schema import Node, Precondition, Risk
from options.models import (
    AFTER_PUBLISH,
    Anchor,
    Conflict,
    Dossier,
    Entry,
    Redaction,
    Revision,
    SearchDoc,
    Unpublishable,
)
from options.models.imports import import_document
from options.models.revisions import ADMIN
from tests.conftest import NOW, RIVER
from tests.models.helpers import at_once, broken, draft, everything, rolled_back

pytestmark = pytest.mark.django_db


def entry(dossier, kind, slug):
    return dossier.entries.select_related("live__entry").get(kind=kind, slug=slug)


@pytest.fixture
def bridge(river):
    return entry(river, "option", "road-bridge")


@pytest.fixture
def cost(river):
    return entry(river, "criterion", "cost")


def new_entry(dossier, kind, content):
    last = dossier.entries.order_by("-position").first().position
    made = Entry.objects.create(dossier=dossier, kind=kind, slug=content.slug, position=last + 1)
    return Revision.objects.record(made, content, author=None, origin=ADMIN, now=NOW)


# --- one set, one version ---


def test_entries_that_name_each_other_are_published_together(river, bridge):
    risk = new_entry(river, "risk", Risk(slug="noise", title="Noise", description="Lorries."))
    exposure = bridge.live.value().exposures[0].model_copy(update={"risk": "noise"})
    option = draft(bridge, exposures=(exposure,))
    assert Revision.objects.publish([option, risk], by=None, now=NOW) == 2
    assert {option.from_version, risk.from_version} == {2}
    assert broken(river) == []


def test_one_of_them_alone_is_refused(river, bridge):
    new_entry(river, "risk", Risk(slug="noise", title="Noise", description="Lorries."))
    exposure = bridge.live.value().exposures[0].model_copy(update={"risk": "noise"})
    option = draft(bridge, exposures=(exposure,))
    before = everything()
    with pytest.raises(Unpublishable, match="there is no published risk “noise”"):
        option.publish(by=None, now=NOW)
    assert everything() == before


def test_one_stale_draft_holds_back_its_whole_set(river, bridge, cost):
    stale, good = draft(bridge, title="Mine"), draft(cost, title="Price")
    draft(bridge, title="Theirs").publish(by=None, now=NOW)
    before = everything()
    with pytest.raises(Conflict, match="road-bridge") as refused:
        Revision.objects.publish([good, stale], by=None, now=NOW)
    assert refused.value.revisions == [stale]
    assert everything() == before


def test_a_publication_of_many_raises_the_version_once(river):
    drafts = [draft(each, text="Said again.") for each in river.entries.filter(kind="claim")]
    assert len(drafts) == 3
    Revision.objects.publish(drafts, by=None, now=NOW)
    assert Dossier.objects.get().version == 2


@pytest.mark.parametrize("count", [1, 3])
def test_publishing_takes_as_many_queries_for_many_as_for_one(river, django_assert_num_queries, count):
    claims = list(river.entries.filter(kind="claim"))[:count]
    drafts = [draft(each, text="Said again.") for each in claims]
    river.reading()
    with django_assert_num_queries(18):
        Revision.objects.publish(drafts, by=None, now=NOW)


def test_a_draft_is_published_once(bridge):
    mine = draft(bridge, title="Mine")
    mine.publish(by=None, now=NOW)
    before = everything()
    with pytest.raises(Conflict):
        mine.publish(by=None, now=NOW)
    assert everything() == before


def test_a_rejected_draft_is_not_published(bridge):
    mine = draft(bridge, title="Mine")
    Revision.objects.filter(pk=mine.pk).update(state="rejected")
    with pytest.raises(Conflict):
        mine.publish(by=None, now=NOW)


def test_what_was_published_says_by_whom_and_when(bridge, cast):
    draft(bridge, author=cast["curator"], title="Mine").publish(by=cast["reviewer"], now=NOW)
    bridge.refresh_from_db()
    live = bridge.live
    assert (live.author, live.approved_by, live.self_published) == (cast["curator"], cast["reviewer"], False)
    assert (live.published_at, live.number, live.change_note) == (NOW, 2, "a change")


# --- rules that join entries hold for what will be live ---


def refused(revision) -> tuple[str, ...]:
    before = everything()
    with pytest.raises(Unpublishable) as caught:
        revision.publish(by=None, now=NOW)
    assert everything() == before
    return caught.value.problems


def test_a_scale_cannot_shrink_away_from_published_scores(cost):
    scale = cost.live.value().scale
    told = refused(draft(cost, scale=scale.model_copy(update={"max": 200})))
    assert told == ("criterion cost: scale.max: 200 is below scores that go up to 250",)


def test_a_scale_may_shrink_together_with_the_scores(river, cost):
    options = river.entries.filter(kind="option").select_related("live__entry")
    lower = [
        draft(each, assessments=tuple(a for a in each.live.value().assessments if a.criterion != "cost"))
        for each in options
    ]
    scale = cost.live.value().scale.model_copy(update={"max": 200})
    assert Revision.objects.publish([draft(cost, scale=scale), *lower], by=None, now=NOW) == 2


def test_a_circle_is_refused(river):
    crew = entry(river, "precondition", "crew")
    told = refused(draft(crew, depends_on=Node(option="road-bridge")))
    circle = "precondition crew -> option road-bridge -> precondition crew"
    assert told == (f"precondition crew: depends_on: goes round in a circle: {circle}",)


def test_two_drafts_that_close_a_circle_together_are_refused(river):
    nodes = {"crew": "flood-model", "flood-model": "crew"}
    drafts = [draft(entry(river, "precondition", a), depends_on=Node(precondition=b)) for a, b in nodes.items()]
    with pytest.raises(Unpublishable, match="goes round in a circle"):
        Revision.objects.publish(drafts, by=None, now=NOW)
    assert Revision.objects.publish(drafts[:1], by=None, now=NOW) == 2


def test_an_archived_option_does_not_hold_a_scale_back(river, cost):
    Entry.objects.filter(slug__in=["tunnel", "road-bridge"]).archive(river, NOW)
    scale = cost.live.value().scale.model_copy(update={"max": 225})
    assert draft(cost, scale=scale).publish(by=None, now=NOW) == 3


def test_a_content_that_breaks_a_rule_of_its_own_is_refused(bridge):
    exposures = bridge.live.value().exposures
    wrong = exposures[0].model_copy(update={"severity": None})
    told = refused(draft(bridge, exposures=(wrong, *exposures[1:])))
    assert told == (
        "option road-bridge: exposures[0].severity: "
        "is missing: a risk that applies needs likelihood, severity and confidence",
    )


# --- going back ---


def test_going_back_says_so(bridge, cast):
    first = bridge.live
    draft(bridge, title="Another title").publish(by=None, now=NOW)
    again = first.revert(by=cast["curator"], now=NOW)
    assert (again.number, again.change_note, again.origin) == (3, "Back to revision 1.", "revert")
    assert (again.author, again.approved_by, again.self_published) == (cast["curator"], cast["curator"], True)
    assert (again.from_version, again.value()) == (3, first.value())


def test_going_back_brings_an_archived_entry_back(river, bridge, cast):
    first = bridge.live
    Entry.objects.filter(pk=bridge.pk).archive(river, NOW)
    first.revert(by=cast["curator"], now=NOW)
    river.refresh_from_db()
    assert "road-bridge" in river.reading().options
    assert broken(river) == []


def test_nobody_goes_back_to_a_draft(bridge, cast):
    waiting = draft(bridge, title="Another title")
    before = everything()
    with pytest.raises(Conflict):
        waiting.revert(by=cast["curator"], now=NOW)
    assert everything() == before


def test_going_back_to_what_no_longer_fits_is_refused_and_changes_nothing(river, cost, cast):
    first = entry(river, "option", "tunnel").live
    for slug in ("tunnel", "road-bridge"):
        draft(entry(river, "option", slug), assessments=()).publish(by=None, now=NOW)
    scale = cost.live.value().scale.model_copy(update={"max": 225})
    draft(cost, scale=scale).publish(by=None, now=NOW)
    before = everything()
    with pytest.raises(Unpublishable, match="lies outside the scale of cost"):
        first.revert(by=cast["curator"], now=NOW)
    assert everything() == before


def test_going_back_does_not_bring_removed_words_back(river, bridge, cast):
    first = Revision.objects.get(pk=bridge.live_id)
    draft(bridge, title="Another title").publish(by=None, now=NOW)
    Redaction.objects.redact(bridge, "Lorries", by=cast["admin"], reason="a test", now=NOW)
    assert "Lorries" in first.content  # read before
    again = first.revert(by=cast["curator"], now=NOW)
    assert "Lorries" not in again.content
    assert broken(river) == []


def test_a_draft_whose_words_were_removed_since_it_was_read_is_refused(bridge, cast):
    mine = draft(bridge, title="Another title")
    Redaction.objects.redact(bridge, "Lorries", by=cast["admin"], reason="a test", now=NOW)
    with pytest.raises(Conflict):
        mine.publish(by=None, now=NOW)


# --- what follows a publication ---


def test_what_follows_is_done_in_this_order():
    assert [SearchDoc.objects.index, Anchor.objects.follow] == AFTER_PUBLISH


def test_what_follows_sees_the_new_version_and_the_new_rows(bridge, monkeypatch):
    seen = []

    def look(dossier, revisions, now):
        row = bridge.option
        row.refresh_from_db()
        seen.append((Dossier.objects.get().version, row.title, [r.number for r in revisions], now))

    monkeypatch.setattr("options.models.revisions.AFTER_PUBLISH", [*AFTER_PUBLISH, look])
    draft(bridge, title="Another title").publish(by=None, now=NOW)
    assert seen == [(2, "Another title", [2], NOW)]


def test_when_what_follows_fails_nothing_was_published(bridge, monkeypatch):
    def fail(dossier, revisions, now):
        raise RuntimeError("the index is full")

    mine = draft(bridge, title="Another title")
    before = everything()
    with monkeypatch.context() as patched:
        patched.setattr("options.models.revisions.AFTER_PUBLISH", [*AFTER_PUBLISH, fail])
        with pytest.raises(RuntimeError):
            mine.publish(by=None, now=NOW)
    assert everything() == before
    assert mine.publish(by=None, now=NOW) == 2


# --- order ---


def test_entries_stand_as_the_file_has_them_and_new_ones_last(river):
    wanted = [(each.kind, each.slug) for each in river.reading().entries]
    assert wanted == [(e.kind, e.slug) for e in river.entries.order_by("position")]
    verify = Precondition(slug="a-new-one", title="New", kind="legal", description="D.", status="met", verify="V.")
    new_entry(river, "precondition", verify).publish(by=None, now=NOW)
    river.refresh_from_db()
    assert [(each.kind, each.slug) for each in river.reading().entries] == [*wanted, ("precondition", "a-new-one")]
    assert list(river.reading().preconditions)[-1] == "a-new-one"


def test_an_import_puts_new_entries_last_and_moves_none(river):
    document = load(RIVER)
    first = document.risks[0].model_copy(update={"slug": "a-new-risk", "options": ()})
    import_document(document.model_copy(update={"risks": (first, *document.risks)}), now=NOW, publish=True)
    river.refresh_from_db()
    assert list(river.reading().risks) == [*(r.slug for r in document.risks), "a-new-risk"]


# --- every version, for ever ---


@dataclass
class Past:
    """What each version was, kept beside the database."""

    states: dict[str, tuple[str, bool]]  # slug -> title, archived
    versions: dict[int, dict[str, tuple[str, bool]]] = field(default_factory=dict)

    def note(self, version: int) -> None:
        self.versions[version] = dict(self.states)


RISKS = ("flood-backwater", "lost-trade", "ferry-accident")
slugs = st.sampled_from(RISKS)
steps = st.one_of(
    st.tuples(st.just("publish"), st.sets(slugs, min_size=1)),
    st.tuples(st.just("archive"), st.sets(slugs, min_size=1)),
    st.tuples(st.just("revert"), slugs, st.integers(0, 5)),
    st.tuples(st.just("leave a draft"), slugs),
)


def take(step, river, past, titles) -> int | None:
    """One step in the database and in the past kept beside it; the version it made, None when it made none."""
    what, named, *rest = step
    if what == "leave a draft":
        draft(entry(river, "risk", named), title=next(titles))
        return None
    if what == "publish":
        new = {slug: next(titles) for slug in sorted(named)}
        drafts = [draft(entry(river, "risk", slug), title=title) for slug, title in new.items()]
        past.states |= {slug: (title, False) for slug, title in new.items()}
        return Revision.objects.publish(drafts, by=None, now=NOW)
    if what == "revert":
        earlier = entry(river, "risk", named).revisions.published().order_by("number")
        chosen = earlier[rest[0] % earlier.count()]
        past.states[named] = (chosen.value().title, False)
        return chosen.revert(by=None, now=NOW).from_version
    gone = [slug for slug in sorted(named) if not past.states[slug][1]]
    count = Entry.objects.filter(kind="risk", slug__in=named).archive(river, NOW)
    assert count == len(gone)
    past.states |= {slug: (past.states[slug][0], True) for slug in gone}
    return Dossier.objects.get().version if gone else None


def titles_of(dossier, version) -> dict[str, tuple[str, bool]]:
    every = dossier.reading(version).entries
    return {each.slug: (each.title, each.archived) for each in every if each.slug in RISKS and each.kind == "risk"}


def numbered() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"Title {number}"


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(st.lists(steps, min_size=1, max_size=7))
def test_every_version_reads_as_it_was(river, journey):
    with rolled_back():
        past = Past(titles_of(river, 1))
        past.note(1)
        titles = numbered()
        for step in journey:
            version = take(step, river, past, titles)
            if version is not None:
                past.note(version)
        dossier = Dossier.objects.get(pk=river.pk)
        assert set(past.versions) == set(range(1, dossier.version + 1))
        assert {version: titles_of(dossier, version) for version in past.versions} == past.versions
        assert broken(dossier) == []


def test_a_version_keeps_an_archival_that_was_undone_later(river, bridge):
    Entry.objects.filter(pk=bridge.pk).archive(river, NOW)
    draft(bridge, title="Back again").publish(by=None, now=NOW)
    river.refresh_from_db()
    assert [river.reading(v).entry("option", "road-bridge").archived for v in (1, 2, 3)] == [False, True, False]


# --- at the same time ---

together = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def common(transactional_db):
    import_document(load(RIVER), now=NOW, publish=True)
    return Dossier.objects.get()


@together
def test_of_two_who_publish_the_same_entry_one_is_told(common):
    for number in range(1, 6):
        bridge = entry(common, "option", "road-bridge")
        drafts = [draft(bridge, title=f"{name} {number}") for name in ("Mine", "Theirs")]
        outcomes = at_once(*(lambda d=d: d.publish(by=None, now=NOW) for d in drafts))
        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "int"]
        assert Dossier.objects.get().version == number + 1
    assert broken(common) == []


@together
def test_a_double_click_publishes_once(common):
    mine = draft(entry(common, "option", "road-bridge"), title="Mine")
    copies = [Revision.objects.select_related("entry").get(pk=mine.pk) for _ in range(3)]
    outcomes = at_once(*(lambda c=c: c.publish(by=None, now=NOW) for c in copies))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "Conflict", "int"]
    assert broken(common) == []


@together
def test_publications_of_different_entries_all_stand(common):
    drafts = [draft(each, title="New title") for each in common.entries.filter(kind__in=["option", "risk"])[:6]]
    outcomes = at_once(*(lambda d=d: d.publish(by=None, now=NOW) for d in drafts))
    assert sorted(outcomes) == [2, 3, 4, 5, 6, 7]
    assert broken(common) == []


@together
def test_publishing_archiving_going_back_and_redacting_at_once_do_not_wait_for_each_other(common):
    bridge = entry(common, "option", "road-bridge")
    first = bridge.live
    draft(bridge, title="Another title").publish(by=None, now=NOW)
    for words in ("Lorries", "ambulances", "floods"):
        mine = draft(bridge, title="Mine")
        outcomes = at_once(
            lambda mine=mine: mine.publish(by=None, now=NOW),
            lambda: first.revert(by=None, now=NOW),
            lambda: Entry.objects.filter(slug="road-bridge").archive(common, NOW),
            lambda words=words: Redaction.objects.redact(bridge, words, by=None, reason="a test", now=timezone.now()),
        )
        assert [type(each) for each in outcomes if isinstance(each, Exception)] in ([], [Conflict]), outcomes
        assert not any(words in each.content for each in bridge.revisions.all())
        Entry.objects.get(pk=bridge.pk).live.revert(by=None, now=NOW)
    assert broken(common) == []


@together
def test_a_reading_is_kept_and_a_publication_makes_another(common):
    kept = common.reading()
    assert Dossier.objects.get().reading() is kept
    draft(entry(common, "option", "road-bridge"), title="Another title").publish(by=None, now=NOW)
    new = Dossier.objects.get()
    assert new.reading().options["road-bridge"].title == "Another title"
    assert new.reading(1) is kept


@together
def test_a_version_that_is_not_there_yet_is_not_kept(common):
    assert common.reading(2).version == 2
    draft(entry(common, "option", "road-bridge"), title="Another title").publish(by=None, now=NOW)
    assert Dossier.objects.get().reading(2).options["road-bridge"].title == "Another title"


@together
def test_a_reading_made_while_publishing_is_not_kept(common, monkeypatch):
    def look_and_fail(dossier, revisions, now):
        Dossier.objects.get().reading()
        raise RuntimeError

    monkeypatch.setattr("options.models.revisions.AFTER_PUBLISH", [look_and_fail])
    with pytest.raises(RuntimeError):
        draft(entry(common, "option", "road-bridge"), title="Never").publish(by=None, now=NOW)
    monkeypatch.undo()
    draft(entry(common, "option", "road-bridge"), title="Another title").publish(by=None, now=NOW)
    assert Dossier.objects.get().reading().options["road-bridge"].title == "Another title"
