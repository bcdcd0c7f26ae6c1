"""The dossier as its exercise has it, for seats: what belongs to it, what is switched in it, and no score before its
time."""

import re

import pytest
from django.test import Client

from options.models import Dossier, Inject
from tests.conftest import NOW
from tests.seminar import advance, exercise, fresh, joined, later, lobby, over, running, seat_client
from tests.web.helpers import published
from tests.web.seen import main, row

pytestmark = pytest.mark.django_db
PAGES = (
    "d/",
    "d/options/footbridge/",
    "d/options/keep-the-ferry/",
    "d/criteria/crossing-time/",
    "d/criteria/flood-safety/",
    "d/risks/flood-backwater/",
    "d/preconditions/harbour-permit/",
    "d/law/fixed-crossing/",
    "d/claims/art-02/",
    "d/sources/two-banks-treaty/",
)


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: later(seconds=30))


@pytest.fixture
def room(river, cast):
    return lobby(exercise(river, cast["instructor"]))


@pytest.fixture
def phone(room):
    return seat_client(joined(room)[0])


def read(phone, room, address):
    return phone.get(f"/seat/{room.link}/{address}")


def test_the_contents_list_what_belongs_to_the_exercise(phone, room):
    page = main(read(phone, room, "d/"))
    assert "A footbridge" in page
    assert "Permit of the harbour master" in page
    assert "version 1" in page


def test_the_contents_leave_out_what_does_not(phone, room):
    page = main(read(phone, room, "d/"))
    assert "A tunnel" not in page
    assert "Who owns the ground" not in page
    assert "A pamphlet that nothing cites" not in page


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_there_and_nobody_keeps_it(phone, room, address):
    response = read(phone, room, address)
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "private, no-store")


@pytest.mark.parametrize("address", PAGES)
def test_no_link_leads_out_of_the_exercise(phone, room, address):
    page = read(phone, room, address).content.decode().split("<main", 1)[1].split("</main>")[0]
    links = re.findall(r'href="([^"#][^"]*)"', page)
    inside = f"/seat/{room.link}/"
    assert [link for link in links if not link.startswith((inside, "https://"))] == []


@pytest.mark.parametrize("address", PAGES)
def test_every_link_within_leads_to_a_page(phone, room, address):
    found = re.findall(r'href="(/seat/[^"#]*/d/[^"#]*)', read(phone, room, address).content.decode())
    assert {link: phone.get(link).status_code for link in set(found)} == dict.fromkeys(found, 200)


@pytest.mark.parametrize(
    "address",
    [
        "d/options/tunnel/",  # in the dossier, not in the exercise
        "d/risks/nobody-said/",
        "d/sources/unused-pamphlet/",
        "d/criteria/lawfulness/",
        "d/law/under-the-bed/",
        "d/options/no-such/",
        "d/exercises/town-meeting/",
        "d/exercise/town-meeting/",
        "d/dossier/river-crossing/",
        "d/nothing/footbridge/",
    ],
)
def test_what_does_not_belong_is_not_there(phone, room, address):
    assert read(phone, room, address).status_code == 404


def test_an_option_says_what_it_rests_on(phone, room):
    page = main(read(phone, room, "d/options/footbridge/"))
    assert "law Treaty of the two banks, art. 4" in page
    assert "no fixed way shall be made" in page


def test_an_option_has_its_risks_and_law(phone, room):
    page = main(read(phone, room, "d/options/footbridge/"))
    assert "Two thin piers narrow the channel" in page
    assert "Does the old treaty forbid a bridge" in page


def test_a_law_cited_without_a_place_says_so(phone, room):
    assert "Harbour Act, no page given" in main(read(phone, room, "d/preconditions/harbour-permit/"))


def test_a_scale_has_its_words_and_no_score(phone, room):
    page = main(read(phone, room, "d/criteria/crossing-time/"))
    assert "An hour." in page
    assert "scores" not in page


@pytest.fixture
def rescored(river, cast):
    """The same exercise on a version in which every score of an option is another one."""
    option = river.reading().options["keep-the-ferry"]
    other = {
        "low": 9.75,
        "best": 9.75,
        "high": 9.75,
        "rationale": "Scored anew.",
        "by": "somebody",
        "confidence": "low",
    }
    scores = tuple(score.model_copy(update=other) for score in option.assessments)
    published(river, "option", "keep-the-ferry", assessments=scores)
    river.refresh_from_db()
    return lobby(exercise(river, cast["instructor"]))


