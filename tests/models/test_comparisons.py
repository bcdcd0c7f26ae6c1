"""Saved comparisons: who may open them, one form makes one save, and what was saved stays as it was."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from options.bundle.load import load
from options.models import VISITOR, Actor, Comparison, ComparisonSave, Dossier, Redaction, User
from options.models.comparisons import Content, Overtaken
from options.models.imports import import_document
from tests.conftest import NOW, RIVER
from tests.models.helpers import at_once, draft

pytestmark = pytest.mark.django_db

OWNER, MEMBERS = "analyst", {"member", "instructor", "curator", "reviewer", "admin"}
EVERYBODY = ("visitor", "gone", OWNER, *sorted(MEMBERS), "gone admin")
# how it is shared -> who may open it
SEEN = {
    "private": {OWNER},
    "members": {OWNER, *MEMBERS},
    "link": set(EVERYBODY),
}
LATER = NOW + timedelta(days=1)
SCORE = {"option": "footbridge", "criterion": "cost", "low": 10.0, "best": 20.5, "high": 30.0, "confidence": "high",
         "reason": "Our own estimate."}  # fmt: skip
SAID = Content(
    "What we would build",
    "For the council.",
    "w.cost=60&s.tunnel=pfu--",
    (SCORE,),
    {"tunnel": {"feasible": "Nobody would pay."}},
)


def kept_by(user, dossier, said=SAID, **options):
    return Comparison.objects.keep(dossier, said, by=user, **{"token": uuid4(), "now": NOW, **options})


def again(comparison, said, seen, **options):
    return comparison.save_again(said, by=comparison.owner, seen=seen, **{"token": uuid4(), "now": LATER, **options})


@pytest.fixture
def kept(river, cast):
    return kept_by(cast[OWNER], river)


@pytest.fixture
def actor(cast):
    """`actor("curator")`; "gone" is the owner, and "gone admin" an administrator, whose account was deactivated."""

    def found(role):
        if role == "visitor":
            return VISITOR
        user = cast[{"gone": OWNER, "gone admin": "admin"}.get(role, role)]
        user.is_active = not role.startswith("gone")
        user.save()
        return Actor(user=user)

    return found


def seen(role):
    """Everything that somebody may open, find in their list and change."""
    return [
        set(rows.values_list("pk", flat=True))
        for rows in (
            Comparison.objects.visible_to(role),
            Comparison.objects.listed_for(role),
            Comparison.objects.owned_by(role),
        )
    ]


# --- who may open it ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.parametrize("visibility", SEEN)
def test_it_is_there_for_those_it_is_shared_with(kept, actor, visibility, role):
    kept.share(visibility)
    assert Comparison.objects.visible_to(actor(role)).exists() == (role in SEEN[visibility])


@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.parametrize("visibility", SEEN)
def test_a_deleted_one_is_there_for_its_owner_alone(kept, actor, visibility, role):
    kept.share(visibility)
    kept.delete_for_now(LATER)
    assert Comparison.objects.visible_to(actor(role)).exists() == (role == OWNER)


@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.parametrize("visibility", SEEN)
def test_it_is_never_more_visible_than_its_dossier(kept, actor, visibility, role):
    Dossier.objects.update(visibility="members")
    kept.share(visibility)
    may = role in SEEN[visibility] & {OWNER, *MEMBERS}
    assert Comparison.objects.visible_to(actor(role)).exists() == may


@pytest.mark.parametrize("role", EVERYBODY)
def test_without_a_published_dossier_it_is_there_for_nobody(kept, actor, role):
    kept.share("link")
    Dossier.objects.update(version=0)
    assert seen(actor(role)) == [set(), set(), set()]


@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.parametrize("visibility", SEEN)
def test_a_list_holds_ones_own_and_what_is_shared_with_members(kept, actor, visibility, role):
    """What only its link opens stands in nobody else's list."""
    kept.share(visibility)
    listed = {"private": {OWNER}, "members": {OWNER, *MEMBERS}, "link": {OWNER}}[visibility]
    assert Comparison.objects.listed_for(actor(role)).exists() == (role in listed)


@pytest.mark.parametrize("role", EVERYBODY)
def test_a_deleted_one_is_listed_for_its_owner_alone(kept, actor, role):
    kept.share("members")
    kept.delete_for_now(LATER)
    assert Comparison.objects.listed_for(actor(role)).exists() == (role == OWNER)


