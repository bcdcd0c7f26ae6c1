"""Telling the room something, and taking things off the screens: messages, reasons, notes, parts of directives."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from options.forms.seminar.telling import BroadcastForm, InjectForm
from options.jinja import url
from options.models import Annotation, Artifact, Exercise, Inject, Reason, User
from options.models.seminar.exercises import NotNow
from options.models.seminar.injects import BROADCAST
from options.models.seminar.phases import INJECT
from options.views.parts import person, render, whole
from options.views.seminar.scope import exercise_of, instructing

MOST_DIGITS: Final = 12
# Where a press leads back to, by default to the board; the page names one of these, never an address.
BACK: Final = {
    "tell": "exercise-tell", "reasons": "exercise-reasons", "notes": "exercise-notes",
    "directives": "exercise-directives",
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@instructing
def exercise_tell(request: HttpRequest, link: UUID) -> HttpResponse:
    exercise = exercise_of(request, link)
    if request.method != "POST":
        return told_page(request, exercise)
    do = request.POST.get("do", "")
    if do in (BROADCAST, INJECT):
        return sent(request, exercise, do)
    return turned(request, exercise, do)


def forms(exercise: Exercise) -> dict[str, BroadcastForm]:
    roles = list(exercise.roles.all())
    return {BROADCAST: BroadcastForm(roles=roles), INJECT: InjectForm(roles=roles, reading=exercise.reading())}


def sent(request: HttpRequest, exercise: Exercise, kind: str) -> HttpResponse:
    roles = exercise.roles.all()
    form = (
        InjectForm(request.POST, roles=roles, reading=exercise.reading())
        if kind == INJECT
        else BroadcastForm(request.POST, roles=roles)
    )
    if not form.is_valid():
        return told_page(request, exercise, form, status=422)
    values = form.cleaned_data
    try:
        Inject.objects.send(
            exercise, values["text"], kind=kind, by=person(request), token=values["token"], now=timezone.now(),
            toggles=form.toggles, for_roles=values["for_roles"],
        )  # fmt: skip
    except NotNow:
        said = _("Nothing was sent: the exercise is not open. What you typed is still below.")
        return told_page(request, exercise, form, said, status=409)
    return HttpResponseRedirect(back(request, exercise), status=303)


def back(request: HttpRequest, exercise: Exercise) -> str:
    name = BACK.get(request.POST.get("to", ""))
    return url(name, exercise.link) if name else exercise.get_absolute_url()


def told_page(
    request: HttpRequest, exercise: Exercise, form: BroadcastForm | None = None, said: str = "", *, status: int = 200
) -> HttpResponse:
    shown = forms(exercise) | ({form.kind: form} if form else {})
    reading = exercise.reading()
    titles = {role.slug: role.title for role in exercise.roles.all()}
    rows = Inject.objects.filter(exercise=exercise).visible_to(request.actor)  # type: ignore[attr-defined]
    context = {
        "exercise": exercise, "broadcast": shown[BROADCAST], "inject": shown[INJECT], "said": said,
        "told": rows[::-1], "role_titles": titles, "pinned": reading,
    }  # fmt: skip
    return render(request, "seminar/tell.html", None, context, status=status)


def inject_of(request: HttpRequest, exercise: Exercise, pk: int) -> Inject | None:
    return Inject.objects.filter(exercise=exercise, pk=pk).first()


def reason_of(request: HttpRequest, exercise: Exercise, pk: int) -> Reason | None:
    return Reason.objects.select_related("phase").filter(phase__exercise=exercise, pk=pk).first()


def note_of(request: HttpRequest, exercise: Exercise, pk: int) -> Annotation | None:
    seen = Annotation.objects.in_exercise(request.actor).select_related("seat")  # type: ignore[attr-defined]
    return seen.filter(seat__exercise=exercise, pk=pk).first()


def part_of(request: HttpRequest, exercise: Exercise, pk: int) -> Artifact | None:
    seen = Artifact.objects.visible_to(request.actor).select_related("phase")  # type: ignore[attr-defined]
    return seen.filter(phase__exercise=exercise, pk=pk).first()


FIND: Final[dict[str, Callable[[HttpRequest, Exercise, int], Any]]] = {
    "inject": inject_of, "reason": reason_of, "note": note_of, "part": part_of,
}  # fmt: skip


def turned(request: HttpRequest, exercise: Exercise, do: str) -> HttpResponse:
    """`do` is "hide" or "show", `what` of which kind, `which` its number. Hiding twice is hiding once."""
    find, which = FIND.get(request.POST.get("what", "")), whole(request.POST.get("which"), MOST_DIGITS)
    row = find(request, exercise, which) if find and which is not None else None
    if row is None or do not in ("hide", "show"):
        raise Http404("nothing of this exercise")
    if (row.hidden_at is not None) != (do == "hide"):
        turn(row, hidden=do == "hide", by=person(request), now=timezone.now())
    return HttpResponseRedirect(back(request, exercise), status=303)


def turn(row: Any, *, hidden: bool, by: User, now: datetime) -> None:
    hide = row.hide_in_exercise if isinstance(row, Annotation) else row.hide
    hide(hidden=hidden, by=by, now=now)
