"""Everything that the method page shows."""

from dataclasses import dataclass

from options.analysis import draws
from options.analysis.weights import rank_order_centroid
from options.bundle import schema
from options.bundle.reading import Reading
from options.pages.weigh.method import limits
from options.pages.weigh.method.example import Example, example
from options.pages.weigh.method.works import BY_KEY, WORKS, Work

LARGE = (200, 60)  # options and criteria of a table so large that fewer draws are made


@dataclass(frozen=True)
class MethodPage:
    """`centroid`: weights by order alone, for as many criteria as the dossier has. `size`: its options and criteria,
    `affordable`: the draws that such a table can bear; `large`: options, criteria and draws of a very large one.
    `thresholds`, `engine`, `pages`: limits by the name of their constant."""

    criteria: int
    centroid: tuple[float, ...]
    tests: tuple[schema.ScreeningTest, ...]
    thresholds: limits.Numbers
    engine: limits.Numbers
    pages: limits.Numbers
    widening: limits.Numbers
    heat: tuple[float, ...]
    seed: int
    size: tuple[int, int]
    affordable: int
    large: tuple[int, int, int]
    example: Example | None
    works: tuple[Work, ...] = WORKS

    def limit(self, name: str) -> str:
        """A limit of the engine or of the pages as a reader takes it in."""
        return limits.plain({**self.thresholds, **self.engine, **self.pages}[name])

    def work(self, key: str) -> Work:
        return BY_KEY[key]

    @property
    def budget(self) -> int:
        """Draws that the steps of the largest weighing would pay for, in a dossier of this size."""
        n, m = self.size
        steps = n * (n * (m + self.engine["STEPS_TO_COUNT"]) + m * self.engine["STEPS_TO_DRAW"])
        return int(self.engine["STEPS"] // max(1, steps))


def method_page(reading: Reading) -> MethodPage:
    n = len(reading.criteria)
    size = (len(reading.options), n)
    return MethodPage(
        criteria=n,
        centroid=rank_order_centroid(tuple(float(n - k) for k in range(n))) if n else (),
        tests=tuple(reading.dossier.screening_tests),
        thresholds=limits.thresholds(),
        engine=limits.engine(),
        pages=limits.pages(),
        widening=limits.widening(),
        heat=limits.heat(),
        seed=draws.default_seed(reading.slug),
        size=size,
        affordable=draws.affordable_draws(*size),
        large=(*LARGE, draws.affordable_draws(*LARGE)),
        example=example(reading),
    )
