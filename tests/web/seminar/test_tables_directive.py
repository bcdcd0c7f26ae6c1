"""The directive of a council: written part by part by whoever sits there, accepted by the one who decides."""

import pytest

from options.models import Actor, Artifact, Inject
from options.models.seminar.making import set_councils
from options.pages.seminar.handles import council_name
from tests.seminar import advance, close, exercise, fresh, joined, later, lobby, over, seat_client
from tests.web.seen import words
from tests.web.seminar.tables import OPTIONS, Seated, asked, council_phase, form_with, stands, values

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    """Pages ask the wall clock; here it is the one at which the exercise was started."""
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: later(seconds=30))


@pytest.fixture
def room(river, cast):
    return lobby(exercise(river, cast["instructor"]))


@pytest.fixture
def seats(room):
    return joined(room, 3)


@pytest.fixture
def table(room, seats):
    room.roles.filter(slug="miller-of-weir").update(drafts=["legal-basis", "tripwire"])
    return council_phase(room, "directive", "compare-directives", "reflection")


@pytest.fixture
def mayor(room, seats, table):
    return Seated(seat_client(seats[0]), room)


@pytest.fixture
def miller(room, seats, table):
    return Seated(seat_client(seats[1]), room)


@pytest.fixture
def council(seats):
    return seats[0].seat.council


def order(page):
    return [line.split('"')[0] for line in page.split('<section class="part" id="at-')[1:]]


# --- whose a part is ---


def test_ones_own_parts_come_first_and_each_says_whose_it_is(mayor, miller, seats):
    page = miller.page()
    assert order(page) == ["legal-basis", "tripwire", "option", "preconditions", "mitigations", "dissent.2"]
    one, two = (each.seat.handle for each in seats[1:])
    assert f"Your part. Drafted by: Miller of Weir ({one}, {two})." in words(page)
    assert f"Drafted by: Mayor of Harrow ({seats[0].seat.handle})." in words(page)
    assert order(mayor.page())[:2] == ["option", "preconditions"]


def test_a_part_of_a_role_that_nobody_plays_may_be_written_by_anybody(mayor, seats, cast):
    for one in seats[1:]:
        one.seat.remove(by=cast["instructor"], now=later())
    assert "Nobody at this table plays that role: anybody may write this part." in words(mayor.page())


def test_anybody_at_the_table_may_write_any_part(mayor, miller, table, council):
    assert mayor.send("legal-basis", t="The treaty.").status_code == 303
    assert miller.send("option", c="footbridge", t="It is cheap.").status_code == 303
    assert stands(table, council, "option") == ("footbridge", "It is cheap.")
    assert "The treaty." in miller.page()


# --- one part per screen ---


def test_one_part_stands_alone_with_links_to_the_next(miller):
    page = miller.page("?part=tripwire")
    assert order(page) == ["tripwire"]
    assert f'<a rel="prev" href="{miller.at}?part=legal-basis#at-legal-basis">' in page
    assert f'<a rel="next" href="{miller.at}?part=option#at-option">' in page


def test_saving_leads_back_to_the_same_screen(miller):
    reply = miller.send("tripwire", miller.page("?part=tripwire"), t="A flood.")
    assert reply.headers["Location"] == miller.at + "?part=tripwire#at-tripwire"
    assert miller.send("tripwire", t="A flood!").headers["Location"] == miller.at + "#at-tripwire"


@pytest.mark.parametrize("part", ["nothing", "dissent.1", "%00", "x" * 3_000])
def test_a_part_that_is_none_shows_all_of_them(miller, part):
    assert len(order(miller.page(f"?part={part}"))) == 6


def test_a_clash_stays_on_its_screen(mayor, miller):
    page = miller.page("?part=tripwire")
    mayor.send("tripwire", t="A frost.")
    reply = miller.send("tripwire", page, t="A flood.")
    assert (reply.status_code, order(reply.content.decode())) == (409, ["tripwire"])
    assert "A frost." in reply.content.decode()
    assert 'href="?' not in reply.content.decode()  # it would lead to where things are saved
    assert 'href="#at-tripwire">what would change the decision</a>' in reply.content.decode()
    assert values(form_with(reply.content.decode(), "tripwire"))["t.tripwire"] == ["A flood."]


# --- what the dossier has to say ---


def test_the_dossier_speaks_once_an_option_stands(miller, mayor):
    assert "what the dossier has on it stands here" in words(miller.page())
    mayor.send("option", c="footbridge")
    page = words(miller.page())
    assert "Questions of law that bear on the option: May there be a fixed crossing?; Piers in the channel." in page
    assert "Risks of the option: Higher water in a flood." in page
    assert "Both town councils agree" in page


