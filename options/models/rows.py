"""Between an entry's content and its rows: `apply` writes a content to the typed rows, `dump` reads it back.

The two are inverses: applying what was dumped changes no row (tested). Both work on many entries at once, with a
number of queries that does not depend on how many there are.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from typing import Any, Final

from django.db import models

from options.analysis import gates
from options.bundle import schema
from options.bundle.reading import requirement
from options.models.dossier import Dossier
from options.models.entries import TYPED, Claim, Entry, ExerciseTemplate, Option
from options.models.evidence import (
    ALTERNATIVE,
    HELPS,
    NECESSARY,
    Assessment,
    Bearing,
    Citation,
    Exposure,
    Requirement,
)

Plain = dict[str, Any]
Ids = Mapping[tuple[str, str], int]  # (kind, slug) -> primary key of the entry, which is also that of its typed row


@dataclass(frozen=True)
class Link:
    """A table of cells: the list it is in an option's content, and the entry on its other side."""

    name: str
    model: type[models.Model]
    about: str  # field of the content and of the row alike
    kind: str


LINKS: Final = (
    Link("exposures", Exposure, "risk", "risk"),
    Link("bearings", Bearing, "question", "legal-question"),
    Link("assessments", Assessment, "criterion", "criterion"),
)
NESTED_ONLY: Final = frozenset({"citations", "helped_by", *(link.name for link in LINKS)})


def columns(model: type[models.Model]) -> tuple[str, ...]:
    """Names of the columns that hold content: neither keys nor relations."""
    return tuple(f.name for f in model._meta.concrete_fields if not f.primary_key and not f.is_relation)


NOT_CONTENT: Final = ("slug", "version", "redactions", "checks", "said")
DOSSIER_COLUMNS: Final = tuple(name for name in columns(Dossier) if name not in NOT_CONTENT)


def column_values(names: Iterable[str], model: type[models.Model], plain: Plain) -> Plain:
    """Values for columns; what the content leaves out gets the column's default."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    return {name: plain.get(name, fields[name].get_default()) for name in names}


def filled(row: models.Model, names: Iterable[str]) -> Plain:
    """The content of some columns, without what is missing or empty."""
    values = {name: getattr(row, name) for name in names}
    return {name: value for name, value in values.items() if value is not None and value not in ("", [], {})}


# --- writing ---------------------------------------------------------------------------------------------------


def apply(dossier: Dossier, contents: Sequence[tuple[Entry, schema.Content]]) -> None:
    """Make the typed rows, links and citations of these entries say what their contents say."""
    ids: Ids = {(k, s): pk for k, s, pk in dossier.entries.values_list("kind", "slug", "pk")}
    by_kind: dict[str, list[tuple[Entry, Plain]]] = defaultdict(list)
    for entry, content in contents:
        by_kind[entry.kind].append((entry, schema.dump_content(content)))
    for _entry, plain in by_kind["dossier"]:
        Dossier.objects.filter(pk=dossier.pk).update(**column_values(DOSSIER_COLUMNS, Dossier, plain))
    for kind, model in TYPED.items():  # sources before the claims that name them
        if by_kind[kind]:
            wanted = {entry.pk: _typed_values(model, plain, ids) for entry, plain in by_kind[kind]}
            _sync(model, model._default_manager.filter(pk__in=wanted), wanted, attrgetter("pk"), ("entry_id",))
    if by_kind["option"]:
        _apply_links(by_kind["option"], ids)
        _apply_requirements([(e, c) for e, c in contents if isinstance(c, schema.Option)], ids)
    _apply_citations(contents, ids)


def _typed_values(model: type[models.Model], plain: Plain, ids: Ids) -> Plain:
    if model is ExerciseTemplate:
        body = {name: value for name, value in plain.items() if name not in ("slug", "title")}
        return {"title": plain["title"], "body": body}
    values = column_values(columns(model), model, plain)
    if model is Claim:
        values["source_id"] = ids["source", plain["source"]]
    return values


def _apply_links(options: Sequence[tuple[Entry, Plain]], ids: Ids) -> None:
    for link in LINKS:
        names = columns(link.model)
        wanted = {
            (entry.pk, ids[link.kind, cell[link.about]]): column_values(names, link.model, cell)
            for entry, plain in options
            for cell in plain.get(link.name, [])
        }
        keys = ("option_id", f"{link.about}_id")
        rows = link.model._default_manager.filter(option__in=[entry.pk for entry, _plain in options])
        _sync(link.model, rows, wanted, attrgetter(*keys), keys)


def _apply_requirements(options: Sequence[tuple[Entry, schema.Option]], ids: Ids) -> None:
    wanted: dict[Any, Plain] = {}
    for entry, content in options:
        need = requirement(content)
        for leaf in gates.leaves(need) if need not in (None, "none") else ():
            if leaf.kind == "precondition":
                kind = NECESSARY if gates.necessary(need, leaf.slug) else ALTERNATIVE
                wanted[entry.pk, ids["precondition", leaf.slug], kind] = {}
        for slug in content.helped_by:
            wanted[entry.pk, ids["precondition", slug], HELPS] = {}
    keys = ("option_id", "precondition_id", "kind")
    rows = Requirement.objects.filter(option__in=[entry.pk for entry, _content in options])
    _sync(Requirement, rows, wanted, attrgetter(*keys), keys)


def _apply_citations(contents: Sequence[tuple[Entry, schema.Content]], ids: Ids) -> None:
    names = columns(Citation)
    wanted: dict[Any, Plain] = {}
    for entry, content in contents:
        for about, path, citations in cited_objects(content):
            for position, citation in enumerate(citations):
                plain = schema.dump_content(citation) | {"path": path, "position": position}
                values = column_values(names, Citation, plain)
                values["source_id"] = ids["source", citation.source] if citation.source else None
                values["claim_id"] = ids["claim", citation.claim] if citation.claim else None
                wanted[entry.pk, ids[about] if about else None, path, position] = values
    keys = ("entry_id", "about_id", "path", "position")
    rows = Citation.objects.filter(entry__in=[entry.pk for entry, _content in contents])
    _sync(Citation, rows, wanted, attrgetter(*keys), keys)


def cited_objects(
    content: schema.Content,
) -> Iterator[tuple[tuple[str, str] | None, str, tuple[schema.Citation, ...]]]:
    """(about, path, citations) of every object in a content that may carry citations."""
    yield None, "", getattr(content, "citations", ())
    if isinstance(content, schema.Dossier):
        for i, relation in enumerate(content.relations):
            yield None, f"relations[{i}]", relation.citations
    if isinstance(content, schema.Option):
        for i, proposal in enumerate(content.proposed_by):
            yield None, f"proposed_by[{i}]", proposal.citations
        for link in LINKS:
            for cell in getattr(content, link.name):
                yield (link.kind, getattr(cell, link.about)), "", cell.citations
        for assessment in content.assessments:
            for i, view in enumerate(assessment.counter_views):
                yield ("criterion", assessment.criterion), f"counter_views[{i}]", view.citations


def _sync(
    model: type[models.Model],
    rows: Iterable[models.Model],
    wanted: Mapping[Any, Plain],
    key: Callable[[Any], Any],
    key_columns: tuple[str, ...],
) -> None:
    """Create, change and delete rows so that exactly the wanted ones stand; rows that are right are not touched."""
    manager = model._default_manager
    missing = dict(wanted)
    gone, changed = [], []
    for row in rows:
        values = missing.pop(key(row), None)
        if values is None:
            gone.append(row.pk)
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            changed.append(row)
    manager.filter(pk__in=gone).delete()
    if changed:
        manager.bulk_update(changed, [name.removesuffix("_id") for name in next(iter(wanted.values()))], batch_size=200)
    new = []
    for found, values in missing.items():
        keys = found if isinstance(found, tuple) else (found,)
        new.append(model(**dict(zip(key_columns, keys, strict=True)), **_beyond(values, key_columns)))
    manager.bulk_create(new, batch_size=500)


def _beyond(values: Plain, key_columns: tuple[str, ...]) -> Plain:
    return {name: value for name, value in values.items() if name not in key_columns}


# --- reading ---------------------------------------------------------------------------------------------------


def dump(entry: Entry) -> schema.Content:
    """The content that an entry's rows say. Raises pydantic.ValidationError where they break the format."""
    return schema.CONTENT[entry.kind].model_validate(dump_plain(entry))


