"""What is set of an exercise as a whole, and its making."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from options.bundle.schema import TEXT_MAX, TITLE_MAX
from options.forms.comparisons import LineField
from options.forms.seminar.fields import LinesField, PlanForm, long_text, whole
from options.models import Exercise, Phase
from options.models.seminar.exercises import HUNDRED, MOST_COUNCILS, MOST_SEATS, SEVEN
from options.models.seminar.planning import SETTINGS, changeable

KEPT_MOST: Final = 400  # days
MINUTES_MOST: Final = 600
USERNAME_MAX: Final = 150
ONE_A_LINE: Final = gettext_lazy("One a line.")


class NewForm(forms.Form):
    """`templates`: (key, name) of what an exercise can be made from."""

    template = forms.ChoiceField(label=gettext_lazy("Make it from"))
    expected = whole(
        gettext_lazy("How many students you expect"), 1, MOST_SEATS,
        help_text=gettext_lazy("For the number of councils, the tables at which one of each role sits. More may come."),
    )  # fmt: skip
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, templates: Iterable[tuple[str, str]], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["template"].choices = list(templates)  # type: ignore[attr-defined]


class WithForm(forms.Form):
    """With whom an exercise is shared."""

    username = LineField(label=gettext_lazy("User name of the other instructor"), max_length=USERNAME_MAX)

    def refuse(self, said: str) -> None:
        self.add_error("username", said)


class SettingsForm(PlanForm):
    title = LineField(label=gettext_lazy("Title"), max_length=TITLE_MAX)
    setting = long_text(
        gettext_lazy("Setting"), max_length=TEXT_MAX, required=False,
        help_text=gettext_lazy("The fictional situation, as students read it before they join."),
    )  # fmt: skip
    ground_rules = LinesField(label=gettext_lazy("Ground rules"), help_text=ONE_A_LINE)
    goals = LinesField(label=gettext_lazy("What students should learn"), help_text=ONE_A_LINE)
    questions = LinesField(label=gettext_lazy("Questions to discuss"), help_text=ONE_A_LINE)
    debrief = LinesField(label=gettext_lazy("Questions to look back on"), help_text=ONE_A_LINE, most=20)
    names = forms.ChoiceField(
        label=gettext_lazy("Under which name people are known"),
        choices=Exercise._meta.get_field("names").choices or (),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Once somebody has joined, this cannot change."),
    )
    late_policy = forms.ChoiceField(
        label=gettext_lazy("What is still being typed when a phase closes"),
        choices=Exercise._meta.get_field("late_policy").choices or (),
        widget=forms.RadioSelect,
    )
    scale = forms.TypedChoiceField(
        label=gettext_lazy("Scale of the ratings"),
        choices=[(SEVEN, gettext_lazy("1 to 7")), (HUNDRED, gettext_lazy("0 to 100"))],
        coerce=int,
        widget=forms.RadioSelect,
    )
    councils_wanted = whole(
        gettext_lazy("Councils"), 1, MOST_COUNCILS, help_text=gettext_lazy("Tables at which one of each role sits.")
    )
    most_seats = whole(
        gettext_lazy("Most seats"), 1, MOST_SEATS,
        help_text=gettext_lazy("Who comes after all places are taken sits in as a second adviser or an observer."),
    )  # fmt: skip
    curated_from = forms.TypedChoiceField(
        label=gettext_lazy("From when students see the scores that curators gave"),
        help_text=gettext_lazy(
            "Until then the exercise shows neither these scores nor public notes. A public dossier is open to "
            "everybody, so this does not stop a student from looking there in another tab."
        ),
        coerce=int,
        empty_value=None,
        required=False,
    )
    lobby_minutes = whole(gettext_lazy("Minutes for joining"), 0, MINUTES_MOST)
    reserve_minutes = whole(gettext_lazy("Minutes in reserve"), 0, MINUTES_MOST)
    purge_at = forms.DateField(
        label=gettext_lazy("Purge on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy(
            "On this day everything that students wrote is taken out. The page on which they join tells them the date."
        ),
    )

    def __init__(self, data: Any = None, *, exercise: Exercise, now: datetime) -> None:
        open_to = changeable(exercise)
        self.exercise, self.today = exercise, timezone.localtime(now).date()
        super().__init__(data, start=start(exercise), locked=set(SETTINGS) - open_to, why=why(exercise, open_to))
        self.fields["curated_from"].choices = phases(exercise.phases.all())  # type: ignore[attr-defined]

    def clean_purge_at(self) -> date:
        day: date = self.cleaned_data["purge_at"]
        if day == self.start["purge_at"]:
            return day
        last = self.today + timedelta(days=KEPT_MOST)
        if not self.today < day <= last:
            said = _("Choose a day from tomorrow to %(last)s, 400 days from now.")
            raise forms.ValidationError(said % {"last": last.isoformat()})
        return day

    @property
    def columns(self) -> dict[str, Any]:
        """The changes, as the model has them."""
        found = dict(self.changes)
        if "purge_at" in found:
            found["purge_at"] = timezone.make_aware(datetime.combine(found["purge_at"], time.min))
        return found


def start(exercise: Exercise) -> dict[str, Any]:
    found = {name: getattr(exercise, name) for name in SETTINGS}
    return found | {"purge_at": timezone.localtime(exercise.purge_at).date()}


def why(exercise: Exercise, open_to: Collection[str]) -> str:
    """Why some settings are locked."""
    if "title" in open_to:
        return _("Somebody has joined already, and was told under which name.")
    return _("The exercise has started: this stays as it is.")


def phases(rows: Iterable[Phase]) -> list[tuple[Any, str]]:
    named = [(row.number, _("from phase %(phase)s") % {"phase": row}) for row in rows]
    return [("", _("only once the exercise is over")), *named]
