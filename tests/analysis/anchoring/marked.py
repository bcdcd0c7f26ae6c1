"""Texts with ⟦ ⟧ around passages, as plain texts and ranges."""

import re

from options.analysis.anchoring.canonical import canonical
from options.analysis.anchoring.selectors import Selector


def read(marked):
    """(text, ranges) of a canonical text in which ⟦ ⟧ stand around passages."""
    parts = re.split("[⟦⟧]", canonical(marked))
    ends = [0]
    for part in parts:
        ends.append(ends[-1] + len(part))
    return "".join(parts), [(ends[i], ends[i + 1]) for i in range(1, len(parts), 2)]


def noted(marked):
    """(text, selector) of a text with one passage."""
    text, [span] = read(marked)
    return text, Selector.of(text, *span)
