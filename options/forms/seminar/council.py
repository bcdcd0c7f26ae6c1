"""What comes with a form of a council: some items, each with the edition and the words it was made from."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from options.bundle.reading import Reading
from options.bundle.text import canonical_text
from options.models.seminar.artifacts import TEXT_MAX
from options.pages.seminar.parts import PRECONDITIONS, joined
from options.pages.seminar.written import MARK_LENGTH, Typed

MOST_DIGITS: Final = 9
CHOICE, TEXT, SEEN, MARK, THEIRS, TICKED = "c.", "t.", "seen.", "mark.", "theirs.", "ticked"
Places = Mapping[str, Sequence[str]]


def items_in(data: QueryDict) -> list[str]:
    """The items that a form brings, in its order."""
    named = (name[2:] for name in data if name.startswith((CHOICE, TEXT)))
    return list(dict.fromkeys(named))


def sheet(data: QueryDict, places: Places, reading: Reading) -> dict[str, Typed]:
    """What stands in a form by item; `fault` says what cannot be kept as it is. KeyError for an item that has no place.

    `keep` names an item whose writer has read what a peer saved meanwhile, and wants their own words there.
    """
    return {item: _typed(data, item, places[item], reading) for item in items_in(data)}


def _typed(data: QueryDict, item: str, allowed: Sequence[str], reading: Reading) -> Typed:
    choice, faults = data.get(CHOICE + item, ""), []
    if choice and choice not in allowed:
        choice, faults = "", [_("Choose one of the list, or none.")]
    text, fault = _text(data.get(TEXT + item, ""))
    if item == PRECONDITIONS:
        text = joined(reading, data.getlist(TICKED), text)
    fault = fault or _length(text)
    seen = THEIRS if data.get("keep") == item else SEEN
    faults += [fault] if fault else []
    return Typed(choice, text, number(data.get(seen + item, "")), data.get(MARK + item, "")[:MARK_LENGTH],
                 fault=" ".join(faults))  # fmt: skip


def _text(typed: str) -> tuple[str, str]:
    """Canonical, and "" or what is wrong with it."""
    try:
        return canonical_text(typed), ""
    except ValueError:
        kept = "".join(character for character in typed if character.isprintable() or character in "\r\n\t")
        return kept, _("This held a control character, which cannot be kept. It is taken out here: save it again.")


def _length(text: str) -> str:
    if len(text) <= TEXT_MAX:
        return ""
    said = _("It has %(n)s characters, and %(most)s are the most. Shorten it.")
    return said % {"n": f"{len(text):,}", "most": f"{TEXT_MAX:,}"}


def number(text: str) -> int:
    """0, which no edition and no phase has, for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else 0
