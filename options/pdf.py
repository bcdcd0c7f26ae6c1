"""A brief as PDF, by WeasyPrint where its libraries are there. It is loaded only when somebody asks for a PDF."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.utils.translation import gettext as _

from options.briefs import Made
from options.bundle.reading import Reading

PAPERS: Final = ("a4", "letter")
SIZES: Final = {"a4": "A4", "letter": "Letter"}
MOST_OPTIONS: Final = 40  # more would keep a process busy for longer than a reader waits
STYLE: Final = "css/paper.css"
_TURN: Final = Lock()


@cache
def weasyprint() -> Any:
    """The library; None where it or a library of the system that it needs is missing."""
    try:
        import weasyprint as found
    except (ImportError, OSError):
        return None
    return found


def is_there() -> bool:
    return weasyprint() is not None


def refusal(options: int) -> tuple[int, str] | None:
    """(status, sentence) where no PDF can be made."""
    if not is_there():
        return 404, _("This site makes no PDF files: Pango is not installed. Print the brief from the browser instead.")
    if options > MOST_OPTIONS:
        text = _("A PDF holds at most %(most)d options; this brief has %(n)d. Choose fewer, or take another form.")
        return 422, text % {"most": MOST_OPTIONS, "n": options}
    return None


@contextmanager
def turn() -> Iterator[bool]:
    """One PDF at a time in a process, for each takes seconds of it: False when another is being made.

    Nobody waits: the thread that would wait is the one that answers everybody else.
    """
    free = _TURN.acquire(blocking=False)
    try:
        yield free
    finally:
        if free:
            _TURN.release()


def write(made: Made, reading: Reading, paper: str) -> bytes:
    """The brief on A4 or Letter. Nothing is fetched, neither from the network nor from the disk."""
    context = {"b": made.brief, "pictures": made.pictures, "reading": reading, "paper": SIZES[paper]}
    html = get_template("brief/paper.html", using="jinja2").render(context)
    library = weasyprint()
    sheet = library.CSS(string=style(paper), url_fetcher=refuse)
    found: bytes = library.HTML(string=html, url_fetcher=refuse, base_url=None).write_pdf(stylesheets=[sheet])
    return found


def style(paper: str) -> str:
    """The style sheet of paper, with the size of the page."""
    sheet = Path(str(finders.find(STYLE))).read_text(encoding="utf-8")
    return f"@page {{ size: {SIZES[paper]} }}\n{sheet}"


def refuse(address: str, *_args: Any, **_options: Any) -> Any:
    """For WeasyPrint: whatever a text may name, no file and no address is opened."""
    raise ValueError(f"not fetched: {address[:80]}")
