"""The admin as curators and reviewers see it. Staff may do everything in it; nobody deletes."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from options.addresses import own_path
from options.forms.choices import CELL_KINDS, is_chosen_from, key_of, label, of_dossier, with_labels
from options.models import Entry

View = Callable[..., HttpResponse]
IN_ORDER: Final = (
    "Dossier", "Option", "Risk", "Precondition", "LegalQuestion", "Claim", "Source", "Criterion", "ExerciseTemplate",
    "Entry", "User",
)  # fmt: skip


def may_edit(request: HttpRequest) -> bool:
    """Curators, reviewers and staff."""
    return bool(request.actor.edits)  # type: ignore[attr-defined]


def is_admin(request: HttpRequest) -> bool:
    return bool(request.actor.is_admin)  # type: ignore[attr-defined]


class Suggestions(AutocompleteJsonView):
    """What an autocomplete field offers: entries of one dossier when the form knows which."""

    def get_queryset(self) -> "QuerySet[Any]":
        rows = super().get_queryset()
        if not is_chosen_from(rows.model):
            raise PermissionDenied
        rows = of_dossier(with_labels(rows), key_of(self.request.GET.get("dossier")))
        return rows.filter(kind__in=CELL_KINDS) if rows.model is Entry else rows

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        return {"id": str(getattr(obj, to_field_name)), "text": label(obj)}


class CurationSite(admin.AdminSite):
    site_header = site_title = _("Editing")
    index_title = _("What to edit")
    enable_nav_sidebar = True
    empty_value_display = ""

    def has_permission(self, request: HttpRequest) -> bool:
        return may_edit(request)

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Visitors are sent to sign in, members without a role are refused."""
        guarded = super().admin_view(view, cacheable)

        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if "%00" in request.META.get("QUERY_STRING", ""):
                raise Http404("PostgreSQL stores no NUL, so nothing can be found by one")
            if not may_edit(request):
                if request.user.is_authenticated:
                    raise PermissionDenied
                return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}")
            try:
                return guarded(request, *args, **kwargs)
            except OverflowError:
                raise Http404("SQLite has no row with a key of that size") from None

        return update_wrapper(inner, guarded)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """One list, in the order of the site map, people last."""
        apps: list[Any] = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: IN_ORDER.index(model["object_name"]))
        return apps

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is one sign-in, the one that slows guessing down."""
        onward = own_path(request, request.GET.get("next", ""), "/admin/")
        return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': onward})}")

    def logout(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect("sign-out", preserve_request=True)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect("password")

    def password_change_done(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect("password")

    def autocomplete_view(self, request: HttpRequest) -> JsonResponse:
        return Suggestions.as_view(admin_site=self)(request)  # type: ignore[return-value]


site: Final = CurationSite(name="admin")
