"""What the database itself refuses, whoever writes: every constraint, and the trigger that keeps history as it was.

Both databases. Changes go past forms and `save`, as a script or another program would make them.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import F, ProtectedError

from options.models import (
    Anchor,
    Annotation,
    AnnotationDraft,
    AnnotationEvent,
    Assessment,
    Bearing,
    Citation,
    CitationCheck,
    Claim,
    Comparison,
    ComparisonSave,
    Criterion,
    Dossier,
    Entry,
    Exposure,
    LegalQuestion,
    Membership,
    Option,
    Precondition,
    Report,
    Requirement,
    Revision,
    Risk,
    Source,
    Team,
)
from options.models.comparisons import Content
from options.models.revisions import ADMIN
from tests.conftest import NOW
from tests.models.notes import PASSAGE, on, post, reply
from tests.models.seminar.rules import CHECKS as SEMINAR_CHECKS
from tests.models.seminar.rules import UNIQUE as SEMINAR_UNIQUE

pytestmark = pytest.mark.django_db

# constraint, model, which rows, what is written to one of them
CHECKS = [
    ("dossier_visibility", Dossier, {}, {"visibility": "secret"}),
    ("entry_kind", Entry, {"kind": "risk"}, {"kind": "rumour"}),
    ("source_kind", Source, {}, {"kind": "rumour"}),
    ("source_read", Source, {}, {"read": "yes"}),
    ("claim_type", Claim, {}, {"type": "opinion"}),
    ("precondition_status", Precondition, {}, {"status": "partial"}),
    ("precondition_kind", Precondition, {}, {"kind": "moral"}),
    ("legal_question_state", LegalQuestion, {}, {"state": "clear"}),
    ("criterion_direction", Criterion, {}, {"direction": "up"}),
    ("option_posture", Option, {}, {"posture": "alone"}),
    ("option_force", Option, {}, {"force_level": "some"}),
    ("option_consent", Option, {}, {"consent_needed": "maybe"}),
    ("option_time", Option, {}, {"time_to_effect": "weeks"}),
    ("option_reversibility", Option, {}, {"reversibility": "none"}),
    ("exposure_judged_or_not", Exposure, {"applies": True}, {"severity": None}),
    ("exposure_judged_or_not", Exposure, {"applies": True}, {"severity": 0}),
    ("exposure_judged_or_not", Exposure, {"applies": True}, {"severity": 6}),
    ("exposure_judged_or_not", Exposure, {"applies": True}, {"likelihood": ""}),
    ("exposure_judged_or_not", Exposure, {"applies": True}, {"likelihood": "perhaps"}),
    ("exposure_judged_or_not", Exposure, {"applies": True}, {"confidence": ""}),
    ("exposure_judged_or_not", Exposure, {"applies": True}, {"applies": False}),
    ("exposure_judged_or_not", Exposure, {"applies": False}, {"severity": 3}),
    ("exposure_judged_or_not", Exposure, {"applies": False}, {"likelihood": "likely"}),
    ("exposure_judged_or_not", Exposure, {"applies": False}, {"confidence": "low"}),
    ("requirement_kind", Requirement, {}, {"kind": "useful"}),
    ("bearing_effect", Bearing, {}, {"effect": "allows"}),
    ("assessment_low_best_high", Assessment, {}, {"low": F("best") + 1}),
    ("assessment_low_best_high", Assessment, {}, {"high": F("best") - 1}),
    ("assessment_low_best_high", Assessment, {}, {"high": float("inf")}),
    ("assessment_low_best_high", Assessment, {}, {"low": float("-inf")}),
    ("assessment_confidence", Assessment, {}, {"confidence": "certain"}),
    ("citation_basis", Citation, {"basis": "judgement"}, {"basis": "rumour"}),
    ("citation_source_unless_judgement", Citation, {"basis": "law"}, {"source": None}),
    ("citation_source_unless_judgement", Citation, {"basis": "judgement", "source": None}, {"basis": "record"}),
    ("revision_state", Revision, {"state": "draft"}, {"state": "open"}),
    ("revision_origin", Revision, {"state": "draft"}, {"origin": "rumour"}),
    ("revision_published_has_version", Revision, {"state": "draft"}, {"state": "published"}),
    ("revision_published_has_version", Revision, {"state": "draft"}, {"state": "published", "from_version": 9}),
    ("revision_published_has_version", Revision, {"state": "draft"}, {"state": "published", "published_at": NOW}),
    ("revision_published_has_version", Revision, {"state": "draft"}, {"from_version": 9}),
    ("revision_published_has_version", Revision, {"state": "draft"}, {"to_version": 9}),
    ("revision_versions_rise", Revision, {"state": "published"}, {"to_version": 1}),
    ("revision_archived_while_live", Revision, {"state": "published"}, {"archived_from": 1, "archived_at": NOW}),
    ("revision_archived_while_live", Revision, {"state": "published"}, {"archived_from": 2}),
    ("revision_archived_while_live", Revision, {"state": "published"}, {"archived_at": NOW}),
    (
        "revision_archived_while_live",
        Revision,
        {"state": "published"},
        {"archived_from": 4, "archived_at": NOW, "to_version": 4},
    ),
    ("revision_not_approved_by_its_author", Revision, {"state": "draft"}, {"approved_by": F("author")}),
    ("comparison_visibility", Comparison, {}, {"visibility": "nobody"}),
    ("comparison_save_title", ComparisonSave, {}, {"title": ""}),
    ("comparison_save_counts_from_1", ComparisonSave, {}, {"number": 0}),
    ("comparison_save_counts_from_1", ComparisonSave, {}, {"version": 0}),
    ("team_name", Team, {}, {"name": ""}),
    ("annotation_stance_of_threads", Annotation, {"parent": None}, {"stance": ""}),
    ("annotation_stance_of_threads", Annotation, {"parent": None}, {"stance": "shouts"}),
    ("annotation_stance_of_threads", Annotation, {"parent__isnull": False}, {"stance": "asks"}),
    ("annotation_team", Annotation, {}, {"visibility": "team"}),
    ("annotation_visibility", Annotation, {}, {"visibility": "all"}),
    ("annotation_state", Annotation, {}, {"state": "burnt"}),
    ("annotation_body", Annotation, {}, {"body": ""}),
    ("annotation_body", Annotation, {}, {"state": "withdrawn"}),
    ("annotation_passage", Annotation, {"parent": None}, {"start": None}),
    ("annotation_passage", Annotation, {"parent": None}, {"end": 0}),
    ("annotation_passage", Annotation, {"parent": None}, {"field": ""}),
    ("annotation_passage", Annotation, {"parent": None}, {"exact": ""}),
    ("annotation_replacement_is_suggested", Annotation, {}, {"replacement": "other words"}),
    ("annotation_taken_in_is_suggested", Annotation, {"stance": "challenges"}, {"taken_in": F("made_on")}),
    ("annotation_event_action", AnnotationEvent, {}, {"action": "burnt"}),
    ("anchor_verdict", Anchor, {}, {"verdict": "burnt", "start": None, "end": None}),
    ("anchor_place", Anchor, {}, {"verdict": "orphan"}),
    ("anchor_place", Anchor, {}, {"end": None}),
    ("anchor_place", Anchor, {}, {"end": 0}),
    ("anchor_score", Anchor, {}, {"score": 1.5}),
    ("anchor_decided", Anchor, {}, {"let_go": True}),
]
# constraint, model, the rows of which one is written a second time
UNIQUE = [
    ("entry_identity", Entry, {}),
    ("exposure_once", Exposure, {}),
    ("requirement_once", Requirement, {}),
    ("bearing_once", Bearing, {}),
    ("assessment_once", Assessment, {}),
    ("citation_check_once", CitationCheck, {}),
    ("revision_number", Revision, {"state": "draft"}),
    ("revision_one_live", Revision, {"state": "published", "to_version": None}),
    ("comparison_save_number", ComparisonSave, {}),
    ("comparison_save_token", ComparisonSave, {}),
    ("team_member_once", Membership, {}),
    ("annotation_sent_once", Annotation, {}),
    ("annotation_draft_once", AnnotationDraft, {}),
    ("annotation_reported_once", Report, {}),
]


@pytest.fixture
def option(river):
    return river.entries.filter(kind="option").select_related("live").first()


@pytest.fixture
def draft(option, cast):
    content = option.live.value().model_copy(update={"title": "A draft"})
    return Revision.objects.record(option, content, author=cast["curator"], origin=ADMIN, now=NOW)


@pytest.fixture
def check(option, cast):
    return CitationCheck.objects.create(
        entry=option, citation_hash="a", text_hash="b", checked_by=cast["curator"], checked_at=NOW
    )


@pytest.fixture
def kept(river, cast):
    return Comparison.objects.keep(river, Content("A comparison"), by=cast["analyst"], token=uuid4(), now=NOW)


@pytest.fixture
def noted(river, cast):
    """A thread on a passage with a reply, reported; and a team."""
    Team.objects.found("Night shift", by=cast["analyst"], now=NOW)
    thread = post(on(river, PASSAGE), cast["analyst"])
    reply(thread, cast["curator"])
    said = {"by": cast["analyst"], "token": uuid4(), "now": NOW}
    AnnotationDraft.objects.keep(river, "option:tunnel||", {"body": "Not yet"}, **said)
    AnnotationEvent.objects.report(thread, "rude", by=cast["member"], now=NOW)


def write(row, **changes):
    with transaction.atomic():
        type(row)._default_manager.filter(pk=row.pk).update(**changes)


def constraints():
    """Names of all constraints of our models; throttles have tests of their own."""
    every = [model for model in apps.get_app_config("options").get_models() if model.__name__ != "Throttle"]
    return {constraint.name for model in every for constraint in model._meta.constraints}


def test_every_constraint_is_tested_here_or_with_the_seminar():
    assert {name for name, *_ in [*CHECKS, *UNIQUE, *SEMINAR_CHECKS, *SEMINAR_UNIQUE]} == constraints()


@pytest.mark.parametrize(("name", "model", "rows", "changes"), CHECKS)
def test_a_row_that_breaks_a_rule_is_refused(draft, kept, noted, name, model, rows, changes):
    row = model._default_manager.filter(**rows).first()
    with pytest.raises(IntegrityError, match=name):
        write(row, **changes)


def test_a_score_that_is_no_number_is_refused(river):
    nothing = float("nan")
    with pytest.raises(IntegrityError):
        write(Assessment.objects.first(), low=nothing, best=nothing, high=nothing)


@pytest.mark.parametrize(("name", "model", "rows"), UNIQUE)
def test_a_second_row_of_the_same_name_is_refused(draft, check, kept, noted, name, model, rows):
    row = model._default_manager.filter(**rows).first()
    row.pk = None
    if name == "revision_one_live":
        row.number = 99
    if model is Entry:
        row.live = None
    if name == "comparison_save_number":
        row.token = uuid4()
    if model is Annotation:
        row.link = uuid4()
    if name == "comparison_save_token":
        row.number = 99
    with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
        row.save(force_insert=True)


def test_a_second_dossier_of_the_same_slug_is_refused(river):
    with pytest.raises(IntegrityError), transaction.atomic():
        Dossier.objects.create(slug=river.slug, title="Another")


def test_two_comparisons_cannot_share_a_link_or_a_save(kept):
    other = Comparison.objects.keep(kept.dossier, Content("Another"), by=kept.owner, token=uuid4(), now=NOW)
    for column in ("link", "current"):
        with pytest.raises(IntegrityError):
            write(other, **{column: getattr(kept, column)})


def test_a_revision_cannot_be_live_for_two_entries(option, river):
    other = river.entries.filter(kind="risk").first()
    with pytest.raises(IntegrityError):
        write(other, live=option.live)


def test_its_author_may_approve_what_is_flagged(draft):
    write(draft, approved_by=draft.author, self_published=True)


@pytest.mark.parametrize("model", [Entry, Revision, Dossier, Source, Risk, Option])
def test_what_is_referred_to_cannot_be_deleted(river, model):
    with pytest.raises(ProtectedError):
        model._default_manager.first().delete()


def test_an_author_cannot_be_deleted(draft):
    with pytest.raises(ProtectedError):
        draft.author.delete()


# --- the trigger ---

NEVER = {
    "content": "{}",
    "hash": "0" * 64,
    "change_note": "Another reason.",
    "number": 7,
    "origin": "revert",
    "created_at": NOW + timedelta(days=1),
    "state": "draft",
    "from_version": 2,
    "published_at": NOW + timedelta(days=1),
    "self_published": True,
}
immutable = pytest.raises(IntegrityError, match="a published revision is immutable")


@pytest.mark.parametrize(("column", "value"), NEVER.items())
def test_what_was_published_never_changes(option, column, value):
    with immutable:
        write(option.live, **{column: value})


@pytest.mark.parametrize("column", ["author", "approved_by"])
def test_nobody_is_put_in_as_author_or_approver_afterwards(option, cast, column):
    with immutable:
        write(option.live, **{column: cast["admin"]})


def test_a_published_revision_keeps_its_entry_its_dossier_and_its_parent(option, draft, river):
    elsewhere = Dossier.objects.create(slug="elsewhere", title="Elsewhere")
    for column, value in {
        "entry": river.entries.filter(kind="risk").first(),
        "dossier": elsewhere,
        "parent": draft,
    }.items():
        with immutable:
            write(option.live, **{column: value})


def test_many_columns_at_once_are_refused_too(option):
    with immutable:
        write(option.live, state="draft", from_version=None, published_at=None, content="{}")


def test_a_redaction_changes_words_and_nothing_else(option):
    write(option.live, content="{}", hash="0" * 64, change_note="Gone.", redacted_at=NOW)
    with immutable:
        write(option.live, number=7, redacted_at=NOW + timedelta(days=1))


@pytest.mark.parametrize("value", [None, 3])
def test_the_end_of_a_revision_is_written_once(option, draft, value):
    draft.publish(by=None, now=NOW)
    with immutable:
        write(Revision.objects.get(entry=option, number=1), to_version=value)


@pytest.mark.parametrize("changes", [{"archived_from": 3}, {"archived_from": None, "archived_at": None}])
def test_an_archival_is_written_once(river, option, changes):
    Entry.objects.filter(pk=option.pk).archive(river, NOW)
    with immutable:
        write(option.live, **changes)


def test_a_rejected_revision_stays_as_it_was(draft):
    write(draft, state="rejected")
    with immutable:
        write(draft, content="{}")


def test_a_draft_may_change(draft):
    write(draft, content="{}", hash="0" * 64, change_note="Another reason.", state="rejected")


def test_a_live_revision_may_change_what_is_not_history(option):
    write(option.live, to_version=9)


def test_models_hold_no_text_that_may_be_null():
    """Empty has one form in a column of text."""
    every = apps.get_app_config("options").get_models()
    texts = (models.CharField, models.TextField)
    nullable = [f for model in every for f in model._meta.concrete_fields if isinstance(f, texts) and f.null]
    assert nullable == []
