"""Form fields for what is no single text: lists of texts, lists of words, and nested values written as YAML."""

import re
from collections.abc import Sequence
from typing import Any, Final

import yaml
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from options.bundle.dump import plain_to_yaml
from options.bundle.events import Refused
from options.bundle.faults import Path, spelled
from options.bundle.parse import parse
from options.bundle.schema import TEXT_MAX

TYPED_MAX: Final = 50 * TEXT_MAX  # characters in one field; beyond it nobody types
EMPTY: Final[tuple[Any, ...]] = (None, "", [], {})
_LINE: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BREAK: Final = re.compile(r"^(\\*)---$", re.MULTILINE)


class _TypedField(forms.CharField):
    """A text area whose text stands for a value. What was typed is kept as it is when the value is refused."""

    widget = forms.Textarea
    rows = 6

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", TYPED_MAX)
        options.setdefault("required", False)
        super().__init__(strip=False, **options)
        self.widget.attrs |= {"rows": self.rows, "class": "vLargeTextField typed"}
        self.widget.attrs.pop("maxlength", None)

    def as_text(self, value: Any) -> str:
        raise NotImplementedError

    def as_value(self, text: str) -> Any:
        """Raises ValidationError."""
        raise NotImplementedError

    def prepare_value(self, value: Any) -> str:
        return value if isinstance(value, str) else self.as_text(value)

    def clean(self, value: Any) -> Any:
        text: str | None = super().clean(value)
        return self.as_value(text or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            value = self.as_value(self.to_python(data) or "")
        except ValidationError:
            return True
        return bool(value != initial and (value not in EMPTY or initial not in EMPTY))


class YamlField(_TypedField):
    """A nested value as YAML, read by the strict loader of the dossier format. Empty is None."""

    def __init__(self, *, empty: Any = None, **options: Any) -> None:
        super().__init__(**options)
        self.empty = empty
        self.widget.attrs |= {"class": "vLargeTextField yaml", "spellcheck": "false"}

    def as_text(self, value: Any) -> str:
        return "" if value in EMPTY else plain_to_yaml(value)

    def as_value(self, text: str) -> Any:
        if not text.strip():
            return self.empty
        try:
            value, twice = parse(text.encode("utf-8", "surrogatepass"))
        except Refused as refused:
            raise ValidationError(_("This %(problem)s.") % {"problem": refused}, code="yaml") from None
        if twice:
            raise ValidationError([f"{placed(text, each.path)}: {each.message}" for each in twice], code="yaml")
        return value

    def said(self, text: str, path: Path, message: str) -> str:
        """A fault inside the value, with its place in what was typed."""
        where = placed(text, path)
        return f"{where}: {message}" if where else message


class TextsField(_TypedField):
    """Texts, one in each paragraph. A line of three hyphens parts them instead where a text has paragraphs itself."""

    def as_text(self, value: Any) -> str:
        texts = [_BREAK.sub(r"\\\1---", text) for text in value or ()]
        if any(re.search(r"\n\s*\n", text) for text in texts):
            return "\n---\n".join(texts) + "\n---"
        return "\n\n".join(texts)

    def as_value(self, text: str) -> list[str]:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        parts = re.split(
            r"^---$" if re.search(r"^---$", text, re.MULTILINE) else r"\n[ \t]*\n", text, flags=re.MULTILINE
        )
        stripped = (part.strip() for part in parts)
        return [re.sub(r"^\\(\\*---)$", r"\1", part, flags=re.MULTILINE) for part in stripped if part]


class WordsField(_TypedField):
    """Slugs, parted by spaces, commas or line breaks."""

    rows = 2

    def as_text(self, value: Any) -> str:
        return ", ".join(value or ())

    def as_value(self, text: str) -> list[str]:
        return [word for word in re.split(r"[\s,]+", text) if word]


def placed(text: str, path: Path) -> str:
    """Where in a typed text a fault stands: `line 3, all_of[1].precondition`."""
    line = line_of(text, path)
    words = [_("line %(line)s") % {"line": line}] if line else []
    return ", ".join([*words, *([spelled(path)] if path else [])])


def line_of(text: str, path: Sequence[str | int]) -> int | None:
    """The line, from 1, of the value at a path, or of the nearest thing around it; None when it cannot be told."""
    try:
        node = yaml.compose(text, Loader=_LINE)
    except yaml.YAMLError:
        return None
    found = None
    for step in path:
        node = _inside(node, step)
        if node is None:
            break
        found = node
    return found.start_mark.line + 1 if found is not None else None


def _inside(node: Any, step: str | int) -> Any:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step]
    return None
