"""What each figure and table of a weighing shows, in a sentence or two."""

from collections.abc import Iterable

from options.analysis.draws import DEFAULT_DRAWS
from options.analysis.weighing import Weighing
from options.bundle import schema
from options.pages.weigh.phrases import Phrases
from options.pages.weigh.result import Cares, Result
from options.pages.weigh.roles import RolesPage
from options.pages.words import lc, short


class FigureWords(Phrases):
    def cell(self, share: float | None) -> str:
        """A share of draws in a table, of 100."""
        if share is None or share == 0:
            return "–"
        return "<1" if share < 0.005 else ">99" if 0.995 <= share < 1 else f"{100 * share:.0f}"

    def draws(self, weighing: Weighing) -> str:
        """What was drawn for the table of ranks."""
        _, inputs = self._, weighing.inputs
        preferences = {
            "stated": _("weights as stated"),
            "ordinal": _("all weights in this order"),
            "any": _("any weights at all"),
        }
        text = _(
            "Of 100 draws. %(draws)s were made: scores within their ranges, %(weights)s; in the last "
            "column only the order of the weights counts. Seed %(seed)d."
        )
        said = text % {"draws": f"{inputs.draws:,}", "weights": preferences[inputs.preference], "seed": inputs.seed}
        if inputs.draws < DEFAULT_DRAWS:
            said += " " + _("These are fewer draws than usual, so the shares are rougher.")
        return said

    def contributions(self, result: Result) -> str:
        """What the stacked bars show."""
        text = self._(
            "Bars are the contributions in the order of the criteria; the number is the value at best "
            "estimates, out of 100; the line below runs from all scores at their worse end to all at "
            "their better."
        )
        leader = result.weighing.verdict.leader
        if not leader or not result.gaining:
            return text
        gains = self.fill(
            self._("%(leader)s gains most on %(criteria)s."),
            leader=self.option(leader),
            criteria=self.criteria(c.slug for c in result.gaining),
        )
        return self.fill("%(text)s %(gains)s", text=text, gains=gains)

    def line(self, result: Result) -> str:
        """What the picture of one weight shows."""
        drawn = result.drawn
        if drawn is None:
            return ""
        text = self._("One weight moves from nothing to all, the others keep their proportions.")
        crossings = drawn.line.crossings
        nearest = min(crossings, key=lambda c: abs(c.at - drawn.line.weight), default=None)
        leader = self.option(result.weighing.first_by_value or "")
        if nearest is None:
            more = self.fill(self._("%(leader)s stays first all the way."), leader=leader)
        else:
            start, to = self.between(drawn.line.weight, nearest.at)
            more = self.fill(
                self._("%(option)s draws level with %(leader)s at %(to)s; the weight is now %(start)s."),
                option=self.option(nearest.overtaken_by),
                leader=leader,
                to=to,
                start=start,
            )
        return self.fill("%(text)s %(more)s", text=text, more=more)

    def stays(self, result: Result) -> str:
        """What the table of intervals shows."""
        text = self._(
            "The span in which %(leader)s has the highest value at best estimates, the other weights in proportion."
        )
        return self.fill(text, leader=self.option(result.weighing.first_by_value or ""))

    def cares(self, cares: Cares, leader: str | None) -> str:
        """What somebody who puts an option first would care about."""
        _ = self._
        if not cares.more or not cares.less:
            text = _("Somebody may put %(option)s first with weights that are about equal.")
            return self.fill(text, option=self.option(cares.option.slug))
        values = {
            "option": self.option(cares.option.slug),
            "more": self.criteria(c.slug for c in cares.more),
            "less": self.criteria(c.slug for c in cares.less),
        }
        if leader is None or leader == cares.option.slug:
            text = _(
                "Somebody who puts %(option)s first cares more about %(more)s, and less about %(less)s, than "
                "equal weights would."
            )
            return self.fill(text, **values)
        text = _(
            "Somebody who puts %(option)s first cares more about %(more)s, and less about %(less)s, than "
            "somebody who puts %(leader)s first."
        )
        return self.fill(text, leader=self.option(leader), **values)

    def never_first(self, result: Result) -> str:
        text = self._("Nobody, whatever they care about, would put these first: %(names)s.")
        return self.fill(text, names=self.options(row.option.slug for row in result.never_first))

    def caring(self, result: Result) -> str:
        """What the table of central weights shows, and against whom."""
        text = self._(
            "From the mean of all weights under which the option comes first, scores drawn within their "
            "ranges; more and less than somebody who puts %(leader)s first, and for that one than equal "
            "weights."
        )
        leader = result.weighing.verdict.leader
        if leader is None:
            text = self._(
                "From the mean of all weights under which the option comes first, scores drawn within their "
                "ranges; more and less than equal weights."
            )
            return self.fill(text)
        return self.fill(text, leader=self.option(leader))

    def plain_criteria(self, criteria: Iterable[schema.Criterion]) -> str:
        return ", ".join(lc(short(criterion.title)) for criterion in criteria) or "–"

    def agreement(self, page: RolesPage) -> str:
        """Whether roles prefer the same option, and how far their rankings agree."""
        _ = self._
        firsts = {option.slug: 0 for column in page.columns for option in column.first}
        for column in page.columns:
            for option in column.first:
                firsts[option.slug] += 1
        names = [self.fill("%(o)s (%(n)s)", o=self.option(slug), n=self._roles(n)) for slug, n in sorted(firsts.items(), key=lambda pair: -pair[1])]  # fmt: skip # noqa: E501
        first = self.fill(_("First for some role: %(names)s."), names=self.listed(names))
        if page.agreement.w is None:
            return first
        text = _(
            "%(first)s Over all options their rankings agree to %(w).2f, where 1 is all alike and 0 no "
            "agreement (Kendall’s W of %(n)d roles)."
        )
        return self.fill(text, first=first, w=page.agreement.w, n=page.agreement.raters)

    def _roles(self, n: int) -> str:
        return self.ngettext("%(n)d role", "%(n)d roles", n) % {"n": n}

    def splitting(self) -> str:
        return self._(
            "How much of the difference between roles’ values comes from each criterion. The parts add up "
            "to 100; one below nothing brings the roles closer."
        )

    def part(self, share: float) -> str:
        """A part of the disagreement, which may be below nothing."""
        return f"{100 * share:.0f}".replace("-", "−")
