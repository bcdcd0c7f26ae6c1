"""A council that writes together in two browsers: words are kept while they are typed, and never over a peer's."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import staff_session
from tests.seminar import advance, exercise, fresh, joined, planned, running

PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
CELL = "textarea[name='t.footbridge.adequate']"


@pytest.fixture
def room(live):
    """Two at one table, in front of their grid."""
    from django.contrib.auth import get_user_model

    from options.models import Dossier

    staff_session()
    now = timezone.now()
    room = exercise(
        Dossier.objects.get(slug="river-crossing"), get_user_model().objects.get(username="browser-staff"), now=now
    )
    planned(room, "screen", "directive", "compare-directives", options=["footbridge", "road-bridge"])
    running(room, "screen", now=now)
    room.people = joined(room, 2, now=now)
    return room


@pytest.fixture
def sit(live, room, open_page):
    def seated(number, **device):
        page = open_page(**device)
        at = f"{live.url}/seat/{room.link}/"
        page.context.add_cookies([{"name": "seat", "value": room.people[number].token, "url": at}])
        page.goto(at)
        return page

    return seated


def stands(room, item):
    from options.models import Artifact

    row = Artifact.objects.filter(phase__exercise=room, item=item).first()
    return (row.text, row.edition) if row else None


def said(page):
    return page.locator("#at-footbridge [data-saved]")


def test_words_are_kept_while_they_are_typed_each_time_on_the_edition_before(room, sit, axe):
    page = sit(0)
    axe(page)
    page.locator(CELL).press_sequentially("Bicycles")
    expect(said(page)).to_have_text(re.compile("^Saved"))
    assert stands(room, "footbridge.adequate") == ("Bicycles", 1)
    page.locator(CELL).press_sequentially(" do cross.")
    expect(page.locator("[name='seen.footbridge.adequate']")).to_have_value("2")
    assert stands(room, "footbridge.adequate") == ("Bicycles do cross.", 2)
    page.get_by_role("button", name="Save this option").click()
    expect(page.get_by_text("Written by")).to_be_visible()
    assert stands(room, "footbridge.adequate") == ("Bicycles do cross.", 2)


def test_a_peers_words_are_not_written_over_and_both_are_shown_at_save(room, sit, axe, console):
    page, peer = sit(0), sit(1)
    peer.locator(CELL).fill("Goods do not.")
    expect(said(peer)).to_have_text(re.compile("^Saved"))
    page.locator(CELL).fill("Bicycles do cross.")
    expect(said(page)).to_have_text(re.compile("^Not saved"))
    assert stands(room, "footbridge.adequate") == ("Goods do not.", 1)
    page.get_by_role("button", name="Save this option").click()
    expect(page.get_by_text("Goods do not.")).to_be_visible()
    expect(page.locator(CELL)).to_have_value("Bicycles do cross.")
    axe(page)
    page.get_by_role("button", name="Keep mine").click()
    expect(page.get_by_text("Written by")).to_be_visible()
    assert stands(room, "footbridge.adequate") == ("Bicycles do cross.", 2)
    assert all("409" in line for line in console)
    console.clear()


def test_what_is_typed_while_a_page_is_about_to_follow_stays(room, sit, console):
    page, peer = sit(0), sit(1)
    page.evaluate("Math.random = () => 1")  # the longest wait between hearing of a change and loading the page
    page.locator(".clock").evaluate("bar => { bar.dataset.every = 3; }")
    with page.expect_response(lambda reply: "/poll/" in reply.url and reply.status == 200, timeout=60_000):
        peer.locator(CELL).fill("Goods do not.")
    page.locator(CELL).fill("Bicycles do cross.")
    expect(page.locator("#news")).to_be_visible()
    expect(page.locator(CELL)).to_have_value("Bicycles do cross.")
    console.clear()  # autosave is told of the peer's words


def test_a_text_that_was_typed_when_the_phase_closed_stays_on_the_screen(room, sit, console):
    page = sit(0)
    page.route("**/council/", lambda route: route.abort())
    page.locator(CELL).press_sequentially("In the middle of a sen")
    advance(fresh(room), now=timezone.now())
    expect(page.locator("#news")).to_be_visible(timeout=60_000)
    expect(page.locator(CELL)).to_have_value("In the middle of a sen")
    page.unroute("**/council/")
    page.get_by_role("button", name="Save this option").click()
    expect(page.get_by_text("This is closed. Your text is still here")).to_be_visible()
    expect(page.get_by_label("A footbridge, adequate")).to_have_value("In the middle of a sen")
    console.clear()


def test_a_directive_on_a_phone_is_written_one_part_per_screen(room, sit, axe):
    advance(room, now=timezone.now())
    page = sit(0, **PHONE)
    expect(page.locator("textarea:visible")).to_have_count(0)
    axe(page)
    page.get_by_role("link", name="Option", exact=True).click()
    page.get_by_label("A footbridge").check()
    page.get_by_label("Why, in a sentence").fill("It is cheap.")
    axe(page)
    page.get_by_role("button", name="Save this part").click()
    page.get_by_role("button", name="Accept it").click()
    expect(page.get_by_role("button", name="Open it again")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Next:")).click()
    expect(page.get_by_role("heading", name="Legal basis")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_comparison_reads_well_on_both(room, sit, axe):
    advance(room, now=timezone.now())
    advance(fresh(room), now=timezone.now())
    for device in (PHONE, {}):
        page = sit(1, **device)
        axe(page)
        expect(page.get_by_text("not handed in").first).to_be_visible()
        page.context.close()
