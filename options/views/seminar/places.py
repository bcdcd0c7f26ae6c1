"""One seat, for its instructor: moved, renamed, given new words, made the decision-maker, or removed."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from options.forms.seminar.placing import HandleForm, PlaceForm
from options.models import Seat
from options.models.seminar.exercises import NotNow
from options.tickets import new_words
from options.views.parts import person, render
from options.views.seminar.scope import exercise_of, instructing

Act = Callable[[HttpRequest, Seat], HttpResponse]


@require_http_methods(["GET", "HEAD", "POST"])
@instructing
def exercise_seat(request: HttpRequest, link: UUID, number: int) -> HttpResponse:
    exercise = exercise_of(request, link)
    seats = Seat.objects.visible_to(request.actor).present().filter(exercise=exercise)  # type: ignore[attr-defined]
    seat = get_object_or_404(seats.select_related("exercise", "role", "council"), number=number)
    if request.method != "POST":
        return seat_page(request, seat)
    act = ACTS.get(request.POST.get("do", ""))
    if act is None:
        return seat_page(request, seat, said=_("Nothing was changed: the form was not complete."), status=422)
    return act(request, seat)


def seat_page(request: HttpRequest, seat: Seat, *, status: int = 200, **changed: Any) -> HttpResponse:
    """`changed`: forms that come back with what was typed, or a sentence `said`."""
    decides = bool(seat.council and seat.council.decider_id == seat.pk)
    context = {
        "exercise": seat.exercise, "seat": seat, "place": place_form(seat),
        "handle": HandleForm(initial={"handle": seat.handle}), "decides": decides, "said": "", **changed,
    }  # fmt: skip
    return render(request, "seminar/seat.html", None, context, status=status)


def place_form(seat: Seat, data: Any = None) -> PlaceForm:
    exercise = seat.exercise
    now = {"role": seat.role.slug if seat.role else "", "council": str(seat.council.number) if seat.council else ""}
    return PlaceForm(data, roles=exercise.roles.all(), councils=exercise.councils.all(), initial=now)


def back(seat: Seat) -> HttpResponse:
    return HttpResponseRedirect(f"{seat.exercise.get_absolute_url()}#seat-{seat.number}", status=303)


def move(request: HttpRequest, seat: Seat) -> HttpResponse:
    form = place_form(seat, request.POST)
    if not form.is_valid():
        return seat_page(request, seat, place=form, status=422)
    seat.place(*form.place, by=person(request), now=timezone.now())
    return back(seat)


def rename(request: HttpRequest, seat: Seat) -> HttpResponse:
    form, before = HandleForm(request.POST), seat.handle
    if not form.is_valid():
        return seat_page(request, seat, handle=form, status=422)
    try:
        seat.rename(form.cleaned_data["handle"], by=person(request), now=timezone.now())
    except IntegrityError:
        seat.handle = before
        form.taken()
        return seat_page(request, seat, handle=form, status=422)
    return back(seat)


def decide(request: HttpRequest, seat: Seat) -> HttpResponse:
    try:
        seat.decide(by=person(request), now=timezone.now())
    except NotNow as why:
        return seat_page(request, seat, said=str(why), status=409)
    return back(seat)


def words(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Shown on the answer to this press and never again."""
    made = new_words()
    seat.new_words(made, by=person(request), now=timezone.now())
    return render(request, "seminar/new_words.html", None, {"exercise": seat.exercise, "seat": seat, "words": made})


def remove(request: HttpRequest, seat: Seat) -> HttpResponse:
    seat.remove(by=person(request), now=timezone.now())
    return HttpResponseRedirect(seat.exercise.get_absolute_url(), status=303)


ACTS: Final[dict[str, Act]] = {
    "move": move, "rename": rename, "decider": decide, "words": words, "remove": remove,
}  # fmt: skip
