"""The small dossier of tests/dossiers, as plain data to break, as a document and as entries."""

from pathlib import Path

import pytest
import yaml

from options.bundle.faults import Faults
from options.bundle.load import load
from options.bundle.reading import Reading
from options.bundle.regroup import regroup

RIVER = Path("tests/dossiers/river.yaml")


@pytest.fixture
def river():
    return load(RIVER)


@pytest.fixture
def entries(river):
    return {(entry.kind, entry.slug): entry for entry in regroup(river)}


@pytest.fixture
def reading(river):
    return Reading("river-crossing", 1, regroup(river))


@pytest.fixture
def raw():
    return yaml.load(RIVER.read_text(), Loader=yaml.BaseLoader)


@pytest.fixture
def faults_of():
    """Path and message of everything that is wrong with a source."""

    def told(source):
        with pytest.raises(Faults) as caught:
            load(source)
        return [(fault.path, fault.message) for fault in caught.value.faults]

    return told
