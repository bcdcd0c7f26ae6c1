"""Annotations in a browser: written by keyboard alone, with the mouse, on a phone and without a script; drafts that
come back; notes beside their passage; what others wrote meanwhile."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import analyst, session_of
from tests.conftest import NOW

D = "/d/noted/"
OPTION = D + "options/footbridge/"
SENTENCE = "The ferry goes on for cars and goods."


@pytest.fixture(scope="module")
def noted(live, django_db_blocker):
    """A dossier of these tests' own, since they write: the address of one of its options."""
    from options.bundle.load import load
    from options.models.imports import import_document
    from tests.browser.conftest import DOSSIER

    document = load(DOSSIER)
    head = document.dossier.model_copy(update={"slug": "noted", "title": "A river with notes"})
    with django_db_blocker.unblock():
        import_document(document.model_copy(update={"dossier": head}), now=NOW, publish=True)
    return live.url + OPTION


@pytest.fixture
def writer(live, noted, open_page):
    """`writer(**context options)`: a page of an analyst on the option."""

    def opened(**options):
        page = open_page(**options)
        page.context.add_cookies([{"name": "sessionid", "value": session_of(analyst()), "url": live.url}])
        page.goto(noted)
        return page

    return opened


def tab_to(page, control, most=200):
    for _ in range(most):
        if control.evaluate("control => control === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {control}")


def note_of(page, words):
    return page.locator(".note", has_text=words)


