"""Numbers as reports show them: 12 significant digits, far more than draws can tell."""

import math
from collections.abc import Mapping
from typing import Final

DIGITS: Final = 12

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]


def rounded(value: object) -> Plain:
    """The same plain value with every float at 12 significant digits, -0.0 as 0.0 and tuples as lists.

    Of mappings with texts as keys, lists, tuples, texts, numbers, booleans and None, to any depth. ValueError for a
    float that is not finite, TypeError for anything else.
    """
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, Mapping):
        return {key: rounded(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(each) for each in value]
    raise TypeError(f"{type(value).__name__} is no plain value")


def _float(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError(f"{value} is no finite number")
    return float(f"{value:.{DIGITS}g}") + 0.0
