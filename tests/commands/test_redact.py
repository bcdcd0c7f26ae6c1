"""`manage.py redact`: words go, and it is on record who had them removed and why."""

import pytest

from options.models import Dossier, Redaction
from tests.models.helpers import everything

pytestmark = pytest.mark.django_db
WHERE = ("river-crossing", "option", "road-bridge")
WHY = ("--reason", "Asked for.", "--by", "admin")


def test_words_are_removed_and_it_is_recorded(river, cast, manage):
    done = manage("redact", *WHERE, "ambulances", *WHY)
    assert (done.status, done.out, done.err) == (0, "Removed from 1 revisions of option road-bridge.\n", "")
    record = Redaction.objects.get()
    assert (record.by, record.reason, record.entry.slug) == (cast["admin"], "Asked for.", "road-bridge")
    assert "ambulances" not in repr(Dossier.objects.get().reading().entries)


@pytest.mark.parametrize(
    ("where", "words", "why", "told"),
    [
        (WHERE, "no such words", WHY, "These words stand in no revision of this entry."),
        (WHERE, "  ", WHY, "These words stand in no revision of this entry."),
        (WHERE, "road-bridge", WHY, "These words are part of a name, or no words at all."),
        (WHERE, "a\x07b", WHY, "These words are part of a name, or no words at all."),
        (("river-crossing", "option", "no-such"), "x", WHY, "There is no such entry, or no such user."),
        (("no-such", "option", "tunnel"), "x", WHY, "There is no such entry, or no such user."),
        (WHERE, "ambulances", ("--reason", "r", "--by", "nobody"), "There is no such entry, or no such user."),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(river, cast, manage, where, words, why, told):
    before = everything()
    done = manage("redact", *where, words, *why)
    assert (done.status, done.out, done.err) == (1, "", told + "\n")
    assert everything() == before


def test_nobody_who_has_left_removes_anything(river, cast, manage):
    cast["admin"].is_active = False
    cast["admin"].save()
    assert manage("redact", *WHERE, "ambulances", *WHY).status == 1
    assert not Redaction.objects.exists()


@pytest.mark.parametrize("words", [[], [*WHERE, "x"], [*WHERE, "x", "--by", "admin"], [*WHERE, "x", "--reason", "r"]])
def test_wrong_usage_is_two(river, manage, words):
    assert manage("redact", *words).status == 2
