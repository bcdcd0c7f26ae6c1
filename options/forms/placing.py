"""Faults of a whole entry, put back beside the field that each is about."""

import re
from typing import Any, Final

from django import forms

from options.bundle.faults import Path, spelled
from options.forms.structured import YamlField

_STEP: Final = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


def steps(path: str) -> Path:
    """`exposures[3].rationale` -> ("exposures", 3, "rationale")."""
    return tuple(int(number) if number else name for number, name in _STEP.findall(path))


def sentence(message: str) -> str:
    """`must not be empty` -> `Must not be empty.`"""
    return message[:1].upper() + message[1:] + ("" if message.endswith((".", "?")) else ".")


class TakesFaults(forms.BaseForm):
    """A form that a fault can be placed on after it was found valid."""

    def place(self, path: Path, message: str) -> None:
        """`path` is inside what this form says. What no field stands for is told above the fields."""
        name = str(path[0]) if path and path[0] in self.fields else None
        rest = path[1:] if name else path
        field: Any = self.fields[name] if name else None
        if name and isinstance(field, YamlField):
            message = field.said(str(self[name].value() or ""), rest, message)
        elif rest:
            message = f"{spelled(rest)}: {message}"
        self.add_error(name, sentence(message))
