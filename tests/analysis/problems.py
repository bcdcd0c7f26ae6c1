"""Small problems by hand, and strategies that make up random ones."""

from hypothesis import strategies as st

from options.analysis.matrix import CONFIDENCES, Cell, Matrix
from options.analysis.value import Scale

PERCENT = Scale(0, 100)
NAMES = ("ash", "birch", "cedar", "dill", "elm", "fir")
CRITERIA = ("access", "burden", "cost", "delay", "effect")


def sure(score):
    """A score without a range."""
    return Cell(score, score, score)


def table(rows, scales=None):
    """Options x criteria from tuples: a number is a sure score, a triple its low, best and high, None is missing.

    Criteria are named access, burden, .. in order, 0 (worst) to 100 unless `scales` says otherwise.
    """
    wide = max(map(len, rows.values()))
    scales = dict(zip(CRITERIA, scales or (PERCENT,) * wide, strict=False))
    return Matrix.of({name: _row(row) for name, row in rows.items()}, scales)


def _row(row):
    cells = {c: score for c, score in zip(CRITERIA, row, strict=False) if score is not None}
    return {c: score if isinstance(score, Cell) else _cell(score) for c, score in cells.items()}


def _cell(score):
    return Cell(*score) if isinstance(score, tuple) else sure(score)


def points(*each):
    """Swing points of access, burden, .. in order."""
    return dict(zip(CRITERIA, each, strict=False))


NUMBERS = st.integers(-400, 400).map(lambda n: n / 4)


@st.composite
def scales(draw, bent=True):
    """Any direction, straight or bent, with flat pieces too."""
    ends = sorted(draw(st.lists(NUMBERS, min_size=2, max_size=5, unique=True)))
    less = draw(st.booleans())
    if not bent or draw(st.booleans()):
        return Scale(ends[0], ends[-1], less)
    inner = sorted(draw(st.lists(st.integers(0, 20), min_size=len(ends) - 2, max_size=len(ends) - 2)), reverse=less)
    values = [float(less), *(value / 20 for value in inner), float(not less)]
    return Scale(ends[0], ends[-1], less, tuple(zip(ends, values, strict=True)))


@st.composite
def cells(draw, scale, beyond=False):
    """A score on a scale, or also beyond its ends."""
    more = (scale.maximum - scale.minimum) / 4 if beyond else 0
    parts = sorted(draw(st.lists(st.integers(0, 40), min_size=3, max_size=3)))
    low, best, high = (scale.minimum - more + part / 40 * (scale.maximum - scale.minimum + 2 * more) for part in parts)
    return Cell(low, max(low, best), max(low, best, high), draw(st.sampled_from(CONFIDENCES)))


@st.composite
def matrices(draw, least=2, most=5, missing=True):
    """Up to five options on up to four criteria."""
    criteria = {name: draw(scales()) for name in CRITERIA[: draw(st.integers(1, 4))]}
    rows = {}
    for option in NAMES[: draw(st.integers(least, most))]:
        whole = {name: draw(cells(scale)) for name, scale in criteria.items()}
        gone = draw(st.sets(st.sampled_from(sorted(criteria)), max_size=1)) if missing and draw(st.booleans()) else ()
        rows[option] = {name: cell for name, cell in whole.items() if name not in gone}
    return Matrix.of(rows, criteria)


@st.composite
def weighted(draw, **kinds):
    """A matrix, and points of which at least one is above zero."""
    matrix = draw(matrices(**kinds))
    each = draw(st.lists(st.integers(0, 10), min_size=len(matrix.criteria), max_size=len(matrix.criteria)))
    return matrix, dict(zip(matrix.criteria, each if any(each) else [1] * len(each), strict=True))
