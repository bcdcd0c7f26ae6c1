"""A seminar in real browsers: an instructor at a laptop, six students on phones and laptops, every phase of the dossier
that ships. One phone is lost, one round closes while somebody types, one inject closes options, grades leave as CSV."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE, session_of

PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
LAPTOP = {"viewport": {"width": 1280, "height": 800}}
FOLLOW = 2 * PATIENCE  # a page follows within seconds; a machine whose cores are busy is slow
DEVICES = (PHONE, LAPTOP, PHONE, PHONE, LAPTOP, PHONE)
ITEM = "o.joint-task-forces.legality"


def instructor():
    from django.contrib.auth.models import Group

    from options.models import User

    user, _made = User.objects.get_or_create(username="browser-instructor")
    user.groups.add(Group.objects.get(name="instructor"))
    return user


@pytest.fixture
def desk(live, shipped, open_page):
    """The instructor's page, at the list of exercises."""
    page = open_page()
    page.context.add_cookies([{"name": "sessionid", "value": session_of(instructor()), "url": live.url}])
    page.goto(live.url + "/seminar/")
    return page


class Student:
    """One browser with a seat in it."""

    def __init__(self, page, live, code):
        self.page = page
        page.goto(f"{live.url}/join/")
        page.get_by_label("Join code").fill(code.lower())
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("button", name="Take a seat").click()
        self.handle = page.get_by_role("heading", level=1).inner_text().removeprefix("You are ")
        self.words = page.locator(".threewords").inner_text()
        page.get_by_role("link", name="I have them. Go on").click()
        expect(page.get_by_text("You are in.")).to_be_visible()

    def sees(self, title):
        """The page has followed the exercise to a phase, by itself."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title, timeout=FOLLOW)

    def rates(self, value, why):
        for details in self.page.locator("details.rate").all():
            if details.get_attribute("open") is None:
                details.locator("summary").click()
            for mark in details.locator(".seg").all():
                mark.locator(f"input[value='{value}']").check(force=True)
        self.page.get_by_label(re.compile("One reason|Why you changed")).fill(why)
        self.hands_in()

    def hands_in(self):
        self.page.get_by_role("button", name="Hand in").click()
        expect(self.page.get_by_text("Handed in.")).to_be_visible()


def press(desk, name, *, few=False):
    """One of the instructor's buttons. `few`: less than most have handed in, so it asks once more."""
    desk.get_by_role("button", name=name).click()
    if few:
        desk.get_by_role("button", name="Go on", exact=True).click()


@pytest.fixture
def meeting(desk):
    """Made from the template of the dossier that ships, and opened: the join code."""
    template = desk.locator("select[name=template] option", has_text="principals meeting")
    desk.locator("select[name=template]").select_option(template.get_attribute("value"))
    desk.get_by_label(re.compile("students")).fill("6")
    desk.get_by_role("button", name="Make the exercise").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("principals meeting")
    press(desk, re.compile("Open"))
    return desk.locator(".code").inner_text()


