"""The form of each kind of entry in the admin. What is laid out where is the admin's business."""

from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from options.bundle.schema import SLUG_MAX, SUMMARY_MAX
from options.forms.choices import EntryField, Known, key_of
from options.forms.placing import TakesFaults
from options.forms.structured import TextsField, WordsField, YamlField
from options.models import Dossier, Entry
from options.models.fields import slug_field

SCREENING: Final = ("adequate", "feasible", "acceptable", "distinguishable", "complete")
PARAGRAPHS: Final = gettext_lazy(
    "One text in each paragraph, with an empty line between two. If a text has several paragraphs itself, put a line "
    "of three hyphens (---) after each text instead."
)
NOTE_LABEL: Final = gettext_lazy("What changed, and why")
NOTE_HELP: Final = gettext_lazy("One sentence. Everybody can read it in the history.")


def _example(words: Any, text: str) -> SafeString:
    return mark_safe(f"{words} {_('For example:')}<pre>{text}</pre>")  # both are ours, never a person's


example: Final = lazy(_example, str)
_TREE: Final = (
    "all_of:\n- precondition: both-towns-agree\n- any_of:\n  - precondition: money-found\n  - option: faster-ferry"
)
NEEDS: Final = example(gettext_lazy("What must be true, as conditions joined by all_of and any_of."), _TREE)
NEEDS_OR_NONE: Final = example(
    gettext_lazy(
        "What must be true, as conditions joined by all_of and any_of. The one word none says that it needs nothing; "
        "empty says that nobody has looked."
    ),
    _TREE,
)


def entry_of(row: Any) -> Entry | None:
    """The entry behind a row that the admin edits; None while it is being added."""
    if row is None or row.pk is None:
        return None
    return row.entries.filter(kind="dossier").first() if isinstance(row, Dossier) else row.entry


