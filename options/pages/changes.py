"""What each version of a dossier changed, grouped for reading."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

ORDER = (
    "dossier", "option", "risk", "precondition", "legal-question", "criterion", "claim", "source", "exercise",
)  # fmt: skip


@dataclass(frozen=True)
class Changed:
    """One entry in one version. `number` is the revision published, None when the entry was archived."""

    version: int
    kind: str
    path: str  # of the kind, in addresses
    slug: str
    title: str
    number: int | None
    note: str
    at: datetime
    who: str | None  # None: an import

    @property
    def archived(self) -> bool:
        return self.number is None


@dataclass(frozen=True)
class Version:
    """One publication: some of its entries, and how many of each kind it published or archived in all."""

    number: int
    at: datetime | None
    entries: tuple[Changed, ...]
    kinds: tuple[tuple[str, int], ...]

    @property
    def count(self) -> int:
        return sum(n for _, n in self.kinds)

    @property
    def more(self) -> int:
        return self.count - len(self.entries)

    @property
    def first(self) -> bool:
        return self.number == 1


def versions(
    numbers: Iterable[int], changes: Iterable[Changed], kinds: Mapping[int, Mapping[str, int]]
) -> tuple[Version, ...]:
    """The versions of these numbers in the order given. `kinds`: version -> kind -> entries changed."""
    found: dict[int, list[Changed]] = {}
    for change in changes:
        found.setdefault(change.version, []).append(change)
    return tuple(_version(number, found.get(number, []), kinds.get(number, {})) for number in numbers)


def _version(number: int, changes: list[Changed], kinds: Mapping[str, int]) -> Version:
    at = max((change.at for change in changes), default=None)
    return Version(number, at, tuple(changes), tuple((kind, kinds[kind]) for kind in ORDER if kind in kinds))
