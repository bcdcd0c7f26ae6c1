"""Saving a comparison: its title and note, reasons for screening answers, and scores of one's own."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, Final
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from options.analysis.matrix import CONFIDENCES
from options.bundle.reading import Reading
from options.bundle.schema import TITLE_MAX
from options.bundle.text import canonical_line, canonical_text
from options.models.comparisons import LINK, MEMBERS, NOTE_MAX, PRIVATE, QUERY_MAX, Content
from options.words import word

REASON_MAX: Final = 400
SCORES_MAX: Final = 200
BLANK_SCORES: Final = 2
SCORE: Final = ("option", "criterion", "low", "best", "high", "confidence", "reason")


class TextField(forms.CharField):
    """Text as it is stored: what a browser adds to line ends, and what nobody sees, counts for nothing."""

    canonical: Callable[[str], str] = staticmethod(canonical_text)

    def to_python(self, value: Any) -> str:
        try:
            return self.canonical(super().to_python(value) or "")
        except ValueError:
            raise ValidationError(_("This holds a control character, which cannot be kept. Take it out.")) from None


class LineField(TextField):
    canonical = staticmethod(canonical_line)


class SaveForm(forms.Form):
    """`asked` are the (option, test) pairs that have an answer: each may have a reason."""

    title = LineField(label=gettext_lazy("Name"), max_length=TITLE_MAX)
    note = TextField(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("What it is for, and what somebody who opens it should know."),
        max_length=NOTE_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    query = forms.CharField(
        max_length=QUERY_MAX,
        required=False,
        strip=False,
        widget=forms.HiddenInput,
        error_messages={
            "max_length": gettext_lazy("The address of a weighing that is kept has at most %(limit_value)d characters.")
        },
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    token = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, asked: Iterable[tuple[str, str]] = (), initial: Any = None) -> None:
        super().__init__(data, initial={"token": uuid4(), **(initial or {})})
        self.asked = tuple(asked)
        for option, test in self.asked:
            self.fields[f"why.{option}.{test}"] = TextField(
                max_length=REASON_MAX, required=False, label=word(test).capitalize()
            )

    @property
    def hidden_faults(self) -> list[str]:
        """What is wrong with fields that nobody sees."""
        broken = any(self[name].errors for name in ("version", "token", "seen"))
        return [*self["query"].errors, *([_("The form was not complete. Open it again.")] if broken else [])]

    def reasons_of(self, option: str) -> list[forms.BoundField]:
        """The fields for one option's answers."""
        return [self[f"why.{one}.{test}"] for one, test in self.asked if one == option]

    @property
    def reasons(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for option, test in self.asked:
            if why := self.cleaned_data.get(f"why.{option}.{test}"):
                found.setdefault(option, {})[test] = why
        return found


class ScoreForm(forms.Form):
    """One score of one's own, in units of its criterion. An empty row is left out."""

    option = forms.ChoiceField(label=gettext_lazy("Option"))
    criterion = forms.ChoiceField(label=gettext_lazy("Criterion"))
    low = forms.FloatField(label=gettext_lazy("Low"))
    best = forms.FloatField(label=gettext_lazy("Best"))
    high = forms.FloatField(label=gettext_lazy("High"))
    confidence = forms.ChoiceField(label=gettext_lazy("Confidence"), initial="moderate")
    reason = TextField(label=gettext_lazy("Reason"), max_length=REASON_MAX)

    def __init__(self, *args: Any, reading: Reading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reading = reading
        for name, entries in (("option", reading.options), ("criterion", reading.criteria)):
            self.fields[name].choices = [("", _("choose"))] + [(s, e.title) for s, e in entries.items()]  # type: ignore[attr-defined]
        self.fields["confidence"].choices = [(each, word(each)) for each in CONFIDENCES]  # type: ignore[attr-defined]

    def has_changed(self) -> bool:
        """A row in which nothing but the confidence was touched is still empty."""
        return bool(set(self.changed_data) - {"confidence"})

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        low, best, high = (found.get(name) for name in ("low", "best", "high"))
        if None in (low, best, high):
            return found
        if not low <= best <= high:  # type: ignore[operator]
            raise ValidationError(_("The scores must go up from low over best to high."))
        if criterion := self.reading.criteria.get(found.get("criterion", "")):
            scale = criterion.scale
            if low < scale.min or high > scale.max:  # type: ignore[operator]
                ends = {"low": f"{scale.min:g}", "high": f"{scale.max:g}"}
                raise ValidationError(_("The scale of this criterion goes from %(low)s to %(high)s."), params=ends)
        return found


class BaseScores(forms.BaseFormSet):  # type: ignore[type-arg]
    default_error_messages: ClassVar[dict[str, Any]] = {
        **forms.BaseFormSet.default_error_messages,
        "missing_management_form": gettext_lazy("The form was not complete, so the scores of your own were not read."),
        "too_many_forms": gettext_lazy("At most %(num)d scores of your own can be kept."),
    }

    def clean(self) -> None:
        """Each cell once."""
        seen = set()
        for form in self.forms:
            found = getattr(form, "cleaned_data", None) or {}
            cell = (found.get("option"), found.get("criterion"))
            if found.get("DELETE") or not all(cell):
                continue
            if cell in seen:
                form.add_error("criterion", _("This option has another score of your own on this criterion."))
            seen.add(cell)

    @property
    def scores(self) -> tuple[dict[str, Any], ...]:
        """Complete rows as plain values: those that were sent, or before that those it starts from."""
        rows = [form.cleaned_data if self.is_bound else form.initial for form in self.forms if not form.errors]
        kept = (row for row in rows if set(SCORE) <= set(row) and not row.get("DELETE"))
        return tuple({name: row[name] for name in SCORE} for row in kept)


Scores = forms.formset_factory(
    ScoreForm, formset=BaseScores, extra=BLANK_SCORES, max_num=SCORES_MAX, absolute_max=SCORES_MAX, can_delete=True
)


def content(form: SaveForm, scores: Any, version: int) -> Content:
    """What two valid forms say, at a version of the dossier."""
    found = form.cleaned_data
    return Content(found["title"], found["note"], found["query"], scores.scores, form.reasons, version)


def initial(saved: Content | None, asked: Iterable[tuple[str, str]]) -> Mapping[str, Any]:
    """What the form starts from: another save, or nothing."""
    if saved is None:
        return {}
    reasons = {f"why.{option}.{test}": saved.reasons.get(option, {}).get(test, "") for option, test in asked}
    return {"title": saved.title, "note": saved.note, **reasons}


class ShareForm(forms.Form):
    visibility = forms.ChoiceField(
        label=gettext_lazy("Who may read it"),
        choices=[
            (PRIVATE, gettext_lazy("only me")),
            (MEMBERS, gettext_lazy("everybody with an account")),
            (LINK, gettext_lazy("anyone who has the link, without an account")),
        ],
        widget=forms.RadioSelect,
    )


class SeenForm(forms.Form):
    """A save made from an earlier one, or at another version: on top of which one, once."""

    token = forms.UUIDField()
    seen = forms.IntegerField(min_value=1)
