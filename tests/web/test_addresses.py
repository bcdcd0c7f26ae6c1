"""Nonsense in an address: every page stands, and says what it left out."""

from urllib.parse import quote

import pytest

from tests.web.addresses import FILES, FREE_TEXT, LISTS, OWN, PAGES, D
from tests.web.helpers import published

NONSENSE = {
    "blank": "%20",
    "very long": "x" * 7_000,
    "NUL": "a%00b",
    "lone surrogate": "%ED%A0%80",
    "no UTF-8": "%FF%FE",
    "negative": "-1",
    "zero": "0",
    "too large for a float": "1e400",
    "too large for an integer": "9" * 30,
    "a fraction": "1.5",
    "infinity": "Infinity",
    "not a number": "NaN",
    "other digits": quote("٣１²"),
    "an array": "[]",
    "an object": quote('{"$ne":1}'),
    "emoji and combining marks": quote("⛴️é̂"),
    "right to left": quote("\u202etxt.exe"),
    "markup": quote("<script>alert(1)</script>"),
    "a path": quote("../../etc/passwd", safe=""),
    "SQL": quote("1' OR '1'='1"),
    "a template": quote("{{ 7 * 7 }}%s%(x)s"),
}


def text(response):
    return response.content.decode()


def notices(response):
    """What the page says it left out, as text."""
    parts = text(response).split('<p class="notice" role="status">')[1:]
    return " ".join(part.split("</p>")[0] for part in parts)


def query(names, value):
    return "?" + "&".join(f"{name}={value}" for name in names)


@pytest.fixture(autouse=True)
def revised(river):
    """Two revisions of the footbridge, so that `against` has something to name."""
    published(river, "option", "footbridge", title="A slender footbridge")


def each_page(ask):
    """What `ask` answers for each page and each name that the page knows."""
    return {f"{path} {name}": ask(path, name) for path in PAGES for name in OWN[path]}


@pytest.mark.parametrize("nonsense", NONSENSE.values(), ids=NONSENSE.keys())
def test_no_value_breaks_a_page(client, nonsense):
    found = {path: client.get(path + query([*OWN[path], "zz[]", nonsense], nonsense)).status_code for path in PAGES}
    assert found == dict.fromkeys(PAGES, 200)


@pytest.mark.parametrize("nonsense", NONSENSE.values(), ids=NONSENSE.keys())
def test_no_address_breaks_a_file(client, nonsense):
    found = {path: client.get(f"{path}?{nonsense}={nonsense}").status_code for path in FILES}
    assert found == dict.fromkeys(FILES, 200)


def test_a_page_names_what_it_does_not_know(client):
    silent = [path for path in PAGES if "zeppelin" not in notices(client.get(path + "?zeppelin=1"))]
    assert silent == []


def test_a_page_names_the_value_it_cannot_use(client):
    found = each_page(lambda path, name: "zeppelin" in notices(client.get(f"{path}?{name}=zeppelin")))
    assert found == each_page(lambda path, name: name not in FREE_TEXT)


def test_what_a_page_understands_needs_no_notice(client):
    found = each_page(lambda path, name: notices(client.get(f"{path}?{name}={OWN[path][name]}")))
    assert found == each_page(lambda path, name: "")


def test_a_page_names_what_is_given_twice(client):
    def ask(path, name):
        said = notices(client.get(f"{path}?{name}={OWN[path][name]}&{name}={OWN[path][name]}"))
        takes_lists = path.endswith("/compare/") or (("/weigh/" in path or "/brief/" in path) and name in LISTS)
        return f": {name}." in said or takes_lists  # of which several values are meant

    assert [each for each, said in each_page(ask).items() if not said] == []


def test_of_values_given_twice_the_last_counts(client):
    one, both = client.get(D + "law/?state=open"), client.get(D + "law/?state=settled&state=open")
    assert notices(both) == "Given more than once in the address, and the last value taken: state."
    assert "Who owns the ground under the river?" in text(one)
    assert text(both).count('class="question"') == text(one).count('class="question"') == 1


def test_empty_values_as_a_form_sends_them_need_no_notice(client):
    found = {path: notices(client.get(path + query(OWN[path], ""), follow=True)) for path in PAGES}
    assert found == dict.fromkeys(PAGES, "")


def test_what_a_notice_repeats_is_short_printable_and_inert(client):
    said = notices(client.get(D + "risks/?option=a%00b%1B%ED&cell=%E2%80%AE&severity=<b>&zz=" + "x" * 7_000))
    assert "option a\ufffdb\ufffd\ufffd." in said
    assert "cell=\ufffd, severity=&lt;b&gt;, zz=" + "x" * 60 + "…." in said
    assert not {"\0", "\x1b", "\u202e"} & set(said)


def test_a_notice_names_six_things_and_not_two_hundred(client):
    said = notices(client.get(D + "law/?" + "&".join(f"x{n}=1" for n in range(200))))
    assert "x5=1 …" in said
    assert "x6=1" not in said


def test_an_address_with_too_many_names_is_refused_with_the_limit(client):
    many = "?" + "&".join(f"x{n}=1" for n in range(2_001))
    replies = {path: client.get(path + many) for path in PAGES}
    assert {path: reply.status_code for path, reply in replies.items()} == dict.fromkeys(PAGES, 413)
    assert all("at most 2000 fields" in text(reply) for reply in replies.values())


# --- where the subject itself is nonsense -------------------------------------------------------------------------

SUBJECTS = [
    "options/{}/", "risks/{}/", "preconditions/{}/", "law/{}/", "sources/{}/", "criteria/{}/", "options/{}/history/",
    "{}/footbridge/history/", "options/{}/@1/", "options/footbridge/@{}/",
]  # fmt: skip
NOBODY = [
    "zeppelin", "river-crossing", "RIVER", "0", "-1", "9" * 30, "9" * 5_000, "1e400", "%00", "%ED%A0%80", "%FF", "..",
    "x" * 7_000, "%E2%80%AE", "%3Cscript%3E", "%7B%7B7%7D%7D", "[]", "a%2Fb",
]  # fmt: skip


@pytest.mark.parametrize("subject", SUBJECTS)
def test_what_is_not_there_is_404_and_never_500(client, subject):
    found = {slug[:40]: client.get(D + subject.format(slug)).status_code for slug in NOBODY}
    assert found == {slug[:40]: 404 for slug in NOBODY}


OF_ANOTHER_KIND = [
    "risks/footbridge/", "options/flood-backwater/", "law/money/", "sources/art-01/", "criteria/tolls/",
    "preconditions/cost/", "options/town-meeting/", "claims/art-01/", "exercises/town-meeting/",
    "options/footbridge/@3/", "options/footbridge/@0/", "risks/footbridge/history/", "risks/footbridge/@1/",
    "exercises/town-meeting/history/", "exercises/town-meeting/@1/",
]  # fmt: skip


def test_an_entry_of_another_kind_is_404(client):
    found = {path: client.get(D + path).status_code for path in OF_ANOTHER_KIND}
    assert found == dict.fromkeys(OF_ANOTHER_KIND, 404)


def test_an_entry_of_another_dossier_is_404(client, river, now):
    from options.models import Dossier, Entry

    other = Dossier.objects.create(slug="other", title="Another", as_of="2026", language="en", version=0)
    Entry.objects.create(dossier=other, kind="option", slug="balloon")
    assert client.get(D + "options/balloon/").status_code == 404
    assert client.get("/d/other/options/footbridge/").status_code == 404
