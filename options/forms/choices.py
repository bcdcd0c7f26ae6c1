"""Choosing another entry, on forms with many rows: one query for each model, not one for each field.

The owner of a form (a formset, or the form itself) gathers the keys that its fields hold, fetches them together as
`Known`, and hands that to every field.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any, Final

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from options.models import Entry

# Kinds that an option has a cell about, and how each is reached from its entry.
CELL_KINDS: Final = {"risk": "risk", "legal-question": "legalquestion", "criterion": "criterion"}
_KEY_MAX: Final = 2**63 - 1


def label(row: Any) -> str:
    """What an entry is called in a list to choose from."""
    if isinstance(row, Entry):
        typed = CELL_KINDS.get(row.kind)
        return f"{row.kind.replace('-', ' ')}: {getattr(row, typed) if typed else row.slug}"
    return str(row)


def is_chosen_from(model: Any) -> bool:
    """Forms choose entries and their typed rows; nobody looks through accounts or dossiers this way."""
    return model is Entry or hasattr(model, "entry")


def with_labels(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """The same rows with all that `label` needs."""
    if rows.model is Entry:
        return rows.select_related(*(f"{typed}__entry" for typed in CELL_KINDS.values()))
    return rows.select_related("entry")


def of_dossier(rows: "QuerySet[Any]", dossier: int | None) -> "QuerySet[Any]":
    """Rows of one dossier; of all when it is not known yet."""
    if dossier is None:
        return rows
    return rows.filter(dossier=dossier) if rows.model is Entry else rows.filter(entry__dossier=dossier)


def key_of(value: Any) -> int | None:
    """A primary key out of a form; None for anything else."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= _KEY_MAX else None


class Known:
    """Rows of one model that a form mentions, fetched with one query when the first of them is asked for."""

    def __init__(self, model: type[Any], values: Callable[[], Iterable[Any]], dossier: int | None) -> None:
        self.model, self.values, self.dossier = model, values, dossier
        self._rows: dict[int, Any] | None = None

    def get(self, value: Any) -> Any | None:
        if self._rows is None:
            keys = {key for each in self.values() if (key := key_of(each)) is not None}
            rows = of_dossier(self.model._default_manager.filter(pk__in=keys), self.dossier) if keys else ()
            self._rows = {row.pk: row for row in (with_labels(rows) if keys else ())}  # type: ignore[arg-type]
        key = key_of(value)
        return self._rows.get(key) if key is not None else None


class ChooseEntry(AutocompleteSelect):
    """The admin's autocomplete, with labels from `known` and suggestions from one dossier."""

    known: Known | None = None

    def get_url(self) -> str:
        dossier = self.known.dossier if self.known else None
        return super().get_url() + (f"?dossier={dossier}" if dossier else "")

    def optgroups(self, name: str, value: Collection[Any], attrs: Any = None) -> list[Any]:
        chosen = [row for each in value if self.known and (row := self.known.get(each))]
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options += [
            self.create_option(name, row.pk, label(row), True, len(options) + i) for i, row in enumerate(chosen)
        ]
        return [(None, options, 0)]


class FixedEntry(forms.Widget):
    """The other side of a cell that is there already: it is the cell's name, so it is shown and not changed."""

    known: Known | None = None

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        row = self.known.get(value) if self.known else None
        shown = label(row) if row else ""
        identity = (attrs or {}).get("id", "")
        return format_html(
            '<input type="hidden" name="{}" value="{}" id="{}"><b>{}</b>', name, value or "", identity, shown
        )


class EntryField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Like its base class, without its queries."""

    known: Known | None = None

    def know(self, known: Known, *, fixed: bool = False) -> None:
        self.known = known
        if fixed:
            self.widget = FixedEntry()
        self.widget.known = known

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        row = self.known.get(value) if self.known else None
        if row is None:
            raise ValidationError(_("Choose an entry of this dossier."), code="invalid_choice")
        return row
