"""A seat's note on a text: which words, what the note does, and what it says. Its council reads it: nobody chooses."""

from typing import Any, Final

from django import forms

from options.forms.annotations import WriteForm
from options.models.annotations import EXERCISE, Said

UNUSED: Final = ("readers", "seen", "replacement", "start", "before", "after")
KEPT: Final = ("body", "stance", "passage", "exact")  # what is kept of a form that was not sent


class NoteForm(WriteForm):
    phase = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, text: str | None, initial: Any = None) -> None:
        super().__init__(data, text=text, teams=(), initial=initial)
        for name in UNUSED:
            self.fields.pop(name, None)
        self.order_fields(("passage", "exact", "stance", "body"))

    @property
    def incomplete(self) -> bool:
        return bool(self["token"].errors or self["phase"].errors)

    def said(self) -> Said:
        return Said(self.cleaned_data["body"], self.cleaned_data["stance"], EXERCISE)
