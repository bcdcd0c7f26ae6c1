"""Joining: a code, one press, and a handle with three words to come back with. No account, no address of anybody."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from options.forms.seminar.joining import CodeForm, JoinForm
from options.jinja import url
from options.models import Exercise, Seat
from options.models.seminar.exercises import DRAFT, PURGED, ExerciseQuerySet, NotNow
from options.models.seminar.seats import Full, NotOnRoster, SeatDevice, code_buckets, join_buckets
from options.models.throttles import Throttle
from options.pages.seminar import codes
from options.pages.seminar.handles import handle
from options.tickets import words_of
from options.views.notes import as_uuid
from options.views.parts import render, unlisted
from options.views.seats.scope import JOINED_COOKIE, come_back, remembered

asked = require_http_methods(["GET", "HEAD", "POST"])


@asked
@unlisted
def join(request: HttpRequest) -> HttpResponse:
    """Where the code is typed."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return HttpResponseRedirect(url("join-code", form.cleaned_data["code"]), status=303)
    return render(request, "seats/join.html", None, {"form": form}, status=422 if form.errors else 200)


@asked
@unlisted
def join_code(request: HttpRequest, code: str) -> HttpResponse:
    """What one joins, and under which name; on a POST the seat. A browser that has one is led to it."""
    found = exercise_by(request, code, Exercise.objects.joinable())
    if isinstance(found, HttpResponse):
        return found
    if device := SeatDevice.objects.with_token(request.COOKIES.get(JOINED_COOKIE, "")):
        return HttpResponseRedirect(url("seat", device.seat.exercise.link), status=303)
    form = JoinForm(request.POST if request.method == "POST" else None, names=found.names)
    if request.method == "POST" and form.is_valid():
        return take(request, found, form)
    return shown(request, found, form, status=422 if form.errors else 200)


def exercise_by(request: HttpRequest, code: str, rows: ExerciseQuerySet) -> Exercise | HttpResponse:
    """The exercise with a code among those that it opens; else the page that says that there is none.

    Wrong codes are limited: those who have guessed wrong wait, nobody else does.
    """
    now, (everywhere, here) = timezone.now(), code_buckets(request.META.get("REMOTE_ADDR", ""))
    wait = Throttle.objects.waiting([here], now) or (
        Throttle.objects.waiting([everywhere], now) if Throttle.objects.filter(key=here.key).exists() else 0
    )
    if wait:
        return no_code(request, code, 429, wait)
    stored = codes.canonical(code)
    found = rows.select_related("dossier", "current").filter(code=stored).first()
    if found is None:
        Throttle.objects.take([everywhere, here], now)
        return no_code(request, code, 404)
    return found


def no_code(request: HttpRequest, code: str, status: int, wait: int = 0) -> HttpResponse:
    form = CodeForm({"code": code})
    form.is_valid()
    said = _("No exercise is open under this code. Check it, or ask your instructor whether the exercise has opened.")
    if wait:
        said = ngettext("Too many wrong codes. Wait %(n)s second.", "Too many wrong codes. Wait %(n)s seconds.", wait)
    form.errors.clear()
    form.add_error("code", said % {"n": wait} if wait else said)
    response = render(request, "seats/join.html", None, {"form": form}, status=status)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def take(request: HttpRequest, exercise: Exercise, form: JoinForm) -> HttpResponse:
    """A new seat, its words shown once. The same form sent twice gets the same seat and the same words."""
    now, token = timezone.now(), as_uuid(request.POST.get("token", "")) or uuid4()
    buckets, said = join_buckets(request.META.get("REMOTE_ADDR", "")), form.cleaned_data
    if wait := Throttle.objects.take(buckets, now):
        response = shown(request, exercise, form, wait=wait, status=429)
        response.headers["Retry-After"] = str(wait)
        return response
    try:
        joined = Seat.objects.join(exercise, handle_of=handle, words=words_of(token), now=now, token=token,
                                   identifier=said.get("identifier", ""), name=said.get("name", ""))  # fmt: skip
    except NotOnRoster as fault:
        Throttle.objects.put_back(buckets, now)
        form.refuse_identifier(taken=fault.taken)
        return shown(request, exercise, form, status=422)
    except Full:
        Throttle.objects.put_back(buckets, now)
        return shown(request, exercise, form, full=True, status=409)
    except NotNow:  # the form was used long ago, or the exercise has closed: its page says which
        Throttle.objects.put_back(buckets, now)
        return HttpResponseRedirect(url("join-code", exercise.code), status=303)
    joined.seat.exercise = exercise
    response = render(request, "seats/joined.html", None, {"seat": joined.seat, "words": joined.words,
                                                          "exercise": exercise})  # fmt: skip
    return remembered(response, exercise, joined.token)


def shown(
    request: HttpRequest, exercise: Exercise, form: JoinForm, *, status: int, wait: int = 0, full: bool = False
) -> HttpResponse:
    token = as_uuid(request.POST.get("token", "")) or uuid4()
    context = {"exercise": exercise, "form": form, "token": token, "wait": wait, "full": full}
    return render(request, "seats/join_code.html", None, context, status=status)


@asked
@unlisted
def join_back(request: HttpRequest, code: str) -> HttpResponse:
    """Back to a seat from another device, by handle and words; also once nobody may join any more."""
    exercise = exercise_by(request, code, Exercise.objects.exclude(state__in=(DRAFT, PURGED)))
    if isinstance(exercise, HttpResponse):
        return exercise
    found = come_back(request, exercise)
    if isinstance(found, HttpResponse):
        found.status_code = 200 if request.method != "POST" else found.status_code
        return found
    _seat, token = found
    return remembered(HttpResponseRedirect(url("seat", exercise.link), status=303), exercise, token)
