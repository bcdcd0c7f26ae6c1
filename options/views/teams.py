"""Teams: with whom one shares annotations. Whoever has the invitation link may join."""

from typing import Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from options.forms.annotations import TeamForm
from options.jinja import url
from options.models import Team
from options.views.parts import person, render, unlisted, whole

MOST_DIGITS: Final = 9


@require_http_methods(["GET", "HEAD", "POST"])
@unlisted
@login_required
def teams(request: HttpRequest) -> HttpResponse:
    """The actor's teams, and a form for another one."""
    form = TeamForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not request.actor.saves:  # type: ignore[attr-defined]
            raise PermissionDenied
        if form.is_valid():
            made = Team.objects.found(form.cleaned_data["name"], by=person(request), now=timezone.now())
            return HttpResponseRedirect(url("team", made.pk), status=303)
    rows = Team.objects.visible_to(request.actor).select_related("leader").prefetch_related("members")  # type: ignore[attr-defined]
    context = {"form": form, "teams": rows, "saves": request.actor.saves}  # type: ignore[attr-defined]
    return render(request, "annotations/teams.html", None, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@unlisted
@login_required
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the actor's teams. Its leader gives out the link, makes a new one, or none."""
    found = get_object_or_404(Team.objects.visible_to(request.actor).select_related("leader"), pk=pk)  # type: ignore[attr-defined]
    leads = found.leader_id == person(request).pk
    if request.method == "POST":
        return done(request, found, leads=leads)
    link = url("team-join", found.invitation) if found.invitation else ""
    context = {
        "team": found, "leads": leads, "members": found.memberships.select_related("user"),
        "link": request.build_absolute_uri(link) if link else "",
    }  # fmt: skip
    return render(request, "annotations/team.html", None, context)


def number(text: str) -> int:
    """0, which nobody has, for what is none."""
    return whole(text, MOST_DIGITS) or 0


def done(request: HttpRequest, found: Team, *, leads: bool) -> HttpResponse:
    do = request.POST.get("do", "")
    if do == "leave":
        found.leave(person(request))
        return HttpResponseRedirect(url("teams"), status=303)
    if not leads:
        raise PermissionDenied
    if do == "invite":
        found.invite_anew()
    elif do == "close":
        found.invite_nobody()
    elif do == "out":
        found.put_out(get_object_or_404(found.members, pk=number(request.POST.get("who", ""))))
    return HttpResponseRedirect(url("team", found.pk), status=303)


@require_http_methods(["GET", "HEAD", "POST"])
@unlisted
@login_required
def team_join(request: HttpRequest, invitation: UUID) -> HttpResponse:
    """Whoever has the link is asked once more, and is in."""
    found = Team.objects.select_related("leader").filter(invitation=invitation).first()
    if found is None:
        raise Http404("no such invitation")
    if request.method == "POST":
        found.join(person(request), timezone.now())
        return HttpResponseRedirect(url("team", found.pk), status=303)
    return render(request, "annotations/join.html", None, {"team": found})
