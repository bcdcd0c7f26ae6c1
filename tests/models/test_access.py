"""`visible_to` on every query set, for everybody: one table, one reader at a time."""

import pytest

from options.bundle.load import load
from options.models import VISITOR, Actor, Dossier, Entry, Revision
from options.models.imports import import_document
from tests.conftest import NOW, RIVER
from tests.models.helpers import draft

pytestmark = pytest.mark.django_db

READERS = ("visitor", "gone", "member", "analyst")
EVERYBODY = (*READERS, "instructor", "curator", "reviewer", "admin", "gone admin")
MEMBERS = {"member", "analyst", "instructor", "curator", "reviewer", "admin"}
READS_DRAFTS = {"curator", "reviewer", "admin"}
READS_ROLE_CARDS = READS_DRAFTS | {"instructor"}


@pytest.fixture
def actor(cast):
    """`actor("curator")`; "gone" is a curator, and "gone admin" an administrator, whose account was deactivated."""

    def found(role):
        if role == "visitor":
            return VISITOR
        user = cast[{"gone": "curator", "gone admin": "admin"}.get(role, role)]
        user.is_active = not role.startswith("gone")
        user.save()
        return Actor(user=user)

    return found


@pytest.fixture
def waiting(river):
    """A draft of a published option, a rejected one, and an entry that was never published."""
    option = river.entries.get(kind="option", slug="tunnel")
    draft(option, title="A rejected draft")
    Revision.objects.filter(state="draft").update(state="rejected")
    draft(option, title="A draft")
    made = Entry.objects.create(dossier=river, kind="source", slug="secret-source", position=999)
    source = load(RIVER).sources[0].model_copy(update={"slug": "secret-source"})
    Revision.objects.record(made, source, author=None, origin="admin", now=NOW)
    return river


@pytest.mark.parametrize("role", EVERYBODY)
def test_a_public_dossier_is_there_for_everybody(river, actor, role):
    assert list(Dossier.objects.visible_to(actor(role))) == [river]


@pytest.mark.parametrize("role", EVERYBODY)
def test_a_members_only_dossier_is_there_for_active_accounts(secret_river, actor, role):
    assert Dossier.objects.visible_to(actor(role)).exists() == (role in MEMBERS)


@pytest.mark.parametrize("role", EVERYBODY)
def test_a_dossier_that_was_never_published_is_there_for_nobody(db, actor, role):
    import_document(load(RIVER), now=NOW)
    assert not Dossier.objects.visible_to(actor(role)).exists()
    assert not Entry.objects.visible_to(actor(role)).exists()
    assert not Revision.objects.visible_to(actor(role)).exists()


@pytest.mark.parametrize("role", EVERYBODY)
def test_nothing_of_a_members_only_dossier_is_there_for_others(secret_river, actor, role):
    assert Entry.objects.visible_to(actor(role)).exists() == (role in MEMBERS)
    assert Revision.objects.visible_to(actor(role)).exists() == (role in MEMBERS)


@pytest.mark.parametrize("role", EVERYBODY)
def test_exercises_are_there_for_those_who_read_role_cards(river, actor, role):
    who = actor(role)
    seen = set(Entry.objects.visible_to(who).values_list("kind", flat=True))
    assert ("exercise" in seen) == (role in READS_ROLE_CARDS)
    assert {"dossier", "source", "claim", "option", "risk", "precondition", "legal-question", "criterion"} <= seen
    revisions = set(Revision.objects.visible_to(who).values_list("entry__kind", flat=True))
    assert revisions == seen


@pytest.mark.parametrize("role", EVERYBODY)
def test_an_entry_that_was_never_published_is_there_for_those_who_read_drafts(waiting, actor, role):
    seen = Entry.objects.visible_to(actor(role)).filter(slug="secret-source")
    assert seen.exists() == (role in READS_DRAFTS)


@pytest.mark.parametrize("role", EVERYBODY)
def test_drafts_and_rejected_ones_are_there_for_those_who_read_drafts(waiting, actor, role):
    states = set(Revision.objects.visible_to(actor(role)).values_list("state", flat=True))
    assert states == ({"published", "draft", "rejected"} if role in READS_DRAFTS else {"published"})


@pytest.mark.parametrize("role", EVERYBODY)
def test_an_archived_entry_and_what_it_said_stay_there(river, actor, role):
    Entry.objects.filter(slug="tunnel").archive(river, NOW)
    who = actor(role)
    assert Entry.objects.visible_to(who).filter(slug="tunnel").exists()
    assert Revision.objects.visible_to(who).filter(entry__slug="tunnel").exists()


@pytest.mark.parametrize("role", EVERYBODY)
def test_an_earlier_revision_stays_there(river, actor, role):
    draft(river.entries.get(kind="option", slug="tunnel"), title="New").publish(by=None, now=NOW)
    seen = Revision.objects.visible_to(actor(role)).filter(entry__slug="tunnel")
    assert sorted(seen.values_list("number", flat=True)) == [1, 2]


def test_the_filter_keeps_what_was_filtered_before(river):
    assert Entry.objects.filter(kind="risk").visible_to(VISITOR).count() == 4
    assert Revision.objects.filter(entry__kind="risk").visible_to(VISITOR, NOW).count() == 4


@pytest.mark.parametrize(
    ("role", "member", "drafts", "cards", "admin"),
    [
        ("visitor", False, False, False, False),
        ("member", True, False, False, False),
        ("analyst", True, False, False, False),
        ("instructor", True, False, True, False),
        ("curator", True, True, True, False),
        ("reviewer", True, True, True, False),
        ("admin", True, True, True, True),
        ("gone", False, False, False, False),
        ("gone admin", False, False, False, False),
    ],
)
def test_what_an_actor_may_do(actor, role, member, drafts, cards, admin):
    who = actor(role)
    assert (who.is_member, who.reads_drafts, who.reads_confidential, who.is_admin) == (member, drafts, cards, admin)


def test_roles_are_asked_for_once(cast, django_assert_num_queries):
    who = Actor(user=type(cast["curator"]).objects.get(username="curator"))
    with django_assert_num_queries(1):
        assert who.reads_drafts
        assert who.reads_confidential
        assert not who.has_role("analyst")


def test_an_actor_cannot_be_changed():
    with pytest.raises(AttributeError):
        VISITOR.user = object()
