"""Guessing is slowed down, and nobody is locked out: token buckets, one row each.

A try takes a token before the password is looked at, so that tries sent at the same moment count as well; a right
password puts it back. Whose bucket it is decides who can hinder whom:

- the account as tried from one network: a guesser elsewhere has another bucket than the owner, and a class behind one
  address has a bucket for each of its accounts;
- the network, for one that tries many accounts: large enough for the mistakes of several classes at once;
- the account in a browser that has signed in to it before, instead of the other two: no neighbour takes its tokens.

What this does not do: a browser that is new to an account may have to wait behind a guesser on its own network for as
long as the guessing goes on, and guessers on many networks have as many buckets.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address
from math import ceil
from typing import Final

from django.db import models, transaction
from django.db.models import F, Max, Q
from django.utils.crypto import salted_hmac

PRUNED: Final = 100  # rows at most in one go; more than one try can make


@dataclass(frozen=True)
class Limit:
    """`free` tries may follow each other at once, then waits double from 2 s to `longest`.

    A token comes back every `longest` seconds, so in the long run this is also the time between two tries.
    """

    free: int
    longest: int

    def after(self, full_at: datetime, now: datetime) -> tuple[datetime, datetime]:
        """When the bucket is full again and when it is open again, after one more token is taken.

        `full_at` in the past means a full bucket. The second is never later than the first.
        """
        full_at = max(full_at, now) + timedelta(seconds=self.longest)
        missing = ceil((full_at - now).total_seconds() / self.longest)  # a token on its way back is not there yet
        wait = min(2 ** (missing - self.free + 1), self.longest) if missing >= self.free else 0
        return full_at, now + timedelta(seconds=wait)


ACCOUNT: Final = Limit(free=5, longest=60)
NETWORK: Final = Limit(free=300, longest=5)


@dataclass(frozen=True)
class Bucket:
    key: str
    limit: Limit


def sign_in_buckets(name: str, address: str, browser: str = "") -> tuple[Bucket, ...]:
    """What a try to sign in takes its tokens from. `browser`: a mark that proves an earlier sign-in to this account."""
    if browser:
        return (Bucket(key("account in a browser", folded(name), browser), ACCOUNT),)
    where = network(address)
    return Bucket(key("network", where), NETWORK), Bucket(key("account", folded(name), where), ACCOUNT)


def key(*parts: str) -> str:
    """A name for a bucket that tells neither address nor account to whoever reads the table."""
    return salted_hmac("options.throttle", repr(parts), algorithm="sha256").hexdigest()


def folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def network(address: str) -> str:
    """An IPv4 address; of an IPv6 address its /64, which is what one subscriber has at the least."""
    try:
        found = ip_address(address)
    except ValueError:  # a unix socket has none
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Network((int(found) >> 64 << 64, 64)))
    return str(found)


class ThrottleManager(models.Manager["Throttle"]):
    def take(self, buckets: Sequence[Bucket], now: datetime) -> int:
        """Take a token from each bucket, or none from any. Returns 0, or the seconds to wait.

        The rows are locked until the tokens are taken, always in the order given: the shared bucket first, so that a
        network that has to wait adds no rows.
        """
        self.prune(now)
        rows = []
        with transaction.atomic():
            for bucket in buckets:
                row, _made = self.select_for_update().get_or_create(
                    key=bucket.key, defaults={"full_at": now, "free_at": now}
                )
                if row.free_at > now:
                    return ceil((row.free_at - now).total_seconds())
                rows.append((row, bucket.limit))
            for row, limit in rows:
                row.full_at, row.free_at = limit.after(row.full_at, now)
                row.save(update_fields=["full_at", "free_at"])
        return 0

    def waiting(self, buckets: Sequence[Bucket], now: datetime) -> int:
        """Seconds until a token can be had of each bucket; takes none."""
        latest = self.filter(key__in=[bucket.key for bucket in buckets]).aggregate(at=Max("free_at"))["at"]
        return max(0, ceil((latest - now).total_seconds())) if latest else 0

    @transaction.atomic
    def put_back(self, buckets: Sequence[Bucket], now: datetime) -> None:
        """Put the token of a right password back into each bucket, and open it."""
        for bucket in buckets:
            row = self.select_for_update().filter(key=bucket.key).first()
            if row is not None:
                row.full_at = max(row.full_at - timedelta(seconds=bucket.limit.longest), now)
                row.free_at = now
                row.save(update_fields=["full_at", "free_at"])

    @transaction.atomic
    def prune(self, now: datetime) -> None:
        """Drop rows of full buckets: they say what no row says. A row in use is passed over, so nothing waits here."""
        full = self.select_for_update(skip_locked=True).filter(full_at__lte=now)
        self.filter(key__in=list(full.values_list("key", flat=True)[:PRUNED])).delete()


class Throttle(models.Model):
    """One bucket that is not full. The database holds that a wait ends before the bucket is full again."""

    key = models.CharField(max_length=64, primary_key=True)
    full_at = models.DateTimeField()
    free_at = models.DateTimeField()

    objects = ThrottleManager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(free_at__lte=F("full_at")), name="throttle_opens_in_time")]
        indexes = [models.Index(fields=["full_at"], name="throttle_prune")]

    def __str__(self) -> str:
        return f"{self.key[:8]}, full at {self.full_at:%H:%M:%S}"
