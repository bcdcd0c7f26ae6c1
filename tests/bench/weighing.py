"""Speed of the engine, side by side with an MCDA library in a loop: `python -m tests.bench.weighing`. Not in the suite.

Every figure is the best of some runs on one core; machines differ, so ratios of one run are what to compare. pymcdm is
given scores and weights already drawn. It is called as its manual has it (its checks, its normalisation, its weighted
sum, its ranking) against all that we do, drawing included; and stripped of checks and normalisation, against our adding
up and ranking alone. Takes about a quarter of a minute.
"""

import resource
import time
from collections.abc import Callable
from random import Random

import numpy as np
from pymcdm.methods import WSM

from options.analysis import draws, robustness, streams
from options.analysis.matrix import Cell, Matrix
from options.analysis.tally import Tally
from options.analysis.value import Scale
from options.analysis.weighing import Inputs, weigh

SAMPLE = 5_000  # draws that pymcdm ranks; more take longer in proportion
MOST = {"acceptability, 13 x 9, ms": 20, "weighing, 200 x 60, s": 3, "memory taken, MB": 150}
LEAST = {"pymcdm / ours": 100, "pymcdm stripped / ours": 100}


def problem(options: int, criteria: int) -> tuple[Matrix, dict[str, float]]:
    """A full table with ranges, every second scale turned round, and points. The same each time."""
    random = Random(1)
    scales = {f"c{j:02}": Scale(0, 100, less=bool(j % 2)) for j in range(criteria)}

    def cell() -> Cell:
        best = random.randint(10, 90)
        low, high = max(0, best - random.randint(0, 20)), min(100, best + random.randint(1, 20))
        return Cell(low, best, high, random.choice(["low", "moderate", "high"]))

    rows = {f"o{i:03}": {name: cell() for name in scales} for i in range(options)}
    return Matrix.of(rows, scales), {name: float(random.randint(10, 100)) for name in scales}


def forget() -> None:
    for kept in (draws._kept_scores, robustness._central, robustness._confidence):
        kept.cache_clear()
    for made in (streams.simplex, streams.descending_simplex):
        made.cache_clear()


def best_ms(work: Callable[[], object], rounds: int, prepare: Callable[[], None] = lambda: None) -> float:
    times = []
    for _ in range(rounds):
        prepare()
        start = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - start))
    return min(times)


def parts(options: int, criteria: int, number: int, rounds: int) -> dict[str, float]:
    """Milliseconds of drawing scores, adding up and ranking for one error model, and of whole weighings."""
    matrix, points = problem(options, criteria)
    each = tuple(points[name] for name in matrix.criteria)
    blocks = list(draws.blocks(matrix, number))
    inputs = Inputs(matrix, points, 7, draws=number)

    def draw() -> None:
        for start, size in blocks:
            draws.score_block(matrix, 7, False, start, size)

    values = draws.score_block(matrix, 7, False, *blocks[0])
    work, weights = draws.workspace(values), draws.weight_block(each, "ordinal", 7, *blocks[0])
    totals = draws.totals(values, weights)
    among = [tuple(range(options))]

    def ranks() -> None:
        robustness.shares(matrix, each, "stated", common=False, seed=7, number=number, among=among)

    return {
        "drawing scores": best_ms(draw, rounds, forget),
        "adding up, per block": best_ms(lambda: draws.totals(values, weights, work), rounds),
        "ranking, per block": best_ms(lambda: Tally(options).add(totals), rounds),
        "acceptability in all": best_ms(ranks, rounds, forget),
        "weighing, nothing kept": best_ms(lambda: weigh(inputs), max(2, rounds // 3), forget),
        "weighing, scores kept": best_ms(lambda: weigh(inputs), rounds),
    }


def in_a_loop(options: int, criteria: int, number: int, stripped: bool) -> float:
    """Milliseconds of pymcdm for so many draws."""
    matrix, points = problem(options, criteria)
    each = tuple(points[name] for name in matrix.criteria)
    values = np.ascontiguousarray(draws.score_block(matrix, 7, False, 0, number).transpose(2, 1, 0))
    weights = draws.weight_block(each, "ordinal", 7, 0, number).T.copy()
    method, types = WSM(lambda column, cost: column) if stripped else WSM(), np.ones(criteria, dtype=int)

    def loop() -> None:
        for table, weight in zip(values, weights, strict=True):
            method.rank(method(table, weight, types, validation=not stripped))

    return best_ms(loop, 1)


def memory() -> float:
    """The most that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def show(title: str, figures: dict[str, float]) -> None:
    print(f"\n{title}")
    for name, ms in figures.items():
        print(f"  {name:26} {ms:9.1f} ms")


def main() -> None:
    before = memory()
    usual = parts(13, 9, 10_000, 15)
    show("10,000 draws x 13 options x 9 criteria", usual)
    print(f"  memory: {memory() - before:.0f} MB more than the {before:.0f} MB before the first weighing")
    ours = parts(10, 8, 100_000, 3)
    show("100,000 draws x 10 options x 8 criteria", ours)
    blocks = -(-100_000 // next(draws.blocks(problem(10, 8)[0], 100_000))[1])
    alone = blocks * (ours["adding up, per block"] + ours["ranking, per block"])
    manual, stripped = (in_a_loop(10, 8, SAMPLE, way) * 100_000 / SAMPLE for way in (False, True))
    print(f"  pymcdm as its manual has it {manual:8.0f} ms, from {SAMPLE:,} draws times {100_000 // SAMPLE}")
    print(f"  pymcdm stripped             {stripped:8.0f} ms, likewise")
    few = draws.affordable_draws(200, 60)
    large = parts(200, 60, few, 2)
    show(f"{few} draws (what can be afforded) x 200 options x 60 criteria", large)
    judge(
        {
            "acceptability, 13 x 9, ms": usual["acceptability in all"],
            "weighing, 200 x 60, s": large["weighing, nothing kept"] / 1000,
            "memory taken, MB": memory() - before,
            "pymcdm / ours": manual / ours["acceptability in all"],
            "pymcdm stripped / ours": stripped / alone,
        }
    )


def judge(found: dict[str, float]) -> None:
    print()
    for name, value in found.items():
        over = value > MOST[name] if name in MOST else value < LEAST[name]
        limit = f"at most {MOST[name]}" if name in MOST else f"at least {LEAST[name]}"
        print(f"{name:28} {value:9.1f}  {limit}{'  OVER' if over else ''}")


if __name__ == "__main__":
    main()
