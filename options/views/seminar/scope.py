"""What instructors' pages share: who may come in, and the exercise in scope, closed where the clock says so."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from options.models import Exercise, Phase
from options.models.access import INSTRUCTOR
from options.views.parts import unlisted
from options.views.signing import signed_in

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def instructing(view: View[P]) -> View[P]:
    """For instructors and administrators; nobody keeps a copy of the page. What is typed outlives a session."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.actor.has_role(INSTRUCTOR):  # type: ignore[attr-defined]
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return cast("View[P]", unlisted(signed_in(cast("Any", wrapped))))


def exercise_of(request: HttpRequest, link: UUID) -> Exercise:
    """An exercise that the actor runs; 404 for one that is missing or another's."""
    rows = Exercise.objects.run_by(request.actor).select_related("current", "dossier", "owner")  # type: ignore[attr-defined]
    found = rows.filter(link=link).first()
    if found is None:
        raise Http404("no such exercise")
    Phase.objects.keep_time(found, timezone.now())
    return found
