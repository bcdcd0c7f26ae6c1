"""What a seat's page asks often: is anything new? And rarely: I am still here."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from options.models import Exercise, Phase, Seat
from options.models.seminar.seats import SEAT_COOKIE, SeatDevice
from options.views.parts import unlisted
from options.views.seats.scope import seated


@require_safe
@unlisted
def seat_poll(request: HttpRequest, link: UUID) -> HttpResponse:
    """204 when nothing has changed since `v`. One query, and nothing written, but where the clock has run out."""
    pulse = SeatDevice.objects.pulse(request.COOKIES.get(SEAT_COOKIE, ""), link)
    if pulse is None:
        raise Http404("no such seat")
    if pulse.due_at and pulse.due_at <= timezone.now():
        Phase.objects.close_due(Exercise.objects.get(link=link), timezone.now())
        pulse = SeatDevice.objects.pulse(request.COOKIES.get(SEAT_COOKIE, ""), link) or pulse
    if request.GET.get("v") == pulse.version:
        return HttpResponse(status=204)
    return JsonResponse({"v": pulse.version, "epoch": pulse.epoch})


@require_http_methods(["POST"])
@seated
def seat_here(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Every minute or so, while the page is open: the board tells who is away."""
    seat.is_seen(timezone.now())
    return HttpResponse(status=204)
