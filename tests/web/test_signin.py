"""Sign in, sign out, change one's own password, as requests. Who may do what: tests/test_access.py."""

import re
from datetime import timedelta
from ipaddress import ip_network

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from options.forms.accounts import good_password
from options.models import Throttle, User

SIGN_IN, SIGN_OUT, PASSWORD = "/accounts/login/", "/accounts/logout/", "/accounts/password/"
LIST = "/d/river-crossing/options/"
RIGHT, NEW = "a quiet river", "another quiet river"
HTMX = {"HTTP_HX_REQUEST": "true"}
ELSEWHERE = {"REMOTE_ADDR": "198.51.100.7"}
WRONG_WORDS = "The name or the password is wrong. Capital and small letters count in both."


@pytest.fixture
def ana(db):
    return User.objects.create_user("ana", password=RIGHT)


@pytest.fixture
def signed_in(client, ana):
    assert sent(client).status_code == 302
    return client


@pytest.fixture
def clock(monkeypatch):
    """Moves the clock of the sign-in: `clock(30)` is half a minute on."""
    started, moved = timezone.now(), [0]
    monkeypatch.setattr("options.views.accounts.timezone.now", lambda: started + timedelta(seconds=moved[0]))

    def forward(seconds):
        moved[0] += seconds

    return forward


def sent(client, name="ana", password=RIGHT, **more):
    headers = {key: more.pop(key) for key in list(more) if key.isupper()}
    return client.post(SIGN_IN, {"username": name, "password": password, **more}, **headers)


def changed(client, old=RIGHT, new=NEW, again=None, **headers):
    form = {"old_password": old, "new_password1": new, "new_password2": new if again is None else again}
    return client.post(PASSWORD, form, **headers)


def text(response):
    return response.content.decode()


def faults(response):
    """The words beside each field, by the field's name."""
    found = re.findall(r'id="id_(\w+)_error">(.*?)</div>', text(response), re.DOTALL)
    return {name: re.findall(r'<p class="error">(.*?)</p>', words) for name, words in found}


def is_signed_in(client):
    return client.get(PASSWORD).status_code == 200


def token(response):
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text(response))[1]


# --- signing in -----------------------------------------------------------------------------------------------------


def test_a_right_password_signs_in_and_leads_to_the_start_page(client, ana):
    response = sent(client)
    assert (response.status_code, response.headers["Location"]) == (302, "/")
    assert is_signed_in(client)


def test_one_goes_on_to_where_one_wanted(client, ana, river):
    page = text(client.get(f"{SIGN_IN}?next={LIST}?force=none"))
    assert f'name="next" value="{LIST}?force=none"' in page
    assert sent(client, next=LIST + "?force=none").headers["Location"] == LIST + "?force=none"


@pytest.mark.parametrize(
    "wanted",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "///elsewhere.example/",
        "/\\elsewhere.example/",
        "\\\\elsewhere.example/",
        "http:elsewhere.example",
        "http:///elsewhere.example",
        "javascript:alert(1)",
        "\x01//elsewhere.example/",
        "http://testserver@elsewhere.example/",
        "keys/",
        "/" + "x" * 3000,
    ],
)
def test_nobody_is_led_off_the_site(client, ana, wanted):
    asked = client.get(SIGN_IN, {"next": wanted})
    assert 'name="next" value="/"' in text(asked)
    assert sent(client, next=wanted).headers["Location"] == "/"
    assert client.get(SIGN_IN, {"next": wanted}).headers["Location"] == "/"  # signed in by now


def test_somebody_signed_in_goes_straight_on(signed_in):
    response = signed_in.get(f"{SIGN_IN}?next={LIST}")
    assert (response.status_code, response.headers["Location"]) == (302, LIST)


