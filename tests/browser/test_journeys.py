"""What a newcomer does with the dossier that ships, from the home page to the exported comparison: with a mouse, with
the keyboard alone, on a phone and without a script; and what becomes of it when the network fails."""

import csv
import io
import json
import re

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import expect

DOSSIER = "The United States and the Mexican cartels"
D = "/d/us-mexico-cartels/"
WITH_CONSENT = (
    "Targeted operations",
    "Joint task forces with Mexico",
    "Anti-corruption support in Mexico",
)
FOUR = D + "compare/?o=invited-targeted-operations&o=joint-task-forces&o=anti-corruption-support&o=status-quo-baseline"


# --- four ways to use a page ---


class Mouse:
    def __init__(self, page):
        self.page = page

    def press(self, control):
        control.click()

    def tick(self, box):
        self.loaded(box)
        box.check()

    def choose(self, select, value):
        self.loaded(select)
        select.select_option(value)

    def loaded(self, control):
        """What listens to a control is there once its page has loaded; a link is followed before that."""
        control.wait_for()
        self.page.wait_for_load_state()

    def kept(self):
        """Ticks are kept at once."""


class NoScript(Mouse):
    """The same, and a button to send what was chosen."""

    def choose(self, select, value):
        select.select_option(value)
        self.page.get_by_role("button", name="Show", exact=True).click()

    def kept(self):
        self.page.get_by_role("button", name="Keep them while I read on").click()


class Finger(Mouse):
    def press(self, control):
        control.tap()

    def tick(self, box):
        self.loaded(box)
        box.tap()


class Keys(Mouse):
    """Tab, Enter, Space and the arrows."""

    def reach(self, control, most=600):
        expect(control).to_be_visible()
        for _ in range(most):
            if control.evaluate("control => control === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {control}")

    def press(self, control):
        self.reach(control)
        self.page.keyboard.press("Enter")

    def tick(self, box):
        self.loaded(box)
        self.reach(box)
        self.page.keyboard.press("Space")

    def choose(self, select, value):
        self.loaded(select)
        self.reach(select)
        for _ in range(20):
            if select.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows do not reach {value}")


@pytest.fixture(params=[Mouse, NoScript, Finger, Keys])
def hand(request):
    window = {Mouse: "page", NoScript: "plain", Finger: "phone", Keys: "page"}[request.param]
    return request.param(request.getfixturevalue(window))


# --- the journey ---


def test_a_newcomer_compares_three_options_with_the_status_quo_and_takes_it_home(shipped, live, hand):
    hand.page.goto(live.url)
    find_the_options(hand)
    compare_them_with_the_status_quo(hand)
    follow_a_claim_to_its_source_and_come_back(hand)
    export(hand)


def find_the_options(hand):
    page = hand.page
    hand.press(page.get_by_role("link", name=DOSSIER))
    hand.press(page.get_by_role("link", name="Find an option"))
    hand.choose(page.get_by_role("combobox", name="Consent"), "yes")
    expect(page.locator(".found")).to_contain_text("7 of 13 options")


