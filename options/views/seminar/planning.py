"""What the forms of the desk share: who gets in, with everything typed, and saving on top of what stands."""

from collections.abc import Callable
from typing import Concatenate, Final, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods

from options.forms.seminar.fields import PlanForm
from options.models.seminar.exercises import NotNow
from options.views.parts import whole
from options.views.seminar.scope import instructing

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
SAVED: Final = 303
MOST_DIGITS: Final = 12


def planning(view: View[P]) -> View[P]:
    """For instructors; whoever was signed out while typing signs in there and then, and loses nothing."""
    return require_http_methods(["GET", "HEAD", "POST"])(instructing(view))


def keep(form: PlanForm, save: Callable[[], None]) -> int:
    """The status to answer with: `SAVED`, also when there was nothing to save; 422 and 409 show the form again."""
    if not form.is_valid():
        return 422
    if not form.changes:
        return SAVED
    if form.theirs:
        form.renew()
        return 409
    try:
        save()
    except NotNow as fault:
        form.add_error(None, str(fault))
        return 409
    return SAVED


def back_to(address: str) -> HttpResponse:
    return HttpResponseRedirect(address, status=SAVED)


def number(text: str | None) -> int:
    """0, which nothing has, for what is none."""
    return whole(text, MOST_DIGITS) or 0