@pytest.mark.parametrize("address", PAGES)
def test_no_score_is_read_before_its_time(phone, room, rescored, address):
    before = main(read(phone, room, address))
    after = main(read(seat_client(joined(rescored)[0]), rescored, address))
    assert after.replace("version 2", "version 1") == before


def test_the_scores_of_that_version_are_others(rescored):
    phone = seat_client(joined(rescored)[0])
    over(rescored)
    assert "9.75" in main(read(phone, rescored, "d/criteria/cost/"))


def test_from_the_phase_that_was_set_scores_are_shown(river, cast):
    room = running(exercise(river, cast["instructor"], curated_from=2), "briefing")
    phone = seat_client(joined(room)[0])
    assert "scores" not in main(read(phone, room, "d/criteria/cost/"))
    advance(room)
    assert row(read(phone, room, "d/criteria/cost/"), "Keep the ferry as it is")[1] == "10.5"
    assert row(read(phone, room, "d/options/keep-the-ferry/"), "Cost")[1] == "10.5"


def test_once_it_is_over_scores_are_shown(phone, room):
    over(room)
    assert row(read(phone, room, "d/criteria/cost/"), "Keep the ferry as it is")[1] == "10.5"


def test_the_pinned_version_is_read_whatever_is_published_after_it(phone, room, river):
    published(river, "option", "footbridge", summary="A rope.")
    assert "A rope." in river.reading(2).options["footbridge"].summary
    assert "A rope." not in main(read(phone, room, "d/options/footbridge/"))


def test_a_dossier_for_members_alone_is_read_by_seats(phone, room, river):
    Dossier.objects.filter(pk=river.pk).update(visibility="members")
    assert read(phone, room, "d/options/footbridge/").status_code == 200


# Switched by the exercise


def test_a_condition_that_an_inject_switches_is_marked(river, cast):
    room = running(exercise(river, cast["instructor"]), "inject")
    phone = seat_client(joined(room)[0])
    for address in ("d/", "d/options/footbridge/", "d/preconditions/both-councils-agree/"):
        assert "switched by the exercise: met" in main(read(phone, room, address))


def test_before_the_inject_nothing_is_marked(phone, room):
    assert "switched by the exercise" not in main(read(phone, room, "d/options/footbridge/"))


def test_a_switch_changes_why_the_option_stands_as_it_does(river, cast):
    room = running(exercise(river, cast["instructor"]), "inject")
    assert "Undetermined." in main(read(seat_client(joined(room)[0]), room, "d/options/footbridge/"))


def test_before_it_the_option_is_blocked(phone, room):
    assert "Blocked. This does not hold: Both town councils agree" in main(read(phone, room, "d/options/footbridge/"))


def test_an_inject_for_another_role_switches_nothing_here(river, cast):
    room = running(exercise(river, cast["instructor"]), "briefing")
    one, two = joined(room, 2)
    mine, other = one.seat.role.slug, two.seat.role.slug
    assert mine != other
    Inject.objects.send(room, "FICTION: no crew.", kind="inject", by=room.owner, token="0" * 32, now=NOW,
                        toggles={"money": "unmet"}, for_roles=[other])  # fmt: skip
    address = "d/preconditions/money/"
    assert "switched" not in main(read(seat_client(one), room, address))
    assert "switched by the exercise: unmet" in main(read(seat_client(two), room, address))


# Who may come in


@pytest.mark.parametrize("address", ["d/", "d/options/footbridge/"])
def test_without_a_seat_words_are_asked_for(room, address):
    response = read(Client(), room, address)
    assert (response.status_code, "footbridge" in main(response)) == (403, False)


@pytest.mark.parametrize("role", ["instructor", "analyst", "member", "admin"])
def test_an_account_is_no_seat(as_, room, role):
    assert read(as_(role), room, "d/").status_code == 403


def test_a_seat_of_another_exercise_is_none_here(river, cast, room):
    other = lobby(exercise(river, cast["instructor"]))
    assert read(seat_client(joined(other)[0]), room, "d/").status_code == 403


def test_who_comes_back_with_words_goes_on_reading(room):
    one = joined(room)[0]
    response = Client().post(f"/seat/{room.link}/d/", {"handle": one.seat.handle, "words": one.words})
    assert (response.status_code, response.headers["Location"]) == (303, f"/seat/{room.link}/d/")


def test_a_page_takes_as_many_queries_whatever_stands_on_it(phone, room, django_assert_max_num_queries):
    read(phone, room, "d/options/footbridge/")
    fresh(room)
    with django_assert_max_num_queries(11):
        read(phone, room, "d/options/footbridge/")
