"""The sheet to print and hand out, or to leave on the wall: how to join."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from options.jinja import url
from options.pages.seminar.codes import spaced
from options.pictures.qr import qr
from options.views.parts import render
from options.views.seminar.scope import exercise_of, instructing


@require_safe
@instructing
def exercise_sheet(request: HttpRequest, link: UUID) -> HttpResponse:
    exercise = exercise_of(request, link)
    there = request.build_absolute_uri(url("join-code", exercise.code))
    context = {
        "exercise": exercise, "code": spaced(exercise.code), "picture": qr(there), "there": there,
        "typed": request.build_absolute_uri(url("join")).partition("://")[2].rstrip("/"),
    }  # fmt: skip
    return render(request, "seminar/sheet.html", None, context)
