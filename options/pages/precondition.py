"""One precondition whole: what it depends on, what depends on it, and which options fall with it."""

from dataclasses import dataclass

from options.analysis import gates
from options.bundle import schema
from options.bundle.reading import Reading, need
from options.pages.cited import Cited, cited
from options.pages.neighbours import Place, place
from options.pages.preconditions import Tree, tree


@dataclass(frozen=True)
class PreconditionPage:
    precondition: schema.Precondition
    place: Place
    depends_on: Tree | None
    below: tuple[schema.Precondition, ...]  # conditions that depend on this one
    needed_by: tuple[schema.Option, ...]
    helps: tuple[schema.Option, ...]
    closes: tuple[schema.Option, ...]  # if it alone fails
    cited: tuple[Cited, ...]


def precondition_page(reading: Reading, slug: str) -> PreconditionPage | None:
    """One precondition, archived or not; None when this version does not have it."""
    entry = reading.entry("precondition", slug)
    if entry is None or not isinstance(entry.content, schema.Precondition):
        return None
    content = entry.content
    return PreconditionPage(
        precondition=content,
        place=place(reading, entry),
        depends_on=tree(reading, need(content.depends_on)) if content.depends_on else None,
        below=tuple(p for p in reading.preconditions.values() if p.depends_on and _names(p.depends_on, slug)),
        needed_by=reading.options_needing.get(slug, ()),
        helps=reading.options_helped.get(slug, ()),
        closes=reading.options_closing.get(slug, ()),
        cited=cited(reading, content.citations),
    )


def _names(expression: schema.Node, slug: str) -> bool:
    return gates.Leaf("precondition", slug) in gates.leaves(need(expression))
