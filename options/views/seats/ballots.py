"""Phases in which each seat answers for itself: what is asked, and the form with what it has typed so far."""

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext as _

from options.analysis.room import FEW
from options.bundle.reading import Reading
from options.forms.seminar.answers import AnswersForm, BallotForm, BriefingForm, ReflectionForm, VoteForm
from options.models import Phase, Response, Seat, Snapshot
from options.models.seminar.exercises import AUTO, LATE, PRIVATE
from options.models.seminar.phases import BRIEFING, RATE, RATE_AGAIN, REFLECTION, VOTE
from options.models.seminar.responses import AFTER, DRAFT, SUBMITTED
from options.pages.seminar import reveal
from options.pages.seminar.ballot import Ballot, ballot
from options.pages.seminar.sheets import of_votes


def form_of(seat: Seat, phase: Phase, data: Any = None, initial: Any = None) -> AnswersForm:
    """The form of a phase that seats answer."""
    exercise, given = seat.exercise, {"initial": initial or {}}
    if phase.kind in (RATE, RATE_AGAIN):
        return BallotForm(data, ballot=ballot_of(seat, phase), again=phase.kind == RATE_AGAIN, **given)
    if phase.kind == VOTE:
        return VoteForm(data, options=titles(exercise.reading(), phase), **given)
    if phase.kind == BRIEFING:
        return BriefingForm(data, claims=claims(exercise.reading()), **given)
    return ReflectionForm(data, questions=list(exercise.debrief), **given)


def ballot_of(seat: Seat, phase: Phase) -> Ballot:
    return ballot(seat.exercise.reading(), phase.options, phase.criteria, seat.exercise.scale)


def titles(reading: Reading, phase: Phase) -> dict[str, str]:
    return {slug: option.title for slug, option in reading.options.items() if slug in phase.options}


def claims(reading: Reading) -> dict[str, str]:
    """Those with a doubt come first; where there are none, all of them."""
    doubted = {slug: claim for slug, claim in reading.claims.items() if claim.doubt}
    return {slug: claim.text for slug, claim in (doubted or reading.claims).items()}


def response_of(seat: Seat, phase: Phase | None) -> Response | None:
    return Response.objects.filter(seat=seat, phase=phase).first() if phase else None


def sheet(request: HttpRequest, seat: Seat, phase: Phase) -> dict[str, Any]:
    """What every such page needs: its form as it was left, and what has become of it."""
    response = response_of(seat, phase)
    form = form_of(seat, phase, initial=response.latest if response else None)
    said = closed_outcome(response) if phase.closed_at else outcome(response)
    return {"form": form, "response": response, "said": said}


def briefing(request: HttpRequest, seat: Seat, phase: Phase) -> dict[str, Any]:
    reading = seat.exercise.reading()
    return sheet(request, seat, phase) | {"claims": [reading.claims[slug] for slug in claims(reading)]}


def rate(request: HttpRequest, seat: Seat, phase: Phase) -> dict[str, Any]:
    return sheet(request, seat, phase) | {"ballot": ballot_of(seat, phase), "cells": {}, "first": {}}


def rate_again(request: HttpRequest, seat: Seat, phase: Phase) -> dict[str, Any]:
    """The first answers stand in the form until they are changed, beside the median of the room."""
    before = phase.before(RATE)
    earlier = response_of(seat, before)
    first = dict(earlier.answers) if earlier else {}
    found = sheet(request, seat, phase)
    if found["response"] is None:
        kept = {name: value for name, value in first.items() if name != "why"}
        found["form"] = form_of(seat, phase, initial=kept)
    taken = Snapshot.objects.newest(before) if before else None
    room = reveal.reveal(seat.exercise.reading(), phase.options, phase.criteria, taken.counts if taken else {},
                         seat.exercise.scale)  # fmt: skip
    return found | {
        "ballot": ballot_of(seat, phase), "first": first, "cells": {cell.item: cell for cell in room.cells},
    }  # fmt: skip


def vote(request: HttpRequest, seat: Seat, phase: Phase) -> dict[str, Any]:
    """Once it is closed, how the room has voted."""
    found = sheet(request, seat, phase) | {"votes": (), "few": False}
    taken = Snapshot.objects.newest(phase) if phase.closed_at else None
    if taken:
        n, counted = of_votes(taken.votes("vote"))
        found["votes"] = reveal.votes(seat.exercise.reading(), phase.options, counted) if counted else ()
        found["few"] = 0 < n < FEW
    return found


def reflection(request: HttpRequest, seat: Seat, phase: Phase) -> dict[str, Any]:
    return sheet(request, seat, phase)


KINDS: Final[dict[str, Callable[[HttpRequest, Seat, Phase], dict[str, Any]]]] = {
    BRIEFING: briefing, RATE: rate, RATE_AGAIN: rate_again, VOTE: vote, REFLECTION: reflection,
}  # fmt: skip


def outcome(response: Response | None, state: str = "") -> str:
    """What has become of what a seat sent, in a sentence for it; "" when it has sent nothing."""
    if response is None:
        return ""
    state = state or (AFTER if response.after else response.state)
    return {
        DRAFT: _("Kept as a draft. It is not handed in yet."),
        SUBMITTED: _("Handed in. You can change it until the phase closes."),
        AUTO: _("The phase closed before you handed in: what you had typed was handed in for you."),
        LATE: _("It came after the phase had closed: it is kept, marked as late, and does not count."),
        PRIVATE: _("It came after the phase had closed: it is kept for you alone, and nobody else reads it."),
        AFTER: _("You had handed in before the phase closed, and that counts. What came later is kept beside it."),
    }[state]


def closed_outcome(response: Response | None) -> str:
    """The same once the phase is closed."""
    if response and response.state == SUBMITTED and not response.after:
        return _("Handed in. The phase is closed.")
    return outcome(response)