def test_ticked_preconditions_are_kept_with_what_was_written(mayor, miller, table, council):
    mayor.send("option", c="footbridge")
    miller.send("preconditions", ticked=["money", "both-councils-agree"], t="Ask the bank.")
    assert stands(table, council, "preconditions")[1] == (
        "– Money for building\n– Both town councils agree\n\nAsk the bank."
    )
    sent = values(form_with(mayor.page(), "preconditions"))
    assert (sorted(sent["ticked"]), sent["t.preconditions"]) == (["both-councils-agree", "money"], ["Ask the bank."])


def test_a_list_that_nobody_touched_is_not_written(mayor, miller, table):
    mayor.send("option", c="footbridge")
    miller.send("preconditions", ticked=["money"], t="")
    mayor.send("preconditions")
    assert table.artifacts.get(item="preconditions").edition == 1


def test_a_switched_precondition_says_what_the_dossier_has(room, mayor):
    Inject.objects.create(exercise=room, kind="inject", text="FICTION", sent_at=later(),
                          toggles={"both-councils-agree": "met"})  # fmt: skip
    mayor.send("option", c="footbridge")
    assert "switched by the news in the exercise; the dossier has: unmet" in words(mayor.page())


def test_an_option_that_the_news_have_closed_can_be_chosen_and_says_what_would_reopen_it(room, table, mayor, council):
    room.phases.filter(pk=table.pk).update(options=["faster-ferry"])
    Inject.objects.create(exercise=room, kind="inject", text="FICTION", sent_at=later(), toggles={"crew": "unmet"})
    assert mayor.send("option", c="faster-ferry").status_code == 303
    assert stands(table, council, "option") == ("faster-ferry", "")
    seen = words(mayor.page())
    assert "Closed by the news in the exercise: needs A trained crew (unmet)" in seen
    assert "What would open it again A trained crew." in seen
    assert "You may decide for it all the same" in seen


def test_an_option_of_another_phase_cannot_be_chosen(mayor, table, council):
    assert mayor.send("option", c="tunnel").status_code == 422
    assert stands(table, council, "option") is None


# --- accepting ---


def test_the_decider_accepts_a_part_and_all_see_it(mayor, miller, table, seats):
    miller.send("tripwire", t="A flood.")
    assert mayor.accept("tripwire").status_code == 303
    page = miller.page()
    assert f"Accepted by {seats[0].seat.handle}." in words(page)
    assert "1 of 5 parts are accepted." in words(page)
    assert 'name="t.tripwire"' not in page


def test_accepting_saves_what_stands_in_the_form_first(mayor, miller, table, seats):
    miller.send("tripwire", t="A flood.")
    assert mayor.accept("tripwire", t="A flood, or ice.").status_code == 303
    row = table.artifacts.get(item="tripwire")
    assert (row.text, row.accepted_by) == ("A flood, or ice.", seats[0].seat)


def test_what_was_changed_since_it_was_read_is_not_accepted(mayor, miller, table, seats):
    miller.send("tripwire", t="A flood.")
    page = mayor.page()
    miller.send("tripwire", t="Nothing at all.")
    reply = mayor.accept("tripwire", page)
    assert reply.status_code == 409
    assert f"{seats[1].seat.handle} has changed this part since you read it." in words(reply.content.decode())
    assert "Nothing at all." in reply.content.decode()
    assert table.artifacts.get(item="tripwire").accepted_at is None


def test_typing_over_what_was_changed_is_not_accepted_and_not_lost(mayor, miller, table):
    miller.send("tripwire", t="A flood.")
    page = mayor.page()
    miller.send("tripwire", t="Nothing at all.")
    reply = mayor.accept("tripwire", page, t="Ice.")
    assert reply.status_code == 409
    assert values(form_with(reply.content.decode(), "tripwire"))["t.tripwire"] == ["Ice."]
    assert table.artifacts.get(item="tripwire").accepted_at is None


def test_nothing_is_accepted_where_nothing_stands(mayor, miller, table):
    assert "Nothing is written here yet." in words(mayor.accept("tripwire").content.decode())
    miller.send("tripwire", t="A flood.")
    miller.send("tripwire", t="")
    assert mayor.accept("tripwire").status_code == 409
    assert not table.artifacts.filter(accepted_at__isnull=False).exists()


def test_only_the_decider_accepts(miller, table):
    miller.send("tripwire", t="A flood.")
    assert 'value="accept"' not in miller.page()
    reply = miller.accept("tripwire")
    assert reply.status_code == 409
    assert "Only the decision-maker accepts parts" in words(reply.content.decode())
    assert table.artifacts.get(item="tripwire").accepted_at is None


