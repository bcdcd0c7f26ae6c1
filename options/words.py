"""The values of the dossier format as words a reader sees, in the reader's language."""

import re
from datetime import date, datetime
from typing import Final

from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from options.pages.words import number_word, plain

# Values whose word is not simply the value, and those that must be translated. Slugs of a dossier's own
# (instruments, bodies of law) are not here: they are content.
_WORDS: Final = {
    "unilateral": gettext_noop("unilateral"),
    "at-invitation": gettext_noop("at invitation"),
    "cooperative": gettext_noop("cooperative"),
    "mixed": gettext_noop("mixed"),
    "domestic": gettext_noop("domestic"),
    "none": gettext_noop("none"),
    "support": gettext_noop("support"),
    "limited": gettext_noop("limited"),
    "sustained": gettext_noop("sustained"),
    "immediate": gettext_noop("immediate"),
    "months": gettext_noop("months"),
    "years": gettext_noop("years"),
    "high": gettext_noop("high"),
    "moderate": gettext_noop("moderate"),
    "low": gettext_noop("low"),
    "met": gettext_noop("met"),
    "partly": gettext_noop("partly"),
    "unmet": gettext_noop("unmet"),
    "unknown": gettext_noop("unknown"),
    "not-applicable": gettext_noop("not applicable"),
    "settled": gettext_noop("settled"),
    "leaning": gettext_noop("leaning"),
    "contested": gettext_noop("contested"),
    "open": gettext_noop("open"),
    "permits": gettext_noop("permits"),
    "limits": gettext_noop("limits"),
    "forbids": gettext_noop("forbids"),
    "unclear": gettext_noop("unclear"),
    "article": gettext_noop("article"),
    "law": gettext_noop("law"),
    "record": gettext_noop("record"),
    "judgement": gettext_noop("judgement"),
    "undetermined": gettext_noop("undetermined"),
    "blocked": gettext_noop("blocked"),
    "almost no chance": gettext_noop("almost no chance"),
    "very unlikely": gettext_noop("very unlikely"),
    "unlikely": gettext_noop("unlikely"),
    "roughly even chance": gettext_noop("roughly even chance"),
    "likely": gettext_noop("likely"),
    "very likely": gettext_noop("very likely"),
    "almost certain": gettext_noop("almost certain"),
    "full": gettext_noop("read in full"),
    "part": gettext_noop("read in part"),
    "as-quoted": gettext_noop("read as quoted by others"),
    "secondary": gettext_noop("known from a secondary account"),
    "not-read": gettext_noop("not read"),
    "yes": gettext_noop("needed"),
    "no": gettext_noop("not sought"),
    "n/a": gettext_noop("does not arise"),
    "needs": gettext_noop("needs"),
    "strengthens": gettext_noop("strengthens"),
    "weakens": gettext_noop("weakens"),
    "excludes": gettext_noop("excludes"),
    "challenges": gettext_noop("challenges"),
    "asks": gettext_noop("asks"),
    "suggests": gettext_noop("suggests"),
    "answered": gettext_noop("answered"),
    "resolved": gettext_noop("resolved"),
    "withdrawn": gettext_noop("withdrawn"),
    "option": gettext_noop("option"),
    "risk": gettext_noop("risk"),
    "precondition": gettext_noop("precondition"),
    "legal-question": gettext_noop("legal question"),
    "criterion": gettext_noop("criterion"),
    "source": gettext_noop("source"),
    "claim": gettext_noop("claim"),
    "dossier": gettext_noop("dossier"),
    "exercise": gettext_noop("exercise"),
    "constitution": gettext_noop("constitution"),
    "statute": gettext_noop("statute"),
    "treaty": gettext_noop("treaty"),
    "executive-order": gettext_noop("executive order"),
    "case": gettext_noop("case"),
    "opinion": gettext_noop("opinion"),
    "regulation": gettext_noop("regulation"),
    "custom": gettext_noop("custom"),
    "government": gettext_noop("government"),
    "legislature": gettext_noop("legislature"),
    "intergovernmental": gettext_noop("intergovernmental"),
    "research": gettext_noop("research"),
    "think-tank": gettext_noop("think tank"),
    "press": gettext_noop("press"),
    "doctrine": gettext_noop("doctrine"),
    "actor": gettext_noop("actor"),
    "event": gettext_noop("event"),
    "recommendation": gettext_noop("recommendation"),
    "legal": gettext_noop("legal"),
    "political": gettext_noop("political"),
    "operational": gettext_noop("operational"),
    "institutional": gettext_noop("institutional"),
    "adequate": gettext_noop("adequate"),
    "feasible": gettext_noop("feasible"),
    "acceptable": gettext_noop("acceptable"),
    "distinguishable": gettext_noop("distinguishable"),
    "complete": gettext_noop("complete"),
    "more": gettext_noop("more"),
    "less": gettext_noop("less"),
    "higher": gettext_noop("higher"),
    "lower": gettext_noop("lower"),
    "for": gettext_noop("for"),
    "against": gettext_noop("against"),
    "self": gettext_noop("self"),
    "role": gettext_noop("role"),
    "public": gettext_noop("public"),
    "members": gettext_noop("members"),
    "briefing": gettext_noop("briefing"),
    "rate": gettext_noop("rate"),
    "reveal": gettext_noop("reveal"),
    "discuss": gettext_noop("discuss"),
    "inject": gettext_noop("inject"),
    "screen": gettext_noop("screen"),
    "rate-again": gettext_noop("rate again"),
    "who-moved": gettext_noop("who moved"),
    "directive": gettext_noop("directive"),
    "compare-directives": gettext_noop("compare directives"),
    "vote": gettext_noop("vote"),
    "reflection": gettext_noop("reflection"),
    "supports": gettext_noop("supports"),
    "contradicts": gettext_noop("contradicts"),
    "context": gettext_noop("context"),
    "all": gettext_noop("all"),
    "mostly": gettext_noop("mostly"),
}
_PARTIAL_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def word(value: str) -> str:
    """A value of the format as a word; a slug of the dossier's own as its words."""
    known = _WORDS.get(value)
    return _(known) if known else plain(value)


def jurisdiction(slug: str) -> str:
    """A body of law inside a sentence: us-domestic -> US domestic law, mexican -> Mexican law."""
    name = plain(slug)
    name = name if slug == "international" else name[:1].upper() + name[1:]
    return _("%(name)s law") % {"name": name}


def words(n: int) -> str:
    """A number as prose wants it: a word below a hundred, in languages that we can spell."""
    return number_word(n) if (get_language() or "en").startswith("en") else str(n)


def clock(at: datetime) -> str:
    """The time of day to the second, in the current time zone."""
    return timezone.localtime(at).strftime("%H:%M:%S")


def dateword(value: str | date | datetime | None) -> str:
    """2026-06 -> June 2026; 2026-06-14 -> 14 June 2026; a moment in the current time zone; other text as it is."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    text = value.isoformat() if isinstance(value, date) else value
    found = _PARTIAL_DATE.fullmatch(text)
    month = int(found[2]) if found and found[2] else 0
    if not found or month not in MONTHS:
        return text
    parts = {"month": MONTHS[month], "year": found[1], "day": int(found[3] or 0)}
    return _("%(day)s %(month)s %(year)s") % parts if found[3] else _("%(month)s %(year)s") % parts
