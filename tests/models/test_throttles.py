"""Guessing is slowed down, and the limiter locks nobody out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from options.models import Throttle
from options.models.throttles import ACCOUNT, NETWORK, Limit, network, sign_in_buckets
from tests.conftest import NOW

HERE, ELSEWHERE = "192.0.2.10", "198.51.100.7"
LIMITS = (ACCOUNT, NETWORK, Limit(free=1, longest=1), Limit(free=3, longest=7))
gaps = st.lists(st.floats(0, 200), min_size=1, max_size=80)


def seconds(number):
    return timedelta(seconds=number)


def tries(name, address=HERE, *, times=1, now=NOW, browser=""):
    """The waits that so many tries at one moment are told; a try that is told none is a wrong password."""
    return [Throttle.objects.take(sign_in_buckets(name, address, browser), now) for _ in range(times)]


def guessed(limit, gaps, *, patient=False):
    """When tries were let through, in seconds from the start, with the wait after each; by the arithmetic alone."""
    at, full_at, free_at, through = 0.0, NOW, NOW, []
    for gap in gaps:
        at += gap
        now = NOW + seconds(at)
        if free_at > now and patient:
            now = free_at
            at = (now - NOW).total_seconds()
        if free_at <= now:
            full_at, free_at = limit.after(full_at, now)
            through.append((at, (free_at - now).total_seconds(), full_at - now))
    return through


# --- one bucket -----------------------------------------------------------------------------------------------------


def test_five_tries_follow_each_other_and_then_the_wait_doubles_up_to_a_minute():
    now, full_at, waits = NOW, NOW, []
    for _ in range(13):
        full_at, free_at = ACCOUNT.after(full_at, now)
        waits.append((free_at - now).total_seconds())
        now = free_at
    assert waits == [0, 0, 0, 0, 2, 4, 8, 16, 32, 32, 60, 60, 60]  # after the first 60 s one came back


def test_one_try_comes_back_every_minute():
    full_at = NOW
    for _ in range(4):
        full_at, _free = ACCOUNT.after(full_at, NOW)
    for minutes, wait in ((1, 0), (2, 0), (3, 0)):
        full_at, free_at = ACCOUNT.after(full_at, NOW + seconds(60 * minutes))
        assert free_at - (NOW + seconds(60 * minutes)) == seconds(wait)
    _full, free_at = ACCOUNT.after(full_at, NOW + seconds(181))
    assert free_at == NOW + seconds(181 + 2)


@pytest.mark.parametrize("limit", LIMITS)
@given(gaps=gaps)
def test_no_wait_is_longer_than_promised(limit, gaps):
    assert all(0 <= wait <= limit.longest for _at, wait, _missing in guessed(limit, gaps))


@pytest.mark.parametrize("limit", LIMITS)
@given(gaps=gaps)
def test_a_wait_ends_before_the_bucket_is_full(limit, gaps):
    assert all(seconds(wait) <= missing for _at, wait, missing in guessed(limit, gaps))


@pytest.mark.parametrize("limit", LIMITS)
@given(gaps=gaps)
def test_in_any_stretch_of_time_only_so_many_are_let_through(limit, gaps):
    moments = [at for at, _wait, _missing in guessed(limit, gaps, patient=True)]
    most = limit.free + limit.longest.bit_length() + 1
    for first, start in enumerate(moments):
        for last in range(first, len(moments)):
            assert last - first + 1 <= most + (moments[last] - start) / limit.longest


@pytest.mark.parametrize("limit", LIMITS)
@given(gaps=gaps)
def test_after_enough_quiet_a_bucket_is_as_new(limit, gaps):
    *_before, (_at, _wait, missing) = guessed(limit, gaps)
    later = NOW + missing
    assert limit.after(NOW + missing, later) == limit.after(NOW, later)
    assert missing <= seconds((limit.free + limit.longest.bit_length()) * limit.longest)


# --- whose bucket ---------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_one_account_from_one_address_is_slowed():
    assert tries("ana", times=7) == [0, 0, 0, 0, 0, 2, 2]


@pytest.mark.django_db
def test_a_refused_try_takes_nothing_and_waiting_as_told_is_enough():
    tries("ana", times=5)
    assert tries("ana", times=50, now=NOW + seconds(1)) == [1] * 50
    assert tries("ana", times=2, now=NOW + seconds(2)) == [0, 4]


@pytest.mark.django_db
def test_a_guesser_elsewhere_does_not_hinder_the_owner():
    tries("ana", ELSEWHERE, times=50)
    assert tries("ana", HERE) == [0]


@pytest.mark.django_db
def test_a_class_behind_one_address_signs_in_each_with_four_mistakes():
    told = [tries(f"student-{number}", times=5) for number in range(60)]
    assert told == [[0] * 5] * 60


@pytest.mark.django_db
def test_one_address_that_tries_very_many_accounts_is_slowed_and_another_is_not():
    told = [wait for number in range(400) for wait in tries(f"name-{number}")]
    assert (told[:300], set(told[300:])) == ([0] * 300, {2})
    assert tries("name-1", ELSEWHERE) == [0]


@pytest.mark.django_db
def test_a_network_that_has_to_wait_adds_no_rows():
    for number in range(300):
        tries(f"name-{number}")
    before = Throttle.objects.count()
    for number in range(300, 340):
        tries(f"name-{number}")
    assert Throttle.objects.count() == before


@pytest.mark.django_db
def test_a_known_browser_waits_for_no_neighbour():
    for number in range(320):
        tries(f"name-{number}")
    tries("ana", times=10)
    assert tries("ana") == [2]
    assert tries("ana", browser="proof") == [0]


@pytest.mark.django_db
def test_a_known_browser_is_slowed_as_well():
    assert tries("ana", browser="proof", times=6) == [0, 0, 0, 0, 0, 2]


@pytest.mark.django_db
@pytest.mark.parametrize("spelling", ["ANA", "Ana", "\uff21\uff2e\uff21"])
def test_another_spelling_is_the_same_account(spelling):
    tries("ana", times=5)
    assert tries(spelling) == [2]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("192.0.2.10", "192.0.2.10"),
        ("::ffff:192.0.2.10", "192.0.2.10"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb:cccc:dddd:eeee", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_a_network_is_an_ipv4_address_or_an_ipv6_64(address, expected):
    assert network(address) == expected


def test_parts_of_a_key_do_not_run_together():
    ours, theirs = sign_in_buckets("a', '192.0.2.1", "0"), sign_in_buckets("a", "192.0.2.1', '0")
    assert {bucket.key for bucket in ours}.isdisjoint(bucket.key for bucket in theirs)


@pytest.mark.django_db
def test_the_table_tells_neither_name_nor_address(settings):
    tries("ana", HERE)
    stored = {row.key for row in Throttle.objects.all()}
    assert all(len(key) == 64 and set(key) <= set("0123456789abcdef") for key in stored)
    settings.SECRET_KEY = "another-" + settings.SECRET_KEY
    assert stored.isdisjoint(bucket.key for bucket in sign_in_buckets("ana", HERE))


# --- what a right password does -------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_right_passwords_cost_nothing():
    for _ in range(400):
        buckets = sign_in_buckets("ana", HERE)
        assert Throttle.objects.take(buckets, NOW) == 0
        Throttle.objects.put_back(buckets, NOW)
    assert set(Throttle.objects.values_list("full_at", "free_at")) == {(NOW, NOW)}


@pytest.mark.django_db
def test_a_right_password_gives_back_one_try_and_no_more():
    tries("ana", times=4)
    buckets = sign_in_buckets("ana", HERE)
    assert Throttle.objects.take(buckets, NOW) == 0
    Throttle.objects.put_back(buckets, NOW)
    assert tries("ana", times=2) == [0, 2]


@pytest.mark.django_db
def test_putting_back_into_a_bucket_that_was_pruned_does_nothing():
    Throttle.objects.put_back(sign_in_buckets("ana", HERE), NOW)
    assert not Throttle.objects.exists()


# --- rows -----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_rows_of_full_buckets_go():
    for number in range(30):
        tries(f"name-{number}")
    assert Throttle.objects.count() == 31
    tries("ana", ELSEWHERE, now=NOW + seconds(30 * 5))
    assert Throttle.objects.count() == 2


@pytest.mark.django_db
def test_rows_that_still_slow_somebody_stay():
    tries("ana", times=5)
    Throttle.objects.prune(NOW + seconds(299))
    assert tries("ana", times=5, now=NOW + seconds(299)) == [0, 0, 0, 0, 2]
    Throttle.objects.prune(NOW + seconds(900))
    assert not Throttle.objects.exists()


@pytest.mark.django_db
def test_the_database_refuses_a_wait_longer_than_the_bucket_needs():
    tries("ana")
    with pytest.raises(IntegrityError), transaction.atomic():
        Throttle.objects.update(free_at=NOW + seconds(3600))


@pytest.mark.django_db
def test_a_try_takes_few_queries(django_assert_max_num_queries):
    tries("ana")
    with django_assert_max_num_queries(9):  # two savepoints, what to prune, and both rows read and written
        tries("ana")


# --- at the same moment ---------------------------------------------------------------------------------------------


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """Rows that other connections can see. They are taken away again: the rest of the run has the same tables."""
    with django_db_blocker.unblock():
        yield
        Throttle.objects.all().delete()
        connection.close()


def at_once(count, names):
    """`count` threads, each with its own connection, that try at the same moment; the waits they are told."""
    start = Barrier(count)

    def one(number):
        try:
            start.wait(timeout=10)
            return Throttle.objects.take(sign_in_buckets(names(number), HERE), NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return sorted(pool.map(one, range(count)))


def test_two_tries_at_the_same_moment_take_the_last_token_once(committed):
    tries("ana", times=4)
    assert at_once(2, lambda _number: "ana") == [0, 2]


def test_first_tries_at_the_same_moment_count_each(committed):
    assert at_once(8, lambda _number: "ana") == [0] * 5 + [2] * 3


def test_accounts_behind_one_address_do_not_stop_each_other(committed):
    assert at_once(8, lambda number: f"student-{number}") == [0] * 8
    assert Throttle.objects.count() == 9


@pytest.mark.parametrize("run", range(3))
def test_a_bucket_that_is_pruned_while_it_is_used_loses_no_try(committed, run):
    """Every bucket is full, so each thread prunes what the others are about to lock."""
    Throttle.objects.bulk_create(
        Throttle(key=bucket.key, full_at=NOW, free_at=NOW) for bucket in sign_in_buckets("ana", HERE)
    )
    assert at_once(8, lambda _number: "ana") == [0] * 5 + [2] * 3