@pytest.mark.parametrize("role", EVERYBODY)
@pytest.mark.parametrize("visibility", SEEN)
def test_only_its_owner_may_change_it(kept, actor, visibility, role):
    kept.share(visibility)
    who = actor(role)
    assert Comparison.objects.owned_by(who).exists() == (role == OWNER)
    assert (kept.is_owned_by(who), kept.may_be_saved_by(who)) == (role == OWNER, role == OWNER)


def test_an_owner_who_has_no_role_any_more_owns_it_and_may_not_save(kept, cast):
    cast[OWNER].groups.clear()
    who = Actor(user=User.objects.get(pk=cast[OWNER].pk))
    assert (kept.is_owned_by(who), kept.may_be_saved_by(who)) == (True, False)


@pytest.mark.parametrize("role", [*EVERYBODY])
def test_every_role_and_admins_may_save_and_nobody_else(actor, role):
    assert actor(role).saves == (role in {OWNER, *MEMBERS} - {"member"})


def test_the_filter_keeps_what_was_filtered_before(kept, cast):
    rows = Comparison.objects.exclude(pk=kept.pk)
    who = Actor(user=cast[OWNER])
    assert not rows.visible_to(who, NOW).exists()
    assert not rows.listed_for(who).exists()
    assert not rows.owned_by(who).exists()


# --- saving ---------------------------------------------------------------------------------------------------------


def test_what_is_kept_comes_back_as_it_was_said(kept, river, cast):
    found = Comparison.objects.get()
    assert found.stands.content() == SAID
    assert (found.dossier, found.owner, found.visibility, found.created_at) == (river, cast[OWNER], "private", NOW)
    assert (found.stands.number, found.stands.by, found.stands.saved_at) == (1, cast[OWNER], NOW)


def test_it_has_an_address_that_nobody_can_guess_and_the_name_it_was_given(kept, river, cast):
    other = kept_by(cast[OWNER], river)
    assert kept.link.version == other.link.version == 4
    assert kept.link != other.link
    assert (kept.get_absolute_url(), str(kept)) == (f"/comparisons/{kept.link}/", "What we would build")


def test_one_form_makes_one_comparison(river, cast):
    token = uuid4()
    first = kept_by(cast[OWNER], river, token=token)
    assert kept_by(cast[OWNER], river, token=token) == first
    assert ComparisonSave.objects.count() == 1


@pytest.mark.parametrize(
    "changes", [{"title": "Changed"}, {"note": ""}, {"query": "w.cost=1"}, {"scores": ()}, {"reasons": {}}]
)
def test_a_form_that_was_sent_before_with_something_else_in_it_is_told_what_it_saved(river, cast, changes):
    token = uuid4()
    first = kept_by(cast[OWNER], river, token=token)
    with pytest.raises(Overtaken) as told:
        kept_by(cast[OWNER], river, replace(SAID, **changes), token=token)
    assert told.value.by == first.stands
    assert Comparison.objects.get().stands.content() == SAID


def test_a_form_whose_comparison_was_deleted_meanwhile_is_told(river, cast):
    token = uuid4()
    kept_by(cast[OWNER], river, token=token).delete_for_now(NOW)
    with pytest.raises(Overtaken):
        kept_by(cast[OWNER], river, token=token)
    assert Comparison.objects.count() == 1


def test_the_token_of_one_person_is_not_that_of_another(river, cast):
    token = uuid4()
    made = {name: kept_by(cast[name], river, token=token) for name in (OWNER, "curator", "admin")}
    assert len(set(made.values())) == 3
    assert {name: kept_by(cast[name], river, token=token) for name in made} == made


def test_what_the_database_refuses_leaves_nothing_behind(river, cast):
    with pytest.raises(IntegrityError, match="comparison_save_title"):
        kept_by(cast[OWNER], river, replace(SAID, title=""))
    assert not Comparison.objects.exists()


def test_saving_again_keeps_what_was_saved_before(kept):
    save = again(kept, replace(SAID, title="Another name", version=2), seen=1)
    found = Comparison.objects.get()
    assert (save.number, found.stands.title, found.stands.version) == (2, "Another name", 2)
    assert [each.number for each in found.saves.all()] == [2, 1]
    assert found.saves.get(number=1).content() == SAID
    assert found.saves.get(number=1).saved_at == NOW


@pytest.mark.parametrize("stale", [0, 1, 3, 10**30])
def test_what_was_made_from_another_save_is_told_and_changes_nothing(kept, stale):
    again(kept, replace(SAID, title="Second"), seen=1)
    with pytest.raises(Overtaken):
        again(kept, replace(SAID, title="Third"), seen=stale)
    assert [each.title for each in Comparison.objects.get().saves.all()] == ["Second", "What we would build"]


