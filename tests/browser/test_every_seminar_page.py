"""What holds on every page of a seminar, for instructors and for seats: in preparation, in every phase of the template
that ships, and over. The class is played by bots."""

from itertools import pairwise

import pytest
from django.utils import timezone

from options.models import Entry, Exercise, Phase, User
from options.models.seminar.making import make
from options.models.seminar.rehearsals import play, play_through, rehearse
from options.models.seminar.seats import SeatDevice
from options.pages.seminar.handles import council_name, handle
from options.tickets import new_codes, new_words
from tests.browser.conftest import session_of
from tests.test_access_seminar import JOINING, ROUTES

PLANNED = {
    "seminar": "/seminar/",
    "exercise": "/seminar/{plan}/",
    "exercise-setup": "/seminar/{plan}/setup/",
    "exercise-phases": "/seminar/{plan}/phases/",
    "exercise-phase": "/seminar/{plan}/phases/2/",
    "exercise-role": "/seminar/{plan}/roles/national-security-adviser/",
    "exercise-rubric": "/seminar/{plan}/rubric/",
    "exercise-roster": "/seminar/{plan}/roster/",
    "exercise-sheet": "/seminar/{plan}/sheet/",
    "exercise-share": "/seminar/{plan}/share/",
    "exercise-clone": "/seminar/{plan}/clone/",
    "exercise-rehearse": "/seminar/{plan}/rehearse/",
    "exercise-purge": "/seminar/{plan}/purge/",
}
OVER = {
    "after": "/seminar/{over}/",
    "exercise-reasons": "/seminar/{over}/reasons/",
    "exercise-notes": "/seminar/{over}/notes/",
    "exercise-directives": "/seminar/{over}/directives/",
    "exercise-grades": "/seminar/{over}/grades/",
    "exercise-grade": "/seminar/{over}/grades/1/",
    "exercise-report": "/seminar/{over}/report/",
    "exercise-seat-report": "/seminar/{over}/report/1/",
}
LIVE = {
    "board": "/seminar/{live}/",
    "exercise-tell": "/seminar/{live}/tell/",
    "exercise-projector": "/seminar/{live}/projector/",
    "exercise-seat": "/seminar/{live}/seats/1/",
}
SEATS = {
    "seat": "/seat/{live}/",
    "seat-dossier": "/seat/{live}/d/",
    "seat-entry": "/seat/{live}/d/options/joint-task-forces/",
    "seat-mine": "/seat/{live}/mine/",
    "seat-erase": "/seat/{live}/mine/erase/",
    "seat-over": "/seat/{over}/",
}
ANYBODY = {"join": "/join/", "join-code": "/join/{code}/", "join-back": "/join/{code}/back/"}
# tests/browser/test_council.py and test_seminar.py, which write
ELSEWHERE = {"seat-note", "seat-respond", "seat-council", "seat-accept"}
# routes that answer with something else than a page
NO_PAGES = {"exercise-fresh", "exercise-projector-fresh", "exercise-run", "seat-poll", "seat-here", "seat-mine-json",
            *(f"exercise-{name}-{kind}" for name in ("grades", "answers") for kind in ("csv", "xlsx"))}  # fmt: skip


def test_every_route_of_seminars_is_looked_at():
    looked_at = {*PLANNED, *OVER, *LIVE, *SEATS, *ANYBODY} - {"after", "board", "seat-over"}
    assert looked_at == ROUTES - ELSEWHERE - NO_PAGES
    assert set(ANYBODY) == set(JOINING)


@pytest.fixture(scope="module")
def played(live, shipped):
    """A plan, a class of bots in its first round, and one that is over; the code of an open exercise."""
    by = User.objects.filter(username="every-page").first() or User.objects.create_superuser("every-page")
    now, template = timezone.now(), Entry.objects.get(kind="exercise", dossier__slug="us-mexico-cartels")
    plan = make(template, by=by, codes=new_codes(), name_of=council_name, now=now, expected=16)
    shared = {"by": by, "name_of": council_name, "handle_of": handle, "now": now}
    running, over = (rehearse(plan, codes=new_codes(), words=new_words(), **shared) for _ in range(2))
    play_through(over, by=by, now=now)
    Phase.objects.start(running, by=by, now=now)
    lobby = make(template, by=by, codes=new_codes(), name_of=council_name, now=now)
    lobby.open_lobby(by=by, now=now)
    return {"by": by, "plan": plan, "live": running, "over": over, "code": lobby.code}


@pytest.fixture
def opened(live, played, open_page):
    """`opened(path)`: a page of the instructor, or of the last seat."""

    def shown(path):
        links = {name: played[name].link for name in ("plan", "live", "over")}
        page = open_page(reduced_motion="reduce")
        page.context.add_cookies([{"name": "sessionid", "value": session_of(played["by"]), "url": live.url}])
        for name in ("live", "over"):
            seat = played[name].seats.last()
            token = SeatDevice.objects.open(seat, timezone.now())
            where = {"domain": "127.0.0.1", "path": f"/seat/{links[name]}/"}
            page.context.add_cookies([{"name": "seat", "value": token, **where}])
        page.goto(live.url + path.format(**links, code=played["code"]))
        return page

    return shown


TOO_WIDE = """(width) => document.documentElement.scrollWidth <= width ? [] : [...document.querySelectorAll("body *")]
  .filter((e) => e.getBoundingClientRect().right > width).map((e) => e.outerHTML.slice(0, 100))"""


def check(page, axe):
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        axe(page)
    levels = page.locator("h1, h2, h3, h4, h5, h6").evaluate_all("all => all.map(h => Number(h.localName[1]))")
    assert levels.count(1) == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []
    page.set_viewport_size({"width": 360, "height": 740})
    axe(page)
    for width in (768, 320):
        page.set_viewport_size({"width": width, "height": 640})
        assert page.evaluate(TOO_WIDE, width) == []


@pytest.mark.parametrize(
    "path", [*PLANNED.values(), *OVER.values(), *LIVE.values(), *SEATS.values(), *ANYBODY.values()]
)
def test_the_page_reads_well_for_everybody_on_every_screen(opened, axe, path):
    check(opened(path), axe)


def test_so_does_the_page_of_a_seat_and_the_wall_in_every_phase(opened, played, axe):
    """Open, answered by all, and closed."""
    by, seen = played["by"], set()
    page, wall = opened("/seat/{live}/"), opened("/seminar/{live}/projector/")
    while (exercise := Exercise.objects.get(pk=played["live"].pk)).state == "running":
        kind = exercise.current.kind
        if exercise.current.closed_at is None and kind not in ("reveal", "who-moved", "inject", "compare-directives"):
            play(exercise, timezone.now())
        for each in (page, wall):
            each.set_viewport_size({"width": 1280, "height": 800})
            each.reload()
            check(each, axe)
        seen.add(kind)
        exercise = Exercise.objects.get(pk=exercise.pk)
        Phase.objects.advance(exercise, by=by, epoch=exercise.epoch, now=timezone.now(), confirmed=True)
    assert len(seen) == 11
