"""From a filled-in form and its rows to the content of an entry, as plain values."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from options.bundle.faults import Fault, Path
from options.forms.entries import EntryForm
from options.forms.links import RowForm, Rows
from options.forms.placing import TakesFaults, steps
from options.forms.structured import EMPTY
from options.models.rows import LINKS, columns

Plain = dict[str, Any]
Cells = dict[tuple[str, str], tuple[Plain, Path]]  # (kind, slug) of the other side -> the cell, and its path

NOT_CONTENT: Final = ("position", "path")


class Filled:
    """What a valid form and its valid rows say. `plain` is unchecked content; `faults` is what only rows can have."""

    def __init__(self, form: EntryForm, rowsets: Iterable[Rows]) -> None:
        self.places: dict[Path, TakesFaults] = {(): form}
        self.faults: list[Fault] = []
        self.plain = self._head(form)
        by_key = {rows.key: rows for rows in rowsets}
        cells: Cells = {}
        for link in LINKS:
            if link.name in by_key:
                cells |= self._cells(link.name, link.about, link.kind, by_key[link.name])
        if "helped_by" in by_key:
            self._helps(by_key["helped_by"])
        if "citations" in by_key:
            self._citations(by_key["citations"], cells)

    def place(self, faults: Iterable[Fault]) -> None:
        """Puts each fault on the form that it is about."""
        for fault in faults:
            path = steps(fault.path)
            known = next(path[:end] for end in range(len(path), -1, -1) if path[:end] in self.places)
            self.places[known].place(path[len(known) :], fault.message)

    def _head(self, form: EntryForm) -> Plain:
        values = form.cleaned_data
        slug = form.entry.slug if form.entry else values["slug"]
        if form.kind == "exercise":
            body = values["body"] if isinstance(values["body"], Mapping) else {}
            self._refuse_twice(body)
            return {**body, "slug": slug, "title": values["title"]}
        names = [*columns(form._meta.model), "source"]
        plain = {name: _plain(values[name]) for name in names if name in values}
        return {"slug": slug} | {name: value for name, value in plain.items() if value not in EMPTY}

    def _refuse_twice(self, body: Mapping[str, Any]) -> None:
        for name in ("slug", "title"):
            if name in body:
                message = _("%(name)s stands in its own field") % {"name": name}
                self.faults.append(Fault(f"body.{name}", message))

    def _cells(self, key: str, about: str, kind: str, rows: Rows) -> Cells:
        cells: Cells = {}
        for at, form in enumerate(rows.said()):
            cell = self._row(form.cleaned_data, columns(form._meta.model))
            cell[about] = form.cleaned_data[about].slug
            self.plain.setdefault(key, []).append(cell)
            self.places[key, at] = form
            cells.setdefault((kind, cell[about]), (cell, (key, at)))
        return cells

    def _helps(self, rows: Rows) -> None:
        for at, form in enumerate(rows.said()):
            self.plain.setdefault("helped_by", []).append(form.cleaned_data["precondition"].slug)
            self.places["helped_by", at] = form

    def _citations(self, rows: Rows, cells: Cells) -> None:
        for at, form in enumerate(sorted(rows.said(), key=_place)):
            about = form.cleaned_data.get("about")
            holder, path = cells.get((about.kind, about.slug), (None, ())) if about else (self.plain, ())
            if holder is None:
                self.places["unplaced", at] = form
                message = _("there is no row for it on this form; add that first")
                self.faults.append(Fault(f"unplaced[{at}].about", message))
                continue
            cited = holder.setdefault("citations", [])
            self.places[*path, "citations", len(cited)] = form
            names = [name for name in columns(form._meta.model) if name not in NOT_CONTENT]
            cited.append(self._row(form.cleaned_data, [*names, "source", "claim"]))

    @staticmethod
    def _row(values: Mapping[str, Any], names: Iterable[str]) -> Plain:
        plain = {name: _plain(values.get(name)) for name in names}
        return {name: value for name, value in plain.items() if value not in EMPTY}


def _place(form: RowForm) -> tuple[float, bool]:
    """Rows keep their order; one whose place was just typed comes before the one that has it."""
    return form.cleaned_data.get("place_in_list") or float("inf"), "place_in_list" not in form.changed_data


def _plain(value: Any) -> Any:
    """A chosen entry as its slug, everything else as it is."""
    return value.slug if hasattr(value, "slug") else value
