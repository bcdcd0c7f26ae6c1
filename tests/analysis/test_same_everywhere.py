"""The same inputs give the same bytes: in another process, with another hash seed, on a processor that can do less.

The numbers pinned here are what readers have cited. One that changes says that streams, grids or sums have changed,
and that every result ever quoted with its seed can no longer be reproduced.
"""

import ast
import dataclasses
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

from options.analysis import streams
from options.analysis.digits import rounded
from options.analysis.gates import Conditions, Group, Leaf
from options.analysis.matrix import Cell, Matrix
from options.analysis.value import Scale
from options.analysis.weighing import Inputs, weigh
from options.analysis.weights import PREFERENCES

ROOT = Path(__file__).resolve().parents[2]
ENGINE = ROOT / "options" / "analysis"

SCALES = {
    "effect": Scale(0, 100, points=((0, 0.0), (40, 0.7), (60, 0.7), (100, 1.0))),
    "harm": Scale(0, 10, less=True),
    "means": Scale(-5, 5),
}
ROWS = {
    "patrols": {
        "effect": Cell(20, 45, 80, "low"),
        "harm": Cell(1, 3, 8, "moderate"),
        "means": Cell(-2, 0, 1),
    },
    "treaty": {"effect": Cell(30, 50, 60, "moderate"), "harm": Cell(0, 2, 3), "means": Cell(-5, -3, 0, "low")},
    "inquiry": {"effect": Cell(10, 20, 45), "harm": Cell(0, 0, 1, "low")},
    "nothing": {"effect": Cell(5, 5, 5), "harm": Cell(4, 4, 4), "means": Cell(5, 5, 5)},
}
NEED = Group(
    "all", (Leaf("precondition", "consent"), Group("any", (Leaf("precondition", "budget"), Leaf("option", "treaty"))))
)


def weighed(preference):
    return weigh(
        Inputs(
            Matrix.of(ROWS, SCALES),
            {"effect": 50, "harm": 30, "means": 20},
            20260401,
            preference,
            draws=1_000,
            needs={"patrols": NEED, "treaty": "none"},
            conditions=Conditions({"consent": "partly", "budget": "unmet"}, {}),
        )
    )


OF_AN_OPTION = (
    "option", "value", "expected", "interval", "rank", "contributions", "acceptability", "first_common",
    "first_by_order", "central_weights", "confidence_factor", "dominated_by",
)  # fmt: skip
OF_ALL = ("weights", "pairwise", "sensitivity", "weight_flip", "score_flip", "most_important")


def plain(value):
    if dataclasses.is_dataclass(value):
        return dataclasses.asdict(value)
    return [plain(each) for each in value] if isinstance(value, tuple) else value


def digest(preference):
    """Of the numbers of a result with 12 significant digits."""
    found = weighed(preference)
    numbers = {name: plain(getattr(found, name)) for name in OF_ALL}
    numbers["options"] = [[getattr(option, name) for name in OF_AN_OPTION] for option in found.options]
    numbers["verdict"] = [found.verdict.kind, found.verdict.leader, found.verdict.share]
    return hashlib.sha256(json.dumps(rounded(numbers), sort_keys=True).encode()).hexdigest()[:24]


PINNED = {
    "stated": "e6ad4bd1fccec911a805d567",
    "ordinal": "431da3857033fb447fe0614b",
    "any": "370646c5c9d8b9b4bb0513e7",
}
STREAM = ["0x1.4def40fd744cbp-1", "0x1.99a58f625cd5cp-3", "0x1.65839f7c289dap-1"]
SIMPLEX = [[0.579978965619, 0.712869334353], [0.314438489532, 0.196821201937], [0.10558254485, 0.09030946371]]
TOLD = {
    "inquiry": [None, 60.8333333333, 0.307, 0.268],
    "nothing": [42.375, 42.375, 0.0, 0.0],
    "patrols": [66.0, 59.7895753953, 0.299, 0.261],
    "treaty": [63.0, 63.390232053, 0.394, 0.471],
}


@pytest.mark.parametrize("preference", PREFERENCES)
def test_a_result_is_what_it_has_always_been(preference):
    assert digest(preference) == PINNED[preference]


def test_a_stream_is_what_it_has_always_been():
    found = streams.uniforms(["20260401/scores/treaty/harm"], 0, 3)[0]
    assert [each.hex() for each in found.tolist()] == STREAM


def test_weights_are_what_they_have_always_been():
    assert rounded(streams.simplex(3, 20260401, 0, 2).tolist()) == SIMPLEX


def test_values_and_shares_are_what_they_have_always_been():
    told = {o.option: rounded([o.value, o.expected, o.first, o.first_common]) for o in weighed("stated").options}
    assert told == TOLD


def elsewhere(**environment):
    """Digests of another process."""
    code = "from tests.analysis.test_same_everywhere import *; print(*map(digest, PREFERENCES))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.split()


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_another_process_with_another_hash_seed_gives_the_same_bytes(seed):
    assert elsewhere(PYTHONHASHSEED=seed) == [digest(preference) for preference in PREFERENCES]


def test_a_processor_without_vector_instructions_gives_the_same_bytes():
    """NumPy chooses its loops by what the processor can do; here it is told to use none beyond the baseline."""
    features = [feature for feature in __cpu_dispatch__ if __cpu_features__.get(feature)]
    assert elsewhere(NPY_DISABLE_CPU_FEATURES=",".join(features)) == [digest(each) for each in PREFERENCES]


# Sums whose order a library chooses, functions that libraries round differently, generators that may change.
DIFFERENT = {
    "dot", "vdot", "inner", "outer", "matmul", "tensordot", "einsum", "linalg", "convolve", "interp",
    "mean", "average", "std", "var", "cumsum", "trapezoid", "prod",
    "exp", "expm1", "exp2", "log", "log1p", "log2", "log10", "power", "float_power", "pow", "cbrt", "hypot",
    "sin", "cos", "tan", "arcsin", "arccos", "arctan", "arctan2", "sinh", "cosh", "tanh",
    "Generator", "default_rng", "RandomState", "random", "time", "hash",
}  # fmt: skip
SUMS = {"robustness.py": 2, "tally.py": 3}  # `.sum`: of whole numbers below 2^53, or of booleans


def used(path):
    """Attributes and operators that a module uses."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.MatMult):
            yield "matmul"


@pytest.mark.parametrize("path", sorted(ENGINE.glob("*.py")), ids=lambda path: path.name)
def test_only_what_every_machine_rounds_alike_is_used(path):
    names = list(used(path))
    allowed = {"random"} if path.name == "streams.py" else set()  # np.random.PCG64, whose raw output is defined
    assert set(names) & DIFFERENT <= allowed
    assert names.count("sum") == SUMS.get(path.name, 0)