def test_a_class_plays_the_exercise_through(live, desk, meeting, open_page, axe):
    students = [Student(open_page(**device), live, meeting) for device in DEVICES]
    first, typist, lost, chair, *rest = students
    board = desk.url
    expect(desk.locator("#board-seats tbody tr")).to_have_count(6, timeout=FOLLOW)

    press(desk, re.compile("^Start"))
    first.sees("Read and question the source")
    axe(first.page)
    first.page.get_by_label("The claim in your own words").fill("A cartel can frighten, says the article.")
    first.page.get_by_label("What an analyst should ask").fill("Can, or will?")
    first.hands_in()
    press(desk, re.compile("^Next"), few=True)

    # the first round: one types while it closes, one loses the phone after handing in
    for student in students:
        student.sees("First judgement")
    axe(typist.page)
    for value, student in zip((2, 6, 4, 7), (first, lost, chair, rest[0]), strict=True):
        student.rates(value, f"Because it is a {value}.")
    rest[1].rates(3, "It depends.")
    expect(desk.locator("#board-now")).to_contain_text("5 of 6 have handed in", timeout=FOLLOW)
    assert "Because it is" not in desk.content()
    typist.page.get_by_label("One reason").press_sequentially("I am still in the middle of a sen", delay=5)
    press(desk, "Close, and choose reasons")
    kept = typist.page.get_by_text("I am still in the middle of a sen")
    expect(typist.page.get_by_text("what you had typed was handed in for you")).to_be_visible(timeout=FOLLOW)
    expect(kept).to_be_visible()
    lost.page.context.clear_cookies()
    lost.page.close()
    again = open_page(**LAPTOP)
    again.goto(f"{live.url}/join/{meeting.replace(' ', '')}/back/")
    again.get_by_label("Your handle").fill(lost.handle)
    again.get_by_label("Your three words").fill(lost.words)
    again.get_by_role("button", name="Come back").click()
    lost.page = again
    expect(again.get_by_text("Because it is a 6.")).to_be_visible()

    # reasons without a clock, then the reveal, on the screens of all and on the wall
    expect(desk.get_by_role("heading", level=1)).to_have_text("Reasons for the reveal")
    press(desk, "Accept all")
    press(desk, "Open the reveal")
    wall = open_page()
    wall.context.add_cookies([{"name": "sessionid", "value": session_of(instructor()), "url": live.url}])
    wall.goto(board + "projector/")
    for student in students:
        student.sees("What the room thinks")
        expect(student.page.locator("figure.answer").first).to_be_visible()
    axe(chair.page)
    expect(first.page.get_by_role("heading", name="Reasons, chosen by the instructor")).to_be_visible()
    assert not any(student.handle in wall.content() for student in students)
    press(desk, re.compile("^Next"))

    # the discussion: the notes of the others open after two of one's own
    for student in (first, chair):
        student.sees("Councils: read against each other")
    note(first, "Who consents, and how?")
    note(first, "What does it cost in the second year?")
    chair.page.reload()
    expect(chair.page.get_by_text("Who consents, and how?")).to_have_count(0)
    note(chair, "Nobody has shown that.")
    note(chair, "Who decides?")
    expect(chair.page.get_by_text("Who consents, and how?")).to_be_visible(timeout=FOLLOW)
    press(desk, re.compile("^Next"))

    # the inject closes what needs Mexico's agreement
    for student in students:
        student.sees("News (fiction)")
        expect(student.page.get_by_text("FICTION, exercise").first).to_be_visible()
    expect(wall.get_by_text("FICTION, exercise").first).to_be_visible(timeout=FOLLOW)
    chair.page.get_by_role("link", name="The dossier shows every option with it.").click()
    chair.page.get_by_role("link", name=re.compile("[Jj]oint task forces")).first.click()
    expect(chair.page.get_by_text(re.compile("switched by the exercise", re.I)).first).to_be_visible()
    press(desk, re.compile("^Next"))

    chair.page.goto(first.page.url.split("?")[0])
    for student in (first, chair):
        student.sees("Councils: what must be true")
    screening(first, "Feasible only with consent.")
    expect(chair.page.get_by_text(re.compile("^1 of .* cells are answered")).first).to_be_visible(timeout=FOLLOW)
    press(desk, re.compile("^Next"))

    for student in students:
        student.sees("Second judgement")
    expect(first.page.get_by_text("You said 2.").first).to_be_visible()
    for student in students:
        student.rates(4, "Moved by the others.")
    press(desk, re.compile("^Next"))
    first.sees("Who moved")
    expect(first.page.get_by_text("You went from 2 to 4.").first).to_be_visible()
    axe(first.page)
    press(desk, re.compile("^Next"))

    # the directive: written by those whose part it is, accepted by the one who decides
    decider = first  # decision-makers are seated before all others
    decider.sees("Directive and dissent")
    decide(decider)
    press(desk, re.compile("^Next"))
    rest[0].sees("Side by side")
    expect(rest[0].page.locator("main")).to_contain_text("Because it can be undone.")
    press(desk, re.compile("^Next"))
    rest[0].sees("Debrief")
    rest[0].page.get_by_label("Did the weights or the scores decide the ranking?").fill("The weights.")
    rest[0].hands_in()
    press(desk, re.compile("End the exercise"), few=True)
    expect(rest[0].page.get_by_text("The exercise is over.")).to_be_visible(timeout=FOLLOW)

    # grades by keyboard, released together, out as CSV
    desk.goto(board + "grades/1/")
    assert "I am still in the middle" not in desk.content()
    desk.locator(".rubricrow input[type=radio]").first.focus()
    desk.keyboard.press("4")
    desk.keyboard.press("j")
    expect(desk).to_have_url(re.compile("grades/2/"))
    desk.goto(board + "grades/")
    press(desk, re.compile("Release"))
    answer = desk.request.get(board + "grades.csv")
    assert answer.ok
    (graded,) = [row for row in answer.text().splitlines() if first.handle in row]
    assert ",4," in graded
    first.page.goto(first.page.url.split("?")[0] + "mine/")
    expect(first.page.get_by_text("Use of sources and provenance").first).to_be_visible()
    desk.goto(board + "report/")
    expect(desk.get_by_role("heading", level=1)).to_be_visible()
    axe(desk)


