"""Compare in a browser: folds without losing the place, keyboard, phone, no script, paper."""

import re

import pytest
from playwright.sync_api import expect

COMPARE = "/d/river-crossing/compare/"
THREE = COMPARE + "?o=keep-the-ferry&o=footbridge&o=road-bridge"
FIVE = THREE + "&o=faster-ferry&o=tunnel"
OPEN = "&g=glance&g=effect&g=together&g=risks&g=conditions&g=law&g=scores&g=evidence"


def test_a_group_opens_in_place_and_the_address_follows(live, page):
    page.goto(live.url + THREE)
    requests = []
    page.on(
        "request", lambda sent: requests.append(sent.headers.get("hx-request")) if "/compare/" in sent.url else None
    )
    page.get_by_role("link", name="Legal questions").last.click()
    expect(page.get_by_role("link", name="May there be a fixed crossing?")).to_be_visible()
    assert requests == ["true"]
    assert page.url.endswith("&g=glance&g=effect&g=together&g=risks&g=law")
    assert page.evaluate("document.activeElement.id") == "fold-law"


@pytest.mark.parametrize("window", ["page", "phone", "narrow"])
def test_opening_a_group_does_not_lose_the_place(live, request, window):
    page = request.getfixturevalue(window)
    page.goto(live.url + THREE)
    page.locator("#fold-law").focus()
    before = page.locator("#fold-law").bounding_box()["y"]
    page.keyboard.press("Enter")
    expect(page.locator("#fold-law")).to_have_attribute("aria-expanded", "true")
    page.wait_for_timeout(100)
    assert abs(page.locator("#fold-law").bounding_box()["y"] - before) < 40


def test_going_back_folds_it_again(live, page):
    page.goto(live.url + THREE)
    page.locator("#fold-law").click()
    expect(page.locator("#fold-law")).to_have_attribute("aria-expanded", "true")
    page.go_back()
    expect(page.locator("#fold-law")).to_have_attribute("aria-expanded", "false")
    assert page.url == live.url + THREE


def test_a_toggle_works_at_once_and_keeps_what_is_open(live, page):
    page.goto(live.url + COMPARE + "?o=footbridge&o=road-bridge&g=effect")
    expect(page.get_by_role("rowheader", name="First effect")).to_be_visible()
    page.get_by_label("Only rows that differ").check()
    expect(page.get_by_role("rowheader", name="First effect")).to_be_hidden()
    expect(page.get_by_role("link", name="XLSX")).to_have_attribute("href", re.compile(r"&g=effect&diff=1$"))
    assert page.url.endswith("&g=effect&diff=1")
    assert page.evaluate("document.activeElement.id") == "diff"


def test_the_head_and_the_first_column_stay_in_view(live, page):
    page.goto(live.url + FIVE + OPEN)
    sheet, head = page.locator(".sheet"), page.locator("thead th").first
    sheet.evaluate("sheet => sheet.scrollTo(200, 600)")
    top = sheet.bounding_box()
    assert abs(head.bounding_box()["y"] - top["y"]) < 8
    row = page.locator("tbody#risks th[scope=row]").first
    assert abs(row.bounding_box()["x"] - top["x"]) < 2


def test_everything_works_without_a_script(live, plain):
    plain.goto(live.url + THREE)
    plain.locator("#fold-law").click()
    expect(plain.get_by_role("link", name="May there be a fixed crossing?")).to_be_visible()
    plain.get_by_label("Only rows that differ").check()
    plain.get_by_role("button", name="Apply").click()
    plain.wait_for_url(re.compile("&g=law&diff=1"))
    plain.get_by_role("link", name="Remove: A footbridge").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Two options side by side")


def test_a_rationale_opens_in_place_with_the_keyboard(live, page):
    page.goto(live.url + FIVE)
    reason = page.locator("details.why").first
    assert reason.evaluate("d => d.open") is False
    reason.locator("summary").focus()
    page.keyboard.press("Enter")
    assert reason.evaluate("d => d.open") is True


def test_a_phone_shows_one_option_a_screen(live, phone):
    phone.goto(live.url + THREE)
    sheet = phone.locator(".sheet")
    widths = phone.locator("thead th").evaluate_all("heads => heads.map(h => h.getBoundingClientRect().width)")
    assert all(abs(width - sheet.bounding_box()["width"]) < 2 for width in widths)
    phone.get_by_role("link", name="3. A footbridge").first.click()
    phone.wait_for_timeout(400)
    assert abs(phone.locator("#o2").bounding_box()["x"] - sheet.bounding_box()["x"]) < 4


def test_paper_shows_what_is_open_and_no_controls(live, page):
    page.goto(live.url + THREE + "&g=risks")
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Higher water in a flood")).to_be_visible()
    for hidden in ("#controls .tools", ".jump", "#law", ".no a"):
        expect(page.locator(hidden).first).to_be_hidden()
    assert page.locator("thead th").first.evaluate("th => getComputedStyle(th).position") == "static"


# --- kept while reading ---


def test_a_tick_shows_in_the_tray_at_once(live, page):
    page.goto(live.url + "/d/river-crossing/options/")
    page.get_by_label("Compare: A tunnel").check()
    tray = page.get_by_role("region", name="Options kept to compare")
    expect(tray).to_contain_text("1 option kept")
    page.get_by_label("Compare: A footbridge").check()
    expect(tray).to_contain_text("2 options kept")
    page.get_by_label("Compare: A tunnel").uncheck()
    expect(tray).not_to_contain_text("A tunnel")


def test_from_an_option_to_the_table_without_an_account(live, page, axe):
    for slug in ("footbridge", "tunnel"):
        page.goto(f"{live.url}/d/river-crossing/options/{slug}/")
        page.get_by_role("button", name="Keep to compare").click()
        expect(page.get_by_role("button", name="Kept to compare")).to_be_focused()
    axe(page)
    page.get_by_role("region", name="Options kept to compare").get_by_role("link", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Two options side by side")


def test_keeping_works_without_a_script(live, plain):
    plain.goto(live.url + "/d/river-crossing/options/tunnel/")
    plain.get_by_role("button", name="Keep to compare").click()
    expect(plain.get_by_role("region", name="Options kept to compare")).to_contain_text("1 option kept")
    assert plain.url == live.url + "/d/river-crossing/options/tunnel/"
    plain.get_by_role("button", name="Clear").click()
    expect(plain.get_by_role("region", name="Options kept to compare")).to_be_hidden()
