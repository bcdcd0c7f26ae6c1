"""Who judged something, so that a page can say it once for all its rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


class Judged(Protocol):
    """What says whose judgement it is, and of when: a risk or a score of an option, the basis of a cell."""

    @property
    def by(self) -> str | None: ...
    @property
    def as_of(self) -> str | None: ...


@dataclass(frozen=True)
class Judge:
    by: str
    as_of: str | None


def common_judge(judged: Iterable[Judged]) -> Judge | None:
    """Who judged all of them; None where it differs or nobody says."""
    found = {(one.by, one.as_of) for one in judged}
    by, as_of = found.pop() if len(found) == 1 else (None, None)
    return Judge(by, as_of) if by else None
