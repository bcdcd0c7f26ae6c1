"""The parts of a dossier that a seat reads, by the kind of their entries, in reading order, and their addresses."""

from collections.abc import Mapping
from typing import Final

SECTIONS: Final[Mapping[str, str]] = {
    "option": "options",
    "criterion": "criteria",
    "risk": "risks",
    "precondition": "preconditions",
    "legal-question": "law",
    "claim": "claims",
    "source": "sources",
}
KINDS: Final[Mapping[str, str]] = {section: kind for kind, section in SECTIONS.items()}
