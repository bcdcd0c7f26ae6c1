"""Search: one plain row of folded words for each entry; FTS5 on SQLite and a stored vector on PostgreSQL find them.

The two indexes are made by vendor in the migration and kept by the database itself. Order is ours, so that the same
query gives the same list on both: field class, then kind, then position.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection, models

from options.bundle.folding import words
from options.bundle.searchable import searchable
from options.models.dossier import Dossier
from options.models.entries import CONFIDENTIAL, KINDS, Entry, Source
from options.models.evidence import Citation
from options.models.revisions import Revision

QUERY_MAX: Final = 200
WORDS_MAX: Final = 12
FIELD_MAX: Final = 60_000  # characters of distinct words; PostgreSQL refuses vectors beyond 1 MiB
FIELDS: Final = ("title", "summary", "text", "citations")
KIND_ORDER: Final = ("dossier", "option", "risk", "precondition", "legal-question", "claim", "criterion", "source")


@dataclass(frozen=True)
class Query:
    """Whole words that must all be there, and a last one that may be the beginning of a word."""

    words: tuple[str, ...]
    prefix: str

    @classmethod
    def parse(cls, text: str) -> "Query | None":
        """All words of what was typed, everything else dropped; None when no word is left."""
        found = words(text[:QUERY_MAX])[:WORDS_MAX]
        return cls(tuple(found[:-1]), found[-1]) if found else None


@dataclass(frozen=True)
class Hit:
    kind: str
    slug: str
    field: str  # the first of FIELDS that, with those before it, holds every word


class SearchDocManager(models.Manager["SearchDoc"]):
    def find(self, dossier: Dossier, query: Query) -> list[Hit]:
        """Entries of a dossier that hold every word, best first. One query. The caller has checked the dossier."""
        sql, parameters = _SQL[connection.vendor](dossier.pk, query)
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            found = cursor.fetchall()
        found.sort(key=lambda row: (row[3], KIND_ORDER.index(row[0]), row[2], row[1]))
        return [Hit(kind, slug, FIELDS[rank]) for kind, slug, _position, rank in found]

    def index(self, dossier: Dossier, revisions: Sequence[Revision], now: datetime) -> None:
        """Write the rows of some entries anew, and of those that cite a source among them."""
        live = {each.entry_id: each for each in revisions if each.entry.kind not in CONFIDENTIAL}
        sources = [revision.entry_id for revision in revisions if revision.entry.kind == "source"]
        citing = Citation.objects.filter(source__in=sources).exclude(entry__kind__in=CONFIDENTIAL)
        others = set(citing.values_list("entry_id", flat=True)) - live.keys()
        # Only these are fetched: for thousands of entries without statistics PostgreSQL joins in minutes.
        live |= {each.entry_id: each for each in Revision.objects.filter(live_of__in=others).select_related("entry")}
        titles = dict(Source.objects.filter(entry__dossier=dossier).values_list("entry__slug", "title"))
        docs = [SearchDoc.of(revision, titles) for revision in live.values()]
        self.filter(entry__in=live).delete()
        self.bulk_create(docs, batch_size=500)


class SearchDoc(models.Model):
    """The folded words of one published entry, by field class."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True)
    title = models.TextField()
    summary = models.TextField()
    text = models.TextField()
    citations = models.TextField()

    objects = SearchDocManager()

    def __str__(self) -> str:
        return f"words of {self.entry}"

    @classmethod
    def of(cls, revision: Revision, source_titles: dict[str, str]) -> "SearchDoc":
        found = searchable(revision.value(), source_titles)
        return cls(entry_id=revision.entry_id, **{field: _distinct(getattr(found, field)) for field in FIELDS})


def _distinct(text: str) -> str:
    """Each folded word once: a search asks only whether it is there."""
    joined = " ".join(dict.fromkeys(words(text)))
    return joined if len(joined) <= FIELD_MAX else joined[:FIELD_MAX].rpartition(" ")[0]


def _sqlite(dossier: int, query: Query) -> tuple[str, list[Any]]:
    """FTS5. Words are letters and digits only, so quoting them is safe."""
    terms = [f'"{word}"' for word in query.words] + [f'"{query.prefix}"*']
    matches = []
    for rank in range(len(FIELDS)):
        columns = " ".join(FIELDS[: rank + 1])
        matches.append((rank, f"{{{columns}}} : ({' AND '.join(terms)})"))
    union = " UNION ALL ".join(
        "SELECT rowid AS id, %s AS rank FROM options_search_fts WHERE options_search_fts MATCH %s" for _match in matches
    )
    return _around(union), [part for match in matches for part in match] + [dossier]


def _postgresql(dossier: int, query: Query) -> tuple[str, list[Any]]:
    """A stored vector whose weights A to D are the field classes."""
    branches, parameters = [], []
    for rank in range(len(FIELDS)):
        weights = "ABCD"[: rank + 1]
        terms = [f"'{word}':{weights}" for word in query.words] + [f"'{query.prefix}':*{weights}"]
        branches.append("SELECT entry_id AS id, %s AS rank FROM options_searchdoc WHERE vector @@ %s::tsquery")
        parameters += [rank, " & ".join(terms)]
    return _around(" UNION ALL ".join(branches)), [*parameters, dossier]


def _around(union: str) -> str:
    return (
        "SELECT e.kind, e.slug, e.position, MIN(m.rank) "  # noqa: S608 -- `union` is made of constants above
        f"FROM ({union}) AS m JOIN options_entry AS e ON e.id = m.id "
        "WHERE e.dossier_id = %s AND e.archived_at IS NULL GROUP BY e.id, e.kind, e.slug, e.position"
    )


_SQL: Final = {"sqlite": _sqlite, "postgresql": _postgresql}
assert set(KIND_ORDER) | set(CONFIDENTIAL) == set(KINDS)  # a new kind must be given its place
