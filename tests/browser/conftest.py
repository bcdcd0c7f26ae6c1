"""A live server with the small dossier, and pages of Chromium that fail a test on any console error.

    def test_something(live, page): page.goto(live.url + "/")

`page` is 1280 wide, `phone` 360, `narrow` 320, `dark` prefers dark colours, `plain` has no JavaScript, `staff` is
signed in as an administrator. `axe(page)` asserts that axe-core finds nothing. `console` is the list of console
errors so far: a test that expects one clears it.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import axe_playwright_python
import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from dev import CHROMIUM_NAMES
from tests.conftest import NOW, SHIPPED
from tests.web.helpers import published

# Playwright's own loop runs in this thread; Django would take that for asynchronous code and refuse its database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

DOSSIER = Path(__file__).parent.parent / "dossiers" / "river.yaml"
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
PATIENCE = 30_000  # milliseconds; a machine whose cores are busy is slow

expect.set_options(timeout=PATIENCE)


def chromium() -> str:
    """The browser to drive. Its absence is an error: a run without a browser must be asked for by name."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if not found:
        raise RuntimeError("Chromium is not installed: apt install chromium, or leave out tests/browser.")
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": chromium(), "args": QUIET.split()}


@pytest.fixture(scope="session")
def live(django_db_setup: None, django_db_blocker: Any) -> Iterator[LiveServer]:
    """Stays for all browser tests, with its rows: a test that writes writes things of its own."""
    with django_db_blocker.unblock():
        call_command("import_dossier", str(DOSSIER), publish=True, verbosity=0)
        server = LiveServer("127.0.0.1")
        yield server
        server.stop()
        for thread in threading.enumerate():  # one that still answers holds a connection to the database
            if "process_request_thread" in thread.name:
                thread.join(5)


@pytest.fixture(scope="session")
def shipped(live: LiveServer) -> str:
    """The dossier that ships, beside the small one: the address of its overview."""
    call_command("import_dossier", str(SHIPPED), publish=True, verbosity=0)
    return f"{live.url}/d/us-mexico-cartels/"


@pytest.fixture(scope="session")
def revised(live: LiveServer) -> None:
    """A source that has been published twice, with another title, another value and a field more."""
    from options.models import Dossier

    river = Dossier.objects.get(slug="river-crossing")
    published(river, "source", "unused-pamphlet", title="A pamphlet that nobody cites", read="full", effect="None yet.")


KEPT = UUID(int=7)


@pytest.fixture(scope="session")
def kept(live: LiveServer) -> str:
    """A comparison that its link opens to anyone, saved twice, with a score of its own: its address."""
    from options.models import Comparison, Dossier
    from options.models.comparisons import LINK, Content

    river = Dossier.objects.get(slug="river-crossing")
    scores = [{"option": "footbridge", "criterion": "cost", "low": 10, "best": 20, "high": 30, "confidence": "high",
               "reason": "Our own estimate"}]  # fmt: skip
    said = Content("What we would build", "For the council.", "w.cost=60&w.flood-safety=40&s.tunnel=pfu--", scores,
                   {"tunnel": {"feasible": "Nobody would pay for it"}}, river.version)  # fmt: skip
    made = Comparison.objects.keep(river, said, by=analyst(), token=uuid4(), now=NOW)
    made.save_again(replace(said, title="What we would build now"), by=made.owner, token=uuid4(), seen=1, now=NOW)
    Comparison.objects.filter(pk=made.pk).update(link=KEPT, visibility=LINK)
    return f"/comparisons/{KEPT}/"


NOTE = UUID(int=8)


@pytest.fixture(scope="session")
def annotated(live: LiveServer) -> str:
    """A suggestion on a passage that two others overlap, answered; and one on a cell: its address."""
    from options.models import Annotation, Dossier
    from tests.models.notes import on, post, reply

    river, by = Dossier.objects.get(slug="river-crossing"), analyst()
    where = {"slug": "keep-the-ferry", "kind": "option", "field": "description"}
    thread = post(on(river, "one crossing an hour", **where), by, "A **long** thought with `code`.\n\n> quoted",
                  stance="suggests", replacement="two crossings an hour")  # fmt: skip
    reply(thread, by, "An answer.")
    post(on(river, "goes on with one crossing", **where), by, "Overlaps it.")
    post(on(river, slug="keep-the-ferry", kind="option", field="rationale", about=("risk", "ferry-accident")), by)
    Annotation.objects.filter(pk=thread.pk).update(link=NOTE)
    return f"/d/river-crossing/annotations/{NOTE}/"


def analyst() -> Any:
    """Somebody who may save."""
    from django.contrib.auth.models import Group

    from options.models import User

    user, _made = User.objects.get_or_create(username="browser-analyst")
    user.groups.add(Group.objects.get(name="analyst"))
    return user


def session_of(user: Any) -> str:
    from django.test import Client

    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


@pytest.fixture
def console() -> Iterator[list[str]]:
    errors: list[str] = []
    yield errors
    assert errors == []


@pytest.fixture
def open_page(browser: Browser, console: list[str]) -> Iterator[Callable[..., Page]]:
    """`open_page(**context options)`: a page in a fresh context, watched and closed."""
    contexts: list[BrowserContext] = []

    def opened(**options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, "locale": "en-GB", **options})
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.on("console", lambda message: console.append(message.text) if message.type == "error" else None)
        context.on("weberror", lambda error: console.append(str(error.error)))
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    return open_page()


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    return open_page(viewport={"width": 360, "height": 740}, device_scale_factor=2, is_mobile=True, has_touch=True)


@pytest.fixture
def narrow(open_page: Callable[..., Page]) -> Page:
    return open_page(viewport={"width": 320, "height": 640})


@pytest.fixture
def dark(open_page: Callable[..., Page]) -> Page:
    return open_page(color_scheme="dark")


@pytest.fixture
def plain(open_page: Callable[..., Page]) -> Page:
    return open_page(java_script_enabled=False)


@pytest.fixture
def staff(live: LiveServer, open_page: Callable[..., Page]) -> Page:
    """Signed in by a session made in the database: the sign-in form has tests of its own."""
    page = open_page()
    page.context.add_cookies([{"name": "sessionid", "value": staff_session(), "url": live.url}])
    return page


def staff_session() -> str:
    from django.contrib.auth import get_user_model

    name = "browser-staff"
    users = get_user_model().objects
    user = users.filter(username=name).first() or users.create_superuser(name, password="not-used-by-a-form")
    return session_of(user)


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    script = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")

    def check(page: Page) -> None:
        if page.evaluate("typeof axe") == "undefined":
            page.evaluate(script)  # not a script tag: the page's policy would refuse it
        violations = page.evaluate("() => axe.run({resultTypes: ['violations']}).then(result => result.violations)")
        assert [described(violation) for violation in violations] == []

    return check


def described(violation: dict[str, Any]) -> str:
    places = ", ".join(" ".join(map(str, node["target"])) for node in violation["nodes"][:5])
    return f"{violation['id']}: {violation['help']} ({places})"
