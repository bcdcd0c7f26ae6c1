"""How a save in the admin becomes a published revision.

Django checks the form and its rows, inside its own transaction. From what they say the whole content is made and
checked; a fault rolls everything back, and the form is shown again with the fault beside its field. Otherwise the
content is recorded as a revision and published by the verb that all paths share, which alone writes the rows.

Two people may edit one entry. What the other changed meanwhile is merged in by field and by cell; where both changed
the same, nothing is saved and the form comes back with both texts. A second save says that theirs was seen.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db import IntegrityError
from django.db.models import Max
from django.utils.translation import gettext as _

from options.bundle import schema
from options.bundle.canonical import content_hash
from options.bundle.checks import check_content
from options.bundle.diff import Merged, diff, merge_fields
from options.bundle.faults import Fault
from options.bundle.regroup import canonical
from options.bundle.surroundings import Surroundings
from options.forms.contents import Filled
from options.forms.entries import EntryForm
from options.forms.links import Rows
from options.models import Dossier, Entry, Revision, Unpublishable, User
from options.models.revisions import ADMIN


class NotSaved(Exception):
    """Nothing was written; the form is shown again."""

    status: ClassVar[int] = 200


class Refused(NotSaved):
    """The whole does not pass."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        super().__init__()
        self.faults = tuple(faults)


class Stale(NotSaved):
    """Somebody else changed the same since the form was opened. `paths` names what, in the content."""

    status = 409

    def __init__(self, live: Revision, mine: schema.Content, paths: tuple[str, ...], token: str) -> None:
        super().__init__()
        self.live, self.mine, self.paths, self.token = live, mine, paths, token


@dataclass(frozen=True)
class Saved:
    """`version` None when there was nothing to publish; `merged_with` is whose changes were kept beside these."""

    entry: Entry
    version: int | None
    merged_with: Revision | None = None


def save(form: EntryForm, rowsets: Iterable[Rows], *, by: User, now: datetime) -> Saved:
    """Publish what a valid form and its valid rows say. Raises Refused or Stale, which must roll the caller back."""
    dossier = _locked_dossier(form)
    filled = Filled(form, rowsets)
    around = Surroundings.of(dossier.reading().entries if dossier.version else ())
    faults = (*filled.faults, *check_content(form.kind, filled.plain, around))
    if faults:
        raise Refused(faults)
    content = canonical(schema.CONTENT[form.kind].model_validate(filled.plain))
    entry = _entry(form, dossier)
    merged_with = None
    if entry.live is not None and form.cleaned_data["lock_version"] != entry.lock_token():
        content, merged_with = _merged(form, entry, content), entry.live
    if entry.live is not None and entry.archived_at is None and entry.live.hash == content_hash(content):
        return Saved(entry, None)
    note = form.cleaned_data["change_note"]
    revision = Revision.objects.record(entry, content, author=by, origin=ADMIN, now=now, note=note)
    try:
        return Saved(entry, revision.publish(by=by, now=now, self_published=True), merged_with)
    except Unpublishable as problem:
        raise Refused(Fault("", each) for each in problem.problems) from None


def _locked_dossier(form: EntryForm) -> Dossier:
    """The dossier of what is saved; made when it is the dossier itself that is being added."""
    if form.entry is not None:
        return Dossier.locked(form.entry.dossier_id)
    if form.kind != "dossier":
        return Dossier.locked(form.cleaned_data["dossier"].pk)
    try:
        return Dossier.objects.create(slug=form.cleaned_data["slug"], title=form.cleaned_data["title"])
    except IntegrityError:  # somebody else was quicker
        raise Refused([Fault("slug", _("there is a dossier of this name already"))]) from None


def _entry(form: EntryForm, dossier: Dossier) -> Entry:
    """The entry as it stands under the lock on its dossier; a new one comes last."""
    if form.entry is not None:
        return Entry.objects.select_related("live", "dossier").get(pk=form.entry.pk)
    slug = form.cleaned_data["slug"]
    if dossier.entries.filter(kind=form.kind, slug=slug).exists():  # since the form was checked
        raise Refused([Fault("slug", _("the dossier has one of this name already"))])
    last = dossier.entries.aggregate(last=Max("position"))["last"]
    return Entry.objects.create(dossier=dossier, kind=form.kind, slug=slug, position=0 if last is None else last + 1)


def _merged(form: EntryForm, entry: Entry, mine: schema.Content) -> schema.Content:
    """What both sides made of the state that the form started from. Raises Stale where they disagree."""
    assert entry.live is not None
    token, theirs = entry.lock_token(), entry.live.value()
    base = _base(entry, form.cleaned_data["lock_version"])
    if base is None:
        merged = Merged(mine, tuple(change.path for change in diff(form.kind, theirs, mine)))
    else:
        merged = merge_fields(form.kind, base, mine, theirs)
    if merged.conflicts and form.cleaned_data["seen"] != token:
        raise Stale(entry.live, mine, merged.conflicts, token)
    return merged.content


def _base(entry: Entry, token: str) -> schema.Content | None:
    """The content that a form with this token started from; None when it cannot be told, or has been redacted since."""
    lock_version, _dot, redactions = token.partition(".")
    if not (lock_version.isascii() and lock_version.isdigit()) or len(lock_version) > 9:
        return None
    if redactions != entry.lock_token().partition(".")[2]:
        return None
    published = entry.revisions.published().order_by("from_version").select_related("entry")
    base = published[int(lock_version) - 1 : int(lock_version)].first() if int(lock_version) else None
    content: schema.Content | None = base.value() if base else None
    return content
