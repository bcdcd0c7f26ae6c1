"""The form of each kind of entry in the admin. Which rows belong to it, and how they are laid out, is the admin's."""

from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from options.bundle.schema import SLUG_MAX, SUMMARY_MAX
from options.forms.choices import EntryField, Known
from options.forms.structured import TextsField, WordsField, YamlField
from options.models import Claim, Dossier, Entry, Source, Typed
from options.models.fields import slug_field

_PARTS: Final = gettext_lazy("One text in each paragraph: leave an empty line between two.")


def example(text: str) -> SafeString:
    """A help text that shows how a value is written. `text` is ours, never a person's."""
    return mark_safe(f"{_('For example:')}<pre>{text.strip()}</pre>")


def entry_of(row: Any) -> Entry | None:
    """The entry behind a row that the admin edits; None while it is being added."""
    if row is None or row.pk is None:
        return None
    return row.entries.filter(kind="dossier").first() if isinstance(row, Dossier) else row.entry


class EntryForm(forms.ModelForm):
    """What every kind has: where it belongs, and what a save must say."""

    kind: ClassVar[str]
    refused: ClassVar[bool] = False  # set on a second look, when the whole did not pass

    dossier = forms.ModelChoiceField(Dossier.objects.all(), label=gettext_lazy("Dossier"))
    slug = forms.CharField(
        max_length=SLUG_MAX,
        validators=slug_field().validators,
        label=gettext_lazy("Name in addresses"),
        help_text=gettext_lazy("Small letters, digits and single hyphens: keep-the-ferry. It cannot be changed later."),
    )
    change_note = forms.CharField(
        max_length=SUMMARY_MAX,
        label=gettext_lazy("What changed, and why"),
        help_text=gettext_lazy("One sentence. Everybody can read it in the history."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    lock_version = forms.CharField(required=False, widget=forms.HiddenInput)
    bring_back = forms.BooleanField(
        required=False,
        label=gettext_lazy("Publish it again"),
        help_text=gettext_lazy("The entry is archived. Tick this to bring it back with what stands here."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry = entry_of(self.instance)
        if self.entry is not None:
            self.fields["lock_version"].initial = self.entry.lock_version
            self.fields["change_note"].required = True
        else:
            self.fields["change_note"].required = False
        if not (self.entry and self.entry.archived_at):
            self.fields.pop("bring_back", None)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if "bring_back" in self.fields and not self.cleaned_data.get("bring_back"):
            self.add_error("bring_back", _("The entry is archived. Tick this box to publish it again."))
        if self.refused:
            raise ValidationError(_("Nothing was saved."), code="refused")
        return cleaned

    def place(self, path: tuple[str | int, ...], message: str) -> None:
        """Puts a fault of the whole beside the field it is about."""
        name = str(path[0]) if path and path[0] in self.fields else None
        field = self.fields.get(name) if name else None
        rest = path[1:] if name else path
        if isinstance(field, YamlField) and name:
            message = field.said(str(self[name].value() or ""), rest, message)
        elif rest:
            message = field_path(rest, message)
        self.add_error(name, sentence(message))


def field_path(path: tuple[str | int, ...], message: str) -> str:
    from options.bundle.faults import spelled

    return f"{spelled(path)}: {message}"


def sentence(message: str) -> str:
    """`must not be empty` -> `Must not be empty.`"""
    return message[:1].upper() + message[1:] + ("" if message.endswith((".", "?")) else ".")