def test_a_sentence_is_chosen_and_annotated_by_keyboard_alone(writer):
    page, words = writer(), f"By keys {uuid4()}"
    tab_to(page, page.get_by_role("link", name="Write a note: description"))
    page.keyboard.press("s")
    form = page.locator(".writing form")
    expect(form.get_by_role("radio", name="all of it")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(form.get_by_role("radio", name=SENTENCE)).to_be_checked()
    tab_to(page, form.get_by_role("radio", name="supports"))
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(form.get_by_role("radio", name="challenges")).to_be_checked()
    tab_to(page, form.get_by_label("What you say"))
    page.keyboard.type(words)
    tab_to(page, form.get_by_role("radio", name="only me"))
    page.keyboard.press("ArrowDown")
    tab_to(page, form.get_by_role("button", name="Send"))
    page.keyboard.press("Enter")
    expect(note_of(page, words)).to_be_visible()
    assert "#n-" in page.url
    expect(page.locator("mark", has_text=SENTENCE).first).to_be_visible()
    expect(note_of(page, words)).to_contain_text("public, open")


def test_c_writes_on_the_whole_entry_when_nothing_has_the_focus(writer):
    page = writer()
    page.keyboard.press("c")
    form = page.locator(".writing form")
    expect(form).to_contain_text("On A footbridge")
    expect(form.get_by_role("radio", name="supports")).to_be_focused()
    page.keyboard.press("Escape")


def mark(page, text):
    """Selects words of the description as a hand would."""
    page.evaluate(
        """text => {
            const prose = document.querySelector("#description .prose"), parts = [];
            const walker = document.createTreeWalker(prose, NodeFilter.SHOW_TEXT);
            let all = "";
            while (walker.nextNode()) { parts.push([all.length, walker.currentNode]); all += walker.currentNode.data; }
            const find = at => {
                const [from, node] = parts.findLast(([from]) => from <= at);
                return [node, at - from];
            };
            const start = all.indexOf(text), range = document.createRange();
            range.setStart(...find(start)); range.setEnd(...find(start + text.length - 1));
            range.setEnd(range.endContainer, range.endOffset + 1);
            getSelection().removeAllRanges(); getSelection().addRange(range);
        }""",
        text,
    )


@pytest.mark.parametrize("window", ["page", "phone"])
def test_words_that_were_marked_are_annotated_with_the_button_that_appears(writer, window):
    phone = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
    page, words = writer(**(phone if window == "phone" else {})), f"By hand {uuid4()}"
    mark(page, "people on foot and on")
    button = page.get_by_role("button", name="Write a note")
    (button.tap if window == "phone" else button.click)()
    form = page.locator(".writing form")
    expect(form.locator("mark")).to_have_text("people on foot and on")
    form.get_by_role("radio", name="asks").check()
    form.get_by_label("What you say").fill(words)
    form.get_by_role("button", name="Send").click()
    expect(note_of(page, words)).to_be_visible()
    expect(page.locator("#description mark", has_text="people on foot and on").first).to_be_visible()
    expect(page.get_by_role("button", name="Write a note", exact=True)).to_be_hidden()


def test_marking_over_other_marks_finds_the_same_words(writer):
    page, words = writer(), f"Over {uuid4()}"
    mark(page, "foot and on bicycles. The")  # begins within another passage by now
    page.get_by_role("button", name="Write a note").click()
    form = page.locator(".writing form")
    form.get_by_role("radio", name="asks").check()
    form.get_by_label("What you say").fill(words)
    form.get_by_role("button", name="Send").click()
    expect(note_of(page, words)).to_be_visible()
    expect(note_of(page, words).locator(".gone")).to_have_count(0)


def test_words_within_a_marked_passage_are_marked_by_dragging(writer):
    page = writer()
    link = page.locator("#description a.words").first
    link.scroll_into_view_if_needed()
    line = link.evaluate("link => link.getClientRects()[0].toJSON()")
    middle = line["y"] + line["height"] / 2
    page.mouse.move(line["x"] + 12, middle)
    page.mouse.down()
    page.mouse.move(line["x"] + line["width"] - 8, middle, steps=8)
    page.mouse.up()
    expect(page.get_by_role("button", name="Write a note", exact=True)).to_be_visible()
    assert page.evaluate("getSelection().toString().length") > 3
    assert "#" not in page.url


def test_words_that_are_pasted_choose_themselves(writer):
    page = writer()
    page.get_by_role("link", name="Write a note: summary").click()
    page.get_by_text("Which words: all of it, a sentence, or some words").click()
    page.locator(".writing [name=exact]").fill("bridge")
    expect(page.locator(".writing [name=passage][value=words]")).to_be_checked()


def test_what_was_typed_comes_back_on_another_device(writer):
    page, words = writer(), f"Half a thought {uuid4()}"
    page.get_by_role("link", name="Write a note: summary").click()
    page.locator(".writing").get_by_label("What you say").fill(words)
    expect(page.locator(".writing [data-draft]")).to_contain_text("Kept as a draft at")
    other = writer(viewport={"width": 360, "height": 740})
    other.get_by_role("link", name="Write a note: summary").click()
    expect(other.locator(".writing").get_by_label("What you say")).to_have_value(words)
    other.get_by_role("button", name="Throw it away").click()
    other.goto(page.url)
    other.get_by_role("link", name="Write a note: summary").click()
    expect(other.locator(".writing").get_by_label("What you say")).to_have_value("")


def test_enter_in_the_form_throws_nothing_away(writer, noted, live):
    page, words = writer(), f"Half a thought {uuid4()}"
    page.goto(f"{live.url}{D}annotations/new/?on=option:tunnel&field=summary")
    page.get_by_label("What you say").fill(words)
    expect(page.locator("[data-draft]")).to_contain_text("Kept as a draft at")
    page.reload()
    page.get_by_role("radio", name="asks").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")  # a browser presses the first button of the form
    expect(note_of(page, words)).to_be_visible()


def test_a_draft_that_cannot_be_kept_is_told_and_the_text_stays(writer, console):
    page = writer()
    page.get_by_role("link", name="Write a note: who acts").click()
    page.context.clear_cookies(name="sessionid")
    page.locator(".writing").get_by_label("What you say").fill("Typed while signed out")
    expect(page.locator(".writing [data-draft]")).to_contain_text("You are signed out.")
    expect(page.locator(".writing").get_by_label("What you say")).to_have_value("Typed while signed out")
    console.clear()  # the browser tells of the refusal


def test_notes_are_gone_through_by_keyboard(writer, noted):
    from options.models import Dossier
    from tests.models.notes import on, post

    river = Dossier.objects.get(slug="noted")
    for field in ("time_note", "description"):
        post(on(river, field=field, slug="faster-ferry"), analyst(), f"On the {field}")
    page = writer()
    page.goto(noted.replace("footbridge", "faster-ferry"))
    page.keyboard.press("n")
    expect(note_of(page, "On the time_note")).to_be_focused()
    page.keyboard.press("n")
    expect(note_of(page, "On the description")).to_be_focused()
    page.keyboard.press("p")
    expect(note_of(page, "On the time_note")).to_be_focused()


def test_what_others_write_waits_to_be_asked_for(writer, noted):
    from django.contrib.auth.models import Group

    from options.models import Dossier, User
    from tests.models.notes import on, post

    page = writer()
    page.clock.install()
    page.goto(noted.replace("footbridge", "tunnel"))
    height = page.evaluate("document.body.scrollHeight")
    other, _made = User.objects.get_or_create(username="browser-colleague")
    other.groups.add(Group.objects.get(name="analyst"))
    from django.utils import timezone

    post(on(Dossier.objects.get(slug="noted"), slug="tunnel"), other, "Written meanwhile.", now=timezone.now())
    page.clock.run_for(61_000)
    fresh = page.get_by_role("status").filter(has_text="1 new note since you opened this page")
    expect(fresh).to_be_visible()
    assert page.evaluate("document.body.scrollHeight") == height
    expect(page.locator(".note", has_text="Written meanwhile.")).to_have_count(0)
    fresh.click()
    expect(page.locator(".note", has_text="Written meanwhile.")).to_be_visible()


def test_without_a_script_a_passage_is_annotated_and_answered(live, noted, writer):
    page, words = writer(java_script_enabled=False), f"Plain {uuid4()}"
    page.get_by_role("link", name="Write a note: description").click()
    page.get_by_text("Which words: all of it, a sentence, or some words").click()
    page.get_by_role("radio", name=SENTENCE).check()
    page.get_by_role("radio", name="supports").check()
    page.get_by_label("What you say").fill(words)
    page.get_by_role("radio", name="everybody").check()
    page.get_by_role("button", name="Send").click()
    expect(note_of(page, words)).to_be_visible()
    note_of(page, words).get_by_role("link", name="Answer or change").click()
    page.get_by_label("What you say").fill("And an answer.")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator(".answers")).to_contain_text("And an answer.")
    page.get_by_role("button", name="Mark as resolved").click()
    expect(page.locator("article.note")).to_contain_text("resolved")


