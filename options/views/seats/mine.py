"""My data: everything that is kept of a seat, to read, to take along and to erase."""

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from options.models import Actor, Annotation, Artifact, AuditEvent, Grade, Response, Seat
from options.models.seminar.exercises import AUTO, HANDLES, LATE, NAMES, PRIVATE, ROSTER
from options.models.seminar.leaving import erase
from options.models.seminar.seats import SEAT_COOKIE
from options.views.files import download
from options.views.parts import render
from options.views.seats.scope import JOINED_COOKIE, seated
from options.views.seats.seat import framed
from options.views.seminar.record import given_to, record
from options.views.seminar.watching import event


@require_safe
@seated
def seat_mine(request: HttpRequest, seat: Seat) -> HttpResponse:
    actor, log = Actor(seat=seat), AuditEvent.objects.filter(seat=seat).select_related("by", "seat")
    context = {
        **framed(request, seat), **record(actor, seat), "graded": given_to(actor, seat), "readers": readers(seat),
        "devices": seat.devices.all(), "log": [event(line) for line in log],
    }  # fmt: skip
    return render(request, "seats/mine.html", None, context)


def readers(seat: Seat) -> list[str]:
    """Who sees what, in sentences."""
    names = {
        HANDLES: _("Everybody knows you by your handle. Nobody was asked for a name."),
        ROSTER: _("The others know you by your handle. Your instructors see which entry of their list you are."),
        NAMES: _("Everybody in the exercise sees the name that you typed."),
    }
    late = {
        AUTO: _("What you had typed when a phase closed was handed in for you."),
        LATE: _("What came after a phase had closed is marked as late; your instructors can read it."),
        PRIVATE: _("What you had typed and not handed in when a phase closed is for you alone."),
    }
    return [
        names[seat.exercise.names],
        _("Your instructors read what you answered on your own once its phase is closed, never before."),
        late[seat.exercise.late_policy],
        _("The room sees how many gave which answer, without names, and reasons that an instructor picked."),
        _("Your council reads your notes and what you write together; your instructors can read both at any time."),
    ]


@require_safe
@seated
def seat_mine_json(request: HttpRequest, seat: Seat) -> HttpResponse:
    body = json.dumps(everything(seat), cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    return download(body.encode() + b"\n", "application/json", "my-data.json")


def everything(seat: Seat) -> dict[str, Any]:
    """All rows that belong to a seat. Of the words and the devices only hashes are kept; they are left out."""
    exercise, actor = seat.exercise, Actor(seat=seat)
    return {
        "exercise": {
            "title": exercise.title, "state": exercise.state, "dossier": exercise.dossier.slug,
            "dossier_version": exercise.dossier_version, "deleted_on": exercise.purge_at,
        },
        "seat": {
            "handle": seat.handle, "name": seat.name, "list_entry": seat.roster_id,
            "role": seat.role.title if seat.role else None, "council": seat.council.name if seat.council else None,
            "joined_at": seat.joined_at, "seen_at": seat.seen_at,
        },
        "devices": list(seat.devices.values("made_at", "revoked_at")),
        "answers": list(answers(Response.objects.visible_to(actor).select_related("phase"))),
        "notes": [
            {
                "on": f"{note.entry.kind}:{note.entry.slug}", "field": note.field, "passage": note.exact,
                "stance": note.stance, "text": note.body, "written_at": note.created_at,
            }
            for note in Annotation.objects.visible_to(actor).filter(seat=seat).exclude(body="").select_related("entry")
        ],
        "council": list(
            Artifact.objects.filter(by=seat).exclude(choice="", text="")
            .values("item", "choice", "text", "saved_at", "accepted_at", phase_number=F("phase__number"))
        ),
        "grades": list(Grade.objects.visible_to(actor).values("row", "points", "comment", "given_at")),
        "log": list(AuditEvent.objects.filter(seat=seat).values("at", "verb")),
    }  # fmt: skip


def answers(rows: Iterable[Response]) -> Iterable[dict[str, Any]]:
    for row in rows:
        yield {
            "phase": row.phase.number, "title": row.phase.title, "state": row.state, "answers": row.answers,
            "after_closing": row.after, "saved_at": row.saved_at, "handed_in_at": row.handed_in_at,
        }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def seat_erase(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Asks first. Then the seat is gone, and this browser forgets it."""
    if request.method != "POST" or request.POST.get("do") != "erase":
        counted = Response.objects.filter(seat=seat).counted().filter(phase__snapshots__isnull=False).exists()
        return render(request, "seats/erase.html", None, {**framed(request, seat), "counted": counted})
    gone = erase(seat, timezone.now())
    response = render(request, "seats/erased.html", None, {"exercise": seat.exercise, "gone": gone})
    for name, path in ((SEAT_COOKIE, f"/seat/{seat.exercise.link}/"), (JOINED_COOKIE, f"/join/{seat.exercise.code}/")):
        response.delete_cookie(name, path=path, samesite="Lax")
        response.cookies[name]["secure"] = settings.SESSION_COOKIE_SECURE
    return response
