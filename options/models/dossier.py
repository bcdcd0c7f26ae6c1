"""A dossier: one policy question, and the version that every publication raises by one."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from options.bundle.reading import Reading
from options.bundle.schema import AS_OF_MAX, LANGUAGE_MAX, TITLE_MAX
from options.models import readings
from options.models.access import Actor
from options.models.fields import line_field, list_field, one_of, slug_field

PUBLIC, MEMBERS = "public", "members"


class DossierQuerySet(models.QuerySet["Dossier"]):
    def visible_to(self, actor: Actor, now: datetime | None = None) -> Self:
        """Published dossiers: public ones for everybody, members-only ones for any active account."""
        published = self.filter(version__gt=0)
        return published if actor.is_member else published.filter(visibility=PUBLIC)


class Dossier(models.Model):
    """The root of everything that belongs to one question; also the typed row of its dossier entry.

    `version` is 0 until something is published. `redactions` counts redactions, so that readings kept in memory
    are made anew after one; `checks` counts what was said of citations, and `said` what was said in public about its
    entries, so that pages kept for readers are.
    """

    slug = slug_field(unique=True)
    title = models.CharField(max_length=TITLE_MAX)
    question = line_field()
    summary = line_field()
    as_of = line_field(AS_OF_MAX, help_text=_("To when the content is current, as year and month: 2026-06."))
    language = line_field(LANGUAGE_MAX, help_text=_("Language of the content, as a code: en, es, pt-br."))
    visibility = models.CharField(
        max_length=8,
        choices=[(PUBLIC, _("public: everybody may read it")), (MEMBERS, _("members: only people with an account"))],
        default=PUBLIC,
    )
    stale_after_days = models.PositiveIntegerField(
        null=True, blank=True, help_text=_("After so many days every page says that the content may be out of date.")
    )
    notes = list_field(help_text=_("Sentences that stand on every page or in every export."))
    screening_tests = list_field()
    relations = list_field()
    version = models.PositiveIntegerField(default=0, editable=False)
    redactions = models.PositiveIntegerField(default=0, editable=False)
    checks = models.PositiveIntegerField(default=0, editable=False)
    said = models.PositiveIntegerField(default=0, editable=False)

    objects = DossierQuerySet.as_manager()

    class Meta:
        ordering = ["title", "slug"]
        constraints = [one_of("dossier_visibility", "visibility", [PUBLIC, MEMBERS])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/d/{self.slug}/"

    def reading(self, version: int | None = None) -> Reading:
        """Everything in the dossier at a version (the live one unless named), as values. One query, then cached."""
        return readings.of(self, self.version if version is None else version)

    def told(self, *, public: bool) -> None:
        """Something was said about an entry; when readers see it, the pages that were kept for them are old."""
        if public:
            Dossier.objects.filter(pk=self.pk).update(said=F("said") + 1)

    @classmethod
    def locked(cls, pk: Any) -> "Dossier":
        """The row, locked until the transaction ends: publications of one dossier go one after another."""
        return cls.objects.select_for_update().get(pk=pk)
