"""One phase of an exercise: what it is, how long, on what, for whom."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from options.analysis.scales import STATUS
from options.bundle.reading import Reading
from options.bundle.schema import TEXT_MAX, TITLE_MAX
from options.forms.comparisons import LineField
from options.forms.seminar.fields import PlanForm, long_text, several, whole
from options.models import Exercise, Phase
from options.models.seminar.injects import TEXT_MAX as INJECT_MAX
from options.models.seminar.phases import DISCUSS, INJECT, KINDS, RATE, RATE_AGAIN, SCREEN, VOTE
from options.models.seminar.planning import OF_A_PHASE, changeable_in
from options.words import word

MINUTES_MOST: Final = 600
GRACE_MOST: Final = 120
NOTES_MOST: Final = 20
TOGGLE: Final = "t."
ON_OPTIONS: Final = (RATE, RATE_AGAIN, SCREEN, VOTE)
ON_CRITERIA: Final = (RATE, RATE_AGAIN)


def kinds() -> list[tuple[str, str]]:
    return [(kind, word(kind)) for kind in KINDS]


class AddForm(forms.Form):
    """One more phase; everything else of it is set on its own page."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    title = LineField(label=gettext_lazy("Title"), max_length=TITLE_MAX)
    minutes = whole(gettext_lazy("Minutes"), 1, MINUTES_MOST)
    instructions = long_text(gettext_lazy("What students are asked to do"), max_length=INJECT_MAX, rows=2)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["kind"].choices = kinds()  # type: ignore[attr-defined]


class PhaseForm(PlanForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    title = LineField(label=gettext_lazy("Title"), max_length=TITLE_MAX)
    minutes = whole(gettext_lazy("Minutes"), 1, MINUTES_MOST)
    instructions = long_text(
        gettext_lazy("What students are asked to do"), max_length=TEXT_MAX, required=False,
        help_text=gettext_lazy("For an inject: the news itself, at most 1,000 characters."),
    )  # fmt: skip
    rates_as = forms.ChoiceField(
        label=gettext_lazy("Students answer"),
        required=False,
        choices=[
            ("", gettext_lazy("as they like: nothing is said")),
            ("self", gettext_lazy("as themselves")),
            ("role", gettext_lazy("in their role")),
        ],
    )
    options = several(gettext_lazy("Options"))
    criteria = several(gettext_lazy("Criteria"))
    unlock_after = whole(
        gettext_lazy("Own notes before those of the council open"), 0, NOTES_MOST, required=False,
        help_text=gettext_lazy("For a discussion."),
    )  # fmt: skip
    for_roles = several(gettext_lazy("Only for these roles"), help_text=gettext_lazy("None ticked: for everybody."))
    grace = whole(
        gettext_lazy("Seconds of grace"), 0, GRACE_MOST,
        help_text=gettext_lazy("Answers that are on their way when the minutes are over still arrive in time."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, exercise: Exercise, phase: Phase, reading: Reading) -> None:
        open_to = changeable_in(phase, exercise)
        self.switches = {TOGGLE + slug: slug for slug in reading.preconditions}
        super().__init__(data, start=start(phase, self.switches), locked=locked(open_to, self.switches),
                         why=why(phase, open_to))  # fmt: skip
        roles = [(role.slug, role.title) for role in exercise.roles.all()]
        self.choose("kind", kinds())
        self.choose("options", [(slug, option.title) for slug, option in reading.options.items()])
        self.choose("criteria", [(slug, criterion.title) for slug, criterion in reading.criteria.items()])
        self.choose("for_roles", roles)
        for name, slug in self.switches.items():
            self.fields[name] = switch(reading, slug)

    def choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def switch_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.switches]

    @property
    def switched(self) -> list[forms.BoundField]:
        """Those that an inject switches, or that have something wrong."""
        return [bound for bound in self.switch_fields if bound.value() or bound.errors]

    def clean(self) -> dict[str, Any]:
        for name in ("options", "criteria", "for_roles"):  # in the order of the page, which says nothing
            if sorted(self.cleaned_data.get(name) or ()) == sorted(self.start[name]):
                self.cleaned_data[name] = self.start[name]
        found = super().clean()
        kind = found.get("kind")
        toggled = [name for name in self.switches if found.get(name)]
        if kind in ON_OPTIONS and not found.get("options"):
            self.add_error("options", _("Tick at least one: this kind of phase is about options."))
        if kind in ON_CRITERIA and not found.get("criteria"):
            self.add_error("criteria", _("Tick at least one: options are rated on criteria."))
        if kind == INJECT and not 0 < len(found.get("instructions") or "") <= INJECT_MAX:
            self.add_error("instructions", _("An inject says something, in at most 1,000 characters."))
        if kind != INJECT and (toggled or found.get("for_roles")):
            self.add_error("kind", _("Only an inject switches preconditions or goes to some roles. Take those out."))
        if kind != DISCUSS and found.get("unlock_after"):
            self.add_error("unlock_after", _("Only a discussion has notes of a council. Leave this empty."))
        return found

    @property
    def columns(self) -> dict[str, Any]:
        found = {name: value for name, value in self.changes.items() if name in OF_A_PHASE}
        if any(name in self.changes for name in self.switches):
            chosen = {slug: self.cleaned_data.get(name) for name, slug in self.switches.items()}
            found["toggles"] = {slug: status for slug, status in chosen.items() if status}
        return found


def switch(reading: Reading, slug: str) -> forms.ChoiceField:
    """What an inject makes of a precondition."""
    curated = _("as it is: %(status)s") % {"status": word(reading.preconditions[slug].status)}
    choices = [("", curated), *((status, word(status)) for status in STATUS)]
    return forms.ChoiceField(label=reading.preconditions[slug].title, choices=choices, required=False)


def start(phase: Phase, switches: Mapping[str, str]) -> dict[str, Any]:
    found = {name: getattr(phase, name) for name in OF_A_PHASE if name != "toggles"}
    return found | {name: phase.toggles.get(slug, "") for name, slug in switches.items()}


def locked(open_to: Collection[str], switches: Mapping[str, str]) -> set[str]:
    closed = {*OF_A_PHASE} - {*open_to}
    return closed - {"toggles"} | ({*switches} if "toggles" in closed else set())


def why(phase: Phase, open_to: Collection[str]) -> str:
    if open_to:
        return _("The exercise has started: of a phase to come only title, minutes and words can change.")
    if phase.opened_at:
        return _("This phase has been opened: it stays as it is.")
    return _("The exercise is over: this stays as it is.")
