"""Saved comparisons: the list, one with its result, weighing further on it, and what its owner does with it."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, cast
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from options.bundle.reading import Reading
from options.forms.comparisons import SeenForm, ShareForm
from options.jinja import url
from options.models import Comparison, ComparisonSave
from options.models.comparisons import Content, Overtaken
from options.models.entries import PATHS
from options.notices import notices
from options.pages.comparisons import OwnScore, behind, overrides, own_scores, selected, shifts
from options.pages.query import Query
from options.pages.weigh import inputs, report, selection
from options.pages.weigh.selection import EVERYTHING, Selection
from options.views.parts import comparison_of, going_on_to, render, render_part, unlisted, wants_part
from options.weighed import across, weighed, wording

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
PAGE: Final = 50  # rows of a list on one page
LONG: Final = ("note", "query", "scores", "reasons")  # columns of a save that no list shows


@require_safe
@unlisted
@login_required
def comparisons(request: HttpRequest) -> HttpResponse:
    """The actor's own, and what others share with all members."""
    query = Query(dict(request.GET.lists()))
    listed = Comparison.objects.listed_for(request.actor)  # type: ignore[attr-defined]
    rows = listed.select_related("dossier", "current", "owner").defer(*(f"current__{name}" for name in LONG))
    mine, others = rows.filter(owner=request.user.pk), rows.exclude(owner=request.user.pk)
    context = {
        "mine": Paginator(mine.filter(deleted_at=None), PAGE).get_page(query.page()),
        "others": Paginator(others, PAGE).get_page(query.page("others")),
        "deleted": Paginator(mine.exclude(deleted_at=None), PAGE).get_page(query.page("deleted")),
        "saves": request.actor.saves,  # type: ignore[attr-defined]
        "notices": notices(query),
    }
    return render(request, "comparisons/list.html", None, context)


@require_safe
@unlisted
def comparison(request: HttpRequest, link: UUID) -> HttpResponse:
    return shown(request, comparison_of(request, link))


@require_safe
@unlisted
def comparison_save(request: HttpRequest, link: UUID, number: int) -> HttpResponse:
    """An earlier save, as it was."""
    found = comparison_of(request, link)
    return shown(request, found, get_object_or_404(found.saves.select_related("by"), number=number))


def shown(
    request: HttpRequest, found: Comparison, save: ComparisonSave | None = None, *, status: int = 200, **more: Any
) -> HttpResponse:
    """One save with its result; `more` goes to the page as it is."""
    save = save or found.stands
    reading, live = save.reading(found.dossier), found.dossier.reading()
    asked, _unused = selected(reading, save.query)
    scores = own_scores(reading, save.scores)
    query = Query(dict(request.GET.lists()))
    moved = behind(reading, live, asked)
    now = query.one("at", ("now",)) and moved
    context = {
        **weighed(reading, asked, overrides(scores)),
        **around(request, found, save, scores),
        "save_address": url("comparison-save", found.link, save.number),
        "moved": moved,
        "live": live,
        "again": recomputed(reading, live, save) if now else None,
        "share_form": ShareForm(initial={"visibility": found.visibility}),
        "shared_at": request.build_absolute_uri(found.get_absolute_url()),
        "token": uuid4(),
        "saves": saves_of(found, query.page("saves")),
        "paths": PATHS,
        "notices": notices(query),
        **more,
    }
    return render(request, "comparisons/comparison.html", reading, context, section="weigh", status=status)


def around(
    request: HttpRequest, found: Comparison, save: ComparisonSave, scores: tuple[OwnScore, ...]
) -> dict[str, Any]:
    """What pages that show a save share. `owned`: the actor may delete it; `changes`: save it again and share it.

    Weighing further, the brief and the JSON are of the newest save: an earlier one has no addresses for them.
    """
    actor = request.actor  # type: ignore[attr-defined]
    newest = save.number == found.stands.number
    return {
        "comparison": found,
        "save": save,
        "scores": scores,
        "owned": found.is_owned_by(actor),
        "changes": found.may_be_saved_by(actor),
        "may_save": actor.saves,
        "reading_address": url("comparison-weigh", found.link) if newest else "",
        "roles_address": url("comparison-roles", found.link) if newest else "",
        "json_address": url("comparison-json", found.link) if newest else "",
        "brief_address": url("comparison-brief", found.link) if newest else "",
    }


def saves_of(found: Comparison, number: int) -> Page[ComparisonSave]:
    """One page of its saves, the newest first; each with a token for the form that saves it again."""
    rows = Paginator(found.saves.defer(*LONG), PAGE).get_page(number)
    for row in rows:
        row.fresh = uuid4()  # type: ignore[attr-defined]
    return rows


def recomputed(then: Reading, live: Reading, save: ComparisonSave) -> dict[str, Any]:
    """The same question to the dossier as it stands now, beside the answer of then."""
    before, _unused = selected(then, save.query)
    after, dropped = selected(live, save.query)
    old = inputs.weighing(then, before, overrides(own_scores(then, save.scores)))
    new = inputs.weighing(live, after, overrides(own_scores(live, save.scores)))
    say = wording(live, rich=True)
    return {"shifts": shifts(live, old, new), "then": old, "now": new, "say": say, "dropped": notices(dropped)}


