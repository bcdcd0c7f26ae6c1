"""Differences between two contents of one kind, field by field, and merging three of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final, NamedTuple

from options.bundle.regroup import canonical
from options.bundle.rules import SETS
from options.bundle.schema import CONTENT, Content, dump_content
from options.bundle.segments import WORK_MAX, Segment, pairs_of_equals, segments

Plain = dict[str, Any]

# Lists whose rows are known by a name and not by their place: list -> the keys that make the name.
NAMED_ROWS: Final[Mapping[str, tuple[str, ...]]] = {
    "exposures": ("risk",),
    "bearings": ("question",),
    "assessments": ("criterion",),
    "relations": ("a", "kind", "b"),
    "screening_tests": ("slug",),
    "roles": ("slug",),
    "rubric": ("slug",),
}
ABOUT: Final = {"exposures": "risk", "bearings": "legal-question", "assessments": "criterion"}
WHOLE: Final = ("requires", "depends_on", "points")  # an expression or a curve is read as one thing
_LABELS: Final = {
    "as_of": "as of",
    "by": "whose judgement",
    "exposures": "risk",
    "bearings": "legal question",
    "assessments": "score on",
    "helped_by": "helped by",
    "in_article": "in the article",
    "read": "how far it was read",
    "requires": "what it needs",
    "requires_note": "note on what it needs",
    "depends_on": "what it depends on",
    "url": "address",
    "archived_url": "archived address",
    "lead_actor": "lead",
    "proposed_by": "proposals",
}


@dataclass(frozen=True)
class FieldChange:
    """One field that differs. `old` and `new` are plain values, None where the field is missing.

    `path` counts list items of the new content (of the old one for what was taken out) and names cells by slug:
    `exposures[floods].rationale`. `about` is the entry that a cell is about. `segments` only where text became
    other text.
    """

    path: str
    label: str
    about: tuple[str, str] | None
    old: Any
    new: Any
    segments: tuple[Segment, ...] = ()


def diff(kind: str, old: Content | None, new: Content | None) -> tuple[FieldChange, ...]:
    """What differs between two contents of `kind`, in the order of its fields. None = the entry was not there."""
    before, after = (dump_content(content) if content else {} for content in (old, new))
    order = [field.alias or name for name, field in CONTENT[kind].model_fields.items()]
    return tuple(_changed_keys(before, after, (), order))


_Path = tuple[str | int, ...]  # a key as `.key`, a named row as `[name]`, an item by its index


def _changed_keys(before: Plain, after: Plain, path: _Path, order: list[str] | None = None) -> Iterator[FieldChange]:
    for key in order or {**before, **after}:
        yield from _changed(before.get(key), after.get(key), (*path, f".{key}"), key)


def _changed(before: Any, after: Any, path: _Path, key: str) -> Iterator[FieldChange]:
    if before == after:
        return
    if key in NAMED_ROWS and (before is None or after is None or isinstance(before, list)):
        yield from _changed_rows(_rows(before, key), _rows(after, key), path)
    elif isinstance(before, dict) and isinstance(after, dict) and key not in WHOLE:
        yield from _changed_keys(before, after, path)
    elif key in SETS or key in WHOLE or not (isinstance(before, list) and isinstance(after, list)):
        yield _change(path, before, after)
    else:
        yield from _changed_items(before, after, path)


def _changed_rows(before: Plain, after: Plain, path: _Path) -> Iterator[FieldChange]:
    for name in sorted({*before, *after}):
        yield from _changed(before.get(name), after.get(name), (*path, f"[{name}]"), "")


def _changed_items(before: list[Any], after: list[Any], path: _Path) -> Iterator[FieldChange]:
    """Lists whose order means something: equal items are matched, the ones between are compared pair by pair."""
    keys = [[repr(item) for item in items] for items in (before, after)]
    for _, i, j, k, m in _blocks(*keys):
        for at in range(max(j - i, m - k)):
            old, new = (items[s + at] if s + at < e else None for items, s, e in ((before, i, j), (after, k, m)))
            yield from _changed(old, new, (*path, i + at if new is None else k + at), "")


def _blocks(before: list[str], after: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    if pairs_of_equals(before, after) > WORK_MAX:
        return [("replace", 0, len(before), 0, len(after))]
    return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()


def _rows(rows: Any, key: str) -> Plain:
    return {name_of(key, row): row for row in rows or ()}


def name_of(key: str, row: Plain) -> str:
    """What a row of a list of NAMED_ROWS is called in paths."""
    return " ".join(str(row.get(part)) for part in NAMED_ROWS[key])


def _change(path: _Path, old: Any, new: Any) -> FieldChange:
    texts = isinstance(old, str) and isinstance(new, str)
    kind = ABOUT.get(str(path[0])[1:])
    about = (kind, str(path[1])[1:-1]) if kind else None
    parts = segments(old, new) if texts else ()
    return FieldChange(_spelled(path), _label(path), about, old, new, parts)


def _spelled(path: _Path) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else part for part in path)[1:]


def _label(path: _Path) -> str:
    """`exposures[floods].rationale` -> "risk floods, rationale"; items of lists are counted from 1."""
    words: list[str] = []
    for part in path:
        if isinstance(part, str) and part.startswith("."):
            words.append(_LABELS.get(part[1:], part[1:].replace("_", " ")))
        else:
            words[-1] = f"{words[-1].removesuffix('s')} {part + 1 if isinstance(part, int) else part[1:-1]}"
    return ", ".join(words)


# --- merging ---------------------------------------------------------------------------------------------------


class Merged(NamedTuple):
    """`conflicts`: paths that both sides changed, differently; there the content has what `mine` says."""

    content: Content
    conflicts: tuple[str, ...]


def merge_fields(kind: str, base: Content, mine: Content, theirs: Content) -> Merged:
    """What both sides made of `base`: by top-level field, by cell in lists of cells, by member in sets."""
    plain, conflicts = dict[str, Any](), list[str]()
    three = [dump_content(content) for content in (base, mine, theirs)]
    for key in dict.fromkeys(key for each in three for key in each):
        plain[key] = _merged_field(key, [each.get(key) for each in three], conflicts)
    if plain.get("requires_note") and not plain.get("requires"):
        conflicts.append("requires")
    content = CONTENT[kind].model_validate({key: value for key, value in plain.items() if value is not None})
    return Merged(canonical(content), tuple(conflicts))


def _merged_field(key: str, three: list[Any], conflicts: list[str]) -> Any:
    if key in NAMED_ROWS:
        rows = [_rows(each, key) for each in three]
        names = dict.fromkeys(name for each in rows for name in each)
        picked = [_pick([each.get(name) for each in rows], f"{key}[{name}]", conflicts) for name in names]
        merged = [row for row in picked if row is not None]
        if not merged and rows[1] and rows[2]:  # both left some, and together none: no list may be lost that way
            conflicts.append(key)
            return three[1]
        return merged or None
    if key in SETS:
        base, mine, theirs = (set(each or ()) for each in three)
        return sorted((mine & theirs) | (mine - base) | (theirs - base)) or None
    return _pick(three, key, conflicts)


def _pick(three: list[Any], path: str, conflicts: list[str]) -> Any:
    base, mine, theirs = three
    if mine not in (base, theirs) and theirs != base:
        conflicts.append(path)
    return theirs if mine == base else mine