def test_an_accepted_part_is_not_written_over_and_the_text_is_kept(mayor, miller, table, council):
    miller.send("tripwire", t="A flood.")
    page = miller.page()
    mayor.accept("tripwire")
    reply = miller.send("tripwire", page, t="A flood, or ice.")
    assert reply.status_code == 409
    assert "This part is accepted. The decision-maker can open it again." in words(reply.content.decode())
    assert values(form_with(reply.content.decode(), "tripwire"))["t.tripwire"] == ["A flood, or ice."]
    assert stands(table, council, "tripwire") == ("", "A flood.")


def test_the_decider_opens_a_part_again(mayor, miller, table):
    miller.send("tripwire", t="A flood.")
    mayor.accept("tripwire")
    assert miller.reopen("tripwire", table).status_code == 409
    assert mayor.reopen("tripwire", table).status_code == 303
    assert table.artifacts.get(item="tripwire").accepted_at is None
    assert miller.send("tripwire", t="Ice.").status_code == 303


def test_a_second_press_changes_nothing(mayor, miller, table):
    miller.send("tripwire", t="A flood.")
    page = mayor.page()
    assert [mayor.accept("tripwire", page).status_code for _ in range(2)] == [303, 303]


def test_what_is_missing_is_said(mayor, miller):
    miller.send("tripwire", t="A flood.")
    seen = words(mayor.page())
    assert "Missing: option, legal basis, preconditions not met, mitigations." in seen
    assert "Not accepted yet: what would change the decision." in seen
    assert "You decide for this council" in seen


def test_a_council_without_a_decider_is_told_that_one_can_be_named(miller, council):
    council.decider = None
    council.save()
    assert "Nobody decides for this council: your instructor can name somebody." in words(miller.page())


@pytest.mark.parametrize(
    "sent",
    [{"item": "dissent.1", "do": "accept"}, {"item": "nothing", "do": "reopen"}, {"item": "tripwire", "do": "eat"},
     {"item": "tripwire", "do": "accept"}, {"item": "tripwire", "do": "accept", "t.option": "x"}, {}],
)  # fmt: skip
def test_what_cannot_be_accepted_is_not_found(mayor, table, sent):
    assert mayor.client.post(mayor.at + "accept/", {"phase": table.number, **sent}).status_code == 404


def test_nothing_is_accepted_after_closing(mayor, miller, room, table):
    miller.send("tripwire", t="A flood.")
    page = mayor.page()
    close(fresh(room))
    assert mayor.accept("tripwire", page).status_code == 409
    advance(fresh(room))
    assert mayor.accept("tripwire", page).status_code == 409
    assert mayor.reopen("tripwire", table).status_code == 409
    assert table.artifacts.get(item="tripwire").accepted_at is None


# --- dissent ---


def test_a_dissent_is_ones_own_and_the_council_reads_it(mayor, miller, table, council, seats):
    assert miller.send("dissent.2", t="The piers are too wide.").status_code == 303
    page = mayor.page()
    assert "The piers are too wide." in page
    assert 'name="t.dissent.2"' not in page
    assert f"Written by {seats[1].seat.handle}" in words(page)


def test_nobody_writes_anothers_dissent(mayor, miller, table, council):
    miller.send("dissent.2", t="The piers are too wide.")
    reply = mayor.client.post(
        mayor.at + "council/", {"phase": table.number, "t.dissent.2": "I agree.", "seen.dissent.2": 1}
    )
    assert reply.status_code == 404
    assert stands(table, council, "dissent.2") == ("", "The piers are too wide.")


# --- after closing ---


def test_a_directive_that_comes_late_is_shown_back(miller, room):
    page = miller.page()
    close(fresh(room))
    reply = miller.send("tripwire", page, t="A flood.")
    assert (reply.status_code, "A flood.</textarea>" in reply.content.decode()) == (409, True)
    assert "What would change the decision" in words(reply.content.decode())


def test_the_same_when_the_whole_exercise_is_over(mayor, miller, room, table):
    miller.send("tripwire", t="A flood.")
    page = mayor.page()
    over(fresh(room))
    reply = miller.send("tripwire", page, t="Ice.")
    assert (reply.status_code, "Ice.</textarea>" in reply.content.decode()) == (409, True)
    reply = mayor.reopen("tripwire", table)
    assert reply.status_code == 409
    assert "Only the decision-maker accepts parts, while the phase is open." in words(reply.content.decode())


# --- side by side ---


@pytest.fixture
def two(river, cast):
    """Two councils of a mayor and a miller each, and an observer: (exercise, browsers, phase)."""
    room = exercise(river, cast["instructor"])
    set_councils(room, 2, council_name)
    seats = joined(lobby(room), 7)
    phase = council_phase(room, "directive", "compare-directives", "reflection")
    return room, [Seated(seat_client(one), room) for one in seats], phase, seats


