"""The phases of an exercise: their order, and each of them."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from options.forms.seminar.phases import AddForm, PhaseForm
from options.jinja import url
from options.models import Exercise, Phase
from options.models.seminar import planning
from options.models.seminar.exercises import MovedOn, NotNow
from options.pages.seminar import plan
from options.views.parts import person, render
from options.views.seminar.overview import planned
from options.views.seminar.planning import SAVED, back_to, keep, number
from options.views.seminar.planning import planning as planning_view
from options.views.seminar.scope import exercise_of

STEPS = {"up": -1, "down": 1}


@planning_view
def exercise_phases(request: HttpRequest, link: UUID) -> HttpResponse:
    exercise = exercise_of(request, link)
    if request.method != "POST":
        return listed(request, exercise, AddForm())
    form = AddForm(request.POST if request.POST.get("do") == "add" else None)
    if form.is_bound and not form.is_valid():
        return listed(request, exercise, form, status=422)
    try:
        return back_to(arrange(request, exercise, form))
    except NotNow as fault:
        return listed(request, exercise, form, said=str(fault), status=409)
    except MovedOn:
        # also the second of two presses: what the first has done stands in the list
        return listed(request, exercise, form, moved=True, status=409)


def arrange(request: HttpRequest, exercise: Exercise, form: AddForm) -> str:
    """Does what a button of the list says; where to go on to."""
    order = [number(part) for part in request.POST.get("order", "")[:400].split(",")]
    values = {"order": order, "by": person(request), "now": timezone.now()}
    if form.is_bound:
        made = planning.add_phase(exercise, form.cleaned_data, **values)  # type: ignore[arg-type]
        return url("exercise-phase", exercise.link, made.number)
    do, at = request.POST.get("do", ""), number(request.POST.get("number"))
    if not 1 <= at <= len(order):
        raise MovedOn
    if do == "remove":
        planning.remove_phase(exercise, at, **values)  # type: ignore[arg-type]
    elif do in STEPS:
        planning.move_phase(exercise, at, STEPS[do], **values)  # type: ignore[arg-type]
    return url("exercise-phases", exercise.link) + f"#phase-{at + STEPS.get(do, 0)}"


def listed(
    request: HttpRequest, exercise: Exercise, form: AddForm, *, said: str = "", moved: bool = False, status: int = 200
) -> HttpResponse:
    phases = planned(exercise)
    context = {
        "exercise": exercise, "phases": phases, "minutes": plan.total(phases), "form": form, "said": said,
        "moved": moved, "order": ",".join(str(pk) for pk in planning.order_of(exercise)),
        "arranges": exercise.state in planning.PLANNED,
    }  # fmt: skip
    return render(request, "seminar/phases.html", None, context, status=status)


@planning_view
def exercise_phase(request: HttpRequest, link: UUID, number: int) -> HttpResponse:
    exercise = exercise_of(request, link)
    phase = exercise.phases.filter(number=number).first()
    if phase is None:
        raise Http404("no such phase")
    form = PhaseForm(request.POST if request.method == "POST" else None, exercise=exercise, phase=phase,
                     reading=exercise.reading())  # fmt: skip
    status = 200
    if request.method == "POST":
        status = keep(form, lambda: planning.change_phase(exercise, phase, form.columns, by=person(request),
                                                          now=timezone.now()))  # fmt: skip
        if status == SAVED:
            return back_to(url("exercise-phases", exercise.link) + f"#phase-{number}")
    context = {
        "exercise": exercise, "phase": phase, "form": form, "closed": len(form.locked) == len(form.start),
        "before": number - 1, "after": number + 1 if number < exercise.phases.count() else 0,
        "needs": needs(exercise, phase),
    }  # fmt: skip
    return render(request, "seminar/phase.html", None, context, status=status)


def needs(exercise: Exercise, phase: Phase) -> int | None:
    return next((each.needs for each in planned(exercise) if each.number == phase.number), None)
