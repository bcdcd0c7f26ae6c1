"""A dossier at one version, as values with the look-ups that pages and the engine need. Immutable.

Pages, the matrix, exports and the API are all built from a Reading, for the live version and for a pinned one alike.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar, cast

from options.analysis import gates
from options.bundle import schema

T = TypeVar("T")


@dataclass(frozen=True)
class EntryValue:
    """One entry at one revision."""

    kind: str
    slug: str
    content: schema.Content
    number: int = 1  # of the revision
    published_at: datetime | None = None
    archived: bool = False

    @property
    def title(self) -> str:
        return title_of(self.content)


def title_of(content: schema.Content) -> str:
    """What an entry is called in lists; a claim, which has no title, by its first words."""
    if isinstance(content, schema.Claim):
        return content.text if len(content.text) <= 80 else content.text[:80].rsplit(" ", 1)[0] + " …"
    return content.title


def need(expression: schema.Node) -> gates.Need:
    """The engine's form of a requirement expression."""
    if expression.precondition is not None:
        return gates.Leaf("precondition", expression.precondition)
    if expression.option is not None:
        return gates.Leaf("option", expression.option)
    how = "all" if expression.all_of is not None else "any"
    parts = expression.all_of if expression.all_of is not None else expression.any_of
    return gates.Group(cast(Any, how), tuple(need(part) for part in parts or ()))


@dataclass(frozen=True)
class Reading:
    """Every entry of one dossier at one version. `entries` are in position order; archived ones are included."""

    slug: str
    version: int
    entries: tuple[EntryValue, ...]

    @cached_property
    def _index(self) -> Mapping[tuple[str, str], EntryValue]:
        return {(entry.kind, entry.slug): entry for entry in self.entries}

    @cached_property
    def _made(self) -> dict[Any, Any]:
        return {}

    def once(self, make: Callable[["Reading"], T]) -> T:
        """What a function works out from the whole reading: kept by the function, as long as the reading is."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(T, self._made[make])

    def entry(self, kind: str, slug: str) -> EntryValue | None:
        """The entry of that kind and slug, archived or not; None when there is none."""
        return self._index.get((kind, slug))

    def title(self, kind: str, slug: str) -> str:
        """The title of an entry, or its slug when this version does not have it."""
        entry = self.entry(kind, slug)
        return entry.title if entry else slug

    def _live(self, kind: str) -> dict[str, Any]:
        return {entry.slug: entry.content for entry in self.entries if entry.kind == kind and not entry.archived}

    @cached_property
    def dossier(self) -> schema.Dossier:
        return next(entry.content for entry in self.entries if isinstance(entry.content, schema.Dossier))

    # Entries by slug, in the order pages list them, without archived ones.

    @cached_property
    def sources(self) -> Mapping[str, schema.Source]:
        return self._live("source")

    @cached_property
    def claims(self) -> Mapping[str, schema.Claim]:
        return self._live("claim")

    @cached_property
    def options(self) -> Mapping[str, schema.Option]:
        """By axis order, then position."""
        return dict(sorted(self._live("option").items(), key=lambda pair: pair[1].order))

    @cached_property
    def risks(self) -> Mapping[str, schema.Risk]:
        return self._live("risk")

    @cached_property
    def preconditions(self) -> Mapping[str, schema.Precondition]:
        return self._live("precondition")

    @cached_property
    def legal_questions(self) -> Mapping[str, schema.LegalQuestion]:
        return self._live("legal-question")

    @cached_property
    def criteria(self) -> Mapping[str, schema.Criterion]:
        return self._live("criterion")

    @cached_property
    def exercises(self) -> Mapping[str, schema.Exercise]:
        """Confidential: no public page, export or search shows them."""
        return self._live("exercise")

    # Links, from either end. Inner order: options in axis order.

    @cached_property
    def exposures(self) -> Mapping[tuple[str, str], schema.Exposure]:
        """(option, risk) -> exposure, also those that say "does not apply"."""
        return {(o.slug, e.risk): e for o in self.options.values() for e in o.exposures}

    @cached_property
    def assessments(self) -> Mapping[tuple[str, str], schema.Assessment]:
        """(option, criterion) -> assessment."""
        return {(o.slug, a.criterion): a for o in self.options.values() for a in o.assessments}

    @cached_property
    def bearings(self) -> Mapping[tuple[str, str], schema.Bearing]:
        """(option, legal question) -> bearing."""
        return {(o.slug, b.question): b for o in self.options.values() for b in o.bearings}

    @cached_property
    def options_at_risk(self) -> Mapping[str, tuple[schema.Option, ...]]:
        """risk -> options it applies to."""
        return _grouped((e.risk, o) for o in self.options.values() for e in o.exposures if e.applies)

    @cached_property
    def options_bearing(self) -> Mapping[str, tuple[schema.Option, ...]]:
        """legal question -> options that raise it."""
        return _grouped((b.question, o) for o in self.options.values() for b in o.bearings)

    @cached_property
    def options_needing(self) -> Mapping[str, tuple[schema.Option, ...]]:
        """precondition -> options whose own requirement names it."""
        return _grouped((slug, o) for o in self.options.values() for slug in self.needed(o.slug))

    @cached_property
    def options_helped(self) -> Mapping[str, tuple[schema.Option, ...]]:
        """precondition -> options it helps without being needed."""
        return _grouped((slug, o) for o in self.options.values() for slug in o.helped_by)

    # Gates

    @cached_property
    def conditions(self) -> gates.Conditions:
        return self.conditions_with({})

    def conditions_with(self, toggles: Mapping[str, str], pursued: Iterable[str] = ()) -> gates.Conditions:
        """What is known of every condition, with some statuses switched and some options pursued."""
        every = self.preconditions.items()
        status = {slug: toggles.get(slug, p.status) for slug, p in every}
        depends_on = {slug: need(p.depends_on) for slug, p in every if p.depends_on}
        running = frozenset(o.slug for o in self.options.values() if o.under_way) | frozenset(pursued)
        return gates.Conditions(status, depends_on, running)

    @cached_property
    def gates(self) -> Mapping[str, gates.Gate]:
        """option -> its gate, as curated."""
        return {o.slug: gates.gate(requirement(o), self.conditions) for o in self.options.values()}

    @cached_property
    def options_closing(self) -> Mapping[str, tuple[schema.Option, ...]]:
        """precondition -> options that close if it alone fails, everything else that applies being met."""
        every = ((o, gates.breaking(requirement(o), self.conditions)) for o in self.options.values())
        return _grouped((slug, option) for option, slugs in every for slug in sorted(slugs))

    def needed(self, option: str) -> tuple[str, ...]:
        """Preconditions that an option's own requirement names, in order."""
        leaves = self.gates[option].needed
        return tuple(leaf.slug for leaf in leaves if leaf.kind == "precondition" and leaf.slug in self.preconditions)


def requirement(option: schema.Option) -> gates.Need | Any:
    """What an option needs, as the engine takes it: a need, "none", or None when nobody has said."""
    return need(option.requires) if isinstance(option.requires, schema.Node) else option.requires


def _grouped(pairs: Iterable[tuple[str, schema.Option]]) -> Mapping[str, tuple[schema.Option, ...]]:
    found: dict[str, list[schema.Option]] = {}
    for slug, option in pairs:
        found.setdefault(slug, []).append(option)
    return {slug: tuple(options) for slug, options in found.items()}
