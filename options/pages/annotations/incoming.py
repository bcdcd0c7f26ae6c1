"""Annotations out of a JSON-LD file: what can be read of it, and what is wrong with each.

As liberal as the W3C's model is about forms (a body or a target may be a string, an object or a list), and strict about
what would be kept. Nothing in a file raises anything but Unreadable.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from options.bundle.text import canonical_line
from options.pages.annotations.files import MOTIVATIONS, OWN

FILE_MAX: Final = 700_000  # bytes: it is sent along with the form that confirms it
ITEMS_MAX: Final = 500
DEEPEST: Final = 40
NAME_MAX: Final = 200
DIGITS_MAX: Final = 18
FORMATS: Final = ("", "text/plain", "text/markdown")
_STANCES: Final = {"questioning": "asks", "editing": "suggests"}


class Unreadable(ValueError):
    """Not such a file; the message says why, in a sentence."""


@dataclass(frozen=True)
class Incoming:
    """Item `number` of a file, counted from 1. Texts are as they stand there; None and "" where nothing is said.

    `faults` say why it cannot be taken, `remarks` what was taken otherwise than it stands there.
    """

    number: int
    id: str = ""
    created: datetime | None = None
    creator: str = ""
    stance: str = ""
    body: str = ""
    replacement: str = ""
    entry: str = ""
    about: str = ""
    field: str = ""
    exact: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    reply_to: str = ""
    source: str = ""
    faults: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def read(raw: bytes) -> tuple[Incoming, ...]:
    """The annotations of an AnnotationPage, of a collection that holds its first page, of a list, or one alone."""
    if len(raw) > FILE_MAX:
        raise Unreadable(f"The file has {len(raw):,} bytes, and {FILE_MAX:,} is the most. Bring it in in parts.")
    try:
        value = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number,
                           parse_int=_whole)  # fmt: skip
    except UnicodeDecodeError:
        raise Unreadable("The file is not in UTF-8.") from None
    except RecursionError:
        raise Unreadable(f"The file is nested deeper than {DEEPEST} levels.") from None
    except Unreadable:
        raise
    except ValueError as fault:
        raise Unreadable(f"The file is not JSON: {fault}.") from None
    if _depth(value) > DEEPEST:
        raise Unreadable(f"The file is nested deeper than {DEEPEST} levels.")
    items = _items(value)
    if len(items) > ITEMS_MAX:
        raise Unreadable(f"The file has {len(items):,} annotations, and {ITEMS_MAX:,} is the most.")
    return tuple(_incoming(number, item) for number, item in enumerate(items, 1))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Unreadable("The file gives a key twice in one object.")
    return found


def _whole(digits: str) -> int | None:
    """None for one that no text is long enough for."""
    return int(digits) if len(digits) <= DIGITS_MAX else None


def _no_number(name: str) -> Any:
    raise Unreadable(f"The file holds {name}, which is no number in JSON.")


def _depth(value: Any) -> int:
    """Levels of lists and objects, counted without recursion."""
    deepest, level = 0, [value]
    while level and deepest <= DEEPEST:
        inner = [each for each in level if isinstance(each, dict | list)]
        deepest += bool(inner)
        level = [part for each in inner for part in (each.values() if isinstance(each, dict) else each)]
        if not inner:
            break
    return deepest


def _items(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        raise Unreadable("The file holds no annotations: neither a page of them, nor a list, nor one.")
    if "items" in value and isinstance(value["items"], list):
        return list(value["items"])
    if isinstance(value.get("first"), dict):
        return _items(value["first"])
    if "target" in value:
        return [value]
    raise Unreadable("The file holds no annotations: an AnnotationPage has them under “items”.")


def _incoming(number: int, item: Any) -> Incoming:
    if not isinstance(item, dict):
        return Incoming(number, faults=("It is no object.",))
    faults: list[str] = []
    remarks: list[str] = []
    body, replacement = _bodies(item, faults)
    target = _target(item, faults)
    stance = _stance(item, remarks)
    created = _created(item)
    return Incoming(
        number=number, id=_text(item.get("id")), created=created, creator=_creator(item), stance=stance,
        body=body, replacement=replacement if stance == "suggests" else "",
        entry=_own(item, "entry"), about=_own(item, "about"), field=_own(item, "field"),
        faults=tuple(faults), remarks=tuple(remarks), **target,
    )  # fmt: skip


def _many(value: Any) -> list[Any]:
    """What may be one thing or a list of things."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:
    return value if isinstance(value, str) and _is_text(value) else ""


