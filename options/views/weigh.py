"""Options screened and weighed; the same result as JSON; the weights of all roles; how everything is worked out."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from options.jinja import url
from options.notices import notices
from options.pages.query import Query
from options.pages.weigh import inputs, report, selection
from options.pages.weigh.method.page import method_page
from options.views.parts import dossier_and_reading, going_on_to, page, render, render_part, wants_part
from options.weighed import across, weighed, wording


@require_safe
def weigh(request: HttpRequest, dossier_slug: str) -> HttpResponse:
    """Screen, weigh, read the result. Every state has a short address; what the form sends is led there."""
    _dossier, reading = dossier_and_reading(request, dossier_slug)
    query = Query(dict(request.GET.lists()))
    asked = selection.read(query, reading)
    said = notices(query)
    here = f"{request.path}?{asked.query}" if asked.query else request.path
    if asked.from_form and not said and not wants_part(request):
        return redirect(here)
    context = {
        **weighed(reading, asked), **going_on_to(here), "notices": said, "reading_address": url("weigh", reading.slug),
        "json_address": url("weigh-json", reading.slug), "brief_address": url("brief", reading.slug),
        "roles_address": url("weigh-roles", reading.slug),
        "may_save": request.actor.saves,  # type: ignore[attr-defined]
    }  # fmt: skip
    response = render_part(request, "weigh/page.html", "weigh/_swap.html", reading, context, section="weigh")
    if wants_part(request):  # a slider that moves adds nothing to the browser's history
        response.headers["HX-Replace-Url"] = here
    return response


@require_safe
def weigh_json(request: HttpRequest, dossier_slug: str) -> HttpResponse:
    """The result at the same address as the page's, as plain values; 422 where nothing has been weighed."""
    _dossier, reading = dossier_and_reading(request, dossier_slug)
    query = Query(dict(request.GET.lists()))
    asked = selection.read(query, reading)
    found = inputs.weighing(reading, asked)
    if said := notices(query):
        response = JsonResponse({"faults": said}, status=422)
    elif found is None:
        message = _("Give points to at least one criterion, as w.<criterion>=…, or say preference=any.")
        response = JsonResponse({"faults": [message]}, status=422)
    else:
        response = JsonResponse(report.report(reading, asked, found, wording(reading)))
    response.headers["Cache-Control"] = "private, no-store"
    return response


@page
def roles(request: HttpRequest, dossier_slug: str) -> HttpResponse:
    """What each role's suggested weights would make of the options, and what they disagree about."""
    _dossier, reading = dossier_and_reading(request, dossier_slug)
    query = Query(dict(request.GET.lists()))
    asked = selection.read(query, reading)
    context = {
        **across(reading, asked),
        "reading_address": url("weigh", reading.slug),
        "notices": notices(query),
    }
    return render(request, "weigh/roles.html", reading, context, section="weigh")


@page
def method(request: HttpRequest, dossier_slug: str) -> HttpResponse:
    """Every definition, convention and threshold, with an example of this dossier."""
    _dossier, reading = dossier_and_reading(request, dossier_slug)
    query = Query(dict(request.GET.lists()))
    context = {"page": reading.once(method_page), "say": wording(reading, rich=True), "notices": notices(query)}
    return render(request, "weigh/method.html", reading, context, section="weigh")
