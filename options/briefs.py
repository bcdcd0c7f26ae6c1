"""A weighing as a brief, in every form: the page, PDF, DOCX, Markdown and XLSX of a weighing or a saved comparison."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from options import words
from options.bundle.reading import Reading
from options.pages.brief.asked import Asked, Saved
from options.pages.brief.blocks import Brief
from options.pages.brief.content import brief
from options.pages.brief.markdown import markdown
from options.pages.brief.office import docx, xlsx
from options.pages.compare.wording import Wording
from options.pages.comparisons import overrides
from options.pages.weigh.selection import Selection
from options.weighed import weighed, wording

TYPES: Final[Mapping[str, str]] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


@dataclass(frozen=True)
class Made:
    """A brief, and the pictures that its pages show by name."""

    brief: Brief
    pictures: Mapping[str, Any]


def make(reading: Reading, selection: Selection, *, address: str, today: date, saved: Saved | None = None) -> Made:
    """From the same function as the weigh page: its numbers and its sentences."""
    shown = weighed(reading, selection, overrides(saved.scores) if saved else {})
    say = wording(reading)
    asked = Asked(
        reading=reading,
        selection=selection,
        result=shown["r"],
        screen=shown["screen"],
        swings=shown["swings"],
        conditions=shown["conditions"],
        say=say,
        words=Wording(gettext, ngettext, words.word, words.jurisdiction, words.dateword, words.words),
        illustrative=shown["illustrative"],
        start=say.start(shown["start"], shown["roles"]) if shown["start"] else "",
        address=address,
        made_on=words.dateword(today),
        saved=saved,
    )
    return Made(brief(asked), shown["pictures"] or {})


def written(made: Made, kind: str, now: datetime) -> bytes:
    """The brief as docx, md or xlsx."""
    if kind == "docx":
        return docx(made.brief, now)
    if kind == "md":
        return markdown(made.brief)
    return xlsx(made.brief, (_("Brief"), _("Part"), _("Number"), _("Text")))
