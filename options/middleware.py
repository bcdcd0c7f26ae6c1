"""Who is asking: every request carries `request.actor`."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import SimpleLazyObject

from options.models.access import Actor
from options.models.seminar.seats import SEAT_COOKIE, SeatDevice

SEATS = "/seat/"


class ActorMiddleware:
    """Lazy, so that a view that never asks touches neither session nor database and sends no `Vary: Cookie`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def actor_of(request: HttpRequest) -> Actor:
    """In an exercise the seat that this browser holds, everywhere else the person who is signed in; never both."""
    if request.path.startswith(SEATS):
        device = SeatDevice.objects.with_token(request.COOKIES.get(SEAT_COOKIE, ""))
        return Actor(seat=device.seat if device else None)
    return Actor(user=request.user if request.user.is_authenticated else None)
