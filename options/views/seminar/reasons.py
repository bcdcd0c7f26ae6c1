"""Between a round and its reveal, without a clock: which reasons the room will read. Nobody's name stands here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from options.analysis.room import FEW
from options.jinja import url
from options.models import Exercise, Phase, Reason, Response, Snapshot
from options.models.seminar.phases import REVEAL
from options.models.seminar.reasons import BANDS
from options.pages.seminar.ballot import WHY
from options.pages.seminar.choosing import candidates, turn
from options.pages.seminar.reveal import Cell, reveal
from options.views.parts import person, render, whole
from options.views.seminar.scope import exercise_of, instructing
from options.views.seminar.watching import last_round, next_of

MOST_DIGITS: Final = 9


@dataclass(frozen=True)
class Asked:
    """What the address of the page says: how often another one was asked for in each band, and what is left out."""

    turns: Mapping[str, int]
    out: frozenset[str]

    def address(self, exercise: Exercise) -> str:
        return url("exercise-reasons", exercise.link, **self.turns, out=[band for band in BANDS if band in self.out])

    def another(self, band: str) -> "Asked":
        return Asked({**self.turns, band: self.turns.get(band, 0) + 1}, self.out - {band})

    def without(self, band: str) -> "Asked":
        return Asked(self.turns, self.out | {band})


@dataclass(frozen=True)
class Proposal:
    """For one band: what is chosen already, or what is proposed with its mark. `others`: how many more there are."""

    band: str
    chosen: Reason | None
    proposed: Response | None
    mark: int | None
    others: int
    another: str
    leave: str


@require_http_methods(["GET", "HEAD", "POST"])
@instructing
def exercise_reasons(request: HttpRequest, link: UUID) -> HttpResponse:
    exercise = exercise_of(request, link)
    rated = last_round(exercise)
    if request.method == "POST":
        return chosen(request, exercise, rated)
    context = {"exercise": exercise, "rated": rated, "few": FEW, **following(exercise)}
    if rated:
        context |= proposals(request, exercise, rated)
    return render(request, "seminar/reasons.html", None, context)


def following(exercise: Exercise) -> dict[str, Any]:
    """May the reveal be opened from here?"""
    current = exercise.current
    found = next_of(list(exercise.phases.all()), current)
    opens = bool(exercise.is_under_way and current and current.closed_at and found and found.kind == REVEAL)
    return {"opens": opens, "following": found}


def disputed(exercise: Exercise, rated: Phase) -> Cell | None:
    """The cell on which the room is furthest apart, as the round was counted."""
    counted = Snapshot.objects.newest(rated)
    if counted is None:
        return None
    cells = reveal(exercise.reading(), rated.options, rated.criteria, counted.counts, exercise.scale, least=1).cells
    return cells[0] if cells else None


def written(request: HttpRequest, rated: Phase) -> dict[int, Response]:
    """Answers of the round that have a reason in words."""
    seen = Response.objects.visible_to(request.actor).counted().filter(phase=rated)  # type: ignore[attr-defined]
    return {row.pk: row for row in seen.order_by("pk") if row.answers.get(WHY)}


def bands(rows: Mapping[int, Response], item: str) -> dict[str, list[int]]:
    marks = [(pk, row.answers[item]) for pk, row in rows.items() if isinstance(row.answers.get(item), int)]
    return candidates(marks)


def asked(request: HttpRequest) -> Asked:
    turns = {band: number(request.GET[band]) for band in BANDS if band in request.GET}
    return Asked(turns, frozenset(request.GET.getlist("out")).intersection(BANDS))


def number(text: str) -> int:
    """0 for what is none."""
    return whole(text, MOST_DIGITS) or 0


def proposals(request: HttpRequest, exercise: Exercise, rated: Phase) -> dict[str, Any]:
    cell, rows, here = disputed(exercise, rated), written(request, rated), asked(request)
    found = bands(rows, cell.item) if cell else {}
    picked = {reason.band: reason for reason in rated.reasons.all()}
    taken = {reason.response_id for reason in picked.values()}
    every = []
    for band in BANDS:
        free = [] if band in picked or cell is None else [pk for pk in found[band] if pk not in taken]
        which = None if band in here.out else turn(free, here.turns.get(band, 0))
        row = rows[which] if which is not None else None
        mark = row.answers.get(cell.item) if row and cell else None
        others = (len(free) - 1) if row else len(free)
        links = here.another(band).address(exercise), here.without(band).address(exercise)
        every.append(Proposal(band, picked.get(band), row, mark, others, *links))
    open_ones = [each for each in every if each.proposed]
    return {
        "cell": cell, "written": len(rows), "proposals": every, "open_ones": open_ones, "here": here.address(exercise),
    }  # fmt: skip


def chosen(request: HttpRequest, exercise: Exercise, rated: Phase | None) -> HttpResponse:
    """Accepts what was proposed, for one band or for all in one press; or takes a choice back."""
    do = request.POST.get("do", "")
    if rated is None:
        raise Http404("no round whose reasons could be chosen")
    if do in BANDS:
        accept(request, exercise, rated, [do])
    elif do == "all":
        accept(request, exercise, rated, list(BANDS))
    elif do.removeprefix("drop-") in BANDS:
        Reason.objects.drop(rated, do.removeprefix("drop-"), by=person(request), now=timezone.now())
    return HttpResponseRedirect(asked(request).address(exercise), status=303)


def accept(request: HttpRequest, exercise: Exercise, rated: Phase, wanted: list[str]) -> None:
    """Word for word what stands in the answer. One that is gone by now is left out."""
    cell, rows = disputed(exercise, rated), written(request, rated)
    for band in wanted:
        row = rows.get(number(request.POST.get(band, "")))
        if row and cell:
            Reason.objects.pick(rated, band, row, item=cell.item, text=row.answers[WHY], by=person(request),
                                now=timezone.now())  # fmt: skip
