"""A Comparison as plain values: the JSON export. Everything the page shows, with nothing worded or rounded.

The shape, `policy-comparison/1` (keys are never left out; what is not there is null or []):

    {"format": "policy-comparison/1", "dossier": slug, "title", "question", "version": int, "as_of",
     "illustrative": bool, "notes": [text], "address": url, "made_on": "2026-03-01",
     "selection": {"options": [slug], "open": [group], "whole": [group], "only_differing": bool, "hide_empty": bool},
     "options": [{"slug", "order": int, "title", "baseline": bool}],
     "groups": [GROUP],                         all eight, in page order; a folded one has no rows
     "sources": {slug: {"title", "kind", "read", "author", "date", "url"}}}      those that shown cells cite
    GROUP = {"group", "open": bool, "total": int, "differing": int, "hidden": int, "rest": int, "rows": [ROW]}
    ROW   = {"kind", "slug", "title", "aside", "note", "citations": [CITATION], "same": bool, "empty": bool,
             "unsourced": bool, "cells": [CELL]}       cells in the order of `options`
    CELL  = {"type": "nothing", "kind": "not-assessed" | "does-not-apply" | "not-needed" | "not-raised" | "not-part"
             | "none", "reason", BASIS}
          | {"type": "text", "text", BASIS?} | {"type": "term", "scale", "value", "also": [value], "note"}
          | {"type": "gate", "state", "assessed": bool, "unmet": int, "needed": int, "note"}
          | {"type": "law", "state", "effect", "extent": "all" | "mostly" | "mixed", "counts": {effect: int},
             "questions": [slug]}
          | {"type": "relation", "kind", "forward": bool, "other": slug, "why", BASIS}
          | {"type": "risk", "likelihood", "severity": 1..5, "confidence", "rationale", BASIS}
          | {"type": "condition", "role": "needed" | "alternative" | "helps", "status"}
          | {"type": "legal", "state", "effect", "note", BASIS}
          | {"type": "score", "low", "best", "high", "scale": {"min", "max", "unit"}, "confidence", "rationale",
             "counter_views": [{"direction", "text", "citations"}], BASIS}
          | {"type": "count", "count": int}
    BASIS = "basis": {"standing": "cited" | "judged" | "uncited", "by", "as_of", "citations": [CITATION]}
    CITATION as in the dossier file (there, and only there, what is not given is left out):
             {"basis", "source"?, "claim"?, "locator"?, "relation"?, "field"?, "note"?, "quote"?}
"""

from collections.abc import Iterable
from typing import Any, Final

from options.bundle import schema
from options.bundle.reading import Reading
from options.pages.compare import cells
from options.pages.compare.cells import Basis, Cell
from options.pages.compare.comparison import Comparison, Group
from options.pages.compare.rows import Row, basis_of

FORMAT: Final = "policy-comparison/1"
Plain = dict[str, Any]


def plain(comparison: Comparison, reading: Reading, address: str, made_on: str) -> Plain:
    """The comparison as values that JSON can hold, in the shape described above."""
    asked = comparison.selection
    return {
        "format": FORMAT,
        "dossier": comparison.dossier,
        "title": comparison.title,
        "question": comparison.question,
        "version": comparison.version,
        "as_of": comparison.as_of,
        "illustrative": comparison.illustrative,
        "notes": list(comparison.notes),
        "address": address,
        "made_on": made_on,
        "selection": {
            "options": list(asked.options),
            "open": list(asked.open),
            "whole": list(asked.whole),
            "only_differing": asked.differ,
            "hide_empty": asked.full,
        },
        "options": [
            {"slug": o.slug, "order": o.order, "title": o.title, "baseline": o.baseline} for o in comparison.options
        ],
        "groups": [_group(group) for group in comparison.groups],
        "sources": _sources(comparison, reading),
    }


def _group(group: Group) -> Plain:
    return {
        "group": group.key,
        "open": group.open,
        "total": group.total,
        "differing": group.differing,
        "hidden": group.hidden,
        "rest": group.rest,
        "rows": [_row(row) for row in group.rows],
    }


def _row(row: Row) -> Plain:
    return {
        "kind": row.kind,
        "slug": row.slug,
        "title": row.title,
        "aside": row.aside,
        "note": row.note,
        "citations": _citations(row.support),
        "same": row.same,
        "empty": row.empty,
        "unsourced": row.unsourced,
        "cells": [cell_as_plain(cell) for cell in row.cells],
    }


def cell_as_plain(cell: Cell) -> Plain:
    """One cell: its type, its fields, and what it rests on where it is a statement that could cite."""
    found = {"type": cell.type, **_fields(cell)}
    basis = basis_of(cell) if not isinstance(cell, cells.Nothing) else cell.basis
    return found if basis is None else {**found, "basis": _basis(basis)}


def _fields(cell: Any) -> Plain:
    match cell:
        case cells.LawState(body=body):
            direction = body.direction
            return {
                "state": body.state,
                "effect": direction.effect,
                "extent": direction.extent,
                "counts": dict(direction.counts),
                "questions": [question.slug for question in body.questions],
            }
        case cells.Score():
            scale, views = cell.scale, cell.counter_views
            return _named(cell, "low", "best", "high", "confidence", "rationale") | {
                "scale": {"min": scale.min, "max": scale.max, "unit": scale.unit},
                "counter_views": [
                    {"direction": v.direction, "text": v.text, "citations": _citations(v.citations)} for v in views
                ],
            }
        case cells.Term():
            return _named(cell, "scale", "value", "note") | {"also": list(cell.also)}
        case _:
            return _named(cell, *_SIMPLE[type(cell)])


_SIMPLE: Final[dict[type, tuple[str, ...]]] = {
    cells.Nothing: ("kind", "reason"),
    cells.Prose: ("text",),
    cells.GateState: ("state", "assessed", "unmet", "needed", "note"),
    cells.RelationEnd: ("kind", "forward", "other", "why"),
    cells.Exposed: ("likelihood", "severity", "confidence", "rationale"),
    cells.Condition: ("role", "status"),
    cells.Bears: ("state", "effect", "note"),
    cells.Count: ("count",),
}


def _named(cell: Any, *names: str) -> Plain:
    return {name: getattr(cell, name) for name in names}


def _basis(basis: Basis) -> Plain:
    citations = _citations(basis.citations)
    return {"standing": basis.standing, "by": basis.by, "as_of": basis.as_of, "citations": citations}


def _citations(citations: Iterable[schema.Citation]) -> list[Plain]:
    return [schema.dump_content(citation) for citation in citations]


def _sources(comparison: Comparison, reading: Reading) -> dict[str, Plain]:
    """Every source that something shown cites, archived ones too, in order of first use."""
    cited = (c.source for group in comparison.groups for row in group.rows for c in cited_by(row) if c.source)
    entries = (reading.entry("source", slug) for slug in dict.fromkeys(cited))
    sources = (entry.content for entry in entries if entry and isinstance(entry.content, schema.Source))
    return {
        s.slug: {"title": s.title, "kind": s.kind, "read": s.read, "author": s.author, "date": s.date, "url": s.url}
        for s in sources
    }


def cited_by(row: Row) -> Iterable[schema.Citation]:
    """Citations of a row: of the entry it is about, of its cells, and of the counter-views in them."""
    yield from row.support
    for cell in row.cells:
        basis = basis_of(cell)
        yield from basis.citations if basis else ()
        for view in cell.counter_views if isinstance(cell, cells.Score) else ():
            yield from view.citations