def compare_them_with_the_status_quo(hand):
    page = hand.page
    for title in WITH_CONSENT:
        hand.tick(page.get_by_label(f"Compare: {title}"))
    hand.kept()
    expect(page.get_by_role("region", name="Options kept to compare")).to_contain_text("3 options kept")
    hand.press(page.get_by_role("link", name="clear the filters"))
    hand.tick(page.locator("tr", has_text="(baseline)").get_by_role("checkbox"))
    hand.press(page.get_by_role("button", name="Compare the ticked options"))
    page.wait_for_url(re.compile(re.escape(FOUR) + "$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Four options side by side")


def follow_a_claim_to_its_source_and_come_back(hand):
    page = hand.page
    hand.press(page.locator("#fold-evidence"))
    expect(page.locator("#fold-evidence")).to_have_attribute("aria-expanded", "true")
    compared = page.url
    hand.press(page.locator("#evidence td a").first)
    page.wait_for_url("**/options/invited-targeted-operations/#sources")
    hand.press(page.locator("#sources a[href*='/claims/#']").first)
    page.wait_for_url("**/claims/#*")
    claim = page.locator(":target")
    expect(claim).to_be_in_viewport()
    hand.press(page.locator(".passage", has=claim).locator("xpath=preceding-sibling::*|self::*").locator("h2 a").first)
    page.wait_for_url("**/sources/*/")
    expect(page.get_by_role("heading", name="Bibliographic data")).to_be_visible()
    for _ in range(3):
        page.go_back()
    page.wait_for_url(compared)
    expect(page.get_by_role("heading", level=1)).to_have_text("Four options side by side")
    expect(page.locator("#fold-evidence")).to_have_attribute("aria-expanded", "true")


def export(hand):
    rows = shown(hand.page)
    assert {len(cells) for _group, _title, cells in rows} == {4}
    files = {}
    for kind in ("CSV", "XLSX", "DOCX", "JSON"):
        with hand.page.expect_download() as download:
            hand.press(hand.page.get_by_role("link", name=kind, exact=True))
        assert download.value.suggested_filename == f"us-mexico-cartels-comparison.{kind.lower()}"
        files[kind] = download.value.path().read_bytes()
    same(rows, rows_of_csv(files["CSV"], rows))
    same(rows, rows_of_xlsx(files["XLSX"]))
    same(rows, rows_of_docx(files["DOCX"]))
    same_values(rows, json.loads(files["JSON"]))


# --- the page and the files, cell by cell ---


def shown(page):
    """Rows of the table on the page: group, words of the row's head, words of each cell."""
    found = page.locator("tbody:not(.folded) > tr:not(.group, .closing)").evaluate_all(
        """rows => rows.map((row) => {
          const text = (cell) => {
            const nodes = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), parts = [];
            while (nodes.nextNode()) parts.push(nodes.currentNode.data);
            return parts.join(" ");
          };
          const group = row.parentElement.querySelector(".group a");
          return [text(group), text(row.querySelector("th")), [...row.querySelectorAll("td")].map(text)];
        })"""
    )
    return [(group, words(title), list(map(words, cells))) for group, title, cells in found]


def words(text):
    return re.findall(r"\w+", text.casefold())


def same(page_rows, file_rows):
    """Every row and cell of the file says what the page says there: the judgement first, then all of the reason."""
    assert len(file_rows) == len(page_rows)
    for (_, title, cells), (file_title, file_cells) in zip(page_rows, file_rows, strict=True):
        begins(title, file_title)
        for cell, lines in zip(cells, file_cells, strict=True):
            begins(cell, lines)
            said = [word for line in lines for word in words(line) if not line.startswith(("basis: ", "judged"))]
            assert set(said) - {"confidence"} <= {*cell}, (cell, lines)


def begins(on_page, lines):
    first = words(lines[0])
    assert first
    assert on_page[: len(first)] == first


def lines_of(text):
    """Lines of a cell, without the numbers of its notes."""
    return re.sub(r"( \[\d+\])+$", "", text, flags=re.MULTILINE).split("\n")


def rows_of_csv(data, page_rows):
    groups = {group for group, _title, _cells in page_rows}
    table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    return [(lines_of(row[1]), list(map(lines_of, row[2:]))) for row in table if row[0] in groups and row[1]]


def rows_of_xlsx(data):
    table = load_workbook(io.BytesIO(data))["Comparison"].iter_rows(min_row=2, values_only=True)
    return [(lines_of(row[1]), list(map(lines_of, row[2:]))) for row in table if row[1]]


def rows_of_docx(data):
    rows = [row for table in Document(io.BytesIO(data)).tables for row in table.rows[1:]]
    cells = [[[p.text for p in cell.paragraphs] for cell in row.cells] for row in rows]
    return [(title, lines) for title, *lines in cells]


def same_values(page_rows, values):
    assert [option["slug"] for option in values["options"]] == re.findall(r"o=([\w-]+)", FOUR)
    assert [option["baseline"] for option in values["options"]] == [False, False, False, True]
    file_rows = [row for group in values["groups"] for row in group["rows"]]
    assert len(file_rows) == len(page_rows)
    for (_, title, cells), row in zip(page_rows, file_rows, strict=True):
        assert not row["title"] or title[:3] == words(row["title"])[:3]
        for cell, value in zip(cells, row["cells"], strict=True):
            if value["type"] == "risk":
                assert f"severity {value['severity']} of 5" in " ".join(cell)
            if value["type"] == "score":
                assert cell[0] == str(value["best"])


# --- on paper ---


def test_the_comparison_prints_on_a4_with_what_is_open_and_no_controls(shipped, live, page):
    page.goto(f"{live.url}{FOUR}&g=risks&g=law")
    paper = page.pdf(format="A4", prefer_css_page_size=True)
    pages = len(re.findall(rb"/Type\s*/Page\b", paper))
    assert 2 <= pages <= 12
    sizes = {tuple(map(float, box.split())) for box in re.findall(rb"/MediaBox\s*\[([^\]]+)\]", paper)}
    assert [(width, height) for _x, _y, width, height in sizes] == [pytest.approx((842, 595), abs=1.5)]
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Leaks and compromise of sources")).to_be_visible()
    for control in page.locator("button, select, input, nav, .skip, #controls a, .group a[aria-expanded=false]").all():
        expect(control).to_be_hidden()


@pytest.mark.parametrize("address", ["", "options/", "options/joint-task-forces/", "preconditions/", "law/", "risks/"])
def test_a_page_prints_without_its_controls(shipped, live, page, address):
    page.goto(live.url + D + address)
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) >= 1
    page.emulate_media(media="print")
    visible = page.locator("button, select, input, nav, .skip, .tools").evaluate_all(
        "all => all.filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 80))"
    )
    assert visible == []


