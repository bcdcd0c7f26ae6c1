"""What the class wrote and the instructor may read meanwhile: notes with their places, directives side by side."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from options.bundle.reading import Reading
from options.models import Annotation, Artifact, Exercise, Phase
from options.models.annotations import WITHDRAWN
from options.models.seminar.artifacts import DISSENT, PARTS
from options.models.seminar.phases import DIRECTIVE
from options.views.parts import render
from options.views.seminar.scope import exercise_of, instructing

PAGE: Final = 100  # notes


@require_safe
@instructing
def exercise_notes(request: HttpRequest, link: UUID) -> HttpResponse:
    """The newest first."""
    exercise = exercise_of(request, link)
    seen = Annotation.objects.in_exercise(request.actor).exclude(state=WITHDRAWN)  # type: ignore[attr-defined]
    rows = seen.filter(seat__exercise=exercise).select_related("entry", "about", "seat__council", "phase")
    page = Paginator(rows.order_by("-created_at", "-pk"), PAGE).get_page(request.GET.get("page"))
    context = {"exercise": exercise, "page": page, "pinned": exercise.reading()}
    return render(request, "seminar/notes.html", None, context)


@require_safe
@instructing
def exercise_directives(request: HttpRequest, link: UUID) -> HttpResponse:
    exercise = exercise_of(request, link)
    seen = Artifact.objects.visible_to(request.actor)  # type: ignore[attr-defined]
    rows = seen.filter(phase__exercise=exercise, phase__kind=DIRECTIVE).exclude(text="", choice="")
    found = list(rows.select_related("phase", "council", "by", "accepted_by"))
    phases = [sheet(exercise, phase, found) for phase in exercise.phases.of_kind(DIRECTIVE)]
    return render(request, "seminar/directives.html", None, {"exercise": exercise, "sheets": phases})


@dataclass(frozen=True)
class Sheet:
    """One directive phase: councils across, parts down, and what somebody wrote against it."""

    phase: Phase
    councils: tuple[str, ...]
    parts: tuple[tuple[str, tuple[Any, ...]], ...]
    dissents: tuple[tuple[Artifact, ...], ...]


def sheet(exercise: Exercise, phase: Phase, rows: list[Artifact]) -> Sheet:
    councils = list(exercise.councils.all())
    here = [row for row in rows if row.phase_id == phase.pk]
    at = {(row.council_id, row.item): row for row in here}
    reading = exercise.reading()
    parts = tuple((part, tuple(said(reading, at.get((council.pk, part))) for council in councils)) for part in PARTS)
    dissents = tuple(
        tuple(row for row in here if row.council_id == council.pk and row.item.startswith(f"{DISSENT}."))
        for council in councils
    )
    return Sheet(phase, tuple(council.name for council in councils), parts, dissents if any(dissents) else ())


def said(reading: Reading, row: Artifact | None) -> tuple[str, Artifact] | None:
    """What a council chose, in words, and the row with its text."""
    return (reading.title("option", row.choice) if row.choice else "", row) if row else None
