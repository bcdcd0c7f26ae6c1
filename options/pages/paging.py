"""One page of a long list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
Shown = TypeVar("Shown")


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some items of a list: page `number` of `pages`, counted from 1; `total` items in all."""

    items: tuple[T, ...]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """At least 1: an empty list has one empty page."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """Position of the first item shown, counted from 1; 0 when there is none."""
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.number * self.size, self.total)

    def of(self, show: Callable[[T], Shown]) -> "Page[Shown]":
        """The same page with each item made into what is shown of it; nothing is made of items on other pages."""
        return Page(tuple(show(item) for item in self.items), self.number, self.size, self.total)


def paginate(items: Sequence[T], asked: int, size: int) -> Page[T]:
    """The page asked for; the nearest there is when the list has no such page."""
    pages = max(1, -(-len(items) // size))
    number = min(max(1, asked), pages)
    return Page(tuple(items[(number - 1) * size : number * size]), number, size, len(items))
