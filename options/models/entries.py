"""Entries, and one typed row for each: what lists query, sort and constrain.

Pages show readings (`options.bundle.reading`), made from revisions; these rows are the live index behind them and
what curators edit in the admin. Column names are the content's field names.
"""

from datetime import datetime
from typing import ClassVar, Final, Self, get_args

from django.apps import apps
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from options.analysis import scales
from options.bundle import schema
from options.bundle.schema import TITLE_MAX
from options.models.access import Actor
from options.models.dossier import Dossier
from options.models.fields import choice_field, line_field, list_field, one_of, slug_field, text_field

KINDS: Final = tuple(schema.CONTENT)
SOURCE_KINDS: Final = get_args(schema.SourceKind)
CLAIM_TYPES: Final = get_args(schema.ClaimType)
PRECONDITION_KINDS: Final = get_args(schema.PreconditionKind)
# Where a kind lives in the site map.
PATHS: Final = {
    "source": "sources",
    "claim": "claims",
    "option": "options",
    "risk": "risks",
    "precondition": "preconditions",
    "legal-question": "law",
    "criterion": "criteria",
    "exercise": "exercises",
    "dossier": "dossier",
}
KINDS_BY_PATH: Final = {path: kind for kind, path in PATHS.items()}
CONFIDENTIAL: Final = ("exercise",)


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, actor: Actor, now: datetime | None = None) -> Self:
        """Published entries of visible dossiers, and for those who read drafts the others too.

        Exercises only for those who may read role cards.
        """
        seen = self.filter(dossier__in=Dossier.objects.visible_to(actor, now))
        if not actor.reads_confidential:
            seen = seen.exclude(kind__in=CONFIDENTIAL)
        return seen if actor.reads_drafts else seen.published()

    def published(self) -> Self:
        return self.filter(live__isnull=False)

    def current(self) -> Self:
        """Published and not archived."""
        return self.published().filter(archived_at=None)

    @transaction.atomic
    def archive(self, dossier: Dossier, now: datetime) -> int:
        """Archive these entries of one dossier as one new version of it; returns how many.

        Nothing is deleted: an archived entry keeps its address, its history and what refers to it.
        """
        version = Dossier.locked(dossier.pk).version + 1
        entries = list(self.current().filter(dossier=dossier).values_list("pk", flat=True))
        if entries:
            revisions = apps.get_model("options", "Revision")._default_manager  # it stands after this module
            revisions.filter(live_of__in=entries).update(archived_at=now, archived_from=version)
            Entry.objects.filter(pk__in=entries).update(archived_at=now)
            Dossier.objects.filter(pk=dossier.pk).update(version=version)
        return len(entries)


