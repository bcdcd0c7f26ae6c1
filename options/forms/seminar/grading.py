"""Grading one seat: on each row of the rubric a level or other points, and a comment."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from options.forms.seminar.answers import LongText
from options.models import Grade
from options.models.seminar.grades import COMMENT_MAX
from options.pages.seminar.rubric import LEAST, MOST, Row

OTHER: Final = "other"
STAMP_MAX: Final = 40
_NUMBER: Final = re.compile(r"\d{1,4}([.,]\d{1,4})?", re.ASCII)


class PointsField(forms.CharField):
    """A number with a point or a comma, from the lowest to the highest level of its row; None for nothing."""

    def __init__(self, row: Row) -> None:
        super().__init__(required=False, max_length=20, label=gettext_lazy("Other points"))
        self.row = row

    def clean(self, value: Any) -> Any:
        text = str(value or "").strip()
        if not text:
            return None
        points = float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else -1.0
        if not isfinite(points) or not self.row.lowest <= points <= self.row.highest:
            values = {"low": f"{self.row.lowest:g}", "high": f"{self.row.highest:g}"}
            raise ValidationError(_("Give a number from %(low)s to %(high)s, or none.") % values)
        return points


@dataclass(frozen=True)
class RowFields:
    """A row of the rubric with its fields, as a page shows them."""

    row: Row
    level: forms.BoundField
    points: forms.BoundField
    comment: forms.BoundField
    seen: forms.BoundField

    @property
    def errors(self) -> list[str]:
        return [*self.level.errors, *self.points.errors, *self.comment.errors]


class GradeForm(forms.Form):
    """`given`: what stands there. Fields go by "<row>.level" and so on; `changed()` is what is to be saved."""

    def __init__(self, data: Any = None, *, rubric: Sequence[Row], given: Mapping[str, Grade]) -> None:
        super().__init__(data)
        self.rubric, self.given = rubric, given
        for row in rubric:
            self._ask(row, given.get(row.slug))

    def _ask(self, row: Row, grade: Grade | None) -> None:
        points = grade.points if grade else None
        at = row.level_of(points)
        choices = [(str(n), level.text) for n, level in enumerate(row.levels)]
        level = str(at) if at is not None else OTHER if points is not None else ""
        other = f"{points:g}" if level == OTHER else ""
        self.fields |= {
            f"{row.slug}.level": forms.ChoiceField(
                required=False, initial=level, choices=[("", ""), *choices, (OTHER, "")], label=row.title
            ),
            f"{row.slug}.points": PointsField(row),
            f"{row.slug}.comment": LongText(required=False, max_length=COMMENT_MAX, widget=forms.Textarea),
            f"{row.slug}.seen": forms.CharField(required=False, max_length=STAMP_MAX, initial=stamp(grade)),
        }
        self.fields[f"{row.slug}.points"].initial = other
        self.fields[f"{row.slug}.comment"].initial = grade.comment if grade else ""

    def clean(self) -> dict[str, Any] | None:
        for row in self.rubric:
            self._settle(row)
        return self.cleaned_data

    def _settle(self, row: Row) -> None:
        """Of level and points one is left: they must not contradict each other."""
        level, points = self.cleaned_data.get(f"{row.slug}.level"), self.cleaned_data.get(f"{row.slug}.points")
        if level == OTHER and points is None and f"{row.slug}.points" not in self.errors:
            self.add_error(f"{row.slug}.points", _("You chose other points: say how many."))
        if level and level != OTHER:
            chosen = row.levels[int(level)].points
            if points is not None and points != chosen:
                values = {"chosen": f"{chosen:g}", "points": f"{points:g}"}
                said = _("You chose a level with %(chosen)s points, and typed %(points)s. Keep one of them.")
                self.add_error(f"{row.slug}.points", said % values)
            if not LEAST <= chosen <= MOST:
                self.add_error(f"{row.slug}.level", _("Points like these cannot be kept. Type others."))
            points = chosen
        self.cleaned_data[f"{row.slug}.result"] = points
        self._meanwhile(row)

    def _meanwhile(self, row: Row) -> None:
        """Somebody else has graded the row since the form was made: that is said, and not overwritten unseen."""
        grade = self.given.get(row.slug)
        if self.cleaned_data.get(f"{row.slug}.seen") == stamp(grade) or not self._differs(row):
            return
        values = {"who": grade.by.shown_name if grade else "", "points": points_word(grade)}
        said = _("Meanwhile %(who)s gave %(points)s here. Save again to put yours in its place.")
        gone = _("Meanwhile somebody has taken away what was given here. Save again to give it all the same.")
        self.add_error(f"{row.slug}.level", said % values if grade else gone)
        self.data = {**dict(self.data.items()), f"{row.slug}.seen": stamp(grade)}

    def _differs(self, row: Row) -> bool:
        """From what stands there. A row that was empty and was left so says nothing."""
        grade = self.given.get(row.slug)
        if self.result(row) == (None, "") and not self.cleaned_data.get(f"{row.slug}.seen"):
            return False
        now = (grade.points, grade.comment) if grade else (None, "")
        return self.result(row) != now

    def result(self, row: Row) -> tuple[float | None, str]:
        data = self.cleaned_data
        return data.get(f"{row.slug}.result"), data.get(f"{row.slug}.comment") or ""

    def changed(self) -> Iterator[tuple[Row, float | None, str]]:
        yield from ((row, *self.result(row)) for row in self.rubric if self._differs(row))

    def rows(self) -> Iterator[RowFields]:
        for row in self.rubric:
            yield RowFields(row, *(self[f"{row.slug}.{name}"] for name in ("level", "points", "comment", "seen")))


def stamp(grade: Grade | None) -> str:
    """Tells one edition of a grade from another."""
    return grade.given_at.isoformat() if grade else ""


def points_word(grade: Grade | None) -> str:
    if grade is None or grade.points is None:
        return _("a comment")
    return _("%(n)s points") % {"n": f"{grade.points:g}"}
