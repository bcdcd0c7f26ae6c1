"""Where notes stand after their text changed, in one of eight verdicts each. Pure: the same texts, the same verdicts.

A passage is followed by its own words first and by the alignment of the two texts second; one that is merely like it is
never taken for it.
"""

from collections.abc import Sequence

from options.analysis.anchoring.alignment import Alignment
from options.analysis.anchoring.likeness import Index, Quote
from options.analysis.anchoring.passages import Change, anchored
from options.analysis.anchoring.selectors import Selector
from options.analysis.anchoring.texts import Text
from options.analysis.anchoring.verdicts import Anchored


def reanchored(old: str, new: str | None, selectors: Sequence[Selector]) -> tuple[Anchored, ...]:
    """One verdict for each passage of a field, in their order.

    `old` is the canonical text on which the selectors were made; `new` is the text as it is now, None when the field or
    its cell is gone. Raises ValueError when a selector does not stand in `old`. Two hundred passages of a text of
    100,000 code points take about a second.
    """
    if not all(selector.stands_in(old) for selector in selectors):
        raise ValueError("a selector does not stand in the text that it was made on")
    if new is None:
        return tuple(Anchored("field-gone") for _ in selectors)
    if old == new:
        return tuple(Anchored("same", each.start, each.end, 1.0) for each in selectors)
    before, after = Text(old), Text(new)
    change = Change(Alignment(before, after), Index(after))
    return tuple(anchored(change, selector) for selector in selectors)


def reanchored_field(old: str, new: str | None) -> Anchored:
    """The verdict on a note on a whole field: it stays with the field, whatever becomes of the words, and says `edited`
    when they changed. No start and end; the score is the likeness of the two texts."""
    if new is None:
        return Anchored("field-gone")
    if old == new:
        return Anchored("same", score=1.0)
    return Anchored("edited", score=Quote(old).likeness(Text(new), 0, len(new)))
