"""What the stream of annotations, and its files, are narrowed to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from options.analysis.anchoring.verdicts import VERDICTS
from options.bundle.reading import Reading
from options.bundle.text_fields import CELL_TEXT_FIELDS, TEXT_FIELDS
from options.models.annotations import STANCES, STATES, VISIBILITIES, WITHDRAWN, AnnotationQuerySet
from options.pages.annotations.places import HIDDEN
from options.pages.query import Query

TYPED_MAX: Final = 100
WAITING: Final = "waiting"  # a verdict that a person has to look at


@dataclass(frozen=True)
class Choice:
    """What the stream is narrowed to; None and "" leave everything in."""

    stance: str | None
    state: str | None
    verdict: str | None
    readers: str | None
    author: str
    on: str | None
    about: str | None
    field: str | None
    words: str
    reported: str | None

    @property
    def query(self) -> Mapping[str, str | None]:
        return {
            "stance": self.stance, "state": self.state, "verdict": self.verdict, "readers": self.readers,
            "author": self.author, "on": self.on, "about": self.about, "field": self.field, "q": self.words,
            "reported": self.reported,
        }  # fmt: skip


def choice(query: Query, reading: Reading, *, moderates: bool = False) -> Choice:
    """`moderates`: what was reported can be asked for; to others the value means nothing."""
    names = [f"{entry.kind}:{entry.slug}" for entry in reading.entries if entry.kind not in HIDDEN]
    fields = frozenset(name for every in (TEXT_FIELDS, CELL_TEXT_FIELDS) for each in every.values() for name in each)
    return Choice(
        stance=query.one("stance", STANCES),
        state=query.one("state", STATES),
        verdict=query.one("verdict", (*VERDICTS, WAITING)),
        readers=query.one("readers", VISIBILITIES),
        author=query.text("author", TYPED_MAX).replace("\0", ""),  # which PostgreSQL refuses
        on=query.one("on", names, "entry"),
        about=query.one("about", names, "entry"),
        field=query.one("field", fields),
        words=query.text("q", TYPED_MAX).replace("\0", ""),
        reported=query.one("reported", ("yes",) if moderates else ()),
    )


def chosen(rows: AnnotationQuerySet, asked: Choice) -> AnnotationQuerySet:
    """Threads of those rows; words are sought in answers too."""
    threads = rows.threads()
    if asked.stance:
        threads = threads.filter(stance=asked.stance)
    answered = rows.exclude(parent=None).values("parent")
    threads = (
        threads.filter(state=asked.state) if asked.state else threads.filter(~Q(state=WITHDRAWN) | Q(pk__in=answered))
    )
    if asked.reported:
        threads = threads.reported() | threads.filter(pk__in=rows.exclude(parent=None).reported().values("parent"))
    if asked.verdict == WAITING:
        threads = threads.waiting()
    elif asked.verdict:
        threads = threads.filter(anchor__verdict=asked.verdict)
    if asked.readers:
        threads = threads.filter(visibility=asked.readers)
    if asked.author:
        threads = threads.by_name(asked.author)
    for name, value in (("entry", asked.on), ("about", asked.about)):
        if value:
            kind, _colon, slug = value.partition(":")
            threads = threads.filter(**{f"{name}__kind": kind, f"{name}__slug": slug})
    if asked.field:
        threads = threads.filter(field=asked.field)
    for word in asked.words.split():
        answering = rows.filter(body__icontains=word).exclude(parent=None).values("parent")
        threads = threads.filter(Q(body__icontains=word) | Q(exact__icontains=word) | Q(pk__in=answering))
    return threads