def test_a_wrong_password_is_told_beside_the_field_and_the_name_is_kept(client, ana):
    response = sent(client, password="wrong", next=LIST)
    assert response.status_code == 422
    assert faults(response) == {"password": [WRONG_WORDS]}
    page = text(response)
    assert 'name="username" value="ana"' in page
    assert "wrong" not in re.findall(r"<input[^>]*>", page)[-1]
    assert f'name="next" value="{LIST}"' in page
    assert not is_signed_in(client)


def test_the_fault_is_tied_to_its_field(client, ana):
    field = re.search(r'<input type="password"[^>]*>', text(sent(client, password="wrong")))[0]
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="id_password_error"' in field
    assert "autofocus" in field


def test_a_name_nobody_has_and_one_that_is_switched_off_get_the_same_page(client, ana):
    User.objects.create_user("former", password=RIGHT, is_active=False)
    pages = {
        re.sub(r'csrfmiddlewaretoken" value="\w+"', "", text(sent(client, name, password))).replace(name, "NAME")
        for name, password in (("ana", "wrong"), ("nobody", RIGHT), ("former", RIGHT))
    }
    assert len(pages) == 1
    assert WRONG_WORDS in pages.pop()


def test_a_name_nobody_has_takes_as_much_hashing(client, ana, monkeypatch):
    hashed = []
    monkeypatch.setattr("options.models.User.set_password", lambda self, raw: hashed.append(raw))
    sent(client, "nobody", "wrong")
    assert hashed == ["wrong"]


@pytest.mark.parametrize(
    ("name", "password", "at_fault"),
    [
        ("", "x", {"username"}),
        ("ana", "", {"password"}),
        ("", "", {"username", "password"}),
        ("a" * 151, "x", {"username"}),
        ("a\0b", "x", {"username"}),
        ("ana", "x\0", {"password"}),
    ],
)
def test_what_is_no_name_or_no_password_is_told_and_takes_no_try(client, ana, name, password, at_fault):
    response = sent(client, name, password)
    assert response.status_code == 422
    assert set(faults(response)) == at_fault
    assert not Throttle.objects.exists()


@pytest.mark.parametrize(
    "name", ['"><script>alert(1)</script>', "{{ 7 * 7 }}", "ana' OR 1=1 --", "\u202eana", "\U0001f600", "‘ana’"]
)
def test_a_hostile_name_comes_back_as_text(client, db, name):
    response = sent(client, name, "wrong")
    assert response.status_code == 422
    assert re.search(r'name="username" value="([^"]*)"', text(response))[1] == escape(name)


def test_bytes_that_are_no_text_are_no_error(client, db):
    form = "username=%ff%fe%ed%a0%80&password=%ff"
    assert client.post(SIGN_IN, form, content_type="application/x-www-form-urlencoded").status_code == 422


def test_a_typed_name_keeps_its_straight_quotes(client, db):
    assert 'name="username" value="o&#x27;hara"' in text(sent(client, "o'hara", "wrong"))


def test_a_password_keeps_its_spaces_and_marks(client, db):
    User.objects.create_user("ben", password=" pässwörd  with spaces ")
    assert sent(client, "ben", "pässwörd  with spaces").status_code == 422
    assert sent(client, "ben", " pässwörd  with spaces ").status_code == 302


def test_a_session_from_before_is_not_taken_over(client, ana):
    client.cookies["sessionid"] = "chosen-by-somebody-else"
    sent(client)
    assert client.cookies["sessionid"].value != "chosen-by-somebody-else"


def test_the_form_needs_its_token(ana):
    client = Client(enforce_csrf_checks=True)
    assert sent(client).status_code == 403
    page = client.get(SIGN_IN)
    assert sent(client, csrfmiddlewaretoken=token(page)).status_code == 302


def test_a_page_with_a_form_is_never_stored(client, ana):
    for response in (client.get(SIGN_IN), sent(client, password="wrong"), sent(client), client.get(PASSWORD)):
        assert {"private", "no-store"} <= {part.strip() for part in response.headers["Cache-Control"].split(",")}