def _is_text(value: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in value)


def _own(item: Mapping[str, Any], term: str) -> str:
    """A term of ours, with its prefix or without."""
    return _text(item.get(term) or item.get(f"{OWN}:{term}"))


def _bodies(item: Mapping[str, Any], faults: list[str]) -> tuple[str, str]:
    """What is said, and the words to put in place."""
    said, replacement = [_text(item.get("bodyValue"))], ""
    for body in _many(item.get("body")):
        if isinstance(body, str):
            if body.startswith(("http://", "https://", "urn:")):
                faults.append("Its body is an address; only text can be brought in.")
            said.append(_text(body))
            continue
        if not isinstance(body, dict):
            continue
        if _text(body.get("format")) not in FORMATS:
            faults.append(f"Its body is {_text(body.get('format'))}; only plain text and Markdown can be brought in.")
            continue
        value = _text(body.get("value"))
        if "editing" in _many(body.get("purpose")):
            replacement = value
        else:
            said.append(value)
    text = "\n\n".join(filter(None, said))
    if not text.strip() and not faults:
        beside = "It says nothing beside the words to put in place: give it a sentence."
        faults.append(beside if replacement else "It says nothing.")
    return text, replacement


def _target(item: Mapping[str, Any], faults: list[str]) -> dict[str, Any]:
    targets = _many(item.get("target"))
    if len(targets) != 1:
        several = "It has several targets; give each one of its own."
        faults.append(several if targets else "It must have one target.")
        return {}
    (target,) = targets
    if "replying" in _motivations(item):
        named = target.get("id") or target.get("source") if isinstance(target, dict) else target
        if not _text(named):
            faults.append("It is an answer, and does not say to what.")
        return {"reply_to": _text(named)}
    if isinstance(target, str):
        return {"source": _text(target)}
    if not isinstance(target, dict):
        faults.append("Its target is neither an address nor an object.")
        return {}
    found: dict[str, Any] = {"source": _text(target.get("source"))}
    for selector in _many(target.get("selector")):
        found |= _selector(selector)
    return found


def _selector(selector: Any) -> dict[str, Any]:
    """Quote and position; others say nothing that could be used here."""
    if not isinstance(selector, dict):
        return {}
    if selector.get("type") == "TextQuoteSelector":
        return {name: _text(selector.get(name)) for name in ("exact", "prefix", "suffix")}
    start = selector.get("start")
    if selector.get("type") == "TextPositionSelector" and type(start) is int and 0 <= start < 10**9:
        return {"start": start}
    return {}


def _motivations(item: Mapping[str, Any]) -> list[str]:
    return [_text(each).removeprefix("oa:") for each in _many(item.get("motivation"))]


def _stance(item: Mapping[str, Any], remarks: list[str]) -> str:
    if (own := _own(item, "stance")) in MOTIVATIONS:
        return own
    motivations = _motivations(item)
    if "replying" in motivations:
        return ""
    known = next((_STANCES[each] for each in motivations if each in _STANCES), None)
    if known is None:
        remarks.append("It does not say whether it supports, challenges, asks or suggests: it is taken as asking.")
    return known or "asks"


def _creator(item: Mapping[str, Any]) -> str:
    """In one line; "" for a name that cannot be kept."""
    try:
        return canonical_line(", ".join(_names(_many(item.get("creator")))))[:NAME_MAX]
    except ValueError:
        return ""


def _names(creators: Sequence[Any]) -> Iterator[str]:
    for creator in creators:
        if isinstance(creator, str):
            yield _text(creator)
        elif isinstance(creator, dict):
            names = [_text(name) for key in ("name", "nickname", "id") for name in _many(creator.get(key))]
            yield next(filter(None, names), "")


def _created(item: Mapping[str, Any]) -> datetime | None:
    """None for what is no moment with its zone."""
    try:
        found = datetime.fromisoformat(_text(item.get("created")))
    except ValueError:
        return None
    return found if found.tzinfo else None
