"""A comparison in words: names of groups and rows, notices, and through `CellWording` every cell."""

from options.pages.compare.cell_words import CellWording
from options.pages.compare.comparison import Comparison, Group
from options.pages.compare.rows import Row
from options.pages.compare.selection import MAX_OPTIONS, Problem
from options.pages.judges import Judge


class Wording(CellWording):
    def group(self, key: str) -> str:
        _ = self._
        names = {
            "glance": _("At a glance"),
            "effect": _("Effect"),
            "together": _("Together or apart"),
            "risks": _("Risks"),
            "conditions": _("What must be true"),
            "law": _("Legal questions"),
            "scores": _("Scores by criterion"),
            "evidence": _("Evidence"),
        }
        return names[key]

    def hint(self, key: str) -> str:
        _ = self._
        hints = {
            "glance": _("what it is and who must agree"),
            "effect": _("when it works and whether it can be undone"),
            "together": _("what one of these options does to another"),
            "risks": _("those that differ most first; likelihood and severity are never multiplied"),
            "conditions": _("the state belongs to the condition and is the same wherever it is needed"),
            "law": _("least settled first; no legal score is made"),
            "scores": _("best estimate, and from low to high, on the criterion's own scale"),
            "evidence": _("what everything said of an option rests on, by basis"),
        }
        return hints[key]

    def tally(self, group: Group) -> str:
        """How much a group holds, for its head."""
        rows = self.ngettext("%(num)d row", "%(num)d rows", group.total) % {"num": group.total}
        if not group.total:
            return rows
        if group.differing in (0, group.total) and group.total > 1:
            return f"{rows}, {self._('all differ') if group.differing else self._('none differs')}"
        differ = self.ngettext("%(num)d differs", "%(num)d differ", group.differing) % {"num": group.differing}
        return f"{rows}, {differ}"

    def closing(self, group: Group) -> list[str]:
        """What a group says below its rows: why it has none, what is left out, what nobody has judged."""
        said = []
        if not group.total:
            said.append(self._nothing_in(group.key))
        if group.hidden:
            said.append(self._hidden(group.hidden))
        if group.unjudged:
            text = "%(num)d risk of the dossier has not been assessed for any of these options and has no row."
            many = "%(num)d risks of the dossier have not been assessed for any of these options and have no row."
            said.append(self.ngettext(text, many, group.unjudged) % {"num": group.unjudged})
        return said

    def _nothing_in(self, key: str) -> str:
        _ = self._
        sentences = {
            "together": _("Nobody has recorded a relation between these options."),
            "risks": _("Nobody has assessed a risk for any of these options."),
            "conditions": _("No condition is recorded for any of these options."),
            "law": _("No legal question is recorded for any of these options."),
            "scores": _("This dossier has no criteria."),
        }
        return sentences.get(key, _("Nothing is recorded."))

    def _hidden(self, hidden: int) -> str:
        text = self.ngettext("%(num)d row is hidden by the settings above.", "%(num)d rows are hidden by the settings above.", hidden)  # fmt: skip # noqa: E501
        return text % {"num": hidden}

    def row(self, row: Row) -> str:
        """The title of a row: an entry's own, or the name of a fixed row."""
        if row.kind == "jurisdiction":
            return sentence(self.law(row.slug))
        if row.kind == "relation":
            return sentence(self.word(row.title))
        return row.title or self._fixed(row)

    def _fixed(self, row: Row) -> str:
        _ = self._
        names = {
            "summary": _("In one sentence"),
            "posture": _("Posture"),
            "force": _("Use of force"),
            "actor": _("Who acts"),
            "consent": _("Consent"),
            "instrument": _("Instrument"),
            "gate": _("Gate"),
            "time": _("First effect"),
            "reversibility": _("Reversibility"),
            "article": _("Citations of an article"),
            "law": _("Citations of law"),
            "record": _("Citations of the public record"),
            "judged": _("Statements judged, no source"),
            "uncited": _("Statements uncited"),
        }
        return names[row.slug]

    def aside(self, row: Row) -> str:
        """What stands small beside a row's title; empty where nothing does."""
        _ = self._
        if row.kind == "field":
            return _("do its conditions hold?") if row.slug == "gate" else ""
        if row.kind == "criterion":
            return _("more is better") if row.aside == "more" else _("less is better")
        if row.kind == "legal-question":
            return sentence(self.law(row.aside or ""))
        return self.status(row.aside) if row.kind in ("option", "precondition") and row.aside else ""

    def warning(self, row: Row) -> str:
        """What a row says when nobody stands behind it; empty otherwise."""
        if row.empty:
            return self._("nobody has recorded anything here")
        return self._("nobody has cited a source here") if row.unsourced else ""

    def title(self, n: int) -> str:
        text = self.ngettext("%(num)s option side by side", "%(num)s options side by side", n)
        return sentence(text % {"num": self.number(n)})

    def rest(self, n: int) -> str:
        """Rows that follow on a press."""
        return self.ngettext("%(num)d more row is not shown.", "%(num)d more rows are not shown.", n) % {"num": n}

    def ready(self, rule: str) -> str:
        """What a ready selection is."""
        _ = self._
        rules = {
            "posture": _("One of each posture, with the baseline"),
            "force": _("One of each level of force, with the baseline"),
            "consent": _("Those that need consent, with the baseline"),
            "time": _("One of each time to effect, with the baseline"),
        }
        return rules[rule]

    def standing(self, comparison: Comparison) -> str:
        """To when the content is current, and whether the scores are more than illustrative."""
        as_of = {"as_of": self.date(comparison.as_of)}
        if comparison.illustrative:
            return self._("As of %(as_of)s, illustrative scores.") % as_of
        return self._("As of %(as_of)s.") % as_of

    def judge(self, judge: Judge) -> str:
        """Whose every judgement of a risk and every score is, when it is the same everywhere."""
        whose = judge.by + (f", {self.date(judge.as_of)}" if judge.as_of else "")
        return self._("Risks and scores shown here were judged by: %(whose)s.") % {"whose": whose}

    def problem(self, problem: Problem) -> str:
        """A notice on something in the address that was left out."""
        _ = self._
        more = self.ngettext(" and %(num)d more", " and %(num)d more", problem.more) % {"num": problem.more}
        names = ", ".join(problem.values) + (more if problem.more else "")
        sentences = {
            "unknown-option": _("Left out, because this dossier has no such option: %(names)s."),
            "archived-option": _("Left out, because these options are archived: %(names)s."),
            "repeated-option": _("Named more than once in the address, shown once: %(names)s."),
            "too-many-options": _("Left out, because %(most)d options are the most that one page compares: %(names)s."),
            "unknown-group": _("This page has no such group of rows: %(names)s."),
            "bad-flag": _("This page cannot use this part of the address: %(names)s."),
            "unknown-key": _("This page does not know this part of the address: %(names)s."),
        }
        return sentences[problem.kind] % {"names": names, "most": MAX_OPTIONS}


def sentence(text: str) -> str:
    """First letter large, the rest untouched."""
    return text[:1].upper() + text[1:]
