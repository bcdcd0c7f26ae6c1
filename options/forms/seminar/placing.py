"""Where a seat sits, and under which handle."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from options.forms.comparisons import LineField
from options.models.seminar.leaving import ERASED
from options.models.seminar.roles import Council, Role

HANDLE_MAX: Final = 40
OBSERVER: Final = ""


class PlaceForm(forms.Form):
    """A role and a council, or neither: an observer."""

    role = forms.ChoiceField(label=_("Role"), required=False)
    council = forms.ChoiceField(label=_("Council"), required=False)

    def __init__(self, data: Any = None, *, roles: Iterable[Role], councils: Iterable[Council], initial: Any = None):
        super().__init__(data, initial=initial)
        self.known = {role.slug: role for role in roles}, {str(council.number): council for council in councils}
        choices: tuple[Any, Any] = self.fields["role"], self.fields["council"]
        choices[0].choices = [(OBSERVER, _("observer")), *((slug, role.title) for slug, role in self.known[0].items())]
        choices[1].choices = [(OBSERVER, _("none")), *((key, each.name) for key, each in self.known[1].items())]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and bool(values["role"]) != bool(values["council"]):
            raise forms.ValidationError(_("A role sits at a council: choose both, or neither for an observer."))
        return values

    @property
    def place(self) -> tuple[Role | None, Council | None]:
        values, (roles, councils) = self.cleaned_data, self.known
        return roles.get(values["role"]), councils.get(values["council"])


class HandleForm(forms.Form):
    handle = LineField(
        label=_("Handle"),
        max_length=HANDLE_MAX,
        error_messages={"required": _("Give a handle, such as Heron-14.")},
    )

    def clean_handle(self) -> str:
        found = str(self.cleaned_data["handle"])
        if found.casefold().startswith(ERASED.casefold()):
            raise forms.ValidationError(_("Seats whose data is erased are called so. Choose another handle."))
        return found

    def taken(self) -> None:
        self.add_error("handle", _("Another seat of this exercise has this handle, or had it. Choose another one."))
