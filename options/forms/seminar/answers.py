"""What a seat answers in a phase. Every answer may be left empty, and is None then; nothing is put in its place."""

from collections.abc import Mapping
from typing import Any, Final
from unicodedata import category

from django import forms
from django.utils.translation import gettext_lazy as _

from options.bundle.text import canonical_text
from options.pages.seminar.ballot import WHY, Ballot

WHY_MAX: Final = 2_000
KEPT_MAX: Final = 20_000  # of a draft that is too long to be handed in


class AnswersForm(forms.Form):
    """The base of all sheets: `answers()` gives item -> value or None; wrong ones stand beside their field."""

    def answers(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """What is right in it. Where something is wrong, a text as it was typed, and a mark as it stood `before`."""
        return {name: self._kept(name, before) for name in self.fields}

    def _kept(self, name: str, before: Mapping[str, Any]) -> Any:
        if name not in self.errors:
            return self.cleaned_data.get(name)
        if isinstance(self.fields[name], LongText):
            return plain(str(self.data.get(name, "")))[:KEPT_MAX] or None
        return before.get(name)

    def fault(self) -> str:
        """The first thing that is wrong, in words; "" when nothing is."""
        return next((str(said) for faults in self.errors.values() for said in faults), "")


def plain(text: str) -> str:
    """Without what no text has in it, as it comes along when pasted from other programs."""
    lines = text.replace("\v", "\n").replace("\f", "\n").replace("\x85", "\n")
    return "".join(char for char in lines if char in "\n\r\t" or category(char) not in ("Cc", "Cs"))


def text_field(label: Any, **options: Any) -> "LongText":
    return LongText(required=False, max_length=WHY_MAX, label=label, widget=forms.Textarea, **options)


class LongText(forms.CharField):
    def clean(self, value: Any) -> Any:
        return super().clean(canonical_text(plain(str(value or "")))) or None


class Mark(forms.IntegerField):
    """A whole number of the scale, or nothing."""

    def __init__(self, low: int, high: int) -> None:
        wrong = _("Give a whole number from %(low)s to %(high)s, or none.") % {"low": low, "high": high}
        super().__init__(
            required=False,
            min_value=low,
            max_value=high,
            error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
        )


class BallotForm(AnswersForm):
    def __init__(self, *args: Any, ballot: Ballot, again: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in ballot.items:
            self.fields[item] = Mark(ballot.lowest(item), ballot.highest(item))
        asked = _("Why you changed your answers, or kept them") if again else _("One reason, in a sentence or two")
        self.fields[WHY] = text_field(asked)


class VoteForm(AnswersForm):
    def __init__(self, *args: Any, options: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vote"] = Choice(options, _("Your vote"))
        self.fields[WHY] = text_field(_("Why, in a sentence"))


class BriefingForm(AnswersForm):
    def __init__(self, *args: Any, claims: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["claim"] = Choice(claims, _("Which claim"))
        self.fields["restated"] = text_field(_("The claim in your own words"))
        self.fields["asked"] = text_field(_("What an analyst should ask of it"))


class ReflectionForm(AnswersForm):
    def __init__(self, *args: Any, questions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, question in enumerate(questions):
            self.fields[f"q.{number}"] = text_field(question)
        if not questions:
            self.fields["q.0"] = text_field(_("Your answer"))


class Choice(forms.ChoiceField):
    """One of them, or nothing."""

    def __init__(self, choices: Mapping[str, str], label: Any) -> None:
        super().__init__(
            choices=[("", ""), *choices.items()],
            required=False,
            label=label,
            error_messages={"invalid_choice": _("Choose one of the list, or none.")},
        )

    def clean(self, value: Any) -> Any:
        return super().clean(value) or None
