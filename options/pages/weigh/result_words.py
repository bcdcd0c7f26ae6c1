"""What stands before a verdict, after it, and against relying on it."""

from collections.abc import Iterable, Sequence
from typing import Final

from options.analysis.weighing import Weighed
from options.pages.weigh.conditions import ConditionsPart, GateRow
from options.pages.weigh.result import Result
from options.pages.weigh.screening import Screen
from options.pages.weigh.verdict_words import VerdictWords

RELATED: Final = (
    "needs-a",
    "needs-b",
    "strengthens-a",
    "strengthens-b",
    "weakens-a",
    "weakens-b",
    "excludes-a",
    "excludes-b",
)


class ResultWords(VerdictWords):
    def first(self, result: Result, screen: Screen) -> list[str]:
        """Who is not in the running and why, before any verdict."""
        said, _ = [], self._
        states = {row.option.slug: row.weighed.gate for row in result.rows}
        out = [row for row in screen.rows if row.out]
        if out:
            names = [self.fill("%(o)s (%(t)s)", o=self.option(r.option.slug), t=self.tests(r.failed)) for r in out]
            said.append(self.fill(_("Not ranked, because it failed a test: %(names)s."), names=self.listed(names)))
        kept = [row.option.slug for row in screen.rows if not row.out]
        blocked = [slug for slug in kept if states[slug].state == "blocked"]
        if blocked:
            text = _("Blocked, because something it needs does not hold: %(names)s.")
            said.append(self.fill(text, names=self.options(blocked)))
        waiting = [slug for slug in kept if states[slug].state == "undetermined" and states[slug].assessed]
        if waiting:
            text = _("Undetermined, because something it needs is not certain: %(names)s.")
            said.append(self.fill(text, names=self.options(waiting)))
        unsaid = [slug for slug in kept if not states[slug].assessed]
        if unsaid:
            text = _("Undetermined, because nobody has said what it needs: %(names)s.")
            said.append(self.fill(text, names=self.options(unsaid)))
        running = result.weighing.verdict.contenders
        told = [(row.weighed, [o for o in row.weighed.dominated_by if o in running]) for row in result.dominated]
        return said + [self.dominated(weighed, by) for weighed, by in told if by and weighed.option in kept]

    def dominated(self, weighed: Weighed, by: Sequence[str]) -> str:
        """By whom an option is dominated: `by` are those of them that are in the running."""
        _ = self._
        robustly = [option for option in weighed.robustly_dominated_by if option in by]
        text = _(
            "%(option)s is dominated: %(others)s is at least as good on everything that counts, and "
            "better on something."
        )
        if robustly:
            text = _("%(option)s is dominated, even at the ends of the ranges, by %(others)s.")
        names = self.options(robustly or by)
        return self.fill(text, option=self.option(weighed.option), others=names)

    def after(self, result: Result, part: ConditionsPart) -> list[str]:
        """What follows the verdict: what would turn it, why it is no stronger, what its leader depends on."""
        verdict = result.weighing.verdict
        said = [*self.flips(result.weighing), *self.reasons(result.weighing)]
        rows = {row.option.slug: row for row in part.gates}
        for slug in dict.fromkeys(each for each in (verdict.leader, verdict.runner_up) if each):
            said += [sentence for sentence in [self.condition(rows[slug])] if sentence]
        alone = self.alone(verdict.leader) if verdict.leader else ""
        return [*said, alone] if alone else said

    def condition(self, row: GateRow) -> str:
        """What an option that leads, or draws level, depends on; empty when it is open."""
        if row.why.state == "open":
            return ""
        name = self.option(row.option.slug)
        if not row.why.assessed:
            return self.fill(
                self._("%(option)s can lead only if what it needs holds, and nobody has said yet what it needs."),
                option=name,
            )
        if not row.sets:
            return self.fill(
                self._("%(option)s can lead only if its gate opens, and nothing recorded would open it."), option=name
            )
        text = self._("%(option)s can lead only if %(set)s.")
        return self.fill(text, option=name, set=self.unlock(row.sets[0]))

    def alone(self, leader: str) -> str:
        """What the relations between options say of a leader that was weighed by itself; empty without any."""
        by_kind: dict[str, list[str]] = {}
        for relation in self.reading.dossier.relations:
            if leader in (relation.a, relation.b):
                mine = relation.a == leader
                other = relation.b if mine else relation.a
                by_kind.setdefault(f"{relation.kind}-{'a' if mine else 'b'}", []).append(other)
        parts = [self._related(kind, dict.fromkeys(by_kind[kind])) for kind in RELATED if kind in by_kind]
        if not parts:
            return ""
        return self.fill(
            self._("%(leader)s is first, taken alone; it %(parts)s."),
            leader=self.option(leader),
            parts=self.joined(parts),
        )

    def _related(self, kind: str, others: Iterable[str]) -> str:
        _ = self._
        clauses = {
            "needs-a": _("needs %(others)s"),
            "needs-b": _("is needed by %(others)s"),
            "strengthens-a": _("strengthens %(others)s"),
            "strengthens-b": _("is strengthened by %(others)s"),
            "weakens-a": _("weakens %(others)s"),
            "weakens-b": _("is weakened by %(others)s"),
            "excludes-a": _("excludes %(others)s"),
            "excludes-b": _("is excluded by %(others)s"),
        }
        return self.fill(clauses[kind], others=self.joined([self.option(slug) for slug in others]))

    def cautions(self, result: Result, screen: Screen) -> list[str]:
        _, said = self._, []
        weighing = result.weighing
        named = dict(zip(weighing.inputs.matrix.criteria, weighing.weights, strict=True))
        nothing = [criterion.slug for criterion in result.criteria if not named[criterion.slug]]
        if nothing:
            said.append(self.fill(_("These criteria count nothing: %(names)s."), names=self.criteria(nothing)))
        for row in result.rows:
            said += self._gaps(row.weighed)
        said += [self._apart(row.weighed) for row in result.rows if row.apart]
        unsure = [self.option(row.option.slug) for row in screen.unsure]
        if unsure:
            text = _("You were not sure of a test, or rank it although it failed one: %(names)s.")
            said.append(self.fill(text, names=self.listed(unsure)))
        return said

    def _gaps(self, weighed: Weighed) -> list[str]:
        said = []
        if weighed.missing:
            text = self._("%(option)s has no score for %(criteria)s, which may be anything on the scale.")
            said.append(self.fill(text, option=self.option(weighed.option), criteria=self.criteria(weighed.missing)))
        if weighed.clipped:
            text = self._("%(option)s has a score outside the scale of %(criteria)s, taken at its end.")
            said.append(self.fill(text, option=self.option(weighed.option), criteria=self.criteria(weighed.clipped)))
        return said

    def _apart(self, weighed: Weighed) -> str:
        text = self._(
            "%(option)s stands at %(best).0f points by its best estimates and at %(expected).0f by the "
            "mean of what they may be."
        )
        return self.fill(text, option=self.option(weighed.option), best=weighed.value, expected=weighed.expected)
