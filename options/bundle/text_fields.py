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
    text = "\n".join(_texts(getattr(content, field, None)))
    return text or None


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for item in value for text in _texts(item)]
    return [getattr(value, name) for name in _TEXTS_OF.get(type(value), ())]