def test_councils_read_what_others_have_accepted_only_once_it_is_compared(two):
    room, (one, two_, *_rest), _phase, _seats = two
    one.send("tripwire", t="A flood. Or ice.")
    one.accept("tripwire")
    one.send("mitigations", t="Thinner piers.")
    assert "A flood." not in two_.page()
    advance(fresh(room))
    page = two_.page()
    assert "A flood." in page
    assert "Thinner piers." not in page
    assert "not handed in" in page
    assert "Council B yours" in words(page)


def test_a_dissent_is_told_elsewhere_with_its_role_and_without_its_name(two):
    room, browsers, _phase, seats = two
    browsers[2].send(f"dissent.{seats[2].seat.number}", t="The piers are too wide.")
    assert "The piers are too wide." not in browsers[1].page()
    advance(fresh(room))
    own, other = browsers[0].page(), browsers[1].page()
    assert seats[2].seat.handle in own
    assert "The piers are too wide." in other
    assert seats[2].seat.handle not in other
    assert "1 dissent Miller of Weir The piers are too wide." in words(other)


def test_a_later_directive_is_not_shown_by_an_earlier_comparison(river, cast):
    room = exercise(river, cast["instructor"])
    set_councils(room, 2, council_name)
    seats = joined(lobby(room), 4)
    council_phase(room, "compare-directives", "directive", "reflection")
    advance(fresh(room))
    one, other = (Seated(seat_client(each), room) for each in seats[:2])
    one.send("tripwire", t="A flood.")
    one.accept("tripwire")
    assert "A flood." not in other.page()
    assert not Artifact.objects.visible_to(Actor(seat=seats[1].seat)).exists()


def test_observers_read_along(two):
    room, browsers, _phase, seats = two
    assert seats[6].seat.council is None
    browsers[0].send("tripwire", t="A flood.")
    browsers[0].accept("tripwire")
    assert "You sit at no council" in words(browsers[6].page())
    advance(fresh(room))
    assert "A flood." in browsers[6].page()


def test_what_an_instructor_hides_is_gone_for_the_others_alone(two):
    room, browsers, phase, _seats = two
    browsers[0].send("tripwire", t="A flood.")
    browsers[0].accept("tripwire")
    phase.artifacts.get(item="tripwire").hide(hidden=True, now=later())
    advance(fresh(room))
    assert "A flood." in browsers[0].page()
    assert "A flood." not in browsers[1].page()


def test_a_step_back_takes_them_out_of_sight_again(two, cast):
    from options.models import Phase

    room, browsers, _phase, _seats = two
    browsers[0].send("tripwire", t="A flood.")
    browsers[0].accept("tripwire")
    advance(fresh(room))
    assert "A flood." in browsers[1].page()
    now = fresh(room)
    Phase.objects.step_back(now, by=cast["instructor"], epoch=now.epoch, now=later(seconds=20))
    assert "A flood." not in browsers[1].page()


def test_a_comparison_of_nothing_says_so(room, seats):
    council_phase(room, "compare-directives")
    seen = words(Seated(seat_client(seats[0]), room).page())
    assert "What the councils have decided" in seen
    assert seen.count("not handed in") == 5 + 1  # each part, and the sentence above


@pytest.mark.parametrize("kind", ["screen", "directive", "compare-directives"])
def test_an_exercise_in_which_nobody_sits_at_a_council_has_a_page(room, kind, cast):
    one = joined(room)[0]
    one.seat.place(None, None, by=cast["instructor"], now=later())
    council_phase(room, kind)
    assert "csrf" not in words(Seated(seat_client(one), room).page())


def test_twenty_councils_are_compared_with_the_queries_of_two(river, cast):
    counts = []
    for n in (2, 20):
        room = exercise(river, cast["instructor"])
        set_councils(room, n, council_name)
        seats = joined(lobby(room), n)
        phase = council_phase(room, "directive", "compare-directives")
        for one in seats:
            for item, choice in (("option", OPTIONS[0]), ("tripwire", "")):
                Artifact.objects.create(phase=phase, council=one.seat.council, item=item, by=one.seat, edition=1,
                                        choice=choice, text="Yes.", saved_at=later(), accepted_by=one.seat,
                                        accepted_at=later())  # fmt: skip
        advance(fresh(room))
        reader = Seated(seat_client(seats[0]), room)
        counts.append(asked(reader.page))
        assert reader.page().count("Council ") >= n
    assert counts[0] == counts[1] <= 15


def test_a_full_directive_takes_the_queries_of_an_empty_one(mayor, miller):
    mayor.page()
    before = asked(mayor.page)
    for item in ("legal-basis", "mitigations", "tripwire", "dissent.2"):
        miller.send(item, t="Yes.")
    mayor.accept("tripwire")
    assert before == asked(mayor.page) <= 15
