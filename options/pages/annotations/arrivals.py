"""Where an annotation out of a file belongs in a dossier: decided for a dry run, and again when it is kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit

from options.analysis.anchoring.selectors import Refused, Selector
from options.bundle.reading import Reading
from options.bundle.text_fields import TEXT_FIELDS
from options.pages.annotations.chosen import chosen
from options.pages.annotations.incoming import Incoming
from options.pages.annotations.places import Place, place

KINDS: Final = {
    "options": "option", "risks": "risk", "preconditions": "precondition", "law": "legal-question",
    "criteria": "criterion", "sources": "source", "claims": "claim",
}  # fmt: skip
REFUSED: Final = {
    "empty": "Its passage has no words.",
    "too-long": "Its passage is too long: at most 2,000 characters.",
    "absent": "Its words do not stand in the text as it is now.",
    "several": "Its words stand in more than one place, and what stands around them does not decide.",
}
_PAGE: Final = re.compile(r"/d/(?P<dossier>[a-z0-9-]+)/(?:(?P<path>[a-z]+)/(?P<slug>[a-z0-9-]+)/)?")


@dataclass(frozen=True)
class Arrival:
    """What an item would become: a thread at `place`, with a passage or without; or an answer, which has no place."""

    item: Incoming
    place: Place | None = None
    selector: Selector | None = None

    @property
    def faults(self) -> tuple[str, ...]:
        return self.item.faults

    @property
    def is_answer(self) -> bool:
        return bool(self.item.reply_to)


def arrival(reading: Reading, item: Incoming) -> Arrival:
    if item.faults or item.reply_to:
        return Arrival(item)
    where = _place(reading, item)
    if where is None:
        return _refused(item, "There is no such entry, cell or text in this dossier.")
    if not item.exact:
        return Arrival(item, where)
    return _passage(reading, item, where)


def _refused(item: Incoming, why: str) -> Arrival:
    return Arrival(replace(item, faults=(*item.faults, why)))


def _place(reading: Reading, item: Incoming) -> Place | None:
    """By our own terms; without them by the address of the page it was written on."""
    if item.entry:
        return place(reading, item.entry, item.about, item.field)
    try:
        found = _PAGE.match(urlsplit(item.source).path) if item.source.startswith(("http://", "https://")) else None
    except ValueError:  # an address that is none
        return None
    if found is None or found["dossier"] != reading.slug:
        return None
    kind, slug = KINDS.get(found["path"] or "", ""), found["slug"]
    return place(reading, f"{kind}:{slug}" if slug else f"dossier:{reading.slug}")


def _passage(reading: Reading, item: Incoming, where: Place) -> Arrival:
    """In the field that is named, or in the one text of the entry that has the words."""
    fields = [where.field] if where.field else TEXT_FIELDS[where.entry[0]] if where.about is None else ()
    found, why = [], "absent"
    for each in _texts(reading, where, tuple(fields)):
        start = item.start if where.field else None
        try:
            found.append(
                Arrival(item, each, chosen(each.text(reading) or "", item.exact, start, item.prefix, item.suffix))
            )
        except Refused as refused:
            why = refused.reason if why == "absent" else why
        except ValueError:
            return _refused(item, "Its passage holds a control character.")
    if len(found) == 1:
        return found[0]
    return _refused(item, REFUSED["several" if found else why])


def _texts(reading: Reading, where: Place, fields: tuple[str, ...]) -> Iterator[Place]:
    for field in fields:
        each = Place(where.entry, where.about, field)
        if each.text(reading) is not None:
            yield each
