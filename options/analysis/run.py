"""The steps of one weighing, each worked out once and only when something asks for it."""

from functools import cached_property

from options.analysis.gates import Gate, gate
from options.analysis.inputs import Inputs
from options.analysis.matrix import kept
from options.analysis.robustness import Asked, Shares, shares_of
from options.analysis.sensitivity import NEAR, Field
from options.analysis.value import overall, ranks
from options.analysis.verdict import ROBUST_DISTANCE, Evidence, Verdict, judge, nobody
from options.analysis.weights import Preference, checked, point_estimate

Among = tuple[Shares, ...]  # among all that are ranked, and among the contenders


class Run:
    """Options are positions in the matrix throughout. WeightFault for points that are no weights."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs, self.matrix = inputs, kept(inputs.matrix)
        self.any = inputs.preference == "any"
        self.points = self._points()
        self.weights = point_estimate(self.points, inputs.preference)
        self.values = tuple(overall(self.weights, row) for row in self.matrix.best)

    def _points(self) -> tuple[float, ...]:
        criteria = self.matrix.criteria
        return (1.0,) * len(criteria) if self.any else checked(self.inputs.points, criteria)

    @cached_property
    def gates(self) -> tuple[Gate, ...]:
        return tuple(gate(self.inputs.needs.get(o), self.inputs.conditions) for o in self.matrix.options)

    @cached_property
    def ranked(self) -> tuple[int, ...]:
        """Options that are not screened out."""
        return tuple(i for i, o in enumerate(self.matrix.options) if o not in self.inputs.screened_out)

    @cached_property
    def contenders(self) -> tuple[int, ...]:
        """Those of them that are not blocked."""
        return tuple(i for i in self.ranked if self.gates[i].state != "blocked")

    @cached_property
    def compared(self) -> tuple[int, ...]:
        """Contenders that have a value."""
        return tuple(i for i in self.contenders if self.values[i] is not None)

    @cached_property
    def highest(self) -> tuple[int, ...]:
        """Those of them with the highest value; ties are several."""
        placed = ranks([self.values[i] for i in self.compared])
        return tuple(i for i, rank in zip(self.compared, placed, strict=True) if rank == 1)

    def shares(self, preference: Preference, common: bool) -> Among:
        """Shares under a preference and an error model. Where no weights are asked for, under `any` alone."""
        return (self._common if common else self._independent)[preference]

    @cached_property
    def _independent(self) -> dict[Preference, Among]:
        return self._drawn(False)

    @cached_property
    def _common(self) -> dict[Preference, Among]:
        return self._drawn(True)

    def _drawn(self, common: bool) -> dict[Preference, Among]:
        """All preferences at once, so that scores are drawn once. Where only an order is given, its centroid stands for
        stated weights."""
        preferences: tuple[Preference, ...] = ("any",) if self.any else ("stated", "ordinal")
        stated = self.points if self.inputs.preference == "stated" else self.weights
        among = (self.ranked, self.contenders)
        asked = [Asked(stated if each == "stated" else self.points, each, among) for each in preferences]
        seed, number = self.inputs.seed, self.inputs.draws
        found = shares_of(self.matrix, asked, common=common, seed=seed, number=number)
        return dict(zip(preferences, found, strict=True))

    @cached_property
    def leader(self) -> int | None:
        """Whose lead sensitivity looks at: of the highest the one most often first; None where no value is known."""
        if self.any or len(self.contenders) < 2 or len(self.highest) < 2:
            return self.highest[0] if self.highest else None
        first = self.shares("stated", False)[1].first
        share = dict(zip(self.contenders, first, strict=True))
        return min(self.highest, key=lambda i: (-share[i], i))

    @cached_property
    def field(self) -> Field | None:
        """What sensitivity looks at; None where nothing leads by value, or there is nothing to lead before."""
        if self.any or self.leader is None or len(self.compared) < 2:
            return None
        return Field(self.matrix, self.weights, self.compared, self.leader)

    @cached_property
    def verdict(self) -> Verdict:
        names = tuple(self.matrix.options[i] for i in self.contenders)
        if len(names) < 2:
            return nobody(names, "few")
        if self.any:
            return nobody(names, "any-weights")
        return judge(
            Evidence(
                contenders=names,
                independent=(self.shares("stated", False)[1], self.shares("ordinal", False)[1]),
                common=(self.shares("stated", True)[1], self.shares("ordinal", True)[1]),
                first_by_value=frozenset(self.contenders.index(i) for i in self.highest),
                near_flip=self._flips_near(),
                missing=tuple(self.matrix.options[i] for i in self.contenders if self.values[i] is None),
            )
        )

    def _flips_near(self) -> bool:
        flip = self.field.weight_flip() if self.field else None
        return flip is not None and abs(flip.to - flip.start) <= ROBUST_DISTANCE + NEAR
