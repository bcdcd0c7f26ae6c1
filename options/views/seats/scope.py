"""What students' pages share: the seat that this browser holds, and the way back into it with everything typed."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, cast
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from options.forms.seminar.joining import RejoinForm
from options.models import Exercise, Phase, Seat
from options.models.seminar.exercises import DRAFT, PURGED
from options.models.seminar.seats import SEAT_COOKIE, rejoin_buckets
from options.models.throttles import Throttle
from options.views.parts import render, unlisted

P = ParamSpec("P")
SeatView = Callable[Concatenate[HttpRequest, Seat, P], HttpResponse]
View = Callable[Concatenate[HttpRequest, UUID, P], HttpResponse]
JOINED_COOKIE: Final = "joined"
KEPT_FOR: Final = 180 * 24 * 3600
COMING_BACK: Final = ("csrfmiddlewaretoken", "handle", "words")


def seated(view: SeatView[P]) -> View[P]:
    """Gives the view the seat that this browser holds in the exercise. Who has lost it comes back with handle and
    words, there and then, and what was typed and sent goes on with them."""

    @wraps(view)
    def wrapped(request: HttpRequest, link: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        seat = request.actor.seat  # type: ignore[attr-defined]
        token = ""
        if seat is None or seat.exercise.link != link:
            found = come_back(request, exercise_at(link))
            if isinstance(found, HttpResponse):
                return found
            seat, token = found
        Phase.objects.keep_time(seat.exercise, timezone.now())
        response = view(request, seat, *args, **kwargs)
        return remembered(response, seat.exercise, token) if token else response

    return cast("View[P]", unlisted(cast("Any", wrapped)))


def exercise_at(link: UUID) -> Exercise:
    """For somebody who holds no seat of it yet; 404 for one that nobody can have a seat in."""
    found = Exercise.objects.select_related("dossier", "current").filter(link=link).first()
    if found is None or found.state in (DRAFT, PURGED):
        raise Http404("no such exercise")
    return found


def come_back(request: HttpRequest, exercise: Exercise) -> "HttpResponse | tuple[Seat, str]":
    """The seat with a token for this browser; or a page that asks for handle and words, with everything typed."""
    if request.method != "POST" or "words" not in request.POST:
        return asked(request, exercise, RejoinForm(), status=403)
    form = RejoinForm(request.POST)
    if not form.is_valid():
        return asked(request, exercise, form, status=422)
    handle, words, now = form.cleaned_data["handle"], form.cleaned_data["words"], timezone.now()
    buckets = rejoin_buckets(exercise, handle, request.META.get("REMOTE_ADDR", ""))
    if wait := Throttle.objects.take(buckets, now):
        form.slow_down(wait)
        response = asked(request, exercise, form, status=429)
        response.headers["Retry-After"] = str(wait)
        return response
    found = Seat.objects.rejoin(exercise, handle, words, now)
    if found is None:
        form.refuse()
        return asked(request, exercise, form, status=422)
    Throttle.objects.put_back(buckets, now)
    return found


def gone(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Its seat was removed or erased while it sent something: what was typed, to be copied."""
    return asked(request, seat.exercise, RejoinForm(), status=403)


def asked(request: HttpRequest, exercise: Exercise, form: RejoinForm, *, status: int) -> HttpResponse:
    every = [(name, value) for name, values in request.POST.lists() for value in values]
    typed = [(name, value) for name, value in every if name not in COMING_BACK]
    context: dict[str, Any] = {"form": form, "exercise": exercise, "typed": typed}
    return render(request, "seats/back.html", None, context, status=status)


def remembered(response: HttpResponse, exercise: Exercise, token: str) -> HttpResponse:
    """This browser holds the seat from now on: for the pages of the exercise, and for its code, which must not make a
    second seat."""
    for name, path in ((SEAT_COOKIE, f"/seat/{exercise.link}/"), (JOINED_COOKIE, f"/join/{exercise.code}/")):
        response.set_cookie(
            name, token, max_age=KEPT_FOR, path=path, secure=settings.SESSION_COOKIE_SECURE, httponly=True,
            samesite="Lax",
        )  # fmt: skip
    return response