def note(student, body):
    page = student.page
    page.goto(page.url.split("/d/")[0].split("?")[0].split("#")[0].rstrip("/") + "/d/options/joint-task-forces/")
    page.get_by_role("link", name=re.compile("note")).first.click()
    page.get_by_label(re.compile("asks", re.I)).first.check()
    page.locator("textarea[name=body]").fill(body)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text(body)).to_be_visible()
    page.goto(page.url.split("d/options/")[0])


def screening(student, why):
    form = student.page.locator("details.rate[open] form").first
    form.locator("input[type=radio][value=p]").first.check(force=True)
    form.locator("textarea").first.fill(why)
    form.get_by_role("button", name="Save this option").click()
    expect(student.page.get_by_text(why).first).to_be_visible()


def decide(student):
    page = student.page
    page.get_by_role("link", name="Option", exact=True).click()  # on a phone one part stands on a screen
    page.locator("input[name='c.option'][value='anti-corruption-support']").check(force=True)
    page.locator("textarea[name='t.option']").fill("Because it can be undone.")
    form = page.locator("form", has=page.locator("textarea[name='t.option']"))
    form.get_by_role("button", name=re.compile("Save")).click()
    page.get_by_role("button", name=re.compile("^Accept")).first.click()
    expect(page.locator("main")).to_contain_text("1 of 5 parts")


def test_two_browsers_of_one_seat_have_the_same_drafts(live, desk, meeting, open_page, console):
    """A text typed on a phone stands on the laptop that comes back with the words, not handed in and not lost."""
    student = Student(open_page(**PHONE), live, meeting)
    press(desk, re.compile("^Start"))
    student.sees("Read and question the source")
    words = f"Half a sentence {uuid4()}"
    student.page.get_by_label("What an analyst should ask").press_sequentially(words, delay=2)
    expect(student.page.get_by_text("Kept as a draft").first).to_be_visible()
    laptop = open_page(**LAPTOP)
    laptop.goto(student.page.url)
    console.clear()  # the page asks for the words, and says so by its status
    laptop.get_by_label("Your handle").fill(student.handle)
    laptop.get_by_label("Your three words").fill(student.words)
    laptop.get_by_role("button", name="Come back").click()
    expect(laptop.get_by_label("What an analyst should ask")).to_have_value(words)


def test_without_a_script_a_student_joins_answers_and_follows_by_links(live, desk, meeting, open_page):
    student = Student(open_page(**PHONE, java_script_enabled=False), live, meeting)
    page = student.page
    press(desk, re.compile("^Start"))
    page.get_by_role("link", name="Load it again").click()
    student.sees("Read and question the source")
    page.get_by_label("What an analyst should ask").fill("Can, or will?")
    student.hands_in()
    press(desk, re.compile("^Next"))
    page.get_by_role("link", name="Where the exercise is").click()
    student.sees("First judgement")
    student.rates(5, "By plain forms.")
    expect(page.get_by_label("One reason")).to_have_value("By plain forms.")


def test_a_student_joins_and_rates_by_keyboard_alone(live, desk, meeting, open_page):
    page = open_page(**LAPTOP)
    page.goto(f"{live.url}/join/")
    page.keyboard.type(meeting.lower())  # the field has the focus
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Take a seat").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="I have them. Go on").focus()
    page.keyboard.press("Enter")
    press(desk, re.compile("^Start"))
    press(desk, re.compile("^Next"), few=True)
    expect(page.get_by_role("heading", level=1)).to_have_text("First judgement", timeout=FOLLOW)
    page.locator("details.rate input[type=radio]:checked").first.focus()  # "no answer", at the end of the scale
    page.keyboard.press("ArrowLeft")
    expect(page.locator("details.rate input[value='7']").first).to_be_checked()
    page.get_by_label("One reason").focus()
    page.keyboard.type("By keys.")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Hand in")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Handed in.")).to_be_visible()
    expect(page.locator("details.rate input[value='7']").first).to_be_checked()
