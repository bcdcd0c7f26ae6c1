"""The forms of the desk as a browser sends them."""

from html.parser import HTMLParser


class Fields(HTMLParser):
    """name -> values of the fields of a page that a browser would send: not those that are disabled."""

    def __init__(self, markup):
        super().__init__()
        self.values, self.inside, self.options = {}, None, []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        name = values.get("name")
        if tag == "option" and self.inside:
            self.options.append(values.get("value", ""))
            if "selected" in values:
                self.values[self.inside] = [values["value"]]
            elif len(self.options) == 1:
                self.values[self.inside] = [values["value"]]  # the first, until another one is marked
        if tag in ("select", "textarea"):
            self.inside = None
        if name is None or "disabled" in values:
            return
        if tag == "select":
            self.inside, self.options = name, []
        elif tag == "textarea":
            self.inside, self.values[name] = name, [""]
        elif tag == "input" and values.get("type") in ("checkbox", "radio"):
            if "checked" in values:
                self.values.setdefault(name, []).append(values.get("value", "on"))
        elif tag == "input":
            self.values.setdefault(name, []).append(values.get("value") or "")

    def handle_endtag(self, tag):
        if tag in ("select", "textarea"):
            self.inside = None

    def handle_data(self, data):
        if self.inside and self.get_starttag_text().startswith("<textarea"):
            self.values[self.inside] = [self.values[self.inside][0] + data.removeprefix("\n")]


def fields(client, address):
    """What stands in the form of a page, to be changed and sent."""
    return typed(client.get(address))


def typed(response):
    found = Fields(response.content.decode()).values
    return {name: values for name, values in found.items() if name not in ("csrfmiddlewaretoken", "next", "theme")}


def send(client, address, **changes):
    """The form as it stands with some fields changed; dots in names are written as two underscores."""
    typed = {name.replace("__", "."): value for name, value in changes.items()}
    return client.post(address, {**fields(client, address), **typed})
