"""Without a script every form of every page for readers does what it says. A form without a row fails."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_every_page import ADDRESSES, FIVE, KEPT_AT, OPEN, D

HEADING = "h1"
SIGNED_IN = {"/accounts/logout/"}  # tests/browser/test_signin.py


def show(page):
    page.locator("main").get_by_role("button", name="Show", exact=True).first.click()


def search_from_the_masthead(page):
    page.locator("#find").fill("ferry")
    page.locator("#find").press("Enter")
    expect(page.locator(HEADING)).to_contain_text("entries have “ferry”")


def search_in_one_kind(page):
    page.get_by_label("Find").fill("ferry")
    page.get_by_role("combobox", name="In").select_option("risk")
    page.locator("main").get_by_role("button", name="Search").click()
    expect(page.locator(".stream li")).to_have_count(page.locator(".stream li", has_text="risk").count())
    expect(page.locator(".stream li").first).to_contain_text("ferry")


def choose_colours(page):
    page.get_by_role("button", name="dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def switch_the_keys_off_and_on(page):
    page.get_by_role("button", name="Switch them off").click()
    expect(page.get_by_role("status")).to_contain_text("switched off")
    page.get_by_role("button", name="Switch them on").click()
    expect(page.get_by_role("status")).to_contain_text("switched on")


def filter_the_options(page):
    for name, value in {"Posture": "cooperative", "Use of force": "none", "Consent": "yes"}.items():
        page.get_by_role("combobox", name=name).select_option(value)
    page.get_by_role("combobox", name="Order").select_option("title")
    show(page)
    expect(page.locator(".found")).to_contain_text("of 5 options")
    expect(page.get_by_role("combobox", name="Order")).to_have_value("title")


def keep_and_compare(page):
    page.locator("#tick-footbridge").check()
    page.get_by_role("button", name="Keep them while I read on").click()
    page.locator("#tick-tunnel").check()
    page.get_by_role("button", name="Compare the ticked options").click()
    expect(page.locator(HEADING)).to_have_text("Two options side by side")


def keep_one_from_its_page(page):
    page.get_by_role("button", name="Keep to compare").click()
    kept = page.get_by_role("region", name="Options kept to compare")
    expect(kept).to_contain_text("1 option kept")
    kept.get_by_role("button", name="Clear").click()
    expect(kept).to_be_hidden()


def pick_for_the_table(page):
    page.get_by_role("checkbox", name="A footbridge").check()
    page.get_by_role("checkbox", name="A road bridge").check()
    page.get_by_role("button", name="Compare the ticked options").click()
    expect(page.locator(HEADING)).to_contain_text("options side by side")


def show_only_what_differs(page):
    rows = page.locator("tbody tr:not(.group, .closing)")
    before = rows.count()
    page.get_by_label("Only rows that differ").check()
    page.get_by_label("Hide rows empty for all").check()
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_label("Only rows that differ")).to_be_checked()
    assert rows.count() <= before


def choose_a_risk(page):
    page.get_by_role("combobox", name="Option").select_option("road-bridge")
    page.get_by_role("combobox", name="Severity at least").select_option("3")
    show(page)
    page.wait_for_url("**option=road-bridge**")
    expect(page.get_by_role("combobox", name="Severity at least")).to_have_value("3")


def choose_the_picture(page):
    page.get_by_role("combobox", name="Option", exact=True).select_option("tunnel")
    show(page)
    expect(page.get_by_role("heading", name="waits for")).to_contain_text("A tunnel")


def ask_what_if(page):
    page.locator("#whatif summary").click()
    page.get_by_label("What if “Both town councils agree” were").select_option("met")
    page.get_by_role("button", name="Show what changes").click()
    expect(page.get_by_role("region", name="What if")).to_contain_text("instead of unmet, as curated")


def choose_questions(page):
    page.get_by_role("combobox", name="Option").select_option("footbridge")
    page.get_by_role("combobox", name="State").select_option("open")
    show(page)
    expect(page.locator("#questions .hint")).to_contain_text("questions")
    expect(page.locator("#open details.question")).to_have_count(page.locator("details.question").count())


def choose_claims(page):
    page.get_by_role("combobox", name="Show").select_option("doubt")
    show(page)
    expect(page.locator(".claim")).to_have_count(page.locator(".claim .doubt").count())


def choose_sources(page):
    page.get_by_role("combobox", name="Read").first.select_option("full")
    show(page)
    found = page.locator("#library tbody tr").count()
    expect(page.locator("#library tbody tr", has_text="read in full")).to_have_count(found)
    assert 0 < found < 7


def weigh_by_hand(page):
    page.get_by_label("Cost", exact=True).fill("40")
    page.get_by_label("adequate: A tunnel").select_option("f")
    page.get_by_label("Suppose “Both town councils agree” were").select_option("met")
    page.locator("#points").get_by_role("button", name="Weigh", exact=True).click()
    expect(page.locator("#verdict")).to_contain_text("comes first in")
    expect(page.locator("#out-tunnel")).to_contain_text("failed: adequate")
    expect(page.locator("#gates .whatif")).to_contain_text("A footbridge")
    assert "form=1" not in page.url


def weigh_with_answers(page):
    page.get_by_label("rank it anyway").check()
    page.locator("#points").get_by_role("button", name="Weigh", exact=True).click()
    expect(page.locator("#out-tunnel")).to_contain_text("ranked all the same")


def weigh_some_from_a_role(page):
    page.get_by_text("Start from points that are already there").click()
    page.get_by_role("button", name="Mayor of Harrow").click()
    expect(page.locator("#result")).to_contain_text("Points as suggested for the role: Mayor of Harrow.")
    expect(page.locator("#ranks tbody tr")).to_have_count(2)


def weigh_further(page):
    page.get_by_label("Cost", exact=True).fill("100")
    page.locator("#points").get_by_role("button", name="Weigh", exact=True).click()
    page.wait_for_url("**/comparisons/**w.cost=100**")
    expect(page.locator(".notice").first).to_contain_text("Weighing further on “What we would build now”")


def narrow_the_notes(page):
    page.get_by_role("combobox", name="Stance").select_option("suggests")
    page.get_by_label("Author").fill("browser")
    page.get_by_role("searchbox", name="Words").fill("thought")
    show(page)
    expect(page.locator(".found")).to_contain_text("1 note.")
    expect(page.locator(".stream li")).to_contain_text("A long thought")


# (method, address, fields that a reader sets) -> what is done with it, and where when not where it was found first
FORMS = {
    ("get", D + "search/", "q"): search_from_the_masthead,
    ("get", D + "search/", "kind q"): search_in_one_kind,
    ("post", "/preferences/", "theme"): choose_colours,
    ("post", "/preferences/", "keys"): switch_the_keys_off_and_on,
    ("get", D + "options/", "consent force gate instrument law posture sort text time unmet"): filter_the_options,
    ("get", D + "compare/", "next o"): keep_and_compare,
    ("post", D + "picks/", "add"): keep_one_from_its_page,
    ("get", D + "compare/", "o"): pick_for_the_table,
    ("get", D + "compare/", "diff full"): show_only_what_differs,
    ("get", D + "risks/", "option severity"): choose_a_risk,
    ("get", D + "preconditions/", "option"): choose_the_picture,
    ("get", D + "preconditions/", "p."): ask_what_if,
    ("get", D + "law/", "body option state"): choose_questions,
    ("get", D + "claims/", "show type"): choose_claims,
    ("get", D + "annotations/", "author on q stance state verdict"): narrow_the_notes,
    ("get", D + "sources/", "cited kind q read"): choose_sources,
    ("get", D + "weigh/", "choose p. pick preference start t. u w."): weigh_by_hand,
    ("get", D + "weigh/", "anyway choose eq. ok. p. pick preference start t. u w."): weigh_with_answers,
    ("get", D + "weigh/", "choose p. pick preference start t. w."): weigh_some_from_a_role,
    ("get", KEPT_AT + "weigh/", "anyway choose eq. ok. p. pick preference start t. u w."): weigh_further,
}

NAMES = """() => [...document.forms].map((form) => [form.getAttribute("method") || "get",
  new URL(form.getAttribute("action") || "", location.href).pathname,
  [...new Set([...form.elements].filter((e) => e.name && e.type !== "hidden")
    .map((e) => e.name.replace(/^([a-z]+\\.).*/, "$1")))].sort().join(" ")])"""


@pytest.fixture(scope="module")
def forms(live, shipped, revised, kept, annotated, browser):
    """Every form of every page for readers, and where it was met first."""
    context = browser.new_context(java_script_enabled=False)
    page, found = context.new_page(), {}
    for address in ADDRESSES:
        page.goto(live.url + address)
        for form in page.evaluate(NAMES):
            found.setdefault(tuple(form), address)
    context.close()
    return found


def test_every_form_has_a_row(forms):
    assert set(forms) == set(FORMS)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: " ".join(form)[:60])
def test_the_form_does_what_it_says(live, forms, plain, form):
    plain.goto(live.url + forms[form])
    FORMS[form](plain)


def test_the_rows_of_a_group_are_reached_without_a_script(live, plain):
    """Links and folds, which are no forms."""
    plain.goto(live.url + FIVE + OPEN)
    plain.locator("details.why summary").first.click()
    assert plain.locator("details.why").first.evaluate("reason => reason.open")
