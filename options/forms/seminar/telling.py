"""What an instructor tells the room: a broadcast, or an inject that may switch preconditions."""

from collections.abc import Iterable
from typing import Any, Final, cast
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from options.analysis.scales import STATUS
from options.bundle.reading import Reading
from options.forms.comparisons import TextField
from options.models.seminar.injects import BROADCAST, TEXT_MAX
from options.models.seminar.phases import INJECT
from options.models.seminar.roles import Role
from options.words import word

SWITCHES: Final = 3


class BroadcastForm(forms.Form):
    """`for_roles`: none ticked is everybody. `token` comes back with the form, so that two presses tell it once."""

    kind = BROADCAST
    text = TextField(
        label=_("What to tell"),
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write something first.")},
    )
    for_roles = forms.MultipleChoiceField(
        label=_("Only for these roles"),
        help_text=_("Tick none, and everybody reads it."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("This exercise has no such role.")},
    )
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, roles: Iterable[Role]) -> None:
        super().__init__(data, initial={"token": uuid4()}, auto_id=f"id_{self.kind}_%s")
        cast(forms.MultipleChoiceField, self.fields["for_roles"]).choices = [(role.slug, role.title) for role in roles]

    @property
    def toggles(self) -> dict[str, str]:
        return {}


class InjectForm(BroadcastForm):
    """News of the exercise's own world, which may change how things stand in it."""

    kind = INJECT

    def __init__(self, data: Any = None, *, roles: Iterable[Role], reading: Reading) -> None:
        super().__init__(data, roles=roles)
        titles = [(slug, each.title) for slug, each in reading.preconditions.items()]
        statuses = [(status, word(status)) for status in STATUS]
        for number in range(1, SWITCHES + 1):
            self.fields[f"precondition_{number}"] = forms.ChoiceField(
                label=_("From now on this precondition"), choices=[("", _("none")), *titles], required=False
            )
            self.fields[f"status_{number}"] = forms.ChoiceField(
                label=_("stands as"), choices=[("", _("as it is")), *statuses], required=False
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for number in range(1, SWITCHES + 1):
            pair = values.get(f"precondition_{number}"), values.get(f"status_{number}")
            if any(pair) and not all(pair):
                self.add_error(f"status_{number}", _("Choose a precondition and how it stands, or neither."))
        return values

    @property
    def switches(self) -> list[tuple[Any, Any]]:
        return [(self[f"precondition_{number}"], self[f"status_{number}"]) for number in range(1, SWITCHES + 1)]

    @property
    def toggles(self) -> dict[str, str]:
        """Precondition -> status, of a form that is valid."""
        values = self.cleaned_data
        pairs = [(values[f"precondition_{n}"], values[f"status_{n}"]) for n in range(1, SWITCHES + 1)]
        return {slug: status for slug, status in pairs if slug}
