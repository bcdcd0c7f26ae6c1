"""Weighings of the small dossier and of the one that ships, without a database."""

from urllib.parse import parse_qs

import pytest

from options.bundle.load import load
from options.bundle.reading import Reading
from options.bundle.regroup import regroup
from options.pages.query import Query
from options.pages.weigh import inputs, selection
from options.pages.weigh.conditions import conditions_part
from options.pages.weigh.result import result
from options.pages.weigh.screening import screen
from options.pages.weigh.swings import swings
from options.pages.weigh.wording import WeighWording
from tests.conftest import SHIPPED


@pytest.fixture(scope="session")
def shipped():
    return Reading("us-mexico-cartels", 1, tuple(regroup(load(SHIPPED))))


class Weighed:
    """Everything about one address; `say` gives plain sentences, `rich` markup."""

    def __init__(self, reading, address):
        self.reading = reading
        self.asked = selection.read(Query(parse_qs(address)), reading)
        self.state = reading.conditions_with(self.asked.toggles, self.asked.pursued)
        self.weighing = inputs.weighing(reading, self.asked)
        self.result = self.weighing and result(reading, self.asked, self.weighing)
        self.screen = screen(reading, self.asked, self.state)
        self.swings = swings(reading, self.asked, inputs.matrix(reading, self.asked.options))
        self.conditions = conditions_part(reading, self.asked, self.state)
        self.say, self.rich = (
            WeighWording(reading, str, lambda one, many, n: one if n == 1 else many, str, str, rich)
            for rich in (False, True)
        )


@pytest.fixture
def weighed(reading):
    """`weighed("w.cost=1")`: of the small dossier; `weighed(address, other)` of another reading."""

    def of(address, other=None):
        return Weighed(other or reading, address)

    return of
