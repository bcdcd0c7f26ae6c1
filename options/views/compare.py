"""Options side by side, the picker before it, and the same table as a file."""

from collections.abc import Callable
from typing import Final
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from options import words
from options.bundle.reading import Reading
from options.jinja import url
from options.pages import picks
from options.pages.compare import comparison, exports, picker, printed, selection
from options.pages.compare.wording import Wording
from options.views.notes import counted
from options.views.parts import PICKS_COOKIE, dossier_and_reading, page, reader, render, render_part, wants_part


@page
def compare(request: HttpRequest, dossier_slug: str) -> HttpResponse:
    """The table; with fewer than two options, or when asked to choose, the picker."""
    dossier, reading = dossier_and_reading(request, dossier_slug)
    asked = selection.read(dict(request.GET.lists()), reading)
    say = wording()
    context = {"say": say, "s": asked, "notices": [say.problem(problem) for problem in asked.problems]}
    if asked.choose or len(asked.options) < 2:
        return choose(request, reading, asked, context)
    shown = comparison.compare(reading, asked)
    links = {o.slug: url("option", reading.slug, o.slug) for o in shown.options}
    context |= {"counts": counted(request, dossier), "writes": reader(request).saves}
    context |= {"c": shown, "links": links, "sources": printed.sources(shown, reading, say)}
    response = render_part(request, "compare/page.html", "compare/_swap.html", reading, context, section="compare")
    if wants_part(request):  # one view has one address, whatever the form sent
        response.headers["HX-Push-Url"] = f"{request.path}?{asked.query}"
    return response


def choose(
    request: HttpRequest, reading: Reading, asked: selection.Selection, context: dict[str, object]
) -> HttpResponse:
    """Options to tick. Those in the address are ticked; without any, those kept while reading."""
    ticked = asked.options or picks.read(request.COOKIES.get(PICKS_COOKIE, ""), reading).slugs
    context |= {"p": picker.picker(reading, ticked), "most": selection.MAX_OPTIONS}
    return render(request, "compare/picker.html", reading, context, section="compare")


def wording() -> Wording:
    return Wording(gettext, ngettext, words.word, words.jurisdiction, words.dateword, words.words)


Writer = Callable[[exports.Exported], bytes]
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WRITERS: Final[dict[str, tuple[str, Writer]]] = {
    "csv": ("text/csv; charset=utf-8", exports.csv),
    "xlsx": (XLSX, exports.xlsx),
    "docx": (DOCX, exports.docx),
    "json": ("application/json", exports.json),
}


@require_safe
def export(request: HttpRequest, dossier_slug: str, kind: str) -> HttpResponse:
    """Exactly what the page at the same address shows, as a file. Less than two options make no table: 422.

    Never kept by a shared cache: the page's cache keeps bodies and not the name of the file.
    """
    _dossier, reading = dossier_and_reading(request, dossier_slug)
    asked = selection.read(dict(request.GET.lists()), reading)
    if len(asked.options) < 2:
        message = _("Name at least two options of this dossier in the address, as o=… and o=…, to have them as a file.")
        response = HttpResponse(message, status=422, content_type="text/plain; charset=utf-8")
    else:
        address = request.build_absolute_uri(f"{url('compare', reading.slug)}?{asked.query}")
        shown = comparison.compare(reading, asked)
        content_type, write = WRITERS[kind]
        exported = exports.Exported(shown, reading, wording(), address, timezone.now(), timezone.localdate())
        response = HttpResponse(write(exported), content_type=content_type)
        response.headers["Content-Disposition"] = disposition(f"{reading.slug}-comparison.{kind}")
    response.headers["Cache-Control"] = "private, no-store"
    patch_vary_headers(response, ("Cookie", "Accept-Language"))
    return response


def disposition(name: str) -> str:
    """A slug holds letters, digits and hyphens only; quoted all the same, so that no name can end the header early."""
    return f'attachment; filename="{quote(name)}"'
