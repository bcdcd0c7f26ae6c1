"""The frame, the overview, the list of options and an option, in a browser."""

from pathlib import Path

from django.db import connection
from playwright.sync_api import expect

HOME = "/d/river-crossing/"
LIST = HOME + "options/"


def theme(page):
    return page.evaluate("document.documentElement.dataset.theme || ''")


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.textContent")


def test_the_server_writes_in_a_database_of_the_tests(live):
    assert "test" in Path(connection.settings_dict["NAME"]).name


def test_colours_change_at_once_and_stay(live, page):
    page.goto(live.url + HOME)
    page.click("form.theme button[value=dark]")
    assert theme(page) == "dark"
    page.goto(live.url + LIST)
    assert theme(page) == "dark"
    page.click("form.theme button[value='']")
    page.reload()
    assert theme(page) == ""


def test_colours_change_without_a_script(live, plain):
    plain.goto(live.url + LIST + "?force=none")
    plain.click("form.theme button[value=dark]")
    plain.wait_for_selector("html[data-theme=dark]")
    assert plain.url == live.url + LIST + "?force=none"


def test_slash_goes_to_the_search_and_types_nothing(live, page):
    page.goto(live.url + HOME)
    page.keyboard.press("/")
    assert focused(page) == "find"
    page.keyboard.type("j/k")
    assert page.input_value("#find") == "j/k"


def test_j_and_k_turn_pages_of_entries(live, page):
    page.goto(live.url + LIST + "footbridge/")
    page.keyboard.press("j")
    page.wait_for_url("**/options/road-bridge/")
    page.keyboard.press("k")
    page.wait_for_url("**/options/footbridge/")


def test_j_and_k_walk_through_a_list(live, page):
    page.goto(live.url + LIST)
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert focused(page) == "A faster ferry"
    page.keyboard.press("k")
    assert focused(page) == "Keep the ferry as it is"


def test_a_question_mark_opens_the_help_and_keys_can_be_switched_off(live, page):
    page.goto(live.url + HOME)
    page.keyboard.press("?")
    page.wait_for_url("**/keys/")
    page.click("text=Switch them off")
    page.wait_for_selector("text=Switch them on")
    page.goto(live.url + HOME)
    page.keyboard.press("/")
    assert focused(page) != "find"


def test_a_filter_works_at_once_and_stands_in_the_address(live, page):
    page.goto(live.url + LIST)
    page.select_option("select[name=consent]", "yes")
    page.wait_for_url("**/options/?consent=yes")
    expect(page.locator(".found")).to_contain_text("2 of 5 options")
    page.go_back()
    page.wait_for_url("**/options/")
    expect(page.locator(".found")).to_have_text("All 5 options")


def test_a_filter_works_without_a_script(live, plain):
    plain.goto(live.url + LIST)
    plain.select_option("select[name=consent]", "yes")
    plain.click("#filters button")
    plain.wait_for_url("**consent=yes**")
    expect(plain.locator(".found")).to_contain_text("2 of 5 options")


def test_ticks_are_kept_while_filtering(live, page):
    page.goto(live.url + LIST)
    page.check("#tick-footbridge")
    page.wait_for_selector("#tray.tray")
    page.select_option("select[name=consent]", "yes")
    page.wait_for_url("**consent=yes")
    assert page.is_checked("#tick-footbridge")
    page.uncheck("#tick-footbridge")
    page.wait_for_selector("#tray:not(.tray)", state="attached")


def test_ticks_go_to_the_comparison_without_a_script(live, plain):
    plain.goto(live.url + LIST)
    plain.check("#tick-footbridge")
    plain.check("#tick-tunnel")
    plain.click("text=Compare the ticked options")
    plain.wait_for_url(live.url + HOME + "compare/?o=footbridge&o=tunnel")


def test_what_is_folded_is_printed(live, page):
    page.goto(live.url + LIST + "tunnel/")
    page.emulate_media(media="print")
    assert page.locator("text=A risk that nobody has assessed").is_visible()
    assert page.locator("nav.sections").is_hidden()
