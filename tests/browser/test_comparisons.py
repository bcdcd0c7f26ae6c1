"""Pages of saved comparisons that need an account, and what their owner does there."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import analyst, session_of

PAGES = ("comparisons/", "comparisons/new/river-crossing/?w.cost=60&w.flood-safety=40&s.tunnel=pfu--", "{kept}edit/")


@pytest.fixture
def owner(live, open_page):
    page = open_page()
    page.context.add_cookies([{"name": "sessionid", "value": session_of(analyst()), "url": live.url}])
    return page


@pytest.fixture(params=PAGES)
def opened(request, live, kept, owner):
    owner.goto(f"{live.url}/{request.param.format(kept=kept.strip('/') + '/')}")
    return owner


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light")])
def test_axe_finds_nothing(opened, axe, width, scheme):
    opened.set_viewport_size({"width": width, "height": 740})
    opened.emulate_media(color_scheme=scheme)
    axe(opened)


def test_nothing_is_wider_than_a_small_screen(opened):
    opened.set_viewport_size({"width": 320, "height": 640})
    assert opened.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_fault_stands_beside_its_field_and_what_was_typed_stays(live, kept, owner, console):
    owner.goto(f"{live.url}{kept}edit/")
    owner.get_by_label("Note").fill("Typed for ten minutes")
    owner.get_by_label("Low").first.fill("99")
    owner.get_by_role("button", name="Save", exact=True).click()
    expect(owner.get_by_role("alert")).to_contain_text("Not saved yet")
    expect(owner.locator(".scorerow").first).to_contain_text("must go up from low over best to high")
    expect(owner.get_by_label("Note")).to_have_value("Typed for ten minutes")
    assert [text for text in console if "422" not in text] == []
    console.clear()


def test_deleting_is_undone(live, owner):
    owner.goto(f"{live.url}/comparisons/new/river-crossing/?w.cost=60")
    owner.get_by_label("Name", exact=True).fill("Not for long")
    owner.get_by_role("button", name="Save", exact=True).click()
    owner.wait_for_url(re.compile(r"/comparisons/[0-9a-f-]{36}/$"))
    owner.get_by_role("button", name="Delete this comparison").click()
    owner.get_by_role("button", name="Bring back: Not for long").click()
    expect(owner.get_by_role("heading", level=1)).to_have_text("Not for long")
