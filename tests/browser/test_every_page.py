"""What holds on every page for readers, whatever it shows. The addresses follow the site map, so that a route without a
row fails. Each address is opened once; the tests change the window, the colours or the focus and look again."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import KEPT, NOTE
from tests.test_access import ACCOUNT, POSTED, routes
from tests.test_access_seminar import ROUTES as SEMINAR  # tests/browser/test_every_seminar_page.py

D = "/d/river-crossing/"
THREE = D + "compare/?o=keep-the-ferry&o=footbridge&o=road-bridge"
FIVE = THREE + "&o=faster-ferry&o=tunnel"
OPEN = "&g=glance&g=effect&g=together&g=risks&g=conditions&g=law&g=scores&g=evidence"

# name of the route -> its states
PAGES = {
    "home": ["/"],
    "overview": [D],
    "options": [
        D + "options/",
        D + "options/?consent=yes",
        D + "options/?force=sustained&consent=yes&odd=1",
    ],
    "option": [D + "options/footbridge/", D + "options/tunnel/", D + "options/keep-the-ferry/"],
    "risks": [D + "risks/", D + "risks/?option=road-bridge&severity=3", D + "risks/?option=tunnel&severity=5"],
    "risk": [D + "risks/flood-backwater/", D + "risks/nobody-said/"],
    "preconditions": [
        D + "preconditions/",
        D + "preconditions/?option=road-bridge&p.both-councils-agree=met&p.money=unmet",
        D + "preconditions/?option=keep-the-ferry",
    ],
    "precondition": [D + "preconditions/both-councils-agree/"],
    "law": [D + "law/", D + "law/?option=footbridge&state=open"],
    "legal-question": [D + "law/fixed-crossing/"],
    "claims": [D + "claims/", D + "claims/?show=doubt"],
    "sources": [D + "sources/"],
    "statements": [D + "sources/statements/"],
    "source": [D + "sources/harbour-act/"],
    "criteria": [D + "criteria/"],
    "criterion": [D + "criteria/crossing-time/"],
    "key": [D + "key/"],
    "keys": ["/keys/"],
    "compare": [D + "compare/", D + "compare/?o=tunnel", THREE, FIVE + OPEN, THREE + "&g=none&o=zeppelin"],
    "weigh": [
        D + "weigh/",
        D + "weigh/?w.crossing-time=60&w.cost=20&s.tunnel=pfu--&p.both-councils-agree=met&p.money=unmet&u=faster-ferry",
        D + "weigh/?preference=any&o=footbridge&o=tunnel&o=zeppelin&w.cost=-1",
    ],
    "weigh-roles": [D + "weigh/roles/"],
    "method": [D + "method/"],
    "brief": [D + "brief/", D + "brief/?w.cost=60&w.flood-safety=40&s.tunnel=pf---&p.both-councils-agree=met"],
    "search": [D + "search/", D + "search/?q=ferry", D + "search/?q=zeppelin"],
    "annotations": [D + "annotations/", D + "annotations/?stance=asks&q=zeppelin"],
    "annotation": [f"{D}annotations/{NOTE}/"],
    "changes": [D + "changes/"],
    "citations": [D + "options/footbridge/citations/"],
    "history": [D + "sources/unused-pamphlet/history/"],
    "revision": [D + "sources/unused-pamphlet/@1/", D + "sources/unused-pamphlet/@2/"],
}
KEPT_AT = f"/comparisons/{KEPT}/"
PAGES |= {
    "comparison": [KEPT_AT],
    "comparison-save": [KEPT_AT + "@1/"],
    "comparison-weigh": [KEPT_AT + "weigh/"],
    "comparison-roles": [KEPT_AT + "weigh/roles/"],
    "comparison-brief": [KEPT_AT + "brief/"],
}
MISSING = D + "options/zeppelin/"
# routes that answer with something else than a page
FILES = {
    "healthz", "readyz", "revert", "schema", "dossier-yaml", "dossier-json", "changes-feed",
    "compare-csv", "compare-xlsx", "compare-docx", "compare-json", "weigh-json",
    "comparison-json", "comparison-share", "comparison-delete", "comparison-undelete", "comparison-update",
    "comparison-restore",
    "annotation-draft", "annotations-fresh", "annotations-jsonld", "annotations-csv", "annotations-md",
    *(f"annotation-{verb}" for verb in ("reply", "state", "withdraw", "share", "report", "moderate", "decide", "take")),
    *(f"{name}-{kind}" for name in ("brief", "comparison-brief") for kind in ("pdf", "docx", "md", "xlsx")),
}  # fmt: skip
# tests/browser/test_comparisons.py and test_annotations.py
SIGNED_IN = {
    "comparisons", "comparison-new", "comparison-edit", "annotation-new", "annotation-edit", "annotation-open",
    "annotations-import", "draft", "inbox", "teams", "team", "team-join",
}  # fmt: skip
ADDRESSES = [*(address for states in PAGES.values() for address in states), MISSING]

# the controls that Tab must reach
CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"


def test_every_route_is_looked_at():
    assert set(PAGES) == routes() - {*ACCOUNT, *POSTED} - FILES - SIGNED_IN - SEMINAR


@pytest.fixture(scope="module", params=ADDRESSES)
def opened(request, live, shipped, revised, kept, annotated, browser):
    """One page for all tests of an address, and what the console said."""
    context = browser.new_context(locale="en-GB", reduced_motion="reduce")
    context.set_default_timeout(10_000)
    said = []
    context.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    context.on("weberror", lambda error: said.append(str(error.error)))
    page = context.new_page()
    page.goto(live.url + request.param)
    yield page, said
    context.close()


@pytest.fixture
def seen(opened):
    page, _said = opened
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(color_scheme="light")
    page.evaluate("scrollTo(0, 0)")
    return page


def test_the_console_is_silent(opened):
    page, said = opened
    missing = page.url.endswith(MISSING)  # the browser says so of the page itself
    assert [text for text in said if not (missing and "404" in text)] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(seen, axe, scheme):
    seen.emulate_media(color_scheme=scheme)
    axe(seen)


def test_axe_finds_nothing_on_a_phone(seen, axe):
    seen.set_viewport_size({"width": 360, "height": 740})
    axe(seen)


def test_nothing_is_wider_than_a_small_screen(seen):
    seen.set_viewport_size({"width": 320, "height": 640})
    assert seen.evaluate("document.documentElement.scrollWidth") <= 320


def test_there_is_one_first_heading_and_no_level_is_left_out(seen):
    levels = seen.locator("h1, h2, h3, h4, h5, h6").evaluate_all("all => all.map(h => Number(h.localName[1]))")
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


# as in a page that was only just opened
FROM_THE_TOP = """() => {
  const page = document.documentElement;
  page.tabIndex = -1;
  page.focus();
  page.removeAttribute("tabindex");
}"""


def test_the_first_tab_offers_to_skip_to_the_text(seen):
    seen.evaluate(FROM_THE_TOP)
    seen.keyboard.press("Tab")
    assert seen.evaluate("document.activeElement.matches('.skip')")
    assert seen.locator(".skip").bounding_box()["y"] >= 0
    seen.keyboard.press("Enter")
    assert seen.evaluate("document.activeElement.id") == "main"
    seen.keyboard.press("Tab")
    assert seen.evaluate("!document.activeElement.closest('.masthead, nav.sections')")


FOCUS = """() => {
  const at = document.activeElement;
  if (at === document.body) return null;
  const name = `${at.localName} ${at.getAttribute("aria-label") || at.textContent.trim().slice(0, 40) || at.name}`;
  const box = [...at.getClientRects()].find((r) => r.width > 1 && r.height > 1);
  if (!box) return [name, "has no box"];
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
  const seen = [left + 2, (left + right) / 2, right - 2].map((x) => document.elementFromPoint(x, y));
  if (!seen.some((top) => top && (at.contains(top) || top.contains(at)))) return [name, "is not in view"];
  const { outlineStyle, outlineWidth } = getComputedStyle(at);
  return [name, outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 ? "" : "has no ring"];
}"""


def walk(page, key, most):
    """How many controls the key reaches, and those of them on which the focus cannot be seen."""
    reached, faults = 0, []
    while (found := page.evaluate(FOCUS)) and reached <= most:
        reached += 1
        faults += [" ".join(found)] if found[1] else []
        page.keyboard.press(key)
    return reached, faults


REACHED = """all => all.filter((e) => e.checkVisibility() && e.tabIndex >= 0)
  .filter((e) => e.type !== "radio" || e.checked).length"""  # of a group of radio buttons Tab reaches the chosen one


def controls(page):
    return page.locator(CONTROLS).evaluate_all(REACHED)


@pytest.mark.parametrize("width", [1280, 360])
def test_tab_reaches_every_control_and_shows_where_it_is(seen, width):
    seen.set_viewport_size({"width": width, "height": 800})
    seen.locator("a").first.focus()
    assert walk(seen, "Tab", controls(seen)) == (controls(seen), [])


PICTURES = """() => [...document.querySelectorAll("svg, img, canvas")].filter((p) => !p.closest("[aria-hidden=true]"))
  .filter((p) => p.checkVisibility()).map((p) => ({
    name: p.getAttribute("aria-label") || p.querySelector(":scope > title")?.textContent || p.alt || "",
    table: !!(p.closest("figure")?.querySelector("table")
      || document.getElementById(p.closest("[aria-details]")?.getAttribute("aria-details"))?.querySelector("table")),
  }))"""


@pytest.mark.parametrize("width", [1280, 360])
def test_every_picture_has_a_title_and_its_table(seen, width):
    seen.set_viewport_size({"width": width, "height": 800})
    assert [picture for picture in seen.evaluate(PICTURES) if not (picture["name"] and picture["table"])] == []


def test_words_taken_out_and_put_in_are_told_apart_on_a_revision(live, revised, page):
    page.goto(live.url + D + "sources/unused-pamphlet/@2/")
    expect(page.locator("#changes del").first).to_have_text("[taken out: nothing ]")
    expect(page.locator("#changes ins").first).to_have_text("[put in: nobody ]")


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
@pytest.mark.parametrize("address", [FIVE + OPEN, THREE + OPEN, D + "options/"])
def test_what_stays_in_view_does_not_hide_the_focus(live, page, address, key):
    """The heads of the table, its first column, and the tray of options that were kept."""
    page.set_viewport_size({"width": 1000, "height": 500})
    page.context.add_cookies([{"name": "picks", "value": "tunnel.footbridge", "url": live.url + D}])
    page.goto(live.url + address)
    page.locator(CONTROLS).locator("visible=true").nth(0 if key == "Tab" else -1).focus()
    assert walk(page, key, controls(page)) == (controls(page), [])
