"""Faults on the way: a database that is gone, code that breaks, requests that no page can take."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError
from django.test import Client

OVERVIEW = "/d/river-crossing/"
SAME_SITE = {"HTTP_SEC_FETCH_SITE": "same-origin"}
INSIDES = re.compile(r"Traceback|OperationalError|InterfaceError|\.py\b|site-packages|kaboom|DEBUG", re.IGNORECASE)


def text(response):
    return response.content.decode()


def heading(body):
    found = re.search(r"<h1>(.*?)</h1>", body)
    return found and found[1]


@pytest.fixture
def breaks(monkeypatch):
    """`breaks(fault)`: from now on the overview of a dossier runs into this."""

    def put(fault):
        def overview_page(*arguments, **options):
            raise fault

        monkeypatch.setattr("options.views.dossier.overview_page", overview_page)

    return put


# --- the database is gone -------------------------------------------------------------------------------------------

PAGES = [
    ("GET", "/"),
    ("GET", "/d/us-mexico-cartels/"),
    ("GET", "/d/us-mexico-cartels/compare/?o=status-quo"),
    ("GET", "/d/us-mexico-cartels/dossier.yaml"),
    ("signed in", "/"),
    ("signed in", "/admin/"),
]


@pytest.mark.parametrize("request_", PAGES, ids=" ".join)
def test_a_page_without_a_database_is_503(without_database, request_):
    answer = without_database[0][request_]
    assert (answer.status, heading(answer.body)) == (503, "Not available")
    assert answer.headers["Retry-After"] == "10"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("request_", [("GET", "/nowhere/"), ("signed in", "/nowhere/")], ids=" ".join)
def test_a_missing_page_needs_no_database(without_database, request_):
    answer = without_database[0][request_]
    assert (answer.status, heading(answer.body)) == (404, "Page not found")


def test_no_answer_without_a_database_tells_of_the_inside(without_database):
    told = [(request, INSIDES.findall(answer.body)) for request, answer in without_database[0].items()]
    assert [(request, found) for request, found in told if found] == []


def test_the_log_tells_why(without_database):
    lines = [line for line in without_database[1] if "exception" in line]
    assert len(lines) == len(PAGES)
    assert all("unable to open database file" in line["exception"] for line in lines)


@pytest.mark.parametrize("fault", [OperationalError("kaboom"), InterfaceError("kaboom")])
def test_a_database_that_goes_in_the_middle_of_a_page(river, visitor, breaks, fault):
    breaks(fault)
    response = visitor.get(OVERVIEW)
    assert (response.status_code, heading(text(response))) == (503, "Not available")
    assert not INSIDES.search(text(response))


def test_it_answers_again_once_the_database_does(river, visitor, monkeypatch):
    with monkeypatch.context() as gone:
        gone.setattr("django.db.models.sql.compiler.SQLCompiler.execute_sql", _lost)
        assert visitor.get(OVERVIEW).status_code == 503
    assert visitor.get(OVERVIEW).status_code == 200


def _lost(*arguments, **options):
    raise OperationalError("kaboom")


# --- code that breaks -----------------------------------------------------------------------------------------------


def test_a_fault_is_a_page_that_tells_nothing_of_it(river, visitor, breaks):
    breaks(ZeroDivisionError("kaboom"))
    response = visitor.get(OVERVIEW)
    assert (response.status_code, heading(text(response))) == (500, "Server error")
    assert not INSIDES.search(text(response))
    assert response.headers["Cache-Control"] == "no-store"


def test_a_fault_is_logged_with_the_id_that_the_reader_was_given(river, visitor, breaks, logged):
    breaks(ZeroDivisionError("kaboom"))
    response = visitor.get(OVERVIEW)
    (line,) = [line for line in logged() if "exception" in line]
    assert line["exception"].endswith("ZeroDivisionError: kaboom")
    assert line["request_id"] == response.headers["X-Request-Id"]


def test_an_error_page_without_its_template_is_still_a_page(visitor, monkeypatch):
    monkeypatch.setattr("policyapp.errors.render_to_string", lambda *arguments: 1 / 0)
    response = visitor.get("/nowhere/")
    assert (response.status_code, heading(text(response))) == (404, "Page not found")


# --- requests that no page can take ---------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["evil.example", "testserver:80:80", "a b", "testserver@evil.example"])
def test_a_host_that_is_not_this_site(visitor, host):
    response = visitor.get("/keys/", HTTP_HOST=host)
    assert (response.status_code, heading(text(response))) == (400, "Request not understood")
    assert host not in text(response)


def test_a_form_without_its_token(river):
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"username": "ann", "password": "x"})
    assert (response.status_code, heading(text(response))) == (403, "Form not accepted")


def test_what_was_typed_into_it_can_be_copied_and_a_password_is_not_shown(river):
    typed = {"why": "A reason that took me <b>ten minutes</b>.", "password": "a password that is long enough for it"}
    page = text(Client(enforce_csrf_checks=True).post("/accounts/login/", typed))
    assert "A reason that took me &lt;b&gt;ten minutes&lt;/b&gt;.</textarea>" in page
    assert "a password" not in page


@pytest.mark.parametrize("path", ["/%00/", "/%ff/", "/d/%E2%80%AE/", "/d/" + "x" * 5000 + "/", "/../etc/passwd"])
def test_strange_paths_are_not_found(db, visitor, path):
    assert visitor.get(path).status_code == 404


# --- sizes ----------------------------------------------------------------------------------------------------------


def post(visitor, data, **headers):
    return visitor.post("/preferences/", data, **SAME_SITE, **headers)


def told(response):
    return re.search(r'class="lede">(.*?)</p>', text(response))[1]


def test_a_request_above_the_limit_is_refused_before_it_is_read(visitor):
    response = post(visitor, {"theme": "dark"}, CONTENT_LENGTH=str(5 * 1024 * 1024 + 1))
    assert (response.status_code, heading(text(response))) == (413, "Too large")
    assert told(response) == "What was sent is larger than this site takes. The limit is 5 MB."
    assert response.headers["Connection"] == "close"
    assert "theme" not in response.cookies


def test_a_form_above_its_lower_limit(visitor):
    body = b"theme=" + b"x" * 1024 * 1024
    response = visitor.generic("POST", "/preferences/", body, "application/x-www-form-urlencoded", **SAME_SITE)
    assert response.status_code == 413
    assert told(response) == "What was sent is larger than this site takes. The limit is 1 MB."


def test_a_form_of_too_many_fields(visitor):
    response = post(visitor, {f"f{n}": "x" for n in range(2001)})
    assert (response.status_code, told(response)) == (413, "A form may have at most 2000 fields.")


def test_a_form_of_too_many_files(visitor):
    response = post(visitor, {f"f{n}": SimpleUploadedFile("a.txt", b"x") for n in range(6)})
    assert (response.status_code, told(response)) == (413, "A form may carry at most 5 files.")


def test_an_address_of_too_many_fields(river, visitor):
    response = visitor.get("/d/river-crossing/options/?" + "&".join(f"f{n}=x" for n in range(2001)))
    assert (response.status_code, heading(text(response))) == (413, "Too many fields")


@pytest.mark.parametrize("sent", [{f"f{n}": "x" for n in range(2001)},
                                  {f"f{n}": SimpleUploadedFile("a.txt", b"x") for n in range(6)},
                                  {"theme": "x" * 1024 * 1024}])  # fmt: skip
def test_what_is_too_much_is_no_fault_of_ours_in_the_log(visitor, logged, sent):
    assert post(visitor, sent).status_code == 413
    assert [line["logger"] for line in logged()] == ["policyapp.access"]


@pytest.mark.parametrize("length", ["", "abc", "-5", "1e9", "\xb2", "NaN"])
def test_a_length_that_is_none_breaks_nothing(visitor, length):
    assert post(visitor, {"theme": "dark"}, CONTENT_LENGTH=length).status_code < 500


def test_a_length_beyond_numbers_is_too_large(visitor):
    assert post(visitor, {"theme": "dark"}, CONTENT_LENGTH="9" * 5000).status_code == 413
