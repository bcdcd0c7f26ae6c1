"""Options kept to compare while reading, without an account: a cookie of slugs."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from options.addresses import own_path
from options.bundle.reading import Reading
from options.jinja import url
from options.pages import picks as pages
from options.views.parts import PICKS_COOKIE, dossier_and_reading, render, same_origin, wants_part


# The form stands on pages that are kept for everybody, so it can hold no CSRF token. `same_origin` asks the browser
# instead where the request comes from. Browsers say so with every POST; a request that says nothing is refused too:
# a script that wants a cookie of slugs can name an Origin, a cross-site page cannot.
@csrf_exempt
@require_POST
def picks(request: HttpRequest, dossier_slug: str) -> HttpResponse:
    """`add` and `remove` options, or `clear`; `one` follows its tick among `o`; `o` alone adds all that are ticked."""
    _dossier, reading = dossier_and_reading(request, dossier_slug)
    if not same_origin(request):
        raise PermissionDenied
    kept = changed(request, reading)
    if wants_part(request):
        response = reply(request, reading, kept)
    else:
        response = HttpResponseRedirect(back(request, reading), status=303)
    response.headers["Cache-Control"] = "private, no-store"
    return keep(response, reading, kept)


def changed(request: HttpRequest, reading: Reading) -> pages.Picks:
    """What is kept after this form. Slugs that the dossier does not have are dropped without a word."""
    asked, kept = request.POST, pages.read(request.COOKIES.get(PICKS_COOKIE, ""), reading)
    if "clear" in asked:
        return pages.Picks(())
    ticked, one = asked.getlist("o"), asked.getlist("one")
    add = [*asked.getlist("add"), *(slug for slug in ticked if not one or slug in one)]
    remove = [*asked.getlist("remove"), *(slug for slug in one if slug not in ticked)]
    return pages.changed(kept, reading, add, remove)


def reply(request: HttpRequest, reading: Reading, kept: pages.Picks) -> HttpResponse:
    """The button that was pressed, in its new state, and the tray. `here` is the page that htmx shows."""
    pressed = request.POST.get("add") or request.POST.get("remove") or ""
    context = {"picks": kept, "o": reading.options.get(pressed), "here": back(request, reading)}
    return render(request, "compare/_picked.html", reading, context)


def back(request: HttpRequest, reading: Reading) -> str:
    """Where the form stood: a path on this site and nothing else; the list of options when it says otherwise."""
    htmx = getattr(request, "htmx", None)
    asked = request.POST.get("next") or (htmx and htmx.current_url_abs_path) or ""
    return own_path(request, asked, url("options", reading.slug))


def keep(response: HttpResponse, reading: Reading, kept: pages.Picks) -> HttpResponse:
    """The cookie belongs to one dossier by its path, and to one visit: it ends with the browser."""
    path = url("overview", reading.slug)
    if kept:
        response.set_cookie(
            PICKS_COOKIE,
            pages.write(kept),
            path=path,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    else:
        response.delete_cookie(PICKS_COOKIE, path=path, samesite="Lax")
    return response
