"""What was typed outlives the session it was typed in: who sends it signs in there and then."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Concatenate, Final, ParamSpec, cast

from django.contrib.auth import login
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from options.forms.accounts import SignInForm
from options.models.throttles import sign_in_buckets
from options.views.parts import render

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
SIGNING_IN: Final = ("csrfmiddlewaretoken", "username", "password")


def signed_in(view: View[P]) -> View[P]:
    """A visitor is led to sign in. What was typed outlives its session: who sent it signs in there and then."""

    @sensitive_post_parameters("password")
    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method != "POST":
            return redirect_to_login(request.get_full_path())
        buckets_of = partial(sign_in_buckets, address=request.META.get("REMOTE_ADDR", ""))
        data = request.POST if "password" in request.POST else None
        form = SignInForm(request, data, buckets_of=buckets_of, now=timezone.now())
        if not form.is_valid():
            return sign_in_again(request, form)
        login(request, form.get_user())  # whoever asks for the actor from here on gets this one
        return view(request, *args, **kwargs)

    return cast("View[P]", wrapped)


def sign_in_again(request: HttpRequest, form: SignInForm) -> HttpResponse:
    """The fields to sign in with, and everything that was sent."""
    every = [(name, value) for name, values in request.POST.lists() for value in values]
    typed = [(name, value) for name, value in every if name not in SIGNING_IN]
    status = 403 if not form.is_bound else 429 if form.wait else 422
    response = render(request, "registration/again.html", None, {"form": form, "typed": typed}, status=status)
    if form.wait:
        response.headers["Retry-After"] = str(form.wait)
    return response