class EntryForm(TakesFaults, forms.ModelForm):  # type: ignore[type-arg]
    """What every kind has: where it belongs, and what a save must say."""

    kind: ClassVar[str]
    refused: ClassVar[bool] = False  # set when it is looked at again because the whole did not pass

    dossier = forms.ModelChoiceField(Dossier.objects.all(), label=gettext_lazy("Dossier"))
    slug = forms.CharField(
        max_length=SLUG_MAX,
        validators=slug_field().validators,
        label=gettext_lazy("Name in addresses"),
        help_text=gettext_lazy("Small letters, digits and single hyphens: keep-the-ferry. It cannot be changed later."),
    )
    change_note = forms.CharField(
        max_length=SUMMARY_MAX,
        label=NOTE_LABEL,
        help_text=NOTE_HELP,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    # Where the form started, and, after a conflict, the state whose texts were shown beside it.
    lock_version = forms.CharField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    bring_back = forms.BooleanField(
        required=False,
        label=gettext_lazy("Publish it again"),
        help_text=gettext_lazy("The entry is archived. Tick this to bring it back as it stands here."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry = entry_of(self.instance)
        self.fields["change_note"].required = self.entry is not None
        if self.entry is None:
            self._leave_out("lock_version", "seen", "bring_back")
        else:
            self.fields["lock_version"].initial = self.entry.lock_token()
            self._leave_out("dossier", "slug", *([] if self.entry.archived_at else ["bring_back"]))
        self._know()

    def _leave_out(self, *names: str) -> None:
        for name in names:
            self.fields.pop(name, None)

    def _know(self) -> None:
        for name, field in self.fields.items():
            if isinstance(field, EntryField):
                held = [self[name].value()]
                model = field.queryset.model  # type: ignore[union-attr]
                field.know(Known(model, lambda held=held: held, self.dossier_key))  # type: ignore[misc]

    @property
    def dossier_key(self) -> int | None:
        """Primary key of the dossier, when it is known already."""
        if self.entry is not None:
            return self.entry.dossier_id
        chosen = self["dossier"].value() if "dossier" in self.fields else None
        return chosen.pk if isinstance(chosen, Dossier) else key_of(chosen)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if "bring_back" in self.fields and not self.cleaned_data.get("bring_back"):
            self.add_error("bring_back", _("The entry is archived. Tick this box to publish it again."))
        if self.entry is None and self._is_taken():
            self.add_error("slug", _("The dossier has one of this name already."))
        if self.refused:
            raise ValidationError(_("Nothing was saved."), code="refused")
        return cleaned

    def _is_taken(self) -> bool:
        identity = {name: self.cleaned_data.get(name) for name in ("dossier", "slug")}
        return all(identity.values()) and Entry.objects.filter(**identity, kind=self.kind).exists()


class DossierForm(EntryForm):
    kind = "dossier"
    dossier = None  # type: ignore[assignment]
    notes = TextsField(help_text=PARAGRAPHS)
    screening_tests = YamlField(
        empty=[],
        help_text=example(
            gettext_lazy("What each of the five tests means here."),
            "- slug: feasible\n  meaning: Both towns could build it with their own money.",
        ),
    )
    relations = YamlField(
        empty=[],
        help_text=example(
            gettext_lazy("How two options bear on each other: a needs, strengthens, weakens or excludes b."),
            "- a: faster-ferry\n  b: road-bridge\n  kind: weakens\n  why: Fewer people would wait for the bridge.\n"
            "  citations:\n  - basis: judgement",
        ),
    )


class SourceForm(EntryForm):
    kind = "source"


class ClaimForm(EntryForm):
    kind = "claim"
    doubt = YamlField(
        help_text=example(
            gettext_lazy("What a reader should ask of it. Severity is low, moderate or high."),
            "issue: No study is named.\nquestion: By how much, and in which flood?\nseverity: high",
        )
    )


class RiskForm(EntryForm):
    kind = "risk"
    mitigations = TextsField(help_text=PARAGRAPHS)


class PreconditionForm(EntryForm):
    kind = "precondition"
    depends_on = YamlField(help_text=NEEDS)


class LegalQuestionForm(EntryForm):
    kind = "legal-question"
    arguments = YamlField(
        empty=[],
        help_text=example(
            gettext_lazy("The arguments on both sides: for or against, with the sources that make them."),
            "- side: for\n  text: The Act speaks of boats only.\n  sources: [harbour-act]\n"
            "- side: against\n  text: A pier narrows the channel.\n  sources: [pier-case]",
        ),
    )


class CriterionForm(EntryForm):
    kind = "criterion"
    scale = YamlField(
        required=True,
        help_text=example(
            gettext_lazy(
                "The ends of the scale, its unit, what places on it mean, and, if value does not rise evenly, points."
            ),
            "min: 0\nmax: 60\nunit: minutes\nanchors:\n- at: 0\n  text: no wait\npoints: [[0, 1], [20, 0.5], [60, 0]]",
        ),
    )
    screening = forms.MultipleChoiceField(
        choices=[(test, test) for test in SCREENING],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("The screening tests that it bears on."),
    )


class OptionForm(EntryForm):
    kind = "option"
    instruments_secondary = WordsField(help_text=gettext_lazy("Other means, parted by commas: energy, finance."))
    proposed_by = YamlField(
        empty=[],
        help_text=example(
            gettext_lazy("Who has asked for it, when, and in which words."),
            "- who: Harbour Board\n  when: 2024-05\n  what: Asked for a study.\n  citations:\n"
            "  - basis: record\n    source: board-minutes\n    locator: page 3",
        ),
    )
    requires = YamlField(help_text=NEEDS_OR_NONE)


class ExerciseForm(EntryForm):
    kind = "exercise"
    body = YamlField(
        empty={},
        required=True,
        help_text=gettext_lazy(
            "Everything but the name and the title: minutes, options, criteria, phases, roles with their confidential "
            "parts, rubric. Only instructors, curators, reviewers and administrators can read it."
        ),
    )
    body.widget.attrs["rows"] = 40
