"""How conditions stand in an exercise: as the dossier has them, unless the exercise has switched them."""

from collections.abc import Mapping
from dataclasses import dataclass

from options.analysis import gates
from options.bundle import schema
from options.bundle.reading import Reading


@dataclass(frozen=True)
class Standing:
    """`status` as it holds in the exercise; `before`: as the dossier has it."""

    precondition: schema.Precondition
    status: str
    before: str

    @property
    def switched(self) -> bool:
        return self.status != self.before


@dataclass(frozen=True)
class Needs:
    """An expression with how its conditions stand: `how` is all, any, or the kind of a leaf."""

    how: str
    slug: str = ""
    title: str = ""
    standing: Standing | None = None
    parts: tuple["Needs", ...] = ()

    @property
    def is_leaf(self) -> bool:
        return not self.parts


def standing(precondition: schema.Precondition, toggles: Mapping[str, str]) -> Standing:
    return Standing(precondition, toggles.get(precondition.slug, precondition.status), precondition.status)


def needs_of(reading: Reading, expression: gates.Need, toggles: Mapping[str, str]) -> Needs:
    if isinstance(expression, gates.Group):
        return Needs(expression.how, parts=tuple(needs_of(reading, part, toggles) for part in expression.parts))
    known = reading.preconditions.get(expression.slug) if expression.kind == "precondition" else None
    title = reading.title(expression.kind, expression.slug)
    return Needs(expression.kind, expression.slug, title, standing(known, toggles) if known else None)