# --- what if ---

WHAT_IF = D + "preconditions/?option=joint-task-forces"


@pytest.mark.parametrize("window", ["page", "plain"])
def test_a_condition_switched_off_closes_options_and_says_why(shipped, live, request, plain, window):
    page = request.getfixturevalue(window)
    page.goto(live.url + WHAT_IF)
    page.locator("#whatif summary").click()
    page.get_by_label("What if “Vetted counterpart units and officials” were").select_option("unmet")
    page.get_by_role("button", name="Show what changes").click()
    changed = page.get_by_role("region", name="What if")
    expect(changed).to_contain_text("Joint task forces with Mexico: undetermined → blocked")
    row = page.locator(".gatelist tr", has_text="Joint task forces")
    expect(row).to_contain_text("blocked was undetermined")
    expect(row).to_contain_text("These do not hold: Vetted counterpart units and officials (unmet)")
    assert page.url.split("?")[1].startswith("option=joint-task-forces&p.")
    plain.goto(page.url)  # somebody else, who was sent the address
    expect(plain.get_by_role("region", name="What if")).to_have_text(changed.inner_text(), use_inner_text=True)
    plain.get_by_role("link", name="Everything as curated again").click()
    expect(plain.get_by_role("region", name="What if")).to_be_hidden()


# --- search ---


def test_a_slash_finds_an_entry_and_going_back_keeps_what_was_found(shipped, live, page):
    page.goto(live.url + D)
    page.keyboard.press("/")
    page.keyboard.type("mexican consent")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=mexican+consent")
    found = page.get_by_role("heading", level=1)
    expect(found).to_have_text(re.compile("entries have “mexican consent”"))
    said = found.inner_text()
    first = page.locator(".stream a").first
    title = first.inner_text()
    first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(said)


def test_j_and_k_walk_down_the_list_and_enter_opens_the_option(shipped, live, page):
    page.goto(live.url + D + "options/?consent=yes")
    for key in ("j", "j", "k", "j", "Enter"):
        page.keyboard.press(key)
    page.wait_for_url("**/options/joint-task-forces/")
    page.keyboard.press("j")
    page.wait_for_url("**/options/intelligence-sharing/")


# --- what was chosen stays ---


def tray(page):
    return page.get_by_role("region", name="Options kept to compare")


def test_picks_are_kept_while_other_pages_are_read(shipped, live, page):
    page.goto(live.url + D + "options/?consent=yes")
    page.locator("#tick-joint-task-forces").check()
    expect(tray(page)).to_contain_text("1 option kept")
    for address in ("risks/", "law/", "preconditions/?option=joint-task-forces", "sources/", "search/?q=consent"):
        page.goto(live.url + D + address)
        expect(tray(page)).to_contain_text("Joint task forces with Mexico")
    page.goto(live.url + "/keys/")
    page.goto(live.url + D + "compare/")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(1)


def test_going_back_to_the_list_keeps_the_filter_and_the_ticks(shipped, live, page):
    page.goto(live.url + D + "options/")
    page.get_by_role("combobox", name="Consent").select_option("yes")
    page.wait_for_url("**consent=yes")
    page.locator("#tick-joint-task-forces").check()
    expect(tray(page)).to_contain_text("1 option kept")
    page.get_by_role("link", name="Intelligence sharing with Mexico").click()
    page.wait_for_url("**/options/intelligence-sharing/")
    page.go_back()
    expect(page.get_by_role("combobox", name="Consent")).to_have_value("yes")
    expect(page.locator(".found")).to_contain_text("7 of 13 options")
    expect(page.locator("#tick-joint-task-forces")).to_be_checked()
    expect(tray(page)).to_contain_text("1 option kept")


def test_going_back_brings_a_removed_option_back_into_the_table(shipped, live, page):
    page.goto(live.url + FOUR)
    page.get_by_role("link", name="Remove: Joint task forces with Mexico").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Three options side by side")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Four options side by side")
    assert page.url == live.url + FOUR


# --- a slow network, and one that fails ---


def slowly(page, milliseconds=600):
    """From now on every answer takes this long to come."""
    conditions = {"offline": False, "latency": milliseconds, "downloadThroughput": -1, "uploadThroughput": -1}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", conditions)


def test_ticks_made_faster_than_the_network_are_all_kept(shipped, live, page):
    page.goto(live.url + D + "options/")
    slowly(page)
    for slug in ("joint-task-forces", "intelligence-sharing", "status-quo-baseline", "border-security-shift"):
        page.locator(f"#tick-{slug}").check()
    page.locator("#tick-border-security-shift").uncheck()
    expect(tray(page)).to_contain_text("3 options kept")
    page.reload()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(3)


