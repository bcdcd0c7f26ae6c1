"""The controls of the board: what moves an exercise. A form made before somebody else moved it does nothing."""

from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from options.jinja import url
from options.models import Exercise, Phase
from options.models.seminar.exercises import MovedOn, NotNow
from options.models.seminar.phases import REVEAL, TooFew
from options.pages.seminar.board import percent
from options.views.parts import person, render, whole
from options.views.seminar.scope import exercise_of, instructing
from options.views.seminar.watching import events, next_of

Act = Callable[[HttpRequest, Exercise, datetime], None]
MOST_DIGITS: Final = 9


def number(text: str) -> int:
    """-1, which no form of ours sends, for what is none."""
    found = whole(text, MOST_DIGITS)
    return -1 if found is None else found


def epoch(request: HttpRequest) -> int:
    return number(request.POST.get("epoch", ""))


def confirmed(request: HttpRequest) -> bool:
    return request.POST.get("confirmed") == "1"


def close(request: HttpRequest, exercise: Exercise, now: datetime) -> None:
    sure = confirmed(request)
    Phase.objects.close(exercise, by=person(request), epoch=epoch(request), now=now, confirmed=sure)


def advance(request: HttpRequest, exercise: Exercise, now: datetime) -> None:
    sure = confirmed(request)
    Phase.objects.advance(exercise, by=person(request), epoch=epoch(request), now=now, confirmed=sure)


ACTS: Final[dict[str, Act]] = {
    "open": lambda request, exercise, now: exercise.open_lobby(by=person(request), now=now),
    "start": lambda request, exercise, now: Phase.objects.start(exercise, by=person(request), now=now),
    "pause": lambda request, exercise, now: Phase.objects.pause(exercise, by=person(request), now=now),
    "resume": lambda request, exercise, now: Phase.objects.resume(exercise, by=person(request), now=now),
    "more": lambda request, exercise, now: Phase.objects.extend(
        exercise, by=person(request), epoch=epoch(request), now=now
    ),
    "close": close,
    "next": advance,
    "back": lambda request, exercise, now: Phase.objects.step_back(
        exercise, by=person(request), epoch=epoch(request), now=now
    ),
    "reopen": lambda request, exercise, now: Phase.objects.reopen(
        exercise, by=person(request), epoch=epoch(request), now=now
    ),
    "archive": lambda request, exercise, now: exercise.archive(by=person(request), now=now),
}


@require_http_methods(["GET", "HEAD", "POST"])
@instructing
def exercise_run(request: HttpRequest, link: UUID) -> HttpResponse:
    exercise = exercise_of(request, link)
    if request.method != "POST":
        return HttpResponseRedirect(exercise.get_absolute_url())
    act = ACTS.get(request.POST.get("do", ""))
    if act is None:
        return refused(request, exercise, _("The page sent something that this exercise cannot do."), status=422)
    try:
        act(request, exercise, timezone.now())
    except TooFew as few:
        return asked(request, exercise, few)
    except MovedOn:
        said = _("This was done already: by the clock, by another instructor, or by a second press. Nothing changed.")
        return refused(request, exercise, said)
    except NotNow as why:
        return refused(request, exercise, str(why))
    return HttpResponseRedirect(going_on(exercise, request.POST["do"]), status=303)


def going_on(exercise: Exercise, did: str) -> str:
    """To the reasons where a phase has just closed and a reveal comes next; else to the desk."""
    current = exercise.current
    if did in ("close", "next") and exercise.is_under_way and current and current.closed_at:
        following = next_of(list(exercise.phases.all()), current)
        if following and following.kind == REVEAL:
            return url("exercise-reasons", exercise.link)
    return exercise.get_absolute_url()


def refused(request: HttpRequest, exercise: Exercise, said: str, *, status: int = 409) -> HttpResponse:
    exercise.refresh_from_db()
    context = {"exercise": exercise, "said": said, "events": events(exercise)[:1]}
    return render(request, "seminar/moved_on.html", None, context, status=status)


def asked(request: HttpRequest, exercise: Exercise, few: TooFew) -> HttpResponse:
    """Fewer than most have handed in: the same press once more, after a look at the number."""
    context = {
        "exercise": exercise, "done": few.done, "of": few.of, "percent": percent(few.done, few.of),
        "do": request.POST["do"], "epoch": epoch(request),
    }  # fmt: skip
    return render(request, "seminar/too_few.html", None, context)
