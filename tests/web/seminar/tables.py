"""Forms of a council as a browser sends them: read from the page, changed in one field, and sent back whole."""

from html.parser import HTMLParser

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.seminar import planned, running

OPTIONS = ["footbridge", "road-bridge"]


def council_phase(room, kind, *after):
    """The phase of this kind in which the exercise stands, after its lobby; `after`: kinds that follow."""
    found = planned(room, kind, *after, options=OPTIONS)
    running(room, kind)
    return found[0]


class Forms(HTMLParser):
    """Every form of a page: action, and (name, value) as it would be sent; a form stands under its first item."""

    def __init__(self, text):
        super().__init__()
        self.found, self.form, self.area, self.select = [], None, None, None
        self.feed(text)

    def handle_starttag(self, tag, pairs):
        given = dict(pairs)
        if tag == "form":
            self.form = {"action": given.get("action"), "fields": [], "buttons": []}
            self.found.append(self.form)
        elif self.form is None:
            return
        elif tag == "input" and (given.get("type") not in ("radio", "checkbox") or "checked" in given):
            self.form["fields"].append([given["name"], given.get("value", "on")])
        elif tag == "textarea":
            self.area = [given["name"], ""]
        elif tag == "select":
            self.select = [given["name"], ""]
        elif tag == "option" and self.select and "selected" in given:
            self.select[1] = given["value"]
        elif tag == "button":
            self.form["buttons"].append((given.get("name"), given.get("value")))

    def handle_data(self, data):
        if self.area:
            self.area[1] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "textarea" and self.area:
            self.form["fields"].append(self.area)
            self.area = None
        elif tag == "select" and self.select:
            self.form["fields"].append(self.select)
            self.select = None


def form_with(text, item):
    """The form of a page that holds an item: what a browser would send, as a dict of lists."""
    for form in Forms(text).found:
        names = {name for name, _ in form["fields"]}
        if f"t.{item}" in names:
            return form
    raise AssertionError(f"no form has {item}")


def values(form):
    sent = {}
    for name, value in form["fields"]:
        sent.setdefault(name, []).append(value)
    return sent


class Seated:
    """A browser at a seat: what it sees, and what it sends from a page it has loaded."""

    def __init__(self, client, room):
        self.client, self.room, self.at = client, room, f"/seat/{room.link}/"

    def page(self, query="", status=200):
        reply = self.client.get(self.at + query)
        assert reply.status_code == status
        return reply.content.decode()

    def send(self, item, page=None, *, to="council/", **changes):
        """`changes`: names of fields with "__" for the dot after their first letter, such as t, c, ticked."""
        sent = values(form_with(self.page() if page is None else page, item))
        for name, value in changes.items():
            sent[f"{name}.{item}" if name in ("c", "t") else name] = value
        return self.client.post(self.at + to, sent)

    def accept(self, item, page=None, **more):
        return self.send(item, page, to="accept/", do="accept", **more)

    def reopen(self, item, phase):
        return self.client.post(self.at + "accept/", {"phase": phase.number, "item": item, "do": "reopen"})


def stands(phase, council, item):
    row = phase.artifacts.filter(council=council, item=item).first()
    return (row.choice, row.text) if row else None


def asked(load):
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as captured:
        load()
    return len(captured)
