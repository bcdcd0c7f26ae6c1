"""Writing an annotation: what it is about, what it does, what it says and who may read it; and what becomes of it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from options.analysis.anchoring.selectors import EXACT_MAX, Refused, Selector
from options.bodies import BODY_MAX, canonical_body
from options.forms.comparisons import LineField, TextField
from options.models.annotations import (
    ANSWERED,
    OPEN,
    PRIVATE,
    PUBLIC,
    REPLACEMENT_MAX,
    RESOLVED,
    STANCES,
    SUGGESTS,
    TEAM,
    Said,
)
from options.models.moderation import WHY_MAX
from options.models.teams import NAME_MAX, Team
from options.pages.annotations.chosen import chosen
from options.pages.annotations.incoming import FILE_MAX
from options.pages.annotations.sentences import sentences
from options.pages.words import curly
from options.words import word

WHOLE: Final = "all"
WORDS: Final = "words"
SURROUNDINGS: Final = 200  # characters before and after a passage that a browser may send
BODY_HELP: Final = gettext_lazy(
    "*emphasis*, **strong**, lists with - or 1., > quotes, `code` and [links](https://…) are shown as such."
)


class BodyField(forms.CharField):
    """Markdown within its limit, told in its own words."""

    def __init__(self, **options: Any) -> None:
        rows = {"rows": 5, "aria-describedby": "id_body_helptext"}
        super().__init__(label=gettext_lazy("What you say"), help_text=BODY_HELP,
                         widget=forms.Textarea(attrs=rows), **options)  # fmt: skip

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        try:
            return canonical_body(text)
        except ValueError as fault:
            if len(text) > BODY_MAX:
                values = {"n": f"{len(text):,}", "most": f"{BODY_MAX:,}"}
                said = _("It has %(n)s characters, and %(most)s is the most. Shorten it, or say the rest in an answer.")
                raise ValidationError(said % values) from fault
            raise ValidationError(_("This holds a control character, which cannot be kept. Take it out.")) from None


class BodyForm(forms.Form):
    """An answer."""

    body = BodyField(error_messages={"required": gettext_lazy("Write something first.")})
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial={"token": uuid4(), **(initial or {})})

    @property
    def incomplete(self) -> bool:
        return bool(self["token"].errors)


class ReadersField(forms.ChoiceField):
    """Who may read it: nobody else, everybody, or one of the writer's teams."""

    def __init__(self, teams: Iterable[Team] = ()) -> None:
        self.teams = {f"{TEAM}-{team.pk}": team for team in teams}
        choices = [
            (PRIVATE, gettext_lazy("only me")),
            *((key, _("my team %(name)s") % {"name": team.name}) for key, team in self.teams.items()),
            (PUBLIC, gettext_lazy("everybody who may read the dossier")),
        ]
        super().__init__(label=gettext_lazy("Who may read it"), choices=choices, widget=forms.RadioSelect,
                         initial=PRIVATE)  # fmt: skip


def readers_of(visibility: str, team: Team | None) -> str:
    return f"{TEAM}-{team.pk}" if team else visibility


