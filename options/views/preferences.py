"""How a reader wants the pages: light or dark, keyboard help on or off. Cookies, so that no account is needed."""

from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from options.addresses import own_path
from options.views.parts import THEME_COOKIE, THEMES, render, same_origin

CHOICES: Final = {THEME_COOKIE: THEMES, "keys": ("off",)}
A_YEAR: Final = 365 * 24 * 3600


@csrf_exempt  # the form stands on shared pages, which hold no token; same_origin guards it instead
@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    if not same_origin(request):
        raise PermissionDenied
    response = redirect(own_path(request, request.POST.get("next", "")))
    for name, allowed in CHOICES.items():
        if name not in request.POST:
            continue
        if (value := request.POST[name]) in allowed:
            response.set_cookie(name, value, max_age=A_YEAR, samesite="Lax", secure=request.is_secure())
        else:
            response.delete_cookie(name, samesite="Lax")
    return response


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """What the keyboard does."""
    off = request.COOKIES.get("keys") == "off"
    return render(request, "frame/keys.html", None, {"off": off})
