"""The form that saves a comparison: a new one, or one's own again."""

from typing import Any, Final
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from options.bundle.reading import Reading
from options.forms.comparisons import SaveForm, Scores, content, initial
from options.models import Comparison, ComparisonSave, Dossier
from options.models.comparisons import QUERY_MAX, Content, Overtaken
from options.notices import notices
from options.pages.comparisons import overrides, own_scores, selected
from options.pages.query import Query
from options.pages.weigh import inputs, selection
from options.pages.weigh.selection import Selection, short
from options.views.parts import comparison_of, dossier_and_reading, render, unlisted
from options.views.signing import signed_in
from options.weighed import wording

SCORE: Final = ("low", "best", "high")


@require_http_methods(["GET", "HEAD", "POST"])
@unlisted
@signed_in
def comparison_new(request: HttpRequest, dossier_slug: str) -> HttpResponse:
    """A new one from an address, or with `from` a copy of another."""
    dossier, live = dossier_and_reading(request, dossier_slug)
    if not request.actor.saves:  # type: ignore[attr-defined]
        raise PermissionDenied
    if request.method != "POST":
        source = source_of(request, dossier_slug)
        old = source.stands.content() if source else None
        return empty_form(request, dossier.reading(old.version) if old else live, old, {"seen": 0})
    reading = pinned_reading(request, dossier, live)
    asked, form, scores = sent(request, reading)
    if not (form.is_valid() and scores.is_valid()):
        return form_page(request, reading, asked, form, scores, status=422)
    said = content(form, scores, reading.version)
    token = form.cleaned_data["token"]
    try:
        made = Comparison.objects.keep(dossier, said, by=request.user, token=token, now=timezone.now())  # type: ignore[arg-type]
    except Overtaken as fault:
        again = renewed(form, seen=0)
        return form_page(request, reading, asked, again, scores, sent_before=fault.by, status=409)
    return HttpResponseRedirect(made.get_absolute_url(), status=303)


@require_http_methods(["GET", "HEAD", "POST"])
@unlisted
@signed_in
def comparison_edit(request: HttpRequest, link: UUID) -> HttpResponse:
    """Another save of one's own comparison. In another window it may have been saved, or deleted, meanwhile."""
    found = comparison_of(request, link, deleted=request.method == "POST")
    if not found.may_be_saved_by(request.actor):  # type: ignore[attr-defined]
        raise PermissionDenied
    save = found.stands
    reading = save.reading(found.dossier)
    if request.method != "POST":
        return empty_form(request, reading, save.content(), {"seen": save.number}, found)
    asked, form, scores = sent(request, reading)
    if not (form.is_valid() and scores.is_valid()):
        return form_page(request, reading, asked, form, scores, found=found, status=422)
    if found.deleted_at and not request.POST.get("bring_back"):
        return form_page(request, reading, asked, form, scores, found=found, status=409)
    said = content(form, scores, reading.version)
    token, seen = form.cleaned_data["token"], form.cleaned_data["seen"]
    try:
        found.save_again(said, by=request.user, token=token, seen=seen, now=timezone.now())  # type: ignore[arg-type]
    except Overtaken:
        again = renewed(form, seen=save.number)
        return form_page(request, reading, asked, again, scores, found=found, overtaken=save, status=409)
    if found.deleted_at:
        found.undelete()
    return HttpResponseRedirect(found.get_absolute_url(), status=303)


def renewed(form: SaveForm, seen: int) -> SaveForm:
    """The same with everything typed, to be sent once more, on top of save `seen`."""
    return SaveForm(dict(form.data.items()) | {"seen": seen, "token": uuid4()}, asked=form.asked)


def source_of(request: HttpRequest, dossier_slug: str) -> Comparison | None:
    """The comparison that `from` names, of the same dossier; 404 for one that the actor may not open."""
    text = request.GET.get("from", "")
    if not text:
        return None
    try:
        found = comparison_of(request, UUID(text))
    except ValueError:
        raise Http404("not a link") from None
    if found.dossier.slug != dossier_slug:
        raise Http404("of another dossier")
    return found


def pinned_reading(request: HttpRequest, dossier: Dossier, live: Reading) -> Reading:
    """The reading that a form was made of: its version, if it is one."""
    text = request.POST.get("version", "")
    version = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else live.version
    return dossier.reading(version) if 1 <= version <= live.version else live


def answered(reading: Reading, asked: Selection) -> list[tuple[str, str]]:
    """(option, test) for each screening answer."""
    tests = [str(test.slug) for test in reading.dossier.screening_tests]
    return [(o, t) for o, letters in asked.screened.items() for t, a in zip(tests, letters, strict=True) if a != "-"]


def sent(request: HttpRequest, reading: Reading) -> tuple[Selection, SaveForm, Any]:
    """What was sent: the weighing that its address asks for, the form with the address as it is kept, own scores."""
    given = request.POST.get("query", "")
    asked, _unused = selected(reading, given[:QUERY_MAX])
    data = request.POST.copy()
    data["query"] = asked.query if len(given) <= QUERY_MAX else given
    form = SaveForm(data, asked=answered(reading, asked))
    return asked, form, Scores(request.POST, form_kwargs={"reading": reading}, prefix="scores")


def empty_form(
    request: HttpRequest, reading: Reading, old: Content | None, start: dict[str, Any], found: Comparison | None = None
) -> HttpResponse:
    """The form before anything is typed: what was saved before, with the address that is being saved."""
    given = request.GET.copy()
    given.pop("from", None)
    query = Query(dict(given.lists()))
    asked = selection.read(query, reading) if given else selected(reading, old.query if old else "")[0]
    pairs = answered(reading, asked)
    start = {**initial(old, pairs), **start, "query": asked.query, "version": reading.version}
    form = SaveForm(asked=pairs, initial=start)
    kept = [{**score, **{name: short(float(score[name])) for name in SCORE}} for score in (old.scores if old else ())]
    scores = Scores(initial=kept, form_kwargs={"reading": reading}, prefix="scores")
    return form_page(request, reading, asked, form, scores, found=found, notices=notices(query))


def form_page(
    request: HttpRequest, reading: Reading, asked: Selection, form: SaveForm, scores: Any,
    *, found: Comparison | None = None, overtaken: ComparisonSave | None = None, status: int = 200, **more: Any,
) -> HttpResponse:  # fmt: skip
    """What will be saved, with what can be said about it. `overtaken`: the save that was made meanwhile."""
    weighing = inputs.weighing(reading, asked, overrides(own_scores(reading, scores.scores)))
    context = {
        "form": form, "scores": scores, "s": asked, "comparison": found, "overtaken": overtaken, "weighing": weighing,
        "curated": {(o, c): a for (o, c), a in reading.assessments.items()}, "say": wording(reading, rich=True), **more,
    }  # fmt: skip
    return render(request, "comparisons/form.html", reading, context, section="weigh", status=status)