def test_the_sign_in_page_takes_no_query(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(SIGN_IN)


def test_htmx_gets_the_form_alone_and_leaves_the_page_when_it_is_right(client, ana):
    refused = sent(client, password="wrong", **HTMX)
    assert (refused.status_code, "<html" in text(refused)) == (422, False)
    assert faults(refused) == {"password": [WRONG_WORDS]}
    done = sent(client, next=LIST, **HTMX)
    assert (done.status_code, done.headers["HX-Redirect"]) == (200, LIST)


def test_the_colours_lead_back_to_the_form_with_its_aim(client, ana):
    assert f'value="{SIGN_IN}?next=%2Fd%2Friver-crossing%2Foptions%2F"' in text(sent(client, password="x", next=LIST))


# --- slowed down ----------------------------------------------------------------------------------------------------


@pytest.fixture
def out_of_tries(client, ana, clock):
    for _ in range(5):
        assert sent(client, password="wrong").status_code == 422
    return client


def test_the_refusal_says_how_long_and_keeps_the_name(out_of_tries):
    response = sent(out_of_tries, password="wrong", next=LIST)
    assert (response.status_code, response.headers["Retry-After"]) == (429, "2")
    assert faults(response) == {
        "password": ["Too many tries. Wait 2 seconds, then try again. This time nothing was checked."]
    }
    assert 'name="username" value="ana"' in text(response)
    assert f'name="next" value="{LIST}"' in text(response)
    assert "no-store" in response.headers["Cache-Control"]


def test_the_last_second_is_one_second(out_of_tries, clock):
    clock(1.5)
    assert "Wait 1 second, then" in text(sent(out_of_tries))


def test_a_right_password_is_not_looked_at_during_the_wait(out_of_tries, monkeypatch):
    monkeypatch.setattr("options.models.User.check_password", None)
    assert sent(out_of_tries).status_code == 429
    assert not is_signed_in(out_of_tries)


def test_after_the_wait_the_right_password_signs_in(out_of_tries, clock):
    clock(2)
    assert sent(out_of_tries).status_code == 302


def test_tries_during_the_wait_do_not_lengthen_it(out_of_tries, clock):
    for _ in range(30):
        assert sent(out_of_tries, password="wrong").headers["Retry-After"] == "2"
    clock(2)
    assert sent(out_of_tries).status_code == 302


def test_a_refusal_looks_the_same_for_a_name_nobody_has(out_of_tries):
    for _ in range(5):
        sent(out_of_tries, "nobody", "wrong")
    pages = {
        re.sub(r'csrfmiddlewaretoken" value="\w+"', "", text(sent(out_of_tries, name))).replace(name, "NAME")
        for name in ("ana", "nobody")
    }
    assert len(pages) == 1


def test_the_owner_signs_in_from_another_address_while_somebody_guesses(out_of_tries):
    assert sent(Client(), **ELSEWHERE).status_code == 302


def test_a_neighbour_signs_in_to_another_account(out_of_tries):
    User.objects.create_user("ben", password=RIGHT)
    assert sent(Client(), "ben").status_code == 302


def test_the_owners_own_browser_is_not_hindered_by_a_neighbour(ana, clock):
    owner, neighbour = Client(), Client()
    sent(owner)
    owner.post(SIGN_OUT)
    for _ in range(6):
        last = sent(neighbour, password="wrong")
    assert last.status_code == 429
    assert sent(owner).status_code == 302


def test_the_mark_of_a_browser_is_for_its_account_alone(out_of_tries):
    User.objects.create_user("ben", password=RIGHT)
    neighbour = Client()
    sent(neighbour, "ben")
    neighbour.post(SIGN_OUT)
    assert sent(neighbour, "ana").status_code == 429


def test_a_made_up_mark_proves_nothing(out_of_tries):
    owner = Client()
    sent(owner, **ELSEWHERE)
    forged = owner.cookies["browser"].value
    out_of_tries.cookies["browser"] = forged[:-1] + ("a" if forged[-1] != "a" else "b")
    assert sent(out_of_tries).status_code == 429


def test_the_mark_is_closed_to_scripts_and_sent_with_these_pages_only(signed_in):
    cookie = signed_in.cookies["browser"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/accounts/", True, "Lax")
    assert "ana" not in cookie.value


def test_a_class_of_sixty_signs_in_from_one_address(db, clock):
    User.objects.bulk_create(User(username=f"student-{n}", password=make_password(RIGHT)) for n in range(60))
    for number in range(60):
        student = Client()
        assert [sent(student, f"student-{number}", "wrong").status_code for _ in range(3)] == [422] * 3
        assert sent(student, f"student-{number}").status_code == 302


def test_one_address_that_tries_many_names_is_slowed_down(client, db, clock):
    statuses = [sent(client, f"name-{number}", "wrong").status_code for number in range(303)]
    assert statuses == [422] * 300 + [429] * 3
    assert sent(client, "name-0", "wrong", **ELSEWHERE).status_code == 422


def test_a_proxy_that_is_trusted_tells_whose_address_it_is(ana, settings, clock):
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.1")]
    guesser = Client(headers={"X-Forwarded-For": "203.0.113.1"})
    for _ in range(6):
        last = sent(guesser, password="wrong")
    assert last.status_code == 429
    assert sent(Client(headers={"X-Forwarded-For": "203.0.113.2"})).status_code == 302


def test_writing_an_address_oneself_helps_nobody(out_of_tries):
    assert sent(out_of_tries, HTTP_X_FORWARDED_FOR="203.0.113.9").status_code == 429


# --- signing out ----------------------------------------------------------------------------------------------------


def test_signing_out_ends_the_session_and_leads_to_the_start_page(signed_in):
    key = signed_in.cookies["sessionid"].value
    response = signed_in.post(SIGN_OUT)
    assert (response.status_code, response.headers["Location"]) == (302, "/")
    assert not Session.objects.filter(pk=key).exists()
    assert not is_signed_in(signed_in)


def test_a_link_signs_nobody_out(signed_in):
    response = signed_in.get(SIGN_OUT)
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert is_signed_in(signed_in)


def test_another_site_signs_nobody_out(ana):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)
    assert client.post(SIGN_OUT).status_code == 403
    assert is_signed_in(client)


def test_signing_out_keeps_no_page_for_the_next_reader(signed_in, river):
    signed_in.post(SIGN_OUT)
    assert "ana" not in re.findall(r'class="account".*', text(signed_in.get(LIST)))[0]


# --- one's own password ---------------------------------------------------------------------------------------------


def test_a_visitor_is_sent_to_sign_in_and_back(client, db):
    response = client.get(PASSWORD)
    assert response.headers["Location"] == f"{SIGN_IN}?next=/accounts/password/"


def test_the_password_changes_and_this_session_stays(signed_in, ana):
    response = changed(signed_in)
    assert (response.status_code, response.headers["Location"]) == (302, PASSWORD)
    ana.refresh_from_db()
    assert ana.check_password(NEW)
    page = text(signed_in.get(PASSWORD))
    assert "Your password is changed. You stay signed in here and are signed out elsewhere." in page
    assert "is changed" not in text(signed_in.get(PASSWORD))


def test_other_sessions_end(signed_in):
    other = Client()
    sent(other)
    assert is_signed_in(other)
    changed(signed_in)
    assert not is_signed_in(other)
    assert is_signed_in(signed_in)


def test_the_old_password_is_of_no_more_use(signed_in):
    changed(signed_in)
    assert sent(Client()).status_code == 422
    assert sent(Client(), password=NEW).status_code == 302


def test_nothing_else_of_the_account_is_written(signed_in, ana, monkeypatch):
    from options.views import accounts

    real = accounts.PasswordForm.save

    def meanwhile(form, commit):
        User.objects.filter(pk=ana.pk).update(email="new@example.org")
        return real(form, commit=commit)

    monkeypatch.setattr(accounts.PasswordForm, "save", meanwhile)
    changed(signed_in)
    ana.refresh_from_db()
    assert ana.email == "new@example.org"


def test_a_wrong_present_password_changes_nothing(signed_in, ana):
    response = changed(signed_in, old="wrong")
    assert response.status_code == 422
    assert faults(response) == {"old_password": ["This is not your present password."]}
    ana.refresh_from_db()
    assert ana.check_password(RIGHT)


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ("short", "This password is too short. It must contain at least 10 characters."),
        ("9081726354", "This password is entirely numeric."),
        ("password123", "This password is too common."),
        ("ana-example", "The password is too similar to the email address."),
    ],
)
def test_the_validators_words_stand_beside_the_new_password(signed_in, ana, new, words):
    User.objects.filter(pk=ana.pk).update(email="ana-example@example.org")
    response = changed(signed_in, new=new)
    assert (response.status_code, faults(response)) == (422, {"new_password1": [words]})


