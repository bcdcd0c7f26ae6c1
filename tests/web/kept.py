"""Saved comparisons for tests of their pages: made in the database, or as a browser's form sends them."""

from dataclasses import replace
from html.parser import HTMLParser
from uuid import uuid4

from options.models import Comparison
from options.models.comparisons import Content
from tests.conftest import NOW
from tests.web.seen import words

POINTS = "w.flood-safety=40&w.cost=60"
QUERY = f"s.tunnel=pfu--&{POINTS}"
SCORE = {"option": "footbridge", "criterion": "cost", "low": 10.0, "best": 20.0, "high": 30.0, "confidence": "high",
         "reason": "Our own estimate"}  # fmt: skip
SAID = Content("What we would build", "For the council.", QUERY, (SCORE,), {"tunnel": {"feasible": "Nobody would pay"}})


def kept(dossier, owner, visibility="private", **changes):
    """A comparison with one save."""
    said = replace(SAID, version=dossier.version, **changes)
    made = Comparison.objects.keep(dossier, said, by=owner, token=uuid4(), now=NOW)
    made.share(visibility)
    return made


def saved_again(comparison, **changes):
    said = replace(comparison.stands.content(), **changes)
    seen = comparison.stands.number
    return comparison.save_again(said, by=comparison.owner, token=uuid4(), seen=seen, now=NOW)


def form(*scores, already=0, **changes):
    """What a browser sends: `scores` as rows of fields, `already` of them saved before; `why.x.y` as `why__x__y`."""
    fields = {"title": "A name", "note": "", "query": QUERY, "version": "1", "token": str(uuid4()), "seen": "0"}
    fields |= {"scores-TOTAL_FORMS": str(len(scores)), "scores-INITIAL_FORMS": str(already)}
    for number, score in enumerate(scores):
        fields |= {f"scores-{number}-{name}": str(value) for name, value in score.items()}
    return fields | {name.replace("__", "."): value for name, value in changes.items()}


class Typed(HTMLParser):
    """The fields of a page and what stands in them, by name."""

    def __init__(self, page):
        super().__init__()
        self.values, self.inside = {}, ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag in ("select", "textarea"):
            self.inside = values["name"]
            self.values[self.inside] = ""
        elif tag == "option" and "selected" in values:
            self.values[self.inside] = values["value"]
        elif tag == "input" and values.get("type") == "checkbox":
            self.values |= {values["name"]: "on"} if "checked" in values else {}
        elif tag == "input":
            self.values[values["name"]] = values.get("value", "")

    def handle_endtag(self, tag):
        self.inside = "" if tag in ("select", "textarea") else self.inside

    def handle_data(self, data):
        if self.inside and self.lasttag == "textarea":
            self.values[self.inside] += data.removeprefix("\n")


def typed(response):
    """What stands in the fields of the form that saves."""
    return Typed(response.content.decode().split('class="saveform">')[1].split("</form>")[0]).values


def fault(response, name):
    """What is said beside a field; "" where nothing is."""
    page = response.content.decode().split(f'id="id_{name}_error">')
    return words(page[1].partition("</div>" if page[1].startswith("<p") else "</span>")[0]) if len(page) > 1 else ""
