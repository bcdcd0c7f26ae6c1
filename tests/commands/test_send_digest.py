"""The digest: to those who want it, once, how much is new and where, never what was said."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from options.models import AnnotationEvent, Inbox
from tests.conftest import NOW
from tests.models.notes import on, post, reply

pytestmark = pytest.mark.django_db
SITE = "https://options.example.org/"


@pytest.fixture
def ana(cast):
    cast["analyst"].email = "ana@example.org"
    cast["analyst"].save()
    box = Inbox.objects.of(cast["analyst"])
    box.mails = True
    box.save()
    return cast["analyst"]


@pytest.fixture
def answered(river, ana, cast):
    thread = post(on(river), ana)
    reply(thread, cast["curator"], "Secret words.")
    AnnotationEvent.objects.set_state(thread, "answered", by=cast["curator"], now=NOW)
    return thread


def send(capsys, **options):
    call_command("send_digest", site=SITE, **options)
    return capsys.readouterr().out.splitlines()[-1]


def test_it_says_how_much_is_new_and_where(answered, capsys, mailoutbox):
    assert send(capsys) == "1 letters sent."
    (letter,) = mailoutbox
    assert (letter.to, letter.subject) == (["ana@example.org"], "What is new in your inbox")
    assert letter.body.splitlines()[:4] == [
        "1 answer in your threads.", "1 decision on what you wrote.", "", "https://options.example.org/inbox/",
    ]  # fmt: skip
    assert "Secret" not in letter.body


def test_it_is_sent_once(answered, cast, capsys, mailoutbox):
    send(capsys)
    assert send(capsys) == "0 letters sent."
    reply(answered, cast["curator"], now=NOW + timedelta(days=4000))  # not yet
    assert send(capsys) == "0 letters sent."


def test_what_was_read_is_not_sent(answered, ana, capsys, mailoutbox):
    Inbox.objects.of(ana).read(NOW + timedelta(days=1))
    assert send(capsys) == "0 letters sent."


@pytest.mark.parametrize("change", [{"mails": False}, {"user__email": ""}, {"user__is_active": False}])
def test_nobody_gets_one_who_does_not_want_it_or_cannot(answered, ana, capsys, mailoutbox, change):
    for name, value in change.items():
        rows, column = (type(ana).objects, name[6:]) if name.startswith("user__") else (Inbox.objects, name)
        rows.filter(pk=ana.pk).update(**{column: value})
    assert (send(capsys), mailoutbox) == ("0 letters sent.", [])


def test_a_letter_that_cannot_be_sent_is_tried_again(answered, capsys, mailoutbox, monkeypatch):
    def refuse(*args, **options):
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr("options.management.commands.send_digest.send_mail", refuse)
        with pytest.raises(CommandError, match="1 letters could not be sent"):
            send(capsys)
    assert send(capsys) == "1 letters sent."


def test_the_site_must_be_an_address(db):
    with pytest.raises(CommandError, match="--site"):
        call_command("send_digest", site="options.example.org")
