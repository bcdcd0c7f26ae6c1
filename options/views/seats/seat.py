"""The one page of a seat: the phase that everybody is in. And what it hands in there."""

from collections.abc import Callable
from typing import Any, Final
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from options.jinja import url
from options.models import Actor, Inject, Phase, Response, Seat
from options.models.seminar.exercises import LOBBY, NotNow
from options.models.seminar.phases import COMPARE, DIRECTIVE, DISCUSS, INJECT, SCREEN
from options.models.seminar.seats import version
from options.pages.seminar.board import clock
from options.views.notes import as_uuid
from options.views.parts import render, whole
from options.views.seats import ballots, rooms, tables, talks
from options.views.seats.scope import gone, seated

Page = Callable[[HttpRequest, Seat, Phase], dict[str, Any]]
PLAIN: Final = "text/plain; charset=utf-8"
MOST_DIGITS: Final = 4
MOST_TURNS: Final = 8  # digits
PAGES: Final[dict[str, Page]] = {
    **ballots.KINDS,
    **rooms.KINDS,
    DISCUSS: talks.discuss,
    INJECT: lambda request, seat, phase: {},
    SCREEN: tables.screen,
    DIRECTIVE: tables.directive,
    COMPARE: tables.compare_directives,
}


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def seat(request: HttpRequest, seat: Seat) -> HttpResponse:
    """A POST has come back with its words, and goes on to the page."""
    if request.method == "POST":
        return HttpResponseRedirect(url("seat", seat.exercise.link), status=303)
    return shown(request, seat)


def shown(request: HttpRequest, seat: Seat, *, status: int = 200, **more: Any) -> HttpResponse:
    exercise = seat.exercise
    if exercise.state == LOBBY or exercise.current is None or not exercise.is_open:
        name = "lobby" if exercise.is_open else "over"
        return render(request, f"seats/{name}.html", None, framed(request, seat) | more, status=status)
    phase = exercise.current
    phase.exercise = exercise
    context = framed(request, seat) | PAGES[phase.kind](request, seat, phase) | more
    return render(request, "seats/seat.html", None, context, status=status)


def framed(request: HttpRequest, seat: Seat) -> dict[str, Any]:
    """What stands around every phase."""
    exercise, now, actor = seat.exercise, timezone.now(), Actor(seat=seat)
    phase = exercise.current if exercise.is_open else None
    phases = dict(exercise.phases.values_list("number", "title"))
    n, left = exercise.most_seats, phase.left(exercise, now) if phase else 0.0
    return {
        "seat": seat, "exercise": exercise, "phase": phase, "epoch": exercise.epoch, "now": now,
        "version": version(exercise.stamp, seat.council.stamp if seat.council else None, seat.stamp),
        "every": max(2, n // 60), "place": [*phases].index(phase.number) + 1 if phase else 0,
        "been": [title for n, title in phases.items() if phase and n < phase.number], "of": len(phases),
        "is_open": bool(phase and phase.takes_answers(exercise, now)),
        "left": left, "countdown": clock(left),
        "pinned": exercise.reading(), "shown_curated": exercise.shows_curated(),
        "injects": Inject.objects.visible_to(actor), "secret": seat.role.secret_for(actor) if seat.role else {},
        "kept": kept(request, seat), "token": uuid4(),
    }  # fmt: skip


def kept(request: HttpRequest, seat: Seat) -> dict[str, Any] | None:
    """What became of a form whose phase has closed meanwhile: told once, on the page after it."""
    phase = seat.exercise.phases.filter(number=number(request.GET.get("kept", ""))).first()
    response = ballots.response_of(seat, phase)
    if phase is None or response is None or phase.closed_at is None:
        return None
    return {"phase": phase, "said": ballots.closed_outcome(response)}


def number(text: str) -> int:
    """0, which no phase has, for what is none."""
    return whole(text, MOST_DIGITS) or 0


@require_http_methods(["POST"])
@seated
def seat_respond(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What a seat hands in, or with `draft` what stands in its form. Kept whenever it comes; it is told as what."""
    phase = seat.exercise.phases.filter(number=number(request.POST.get("phase", "")), began_at__isnull=False).first()
    if phase is None or not phase.is_answered:
        raise Http404("no such phase")
    try:
        return sent(request, seat, phase)
    except NotNow:  # the seat was removed or erased in this very moment
        return gone(request, seat)


def sent(request: HttpRequest, seat: Seat, phase: Phase) -> HttpResponse:
    form, draft, now = ballots.form_of(seat, phase, request.POST), "draft" in request.POST, timezone.now()
    valid = form.is_valid()
    token = as_uuid(request.POST.get("token", "")) or uuid4()
    wrong = not valid and not draft and phase == seat.exercise.current
    before = None if valid else ballots.response_of(seat, phase)
    receipt = Response.objects.keep(
        seat, phase, form.answers(before.latest if before else {}), hand_in=valid and not draft, token=token, now=now,
        edition=whole(request.POST.get("edition"), MOST_TURNS), turn=whole(request.POST.get("turn"), MOST_TURNS) or 0,
    )  # fmt: skip
    if wrong:
        return shown(request, seat, form=form, status=422)
    if draft:
        said = ballots.outcome(receipt.response, receipt.outcome)
        response = HttpResponse(" ".join(filter(None, (said, form.fault()))), content_type=PLAIN)
        response.headers["X-Edition"] = str(receipt.response.edition)
        return response
    return HttpResponseRedirect(url("seat", seat.exercise.link, kept=phase.number) + "#handed", status=303)
