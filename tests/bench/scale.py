"""A dossier made larger by copies of itself: every entry again under another slug, links inside each copy."""

from typing import Any

from options.bundle.document import Document
from options.bundle.shapes import Pointer, walk

LISTS = ("sources", "claims", "options", "risks", "preconditions", "legal_questions", "criteria")


def scaled(document: Document, times: int) -> Document:
    """`times` copies in one dossier. Criteria are copied too, so that no option gets a tenth of its scores."""
    plain: dict[str, Any] = document.model_dump(mode="json", by_alias=True, exclude_none=True)
    made = {**plain, "exercises": plain["exercises"]}
    for n in range(1, times):
        copy = _renamed(plain, f"-x{n}")
        for name in (*LISTS, "requirements", "assessments", "relations"):
            made[name] = made[name] + copy[name]
    made["dossier"] = plain["dossier"] | {"slug": f"{plain['dossier']['slug']}-x{times}"}
    return Document.model_validate(made)


def _renamed(plain: dict[str, Any], suffix: str) -> dict[str, Any]:
    copy = Document.model_validate(plain).model_dump(mode="json", by_alias=True, exclude_none=True)
    for part in list(walk(Document, copy)):
        if isinstance(part, Pointer):
            _set(copy, part.path, part.value + suffix)
    for name in LISTS:
        for number, item in enumerate(copy[name]):
            item["slug"] += suffix
            if name == "options":
                item["order"] += 1000 * int(suffix[2:]) + number
    return copy


def _set(plain: Any, path: tuple[str | int, ...], value: str) -> None:
    for step in path[:-1]:
        plain = plain[step]
    if path[-1] in plain or isinstance(path[-1], int):
        plain[path[-1]] = value