def test_the_same_form_sent_again_finds_its_save_also_when_there_are_newer_ones(kept):
    token = uuid4()
    second = again(kept, replace(SAID, title="Second"), seen=1, token=token)
    again(kept, replace(SAID, title="Third"), seen=2)
    assert again(kept, replace(SAID, title="Second"), seen=1, token=token) == second
    assert Comparison.objects.get().stands.title == "Third"
    assert kept.saves.count() == 3


def test_a_form_that_has_saved_something_else_on_top_is_told_and_changes_nothing(kept):
    token = uuid4()
    again(kept, replace(SAID, title="Second"), seen=1, token=token)
    with pytest.raises(Overtaken):
        again(kept, replace(SAID, title="Changed"), seen=1, token=token)
    assert kept.saves.count() == 2


def test_a_form_that_has_saved_another_comparison_is_told_and_changes_nothing(kept, river, cast):
    token = uuid4()
    kept_by(cast[OWNER], river, token=token)
    with pytest.raises(Overtaken):
        again(kept, replace(SAID, title="Elsewhere"), seen=1, token=token)
    assert kept.saves.count() == 1


def test_sharing_a_new_link_and_deleting_change_no_save(kept):
    before = list(ComparisonSave.objects.values())
    kept.share("link")
    kept.replace_link()
    kept.delete_for_now(LATER)
    assert list(ComparisonSave.objects.values()) == before


def test_a_new_link_takes_the_place_of_the_old_one(kept):
    old = kept.link
    kept.replace_link()
    assert not Comparison.objects.filter(link=old).exists()
    assert Comparison.objects.get() == kept
    assert Comparison.objects.get().link.version == 4


def test_what_was_deleted_comes_back_as_it_was_shared(kept, actor):
    kept.share("members")
    kept.delete_for_now(LATER)
    assert Comparison.objects.get().deleted_at == LATER
    kept.undelete()
    assert Comparison.objects.visible_to(actor("member")).get().stands.content() == SAID


def test_a_save_reads_the_dossier_as_it_was(kept, river):
    draft(river.entries.get(kind="option", slug="tunnel"), title="A tube").publish(by=None, now=LATER)
    dossier = Dossier.objects.get()
    assert kept.stands.reading(dossier).options["tunnel"].title == "A tunnel"
    assert dossier.reading().options["tunnel"].title == "A tube"


def test_what_was_redacted_since_stays_redacted(kept, river):
    Redaction.objects.redact(river.entries.get(slug="tunnel"), "by a toll", by=None, reason="a test", now=LATER)
    summary = kept.stands.reading(Dossier.objects.get()).options["tunnel"].summary
    assert "by a toll" not in summary
    assert "paid for" in summary


def test_neither_a_save_nor_its_owner_nor_its_dossier_can_be_taken_away(kept, river, cast):
    for row in (kept, kept.stands, cast[OWNER], river):
        with pytest.raises(ProtectedError), transaction.atomic():
            row.delete()


# --- at once --------------------------------------------------------------------------------------------------------

together = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def alone(transactional_db):
    """A comparison that other connections see."""
    import_document(load(RIVER), now=NOW, publish=True)
    return kept_by(User.objects.create_user("alone"), Dossier.objects.get())


@together
def test_of_several_who_save_at_once_one_does_and_the_others_are_told(alone):
    def one(number):
        comparison = Comparison.objects.select_related("owner").get()
        return again(comparison, replace(SAID, title=f"Version {number}"), seen=1).title

    found = at_once(*(lambda n=n: one(n) for n in range(5)))
    (saved,) = [each for each in found if isinstance(each, str)]
    assert [type(each) for each in found if each != saved] == [Overtaken] * 4
    assert Comparison.objects.get().stands.title == saved
    assert [each.number for each in ComparisonSave.objects.all()] == [2, 1]


@together
def test_a_form_sent_five_times_at_once_saves_once(alone):
    token = uuid4()

    def send():
        return again(Comparison.objects.select_related("owner").get(), SAID, seen=1, token=token).pk

    assert len(set(at_once(*[send] * 5))) == 1
    assert [each.number for each in ComparisonSave.objects.all()] == [2, 1]


@together
def test_a_new_one_sent_five_times_at_once_is_made_once(alone):
    token = uuid4()

    def send():
        return kept_by(User.objects.get(username="alone"), Dossier.objects.get(), token=token).pk

    (made,) = set(at_once(*[send] * 5))
    assert {each.pk for each in Comparison.objects.all()} == {alone.pk, made}
