"""A suggestion becomes a draft of its entry, with credit: the words of one person, taken in by another."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from pydantic import ValidationError

from options.bundle import schema
from options.bundle.text_fields import replaced
from options.models.access import User
from options.models.annotations import SUGGESTS, WITHDRAWN, Annotation, NotNow
from options.models.dossier import Dossier
from options.models.following import text_at
from options.models.moderation import AnnotationEvent
from options.models.revisions import ADMIN, REJECTED, Revision


class Untakable(Exception):
    """The words cannot stand in the place of the passage; the message says why."""


@transaction.atomic
def take(annotation: Annotation, *, by: User, now: datetime) -> Revision:
    """A new draft of the entry as it is live, with the suggested words in place; the suggestion names it.

    The same suggestion gives one draft: a second press returns the first, unless that was turned down. Raises NotNow
    for what is no suggestion of words, or has no place any more; Untakable where the entry would break a rule of the
    format.
    """
    Dossier.locked(annotation.dossier_id)
    found = Annotation.objects.select_related("entry__live__entry", "about", "anchor", "author", "taken_in").get(
        pk=annotation.pk
    )
    if found.taken_in and found.taken_in.state != REJECTED:
        return found.taken_in
    entry, anchor = found.entry, getattr(found, "anchor", None)
    if found.stance != SUGGESTS or not found.replacement or found.state == WITHDRAWN or found.hidden_at:
        raise NotNow
    if entry.live is None or anchor is None or (found.selector and anchor.start is None):
        raise NotNow
    if text_at(entry.live, found.about, found.field) is None:
        raise NotNow
    about = (found.about.kind, found.about.slug) if found.about else None
    try:
        content = replaced(entry.live.value(), about, found.field, (anchor.start, anchor.end), found.replacement)
        content = schema.CONTENT[entry.kind].model_validate(schema.dump_content(content))
    except ValidationError as fault:
        raise Untakable(_("With these words the entry would break a rule: %(why)s.") % {"why": said(fault)}) from None
    except ValueError:
        raise Untakable(_("The passage goes over more than one item of a list, so it cannot be replaced.")) from None
    note = _("Wording suggested by %(name)s.") % {"name": found.written_by.shown_name}
    if found.brought_from:
        names = {"name": found.brought_from, "by": found.written_by.shown_name}
        note = _("Wording suggested by %(name)s, brought in by %(by)s.") % names
    draft = Revision.objects.record(entry, content, author=by, origin=ADMIN, now=now, note=note)
    AnnotationEvent.objects.taken(annotation, draft, by=by, now=now)
    return draft


@transaction.atomic
def publish(draft: Revision, *, by: User, now: datetime) -> None:
    """A draft, and with it the suggestion that it came from, if it came from one. Raises as `Revision.publish` does."""
    draft.publish(by=by, now=now, self_published=draft.author_id == by.pk)
    if suggestion := draft.suggestions.first():
        AnnotationEvent.objects.published(suggestion, by=by, now=now)


@transaction.atomic
def turn_down(draft: Revision, why: str, *, by: User, now: datetime) -> None:
    """The same the other way; a draft that was decided about meanwhile stays as it is, and nobody is told otherwise."""
    Dossier.locked(draft.dossier_id)
    suggestion = draft.suggestions.first()
    if draft.reject() and suggestion:
        AnnotationEvent.objects.declined(suggestion, why, by=by, now=now)


def said(fault: ValidationError) -> str:
    return "; ".join(sorted({each["msg"] for each in fault.errors(include_url=False)}))