class WriteForm(BodyForm):
    """A new annotation. `text`: of the field it is about, None for a whole entry or cell."""

    field_order = ("passage", "exact", "stance", "body", "replacement", "readers")
    stance = forms.ChoiceField(
        label=gettext_lazy("What it does"),
        choices=[(stance, stance) for stance in STANCES],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say what it does: support, challenge, ask or suggest.")},
    )
    replacement = TextField(
        label=gettext_lazy("Words to put in its place"),
        help_text=gettext_lazy("For a suggestion: a curator can make a draft of them, with your name."),
        max_length=REPLACEMENT_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    passage = forms.ChoiceField(
        label=gettext_lazy("Which words"),
        widget=forms.RadioSelect,
        initial=WHOLE,
        error_messages={"required": gettext_lazy("Say which words you mean, or all of it.")},
    )
    exact = forms.CharField(
        label=gettext_lazy("The words"), required=False, strip=False, max_length=2 * EXACT_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    before = forms.CharField(required=False, strip=False, max_length=SURROUNDINGS, widget=forms.HiddenInput)
    after = forms.CharField(required=False, strip=False, max_length=SURROUNDINGS, widget=forms.HiddenInput)
    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, text: str | None, teams: Iterable[Team], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.text = text
        self.fields["readers"] = ReadersField(teams)
        self.fields["stance"].choices = [(each, word(each)) for each in STANCES]  # type: ignore[attr-defined]
        self.order_fields(self.field_order)
        if text is None:
            for name in ("passage", "exact", "start", "before", "after", "replacement"):
                del self.fields[name]
            return
        offered = [(f"{start}-{end}", curly(text)[start:end]) for start, end in sentences(text)]
        whole = (WHOLE, _("all of it")) if len(offered) != 1 else (WHOLE, _("all of it, whatever it says later"))
        self.fields["passage"].choices = [whole, *offered, (WORDS, _("these words:"))]  # type: ignore[attr-defined]

    @property
    def incomplete(self) -> bool:
        """Something is wrong with what nobody sees."""
        return any(self[name].errors for name in ("token", "seen", "start", "before", "after") if name in self.fields)

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if found.get("replacement") and found.get("stance") != SUGGESTS:
            said = _("Words to put in its place belong to a suggestion: choose “suggests”, or clear them.")
            self.add_error("replacement", said)
        found["selector"] = self._selector(found) if self.text is not None and "passage" in found else None
        return found

    def _selector(self, found: Mapping[str, Any]) -> Selector | None:
        passage, text = found["passage"], self.text or ""
        if passage == WHOLE and found.get("exact", "").strip():
            said = _("Some words stand here, and “all of it” is chosen. Choose “these words”, or clear them.")
            self.add_error("exact", said)
        if passage == WHOLE:
            return None
        try:
            if passage != WORDS:
                start, end = map(int, passage.split("-"))
                return Selector.of(text, start, end)
            around = found.get("start"), found.get("before", ""), found.get("after", "")
            return chosen(text, found.get("exact", ""), *around)
        except Refused as why:
            self.add_error("exact" if passage == WORDS else "passage", REFUSALS[why.reason]())
        except ValueError:
            self.add_error("exact", _("This holds a control character, which no text has. Copy the words again."))
        return None

    def said(self) -> Said:
        found = self.cleaned_data
        team = self.fields["readers"].teams.get(found["readers"])  # type: ignore[attr-defined]
        visibility = TEAM if team else found["readers"]
        return Said(found["body"], found["stance"], visibility, team, found.get("replacement", ""))


REFUSALS: Final[Mapping[str, Callable[[], str]]] = {
    "empty": lambda: _("Say which words you mean: choose a sentence, or copy the words here."),
    "too-long": lambda: (
        _("A passage has at most %(most)s characters. Choose less, or all of it.") % {"most": f"{EXACT_MAX:,}"}
    ),
    "absent": lambda: _("These words do not stand in the text as it is now. Choose a sentence, or copy them again."),
    "several": lambda: _("These words stand there more than once. Take some of the words around them as well."),
}


class EditForm(BodyForm):
    """Other words for what one has written. `suggests`: with words to put in the place of the passage."""

    def __init__(self, data: Any = None, *, suggests: bool, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        if suggests:
            self.fields["replacement"] = TextField(
                label=_("Words to put in its place"), max_length=REPLACEMENT_MAX, required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
            )  # fmt: skip


class ShareForm(forms.Form):
    def __init__(self, data: Any = None, *, teams: Iterable[Team], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["readers"] = ReadersField(teams)

    @property
    def readers(self) -> tuple[str, Team | None]:
        chosen_one = self.cleaned_data["readers"]
        team = self.fields["readers"].teams.get(chosen_one)  # type: ignore[attr-defined]
        return (TEAM if team else chosen_one), team


class StateForm(forms.Form):
    state = forms.ChoiceField(choices=[(state, state) for state in (OPEN, ANSWERED, RESOLVED)])


class WhyForm(forms.Form):
    """A reason, in one line."""

    why = LineField(
        label=gettext_lazy("Why"),
        max_length=WHY_MAX,
        error_messages={"required": gettext_lazy("Give a reason: it is kept in the log.")},
    )


class PlaceForm(forms.Form):
    """Where in the text of now a passage belongs: one of the places offered, or words copied from the text."""

    place = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    exact = forms.CharField(label=gettext_lazy("Or these words of the text"), required=False, max_length=2 * EXACT_MAX,
                            widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip

    def __init__(self, data: Any = None, *, text: str, offered: Iterable[tuple[int, int]] = ()) -> None:
        """`offered`: places that may be meant; after them stand the sentences of the text."""
        super().__init__(data)
        self.text = text
        places = dict.fromkeys((*offered, *sentences(text)))
        choices = [(f"{start}-{end}", curly(text)[start:end]) for start, end in places]
        self.fields["place"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["place"]

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        try:
            if found.get("exact"):
                found["selector"] = chosen(self.text, found["exact"])
            elif found.get("place"):
                found["selector"] = Selector.of(self.text, *map(int, found["place"].split("-")))
            elif not self.errors:
                raise Refused("empty")
        except Refused as why:
            self.add_error("exact", REFUSALS[why.reason]())
        except ValueError:
            self.add_error("exact", _("This holds a control character, which no text has. Copy the words again."))
        return found


class ImportForm(forms.Form):
    """A file to be looked at; then, as text, to be kept as it was looked at."""

    file = forms.FileField(label=gettext_lazy("JSON-LD file"), required=False)
    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def raw(self) -> bytes | None:
        found = self.cleaned_data
        if found.get("file"):
            return bytes(found["file"].read(FILE_MAX + 1))
        return found["text"].encode() if found.get("text") else None


class TeamForm(forms.Form):
    name = LineField(label=gettext_lazy("Name of the team"), max_length=NAME_MAX)
