"""A weighing in words: the same sentences on the page, in the brief, in files and in the command's text."""

from collections.abc import Iterable

from options.pages.weigh.figure_words import FigureWords
from options.pages.weigh.result_words import ResultWords
from options.pages.weigh.starts import EQUAL, RoleWeights
from options.pages.weigh.swings import Equivalence, Overlap


class WeighWording(ResultWords, FigureWords):
    def equivalence(self, q: Equivalence) -> str:
        """What two weights say, in units."""
        text = self._(
            "By these points the whole swing of %(lighter)s is worth as much as moving %(heavier)s from "
            "%(start)s to %(to)s%(unit)s."
        )
        unit = q.heavier.scale.unit
        return self.fill(
            text,
            lighter=self.criterion(q.lighter.slug),
            heavier=self.criterion(q.heavier.slug),
            start=self.number(q.start),
            to=self.number(q.to),
            unit=f" {unit}" if unit else "",
        )

    def revision(self, q: Equivalence) -> str:
        """The name of the field that puts an equivalence otherwise. Plain."""
        text = self._("The score on %(heavier)s, from %(start)s on, that the whole swing of %(lighter)s is worth")
        return text % {"heavier": q.heavier.title, "start": self.number(q.start), "lighter": q.lighter.title}

    def lapsed(self, q: Equivalence) -> str:
        return self._("You agreed to %(agreed)s before.") % {"agreed": self.number(q.agreed or 0.0)}

    def pair(self, pair: Overlap) -> str:
        return self.joined([self.criterion(pair.one.slug), self.criterion(pair.other.slug)])

    def start(self, start: str, roles: Iterable[RoleWeights]) -> str:
        """Whose points these are."""
        if start == EQUAL:
            return self._("Equal points for each group of criteria, which is a choice too.")
        titles = {f"role:{role.slug}": role.title for role in roles}
        return self._("Points as suggested for the role: %(role)s.") % {"role": titles[start]}

    def standing(self, illustrative: bool) -> str:
        """To when the content is current, and whether the scores are more than illustrative."""
        as_of = {"as_of": self.date(self.reading.dossier.as_of)}
        if illustrative:
            return self._("As of %(as_of)s, illustrative scores.") % as_of
        return self._("As of %(as_of)s.") % as_of