def dump_plain(entry: Entry) -> Plain:
    """The same as plain values, unchecked."""
    if entry.kind == "dossier":
        return {"slug": entry.slug} | filled(entry.dossier, DOSSIER_COLUMNS)
    row = TYPED[entry.kind]._default_manager.get(pk=entry.pk)
    if isinstance(row, ExerciseTemplate):
        return {"slug": entry.slug, "title": row.title, **row.body}
    plain = {"slug": entry.slug} | filled(row, columns(type(row)))
    if isinstance(row, Claim):
        plain["source"] = row.source.slug
    cited = _citations_of(entry)
    plain["citations"] = cited[None]
    if isinstance(row, Option):
        plain |= _links_of(row, cited)
    return {name: value for name, value in plain.items() if value != []}


def _citations_of(entry: Entry) -> Mapping[int | None, list[Plain]]:
    """Citations that stand as rows of their own, by what they are about."""
    cited: dict[int | None, list[Plain]] = defaultdict(list)
    rows = entry.citations.filter(path="").select_related("source__entry", "claim__entry").order_by("position", "pk")
    for row in rows:
        plain = filled(row, [name for name in columns(Citation) if name not in ("path", "position")])
        if row.source:
            plain["source"] = row.source.entry.slug
        if row.claim:
            plain["claim"] = row.claim.entry.slug
        cited[row.about_id].append(plain)
    return cited


def _links_of(option: Option, cited: Mapping[int | None, list[Plain]]) -> Plain:
    plain: Plain = {}
    for link in LINKS:
        rows = link.model._default_manager.filter(option=option).select_related(f"{link.about}__entry")
        cells = []
        for row in rows:
            about = getattr(row, link.about)
            cell = {link.about: about.entry.slug} | filled(row, columns(link.model))
            cells.append(cell | ({"citations": cited[about.pk]} if about.pk in cited else {}))
        plain[link.name] = sorted(cells, key=itemgetter(link.about))
    helps = option.requirements.filter(kind=HELPS).values_list("precondition__entry__slug", flat=True)
    plain["helped_by"] = sorted(helps)
    return plain
