"""The template environment of our own pages (Jinja2); the admin keeps Django's templates.

Every string that a template prints passes `finalize`, which sets typographic quotes. What a person typed and may
send back (the value of a field) must therefore be printed as `{{ value|e }}`: markup is left as it is.
"""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from django_htmx.jinja import htmx_script
from jinja2 import Environment
from jinja2.environment import TemplateModule

from options import words
from options.analysis import scales
from options.bundle.reading import Reading
from options.pages import claims
from options.pages import words as text
from options.pictures import svg


def url(name: str, *args: Any, **query: Any) -> str:
    """The address of a route; keyword arguments become its query, those that are None or empty left out."""
    address = reverse(name, args=args)
    kept = {key: value for key, value in query.items() if value not in (None, "", (), [])}
    return f"{address}?{urlencode(kept, doseq=True)}" if kept else address


def entry_page(reading: Reading, kind: str, slug: str) -> str:
    """Where an entry is read; "" for one that has no page: an exercise, a claim that is archived."""
    if kind == "dossier":
        return url("overview", reading.slug)
    if kind == "claim" and slug in reading.claims:
        return url("claims", reading.slug, at=slug if len(reading.claims) > claims.PAGE else None)
    return "" if kind in ("claim", "exercise") else url(kind, reading.slug, slug)


def note_page(reading: Reading, row: Any) -> str:
    """Where an annotation is read beside what it is about; where that has no page, on its own."""
    page = entry_page(reading, row.entry.kind, row.entry.slug)
    return f"{page}#n-{row.link}" if page else str(row.get_absolute_url())


def finalize(value: Any) -> Any:
    """Plain strings get typographic quotes; markup, numbers and undefined values pass."""
    return text.curly(value) if type(value) is str else value


class Marks:
    """The macros of marks.html as `m`: looked up anew each time, so that an edited file is seen while developing."""

    def __init__(self, env: Environment) -> None:
        self._env = env

    def __getattr__(self, name: str) -> Any:
        return getattr(self._env.get_template("marks.html").make_module(), name)


def marks(env: Environment) -> Marks | TemplateModule:
    return Marks(env) if settings.DEBUG else env.get_template("marks.html").module


def environment(**options: Any) -> Environment:
    options.pop("autoescape", None)
    env = Environment(
        **options,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        finalize=finalize,
    )
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=gettext, ngettext=ngettext, pgettext=pgettext, npgettext=npgettext, newstyle=True
    )
    env.globals.update(
        url=url, entry_page=entry_page, note_page=note_page, static=static, get_language=get_language,
        htmx_script=htmx_script,
        scales=scales, hue=[tone.colour for tone in svg.HUE], legal_svg=svg.legal, state_svg=svg.state,
    )  # fmt: skip
    env.filters.update(
        word=words.word, words=words.words, dateword=words.dateword, clock=words.clock, jurisdiction=words.jurisdiction,
        short=text.short, lc=text.lc, curly=text.curly, sentence=text.sentence, bases=text.bases,
        paragraphs=text.paragraphs, spread=text.spread,
    )  # fmt: skip
    env.globals["m"] = marks(env)
    return env
