"""The inbox: answers, decisions, places that were lost, texts not yet sent; what is new, and letters."""

import re

import pytest

from options.models import AnnotationEvent, Inbox
from tests.conftest import NOW
from tests.models.notes import PASSAGE, on, post, reply
from tests.web.helpers import published

INBOX = "/inbox/"
TOKEN = "00000000-0000-0000-0000-000000000007"


@pytest.fixture
def thread(river, cast):
    return post(on(river, PASSAGE), cast["analyst"])


def text(response):
    return response.content.decode()


def test_a_visitor_signs_in_first(river, client):
    assert client.get(INBOX).headers["Location"] == "/accounts/login/?next=/inbox/"


def test_an_empty_one_says_what_will_stand_there(river, as_):
    assert "Nothing yet." in text(as_("member").get(INBOX))


def test_answers_and_decisions_stand_there_until_they_are_read(thread, cast, as_):
    answer = reply(thread, cast["curator"], "An *answer*.")
    AnnotationEvent.objects.set_state(thread, "answered", by=cast["curator"], now=NOW)
    page = text(as_("analyst").get(INBOX))
    assert f'{thread.get_absolute_url()}#n-{answer.link}"' in page
    assert ("An <em>answer</em>." in page, "set it to: answered" in page, page.count('class="new"')) == (True, True, 2)
    until = re.search(r'name="until" value="([^"]+)"', page)[1]
    assert as_("analyst").post(INBOX, {"until": until}).headers["Location"] == INBOX
    page = text(as_("analyst").get(INBOX))
    assert ("An <em>answer</em>." in page, page.count('class="new"')) == (True, 0)


@pytest.mark.parametrize("until", ["", "soon", "2099-01-01T00:00:00+00:00", "0001-01-01T00:00:00+12:00"])
def test_what_comes_later_stays_new(thread, cast, as_, until):
    as_("analyst").post(INBOX, {"until": until})
    reply(thread, cast["curator"], now=NOW.replace(year=2098))
    assert text(as_("analyst").get(INBOX)).count('class="new"') == 1


def test_a_passage_that_lost_its_place_waits_there(thread, river, as_):
    published(river, "option", "footbridge", description="Nothing of it is left here.")
    page = text(as_("analyst").get(INBOX))
    assert ("Their words are gone from the text" in page, PASSAGE in page) == (True, True)
    assert "Their words are gone" not in text(as_("curator").get(INBOX))


@pytest.mark.parametrize(
    ("place", "address"),
    [
        ("option:footbridge|criterion:cost|", "?on=option%3Afootbridge&amp;about=criterion%3Acost"),
        ("option:footbridge||summary", "?on=option%3Afootbridge&amp;field=summary"),
    ],
)  # fmt: skip
def test_what_was_not_sent_leads_back_to_its_form(river, as_, place, address):
    as_("analyst").post("/d/river-crossing/annotations/draft/", {"place": place, "token": TOKEN, "body": "Half <a"})
    page = text(as_("analyst").get(INBOX))
    assert (f'href="/d/river-crossing/annotations/new/{address}"' in page, "Half &lt;a" in page) == (True, True)


def test_an_answer_that_was_begun_leads_to_its_thread(thread, as_):
    said = {"place": f"reply:{thread.link}", "token": TOKEN, "body": "Half"}
    as_("analyst").post("/d/river-crossing/annotations/draft/", said)
    assert f'href="{thread.get_absolute_url()}#answer' in text(as_("analyst").get(INBOX))


def test_a_long_text_that_was_not_sent_can_be_read_whole(river, as_):
    words = "word " * 300 + "the end"
    said = {"place": "option:gone||", "token": TOKEN, "body": words}
    as_("analyst").post("/d/river-crossing/annotations/draft/", said)
    assert words in text(as_("analyst").get(INBOX))


@pytest.mark.parametrize("place", ["reply:x", "edit:../../", "x", "a|b", "||", "javascript:alert(1)||"])
def test_a_place_that_somebody_made_up_breaks_nothing(river, as_, place):
    as_("analyst").post("/d/river-crossing/annotations/draft/", {"place": place, "token": TOKEN, "body": "Half"})
    page = as_("analyst").get(INBOX)
    assert (page.status_code, 'href="javascript' in text(page)) == (200, False)


def test_letters_are_asked_for_and_stopped(river, cast, as_):
    assert "by e-mail" not in text(as_("analyst").get(INBOX))  # the account has no address
    cast["analyst"].email = "ana@example.org"
    cast["analyst"].save()
    assert "Send me what is new by e-mail as well" in text(as_("analyst").get(INBOX))
    as_("analyst").post(INBOX, {"mails": "yes"})
    assert Inbox.objects.get(user=cast["analyst"]).mails is True
    assert "No more letters" in text(as_("analyst").get(INBOX))
    as_("analyst").post(INBOX, {"mails": "no"})
    assert Inbox.objects.get(user=cast["analyst"]).mails is False


def test_a_long_list_has_pages(thread, cast, as_):
    for number in range(32):
        reply(thread, cast["curator"], f"n{number}")
    assert len(re.findall(r"<p>n\d+</p>", text(as_("analyst").get(INBOX)))) == 30
    assert len(re.findall(r"<p>n\d+</p>", text(as_("analyst").get(INBOX + "?answers=2")))) == 2
