"""Text as readers see it: pure functions for pages, pictures and exports. No translation happens here."""

import re
from collections.abc import Iterable
from typing import Any, Final

from markupsafe import Markup, escape

from options.analysis.scales import BASIS

_OPENING: Final = re.compile(r"""(^|[\s(\[{“‘«—–/])(["'])""")
_NUMBERS: Final = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_INITIALS: Final = frozenset({"us", "eu", "un", "uk"})  # slugs that are initials


def curly(text: str) -> str:
    """Straight quotes as typographic ones, one code point for one, so that stored offsets stay true."""
    if '"' not in text and "'" not in text:
        return text
    for _ in range(2):  # twice: a quote may stand right behind another
        text = _OPENING.sub(lambda m: m[1] + ("“" if m[2] == '"' else "‘"), text)
    return text.replace('"', "”").replace("'", "’")


def short(title: str) -> str:
    """A title without its closing parenthesis, for column heads and pictures."""
    return title.partition(" (")[0] or title


def lc(title: str) -> str:
    """A title inside a sentence: first letter small, unless the first word is initials (US, DEA)."""
    return title if len(title) > 1 and title[1].isupper() else title[:1].lower() + title[1:]


def number_word(n: int) -> str:
    """An English number below a hundred as prose wants it; figures from a hundred on."""
    if not 0 <= n < 100:
        return str(n)
    if n < 20:
        return _NUMBERS[n]
    return _TENS[n // 10 - 2] + (f"-{_NUMBERS[n % 10]}" if n % 10 else "")


def plain(slug: str) -> str:
    """A slug as words: us-domestic -> US domestic."""
    return " ".join(part.upper() if part in _INITIALS else part for part in slug.split("-"))


def sentence(text: str) -> str:
    """First letter large, the rest untouched (str.capitalize would flatten names)."""
    return text[:1].upper() + text[1:]


def bases(citations: Iterable[Any]) -> list[tuple[str, int]]:
    """Which bases some citations name, in the fixed order, with how many of each."""
    found = [c.basis for c in citations or ()]
    return [(basis, found.count(basis)) for basis in BASIS if basis in found]


def paragraphs(text: str) -> Markup:
    """Plain text as escaped paragraphs: a blank line parts them, a single line end is a line break."""
    parts = re.split(r"\n{2,}", curly(text))
    return Markup("").join(
        Markup("<p>{}</p>").format(Markup("<br>").join(escape(line) for line in part.split("\n"))) for part in parts
    )


def spread(values: Iterable[int]) -> str:
    """Numbers as ranges: 1, 2, 3, 7 -> 1–3, 7."""
    runs: list[list[int]] = []
    for n in sorted(set(values)):
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    return ", ".join(
        str(run[0]) if len(run) == 1 else f"{run[0]}{'–' if len(run) > 2 else ', '}{run[-1]}" for run in runs
    )
