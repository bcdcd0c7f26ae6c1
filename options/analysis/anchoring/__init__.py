"""Where a note belongs when the text under it changes: selectors, alignment of two texts, eight verdicts. Pure.

Start at `reanchoring` (old text, new text, selectors: one verdict each) and `selectors` (what a note points at).
"""
