"""Following annotations from text to text: what becomes of each anchor when its entry is published anew or redacted.

The words an annotation was written about come first: where they stand unchanged, it stands there. Only where they do
not is it followed from publication to publication, so that what was reworded twice is not lost, and what is changed
back is found again. What has no place is told so and waits for a person.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, Final

from options.analysis.anchoring.reanchoring import reanchored, reanchored_field
from options.analysis.anchoring.selectors import Selector
from options.analysis.anchoring.verdicts import ATTACHED, UNCHANGED, VERBATIM, Anchored, Verdict
from options.bundle import schema
from options.bundle.text_fields import cell, field_text
from options.models.revisions import REMOVED, Revision

GONE: Final[Verdict] = "field-gone"


def text_at(revision: Revision, about: Any, field: str) -> str | None:
    """The canonical text of a field of an entry, or of a cell of it, in a revision; None where it has none."""
    return text_in(revision.value(), about, field)


def text_in(content: schema.Part, about: Any, field: str) -> str | None:
    part = content if about is None else cell(content, about.kind, about.slug)
    return None if part is None else field_text(part, field)


def requote(note: Any, before: schema.Content, now: schema.Content) -> None:
    """The quote of an annotation as the redacted revision has it; only a mark where the passage is gone."""
    old, new = (text_in(content, note.about, note.field) for content in (before, now))
    found = reanchored(old, new, [note.selector])[0] if old and note.selector.stands_in(old) else Anchored("orphan")
    if new and found.start is not None and found.end is not None:
        quote: dict[str, Any] = asdict(Selector.of(new, found.start, found.end, longest=None))
    else:
        quote = {"exact": REMOVED[0], "prefix": "", "suffix": ""}
    for name, value in quote.items():
        setattr(note, name, value)
    note.save(update_fields=list(quote))


def replace(anchor: Any, before: schema.Content, now: schema.Content) -> None:
    """Where the passage at an anchor is in the same revision without the words."""
    old, new = (text_in(content, anchor.annotation.about, anchor.annotation.field) for content in (before, now))
    selector = Selector.of(old or "", anchor.start or 0, anchor.end or 0, longest=None)
    found = reanchored(old or "", new, [selector])[0]
    if found.start is None:
        anchor.verdict, anchor.decided_by, anchor.decided_at = found.verdict, None, None
    anchor.start, anchor.end, anchor.score = found.start, found.end, found.score
    anchor.save(update_fields=["verdict", "start", "end", "score", "decided_by", "decided_at"])


def moved(anchors: Iterable[Any], published: Revision) -> list[Any]:
    """The anchors of one entry, each with its verdict on what was published."""
    fields: dict[tuple[int | None, str], list[Any]] = defaultdict(list)
    for anchor in anchors:
        fields[anchor.annotation.about_id, anchor.annotation.field].append(anchor)
    contents: dict[int, schema.Content] = {}
    for (_about, field), rows in fields.items():
        texts = _Texts(contents, rows[0].annotation.about, field)
        new = texts.of(published)
        passages = [row for row in rows if row.annotation.selector]
        for anchor in rows:
            if not anchor.annotation.selector:
                old = texts.of(anchor.annotation.made_on) or ""
                _settle(anchor, published, reanchored_field(old, new))
        for anchor, found in zip(passages, _followed(passages, texts, new), strict=True):
            _settle(anchor, published, found)
    return [anchor for rows in fields.values() for anchor in rows]


class _Texts:
    """The texts of one field in several revisions, each read once. `contents` is shared by the fields of an entry."""

    def __init__(self, contents: dict[int, schema.Content], about: Any, field: str) -> None:
        self.contents, self.about, self.field = contents, about, field
        self.known: dict[int, str | None] = {}

    def of(self, revision: Revision) -> str | None:
        if revision.pk not in self.contents:
            self.contents[revision.pk] = revision.value()
        if revision.pk not in self.known:
            self.known[revision.pk] = text_in(self.contents[revision.pk], self.about, self.field)
        return self.known[revision.pk]


def _followed(anchors: Sequence[Any], texts: _Texts, new: str | None) -> list[Anchored]:
    """By the very words if they stand there; else, and where a person chose the place, from where each stood last."""
    first = _against(anchors, texts, new, [(a.annotation.made_on, a.annotation.selector) for a in anchors])
    lost = [
        i
        for i, (anchor, found) in enumerate(zip(anchors, first, strict=True))
        if anchor.start is not None and (anchor.decided_by_id or found.verdict not in VERBATIM)
    ]
    steps = [(anchors[i].revision, _where(anchors[i], texts)) for i in lost]
    for i, found in zip(lost, _against([anchors[i] for i in lost], texts, new, steps), strict=True):
        first[i] = _worse(anchors[i].verdict, found)
    return first


def _where(anchor: Any, texts: _Texts) -> Selector | None:
    """The passage where an anchor stands, as a selector of the text of its revision."""
    text = texts.of(anchor.revision)
    if text is None or anchor.start is None or anchor.end is None:
        return None
    return Selector.of(text, anchor.start, anchor.end, longest=None)  # rewording may have made it longer than a quote


def _against(
    anchors: Sequence[Any], texts: _Texts, new: str | None, steps: Sequence[tuple[Revision, Selector | None]]
) -> list[Anchored]:
    """One verdict for each anchor; those from one revision are worked out together."""
    found: list[Anchored] = [Anchored(GONE if new is None else "orphan")] * len(anchors)
    together: dict[int, list[int]] = defaultdict(list)
    for i, (revision, selector) in enumerate(steps):
        if selector is not None and selector.stands_in(texts.of(revision) or ""):  # redacted words stand nowhere
            together[revision.pk].append(i)
    for places in together.values():
        old = texts.of(steps[places[0]][0])
        selectors = [selector for i in places if (selector := steps[i][1]) is not None]
        for i, verdict in zip(places, reanchored(old or "", new, selectors), strict=True):
            found[i] = verdict
    return found


def _worse(before: Verdict, step: Anchored) -> Anchored:
    """The verdict on several changes in a row: what was reworded before stays reworded."""
    if step.verdict in UNCHANGED and before in ATTACHED - UNCHANGED:
        return Anchored(before, step.start, step.end, step.score)
    return step


def _settle(anchor: Any, published: Revision, found: Anchored) -> None:
    kept = anchor.decided_by_id is not None and (found.verdict in ATTACHED) != anchor.let_go
    anchor.revision, anchor.verdict = published, found.verdict
    anchor.start, anchor.end, anchor.score = found.start, found.end, found.score
    anchor.candidates = [[place.start, place.end, round(place.score, 4)] for place in found.candidates]
    if not kept:
        anchor.decided_by, anchor.decided_at, anchor.let_go = None, None, False