def test_the_last_of_two_quick_filters_counts(shipped, live, page):
    page.goto(live.url + D + "options/")
    slowly(page)
    page.get_by_role("combobox", name="Consent").select_option("yes")
    page.get_by_role("combobox", name="Consent").select_option("no")
    expect(page.locator(".found")).to_contain_text("3 of 13 options")
    page.wait_for_timeout(800)
    expect(page.locator(".found")).to_contain_text("3 of 13 options")
    assert page.url.endswith("?consent=no")


def failing(page, pattern, times=1):
    page.route(pattern, lambda route: route.abort(), times=times)


def failed(page):
    return page.get_by_role("alert")


def test_a_tick_that_does_not_arrive_is_taken_back_and_said(shipped, live, page, console):
    page.goto(live.url + D + "options/")
    page.locator("#tick-joint-task-forces").check()
    expect(tray(page)).to_contain_text("1 option kept")
    failing(page, "**/picks/")
    page.locator("#tick-intelligence-sharing").click()
    expect(failed(page)).to_be_in_viewport()
    expect(page.locator("#tick-intelligence-sharing")).not_to_be_checked()
    expect(tray(page)).to_contain_text("1 option kept")
    console.clear()
    page.locator("#tick-intelligence-sharing").click()
    expect(tray(page)).to_contain_text("2 options kept")
    expect(failed(page)).to_be_hidden()


def test_a_filter_that_does_not_arrive_says_so_and_can_be_sent_again(shipped, live, page, console):
    page.goto(live.url + D + "options/")
    failing(page, "**/options/?*")
    page.get_by_role("searchbox", name="Words").fill("training")
    expect(failed(page)).to_be_in_viewport()
    expect(page.get_by_role("searchbox", name="Words")).to_have_value("training")
    expect(page.locator(".found")).to_have_text("All 13 options")
    console.clear()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(".found")).to_contain_text("of 13 options")
    expect(failed(page)).to_be_hidden()


def test_a_group_that_does_not_open_says_so_and_the_table_stays(shipped, live, page, console):
    page.goto(live.url + FOUR)
    before = page.locator("table.compare").inner_text()
    failing(page, "**/compare/?*")
    page.locator("#fold-law").click()
    expect(failed(page)).to_be_in_viewport()
    assert page.locator("table.compare").inner_text() == before
    assert page.url == live.url + FOUR
    console.clear()
    page.locator("#fold-law").click()
    expect(page.locator("#fold-law")).to_have_attribute("aria-expanded", "true")
    expect(failed(page)).to_be_hidden()


def test_an_answer_that_is_an_error_is_said_too(shipped, live, page, console):
    page.goto(live.url + D + "options/joint-task-forces/")
    page.route("**/picks/", lambda route: route.fulfill(status=503, body="busy"), times=1)
    page.get_by_role("button", name="Keep to compare").click()
    expect(failed(page)).to_be_in_viewport()
    console.clear()
    page.get_by_role("button", name="Keep to compare").click()
    expect(tray(page)).to_contain_text("1 option kept")


# --- four times as large, and in the colours of the system ---


def test_at_400_percent_the_comparison_is_reached_and_read(shipped, live, open_page):
    page = open_page(viewport={"width": 320, "height": 256})  # 1280 by 1024 at 400 %
    hand = Keys(page)
    page.goto(live.url)
    find_the_options(hand)
    compare_them_with_the_status_quo(hand)
    hand.press(page.locator("#fold-law"))
    expect(page.locator("#fold-law")).to_be_in_viewport()
    hand.reach(page.locator("#law td a").first)
    expect(page.locator("#law td a").first).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


# pictures of which nothing stands out from the page
FAINT = """pictures => {
  const brightness = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map(Number);
    return 0.3 * r + 0.59 * g + 0.11 * b;
  };
  const page = brightness(getComputedStyle(document.documentElement).backgroundColor);
  const stands = (colour) => colour !== "none" && Math.abs(brightness(colour) - page) > 90;
  const seen = (shape) => ["fill", "stroke"].some((part) => stands(getComputedStyle(shape)[part]));
  return pictures.filter((picture) => picture.checkVisibility())
    .filter((picture) => ![...picture.querySelectorAll("path, rect, circle, text")].some(seen))
    .map((picture) => picture.outerHTML.slice(0, 200));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", [D, FOUR + "&g=risks", D + "preconditions/"])
def test_forced_colours_leave_every_word_mark_and_the_focus(shipped, live, open_page, axe, address, scheme):
    page = open_page(forced_colors="active", color_scheme=scheme)
    page.goto(live.url + address)
    axe(page)
    assert page.locator("main svg").evaluate_all(FAINT) == []
    page.keyboard.press("Tab")
    assert page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 2
