"""The desk: an instructor's exercises, the making of another one, and the page of each, which depends on its state."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID, uuid4

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from options.forms.seminar.settings import NewForm
from options.models import Dossier, Entry, Exercise, ExerciseTemplate
from options.models.seminar.exercises import ARCHIVED, CLOSED, DRAFT, JOINABLE, PURGED
from options.models.seminar.making import make, once
from options.notices import notices
from options.pages.query import Query
from options.pages.seminar.handles import council_name
from options.tickets import new_codes
from options.views.parts import person, render
from options.views.seminar.board import board_page
from options.views.seminar.overview import overview
from options.views.seminar.planning import back_to, planning
from options.views.seminar.scope import exercise_of, instructing

PAGE: Final = 50
GROUPS: Final = (("now", JOINABLE), ("drafts", (DRAFT,)), ("over", (CLOSED, ARCHIVED)), ("purged", (PURGED,)))
THERE: Final = Count("seats", filter=Q(seats__removed_at=None, seats__erased_at=None))


@planning
def seminar(request: HttpRequest) -> HttpResponse:
    """The actor's own and those shared with them, and a form for another one."""
    templates = templates_for(request)
    names = [(str(row.entry_id), name_of(row)) for row in templates]
    form = NewForm(request.POST if request.method == "POST" else None, templates=names, initial={"token": uuid4()})
    if form.is_valid():
        return back_to(made(request, form).get_absolute_url())
    query = Query(dict(request.GET.lists()))
    groups = {name: page(request, states, query.page(name)) for name, states in GROUPS}
    context = {"form": form, "groups": groups, "templates": templates, "notices": notices(query)}
    return render(request, "seminar/list.html", None, context, status=422 if form.errors else 200)


def templates_for(request: HttpRequest) -> list[ExerciseTemplate]:
    """What an exercise can be made from, in every dossier that the actor may see."""
    dossiers = Dossier.objects.visible_to(request.actor)  # type: ignore[attr-defined]
    rows = ExerciseTemplate.objects.filter(
        entry__dossier__in=dossiers, entry__archived_at=None, entry__live__isnull=False
    )
    return list(rows.select_related("entry__dossier").order_by("entry__dossier__title", "entry__position"))


def name_of(row: ExerciseTemplate) -> str:
    return f"{row.entry.dossier.title}: {row.title}"


def page(request: HttpRequest, states: Iterable[str], number: int) -> Any:
    rows: QuerySet[Exercise] = Exercise.objects.run_by(request.actor).filter(state__in=states)  # type: ignore[attr-defined]
    rows = rows.exclude(state=PURGED, rehearsal=True).annotate(there=THERE).order_by("-created_at", "-pk")
    return Paginator(rows.select_related("dossier", "owner"), PAGE).get_page(number)


def made(request: HttpRequest, form: NewForm) -> Exercise:
    said, by = form.cleaned_data, person(request)
    template = Entry.objects.get(pk=said["template"])

    def build(link: UUID) -> Exercise:
        return make(template, by=by, codes=new_codes(), name_of=council_name, now=timezone.now(),
                    expected=said["expected"], link=link)  # fmt: skip

    return once(said["token"], (template.pk, said["expected"]), by=by, build=build)


@require_safe
@instructing
def exercise(request: HttpRequest, link: UUID) -> HttpResponse:
    """What is to be done with it now: its plan, the live board, what follows, or what is left of it."""
    found = exercise_of(request, link)
    if found.state == DRAFT or (found.is_open and "plan" in request.GET):
        return overview(request, found)
    if found.is_open:
        return board_page(request, found)
    return purged(request, found) if found.state == PURGED else after(request, found)


def after(request: HttpRequest, found: Exercise) -> HttpResponse:
    seats = found.seats.present()
    context = {
        "exercise": found, "n": seats.count(), "erased": found.seats.exclude(erased_at=None).count(),
    }  # fmt: skip
    return render(request, "seminar/after.html", None, context)


def purged(request: HttpRequest, found: Exercise) -> HttpResponse:
    """The log says what was taken out."""
    event = found.log.filter(verb="purged").last()
    context = {"exercise": found, "gone": event.detail if event else {}}
    return render(request, "seminar/purged.html", None, context)
