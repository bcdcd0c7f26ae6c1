"""The verdict in sentences: who comes first, how often, why it is no stronger, and what would turn it."""

from options.analysis.sensitivity import ScoreFlip, Swing, WeightFlip
from options.analysis.verdict import ROBUST_DISTANCE, ROBUST_ORDINAL_SHARE, ROBUST_SHARE, Reason, Verdict
from options.analysis.weighing import Weighing
from options.pages.weigh.phrases import Phrases


class VerdictWords(Phrases):
    def kind(self, verdict: Verdict) -> str:
        _ = self._
        kinds = {
            "robust": _("Robust"),
            "leading": _("Leading, but fragile"),
            "too-close": _("Too close to call"),
            "none": _("No verdict"),
        }
        return kinds[verdict.kind]

    def verdict(self, weighing: Weighing) -> str:
        """Who comes first, how often, and among how many where some are blocked."""
        verdict, _ = weighing.verdict, self._
        if verdict.leader is None or verdict.share is None:
            return self._nobody(verdict)
        values = {
            "leader": self.option(verdict.leader),
            "share": self.of_hundred(verdict.share),
            "rival": self.option(verdict.runner_up or ""),
            "often": self.of_hundred(verdict.runner_up_share or 0.0),
        }
        if weighing.inputs.preference == "ordinal":
            text = _(
                "%(leader)s comes first in %(share)s draws with the mean of all weights in this order, "
                "%(rival)s in %(often)s."
            )
        else:
            text = _("%(leader)s comes first in %(share)s draws with these weights, %(rival)s in %(often)s.")
        said = self.fill(text, **values)
        among = self.among(weighing)
        return self.fill("%(said)s %(among)s", said=said, among=among) if among else said

    def among(self, weighing: Weighing) -> str:
        """Among how many, where blocked options have shares of ranks and no part in the verdict."""
        n = len(weighing.verdict.contenders)
        if n == len(weighing.ranked):
            return ""
        text = self.ngettext(
            "That is among the %(n)d option that is not blocked.",
            "That is among the %(n)d options that are not blocked.",
            n,
        )
        return text % {"n": n}

    def _nobody(self, verdict: Verdict) -> str:
        _ = self._
        if verdict.reasons and verdict.reasons[0].what == "any-weights":
            return _(
                "With any weights at all there is nothing to decide: the table shows how often each option is first."
            )
        if not verdict.contenders:
            return _("There is no option left to rank: each is blocked or failed a test.")
        return self.fill(
            _("Only %(option)s is left to rank, so there is nothing to compare it with."),
            option=self.option(verdict.contenders[0]),
        )

    def reasons(self, weighing: Weighing) -> list[str]:
        """Why the verdict is no stronger, and whether the two models of error agree."""
        verdict = weighing.verdict
        said = [self.reason(reason) for reason in verdict.reasons if reason.what not in ("few", "any-weights")]
        if not verdict.models_agree:
            said.append(
                self._(
                    "The verdict depends on whether scores err one by one or all on a criterion together; the "
                    "weaker one stands."
                )
            )
        return said

    def reason(self, reason: Reason) -> str:
        _ = self._
        sentences = {
            "not-first-by-value": _(
                "At the best estimates %(option)s stands first, not the one that is first most often."
            ),
            "near-runner-up": _("The next, %(option)s, comes first nearly as often: in %(share)s draws."),
            "often-beaten": _("%(option)s has the higher value of the two in %(share)s draws."),
            "share": _("A robust winner is first in at least %(robust)s draws; this one is in %(share)s."),
            "ordinal-share": _(
                "If only the order of the weights counts, it is first in %(share)s draws, and a robust winner "
                "in at least %(ordinal)s."
            ),
            "near-flip": _(
                "A weight need move by no more than %(distance)s points in a hundred for another option to draw level."
            ),
            "missing-scores": _(
                "A score that counts is missing for %(option)s, so it may stand anywhere in its interval."
            ),
        }
        text = self.fill(
            sentences[reason.what],
            option=self.option(reason.option) if reason.option else _("another option"),
            share=self.of_hundred(reason.share or 0.0),
            robust=self.of_hundred(ROBUST_SHARE),
            ordinal=self.of_hundred(ROBUST_ORDINAL_SHARE),
            distance=self.number(100 * ROBUST_DISTANCE),
        )
        return self.fill(_("If scores err together: %(text)s"), text=text) if reason.common else text

    def weight_flip(self, flip: WeightFlip | None) -> str:
        if flip is None:
            return self._("No single weight turns it, from nothing to all.")
        start, to = self.between(flip.start, flip.to)
        text = self._("It turns if %(criterion)s weighs %(to)s instead of %(start)s: then %(option)s draws level.")
        criterion, option = self.criterion(flip.criterion), self.option(flip.new_leader)
        return self.fill(text, criterion=criterion, to=to, start=start, option=option)

    def score_flip(self, flip: ScoreFlip | None) -> str:
        if flip is None:
            return self._("No single score turns it inside its scale.")
        _ = self._
        ranges = {
            None: "",
            True: _(", inside its range of %(low)s to %(high)s"),
            False: _(", outside its range of %(low)s to %(high)s"),
        }
        score = self.reading.assessments.get((flip.option, flip.criterion))
        inside = None if score is None else score.low <= flip.to <= score.high
        unit = self.reading.criteria[flip.criterion].scale.unit
        text = _(
            "It turns if %(option)s scored %(to)s instead of %(start)s%(unit)s on %(criterion)s%(range)s: "
            "then %(leader)s draws level."
        )
        span = ranges[inside]
        if score is not None:
            span = span % {"low": self.number(score.low), "high": self.number(score.high)}
        return self.fill(
            text,
            option=self.option(flip.option),
            to=self.number(flip.to),
            start=self.number(flip.start),
            unit=f" {unit}" if unit else "",
            criterion=self.criterion(flip.criterion),
            range=span,
            leader=self.option(flip.new_leader),
        )

    def most_important(self, swing: Swing | None) -> str:
        if swing is None:
            return ""
        text = self._(
            "The score that matters most is that of %(option)s on %(criterion)s: between its low and its "
            "high end the lead moves by %(points).1f points."
        )
        criterion = self.criterion(swing.criterion)
        return self.fill(text, option=self.option(swing.option), criterion=criterion, points=swing.swing)

    def flips(self, weighing: Weighing) -> list[str]:
        """What would turn the result, each as a sentence; empty where nothing leads or the leader has no value."""
        if not weighing.sensitivity:
            return []
        said = [
            self.about(weighing),
            self.weight_flip(weighing.weight_flip),
            self.score_flip(weighing.score_flip),
            self.most_important(weighing.most_important),
        ]
        return [sentence for sentence in said if sentence]

    def about(self, weighing: Weighing) -> str:
        """What the flips are about, where the option with the highest value is not the one that is first most often."""
        if weighing.first_by_value in (None, weighing.verdict.leader):
            return ""
        text = self._("What follows is about %(option)s, which stands first at the best estimates.")
        return self.fill(text, option=self.option(weighing.first_by_value or ""))

    def flip(self, weighing: Weighing) -> str:
        """The one sentence on what would turn it: by a weight, or by a score where no weight does."""
        if not weighing.sensitivity:
            return ""
        by_score = weighing.weight_flip is None and weighing.score_flip is not None
        turns = self.score_flip(weighing.score_flip) if by_score else self.weight_flip(weighing.weight_flip)
        about = self.about(weighing)
        return self.fill("%(about)s %(turns)s", about=about, turns=turns) if about else turns