def test_the_hint_says_what_the_validators_ask_for(signed_in, settings):
    hint = good_password()
    assert hint.startswith("At least 10 characters, not digits alone, not a common password, and not close to")
    assert f'id="id_new_password1_helptext">{hint}' in text(signed_in.get(PASSWORD))
    assert len(settings.AUTH_PASSWORD_VALIDATORS) == 4  # one for each part of the sentence


def test_a_slip_in_the_repetition_is_told_there(signed_in):
    response = changed(signed_in, again=NEW + "x")
    assert faults(response) == {"new_password2": ["The two new passwords are not the same."]}


def test_no_password_comes_back_to_the_page(signed_in):
    page = text(changed(signed_in, old="wrong old one", new="wrong new one", again="wrong third one"))
    assert not any(typed in page for typed in ("wrong old one", "wrong new one", "wrong third one"))


def test_the_present_password_cannot_be_guessed_here_either(ana, clock):
    thief = Client()
    thief.force_login(ana)
    for _ in range(5):
        assert changed(thief, old="wrong").status_code == 422
    response = changed(thief)
    assert (response.status_code, response.headers["Retry-After"]) == (429, "2")
    assert faults(response)["old_password"] == [
        "Too many tries. Wait 2 seconds, then try again. This time nothing was checked."
    ]
    ana.refresh_from_db()
    assert ana.check_password(RIGHT)