@require_safe
@unlisted
def comparison_weigh(request: HttpRequest, link: UUID) -> HttpResponse:
    """Weighing further on a saved comparison: its own scores and its version of the dossier stay."""
    found = comparison_of(request, link)
    save = found.stands
    reading = save.reading(found.dossier)
    asked, said = asked_now(request, reading, save)
    here = f"{url('comparison-weigh', found.link)}?{asked.query or EVERYTHING}"
    if asked.from_form and not said and not wants_part(request):
        return HttpResponseRedirect(here)
    scores = own_scores(reading, save.scores)
    context = {
        **weighed(reading, asked, overrides(scores)),
        **around(request, found, save, scores),
        **going_on_to(here),
        "notices": said,
    }
    response = render_part(request, "weigh/page.html", "weigh/_swap.html", reading, context, section="weigh")
    if wants_part(request):
        response.headers["HX-Replace-Url"] = here
    return response


@require_safe
@unlisted
def comparison_roles(request: HttpRequest, link: UUID) -> HttpResponse:
    """What the weights of all roles make of it, with its own scores and on its version of the dossier."""
    found = comparison_of(request, link)
    save = found.stands
    reading = save.reading(found.dossier)
    asked, said = asked_now(request, reading, save)
    scores = own_scores(reading, save.scores)
    context = {
        **across(reading, asked, overrides(scores)),
        **around(request, found, save, scores),
        "notices": said,
    }
    return render(request, "weigh/roles.html", reading, context, section="weigh")


@require_safe
@unlisted
def comparison_json(request: HttpRequest, link: UUID) -> HttpResponse:
    """The result as plain values, own scores included; with an address as the weighing has it, of that instead."""
    found = comparison_of(request, link)
    save = found.stands
    reading = save.reading(found.dossier)
    asked, said = asked_now(request, reading, save)
    weighing = inputs.weighing(reading, asked, overrides(own_scores(reading, save.scores)))
    if said:
        return JsonResponse({"faults": said}, status=422)
    if weighing is None:
        return JsonResponse({"faults": [_("Nothing has been weighed yet: no criterion has points.")]}, status=422)
    plain = report.report(reading, asked, weighing, wording(reading))
    return JsonResponse(plain | {"own_scores": list(save.scores)})


def asked_now(request: HttpRequest, reading: Reading, save: ComparisonSave) -> tuple[Selection, list[str]]:
    """What the address asks for, and what is to be said of it; without one, what was saved."""
    if not request.GET:
        return selected(reading, save.query)[0], []
    query = Query(dict(request.GET.lists()))
    return selection.read(query, reading), notices(query)


# --- what its owner does with it ---


def button(view: View[P]) -> View[P]:
    """What a form of one button sends. Opened by itself, as after a refusal, the address leads to the comparison."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        page = url("comparison", kwargs["link"])
        if request.method != "POST":
            return HttpResponseRedirect(page)
        return view(request, *args, **kwargs) if request.user.is_authenticated else redirect_to_login(page)

    return unlisted(cast("View[P]", wrapped))


def own_comparison(request: HttpRequest, link: UUID, *, deleted: bool = False, saving: bool = True) -> Comparison:
    """One's own: 404 for a stranger, 403 for another reader, and unless it only is deleted for who may not save."""
    found = comparison_of(request, link, deleted=deleted)
    actor = request.actor  # type: ignore[attr-defined]
    if not (found.may_be_saved_by(actor) if saving else found.is_owned_by(actor)):
        raise PermissionDenied
    return found


@button
def comparison_share(request: HttpRequest, link: UUID) -> HttpResponse:
    """Who may read it; or with `new_link` a link in place of the old one."""
    found = own_comparison(request, link)
    if request.POST.get("new_link"):
        found.replace_link()
        return HttpResponseRedirect(found.get_absolute_url() + "#share", status=303)
    form = ShareForm(request.POST)
    if not form.is_valid():
        return shown(request, found, share_form=form, status=422)
    found.share(form.cleaned_data["visibility"])
    return HttpResponseRedirect(found.get_absolute_url() + "#share", status=303)


@button
def comparison_delete(request: HttpRequest, link: UUID) -> HttpResponse:
    """Out of sight; the list has the way back. A second press finds it done."""
    found = own_comparison(request, link, deleted=True, saving=False)
    if not found.deleted_at:
        found.delete_for_now(timezone.now())
    return HttpResponseRedirect(url("comparisons") + "#deleted", status=303)


@button
def comparison_undelete(request: HttpRequest, link: UUID) -> HttpResponse:
    found = own_comparison(request, link, deleted=True, saving=False)
    found.undelete()
    return HttpResponseRedirect(found.get_absolute_url(), status=303)


@button
def comparison_update(request: HttpRequest, link: UUID) -> HttpResponse:
    """The same again, pinned to the dossier as it stands now."""
    found = own_comparison(request, link)
    live = found.dossier.reading()
    said = found.stands.content()
    asked, _unused = selected(live, said.query)
    return save_on_top(request, found, replace(said, query=asked.query, version=live.version))


@button
def comparison_restore(request: HttpRequest, link: UUID, number: int) -> HttpResponse:
    """An earlier save, saved again on top."""
    found = own_comparison(request, link)
    return save_on_top(request, found, get_object_or_404(found.saves, number=number).content())


def save_on_top(request: HttpRequest, found: Comparison, said: Content) -> HttpResponse:
    form = SeenForm(request.POST)
    if not form.is_valid():
        return shown(request, found, refused=_("The form was not complete. Try again."), status=422)
    token, seen = form.cleaned_data["token"], form.cleaned_data["seen"]
    try:
        found.save_again(said, by=request.user, token=token, seen=seen, now=timezone.now())  # type: ignore[arg-type]
    except Overtaken:
        refused = _("It was saved in another window since you opened this page. Look again.")
        return shown(request, found, refused=refused, status=409)
    return HttpResponseRedirect(found.get_absolute_url(), status=303)
