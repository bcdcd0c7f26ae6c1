"""The cookie of kept options, without a server."""

from hypothesis import given
from hypothesis import strategies as st

from options.bundle.reading import Reading
from options.pages.picks import LONGEST, Picks, changed, read, write


def wide(reading: Reading, n: int) -> Reading:
    """The dossier with n more options, late in axis order."""
    tunnel = next(entry for entry in reading.entries if entry.slug == "tunnel")
    more = (tunnel.content.model_copy(update={"slug": f"t-{i}", "order": 10 + i}) for i in range(n))
    return Reading("river-crossing", 1, (*reading.entries, *(type(tunnel)("option", o.slug, o) for o in more)))


def test_what_is_written_is_read_again(reading: Reading) -> None:
    picks = changed(Picks(()), reading, add=["tunnel", "footbridge"])
    assert write(picks) == "footbridge.tunnel"
    assert read(write(picks), reading) == picks


def test_twelve_at_most_and_the_old_ones_stay(reading: Reading) -> None:
    big = wide(reading, 20)
    picks = changed(Picks(()), big, add=[f"t-{i}" for i in range(12)])
    assert len(picks.slugs) == 12
    assert picks.full
    assert changed(picks, big, add=["tunnel"]) == picks


def test_a_cookie_longer_than_we_write_is_not_read(reading: Reading) -> None:
    assert not read("tunnel" + "." * LONGEST, reading)


def test_the_longest_cookie_we_write_is_read(reading: Reading) -> None:
    tunnel = reading.options["tunnel"]
    slugs = [f"{i:02}{'x' * 78}" for i in range(12)]
    entry = next(e for e in reading.entries if e.slug == "tunnel")
    more = tuple(type(entry)("option", slug, tunnel.model_copy(update={"slug": slug})) for slug in slugs)
    big = Reading("river-crossing", 1, (*reading.entries, *more))
    assert read(write(changed(Picks(()), big, add=slugs)), big).slugs == tuple(slugs)


@given(st.text(max_size=300))
def test_nothing_in_a_cookie_is_believed(reading: Reading, cookie: str) -> None:
    assert set(read(cookie, reading).slugs) <= set(reading.options)


@given(st.lists(st.sampled_from(["tunnel", "footbridge", "nowhere"])), st.lists(st.sampled_from(["tunnel", "nowhere"])))
def test_taking_away_wins_over_adding(reading: Reading, add: list[str], remove: list[str]) -> None:
    slugs = changed(Picks(()), reading, add=add, remove=remove).slugs
    assert not set(slugs) & set(remove)
    assert set(slugs) == (set(add) - set(remove)) & set(reading.options)