# --- every page that needs an account ---


@pytest.fixture(scope="module")
def places(live, noted, django_db_blocker):
    """Addresses by name: a thread with everything that can stand there, the forms, the inbox, a team, a draft."""
    from options.models import AnnotationEvent, Dossier, Team
    from options.models.suggestions import take
    from tests.models.notes import on, post, reply

    with django_db_blocker.unblock():
        river, ana = Dossier.objects.get(slug="noted"), analyst()
        where = on(river, "piers would raise", slug="art-02", kind="claim", field="text")
        thread = post(where, ana, "A **long** thought.", stance="suggests", replacement="piers could raise")
        reply(thread, ana, "> quoted\n\nand answered at length, with `code` and [a link](https://example.org).")
        AnnotationEvent.objects.set_state(thread, "answered", by=ana, now=NOW)
        team = Team.objects.found("Night shift", by=ana, now=NOW)
        draft = take(thread, by=ana, now=NOW)
    thread_at = thread.get_absolute_url()
    return {
        "thread": thread_at,
        "edit": thread_at + "edit/",
        "new": D + "annotations/new/?on=option:footbridge&field=description&pick=sentence",
        "stream": D + "annotations/",
        "import": D + "annotations/import/",
        "inbox": "/inbox/",
        "teams": "/teams/",
        "team": f"/teams/{team.pk}/",
        "join": f"/teams/join/{team.invitation}/",
        "claims": D + "claims/",
        "locked": thread_at + "open/",
        "draft": f"{D}claims/art-02/draft/{draft.number}/",
    }


NAMES = ("thread", "edit", "new", "stream", "import", "inbox", "teams", "team", "join", "claims", "locked", "draft")


STAFF = ("locked", "draft")


@pytest.fixture
def reach(live, places, writer, staff):
    """`reach("inbox")`: the page, for somebody who may see it."""

    def reached(name):
        page = staff if name in STAFF else writer()
        page.goto(live.url + places[name])
        return page

    return reached


@pytest.fixture
def mine(live, places, writer):
    page = writer()
    page.goto(live.url + places["thread"])
    return page


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light")])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(reach, axe, name, width, scheme):
    page = reach(name)
    page.set_viewport_size({"width": width, "height": 740})
    page.emulate_media(color_scheme=scheme)
    axe(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_ones_own_thread(mine, axe, scheme):
    mine.emulate_media(color_scheme=scheme)
    mine.evaluate("document.querySelectorAll(`main details`).forEach(each => { each.open = true; })")
    axe(mine)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_wider_than_a_small_screen(reach, name):
    page = reach(name)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
