"""What page views share: fetching the dossier or comparison in scope, the frame, parts for htmx, and caching."""

from collections.abc import Callable, Mapping
from functools import wraps
from hashlib import sha256
from typing import Any, Concatenate, Final, ParamSpec, cast
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import get_template
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from options.bundle.reading import Reading
from options.models import VISITOR, Actor, Comparison, Dossier, User
from options.models.seminar.seats import SEAT_COOKIE
from options.pages import picks
from options.pages.frame import frame

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

PICKS_COOKIE: Final = "picks"
THEME_COOKIE: Final = "theme"
THEMES: Final = ("light", "dark")
CACHED_FOR: Final = 3600  # seconds; a new version has a new key, so this only bounds memory
LONGEST_CACHED_QUERY: Final = 500  # code points; longer ones are one visitor's own


def dossier_and_reading(request: HttpRequest, slug: str) -> tuple[Dossier, Reading]:
    """The dossier in scope and its live reading; 404 for one that is missing or not the actor's to see."""
    known: tuple[Dossier, Reading] | None = getattr(request, "_in_scope", None)
    if known is None or known[0].slug != slug:
        dossier = Dossier.objects.visible_to(request.actor).filter(slug=slug).first()  # type: ignore[attr-defined]
        if dossier is None:
            raise Http404("no such dossier")
        known = dossier, dossier.reading()
        request._in_scope = known  # type: ignore[attr-defined]
    return known


def comparison_of(request: HttpRequest, link: UUID, *, deleted: bool = False) -> Comparison:
    """A saved comparison that the actor may open; 404 for one that is missing or not theirs to see.

    `deleted`: also one's own that is deleted, to bring it back.
    """
    rows = Comparison.objects.select_related("dossier", "current__by").visible_to(request.actor)  # type: ignore[attr-defined]
    found = get_object_or_404(rows, link=link)
    if found.deleted_at and not deleted:
        raise Http404("deleted")
    return found


def unlisted(view: View[P]) -> View[P]:
    """A link is the key to a comparison: neither search engines nor caches must keep what it opens."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return cast("View[P]", wrapped)


def page(view: View[P]) -> View[P]:
    """Decorates a view `(request, dossier_slug, ...)`: GET and HEAD only; 304 and shared copies where they are allowed.

    A shared copy is kept and served only for a visitor whose request carries no session, seat or picks cookie, so
    nobody's selection or name can reach another reader.
    """

    @require_safe
    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not is_shareable(request):
            response = view(request, *args, **kwargs)
            response.headers.setdefault("Cache-Control", "private, no-store")
            return response
        dossier, reading = dossier_and_reading(request, str(kwargs["dossier_slug"]))
        key = page_key(request, dossier, reading)
        etag = f'"{key}"'
        if answer := get_conditional_response(request, etag=etag):
            return shared(answer, etag)
        body: tuple[str, bytes] | None = cache.get(f"page:{key}")
        if body is not None:
            return shared(HttpResponse(body[1], content_type=body[0]), etag)
        response = view(request, *args, **kwargs)
        if response.status_code != 200 or response.cookies or response.streaming:
            return response
        if len(request.META.get("QUERY_STRING", "")) <= LONGEST_CACHED_QUERY:
            cache.set(f"page:{key}", (response.headers["Content-Type"], response.content), CACHED_FOR)
        return shared(response, etag)

    return cast("View[P]", wrapped)


def is_shareable(request: HttpRequest) -> bool:
    """May this reply be kept for others?"""
    private = (settings.SESSION_COOKIE_NAME, SEAT_COOKIE, PICKS_COOKIE, "messages")
    return not any(name in request.COOKIES for name in private)


def reader(request: HttpRequest) -> Actor:
    """For whom a page is made. A shareable request never touches the session."""
    return VISITOR if is_shareable(request) else request.actor  # type: ignore[attr-defined]


def person(request: HttpRequest) -> User:
    """Who is signed in; for views that nobody else gets into."""
    return cast("User", request.user)


def page_key(request: HttpRequest, dossier: Dossier, reading: Reading) -> str:
    """All that a shared page depends on. The day is part of it, because a dossier grows stale by the day."""
    query = sorted(request.GET.lists(), key=lambda pair: pair[0])
    parts = (
        request.get_host(), request.scheme, request.path, query, dossier.pk, reading.version, dossier.redactions,
        dossier.checks, dossier.said, get_language(), theme_of(request), wants_part(request),
        timezone.localdate().isoformat(),
    )  # fmt: skip
    return sha256(repr(parts).encode()).hexdigest()[:32]


def shared(response: HttpResponse, etag: str) -> HttpResponse:
    """Headers of a page that is the same for every visitor: keep it, but ask before using it again."""
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    patch_vary_headers(response, ("Cookie", "HX-Request", "Accept-Language"))
    return response


def render(
    request: HttpRequest, template: str, reading: Reading | None, context: Mapping[str, Any],
    *, section: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    """A whole page in the frame. `reading` None is for pages outside a dossier."""
    body = get_template(template, using="jinja2").render(
        {**frame_context(request, reading, section), **context}, request
    )
    response = HttpResponse(body, status=status)
    response.headers["Cache-Control"] = "private, no-store"  # `page` replaces it where the reply may be shared
    patch_vary_headers(response, ("Cookie", "HX-Request"))
    return response


def render_part(
    request: HttpRequest, page: str, part: str, reading: Reading | None, context: Mapping[str, Any],
    *, section: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The part alone for htmx, the page that includes it for everyone else. The client never names a template."""
    return render(request, part if wants_part(request) else page, reading, context, section=section, status=status)


