"""What the forms of the desk share: lists one a line, and what happens when somebody else has saved meanwhile."""

from collections.abc import Collection, Mapping
from hashlib import sha256
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from options.bundle.text import canonical_line
from options.forms.comparisons import TextField

MOST_LINES: Final = 50
LINE_MAX: Final = 1_000
EDITION: Final = 16


class LinesField(forms.CharField):
    """Texts, one a line; empty lines and repetitions are left out."""

    def __init__(self, *, most: int = MOST_LINES, longest: int = LINE_MAX, **options: Any) -> None:
        self.most, self.longest = most, longest
        super().__init__(required=False, strip=False, widget=forms.Textarea(attrs={"rows": 4}), **options)

    def to_python(self, value: Any) -> Any:
        lines = value if isinstance(value, list) else str(value or "").splitlines()
        if len(lines) > 10 * self.most:
            raise ValidationError(_("At most %(n)d lines can be kept.") % {"n": self.most})
        try:
            found = list(dict.fromkeys(filter(None, (canonical_line(line) for line in lines))))
        except ValueError:
            raise ValidationError(_("This holds a control character, which cannot be kept. Take it out.")) from None
        if len(found) > self.most:
            raise ValidationError(_("At most %(n)d lines can be kept.") % {"n": self.most})
        if any(len(line) > self.longest for line in found):
            raise ValidationError(_("A line has at most %(n)d characters.") % {"n": self.longest})
        return found

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(" ".join(line.split()) for line in value) if isinstance(value, list) else value

    def run_validators(self, value: Any) -> None:
        """Those of a text do not fit a list; `to_python` has looked at everything."""


class PlanForm(forms.Form):
    """Changes to something that exists. `start`: how it stands, in the form in which fields are cleaned.

    What stands in `locked` may not change any more: a browser does not even send it, and what is sent is refused in a
    sentence. `overtaken`: where somebody else saved something different meanwhile, what stands there.
    """

    seen = forms.CharField(max_length=EDITION, required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, start: Mapping[str, Any], locked: Collection[str] = (), why: str = ""
    ) -> None:
        self.start, self.why = dict(start), why
        self.locked = frozenset(locked) & set(start)
        self.edition = edition(start)
        self.overtaken: dict[str, str] = {}
        super().__init__(data, initial={**start, "seen": self.edition})

    def lock(self) -> None:
        """To be called once every field is there."""
        for name in self.locked & set(self.fields):
            self.fields[name].widget.attrs["disabled"] = True
            if self.is_bound and self.add_prefix(name) not in self.data:
                self.fields[name].disabled = True

    def full_clean(self) -> None:
        self.lock()
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        for name in self.locked & set(self.changes):
            self.add_error(name, self.why or _("This cannot change any more."))
        return self.cleaned_data

    @property
    def changes(self) -> dict[str, Any]:
        """What is valid and differs from what stands there."""
        return {
            name: value for name, value in self.cleaned_data.items() if name in self.start and value != self.start[name]
        }

    @property
    def theirs(self) -> dict[str, Any]:
        if not self.is_bound or self.data.get("seen", self.edition) == self.edition:
            return {}
        return {name: self.said(name) for name in self.changes if name not in self.locked}

    def said(self, name: str) -> str:
        """What stands there, for a reader."""
        value, field = self.start[name], self.fields[name]
        words = {str(code): str(word) for code, word in getattr(field, "choices", ())}
        each = value if isinstance(value, list) else [value]
        return "; ".join(words.get(str(one), str(one)) for one in each if one not in (None, "")) or _("nothing")

    def renew(self) -> None:
        """To be sent once more, on top of what stands there now."""
        self.overtaken = self.theirs
        data = self.data.copy()  # type: ignore[attr-defined]
        data["seen"] = self.edition
        self.data = data


def edition(start: Mapping[str, Any]) -> str:
    return sha256(repr(sorted(start.items())).encode()).hexdigest()[:EDITION]


def whole(label: Any, low: int, high: int, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=low, max_value=high, **options)


def long_text(label: Any, **options: Any) -> TextField:
    rows = options.pop("rows", 4)
    return TextField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


def several(label: Any, **options: Any) -> forms.MultipleChoiceField:
    """Boxes to tick."""
    return forms.MultipleChoiceField(label=label, required=False, widget=forms.CheckboxSelectMultiple, **options)
