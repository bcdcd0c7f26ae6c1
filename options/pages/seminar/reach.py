"""What of a dossier belongs to an exercise: its options and criteria, and what these lead to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from options.analysis import gates
from options.bundle import schema
from options.bundle.reading import EntryValue, Reading, need, requirement
from options.bundle.statements import Statement, statements
from options.pages.seminar.sections import SECTIONS

Name = tuple[str, str]  # kind and slug of an entry


@dataclass(frozen=True)
class Reach:
    """kind -> slugs, each in the order of the dossier. Exercises are in none."""

    found: Mapping[str, tuple[str, ...]]

    def of(self, kind: str) -> tuple[str, ...]:
        return self.found.get(kind, ())

    def has(self, kind: str, slug: str) -> bool:
        return slug in self.of(kind)


def reach(reading: Reading, options: Sequence[str], criteria: Sequence[str], *, curated: bool) -> Reach:
    """`curated`: what curated scores rest on belongs to it as well."""
    names = {("option", slug) for slug in options} | {("criterion", slug) for slug in criteria}
    for slug in options:
        names |= set(_beside(reading, slug))
    cited = [each for entry in _entries(reading, names) for each in stated(entry, curated=curated)]
    names |= {("claim", citation.claim) for each in cited for citation in each.citations if citation.claim}
    names |= {("source", source) for each in cited for source in each.sources}
    names |= {("source", citation.source) for each in cited for citation in each.citations if citation.source}
    names |= set(_sources_of_claims(reading, names))
    known = {(entry.kind, entry.slug) for entry in reading.entries} & names
    return Reach({kind: tuple(slug for slug in _order(reading, kind) if (kind, slug) in known) for kind in SECTIONS})


def stated(entry: EntryValue, *, curated: bool) -> Iterator[Statement]:
    """What an entry states; scores, with the views against them, are left out unless `curated`."""
    for each in statements(entry):
        if curated or each.about is None or each.about[0] != "criterion":
            yield each


def _entries(reading: Reading, names: Iterable[Name]) -> list[EntryValue]:
    return [entry for name in names if (entry := reading.entry(*name))]


def _beside(reading: Reading, slug: str) -> Iterator[Name]:
    """Risks, legal questions and conditions of one option, with the conditions behind those."""
    entry = reading.entry("option", slug)
    if entry is None or not isinstance(entry.content, schema.Option):
        return
    option = entry.content
    yield from (("risk", e.risk) for e in option.exposures if e.risk in reading.risks)
    yield from (("legal-question", b.question) for b in option.bearings if b.question in reading.legal_questions)
    needs = requirement(option)
    direct = gates.leaves(needs) if isinstance(needs, gates.Leaf | gates.Group) else ()
    first = [leaf.slug for leaf in direct if leaf.kind == "precondition"]
    yield from (("precondition", slug) for slug in _with_those_behind(reading, [*first, *option.helped_by]))


def _with_those_behind(reading: Reading, first: Iterable[str]) -> set[str]:
    found: set[str] = set()
    waiting = list(first)
    while waiting:
        slug = waiting.pop()
        content = reading.preconditions.get(slug)
        if content is None or slug in found:
            continue
        found.add(slug)
        if content.depends_on:
            waiting += [leaf.slug for leaf in gates.leaves(need(content.depends_on)) if leaf.kind == "precondition"]
    return found


def _sources_of_claims(reading: Reading, names: Iterable[Name]) -> Iterator[Name]:
    for entry in _entries(reading, [name for name in names if name[0] == "claim"]):
        if isinstance(entry.content, schema.Claim):
            yield "source", entry.content.source


def _order(reading: Reading, kind: str) -> list[str]:
    if kind == "option":
        every = [entry for entry in reading.entries if isinstance(entry.content, schema.Option)]
        return [entry.slug for entry in sorted(every, key=_on_the_axis)]
    return [entry.slug for entry in reading.entries if entry.kind == kind]


def _on_the_axis(entry: EntryValue) -> int:
    return entry.content.order if isinstance(entry.content, schema.Option) else 0
