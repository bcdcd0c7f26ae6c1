from pathlib import Path

import pytest

from options.bundle.load import load
from options.bundle.reading import Reading
from options.bundle.regroup import regroup

RIVER = Path(__file__).parents[1] / "dossiers" / "river.yaml"


@pytest.fixture(scope="session")
def reading() -> Reading:
    """The small dossier without a database."""
    return Reading("river-crossing", 1, tuple(regroup(load(RIVER))))
