"""One cell in words, as a page and every export say it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from options.analysis.scales import LIKELIHOOD
from options.pages.bodies import Direction
from options.pages.compare import cells
from options.pages.compare.cells import Basis, Cell
from options.pages.compare.rows import basis_of


@dataclass(frozen=True)
class Line:
    """One line of a cell. `judgement` says what is judged, `reason` why, `basis` what it rests on."""

    role: Literal["judgement", "reason", "basis"]
    text: str


@dataclass(frozen=True)
class CellWording:
    """Translation comes in from outside, because pages know no web framework: `_` and `ngettext` are gettext's
    functions; `word`, `law`, `date` and `number` turn a value of the format, a body of law, a partial date and a
    whole number into words."""

    _: Callable[[str], str]
    ngettext: Callable[[str, str, int], str]
    word: Callable[[str], str]
    law: Callable[[str], str]
    date: Callable[[str | None], str]
    number: Callable[[int], str]

    def nothing(self, cell: cells.Nothing) -> str:
        _ = self._
        words = {
            "not-assessed": _("not assessed"),
            "does-not-apply": _("does not apply"),
            "not-needed": _("not needed"),
            "not-raised": _("not raised"),
            "not-part": _("not part of it"),
            "none": _("none"),
        }
        return words[cell.kind]

    def status(self, status: str) -> str:
        _ = self._
        return {"under-way": _("under way"), "not-under-way": _("not under way")}.get(status) or self.word(status)

    def condition(self, cell: cells.Condition) -> str:
        _ = self._
        roles = {"needed": _("needed"), "alternative": _("one of several ways"), "helps": _("helps")}
        return f"{roles[cell.role]}, {self.status(cell.status)}"

    def met(self, cell: cells.GateState) -> str:
        """How many conditions are unmet; the difference between needing nothing and not having looked."""
        if not cell.assessed:
            return self._("not assessed: nobody has said what it needs")
        if not cell.needed:
            return self._("needs nothing new")
        return self._("%(unmet)d unmet of %(needed)d needed") % {"unmet": cell.unmet, "needed": cell.needed}

    def direction(self, direction: Direction) -> str:
        if direction.extent == "mixed":
            return ", ".join(f"{self.word(effect)} {n}" for effect, n in direction.counts)
        effect = self.word(direction.effect or "")
        return effect if direction.extent == "all" else self._("mostly %(effect)s") % {"effect": effect}

    def legal(self, cell: cells.Bears) -> str:
        """State and direction, always together."""
        return f"{self.word(cell.state)}, {self.word(cell.effect)}"

    def also(self, cell: cells.Term) -> str:
        return self._("also: %(names)s") % {"names": ", ".join(map(self.word, cell.also))}

    def questions(self, n: int) -> str:
        return self.ngettext("%(num)d question", "%(num)d questions", n) % {"num": n}

    def relation(self, cell: cells.RelationEnd) -> tuple[str, str]:
        """A relation from one of its ends, as the words before and after the name of the other option."""
        if cell.forward:
            return f"{self.word(cell.kind)} ", ""
        return "", f" {self.word(cell.kind)} {self._('this')}"

    def counter(self, direction: str) -> str:
        return self._("A counter-view, higher:") if direction == "higher" else self._("A counter-view, lower:")

    def lines(self, cell: Cell) -> tuple[Line, ...]:
        """A cell whole, as lines: judgement, reasons, basis. What stands in an export."""
        said = [Line("judgement", text) for text in self._judgement(cell)]
        said += [Line("reason", text) for text in self._reasons(cell) if text]
        basis = basis_of(cell)
        return (*said, Line("basis", self.basis(basis))) if basis is not None else tuple(said)

    def _judgement(self, cell: Any) -> list[str]:
        word = self.word
        match cell:
            case cells.Nothing():
                return [self.nothing(cell)]
            case cells.Prose():
                return [cell.text]
            case cells.Term(also=also):
                return [word(cell.value), self.also(cell)] if also else [word(cell.value)]
            case cells.GateState():
                return [word(cell.state), self.met(cell)]
            case cells.LawState(body=body):
                return [f"{word(body.state)}, {self.direction(body.direction)}", self.questions(len(body.questions))]
            case cells.RelationEnd():
                return [cell.other_title.join(self.relation(cell))]
            case cells.Exposed():
                return self._exposed(cell)
            case cells.Condition():
                return [self.condition(cell)]
            case cells.Bears():
                return [self.legal(cell)]
            case cells.Score():
                return [self.score(cell), self.confidence(cell.confidence)]
            case cells.Count():
                return [str(cell.count)]
        raise TypeError(f"no words for {type(cell).__name__}")

    def _exposed(self, cell: cells.Exposed) -> list[str]:
        """Likelihood and confidence are two things and never share a line (ICD 203)."""
        low, high = LIKELIHOOD[cell.likelihood]
        severity = self._("severity %(n)d of 5") % {"n": cell.severity}
        return [f"{self.word(cell.likelihood)}, {low}–{high} %", severity, self.confidence(cell.confidence)]

    def confidence(self, level: str) -> str:
        return self._("confidence: %(level)s") % {"level": self.word(level)}

    def score(self, cell: cells.Score) -> str:
        unit = f" {cell.scale.unit}" if cell.scale.unit else ""
        return self._("%(best)s (%(low)s to %(high)s)") % {"best": cell.best, "low": cell.low, "high": cell.high} + unit

    def _reasons(self, cell: Any) -> list[str | None]:
        match cell:
            case cells.Nothing(reason=reason):
                return [reason]
            case cells.Term(note=note) | cells.Bears(note=note) | cells.GateState(note=note):
                return [note]
            case cells.RelationEnd(why=why):
                return [why]
            case cells.Exposed(rationale=rationale):
                return [rationale]
            case cells.Score():
                views = (f"{self.counter(v.direction)} {v.text}" for v in cell.counter_views)
                return [cell.rationale, *views]
        return []

    def basis(self, basis: Basis) -> str:
        """What a statement rests on, in words: citations by basis; judged without a source; or nothing at all."""
        kinds = [c.basis for c in basis.citations if c.source]
        counted = [f"{self.word(kind)} {kinds.count(kind)}" for kind in dict.fromkeys(kinds)]
        whose = ", ".join(part for part in (basis.by, self.date(basis.as_of)) if part)
        if counted:
            judged = [self._("judged by: %(whose)s") % {"whose": whose}] if whose else []
            return self._("basis: %(list)s") % {"list": "; ".join([", ".join(counted), *judged])}
        if basis.citations or whose:
            return self._("judged, no source") + (f": {whose}" if whose else "")
        return self._("uncited")
