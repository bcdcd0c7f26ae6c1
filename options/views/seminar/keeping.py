"""With whom an exercise is shared, its copy for another term, and its purge."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from options.forms.seminar.settings import WithForm
from options.jinja import url
from options.models import Actor, Annotation, Artifact, Exercise, Grade, Response, User
from options.models.access import INSTRUCTOR
from options.models.annotations import WITHDRAWN
from options.models.seminar.exercises import PURGED, UNDER_WAY
from options.models.seminar.leaving import purge
from options.models.seminar.making import clone, once
from options.pages.seminar.handles import council_name
from options.tickets import new_codes
from options.views.notes import as_uuid
from options.views.parts import person, render
from options.views.seminar.planning import back_to, planning
from options.views.seminar.scope import exercise_of


@planning
def exercise_share(request: HttpRequest, link: UUID) -> HttpResponse:
    """Whom it is shared with, and a form for one more; `out` takes one of them off."""
    exercise = exercise_of(request, link)
    form = WithForm(request.POST if request.method == "POST" and "out" not in request.POST else None)
    if request.method == "POST" and (not form.is_bound or form.is_valid()) and share(request, exercise, form):
        return back_to(url("exercise-share", exercise.link))
    people = exercise.instructors.order_by("username")
    context = {"exercise": exercise, "form": form, "people": people}
    return render(request, "seminar/share.html", None, context, status=422 if form.errors else 200)


def share(request: HttpRequest, exercise: Exercise, form: WithForm) -> bool:
    by, now = person(request), timezone.now()
    if not form.is_bound:
        if out := exercise.instructors.filter(username=request.POST["out"].replace("\0", "")).first():
            exercise.unshare(out, by=by, now=now)
        return True
    found = User.objects.filter(username=form.cleaned_data["username"]).first()
    if found is None or not Actor(user=found).has_role(INSTRUCTOR):
        form.refuse(_("Nobody of this name has the role of an instructor here. An administrator gives it."))
        return False
    if found != exercise.owner and not exercise.instructors.filter(pk=found.pk).exists():
        exercise.share(found, by=by, now=now)
    return True


@planning
def exercise_clone(request: HttpRequest, link: UUID) -> HttpResponse:
    """Asks first, then makes the copy and leads to it."""
    exercise, by = exercise_of(request, link), person(request)
    token = as_uuid(request.POST.get("token", ""))
    if request.method != "POST" or token is None:
        context = {"exercise": exercise, "token": uuid4(), "live": exercise.dossier.version}
        return render(request, "seminar/clone.html", None, context, status=422 if request.method == "POST" else 200)

    def build(made: UUID) -> Exercise:
        return clone(exercise, by=by, codes=new_codes(), name_of=council_name, now=timezone.now(), link=made)

    return back_to(once(token, ("clone", exercise.pk), by=by, build=build).get_absolute_url())


@planning
def exercise_purge(request: HttpRequest, link: UUID) -> HttpResponse:
    """Says what would be taken out and asks; what was taken out stands on the page of the exercise."""
    exercise = exercise_of(request, link)
    busy = exercise.state in UNDER_WAY and not exercise.rehearsal
    if request.method == "POST" and request.POST.get("sure") and not busy:
        purge(exercise, timezone.now(), by=person(request))
    if exercise.state == PURGED:
        return back_to(exercise.get_absolute_url())
    asked_again = request.method == "POST" and not busy
    context = {"exercise": exercise, "busy": busy, "unsure": asked_again, **holds(exercise)}
    status = 409 if request.method == "POST" and busy else 422 if asked_again else 200
    return render(request, "seminar/purge.html", None, context, status=status)


def holds(exercise: Exercise) -> dict[str, Any]:
    """How much there is to take out."""
    return {
        "seats": exercise.seats.count(),
        "responses": Response.objects.filter(phase__exercise=exercise).count(),
        "notes": Annotation.objects.filter(seat__exercise=exercise).exclude(state=WITHDRAWN).count(),
        "parts": Artifact.objects.filter(phase__exercise=exercise).exclude(text="", choice="").count(),
        "grades": Grade.objects.filter(seat__exercise=exercise).count(),
    }
