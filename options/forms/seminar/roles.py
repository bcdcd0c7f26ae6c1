"""A role's card; the rubric; the roster."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from options.bundle.reading import Reading
from options.bundle.schema import SLUG_MAX, SUMMARY_MAX, TEXT_MAX, TITLE_MAX
from options.forms.comparisons import LineField
from options.forms.seminar.fields import LinesField, PlanForm, long_text, several
from options.models import Role
from options.models.seminar.artifacts import PARTS
from options.models.seminar.planning import OF_A_ROLE
from options.models.seminar.seats import NAME_MAX
from options.words import word

CONFIDENTIAL: Final = ("interests", "red_lines", "press")
WEIGHT: Final = "w."
WEIGHT_MOST: Final = 1_000
ROWS_MOST: Final = 20
LEVELS_MOST: Final = 10
POINTS_MOST: Final = 1_000
ROSTER_MOST: Final = 1_000


def parts() -> list[tuple[str, Any]]:
    said = {
        "option": _("the option that is chosen"),
        "legal-basis": _("the legal basis"),
        "preconditions": _("preconditions that are not met"),
        "mitigations": _("what makes harm less likely or smaller"),
        "tripwire": _("what would change the decision"),
    }
    return [(part, said.get(part, word(part))) for part in PARTS]


class RoleForm(PlanForm):
    title = LineField(label=gettext_lazy("Title"), max_length=TITLE_MAX)
    side = LineField(label=gettext_lazy("Side"), max_length=SUMMARY_MAX, required=False)
    public = long_text(gettext_lazy("What everybody may read"), max_length=TEXT_MAX)
    interests = LinesField(label=gettext_lazy("Interests"), help_text=gettext_lazy("One a line."), most=20)
    red_lines = LinesField(label=gettext_lazy("Red lines"), help_text=gettext_lazy("One a line."), most=20)
    press = LinesField(label=gettext_lazy("Questions to press"), help_text=gettext_lazy("One a line."), most=20)
    decision_maker = forms.BooleanField(label=gettext_lazy("Decides for its council"), required=False)
    drafts = several(gettext_lazy("Parts of the directive that this role drafts"))

    def __init__(self, data: Any = None, *, role: Role, reading: Reading, locked: Iterable[str] = ()) -> None:
        self.weights = {WEIGHT + slug: slug for slug in reading.criteria}
        names = [*start(role, self.weights)] if locked else []
        said = _("The exercise has started: the cards are in play and stay as they are.")
        super().__init__(data, start=start(role, self.weights), locked=names, why=said)
        self.fields["drafts"].choices = parts()  # type: ignore[attr-defined]
        for name, slug in self.weights.items():
            self.fields[name] = forms.FloatField(
                label=reading.criteria[slug].title, required=False, min_value=0, max_value=WEIGHT_MOST
            )

    @property
    def weight_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.weights]

    @property
    def columns(self) -> dict[str, Any]:
        changes, said = self.changes, self.cleaned_data
        found = {name: value for name, value in changes.items() if name in OF_A_ROLE}
        if {*CONFIDENTIAL} & {*changes}:
            found["confidential"] = {name: said[name] for name in CONFIDENTIAL}
        if {*self.weights} & {*changes}:
            found["weights"] = {slug: said[name] for name, slug in self.weights.items() if said[name] is not None}
        return found


def start(role: Role, weights: Mapping[str, str]) -> dict[str, Any]:
    found = {name: getattr(role, name) for name in ("title", "side", "public", "decision_maker")}
    found |= {name: list(role.confidential.get(name, ())) for name in CONFIDENTIAL}
    found["drafts"] = [part for part in PARTS if part in role.drafts]
    return found | {name: role.weights.get(slug) for name, slug in weights.items()}


class LevelsField(LinesField):
    """Levels of a row, one a line: points, a colon, what earns them. Cleaned: a list of {"points", "text"}."""

    def to_python(self, value: Any) -> Any:
        return [self.level(line) for line in super().to_python(value)]

    def level(self, line: str) -> dict[str, Any]:
        points, colon, text = line.partition(":")
        try:
            number = float(points.strip().replace(",", "."))
        except ValueError:
            number = math.nan
        if not (colon and text.strip() and 0 <= number <= POINTS_MOST):  # not a number is not in any range
            said = _("Each line is points, a colon and words, such as 2.5: Named and questioned. Not so: %(line)s")
            raise ValidationError(said % {"line": line[:80]})
        return {"points": int(number) if number.is_integer() else number, "text": text.strip()}

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(f"{level['points']:g}: {' '.join(level['text'].split())}" for level in value)


class RubricRow(forms.Form):
    """A row without title and levels is taken out."""

    slug = forms.SlugField(required=False, max_length=SLUG_MAX, widget=forms.HiddenInput)
    title = LineField(label=gettext_lazy("What is judged"), max_length=TITLE_MAX, required=False)
    levels = LevelsField(
        label=gettext_lazy("Levels"),
        most=LEVELS_MOST,
        help_text=gettext_lazy("One a line: points, a colon, what earns them."),
    )

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        title, levels = found.get("title"), found.get("levels")
        if title and levels == []:
            self.add_error("levels", _("Give at least one level, or empty the title as well to take the row out."))
        if levels and title == "":
            self.add_error("title", _("Give it a name, or empty the levels as well to take the row out."))
        return found


class BaseRubric(forms.BaseFormSet):  # type: ignore[type-arg]
    def rows(self) -> list[dict[str, Any]]:
        """As the dossier format has them; a new row gets its slug from its title."""
        filled = [each.cleaned_data for each in self.forms if each.cleaned_data.get("title")]
        taken = {row["slug"] for row in filled if row["slug"]}
        found = []
        for row in filled:
            slug = row["slug"] or fresh_slug(row["title"], taken)
            taken.add(slug)
            found.append({"slug": slug, "title": row["title"], "levels": row["levels"]})
        return found

    def clean(self) -> None:
        slugs = [each.cleaned_data.get("slug") for each in self.forms if getattr(each, "cleaned_data", None)]
        if len({*filter(None, slugs)}) < len([*filter(None, slugs)]):
            raise ValidationError(_("The form was not complete. Open it again."))

    def refuse(self, slug: str) -> None:
        said = _("Points have been given for this row: it stays, and its levels must still hold them.")
        for each in self.forms:
            if each.cleaned_data.get("slug") == slug:
                each.add_error("levels", said)


Rubric = forms.formset_factory(
    RubricRow, formset=BaseRubric, extra=1, max_num=ROWS_MOST, absolute_max=ROWS_MOST, validate_max=True
)


def fresh_slug(title: str, taken: Sequence[str] | set[str]) -> str:
    base = slugify(title)[: SLUG_MAX - 4].strip("-_").replace("_", "-") or "row"
    while "--" in base:
        base = base.replace("--", "-")
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, 100))) if slug not in taken)


class RosterForm(PlanForm):
    roster = LinesField(
        label=gettext_lazy("Who may join"),
        most=ROSTER_MOST,
        longest=NAME_MAX,
        help_text=gettext_lazy(
            "One identifier a line, such as a student number: at most 1,000. Repeated lines count once."
        ),
    )

    def clean_roster(self) -> list[str]:
        """Large and small letters are the same when somebody joins."""
        return list({line.casefold(): line for line in reversed(self.cleaned_data["roster"])}.values())[::-1]
