"""Parts of sentences about a weighing: names, numbers, conditions and gates.

`rich` sentences are markup with names of options in italics and criteria in bold; others are plain text.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup, escape

from options.bundle.reading import Reading
from options.pages.gate_words import Cause
from options.pages.weigh.conditions import ConditionsPart, GateRow, Needed
from options.pages.weigh.selection import Selection
from options.pages.words import lc, short

LISTED: Final = 6  # names in one sentence; the rest is counted


@dataclass(frozen=True)
class Phrases:
    """`_` and `ngettext` are gettext's functions, `word` and `date` turn a value of the format and a partial date into
    words: translation comes in from outside, because pages know no web framework."""

    reading: Reading
    _: Callable[[str], str]
    ngettext: Callable[[str, str, int], str]
    word: Callable[[str], str]
    date: Callable[[str | None], str]
    rich: bool = False

    def fill(self, text: str, /, **values: Any) -> str:
        """A sentence with its values set in; as markup, everything that is not markup yet is escaped."""
        return escape(text) % values if self.rich else text % values

    def option(self, slug: str) -> str:
        title = short(self.reading.title("option", slug))
        return Markup("<i>{}</i>").format(title) if self.rich else title

    def criterion(self, slug: str) -> str:
        title = lc(short(self.reading.title("criterion", slug)))
        return Markup("<b>{}</b>").format(title) if self.rich else title

    def options(self, slugs: Iterable[str]) -> str:
        return self.listed([self.option(slug) for slug in slugs])

    def criteria(self, slugs: Iterable[str]) -> str:
        return self.joined([self.criterion(slug) for slug in slugs])

    def listed(self, names: list[str], between: str = "; ") -> str:
        """Names one after the other; beyond six they are counted."""
        shown = names[:LISTED]
        if len(names) > LISTED:
            shown.append(self._("%(n)d more") % {"n": len(names) - LISTED})
        return self._join(between, shown)

    def joined(self, names: list[str]) -> str:
        """a, b and c."""
        if len(names) < 2:
            return self._join("", names)
        head = self._join(", ", names[:-1])
        return self.fill(self._("%(head)s and %(last)s"), head=head, last=names[-1])

    def _join(self, between: str, names: list[str]) -> str:
        return escape(between).join(names) if self.rich else between.join(names)

    def of_hundred(self, share: float) -> str:
        """A share of draws: "37 of 100", and never "0 of 100" for one that is above nothing."""
        if 0 < share < 0.005:
            return self._("fewer than 1 of 100")
        if 0.995 <= share < 1:
            return self._("more than 99 of 100")
        return self._("%(n)d of 100") % {"n": round(100 * share)}

    def share(self, share: float) -> str:
        """A weight."""
        return f"{100 * share:.0f}%" if share >= 0.01 or share == 0 else f"{100 * share:.1f}%"

    def number(self, value: float) -> str:
        """A score in its units, with as many digits as say something."""
        return f"{value:.0f}" if abs(value - round(value)) < 0.05 else f"{value:.1f}"

    def between(self, start: float, to: float) -> tuple[str, str]:
        """Two weights of which one becomes the other, with enough digits to tell them apart."""
        for digits in range(4):
            one, other = f"{100 * start:.{digits}f}%", f"{100 * to:.{digits}f}%"
            if one != other:
                break
        return one, other

    def tests(self, slugs: Iterable[str]) -> str:
        return self.joined([self.word(slug) for slug in slugs])

    def needed(self, each: Needed) -> str:
        if each.kind == "option":
            return self.fill(self._("%(option)s is under way"), option=self.option(each.slug))
        title = short(each.title)  # as it is: its first word may be a name
        return Markup("{}").format(title) if self.rich else title

    def supposed(self, selection: Selection) -> str:
        """What is supposed otherwise than the dossier says; empty where nothing is."""
        known, _ = self.reading.preconditions, self._
        names = [
            self.fill(
                _("%(title)s %(to)s (curated: %(status)s)"),
                title=short(known[slug].title), to=self.word(to), status=self.word(known[slug].status),
            )
            for slug, to in selection.toggles.items()
        ]  # fmt: skip
        names += [self.fill(_("%(option)s is under way"), option=self.option(slug)) for slug in selection.pursued]
        return self.fill(_("Supposed: %(names)s."), names=self.listed(names)) if names else ""

    def unlock(self, needed: Iterable[Needed]) -> str:
        """One unlock set as a clause."""
        names = [self.needed(each) for each in needed]
        if len(names) > LISTED:
            count = {"n": len(names)}
            listed = self._join(", ", names[:LISTED])
            text = self._("%(n)d conditions hold, among them %(names)s")
            return self.fill(text, names=listed, **count)
        text = self.ngettext("this holds: %(names)s", "these hold: %(names)s", len(names))
        return self.fill(text, names=self.joined(names))

    def gate(self, row: GateRow) -> str:
        """Why a gate stands as it does."""
        _, why = self._, row.why
        if not why.assessed:
            return _("Nobody has said yet what it needs.")
        if why.state == "open":
            return _("What it needs holds.") if why.needed else _("It needs nothing.")
        names = [self.cause(cause) for cause in why.causes]
        if why.state == "blocked":
            text = (
                _("One of these would do, and none holds: %(names)s.")
                if why.any_of
                else _("This does not hold: %(names)s.")
            )
        elif why.any_of:
            text = _("One of these would do, and none is certain: %(names)s.")
        else:
            text = _("It cannot be said yet, because this is not certain: %(names)s.")
        return self.fill(text, names=self.listed(names))

    def cause(self, cause: Cause) -> str:
        if cause.status is None:
            return self.fill(self._("%(option)s is not under way"), option=self.option(cause.slug))
        title = self.fill("%(title)s (%(status)s)", title=short(cause.title), status=self.word(cause.status))
        if not cause.behind:
            return title
        behind = self.listed([self.cause(each) for each in cause.behind], ", ")
        return self.fill(self._("%(title)s, waiting for %(behind)s"), title=title, behind=behind)

    def states(self, part: ConditionsPart) -> str:
        """How many gates stand how."""
        counts = [f"{part.count(state)} {self.word(state)}" for state in ("open", "undetermined", "blocked")]
        return ", ".join(counts) + "."
