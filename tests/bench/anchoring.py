"""Speed of following notes through an edit: `python -m tests.bench.anchoring`. Not in the suite.

Two hundred notes on a text of 100,000 code points, re-anchored after it was edited; texts as they are written, and
texts made to be hard. Each figure is the best of two runs on one core. `traced` is the most that Python objects took at
once, measured in a run of its own for texts as they are written (tracing makes it many times slower); the last line is
the most that the whole process ever held, alignment in C++ included. Takes about two minutes.
"""

import resource
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Sequence
from random import Random

from options.analysis.anchoring.reanchoring import reanchored
from options.analysis.anchoring.selectors import EXACT_MAX, Refused, Selector

SIZE, NOTES, ROUNDS = 100_000, 200, 2
MOST = {
    "usual": 1.0,
    "hard": 6.0,
}  # seconds: about a second as texts are written; a bound for the worst we could think of
MEMORY_MOST = 250  # MB
CHINESE = "参议院必须同意外国军队入境。"


def words(random: Random) -> list[str]:
    letters = "abcdefghijklmnoprstuvw"
    return ["".join(random.choice(letters) for _ in range(random.randint(1, 10))) for _ in range(3000)]


def prose(random: Random, size: int) -> str:
    """Sentences of made-up words, few of them frequent, as in any language."""
    known, parts, length = words(Random(7)), [], 0
    while length < size:
        chosen = [known[int(len(known) * random.random() ** 3)] for _ in range(random.randint(5, 25))]
        parts.append(" ".join(chosen).capitalize() + random.choice([".", ".", ".", ".\n"]))
        length += len(parts[-1]) + 1
    return " ".join(parts)[:size]


def edited(random: Random, text: str, times: int, put: str) -> str:
    """Scattered edits of up to 60 code points each: something put in, taken out or replaced."""
    for _ in range(times):
        at, size, kind = random.randrange(len(text)), random.randint(1, 60), random.choice("ptr")
        begin = random.randrange(len(put) - size) if len(put) > size else 0
        new = "" if kind == "t" else put[begin : begin + size]
        text = text[:at] + new + (text[at:] if kind == "p" else text[at + size :])
    return text


def notes(random: Random, text: str, least: int = 5, most: int = 300) -> list[Selector]:
    found: list[Selector] = []
    while len(found) < NOTES:
        start = random.randrange(len(text) - most)
        try:
            found.append(Selector.of(text, start, start + random.randint(least, most)))
        except Refused:
            continue
    return found


def cases(random: Random) -> dict[str, tuple[str, str, str, list[Selector]]]:
    """name -> (usual or hard, old, new, selectors)"""
    text, put = prose(random, SIZE), prose(random, 20_000)
    same, chinese, letter = ("The cartel would answer at once. " * 4000)[:SIZE], (CHINESE * 8000)[:SIZE], "a" * SIZE
    long = {"least": EXACT_MAX - 100, "most": EXACT_MAX - 1}
    random_chinese = "".join(chr(0x4E00 + int(3000 * random.random() ** 3)) for _ in range(SIZE))
    return {
        "prose, 280 edits": ("usual", text, edited(random, text, 280, put), notes(random, text)),
        "prose, 2,800 edits": ("usual", text, edited(random, text, 2_800, put), notes(random, text)),
        "prose, all of it replaced": ("usual", text, prose(random, SIZE), notes(random, text)),
        "prose, its halves swapped": ("usual", text, text[SIZE // 2 :] + text[: SIZE // 2], notes(random, text)),
        "one sentence 3,000 times, 280 edits": ("usual", same, edited(random, same, 280, put), notes(random, same)),
        "quotes of 2,000, 2,800 edits": ("hard", text, edited(random, text, 2_800, put), notes(random, text, **long)),
        "quotes of 2,000, text replaced": ("hard", text, prose(random, SIZE), notes(random, text, **long)),
        "one word, 280 edits": ("hard", "war " * 25_000, edited(random, "war " * 25_000, 280, put),
                                notes(random, "war " * 25_000)),
        "one letter, 20 edits": ("hard", letter, edited(random, letter, 20, put), notes(random, letter)),
        "one letter, quotes of 2,000": ("hard", letter, edited(random, letter, 20, put), notes(random, letter, **long)),
        "one Chinese sentence, 280 edits": ("hard", chinese, edited(random, chinese, 280, "新的内容" * 20),
                                            notes(random, chinese)),
        "Chinese at random, 280 edits": ("hard", random_chinese, edited(random, random_chinese, 280, "新的内容" * 20),
                                         notes(random, random_chinese)),
        "one Chinese letter, 280 edits": ("hard", "的" * SIZE, edited(random, "的" * SIZE, 280, CHINESE * 9),
                                          notes(random, "的" * SIZE)),
        "brackets, 20 edits": ("hard", "(" * SIZE, edited(random, "(" * SIZE, 20, put), notes(random, "(" * SIZE)),
        "emoji of three, 20 edits": ("hard", "👩‍🔬" * 33_000, edited(random, "👩‍🔬" * 33_000, 20, put),
                                     notes(random, "👩‍🔬" * 33_000)),
    }  # fmt: skip


def best_seconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def traced_mb(old: str, new: str, selectors: Sequence[Selector]) -> float:
    tracemalloc.start()
    reanchored(old, new, selectors)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1e6


def main() -> None:
    print(f"{NOTES} notes on {SIZE:,} code points{'s':>15} {'traced MB':>10}")
    traced: list[float] = []
    for name, (kind, old, new, selectors) in cases(Random(1)).items():
        seconds = best_seconds(lambda old=old, new=new, selectors=selectors: reanchored(old, new, selectors))  # type: ignore[misc]
        traced.append(traced_mb(old, new, selectors) if kind == "usual" else 0.0)
        counts = Counter(found.verdict for found in reanchored(old, new, selectors))
        told = ", ".join(f"{number} {verdict}" for verdict, number in counts.most_common())
        over = "  OVER" if seconds > MOST[kind] else ""
        print(f"{name:38} {seconds:6.2f} {traced[-1] or float('nan'):10.0f}  {told}{over}", flush=True)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nmost traced {max(traced):.0f} MB; most held by the process {held:.0f} MB, at most {MEMORY_MOST} MB")


if __name__ == "__main__":
    main()
