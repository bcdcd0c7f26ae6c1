"""A saved comparison as a brief: its own name, note, scores and reasons, on the version that it was saved on."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from options import pdf
from options.briefs import TYPES, Made, make, written
from options.bundle.reading import Reading
from options.jinja import url
from options.models import Comparison
from options.notices import notices
from options.pages.brief.asked import Saved
from options.pages.comparisons import own_scores, selected
from options.pages.query import Query
from options.pages.weigh import selection
from options.pages.weigh.selection import Selection
from options.views.parts import comparison_of, download, refused, render, unlisted


@require_safe
@unlisted
def comparison_brief(request: HttpRequest, link: UUID) -> HttpResponse:
    """The page; as saved, or with an address as the weighing has it, of that instead."""
    found = comparison_of(request, link)
    query = Query(dict(request.GET.lists()))
    reading, asked, saved = parts_of(request, found, query)
    made = made_of(request, found, reading, asked, saved)
    files = {kind: f"{url(f'comparison-brief-{kind}', found.link)}?{asked.query or 'o='}" for kind in TYPES}
    context = {
        "b": made.brief, "pictures": made.pictures, "back": found.get_absolute_url(), "files": files,
        "pdf": pdf.is_there(), "notices": notices(query) if request.GET else [], "comparison": found,
    }  # fmt: skip
    return render(request, "brief/page.html", reading, context, section="weigh")


@require_safe
@unlisted
def comparison_brief_file(request: HttpRequest, link: UUID, kind: str) -> HttpResponse:
    found = comparison_of(request, link)
    query = Query(dict(request.GET.lists()))
    paper = query.one("paper", pdf.PAPERS) or pdf.PAPERS[0]
    reading, asked, saved = parts_of(request, found, query)
    if kind == "pdf" and (why := pdf.refusal(len(asked.options))):
        return refused(*why)
    made = made_of(request, found, reading, asked, saved)
    body = pdf.write(made, reading, paper) if kind == "pdf" else written(made, kind, timezone.now())
    return download(body, TYPES[kind], f"{reading.slug}-comparison.{kind}")


def parts_of(request: HttpRequest, found: Comparison, query: Query) -> tuple[Reading, Selection, Saved]:
    """The reading it stands on, what is weighed, and what it adds of its own."""
    save = found.stands
    reading = save.reading(found.dossier)
    named = set(request.GET) - {"paper"}
    asked = selection.read(query, reading) if named else selected(reading, save.query)[0]
    return reading, asked, Saved(save.title, save.note, own_scores(reading, save.scores), save.reasons)


def made_of(request: HttpRequest, found: Comparison, reading: Reading, asked: Selection, saved: Saved) -> Made:
    address = request.build_absolute_uri(found.get_absolute_url())
    return make(reading, asked, address=address, today=timezone.localdate(), saved=saved)
