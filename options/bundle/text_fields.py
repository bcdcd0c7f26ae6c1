"""Which fields of an entry are text, and their one canonical text: what is checked and pointed into.

A field is a top-level name, never an index. Its text is the string itself; for a list, the texts of its items in
order, joined by a line feed. Stored content is canonical already, so nothing is normalised here.
"""

from collections.abc import Mapping
from typing import Any, Final

from options.bundle import schema

TEXT_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "dossier": ("title", "question", "summary", "notes", "screening_tests", "relations"),
    "source": ("title", "read_note", "citation", "effect"),
    "claim": ("text", "doubt"),
    "option": (
        "title", "summary", "description", "lead_actor", "consent_note", "time_note", "reversibility_note",
        "proposed_by", "requires_note",
    ),
    "risk": ("title", "description", "rationale", "mitigations"),
    "precondition": ("title", "description", "status_note", "verify"),
    "legal-question": ("title", "question", "why_it_matters", "state_note", "arguments"),
    "criterion": ("title", "definition", "note"),
    "exercise": ("title", "setting", "ground_rules", "goals", "questions", "debrief"),
}  # fmt: skip
# The same for a cell of an option, by the kind of the entry that the cell is about.
CELL_TEXT_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "risk": ("rationale",),
    "legal-question": ("note",),
    "criterion": ("rationale", "counter_views"),
}
# Which texts an item, or a group of keys, has.
_TEXTS_OF: Final[Mapping[type[schema.Part], tuple[str, ...]]] = {
    schema.ScreeningTest: ("meaning",),
    schema.Relation: ("why",),
    schema.Doubt: ("issue", "question"),
    schema.Proposal: ("what",),
    schema.Argument: ("text",),
    schema.CounterView: ("text",),
}


# Where an option keeps its cells, by the kind of the entry that they are about, and how they name it.
_CELLS: Final[Mapping[str, tuple[str, str]]] = {
    "risk": ("exposures", "risk"),
    "legal-question": ("bearings", "question"),
    "criterion": ("assessments", "criterion"),
}


def cell(content: schema.Part, kind: str, slug: str) -> schema.Part | None:
    """What an option says about another entry; None where it says nothing, or is no option."""
    held, name = _CELLS.get(kind, ("", ""))
    return next((each for each in getattr(content, held, ()) if getattr(each, name) == slug), None)


def field_text(content: schema.Part, field: str) -> str | None:
    """The canonical text of a field of an entry or a cell. None when it is empty or no text field."""
    text = "\n".join(field_texts(content, field))
    return text or None


def field_texts(content: schema.Part, field: str) -> list[str]:
    """The texts that a field is made of, in order: one, or for a list or a group of keys several."""
    return _texts(getattr(content, field, None))


def replaced(
    content: Any, about: tuple[str, str] | None, field: str, at: tuple[int | None, int | None], words: str
) -> Any:
    """The content with `words` in place of a range of a field's canonical text; (None, None) is all of it.

    `about`: the field is of a cell. Raises ValueError where the range goes over more than one item of a list, and where
    there is no such text. The result is not checked against the format.
    """
    if about is None:
        return content.model_copy(update={field: _spliced(getattr(content, field, None), *at, words)})
    held, name = _CELLS[about[0]]
    cells = getattr(content, held)
    changed = [replaced(each, None, field, at, words) if getattr(each, name) == about[1] else each for each in cells]
    return content.model_copy(update={held: tuple(changed)})


def _spliced(value: Any, start: int | None, end: int | None, words: str) -> Any:
    if isinstance(value, str):
        return value[: start or 0] + words + (value[end:] if end is not None else "")
    if isinstance(value, tuple):
        number, first, last = _item([[*_texts(item)] for item in value], start, end)
        return (*value[:number], _spliced(value[number], first, last, words), *value[number + 1 :])
    names = _TEXTS_OF.get(type(value), ())
    number, first, last = _item([[getattr(value, name)] for name in names], start, end)
    return value.model_copy(update={names[number]: _spliced(getattr(value, names[number]), first, last, words)})


def _item(items: list[list[str]], start: int | None, end: int | None) -> tuple[int, int | None, int | None]:
    """Which of several items, joined by line feeds, a range lies in, and where in it."""
    if start is None or end is None:
        if len(items) == 1:
            return 0, None, None
        raise ValueError("all of a list cannot be replaced at once")
    at = 0
    for number, texts in enumerate(items):
        length = len("\n".join(texts))
        if at <= start and end <= at + length:
            return number, start - at, end - at
        at += length + 1
    raise ValueError("the range lies in no one item")


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for item in value for text in _texts(item)]
    return [getattr(value, name) for name in _TEXTS_OF.get(type(value), ())]
