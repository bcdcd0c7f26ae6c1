"""What all lists and forms of the admin share: who may, how far a search goes, and that nothing is ever deleted."""

from datetime import datetime
from typing import Any, Final

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.forms import Field, Textarea
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from options.admin.site import is_admin, may_edit, site
from options.forms.choices import ChooseEntry, EntryField
from options.models import Claim, Criterion, Entry, LegalQuestion, Option, Precondition, Risk, Source

SEARCH_MAX: Final = 200  # characters
WORDS_MAX: Final = 8
ENTRIES: Final = (Entry, Source, Claim, Option, Risk, Precondition, LegalQuestion, Criterion)


class MayEdit:
    """Whoever `may` (curators, reviewers and staff) may see, add and change. There is no deleting."""

    may = staticmethod(may_edit)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.may(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class MayRead(MayEdit):
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class AdminsOnly(MayEdit):
    may = staticmethod(is_admin)


class BoundedSearch:
    """Each word of a search is one more condition over every row, so there are at most WORDS_MAX of them."""

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> "tuple[QuerySet[Any], bool]":
        words = search_term.replace("\x00", "")[:SEARCH_MAX].split()[:WORDS_MAX]
        found: tuple[QuerySet[Any], bool] = super().get_search_results(request, queryset, " ".join(words))
        return found


class ChoosesEntries:
    """Other entries are chosen by an autocomplete field that asks the database nothing by itself."""

    admin_site: admin.AdminSite

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        if isinstance(db_field, models.ForeignKey) and db_field.related_model in ENTRIES:
            rows = db_field.related_model._default_manager.all()
            chosen: Field | None = db_field.formfield(
                form_class=EntryField, widget=ChooseEntry(db_field, site), queryset=rows
            )
            return chosen
        if isinstance(db_field, models.URLField):
            kwargs.setdefault("assume_scheme", "https")
        if isinstance(db_field, models.TextField) and not isinstance(db_field, models.JSONField):
            kwargs.setdefault("widget", Textarea(attrs={"rows": 6, "class": "vLargeTextField"}))
        field: Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)
        return field


class ArchivedFilter(admin.SimpleListFilter):
    title = _("archived")
    parameter_name = "archived"
    path = "entry__archived_at"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", _("No")), ("yes", _("Yes"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(**{f"{self.path}__isnull": self.value() == "no"})


def day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment else ""
