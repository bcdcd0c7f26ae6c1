"""From a passage to its verdict, without a script: an analyst writes, a colleague challenges, the curator rewrites the
paragraph and publishes, and the note stands at the right words, or says that they are gone."""

import re
from uuid import uuid4

from options.models import Annotation
from tests.models.notes import PASSAGE
from tests.web.admin_forms import address, filled

D = "/d/river-crossing/"
FOOTBRIDGE = D + "options/footbridge/"


def text(response):
    return response.content.decode()


def hidden(page):
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))


def rewritten(client, description):
    """The curator's own form, filled in and published."""
    path = address("option", "footbridge")
    reply = client.post(path, filled(client, path, {"description": description}))
    assert reply.status_code == 302


def passages(page):
    return re.findall(r'<a class="words" draggable="false" href="#(n-[^"]+)"[^>]*>([^<]+)</a>', page)


def test_a_note_stays_with_its_words_or_says_that_they_are_gone(river, cast, as_):
    cast["colleague"] = type(cast["analyst"]).objects.create_user("colleague")
    cast["colleague"].groups.set(cast["analyst"].groups.all())

    # the analyst follows the + behind the text, chooses its first sentence and writes
    page = text(as_("analyst").get(FOOTBRIDGE))
    form = re.search(r'href="([^"]+field=description)"', page)[1].replace("&amp;", "&")
    page = text(as_("analyst").get(form))
    (sentence,) = re.findall(r'name="passage" value="(0-\d+)"', page)
    said = {**hidden(page), "passage": sentence, "stance": "asks", "body": "On whose *count*?", "readers": "public"}
    reply = as_("analyst").post(D + "annotations/new/", said)
    note = Annotation.objects.get()
    assert reply.headers["Location"] == f"{FOOTBRIDGE}#n-{note.link}"

    # a colleague answers, and a visitor reads both beside the words
    as_("colleague").post(note.get_absolute_url() + "reply/", {"body": "On mine.", "token": uuid4()})
    page = text(as_("visitor").get(FOOTBRIDGE))
    assert passages(page) == [(f"n-{note.link}", f"A slender bridge on two piers {PASSAGE}.")]
    assert ("On whose <em>count</em>?" in page, "On mine." in page) == (True, True)

    # the curator puts a sentence before it: the note goes along
    rewritten(as_("curator"), f"It is the light option. A slender bridge on two piers {PASSAGE}. The ferry goes on.")
    page = text(as_("visitor").get(FOOTBRIDGE))
    assert passages(page) == [(f"n-{note.link}", f"A slender bridge on two piers {PASSAGE}.")]
    assert "The same words, further on in the text now." in page

    # the curator rewords it: the note stays, and says so
    rewritten(as_("curator"), "It is the light option. A slender bridge on three piers carries people on foot and by "
              "bicycle. The ferry goes on.")  # fmt: skip
    page = text(as_("visitor").get(FOOTBRIDGE))
    assert passages(page) == [
        (f"n-{note.link}", "A slender bridge on three piers carries people on foot and by bicycle.")
    ]
    assert "The words have changed since." in page

    # the curator takes it out: nothing is marked, the quote is kept, and its author is asked
    rewritten(as_("curator"), "Whatever this option was, nobody speaks of it any more in these parts.")
    page = text(as_("visitor").get(FOOTBRIDGE))
    assert (passages(page), "The words are gone." in page, PASSAGE in page) == ([], True, True)
    assert PASSAGE in text(as_("analyst").get("/inbox/"))
    as_("analyst").post(note.get_absolute_url() + "decide/", {"do": "place", "exact": "nobody speaks of it"})
    assert passages(text(as_("visitor").get(FOOTBRIDGE))) == [(f"n-{note.link}", "nobody speaks of it")]
