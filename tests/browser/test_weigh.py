"""What an analyst does with the dossier that ships: screens, weighs, learns what would turn the result, supposes that
consent fails, saves, shares, takes the brief home. With a mouse, a finger, the keyboard alone and without a script."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import analyst as somebody
from tests.browser.conftest import session_of
from tests.browser.test_journeys import Finger, Keys, Mouse, NoScript

D = "/d/us-mexico-cartels/"
POINTS = {"trafficking-effect": "40", "legality": "100", "escalation-risk": "60"}
CONSENT = "Mexican agreement to non-forcible cooperation"


class Plain(NoScript):
    """Without a script everything waits for the button."""

    def choose(self, select, value):
        select.select_option(value)


@pytest.fixture(params=[Mouse, Plain, Finger, Keys])
def analyst(request, live, shipped, open_page):
    """Somebody with the role, signed in by a session made in the database."""
    options = {
        Plain: {"java_script_enabled": False},
        Finger: {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True},
    }.get(request.param, {})
    page = open_page(**options)
    page.context.add_cookies([{"name": "sessionid", "value": session_of(somebody()), "url": live.url}])
    return request.param(page)


def test_an_analyst_screens_weighs_supposes_saves_and_shares(live, analyst, open_page):
    page = analyst.page
    page.goto(f"{live.url}{D}weigh/")
    nothing_is_ranked_before_somebody_says_what_matters(page)
    screen(analyst)
    weigh(analyst)
    suppose_that_consent_fails(analyst)
    link = save(analyst)
    share(analyst)
    take_the_brief_home(analyst)
    open_without_an_account(open_page, link)


def nothing_is_ranked_before_somebody_says_what_matters(page):
    expect(page.locator("#result")).to_contain_text("Nothing is ranked yet.")
    expect(page.locator("#ranks")).to_have_count(0)


def screen(hand):
    page = hand.page
    hand.choose(page.get_by_label("feasible: Unilateral air or missile strikes"), "f")
    again(hand)
    expect(page.locator("#out-unilateral-air-strikes")).to_contain_text("failed: feasible")


def weigh(hand):
    page = hand.page
    for criterion, points in POINTS.items():
        field = page.locator(f"#points-{criterion}")
        if isinstance(hand, Keys):
            hand.reach(field)
            page.keyboard.type(points)
        else:
            field.fill(points)
    again(hand)
    verdict = page.locator("#verdict")
    expect(verdict).to_contain_text(re.compile(r"comes first in \d+ of 100 draws"))
    expect(page.locator("#share-legality")).to_have_text("50%")
    expect(page.locator("#result .flips").filter(has_text="It turns if").first).to_be_visible()
    expect(page.locator("#ranks")).to_contain_text("not ranked, failed: feasible")


def suppose_that_consent_fails(hand):
    page = hand.page
    hand.choose(page.get_by_label(f"Suppose “{CONSENT}” were"), "unmet")
    again(hand)
    supposed = page.locator("#gates .whatif")
    expect(supposed).to_contain_text("Joint task forces with Mexico")
    expect(supposed).to_contain_text("blocked")
    expect(supposed.locator(".take").first).to_contain_text(CONSENT)
    page.wait_for_url("**p.mexican-agreement-to-cooperate=unmet**")


def again(hand):
    """Without a script the button weighs; with one it has happened already."""
    if isinstance(hand, Plain):
        hand.page.locator("#points").get_by_role("button", name="Weigh", exact=True).click()


def save(hand):
    page = hand.page
    hand.press(page.get_by_role("link", name="Save this weighing"))
    write(hand, page.get_by_label("Name", exact=True), "Consent fails")
    write(hand, page.get_by_label("Feasible"), "No legal basis")
    hand.press(page.get_by_role("button", name="Save", exact=True))
    page.wait_for_url(re.compile(r"/comparisons/[0-9a-f-]{36}/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Consent fails")
    expect(page.locator(".screened")).to_contain_text("No legal basis")
    return page.url


def write(hand, field, text):
    if isinstance(hand, Keys):
        hand.reach(field)
        hand.page.keyboard.type(text)
    else:
        field.fill(text)


def share(hand):
    page = hand.page
    choice = page.get_by_label("anyone who has the link")
    if isinstance(hand, Keys):
        hand.reach(page.get_by_label("only me"))
        page.keyboard.press("ArrowUp")  # from the first choice round to the last
        expect(choice).to_be_checked()
    else:
        choice.check()
    hand.press(page.get_by_role("button", name="Share so"))
    expect(page.locator("#share")).to_contain_text("/comparisons/")


def take_the_brief_home(hand):
    page = hand.page
    hand.press(page.get_by_role("link", name="Brief to print, PDF, Word"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Consent fails")
    expect(page.locator("#screening")).to_contain_text("No legal basis")
    expect(page.locator("#result")).to_contain_text("comes first in")
    for name in ("PDF on A4", "PDF on Letter", "Word", "Markdown", "Excel"):
        with page.expect_download() as download:
            hand.press(page.get_by_role("link", name=name, exact=True))
        assert download.value.path().stat().st_size > 1_000


def open_without_an_account(open_page, link):
    visitor = open_page()
    visitor.goto(link)
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Consent fails")
    expect(visitor.locator("#verdict")).to_contain_text("comes first in")
    expect(visitor.get_by_role("button", name="Delete this comparison")).to_have_count(0)


# --- what a script adds ---


def test_a_slider_moves_its_number_and_the_result_at_once(live, page):
    page.goto(f"{live.url}/d/river-crossing/weigh/?w.cost=50&w.flood-safety=50")
    slider = page.get_by_label("Cost, points")
    slider.focus()
    page.keyboard.press("End")
    expect(page.locator("#points-cost")).to_have_value("100")
    expect(page.locator("#share-cost")).to_have_text("67%")
    page.wait_for_url("**w.cost=100**")


def test_a_number_moves_its_slider(live, page):
    page.goto(f"{live.url}/d/river-crossing/weigh/?w.cost=50")
    page.locator("#points-cost").fill("80")
    expect(page.get_by_label("Cost, points")).to_have_value("80")


def test_moving_a_slider_adds_nothing_to_the_history(live, page):
    page.goto(f"{live.url}/d/river-crossing/")
    page.goto(f"{live.url}/d/river-crossing/weigh/?w.cost=50&w.flood-safety=50")
    for key in ("End", "Home", "End"):
        page.get_by_label("Cost, points").press(key)
    page.wait_for_url("**w.cost=100**")
    page.go_back()
    page.wait_for_url("**/d/river-crossing/")


def test_the_focus_stays_where_it_is_while_the_result_changes(live, page):
    page.goto(f"{live.url}/d/river-crossing/weigh/?w.cost=50&w.flood-safety=50")
    page.locator("#points-cost").fill("70")
    expect(page.locator("#share-cost")).to_have_text("58%")
    assert page.evaluate("document.activeElement.id") == "points-cost"


def test_the_verdict_alone_is_said_aloud_in_a_place_that_stays(live, page):
    page.goto(f"{live.url}/d/river-crossing/weigh/?w.cost=20&w.flood-safety=10")
    said = page.locator("#said").element_handle()
    assert (said.get_attribute("role"), said.inner_text()) == ("status", "")
    page.get_by_label("Cost", exact=True).fill("90")
    expect(page.locator("#share-cost")).to_have_text("90%")
    assert said.inner_text() == page.locator("#verdict").inner_text()
    assert page.locator("main [aria-live], main [role=status]").count() == 1


def test_what_is_typed_for_a_button_of_its_own_waits_for_it(live, page):
    page.goto(f"{live.url}/d/river-crossing/weigh/?w.flood-safety=100&w.cost=50")
    page.get_by_text("options are weighed. Choose others").click()
    page.locator(".choose").get_by_label("A tunnel").uncheck()
    move = page.locator(".equivalence").first.get_by_label("The score on Safety in a flood")
    move.fill("25")
    page.locator("#points-crossing-time").fill("10")
    page.wait_for_url("**w.crossing-time=10**")
    assert "w.cost=50" in page.url
    assert "o=" not in page.url
    expect(move).to_have_value("25")
    page.locator(".equivalence").first.get_by_role("button", name="Set it so").click()
    page.wait_for_url("**w.cost=25**")
    assert "o=keep-the-ferry" in page.url


def test_a_field_that_makes_no_sense_is_told_and_stops_nothing(live, page):
    page.goto(f"{live.url}/d/river-crossing/weigh/?w.flood-safety=100&w.cost=50")
    page.locator("#points-crossing-time").fill("-5")
    expect(page.locator("#notices")).to_contain_text("w.crossing-time=-5")
    page.locator("#points-cost").fill("100")
    expect(page.locator("#share-cost")).to_have_text("50%")
    page.locator("#points-crossing-time").fill("0")
    expect(page.locator("#notices")).to_have_text("")


def test_what_is_unfolded_stays_unfolded(live, page):
    page.goto(f"{live.url}/d/river-crossing/weigh/?w.flood-safety=100&w.cost=50")
    page.get_by_text("Before you rely on it").click()
    page.locator("#points-cost").fill("90")
    expect(page.locator("#share-cost")).to_have_text("47%")
    expect(page.locator("details.cautions")).to_have_attribute("open", "")


def test_signing_in_leads_back_to_what_a_slider_made(live, page):
    page.goto(f"{live.url}/d/river-crossing/weigh/?w.flood-safety=100&w.cost=50")
    page.locator("#points-cost").fill("90")
    expect(page.locator("#share-cost")).to_have_text("47%")
    for link in ("#to-sign-in", "#result a[href^='/accounts/login/']"):
        address = page.locator(link).get_attribute("href")
        assert "w.cost%3D90" in address
        assert "form" not in address


def test_an_equivalence_is_put_otherwise(live, page):
    page.goto(f"{live.url}/d/river-crossing/weigh/?w.flood-safety=100&w.cost=50")
    asked = page.locator(".equivalence").first
    expect(asked).to_contain_text("safety in a flood from 0 to 50")
    asked.get_by_label("The score on Safety in a flood").fill("25")
    asked.get_by_role("button", name="Set it so").click()
    page.wait_for_url("**w.cost=25**")
    expect(page.locator(".equivalence").first).to_contain_text("safety in a flood from 0 to 25")


def test_an_equivalence_is_agreed_to_and_lapses_when_the_points_change(live, page):
    page.goto(f"{live.url}/d/river-crossing/weigh/?w.flood-safety=100&w.cost=50")
    page.locator("#ok-1").check()
    page.wait_for_url("**ok.flood-safety~cost=50**")
    page.locator("#points-cost").fill("90")
    expect(page.locator("#equivalences")).to_contain_text("You agreed to 50 before.")
    expect(page.locator("#ok-1")).not_to_be_checked()