def test_the_password_form_needs_its_token(ana):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)
    assert changed(client).status_code == 403
    fields = {"old_password": RIGHT, "new_password1": NEW, "new_password2": NEW}
    fields["csrfmiddlewaretoken"] = token(client.get(PASSWORD))
    assert client.post(PASSWORD, fields).status_code == 302


def test_the_password_page_takes_few_queries(signed_in, django_assert_num_queries):
    with django_assert_num_queries(3):  # the session, the account, its roles
        signed_in.get(PASSWORD)


# --- what stands at the head of every page --------------------------------------------------------------------------


def account(response):
    return re.search(r'<(?:div|a) class="account".*', text(response))[0]


@pytest.mark.parametrize(
    ("role", "edits"),
    [
        ("member", False),
        ("analyst", False),
        ("instructor", False),
        ("curator", True),
        ("reviewer", True),
        ("admin", True),
    ],
)
def test_who_is_signed_in_and_what_they_may_do_stands_at_the_head(as_, river, role, edits):
    found = account(as_(role).get(LIST))
    assert f">{role}</span>" in found
    assert 'href="/accounts/password/"' in found
    assert 'method="post" action="/accounts/logout/"' in found
    assert "csrfmiddlewaretoken" in found
    assert ('href="/admin/"' in found) is edits


def test_a_visitor_finds_the_way_in_and_no_form(client, river):
    found = account(client.get(LIST))
    assert 'href="/accounts/login/?next=%2Fd%2Friver-crossing%2Foptions%2F"' in found
    assert "<form" not in found


def test_the_sign_in_page_does_not_link_to_itself(client, db):
    assert 'class="account"' not in text(client.get(SIGN_IN))
