"""Rows inside an entry's form: citations, and an option's cells.

Their fields say what the rows should hold. The rows themselves are written when the revision is published, by the
one writer that every path uses; so nothing here depends on primary keys, which may be gone when a form comes back.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from options.forms.choices import EntryField, Known, label
from options.forms.entries import entry_of, example
from options.forms.placing import TakesFaults
from options.forms.structured import YamlField
from options.models import Entry

JUDGED: Final = ("likelihood", "severity", "confidence")


class RowForm(TakesFaults, forms.ModelForm):  # type: ignore[type-arg]
    """One row. `about` is the field that names the other side of a cell, "" where there is none."""

    about: ClassVar[str] = ""

    def _post_clean(self) -> None:
        """A model's own checks ask the database for each row; the check of the whole entry says more, and asks once."""

    def validate_unique(self) -> None:
        """See above."""

    def stand_in(self) -> Any:
        """The row that the form is about. Where somebody has taken it out meanwhile, one that is called the same."""
        if self.instance.pk is None and (named := self.named(self.about)):
            setattr(self.instance, self.about, named)
        return self.instance

    def row_label(self) -> str:
        """What the row is called on the page."""
        return self.names(self.about)

    def names(self, field: str) -> str:
        """The label of the entry that a field of the row names."""
        named = self.named(field)
        return label(named) if named else ""

    def named(self, field: str) -> Any:
        """The entry that a field of the row names; None where it names none, or is not there."""
        choice = self.fields.get(field)
        return choice.known.get(self[field].value()) if isinstance(choice, EntryField) and choice.known else None


class ExposureForm(RowForm):
    about = "risk"

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        applies = self.cleaned_data.get("applies")
        for name in JUDGED:
            given = self.cleaned_data.get(name) not in (None, "")
            if applies and not given and name not in self.errors:
                self.add_error(name, _("A risk that applies needs this."))
            elif not applies and given:
                self.add_error(name, _("Leave this empty where the risk does not apply."))
        return cleaned


class BearingForm(RowForm):
    about = "question"


class AssessmentForm(RowForm):
    about = "criterion"
    counter_views = YamlField(
        empty=[],
        help_text=example(
            gettext_lazy("Who would put it higher or lower, and why."),
            "- direction: lower\n  text: The study counted summer days only.\n  citations:\n  - basis: judgement",
        ),
    )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        low, best, high = (self.cleaned_data.get(name) for name in ("low", "best", "high"))
        if low is not None and best is not None and low > best:
            self.add_error("low", _("This must not be above the best estimate."))
        if high is not None and best is not None and high < best:
            self.add_error("high", _("This must not be below the best estimate."))
        return cleaned


class HelpForm(RowForm):
    about = "precondition"


class CitationForm(RowForm):
    place_in_list = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=9999,
        label=gettext_lazy("Place"),
        help_text=gettext_lazy("1 stands first. Empty: at the end."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["place_in_list"].initial = self.instance.position + 1

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        judged = self.cleaned_data.get("basis") in (None, "", "judgement")
        if not judged and not self.cleaned_data.get("source") and "source" not in self.errors:
            self.add_error("source", _("Every basis but judgement needs a source."))
        return cleaned

    def row_label(self) -> str:
        parts = [str(self[name].value() or "") for name in ("basis", "locator")]
        parts.insert(1, self.names("source"))
        text, about = ", ".join(part for part in parts if part), self.names("about")
        return f"{about} ({text})" if about else text


class Rows(BaseInlineFormSet):  # type: ignore[type-arg]
    """All rows of one list. Labels of the entries they name come with one query for each of their fields."""

    _pk_field: Any  # of Django, and unknown to its stubs

    key: ClassVar[str]  # the list in the content

    def __init__(self, *args: Any, dossier: int | None = None, **kwargs: Any) -> None:
        self.dossier = dossier
        self._known: dict[str, Known] = {}
        super().__init__(*args, **kwargs)

    @cached_property
    def forms(self) -> list[RowForm]:  # type: ignore[override]
        made = [self._construct_form(at, **self.get_form_kwargs(at)) for at in range(self.total_form_count())]
        if self.is_bound:  # the admin pairs forms with these; a row that is gone must not push what was typed away
            self._queryset = [form.stand_in() for form in made[: self.initial_form_count()]]
        return made

    @cached_property
    def sent(self) -> int:
        """How many rows have a field in what was sent; every row that a browser sends has a hidden one."""
        start = f"{self.prefix}-"
        fields = (name.removeprefix(start) for name in self.data if name.startswith(start))
        return len({number for number in (field.partition("-")[0] for field in fields) if number.isdigit()})

    def total_form_count(self) -> int:
        """Never more rows than were sent: each costs time, and the number is only somebody's word."""
        total = super().total_form_count()
        return max(0, min(total, self.sent)) if self.is_bound else total

    def clean(self) -> None:
        super().clean()
        if self.initial_form_count() > self.total_form_count():
            raise ValidationError(_("Not all rows of this list arrived. Reload the page and try again."))

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        form.fields[self._pk_field.name].required = False
        return form

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        key = None if form.instance._state.adding else form.instance.pk
        form.fields[self._pk_field.name] = forms.IntegerField(initial=key, required=False, widget=forms.HiddenInput)
        stands = index is not None and index < self.initial_form_count()
        for name, field in form.fields.items():
            if isinstance(field, EntryField):
                field.know(self.known(name, field), fixed=stands and name == form.about)

    def known(self, name: str, field: EntryField) -> Known:
        if name not in self._known:
            model = field.queryset.model  # type: ignore[union-attr]
            self._known[name] = Known(model, lambda: list(self._values(name)), self.dossier)
        return self._known[name]

    def _values(self, name: str) -> Iterator[Any]:
        yield from (getattr(row, f"{name}_id") for row in self.get_queryset())
        if self.is_bound:
            yield from (self.data.get(f"{self.add_prefix(at)}-{name}") for at in range(self.total_form_count()))

    def said(self) -> Iterator[RowForm]:
        """The rows that shall stand: neither empty nor marked for deletion."""
        for form in self.forms:
            if form.cleaned_data and not form.cleaned_data.get("DELETE"):
                yield form


class Citations(Rows):
    """Rows that hang on the entry, where the form is that of its typed row."""

    key = "citations"

    def __init__(self, *args: Any, instance: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, instance=entry_of(instance) or Entry(), **kwargs)


class Exposures(Rows):
    key = "exposures"


class Bearings(Rows):
    key = "bearings"


class Assessments(Rows):
    key = "assessments"


class Helps(Rows):
    key = "helped_by"
