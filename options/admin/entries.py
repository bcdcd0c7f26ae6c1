"""One list and one form for each kind of entry. Field order follows the page that readers see."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from options.admin.base import ArchivedFilter, BoundedSearch, MayRead, day
from options.admin.inlines import (
    AssessmentInline,
    BearingInline,
    CitationInline,
    ExposureInline,
    HelpInline,
    OptionCitationInline,
)
from options.admin.publishing import PublishesEntries
from options.admin.site import is_admin, site
from options.forms import entries as forms
from options.models import (
    Claim,
    Criterion,
    Dossier,
    Entry,
    ExerciseTemplate,
    LegalQuestion,
    Option,
    Precondition,
    Risk,
    Source,
)

DOSSIER, TITLED = "entry__dossier", ("title", "entry__slug")


@admin.register(Dossier, site=site)
class DossierAdmin(PublishesEntries):
    form = forms.DossierForm
    identity_fields = ("slug",)
    content_fields = (
        "title", "question", "summary", ("as_of", "language", "visibility", "stale_after_days"),
        "notes", "screening_tests", "relations",
    )  # fmt: skip
    list_display = ("title", "slug", "visibility", "as_of", "version")
    search_fields = ("title", "slug", "question")
    actions = ()

    def get_queryset(self, request: HttpRequest) -> Any:
        return admin.ModelAdmin.get_queryset(self, request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_admin(request)


@admin.register(Source, site=site)
class SourceAdmin(PublishesEntries):
    form = forms.SourceForm
    content_fields = (
        "title", ("kind", "read", "date"), "read_note", "citation", ("author", "publisher", "jurisdiction"),
        "url", "archived_url", "accessed", "effect",
    )  # fmt: skip
    list_display = ("title", "kind", "read", "date", "entry__dossier")
    list_filter = (DOSSIER, ArchivedFilter, "kind", "read", "jurisdiction")
    search_fields = (*TITLED, "author", "publisher", "citation")


@admin.register(Claim, site=site)
class ClaimAdmin(PublishesEntries):
    form = forms.ClaimForm
    content_fields = (("source", "section", "paragraph", "type"), "text", "doubt")
    list_display = ("__str__", "type", "section", "paragraph", "entry__dossier")
    list_filter = (DOSSIER, ArchivedFilter, "type")
    search_fields = ("text", "section", "entry__slug")


@admin.register(Option, site=site)
class OptionAdmin(PublishesEntries):
    form = forms.OptionForm
    content_fields = (
        "title", ("order", "baseline", "in_article", "under_way"), "summary", "description",
        ("posture", "force_level", "instrument"), "instruments_secondary", "lead_actor",
        ("consent_needed", "time_to_effect", "reversibility"), "consent_note", "time_note", "reversibility_note",
        "proposed_by", "requires", "requires_note",
    )  # fmt: skip
    inlines = (ExposureInline, BearingInline, AssessmentInline, HelpInline, OptionCitationInline)
    list_display = ("title", "order", "posture", "force_level", "consent_needed", "entry__dossier")
    list_filter = (DOSSIER, ArchivedFilter, "posture", "force_level", "consent_needed", "time_to_effect", "under_way")
    search_fields = (*TITLED, "summary", "description")


@admin.register(Risk, site=site)
class RiskAdmin(PublishesEntries):
    form = forms.RiskForm
    content_fields = ("title", "description", "rationale", "mitigations")
    inlines = (CitationInline,)
    list_display = ("title", "entry__dossier")
    list_filter = (DOSSIER, ArchivedFilter)
    search_fields = (*TITLED, "description")


@admin.register(Precondition, site=site)
class PreconditionAdmin(PublishesEntries):
    form = forms.PreconditionForm
    content_fields = (
        "title", ("kind", "status", "status_as_of"), "description", "status_note", "verify", "depends_on",
    )  # fmt: skip
    inlines = (CitationInline,)
    list_display = ("title", "kind", "status", "status_as_of", "entry__dossier")
    list_filter = (DOSSIER, ArchivedFilter, "kind", "status")
    search_fields = (*TITLED, "description", "verify")


@admin.register(LegalQuestion, site=site)
class LegalQuestionAdmin(PublishesEntries):
    form = forms.LegalQuestionForm
    content_fields = ("title", "question", ("jurisdiction", "state"), "why_it_matters", "state_note", "arguments")
    inlines = (CitationInline,)
    list_display = ("title", "jurisdiction", "state", "entry__dossier")
    list_filter = (DOSSIER, ArchivedFilter, "jurisdiction", "state")
    search_fields = (*TITLED, "question", "why_it_matters")


@admin.register(Criterion, site=site)
class CriterionAdmin(PublishesEntries):
    form = forms.CriterionForm
    content_fields = ("title", "definition", ("direction", "group"), "scale", "screening", "note")
    inlines = (CitationInline,)
    list_display = ("title", "group", "direction", "entry__dossier")
    list_filter = (DOSSIER, ArchivedFilter, "group", "direction")
    search_fields = (*TITLED, "definition")


@admin.register(ExerciseTemplate, site=site)
class ExerciseTemplateAdmin(PublishesEntries):
    form = forms.ExerciseForm
    content_fields = ("title", "body")
    list_display = ("title", "entry__dossier")
    list_filter = (DOSSIER, ArchivedFilter)
    search_fields = TITLED


@admin.register(Entry, site=site)
class EntryAdmin(BoundedSearch, MayRead, admin.ModelAdmin):
    """All kinds in one list, latest change first. Also what a citation's cell is chosen from."""

    list_display = ("slug", "kind", "dossier", "published", "archived")
    list_filter = ("dossier", "kind", "live__origin")
    list_select_related = ("dossier", "live")
    search_fields = ("slug", "risk__title", "legalquestion__title", "criterion__title", "option__title")
    ordering = ("-live__published_at", "kind", "slug")

    @admin.display(description=_("last published"), ordering="live__published_at")
    def published(self, obj: Entry) -> str:
        return day(obj.live.published_at) if obj.live else ""

    @admin.display(description=_("archived"), ordering="archived_at")
    def archived(self, obj: Entry) -> str:
        return day(obj.archived_at)

    def view_on_site(self, obj: Entry) -> str:
        return obj.get_absolute_url()