def wants_part(request: HttpRequest) -> bool:
    """Does htmx ask for a part? Restoring a page from its history needs the whole."""
    htmx = getattr(request, "htmx", None)
    return bool(htmx and not htmx.history_restore_request)


def frame_context(request: HttpRequest, reading: Reading | None, section: str) -> dict[str, Any]:
    """What base.html needs."""
    actor = reader(request)
    return {
        "reading": reading,
        "frame": frame(reading, timezone.localdate()) if reading else None,
        "section": section,
        "section_names": section_names(),
        "user": actor.user,
        "edits": actor.edits,
        "teaches": actor.teaches,
        **going_on_to(request.get_full_path()),
        "address": request.build_absolute_uri(),
        "theme": theme_of(request),
        "themes": (("light", _("light")), ("dark", _("dark")), ("", _("as this device"))),
        "notices": (),
        "picks": picks.read(request.COOKIES.get(PICKS_COOKIE, ""), reading) if reading else None,
    }


def going_on_to(here: str) -> dict[str, str]:
    """Where signing in and choosing colours lead back to. An address that a form made is too long for that: pages with
    one give the short one."""
    return {"here": here, "sign_in": f"{settings.LOGIN_URL}?{urlencode({'next': here})}"}


def section_names() -> dict[str, str]:
    return {
        "overview": _("Overview"), "options": _("Options"), "risks": _("Risks"), "preconditions": _("Preconditions"),
        "law": _("Law"), "claims": _("Claims"), "sources": _("Sources"), "criteria": _("Criteria"),
        "compare": _("Compare"), "weigh": _("Weigh"), "annotations": _("Annotations"), "changes": _("Changes"),
    }  # fmt: skip


def whole(text: str | None, digits: int) -> int | None:
    """A number that somebody sent, of so many digits at most; None for what is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= digits else None


def theme_of(request: HttpRequest) -> str:
    """light, dark, or "" for what the device says."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return theme if theme in THEMES else ""


def same_origin(request: HttpRequest) -> bool:
    """Does this POST come from a page of ours? For forms without a CSRF token, on pages that are shared.

    Browsers send at least one of the three headers with a form; a request with none is refused.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    sender = request.headers.get("Origin") or request.headers.get("Referer") or ""
    parts = urlsplit(sender)
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())
