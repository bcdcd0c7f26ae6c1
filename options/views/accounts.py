"""People's accounts: sign in, sign out, change one's own password."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from options.addresses import own_path
from options.forms.accounts import PasswordForm, SignInForm, Slowed
from options.jinja import url
from options.models.throttles import Bucket, folded, key, sign_in_buckets
from options.views.parts import render_part, wants_part

BROWSER_COOKIE: Final = "browser"
BROWSER_SALT: Final = "options.accounts.browser"
BROWSER_KEPT: Final = 180 * 24 * 3600

private = cache_control(private=True, no_store=True)
shown_and_sent = require_http_methods(["GET", "HEAD", "POST"])


@private
@sensitive_post_parameters("password")
@shown_and_sent
def sign_in(request: HttpRequest) -> HttpResponse:
    """On to `next` when the password is right, or when somebody is signed in already."""
    onward = own_path(request, request.POST.get("next") or request.GET.get("next") or "")
    if request.user.is_authenticated:
        return go(request, onward)
    data = request.POST if request.method == "POST" else None
    form = SignInForm(request, data, buckets_of=partial(buckets_of, request), now=timezone.now())
    if not form.is_valid():
        here = url("sign-in", next=None if onward == "/" else onward)
        return answer(request, "sign_in", form, {"next": onward, "here": here, "sign_in": "", "focus": form.focus})
    login(request, form.get_user())
    return remember(go(request, onward), form.get_user().get_username())


@private
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("home")


@private
@sensitive_post_parameters()
@login_required
@shown_and_sent
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password. Sessions elsewhere end by it, because each carries a hash of the password."""
    data = request.POST if request.method == "POST" else None
    form = PasswordForm(request.user, data, buckets_of=partial(buckets_of, request), now=timezone.now())
    if not form.is_valid():
        told = [str(message) for message in messages.get_messages(request)]
        return answer(request, "password", form, {"notices": told, "focus": "" if told else form.focus})
    user = form.save(commit=False)
    user.save(update_fields=["password"])
    update_session_auth_hash(request, user)
    messages.success(request, _("Your password is changed. You stay signed in here and are signed out elsewhere."))
    return go(request, url("password"))


def answer(request: HttpRequest, name: str, form: Slowed, context: dict[str, Any]) -> HttpResponse:
    """The form, to be filled in or with its faults: 422 when something is wrong with it, 429 when it came too soon."""
    status = (429 if form.wait else 422) if form.is_bound else 200
    page, part = f"registration/{name}.html", f"registration/_{name}.html"
    response = render_part(request, page, part, None, {"form": form, **context}, status=status)
    if form.wait:
        response.headers["Retry-After"] = str(form.wait)
    return response


def go(request: HttpRequest, address: str) -> HttpResponse:
    """htmx would put what a redirect leads to into the page it came from; it is told to leave that page."""
    return HttpResponseClientRedirect(address) if wants_part(request) else redirect(address)


def buckets_of(request: HttpRequest, name: str) -> Sequence[Bucket]:
    return sign_in_buckets(name, request.META.get("REMOTE_ADDR", ""), browser=known_browser(request, name))


def known_browser(request: HttpRequest, name: str) -> str:
    """The mark of a browser that has signed in to this account before, "" of any other."""
    account = request.get_signed_cookie(BROWSER_COOKIE, "", salt=BROWSER_SALT, max_age=BROWSER_KEPT)
    return request.COOKIES[BROWSER_COOKIE] if account == key("browser", folded(name)) else ""


def remember(response: HttpResponse, name: str) -> HttpResponse:
    """Mark the browser as one that knows the account's password, so that nobody near it can make it wait."""
    response.set_signed_cookie(
        BROWSER_COOKIE,
        key("browser", folded(name)),
        salt=BROWSER_SALT,
        max_age=BROWSER_KEPT,
        path="/accounts/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
