"""Links with judgement, and what statements rest on. They belong to the option's revision."""

from typing import Any, Final, get_args

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from options.analysis import scales
from options.bundle import schema
from options.models.entries import Claim, Criterion, Entry, LegalQuestion, Option, Precondition, Risk, Source
from options.models.fields import choice_field, line_field, list_field, one_of, text_field

RELATIONS: Final = ("supports", "contradicts", "context")
NECESSARY, ALTERNATIVE, HELPS = "necessary", "alternative", "helps"


def optional_choice(values: tuple[str, ...]) -> "models.CharField[Any, Any]":
    return choice_field(values, blank=True, default="")


class Exposure(models.Model):
    """How a risk bears on an option. No row = not assessed; `applies` off = it does not, and `rationale` says why."""

    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="exposures")
    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="exposures")
    applies = models.BooleanField(default=True)
    likelihood = optional_choice(get_args(schema.Likelihood))
    severity = models.PositiveSmallIntegerField(
        null=True, blank=True, choices=[(n, str(n)) for n in scales.SEVERITY], help_text=_("1 minor to 5 critical.")
    )
    confidence = optional_choice(scales.CONFIDENCE)
    rationale = models.TextField()
    by = line_field(help_text=_("Whose judgement it is."))
    as_of = line_field()

    class Meta:
        ordering = ["option", "risk__entry__slug"]
        constraints = [
            models.UniqueConstraint(fields=["option", "risk"], name="exposure_once"),
            models.CheckConstraint(
                name="exposure_judged_or_not",
                condition=Q(
                    applies=True,
                    likelihood__in=get_args(schema.Likelihood),
                    severity__isnull=False,  # a comparison with null is no refusal
                    severity__range=(1, 5),
                    confidence__in=scales.CONFIDENCE,
                )
                | Q(applies=False, likelihood="", severity=None, confidence=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.risk) if self.risk_id else ""


class Requirement(models.Model):
    """Derived from `Option.requires` when a revision is published, but for the rows of kind helps."""

    KINDS: Final = (NECESSARY, ALTERNATIVE, HELPS)
    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="requirements")
    precondition = models.ForeignKey(Precondition, on_delete=models.PROTECT, related_name="requirements")
    kind = choice_field(KINDS)

    class Meta:
        ordering = ["option", "precondition__entry__slug"]
        constraints = [
            models.UniqueConstraint(fields=["option", "precondition", "kind"], name="requirement_once"),
            one_of("requirement_kind", "kind", (NECESSARY, ALTERNATIVE, HELPS)),
        ]

    def __str__(self) -> str:
        return f"{self.option} / {self.precondition if self.precondition_id else ''} ({self.kind})"


class Bearing(models.Model):
    """Which way a legal question cuts for an option."""

    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="bearings")
    question = models.ForeignKey(LegalQuestion, on_delete=models.PROTECT, related_name="bearings")
    effect = choice_field(scales.EFFECT)
    note = text_field()

    class Meta:
        ordering = ["option", "question__entry__slug"]
        constraints = [
            models.UniqueConstraint(fields=["option", "question"], name="bearing_once"),
            one_of("bearing_effect", "effect", scales.EFFECT),
        ]

    def __str__(self) -> str:
        return str(self.question) if self.question_id else ""


class Assessment(models.Model):
    """A score in the criterion's own units. No row = missing, which is not zero."""

    option = models.ForeignKey(Option, on_delete=models.PROTECT, related_name="assessments")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="assessments")
    low = models.FloatField()
    best = models.FloatField()
    high = models.FloatField()
    confidence = choice_field(scales.CONFIDENCE)
    rationale = text_field()
    by = line_field(help_text=_("Whose judgement it is."))
    as_of = line_field()
    counter_views = list_field()

    class Meta:
        ordering = ["option", "criterion__entry__slug"]
        constraints = [
            models.UniqueConstraint(fields=["option", "criterion"], name="assessment_once"),
            models.CheckConstraint(
                # The outer ends refuse "not a number", which PostgreSQL sorts above every number, and infinity.
                name="assessment_low_best_high",
                condition=Q(low__gte=-schema.NUMBER_MAX, low__lte=F("best"))
                & Q(best__lte=F("high"), high__lte=schema.NUMBER_MAX),
            ),
            one_of("assessment_confidence", "confidence", scales.CONFIDENCE),
        ]

    def __str__(self) -> str:
        return str(self.criterion) if self.criterion_id else ""


class Citation(models.Model):
    """What a statement rests on.

    `about` names the other entry when the statement is a cell (this option about that risk). `path` is empty for
    the citations that curators edit as rows; it names the object inside the entry (`proposed_by[1]`) for those that
    are edited together with it, and which publishing derives again.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="citations")
    about = models.ForeignKey(
        Entry, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text=_("Only when it supports a cell: the risk, legal question or criterion."),
    )  # fmt: skip
    path = models.CharField(max_length=200, blank=True, default="", editable=False)
    position = models.PositiveIntegerField(default=0)
    basis = choice_field(scales.BASIS)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="citations",
        help_text=_("Every basis but judgement needs one."),
    )  # fmt: skip
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="citations")
    locator = line_field(help_text=_("Article, section, page or paragraph."))
    relation = optional_choice(RELATIONS)
    field = line_field(help_text=_("The field it supports, when it is not the whole entry."))
    note = text_field()
    quote = models.CharField(max_length=schema.QUOTE_MAX, blank=True, default="")

    class Meta:
        ordering = ["entry", "path", "position", "pk"]
        constraints = [
            one_of("citation_basis", "basis", scales.BASIS),
            models.CheckConstraint(
                name="citation_source_unless_judgement", condition=Q(basis="judgement") | Q(source__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.basis}: {self.source or ''} {self.locator}".strip()
