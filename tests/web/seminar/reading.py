"""Short ways for tests of what seats read and write about it."""

import re
from uuid import uuid4

from options.models import Annotation

NOTE = {"on": "option:footbridge", "field": "summary"}


def send(client, room, body="Is that so?", **changes):
    """A note through its form; the form is opened first, as a browser does."""
    place = {name: changes.pop(name) for name in ("on", "about", "field") if name in changes}
    place = {**NOTE, **place}
    opened = client.get(f"/seat/{room.link}/note/", place)
    data = place | {"token": token_in(opened), "phase": room.current.number, "stance": "asks", "passage": "all",
                    "body": body, "epoch": room.epoch}  # fmt: skip
    return client.post(f"/seat/{room.link}/note/", data | changes)


def token_in(response):
    found = re.search(r'name="token" value="([^"]+)"', response.content.decode())
    return found[1] if found else str(uuid4())


def bodies():
    return list(Annotation.objects.order_by("pk").values_list("body", flat=True))
