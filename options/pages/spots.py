"""Where in the dossier a statement stands, in terms a page can link and say."""

import re
from dataclasses import dataclass
from typing import Final

from options.bundle.reading import Reading
from options.bundle.statements import Statement

_RELATION: Final = re.compile(r"relations\[(\d+)\]")


@dataclass(frozen=True)
class Spot:
    """`kind` and `slug` name the page to open, `part` the place on it ("" = the entry itself).

    part: "", proposed_by, exposures, bearings, assessments, counter_views, arguments, relations or source (a claim,
    which is taken from one). `about` is the title of the other entry that a cell is about.
    """

    kind: str
    slug: str
    title: str
    part: str = ""
    about: str | None = None


def spot(reading: Reading, statement: Statement) -> Spot:
    """A relation, which belongs to the dossier entry, stands on the page of its first option."""
    if relation := _RELATION.fullmatch(statement.path):
        row = reading.dossier.relations[int(relation[1])]
        return Spot("option", row.a, reading.title("option", row.a), "relations", reading.title("option", row.b))
    part = "counter_views" if ".counter_views[" in statement.path else statement.path.partition("[")[0]
    about = reading.title(*statement.about) if statement.about else None
    return Spot(statement.kind, statement.slug, reading.title(statement.kind, statement.slug), part, about)
