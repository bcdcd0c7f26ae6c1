"""Rows inside an entry's form."""

from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from options.admin.base import ChoosesEntries, MayEdit
from options.forms import links
from options.models import Assessment, Bearing, Citation, Entry, Exposure, Requirement
from options.models.evidence import HELPS


class Inline(ChoosesEntries, MayEdit, admin.StackedInline):
    extra = 0
    classes = ("collapse",)  # Django opens a list that has an error
    about = ""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A row is part of its entry's content: taking it out makes a revision like any other change."""
        return self.has_change_permission(request, obj)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        rows = super().get_queryset(request).select_related(self.about)
        return rows.order_by(f"{self.about}__entry__slug")


class ExposureInline(Inline):
    model = Exposure
    form, formset = links.ExposureForm, links.Exposures
    about = "risk"
    verbose_name, verbose_name_plural = _("risk"), _("risks of this option")
    fields = ["risk", "applies", ("likelihood", "severity", "confidence"), "rationale", ("by", "as_of")]


class BearingInline(Inline):
    model = Bearing
    form, formset = links.BearingForm, links.Bearings
    about = "question"
    verbose_name, verbose_name_plural = _("legal question"), _("legal questions it raises")
    fields = ["question", "effect", "note"]


class AssessmentInline(Inline):
    model = Assessment
    form, formset = links.AssessmentForm, links.Assessments
    about = "criterion"
    verbose_name, verbose_name_plural = _("score"), _("scores")
    fields = ["criterion", ("low", "best", "high", "confidence"), "rationale", ("by", "as_of"), "counter_views"]


class HelpInline(Inline):
    model = Requirement
    form, formset = links.HelpForm, links.Helps
    about = "precondition"
    verbose_name = _("condition that helps")
    verbose_name_plural = _("conditions that help, without being needed")
    fields = ["precondition"]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return super().get_queryset(request).filter(kind=HELPS)


class CitationInline(Inline):
    """Citations hang on the entry, and the form is that of its typed row: the formset goes from one to the other.

    Only the rows that stand by themselves: what is cited inside a YAML field is edited there.
    """

    model = Citation
    form, formset = links.CitationForm, links.Citations
    fk_name = "entry"
    verbose_name, verbose_name_plural = _("citation"), _("citations")
    fields = [
        ("basis", "source", "locator"), ("claim", "relation", "field"), "note", "quote", "place_in_list",
    ]  # fmt: skip

    def __init__(self, parent_model: Any, admin_site: admin.AdminSite) -> None:
        super().__init__(Entry, admin_site)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        rows = admin.StackedInline.get_queryset(self, request).filter(path="").select_related("source")
        return rows.order_by(F("about__kind").asc(nulls_first=True), "about__slug", "position", "pk")


class OptionCitationInline(CitationInline):
    """An option's citations may support one of its cells."""

    fields = ["about", *CitationInline.fields]
