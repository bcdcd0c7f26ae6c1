"""The desk of curators in a browser: no console error under the site's policy, by keyboard, without a script."""

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

ADMIN = "/admin/options/"
DOSSIER = Path(__file__).parent.parent / "dossiers" / "river.yaml"


@pytest.fixture(scope="module")
def desk(live, django_db_blocker):
    """A dossier of these tests' own, since they write: `desk(kind, slug)` is the address of a form."""
    from options.bundle.load import load
    from options.models import Dossier, Entry
    from options.models.imports import import_document

    document = load(DOSSIER)
    head = document.dossier.model_copy(update={"slug": "desk", "title": "A desk"})
    with django_db_blocker.unblock():
        import_document(document.model_copy(update={"dossier": head}), now=timezone.now(), publish=True)
        entries = {(e.kind, e.slug): e.pk for e in Entry.objects.filter(dossier=Dossier.objects.get(slug="desk"))}
    return lambda kind, slug: f"{live.url}{ADMIN}{kind.replace('-', '')}/{entries[kind, slug]}/change/"


@pytest.mark.parametrize("path", ["/admin/", ADMIN + "option/", ADMIN + "entry/", ADMIN + "risk/add/", ADMIN + "user/"])
def test_pages_of_the_desk_open_without_a_console_error(live, staff, path):
    staff.goto(live.url + path)
    expect(staff.get_by_role("link", name="Editing")).to_be_visible()


def test_a_change_is_published_by_keyboard_alone(live, desk, staff):
    staff.goto(desk("risk", "lost-trade"))
    title = staff.get_by_label("Title:")
    title.focus()
    title.press("End")
    staff.keyboard.type(" and fairs")
    note = staff.get_by_label("What changed, and why:")
    note.focus()
    staff.keyboard.type("Fairs count as well.")
    staff.keyboard.press("Enter")
    expect(staff.get_by_text("It is published, as version")).to_be_visible()
    staff.goto(live.url + "/d/desk/risks/lost-trade/history/")
    expect(staff.get_by_text("Fairs count as well.")).to_be_visible()


def test_what_is_wrong_is_told_at_the_top_with_a_link_to_its_field(desk, staff):
    staff.goto(desk("option", "footbridge"))
    staff.get_by_label("Requires:").fill("all_of:\n- precondition: nobody-knows")
    staff.get_by_label("What changed, and why:").fill("A try.")
    staff.get_by_role("button", name="Save", exact=True).first.click()
    told = staff.get_by_role("region", name="Nothing was saved yet")
    expect(told).to_contain_text('there is no precondition "nobody-knows"')
    told.get_by_role("link", name="Requires").click()
    assert staff.url.endswith("#id_requires")
    assert staff.get_by_label("Requires:").input_value() == "all_of:\n- precondition: nobody-knows"


def test_a_row_is_added_and_its_entry_found_by_typing(desk, staff):
    staff.goto(desk("option", "tunnel"))
    staff.get_by_text("Legal questions it raises").click()
    staff.get_by_role("button", name="Add another Legal question").click()
    staff.locator("#bearings-group .dynamic-bearings .select2-selection").last.click()
    staff.keyboard.type("channel")
    expect(staff.get_by_role("option", name="Piers in the channel")).to_have_count(1)
    expect(staff.locator(".select2-results__option")).to_have_count(1)  # what was listed before typing is gone
    staff.keyboard.press("Enter")
    staff.locator("[id^=id_bearings-][id$=-effect]:visible").last.select_option("unclear")
    staff.get_by_label("What changed, and why:").fill("The channel matters here.")
    staff.get_by_role("button", name="Save", exact=True).first.click()
    expect(staff.get_by_text("It is published, as version")).to_be_visible()


def test_two_people_in_one_field_see_both_texts(desk, staff, console):
    staff.goto(desk("risk", "ferry-accident"))
    other = staff.context.new_page()
    other.goto(staff.url)
    for page, words in ((other, "Theirs came first."), (staff, "Mine came second.")):
        page.get_by_label("Description:").fill(words)
        page.get_by_label("What changed, and why:").fill("A try.")
        page.get_by_role("button", name="Save", exact=True).first.click()
    both = staff.get_by_role("region", name="Nothing was saved: somebody else changed the same")
    expect(both).to_contain_text("Theirs came first.")
    console.clear()  # the browser counts a 409 as an error
    assert staff.get_by_label("Description:").input_value() == "Mine came second."
    staff.get_by_role("button", name="Save", exact=True).first.click()
    expect(staff.get_by_text("It is published, as version")).to_be_visible()


def test_a_save_needs_no_script(desk, browser, staff):
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(staff.context.cookies())
    page = context.new_page()
    page.goto(desk("precondition", "money"))
    page.get_by_label("Status note:").fill("Half of it is there.")
    page.get_by_label("What changed, and why:").fill("The county has paid.")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("It is published, as version")).to_be_visible()
    context.close()
