"""Sign in, sign out and change one's password in a browser: with the keyboard alone, and without a script.

Each test has an account of its own, because the rows of the live server stay.
"""

from itertools import count

import pytest

LIST = "/d/river-crossing/options/"
SIGN_IN, PASSWORD = "/accounts/login/", "/accounts/password/"
RIGHT, NEW = "a quiet river", "another quiet river"
numbers = count(1)


def somebody(ending=""):
    """The name of a new account, whose password is RIGHT."""
    from options.models import User

    return User.objects.create_user(f"browser-person-{next(numbers)}{ending}", password=RIGHT).get_username()


@pytest.fixture
def person(live):
    return somebody()


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.textContent")


def press_until(page, key, what, most=40):
    """Press a key until this has the focus, as somebody without a mouse does."""
    for _ in range(most):
        if focused(page) == what:
            return
        page.keyboard.press(key)
    raise AssertionError(f"{what} is not reached by {key}")


def sign_in(page, live, name, password=RIGHT, then=PASSWORD):
    page.goto(f"{live.url}{SIGN_IN}?next={then}")
    page.fill("#id_username", name)
    page.fill("#id_password", password)
    page.press("#id_password", "Enter")


def change(page, old, new):
    page.fill("#id_old_password", old)
    page.fill("#id_new_password1", new)
    page.fill("#id_new_password2", new)
    page.click("text=Change the password")


def forget_refusal(console):
    """Chromium writes a line for a page with status 422 or 429."""
    assert all("422" in line or "429" in line for line in console)
    console.clear()


def sideways(page):
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


# Each leads to a state of the two pages.


def empty(page, live, person):
    page.goto(live.url + SIGN_IN)


def refused(page, live, person):
    sign_in(page, live, person, "wrong")


def too_soon(page, live, person):
    for _ in range(6):
        sign_in(page, live, person, "wrong")
    assert "Too many tries" in page.inner_text("main")


def password(page, live, person):
    sign_in(page, live, person)


def password_refused(page, live, person):
    sign_in(page, live, person)
    change(page, "wrong", "12345")


def password_changed(page, live, person):
    sign_in(page, live, person)
    change(page, RIGHT, NEW)
    assert "Your password is changed." in page.inner_text("main")


STATES = [empty, refused, too_soon, password, password_refused, password_changed]


def test_with_the_keyboard_alone(live, page, console, person):
    page.goto(live.url + LIST)
    press_until(page, "Tab", "to-sign-in")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{SIGN_IN}?next=*")
    assert focused(page) == "id_username"
    page.keyboard.type(person)
    page.keyboard.press("Tab")
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    page.wait_for_selector(".field.bad")
    forget_refusal(console)
    assert (page.input_value("#id_username"), page.input_value("#id_password")) == (person, "")
    assert focused(page) == "id_password"
    page.keyboard.type(RIGHT)
    page.keyboard.press("Enter")
    page.wait_for_url(live.url + LIST)
    assert person in page.inner_text(".account")
    press_until(page, "Tab", "Password")
    page.keyboard.press("Enter")
    page.wait_for_url("**" + PASSWORD)
    assert focused(page) == "id_old_password"
    for typed in (RIGHT, NEW, NEW):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".notice")
    press_until(page, "Shift+Tab", "Sign out")
    page.keyboard.press("Enter")
    page.wait_for_selector("a.account")


def test_without_a_script(live, plain, person):
    plain.goto(live.url + LIST)
    plain.click("text=Sign in")
    plain.fill("#id_username", person)
    plain.fill("#id_password", RIGHT)
    plain.click("main button")
    assert plain.url == live.url + LIST
    plain.click(".account >> text=Password")
    change(plain, RIGHT, NEW)
    assert plain.inner_text(".notice").startswith("Your password is changed.")
    plain.click("text=Sign out")
    assert plain.inner_text(".account") == "Sign in"
    sign_in(plain, live, person, NEW, LIST)
    assert plain.url == live.url + LIST


def test_another_browser_is_signed_out_by_a_new_password(live, page, plain, person):
    sign_in(page, live, person)
    sign_in(plain, live, person)
    change(page, RIGHT, NEW)
    page.wait_for_selector(".notice")
    plain.reload()
    assert plain.url.startswith(live.url + SIGN_IN)
    page.reload()
    assert page.url == live.url + PASSWORD


def test_what_stood_on_the_page_is_gone_after_signing_out(live, page, person):
    sign_in(page, live, person, then=LIST)
    page.click("text=Sign out")
    page.wait_for_selector("a.account")
    page.go_back()
    assert person not in page.content()


def test_too_many_tries_name_the_wait_and_keep_the_name(live, page, console, person):
    too_soon(page, live, person)
    forget_refusal(console)
    assert page.inner_text("#id_password_error").endswith("then try again. This time nothing was checked.")
    assert page.input_value("#id_username") == person
    page.wait_for_timeout(2100)
    page.fill("#id_password", RIGHT)
    page.press("#id_password", "Enter")
    page.wait_for_url("**" + PASSWORD)


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(live, page, dark, phone, axe, console, state):
    for reader in (page, dark, phone):
        state(reader, live, somebody())
        axe(reader)
        forget_refusal(console)


@pytest.mark.parametrize("state", STATES)
def test_nothing_is_wider_than_a_small_screen(live, narrow, console, person, state):
    state(narrow, live, person)
    assert sideways(narrow) <= 0
    forget_refusal(console)


def test_a_long_name_keeps_to_a_small_screen(live, narrow):
    name = somebody(f"{'x' * 60}@{'y' * 50}.example")
    sign_in(narrow, live, name, then=LIST)
    narrow.wait_for_url("**" + LIST)
    assert sideways(narrow) <= 0
    assert narrow.locator("text=Sign out").is_visible()


@pytest.mark.parametrize("state", [refused, password_refused])
def test_a_fault_is_seen_without_colours(live, open_page, console, person, state):
    page = open_page(forced_colors="active")
    state(page, live, person)
    assert page.locator(".field.bad .error").first.is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.field.bad')).borderInlineStartWidth") == "3px"
    forget_refusal(console)
