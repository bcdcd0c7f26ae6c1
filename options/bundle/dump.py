"""Writes a document so that people can read it and `load` gives the same document again."""

import json
import re
from typing import Any, Final

import yaml

from options.bundle.canonical import canonical_json, content_hash
from options.bundle.document import Document
from options.bundle.events import FLOAT

__all__ = ["canonical_json", "content_hash", "plain_to_yaml", "public", "to_json", "to_plain", "to_yaml"]

WIDTH: Final = 120
# Keys that belong further forward than the classes have them: key -> it stands before the first of these.
_BEFORE: Final = {
    "bearings": ("arguments", "citations"),
    "helps": ("citations",),
    "exported_version": ("notes",),
}


def public(document: Document) -> Document:
    """Without exercises, whose role cards are confidential."""
    return document.model_copy(update={"exercises": ()})


def to_plain(document: Document) -> dict[str, Any]:
    """Plain values, keys in the order of the format's description, without what has its default."""
    plain = document.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {key: _placed(value) for key, value in plain.items()}


def to_json(document: Document) -> str:
    return json.dumps(to_plain(document), ensure_ascii=False, indent=2) + "\n"


def to_yaml(document: Document) -> str:
    return plain_to_yaml(to_plain(document))


def plain_to_yaml(plain: Any) -> str:
    """Plain values as the text that people edit; the strict loader reads the same values back."""
    text: str = yaml.dump(
        plain, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH, default_flow_style=False
    )
    return text.removesuffix("...\n") if isinstance(plain, str) else text


def _placed(value: Any) -> Any:
    if isinstance(value, list):
        return [_placed(item) for item in value]
    if not isinstance(value, dict):
        return value
    keys = list(value)
    for key, others in _BEFORE.items():
        if key in value and (later := [keys.index(other) for other in others if other in value]):
            keys.remove(key)
            keys.insert(min(later), key)
    return {key: value[key] for key in keys}


class _Dumper(yaml.SafeDumper):
    """No aliases; paragraphs as blocks; pairs of numbers on one line; quotes wherever some reader would need them."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def text(self, data: str) -> yaml.ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:str", data, style="|" if "\n" in data else None)

    def list(self, data: list[Any]) -> yaml.SequenceNode:
        numbers = bool(data) and all(isinstance(item, int | float) for item in data)
        return self.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=numbers)


_Dumper.add_representer(str, _Dumper.text)
_Dumper.add_representer(list, _Dumper.list)
# Words that our loader takes for numbers and older YAML does not, so that they too are quoted as text.
_Dumper.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(f"(?:{FLOAT})$"), list("-+0123456789."))
