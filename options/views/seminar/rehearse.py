"""Rehearsals: an exercise tried out with bots, in one go or phase by phase."""

from datetime import datetime
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from options.jinja import url
from options.models import Exercise
from options.models.seminar.exercises import MovedOn, NotNow
from options.models.seminar.making import once
from options.models.seminar.rehearsals import begins, play, play_through, rehearse
from options.models.seminar.seats import SeatDevice
from options.pages.seminar.handles import council_name, handle
from options.tickets import new_codes, new_words
from options.views.notes import as_uuid
from options.views.parts import person, render
from options.views.seats.scope import remembered
from options.views.seminar.planning import back_to, number, planning
from options.views.seminar.scope import exercise_of

THROUGH = "through"


@planning
def exercise_rehearse(request: HttpRequest, link: UUID) -> HttpResponse:
    """Of an exercise: makes a rehearsal of it, played in one go or left in its lobby. Of a rehearsal: plays on."""
    exercise = exercise_of(request, link)
    if request.method != "POST":
        return asked(request, exercise)
    do = request.POST.get("do", "")
    if not exercise.rehearsal:
        token = as_uuid(request.POST.get("token", ""))
        return asked(request, exercise, status=422) if token is None else make(request, exercise, token, do)
    if do == "sit":
        return sit(request, exercise)
    try:
        played(request, exercise, do, timezone.now())
    except NotNow as fault:
        return asked(request, exercise, said=str(fault), status=409)
    except MovedOn:  # pressed twice: the first press goes on
        pass
    return back_to(exercise.get_absolute_url())


def asked(request: HttpRequest, exercise: Exercise, *, said: str = "", status: int = 200) -> HttpResponse:
    context = {
        "exercise": exercise, "token": uuid4(), "said": said,
        "bots": exercise.seats.present().select_related("role", "council") if exercise.rehearsal else (),
    }  # fmt: skip
    return render(request, "seminar/rehearse.html", None, context, status=status)


def make(request: HttpRequest, exercise: Exercise, token: UUID, do: str) -> HttpResponse:
    by, now = person(request), timezone.now()
    through = do == THROUGH

    def build(made: UUID) -> Exercise:
        return rehearse(exercise, by=by, codes=new_codes(), name_of=council_name, handle_of=handle, words=new_words(),
                        now=begins(exercise, now) if through else now, link=made)  # fmt: skip

    made = once(token, ("rehearse", exercise.pk, do), by=by, build=build)
    if through:
        play_through(made, by=by, now=now)
    return back_to(made.get_absolute_url())


def played(request: HttpRequest, exercise: Exercise, do: str, now: datetime) -> None:
    if do == THROUGH:
        play_through(exercise, by=person(request), now=now)
    elif do == "answer":
        play(exercise, now)


def sit(request: HttpRequest, exercise: Exercise) -> HttpResponse:
    """This browser takes a bot's seat, to see what a student sees."""
    seat = exercise.seats.present().filter(number=number(request.POST.get("seat"))).first()
    if seat is None or not exercise.is_open:
        raise Http404("no such bot")
    now = timezone.now()
    exercise.note("sat in", by=person(request), seat=seat, now=now)
    token = SeatDevice.objects.open(seat, now)
    return remembered(back_to(url("seat", exercise.link)), exercise, token)
