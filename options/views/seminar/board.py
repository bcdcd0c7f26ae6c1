"""The live board of an exercise, and the part of it that changes, asked for again and again."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from options.forms.seminar.telling import BroadcastForm
from options.jinja import url
from options.models import Exercise
from options.models.seminar.phases import ENOUGH
from options.pages.seminar import board
from options.pictures.qr import qr
from options.views.parts import render
from options.views.seminar.scope import exercise_of, instructing
from options.views.seminar.watching import watch

LEFT = "X-Seconds-Left"


def board_page(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    """The whole page, while people may join: in the lobby, running, or paused."""
    address = request.build_absolute_uri(f"/join/{exercise.code}/")
    context = shown(exercise) | {
        "form": BroadcastForm(roles=exercise.roles.all()),
        "join": address,
        "qr": qr(address),
    }
    return timed(render(request, "seminar/board.html", None, context), context)


@require_safe
@instructing
def exercise_fresh(request: HttpRequest, link: UUID) -> HttpResponse:
    """What has changed since version `v`: 204 when nothing has, 205 when the whole page is another one by now."""
    exercise = exercise_of(request, link)
    if not exercise.is_open:
        return HttpResponse(status=205)
    context = shown(exercise)
    if request.GET.get("v") == context["version"]:
        return timed(HttpResponse(status=204), context)
    return timed(render(request, "seminar/_board.html", None, context), context)


def shown(exercise: Exercise) -> dict[str, Any]:
    seen = watch(exercise, timezone.now())
    return {
        "exercise": exercise, "board": seen, "version": board.version(seen), "countdown": board.clock,
        "enough": round(100 * ENOUGH), "fresh": url("exercise-fresh", exercise.link),
    }  # fmt: skip


def timed(response: HttpResponse, context: dict[str, Any]) -> HttpResponse:
    response.headers[LEFT] = str(context["board"].left)
    return response
