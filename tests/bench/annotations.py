"""Annotations: what a page with 500 of them, posting one, and counting for a table of thirteen options cost.

    python -m tests.bench.annotations

Milliseconds of processor time, the least of several runs, on the shipped dossier in a database in memory; beside them
the page without a note and a bare view of the same process. How many queries each takes is pinned in tests/web.
"""

import os
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
NOTES = 500
RUNS = 5


def main() -> None:
    import django

    django.setup()
    from django.test.runner import DiscoverRunner
    from django.test.utils import setup_test_environment

    setup_test_environment()
    runner = DiscoverRunner(verbosity=0)
    made = runner.setup_databases()
    try:
        measure()
    finally:
        runner.teardown_databases(made)


def measure() -> None:
    from django.contrib.auth.models import Group
    from django.test import Client

    from options.bundle.load import load
    from options.models import Dossier, User
    from options.models.imports import import_document
    from tests.conftest import NOW, SHIPPED
    from tests.models.notes import entry_of, on, post, reply

    import_document(load(SHIPPED), now=NOW, publish=True)
    dossier = Dossier.objects.get()
    ana = User.objects.create_user("ana")
    ana.groups.add(Group.objects.get(name="analyst"))
    client, visitor = Client(), Client()
    client.force_login(ana)
    slug = "invited-targeted-operations"
    page = f"/d/{dossier.slug}/options/{slug}/"
    table = f"/d/{dossier.slug}/compare/?" + "&".join(f"o={each}" for each in dossier.reading().options)
    tell("a bare view (/healthz)", lambda: visitor.get("/healthz"))
    tell("the option's page without a note", lambda: client.get(page))
    text = entry_of(dossier, slug).live.value().description
    words = [(at, at + 60) for at in range(0, len(text) - 60, 7)]
    for number in range(NOTES):
        start, end = words[number % len(words)]
        thread = post(on(dossier, text[start:end], slug=slug), ana, f"Note {number}: *words* about it.")
        if number % 5 == 0:
            reply(thread, ana, "An answer.")
    tell(f"the option's page with {NOTES} notes", lambda: client.get(page))
    for about in [*dossier.reading().risks][:10]:
        post(on(dossier, slug=slug, about=("risk", about), field=""), ana)
    tell("thirteen options side by side, with counts", lambda: client.get(table))
    tell("the stream", lambda: client.get(f"/d/{dossier.slug}/annotations/"))
    new = f"/d/{dossier.slug}/annotations/new/"
    said = {"on": f"option:{slug}", "field": "description", "passage": "words", "exact": text[:50], "stance": "asks",
            "body": "One more.", "readers": "public", "seen": "1"}  # fmt: skip
    tell("posting one", lambda: client.post(new, {**said, "token": str(uuid4())}), status=303)


def tell(name: str, act: Callable[[], Any], status: int = 200) -> None:
    from django.core.cache import cache

    assert act().status_code == status
    spent = []
    for _ in range(RUNS):
        cache.clear()
        started = time.process_time()
        act()
        spent.append(time.process_time() - started)
    print(f"{name:45} {min(spent) * 1000:7.1f} ms")


if __name__ == "__main__":
    main()
