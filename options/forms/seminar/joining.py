"""Taking a seat, and coming back to it."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from options.forms.comparisons import LineField
from options.models.seminar.exercises import NAMES, ROSTER
from options.models.seminar.seats import NAME_MAX
from options.pages.seminar import codes, words

HANDLE_MAX: Final = 60
CODE_MAX: Final = 40
WORDS_MAX: Final = 200


class CodeForm(forms.Form):
    code = forms.CharField(
        max_length=CODE_MAX,
        label=_("Join code"),
        error_messages={"required": _("Type the six letters and figures that your instructor shows.")},
    )

    def clean_code(self) -> str:
        found = codes.canonical(self.cleaned_data["code"])
        if found is None:
            raise forms.ValidationError(_("A code has six letters and figures, such as H7K 2QX."))
        return found


class JoinForm(forms.Form):
    """What an exercise asks of somebody who joins: nothing, an identifier, or a name."""

    identifier = forms.CharField(max_length=NAME_MAX, label=_("Your identifier"))
    name = LineField(max_length=NAME_MAX, label=_("Your name"))

    def __init__(self, *args: Any, names: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field, asked_by in (("identifier", ROSTER), ("name", NAMES)):
            if names != asked_by:
                del self.fields[field]

    def clean_name(self) -> str:
        found = str(self.cleaned_data["name"])
        if not any(map(str.isalnum, found)):
            raise forms.ValidationError(_("Type a name with letters in it."))
        return found

    def refuse_identifier(self, *, taken: bool) -> None:
        said = _("This identifier is not on your instructor's list. Check it, or ask.")
        if taken:
            said = _(
                "Somebody has joined with this identifier already. If it was you, come back with your three words."
            )
        self.add_error("identifier", said)


class RejoinForm(forms.Form):
    handle = forms.CharField(
        max_length=HANDLE_MAX,
        label=_("Your handle"),
        error_messages={"required": _("Type your handle, such as Heron-14.")},
    )
    words = forms.CharField(
        max_length=WORDS_MAX,
        label=_("Your three words"),
        error_messages={"required": _("Type the three words that you were shown when you joined.")},
    )

    def clean_handle(self) -> str:
        return str(self.cleaned_data["handle"]).replace("\0", "")

    def clean_words(self) -> str:
        return words.canonical(self.cleaned_data["words"])

    def refuse(self) -> None:
        self.add_error(None, _("Handle and words do not fit. Check both, or ask your instructor for new words."))

    def slow_down(self, wait: int) -> None:
        said = ngettext("Too many tries. Wait %(n)s second.", "Too many tries. Wait %(n)s seconds.", wait)
        self.add_error(None, said % {"n": wait})
