"""What a council saves, item by item, and what its decision-maker accepts. Nothing that was typed is lost: what cannot
be saved comes back in its field, beside what somebody else has written there."""

from dataclasses import replace
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from options.forms.seminar.council import items_in, number, sheet
from options.jinja import url
from options.models import Artifact, Phase, Seat
from options.models.seminar.artifacts import PARTS, WrittenMeanwhile
from options.models.seminar.exercises import NotNow
from options.models.seminar.phases import COUNCIL, DIRECTIVE
from options.models.seminar.seats import version
from options.pages.seminar.written import Typed, mark
from options.views.parts import render
from options.views.seats import tables
from options.views.seats.scope import seated
from options.views.seats.seat import framed, shown

PART_MAX: Final = 200
Sheet = dict[str, Typed]


@require_http_methods(["POST"])
@seated
def seat_council(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Saves what was changed in a form. `take` names an item for which its writer prefers what a peer has saved."""
    phase = phase_of(request, seat)
    saved = save(request, seat, phase)
    if isinstance(saved, HttpResponse):
        return saved
    return HttpResponseRedirect(back_to(request, seat, phase, next(iter(saved), "")), status=303)


def save(request: HttpRequest, seat: Seat, phase: Phase) -> "HttpResponse | Sheet":
    """Every item of a form, as it stands on the server now; or a page that has them all and says what is wrong."""
    try:
        typed = sheet(request.POST, tables.places(seat, phase), seat.exercise.reading())
    except KeyError:
        raise Http404("no such item") from None
    typed.pop(request.POST.get("take", ""), None)
    if seat.council is None or not phase.takes_answers(seat.exercise, timezone.now()):
        return late(request, seat, phase, typed)
    saved = {item: kept(seat, phase, item, each) for item, each in typed.items()}
    wrong = {item: each for item, each in saved.items() if each.theirs or each.fault}
    if "draft" in request.POST:
        return autosaved(seat, typed, saved, wrong)
    if not wrong:
        return saved
    status = 422 if all(each.fault == typed[item].fault != "" for item, each in wrong.items()) else 409
    return again(request, seat, phase, wrong, status=status)


def phase_of(request: HttpRequest, seat: Seat) -> Phase:
    """The one that a form was made in; the exercise may have moved on since, or stepped back."""
    phase = seat.exercise.phases.filter(number=number(request.POST.get("phase", "")), kind__in=COUNCIL).first()
    if phase is None:
        raise Http404("no such phase")
    phase.exercise = seat.exercise
    return phase


def kept(seat: Seat, phase: Phase, item: str, typed: Typed) -> Typed:
    """What became of one item: as it stands now, or with what is in its way. One that nobody touched stays as it is."""
    if typed.fault or not typed.is_touched:
        return typed
    try:
        row = Artifact.objects.write(phase, seat, item, choice=typed.choice, text=typed.text, seen=typed.seen,
                                     now=timezone.now())  # fmt: skip
    except WrittenMeanwhile as found:
        return replace(typed, theirs=tables.written(found.theirs))
    except NotNow as found:
        return replace(typed, fault=str(found))
    return Typed(row.choice, row.text, row.edition, mark(row.choice, row.text))


def autosaved(seat: Seat, typed: Sheet, saved: Sheet, wrong: Sheet) -> HttpResponse:
    """For a form that goes on being typed in: the editions that it stands on from now.

    `was`, `v`: versions of the page before this and after, so that what one has written oneself is no news to it.
    """
    right = {item: each for item, each in saved.items() if item not in wrong}
    written = sum(each.seen != typed[item].seen for item, each in right.items())
    council = seat.council.stamp if seat.council else 0
    said = _("Not saved: somebody else has changed this, or it cannot be kept as it is. Press Save to see why.")
    found = {
        "said": said if wrong else _("Saved %(time)s") % {"time": timezone.localtime().strftime("%H:%M:%S")},
        "items": {item: {"seen": each.seen, "mark": each.mark} for item, each in right.items()},
        "was": version(seat.exercise.stamp, council, seat.stamp),
        "v": version(seat.exercise.stamp, council + written, seat.stamp),
    }
    return JsonResponse(found, status=409 if wrong else 200)


def again(request: HttpRequest, seat: Seat, phase: Phase, wrong: Sheet, *, status: int) -> HttpResponse:
    """The page with what was typed and is not saved in its fields, and beside it what stands in the way."""
    phase.refresh_from_db()
    seat.exercise.refresh_from_db()
    if not phase.takes_answers(seat.exercise, timezone.now()):
        return late(request, seat, phase, wrong)
    if seat.council:
        seat.council.refresh_from_db(fields=["stamp"])
    make = tables.directive if phase.kind == DIRECTIVE else tables.screen
    return shown(request, seat, status=status, **make(request, seat, phase, wrong))


def late(request: HttpRequest, seat: Seat, phase: Phase, typed: Sheet) -> HttpResponse:
    """It takes no more answers: the texts, to be copied."""
    said = _("This is closed. Your text is still here: copy it if you need it.")
    if seat.council is None:
        said = _("You sit at no council, so nothing is saved. Your text is still here: copy it if you need it.")
    if "draft" in request.POST:
        return JsonResponse({"said": said, "items": {}}, status=409)
    touched = {item: each for item, each in typed.items() if each.is_touched and (each.text or each.choice)}
    context: dict[str, Any] = framed(request, seat) | {"said": said, "typed": touched, "was": phase}
    return render(request, "seats/council-late.html", None, context, status=409)


def back_to(request: HttpRequest, seat: Seat, phase: Phase, item: str) -> str:
    """The page of the seat, where the form stood on it: at its option in a grid, at its part in a directive."""
    part = request.POST.get("part", "")
    at = item if phase.kind == DIRECTIVE else item.partition(".")[0]
    return url("seat", seat.exercise.link, part=part if len(part) <= PART_MAX else "") + (f"#at-{at}" if at else "")


@require_http_methods(["POST"])
@seated
def seat_accept(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The decision-maker accepts a part as it stands in their form, or opens it again."""
    phase, item, do = phase_of(request, seat), request.POST.get("item", ""), request.POST.get("do", "")
    if phase.kind != DIRECTIVE or item not in PARTS or do not in ("accept", "reopen"):
        raise Http404("no such part")
    if do == "accept" and items_in(request.POST) != [item]:
        raise Http404("no such form")
    saved = save(request, seat, phase) if do == "accept" else {}
    if isinstance(saved, HttpResponse):
        return saved
    if do == "accept" and item not in saved:  # "take theirs" came along: nothing was read that could be accepted
        raise Http404("no such form")
    try:
        decide(seat, phase, item, seen=saved[item].seen if item in saved else None)
    except WrittenMeanwhile as found:
        said = _("%(name)s has changed this part since you read it. Read it again before you accept it.")
        return refused(request, seat, phase, item, said % {"name": found.theirs.by.shown_name})
    except NotNow as found:
        return refused(request, seat, phase, item, str(found))
    return HttpResponseRedirect(back_to(request, seat, phase, item), status=303)


def decide(seat: Seat, phase: Phase, item: str, seen: int | None) -> None:
    """Accepts a part in the edition `seen`; opens it again where that is None."""
    row = Artifact.objects.filter(phase=phase, council=seat.council_id, item=item).first()
    if row is None:
        raise NotNow(_("Nothing is written here yet."))
    if seen is None:
        row.reopen(seat, now=timezone.now())
    else:
        row.accept(seat, seen=seen, now=timezone.now())


def refused(request: HttpRequest, seat: Seat, phase: Phase, item: str, said: str) -> HttpResponse:
    if phase != seat.exercise.current or not seat.exercise.is_open:
        context: dict[str, Any] = framed(request, seat) | {"said": said, "typed": {}, "was": phase}
        return render(request, "seats/council-late.html", None, context, status=409)
    return shown(request, seat, status=409, refused={"item": item, "said": said})
