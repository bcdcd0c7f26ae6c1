"""The page of one annotation: what it is about, what was said and done, and the forms to go on."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from options.analysis.anchoring.verdicts import FOR_A_PERSON
from options.bundle.reading import Reading
from options.forms.annotations import BodyForm, PlaceForm, ShareForm, WhyForm, readers_of
from options.models import Actor, Annotation, AnnotationDraft, AnnotationEvent, Report, Team, Wording
from options.models.annotations import PRIVATE, SUGGESTS, WITHDRAWN
from options.models.entries import PATHS
from options.models.following import text_at
from options.models.moderation import DISMISSED, HIDDEN, OPENED, REPORTED, RESTORED
from options.models.revisions import REJECTED
from options.pages.annotations.noted import verdict_of
from options.pages.annotations.places import place_of
from options.views.notes import annotation_of
from options.views.parts import reader, render

REPORTS: Final = (REPORTED, DISMISSED)
MODERATION: Final = (*REPORTS, HIDDEN, RESTORED, OPENED)
AROUND: Final = 160  # code points of the text shown before and after a passage


def thread_page(
    request: HttpRequest, reading: Reading, row: Annotation, *, forms: dict[str, Any] | None = None, refused: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    """Of a thread, also when an answer in it is meant. `forms` that were sent come back as they were filled in."""
    actor = reader(request)
    root = annotation_of(request, row.dossier, row.parent.link) if row.parent else row
    answers = list(Annotation.objects.visible_to(actor).filter(parent=root).select_related("author"))
    text = text_at(root.entry.live, root.about, root.field) if root.entry.live and root.field else None
    context = {
        "row": root, "answers": answers, "place": place_of(root), "verdict": verdict_of(root),
        "passage": passage(root, text), "then": passage_then(root), "log": log(actor, root, answers),
        "can": can(actor, root, text), "by_me": {each.pk for each in (root, *answers) if each.is_by(actor)},
        "forms": merged(standing_forms(actor, root, text, answers) if actor.user else {}, forms or {}),
        "draft_path": PATHS[root.entry.kind], "refused": refused,
        "reported_by_me": reported_by(actor, [root, *answers]), **for_moderators(actor, [root, *answers]),
    }  # fmt: skip
    return render(request, "annotations/thread.html", reading, context, section="annotations", status=status)


def passage(row: Annotation, text: str | None) -> tuple[str, str, str] | None:
    """Words before, the passage and words after it, in the text as it is now; None when it has no place there."""
    anchor = getattr(row, "anchor", None)
    if text is None or anchor is None or anchor.start is None or anchor.end is None:
        return None
    start, end = anchor.start, anchor.end
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    if start > AROUND:
        before = before.partition(" ")[2]  # no half words
    return before, text[start:end], after.rpartition(" ")[0] if end + AROUND < len(text) else after


def passage_then(row: Annotation) -> tuple[str, str, str] | None:
    """The same as it was when the annotation was written."""
    return (row.prefix, row.exact, row.suffix) if row.exact else None


def merged(standing: dict[str, Any], sent: dict[str, Any]) -> dict[str, Any]:
    """Those that were sent take the place of those that stand there, also of a single answer's."""
    answers = {**standing.get("answers", {}), **sent.get("answers", {})}
    return {**standing, **sent, "answers": answers}


def log(actor: Actor, row: Annotation, answers: Iterable[Annotation]) -> list[AnnotationEvent]:
    """What was done to it and its answers. What moderators do is told to them, and to the author but for reports."""
    events = AnnotationEvent.objects.filter(annotation__in=[row, *answers]).select_related("by").order_by("at", "pk")
    if row.may_be_moderated_by(actor):
        return list(events)
    return list(events.exclude(action__in=REPORTS if row.is_by(actor) else MODERATION))


def for_moderators(actor: Actor, rows: Iterable[Annotation]) -> dict[str, Any]:
    """Who reported each and why, and what each said before, if that was not private; of what is not their own."""
    theirs = [row.pk for row in rows if row.may_be_moderated_by(actor)]
    reports: dict[int, list[Report]] = {}
    for report in Report.objects.filter(annotation__in=theirs).select_related("by") if theirs else ():
        reports.setdefault(report.annotation_id, []).append(report)
    wordings = Wording.objects.filter(annotation__in=theirs).exclude(visibility=PRIVATE) if theirs else ()
    return {"reports": reports, "wordings": list(wordings)}


def reported_by(actor: Actor, rows: Iterable[Annotation]) -> set[int]:
    """Which of them the reader has reported already."""
    if actor.user is None:
        return set()
    found = Report.objects.filter(by=actor.user, annotation__in=[row.pk for row in rows])
    return set(found.values_list("annotation", flat=True))


def can(actor: Actor, row: Annotation, text: str | None) -> dict[str, Any]:
    """Which forms the reader gets."""
    mine, live = row.is_by(actor), row.state != WITHDRAWN and row.hidden_at is None
    anchor = getattr(row, "anchor", None)
    waits = anchor is not None and anchor.verdict in FOR_A_PERSON and not anchor.let_go
    words = row.stance == SUGGESTS and bool(row.replacement) and anchor is not None
    return {
        "answer": actor.saves and live,
        "edit": row.may_be_changed_by(actor) and live,
        "state": (mine or actor.edits) and live,
        "withdraw": mine and row.state != WITHDRAWN,
        "share": row.may_be_changed_by(actor) and live,
        "report": actor.saves and not mine and live,
        "moderate": row.may_be_moderated_by(actor),
        "report_answer": lambda answer: actor.saves and not answer.is_by(actor),
        "moderate_answer": lambda answer: answer.may_be_moderated_by(actor),
        "place": (mine or actor.edits) and bool(row.selector) and live and text is not None,
        "let_go": (mine or actor.edits) and waits and live,
        "take": actor.edits and words and live and (row.taken_in is None or row.taken_in.state == REJECTED),
    }


def standing_forms(actor: Actor, row: Annotation, text: str | None, answers: Iterable[Annotation]) -> dict[str, Any]:
    """The forms as they are before anything was sent; the answer with what was typed and not sent."""
    drafts = AnnotationDraft.objects.visible_to(actor).filter(dossier=row.dossier_id, place=f"reply:{row.link}")
    draft = drafts.first()
    initial = {"body": draft.typed.get("body", ""), "token": draft.token} if draft else {"token": uuid4()}
    offered = [(start, end) for start, end, _score in row.anchor.candidates] if hasattr(row, "anchor") else []
    teams = list(Team.objects.visible_to(actor)) if row.is_by(actor) else []
    return {
        "reply": BodyForm(initial=initial),
        "reply_draft": draft,
        "share": ShareForm(teams=teams, initial={"readers": readers_of(row.visibility, row.team)}),
        "report": WhyForm(auto_id="id_report_%s"),
        "moderate": WhyForm(auto_id="id_moderate_%s"),
        "place": PlaceForm(text=text or "", offered=offered),
        "answers": {answer.pk: WhyForm(auto_id=f"id_{answer.pk}_%s") for answer in answers},
    }