class Entry(models.Model):
    """One thing that can be cited, annotated and revised. (dossier, kind, slug) is its identity for ever."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=16, choices=[(kind, kind.replace("-", " ")) for kind in KINDS])
    slug = slug_field()
    position = models.PositiveIntegerField(default=0)
    live = models.OneToOneField("Revision", on_delete=models.PROTECT, null=True, editable=False, related_name="live_of")
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    lock_version = models.PositiveIntegerField(default=0, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["dossier", "kind", "position", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "kind", "slug"], name="entry_identity"),
            one_of("entry_kind", "kind", KINDS),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.slug}"

    def get_absolute_url(self) -> str:
        """Where readers find it. Claims share one page; a dossier is its overview."""
        base = f"/d/{self.dossier.slug}/"
        if self.kind == "dossier":
            return base
        if self.kind == "claim":
            return f"{base}claims/#{self.slug}"
        return f"{base}{PATHS[self.kind]}/{self.slug}/"

    def lock_token(self) -> str:
        """Names the state of the entry that a form was made from: its publications so far, and its redactions."""
        return f"{self.lock_version}.{self.redactions.count()}"


class Typed(models.Model):
    """The typed row of an entry. `entry_kind` ties a model to its content class."""

    entry_kind: ClassVar[str]
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["entry__position", "entry__slug"]

    def __str__(self) -> str:
        return str(getattr(self, "title", "")) or self.entry.slug

    @property
    def slug(self) -> str:
        return str(self.entry.slug)


class Source(Typed):
    entry_kind = "source"
    title = line_field()
    kind = models.CharField(max_length=20, choices=[(k, k.replace("-", " ")) for k in SOURCE_KINDS])
    read = choice_field(scales.READ, help_text=_("How far the compiler has read it."))
    read_note = text_field()
    citation = text_field(help_text=_("The full reference, for a law or a case."))
    author = line_field()
    publisher = line_field()
    date = line_field(help_text=_("Free text that starts with the year when it is known."))
    url = models.URLField(max_length=2000, blank=True, default="", help_text=_("Starts with http:// or https://."))
    archived_url = models.URLField(max_length=2000, blank=True, default="")
    accessed = line_field()
    jurisdiction = slug_field(blank=True, default="")
    effect = text_field(help_text=_("What it does, or why it matters here."))

    class Meta(Typed.Meta):
        constraints = [
            one_of("source_kind", "kind", SOURCE_KINDS),
            one_of("source_read", "read", scales.READ),
        ]


class Claim(Typed):
    entry_kind = "claim"
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="claims")
    section = line_field()
    paragraph = models.IntegerField()
    type = choice_field(CLAIM_TYPES)
    text = models.TextField()
    doubt = models.JSONField(null=True, blank=True)

    class Meta(Typed.Meta):
        constraints = [one_of("claim_type", "type", CLAIM_TYPES)]

    def __str__(self) -> str:
        return f"{self.entry.slug}: {self.text[:70]}"


class Risk(Typed):
    entry_kind = "risk"
    title = models.CharField(max_length=TITLE_MAX)
    description = models.TextField()
    rationale = text_field()
    mitigations = list_field()


class Precondition(Typed):
    entry_kind = "precondition"
    title = models.CharField(max_length=TITLE_MAX)
    kind = choice_field(PRECONDITION_KINDS)
    description = models.TextField()
    status = choice_field(scales.STATUS)
    status_as_of = line_field(help_text=_("When the status was last looked at, as year and month."))
    status_note = text_field()
    verify = models.TextField(help_text=_("How somebody could check whether it holds."))
    depends_on = models.JSONField(null=True, blank=True)

    class Meta(Typed.Meta):
        constraints = [
            one_of("precondition_status", "status", scales.STATUS),
            one_of("precondition_kind", "kind", PRECONDITION_KINDS),
        ]


class LegalQuestion(Typed):
    entry_kind = "legal-question"
    title = models.CharField(max_length=TITLE_MAX)
    question = line_field()
    jurisdiction = slug_field()
    why_it_matters = models.TextField()
    state = choice_field(scales.LEGAL_STATE)
    state_note = models.TextField()
    arguments = list_field()

    class Meta(Typed.Meta):
        constraints = [one_of("legal_question_state", "state", scales.LEGAL_STATE)]


class Criterion(Typed):
    entry_kind = "criterion"
    title = models.CharField(max_length=TITLE_MAX)
    definition = models.TextField()
    direction = choice_field(("more", "less"), help_text=_("Which way is better."))
    scale = models.JSONField()
    screening = list_field()
    group = slug_field(blank=True, default="")
    note = text_field()

    class Meta(Typed.Meta):
        verbose_name_plural = "criteria"
        constraints = [one_of("criterion_direction", "direction", ("more", "less"))]


class Option(Typed):
    """`requires` is null when nobody has said what the option needs, "none" when it needs nothing."""

    entry_kind = "option"
    order = models.IntegerField(help_text=_("Place on the axis that lists and pictures follow."))
    title = models.CharField(max_length=TITLE_MAX)
    summary = line_field()
    description = models.TextField()
    posture = choice_field(scales.POSTURE)
    force_level = choice_field(scales.FORCE)
    instrument = slug_field(help_text=_("The main means: military, diplomatic, financial ..."))
    instruments_secondary = list_field()
    lead_actor = line_field()
    consent_needed = choice_field(scales.CONSENT)
    consent_note = text_field()
    time_to_effect = choice_field(scales.TIME_TO_EFFECT)
    time_note = text_field()
    reversibility = choice_field(scales.REVERSIBILITY)
    reversibility_note = text_field()
    baseline = models.BooleanField(default=False)
    in_article = models.BooleanField(default=False)
    under_way = models.BooleanField(default=False, help_text=_("Is it already being done?"))
    proposed_by = list_field()
    requires = models.JSONField(null=True, blank=True)
    requires_note = text_field()

    class Meta(Typed.Meta):
        ordering = ["order", "entry__position", "entry__slug"]
        indexes = [models.Index(fields=["order"], name="option_list_order")]  # the options page
        constraints = [
            one_of("option_posture", "posture", scales.POSTURE),
            one_of("option_force", "force_level", scales.FORCE),
            one_of("option_consent", "consent_needed", scales.CONSENT),
            one_of("option_time", "time_to_effect", scales.TIME_TO_EFFECT),
            one_of("option_reversibility", "reversibility", scales.REVERSIBILITY),
        ]


class ExerciseTemplate(Typed):
    """A template for a seminar. Its role cards are confidential, so it is kept whole and shown to few."""

    entry_kind = "exercise"
    title = models.CharField(max_length=TITLE_MAX)
    body = models.JSONField(default=dict)


TYPED: Final[dict[str, type[Typed]]] = {
    model.entry_kind: model
    for model in (Source, Claim, Risk, Precondition, LegalQuestion, Criterion, Option, ExerciseTemplate)
}
