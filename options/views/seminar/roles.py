"""One role's card."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from options.forms.seminar.roles import RoleForm
from options.jinja import url
from options.models.seminar import planning
from options.views.parts import person, render
from options.views.seminar.planning import SAVED, back_to, keep
from options.views.seminar.planning import planning as planning_view
from options.views.seminar.scope import exercise_of


@planning_view
def exercise_role(request: HttpRequest, link: UUID, slug: str) -> HttpResponse:
    exercise = exercise_of(request, link)
    role = get_object_or_404(exercise.roles, slug=slug)
    closed = exercise.state not in planning.PLANNED
    form = RoleForm(request.POST if request.method == "POST" else None, role=role, reading=exercise.reading(),
                    locked=("title",) if closed else ())  # fmt: skip
    status = 200
    if request.method == "POST":
        status = keep(form, lambda: planning.change_role(exercise, role, form.columns, by=person(request),
                                                         now=timezone.now()))  # fmt: skip
        if status == SAVED:
            return back_to(url("exercise", exercise.link, plan="1" if exercise.is_open else None) + "#roles")
    context = {"exercise": exercise, "role": role, "form": form, "closed": closed}
    return render(request, "seminar/role.html", None, context, status=status)
