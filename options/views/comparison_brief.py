"""A saved comparison as a brief: its own name, note, scores and reasons, on the version that it was saved on."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from options import pdf
from options.briefs import TYPES, Made, make
from options.bundle.reading import Reading
from options.jinja import url
from options.models import Comparison
from options.notices import notices
from options.pages.brief.asked import Saved
from options.pages.comparisons import own_scores, reasons_kept, selected
from options.pages.query import Query
from options.pages.weigh import selection
from options.pages.weigh.selection import EVERYTHING, Selection
from options.views.files import brief_file_reply
from options.views.parts import comparison_of, render, unlisted


@require_safe
@unlisted
def comparison_brief(request: HttpRequest, link: UUID) -> HttpResponse:
    """The page; as saved, or with an address as the weighing has it, of that instead."""
    found = comparison_of(request, link)
    query = Query(dict(request.GET.lists()))
    reading, asked, saved = parts_of(request, found, query)
    made = made_of(request, found, reading, asked, saved)
    files = {kind: f"{url(f'comparison-brief-{kind}', found.link)}?{asked.query or EVERYTHING}" for kind in TYPES}
    context = {
        "b": made.brief, "pictures": made.pictures, "back": result_address(found, asked, saved), "files": files,
        "back_to": _("Weigh") if saved.further else found.stands.title, "pdf": pdf.is_there(), "comparison": found,
        "notices": notices(query) if request.GET else [],
    }  # fmt: skip
    return render(request, "brief/page.html", reading, context, section="weigh")


@require_safe
@unlisted
def comparison_brief_file(request: HttpRequest, link: UUID, kind: str) -> HttpResponse:
    found = comparison_of(request, link)
    query = Query(dict(request.GET.lists()))
    paper = query.one("paper", pdf.PAPERS) or pdf.PAPERS[0]
    reading, asked, saved = parts_of(request, found, query)
    brief_of = partial(made_of, request, found, reading, asked, saved)
    name = f"{reading.slug}-comparison"
    return brief_file_reply(request, reading, asked, kind, paper=paper, name=name, brief_of=brief_of)


def parts_of(request: HttpRequest, found: Comparison, query: Query) -> tuple[Reading, Selection, Saved]:
    """The reading it stands on, what is weighed, and what it adds of its own."""
    save = found.stands
    reading = save.reading(found.dossier)
    kept = selected(reading, save.query)[0]
    asked = selection.read(query, reading) if set(request.GET) - {"paper"} else kept
    reasons = reasons_kept(reading, save.reasons, kept, asked)
    further = asked.query != kept.query
    return reading, asked, Saved(save.title, save.note, own_scores(reading, save.scores), reasons, further)


def result_address(found: Comparison, asked: Selection, saved: Saved) -> str:
    """Where the page of this result is: that of the comparison, or of weighing further on it."""
    if saved.further:
        return f"{url('comparison-weigh', found.link)}?{asked.query or EVERYTHING}"
    return found.get_absolute_url()


def made_of(request: HttpRequest, found: Comparison, reading: Reading, asked: Selection, saved: Saved) -> Made:
    address = request.build_absolute_uri(result_address(found, asked, saved))
    return make(reading, asked, address=address, today=timezone.localdate(), saved=saved)
