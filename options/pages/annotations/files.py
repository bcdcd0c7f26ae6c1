"""Annotations as files: JSON-LD after the W3C Web Annotation Data Model (Recommendation 2017), CSV and Markdown.

What the caller gives is what is written; who may read what is settled before.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from options.analysis.anchoring.selectors import Selector
from options.bundle import spreadsheet

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
OWN: Final = "policy"  # prefix of the terms that the W3C's vocabulary lacks
# Motivations are the W3C's; supports and challenges are both assessments, so our own term keeps them apart.
MOTIVATIONS: Final = {"supports": "assessing", "challenges": "assessing", "asks": "questioning", "suggests": "editing"}
# HTML, entities, pictures, and what would give a name in somebody else's text another meaning
_ALIVE: Final = re.compile(r"[<&]|!(?=\[)|\[(?=[^\]]*\]:)")
_HEADING: Final = re.compile(r"^(\s*)(#|=+\s*$|-+\s*$)")  # also the line below one; notes have none
_ESCAPED: Final = r"\\\g<0>"
_MARKS: Final = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")

Say = Callable[[str], str]


@dataclass(frozen=True)
class Exported:
    """One annotation. Addresses are whole; times have a zone; entries are (kind, slug).

    `title`: of what it is about, for people; `source`: the permanent address of the revision it was written on;
    `selector`: its passage there; `verdict`: what became of it since; `reply_to`: the address of what it answers;
    `brought_by`: who brought in what another wrote.
    """

    address: str
    created: datetime
    modified: datetime | None
    creator: str
    stance: str
    state: str
    visibility: str
    body: str
    replacement: str
    entry: tuple[str, str]
    about: tuple[str, str] | None
    field: str
    title: str
    source: str
    selector: Selector | None
    verdict: str
    reply_to: str
    brought_by: str = ""


# --- JSON-LD ---


def jsonld(notes: Iterable[Exported], *, address: str, label: str) -> bytes:
    """An AnnotationPage, or where there is nothing to put on one an empty AnnotationCollection. `address` is that of
    the file; terms of our own stand under it, with a prefix, for the W3C has other meanings for some of the words."""
    items = [_annotation(note) for note in notes]
    page = {
        "@context": [CONTEXT, {OWN: f"{address.partition('?')[0]}#"}],
        "id": address,
        "type": "AnnotationPage" if items else "AnnotationCollection",
        "label": label,
        **({"startIndex": 0, "items": items} if items else {"total": 0}),
    }
    return json.dumps(page, ensure_ascii=False, indent=1).encode() + b"\n"


def _annotation(note: Exported) -> dict[str, Any]:
    every = {
        "id": note.address,
        "type": "Annotation",
        "created": moment(note.created),
        "modified": moment(note.modified) if note.modified else None,
        "creator": {"type": "Person", "name": note.creator},
        "motivation": MOTIVATIONS.get(note.stance, "replying"),
        "body": _bodies(note),
        "target": note.reply_to or _target(note),
        f"{OWN}:stance": note.stance,
        f"{OWN}:state": note.state,
        f"{OWN}:visibility": note.visibility,
        f"{OWN}:verdict": note.verdict,
        f"{OWN}:entry": ":".join(note.entry),
        f"{OWN}:about": ":".join(note.about) if note.about else "",
        f"{OWN}:field": note.field,
        f"{OWN}:broughtInBy": note.brought_by,
    }
    return {name: value for name, value in every.items() if value not in (None, "", [])}


def _bodies(note: Exported) -> list[dict[str, str]]:
    """What is said; and for a suggestion the words to put in place. None of what was withdrawn."""
    found: list[dict[str, str]] = []
    if note.state == "withdrawn":
        return found
    if note.body:
        purpose = "replying" if note.reply_to else "commenting"
        found.append({"type": "TextualBody", "value": note.body, "format": "text/markdown", "purpose": purpose})
    if note.replacement:
        found.append({"type": "TextualBody", "value": note.replacement, "format": "text/plain", "purpose": "editing"})
    return found


def _target(note: Exported) -> dict[str, Any]:
    target: dict[str, Any] = {"type": "SpecificResource", "source": note.source}
    if note.selector:
        quote = {"type": "TextQuoteSelector", "exact": note.selector.exact,
                 "prefix": note.selector.prefix, "suffix": note.selector.suffix}  # fmt: skip
        place = {"type": "TextPositionSelector", "start": note.selector.start, "end": note.selector.end}
        target["selector"] = [quote, place]
    return target


def moment(at: datetime) -> str:
    """xsd:dateTime in UTC, to the second."""
    return at.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


# --- CSV ---


def csv(notes: Iterable[Exported], *, say: Say) -> bytes:
    """One row each; a reply names what it answers. The byte order mark is for Excel."""
    _ = say
    header = (
        _("address"), _("answers"), _("date"), _("author"), _("brought in by"), _("stance"), _("state"), _("readers"),
        _("entry"), _("about"), _("field"), _("passage"), _("what became of it"), _("text"),
        _("words to put in its place"),
    )  # fmt: skip
    rows = tuple(
        (
            note.address, note.reply_to, moment(note.created), note.creator, note.brought_by, note.stance, note.state,
            note.visibility,
            ":".join(note.entry), ":".join(note.about or ()), note.field, note.selector.exact if note.selector else "",
            note.verdict, note.body, note.replacement,
        )
        for note in notes
    )  # fmt: skip
    return spreadsheet.to_csv(spreadsheet.Table(_("Annotations"), header, rows)).encode("utf-8-sig")


# --- Markdown ---


def markdown(notes: Sequence[Exported], *, address: str, label: str, say: Say) -> bytes:
    """Threads under the title of what they are about, answers below each. What people wrote stands in quotes, line by
    line, so that no heading or fence of theirs reaches out of it."""
    answers: dict[str, list[Exported]] = {}
    for note in notes:
        answers.setdefault(note.reply_to, []).append(note)
    known = {note.address for note in notes}
    threads = [note for note in notes if note.reply_to not in known]
    lines = [f"# {_plain(label)}", "", f"<{address}>", ""]
    for title in dict.fromkeys(note.title for note in threads):
        lines += [f"## {_plain(title)}", ""]
        for note in (each for each in threads if each.title == title):
            lines += _thread(note, answers.get(note.address, []), say)
    return ("\n".join(lines).rstrip() + "\n").encode()


def _thread(note: Exported, answers: Iterable[Exported], _: Say) -> list[str]:
    facts = (note.created.date().isoformat(), note.state, note.visibility)
    lines = [f"### {_plain(note.stance)}: {_by(note, _)}, {', '.join(facts)}", ""]
    if note.selector:
        lines += [*_quoted(note.selector.exact, "> > "), ""]
    lines += [*_quoted(note.body or _("withdrawn")), ""]
    if note.replacement:
        lines += [_("Words to put in its place:"), "", *_quoted(note.replacement), ""]
    for answer in answers:
        lines += [f"- **{_by(answer, _)}**, {answer.created.date().isoformat()}:", ""]
        lines += [*_quoted(answer.body or _("withdrawn"), "  > "), ""]
    return [*lines, f"<{note.address}>", ""]


def _by(note: Exported, _: Say) -> str:
    who = _plain(note.creator)
    return f"{who} ({_('brought in by')} {_plain(note.brought_by)})" if note.brought_by else who


def _quoted(text: str, mark: str = "> ") -> list[str]:
    lines = (_HEADING.sub(r"\1\\\2", _ALIVE.sub(_ESCAPED, line)) for line in text.splitlines())
    return [f"{mark}{line}".rstrip() for line in lines]


def _plain(text: str) -> str:
    """One line without marks of Markdown."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
