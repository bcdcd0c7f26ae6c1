"""Seats: who takes part, without an account. A handle names one, three words bring it back, a device's token opens it.

Words and tokens are kept as keyed hashes. A handle is no credential: everybody in the room knows it.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any, Final, Self
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from options.models.access import Actor, User
from options.models.fields import line_field
from options.models.seminar.exercises import JOINABLE, NAMES, ROSTER, Exercise, NotNow
from options.models.seminar.roles import Council, Role, free_place
from options.models.throttles import Bucket, Limit, key, network

SEAT_COOKIE: Final = "seat"
TOKEN_BYTES: Final = 32
NAME_MAX: Final = 80
FORM_LASTS: Final = timedelta(minutes=10)  # how long a join form sent again gets its seat back
AWAY_AFTER: Final = timedelta(minutes=3)
SEEN_EVERY: Final = timedelta(seconds=20)
TYPING_FOR: Final = timedelta(seconds=20)
# A class sits behind one address; codes and words are guessed from there as well.
JOINS: Final = Limit(free=1_200, longest=1)
CODES_HERE: Final = Limit(free=1_000, longest=1)
CODES_EVERYWHERE: Final = Limit(free=3_000, longest=1)
WORDS: Final = Limit(free=5, longest=60)


def join_buckets(address: str) -> tuple[Bucket, ...]:
    """What a new seat takes a token from, for good."""
    return (Bucket(key("joins", network(address)), JOINS),)


def code_buckets(address: str) -> tuple[Bucket, ...]:
    """What a try at a code takes tokens from; a right one puts them back."""
    return Bucket(key("codes"), CODES_EVERYWHERE), Bucket(key("codes", network(address)), CODES_HERE)


def rejoin_buckets(exercise: Exercise, handle: str, address: str) -> tuple[Bucket, ...]:
    """What a try at a seat's words takes a token from: from elsewhere nobody is slowed down by it."""
    return (Bucket(key("rejoin", str(exercise.pk), handle.casefold(), network(address)), WORDS),)


class Full(Exception):
    """Every seat of the exercise is taken."""


class NotOnRoster(Exception):
    """The identifier is not on the instructor's list, or somebody sits there already (`taken`)."""

    def __init__(self, *, taken: bool) -> None:
        super().__init__("roster")
        self.taken = taken


@dataclass(frozen=True)
class Joined:
    """A new seat with what only its student gets to know: the three words, and the token of this device."""

    seat: "Seat"
    words: str
    token: str


@dataclass(frozen=True)
class Pulse:
    """`version` changes with everything that a seat's page could show."""

    version: str
    epoch: int
    due_at: datetime | None


class SeatQuerySet(models.QuerySet["Seat"]):
    def visible_to(self, actor: Actor, now: datetime | None = None) -> Self:
        """All of an exercise for its instructors; for a seat those of its exercise that are there."""
        found = self.filter(exercise__in=Exercise.objects.visible_to(actor, now))
        return found.present() if actor.seat is not None else found

    def present(self) -> Self:
        return self.filter(removed_at=None, erased_at=None)


class SeatManager(models.Manager["Seat"]):
    @transaction.atomic
    def join(
        self, exercise: Exercise, *, handle_of: Any, words: str, now: datetime, identifier: str = "", name: str = "",
        token: UUID | None = None, bot: bool = False,
    ) -> Joined:  # fmt: skip
        """A new seat, with role and council by the rule of `free_place`. `handle_of`: number -> handle.

        `words` are canonical. The same form sent twice, by its `token`, makes one seat. NotNow when the exercise lets
        nobody in, Full, NotOnRoster.
        """
        locked = Exercise.locked(exercise.pk)
        if locked.state not in JOINABLE or locked.rehearsal != bot:  # bots never sit among people
            raise NotNow(_("This exercise is not open."))
        there = self.filter(exercise=locked, removed_at=None, erased_at=None)
        if token and (before := there.filter(client_token=token).first()):
            if now - before.joined_at > FORM_LASTS:  # a page that was left open is no key to the seat
                raise NotNow(_("This form was used before. Load the page again."))
            self.filter(pk=before.pk).update(words=hashed(words, "words"))  # whose answer arrives last shows these
            return Joined(before, words, SeatDevice.objects.open(before, now))
        if there.count() >= locked.most_seats:
            raise Full
        identifier = self._on_roster(locked, identifier)
        number, handle = self._next(locked, handle_of)
        role, council = free_place(locked)
        seat = self.create(
            exercise=locked, number=number, handle=handle, role=role, council=council, joined_at=now,
            roster_id=identifier, name=name if locked.names == NAMES else "", words=hashed(words, "words"),
            client_token=token,
        )  # fmt: skip
        if role and council and role.decision_maker and council.decider_id is None:
            Council.objects.filter(pk=council.pk).update(decider=seat)
        return Joined(seat, words, SeatDevice.objects.open(seat, now))

    def _next(self, exercise: Exercise, handle_of: Any) -> tuple[int, str]:
        """The next number whose handle is free: another seat may have been given that name."""
        number = (self.filter(exercise=exercise).aggregate(n=models.Max("number"))["n"] or 0) + 1
        while self.filter(exercise=exercise, handle__iexact=handle_of(number)).exists():
            number += 1
        return number, handle_of(number)

    def _on_roster(self, exercise: Exercise, identifier: str) -> str:
        """The identifier as the list has it; "" where the exercise goes by no list."""
        if exercise.names != ROSTER:
            return ""
        known = {" ".join(line.split()).casefold(): line for line in exercise.roster}
        found = known.get(" ".join(identifier.split()).casefold())
        if found is None or self.filter(exercise=exercise, roster_id=found, removed_at=None, erased_at=None).exists():
            raise NotOnRoster(taken=found is not None)
        return str(found)

    def still_there(self, seat: "Seat") -> "Seat":
        """As it is by now, locked, for what it is about to write; NotNow once it has been removed or erased."""
        rows = self.get_queryset().select_for_update(of=("self",), no_key=True).select_related("role", "council")
        found = rows.filter(pk=seat.pk, removed_at=None, erased_at=None).first()
        if found is None:
            raise NotNow(_("This seat is closed."))
        return found

    def rejoin(self, exercise: Exercise, handle: str, words: str, now: datetime) -> "tuple[Seat, str] | None":
        """The seat and a token for this device; None for a wrong handle or wrong words, alike."""
        there = self.filter(exercise=exercise, removed_at=None, erased_at=None)
        seat = there.filter(handle__iexact=handle).select_related("exercise").first()
        right = compare_digest(seat.words if seat else "", hashed(words, "words"))
        if seat is None or not right:
            return None
        seat.exercise.note("rejoined", seat=seat, now=now)
        return seat, SeatDevice.objects.open(seat, now)


class Seat(models.Model):
    """`role` null: an observer. `roster_id`, `name`: only where the exercise goes by a list or by real names."""

    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="seats")
    number = models.PositiveIntegerField()
    handle = models.CharField(max_length=40)
    role = models.ForeignKey(Role, on_delete=models.PROTECT, null=True, related_name="seats")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, null=True, related_name="seats")
    words = models.CharField(max_length=64, editable=False)
    roster_id = line_field(NAME_MAX)
    name = line_field(NAME_MAX)
    client_token = models.UUIDField(null=True, editable=False)
    stamp = models.PositiveIntegerField(default=0)  # raised by what it may read and not all of its council may
    joined_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    objects = SeatManager.from_queryset(SeatQuerySet)()

    class Meta:
        ordering = ["exercise", "number"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "number"], name="seat_number"),
            models.UniqueConstraint("exercise", Lower("handle"), name="seat_handle"),  # they are typed in any case
            models.UniqueConstraint(fields=["exercise", "client_token"], name="seat_joined_once"),
            models.UniqueConstraint(
                fields=["exercise", "roster_id"],
                condition=~Q(roster_id="") & Q(removed_at=None, erased_at=None),
                name="seat_roster_once",
            ),
            models.CheckConstraint(
                condition=Q(role=None, council=None) | Q(role__isnull=False, council__isnull=False),
                name="seat_role_at_a_council",
            ),
            models.CheckConstraint(condition=~Q(handle=""), name="seat_has_a_handle"),
        ]

    def __str__(self) -> str:
        return self.handle

    @property
    def shown_name(self) -> str:
        """What everybody in the exercise calls it."""
        return self.name or self.handle

    @property
    def is_there(self) -> bool:
        return self.removed_at is None and self.erased_at is None

    def place(self, role: Role | None, council: Council | None, *, by: User, now: datetime) -> None:
        """Another role or another council, from now on; neither makes an observer."""
        role, council = (role, council) if role and council else (None, None)
        with transaction.atomic():
            locked = Exercise.locked(self.exercise_id)
            leads = bool(role and role.decision_maker)
            stays = council is not None and council.pk == self.council_id
            steps_down = bool(self.role and self.role.decision_maker and not leads)
            self._say(locked, "moved", by, now, role=role, council=council)
            if steps_down or not stays:
                Council.objects.filter(decider=self).update(decider=None)
            if leads and council:
                Council.objects.filter(pk=council.pk, decider=None).update(decider=self)

    def rename(self, handle: str, *, by: User, now: datetime) -> None:
        """IntegrityError where another seat has that handle."""
        with transaction.atomic():
            self._say(Exercise.locked(self.exercise_id), "renamed", by, now, handle=handle)

    def remove(self, *, by: User, now: datetime) -> None:
        """The seat is closed: its devices are out, its place is free, what it wrote stays with the exercise."""
        with transaction.atomic():
            locked = Exercise.locked(self.exercise_id)
            self._say(locked, "removed", by, now, removed_at=now, client_token=None)
            self.devices.filter(revoked_at=None).update(revoked_at=now)
            Council.objects.filter(decider=self).update(decider=None)

    def new_words(self, words: str, *, by: User, now: datetime) -> None:
        """The old words and every device are out: for a student who has lost both."""
        with transaction.atomic():
            locked = Exercise.locked(self.exercise_id)
            self.devices.filter(revoked_at=None).update(revoked_at=now)
            self._say(locked, "new words", by, now, words=hashed(words, "words"), client_token=None)

    def decide(self, *, by: User, now: datetime) -> None:
        """It accepts the parts of its council's directive from now on. NotNow for an observer, who has no council."""
        with transaction.atomic():
            locked = Exercise.locked(self.exercise_id)
            council = self.council
            if council is None or not self.is_there:
                raise NotNow(_("An observer sits at no council. Give the seat a role first."))
            council.decider = self
            council.save(update_fields=["decider"])
            council.changed()
            self._say(locked, "decides", by, now)

    def _say(self, exercise: Exercise, verb: str, by: User, now: datetime, **columns: Any) -> None:
        for name, value in columns.items():
            setattr(self, name, value)
        self.save(update_fields=list(columns))
        exercise.note(verb, by=by, seat=self, now=now)
        exercise.changed()

    def is_seen(self, now: datetime) -> None:
        """It has shown itself. At most one write in a while: this is asked often."""
        if self.seen_at and now - self.seen_at < SEEN_EVERY:
            return
        self.seen_at = now
        Seat.objects.filter(pk=self.pk).update(seen_at=now)

    def is_away(self, now: datetime) -> bool:
        return now - (self.seen_at or self.joined_at) > AWAY_AFTER


class SeatDeviceManager(models.Manager["SeatDevice"]):
    def open(self, seat: Seat, now: datetime) -> str:
        """A token that opens the seat; only its hash is kept."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        self.create(seat=seat, token=hashed(token, "device"), made_at=now)
        return token

    def with_token(self, token: str) -> "SeatDevice | None":
        """One query, the exercise and all that a poll asks for with it."""
        known = self.filter(token=hashed(token, "device"), revoked_at=None, seat__removed_at=None)
        return known.filter(seat__erased_at=None).select_related("seat__exercise__current", "seat__exercise__dossier",
                                                                  "seat__role", "seat__council").first()  # fmt: skip

    def pulse(self, token: str, link: UUID) -> "Pulse | None":
        """What a page that is open asks for again and again; None for a browser without a seat there. One query."""
        known = self.filter(token=hashed(token, "device"), revoked_at=None, seat__removed_at=None, seat__erased_at=None)
        names = ("stamp", "epoch", "due_at")
        row = known.filter(seat__exercise__link=link).values_list(
            *(f"seat__exercise__{name}" for name in names), "seat__council__stamp", "seat__stamp"
        )
        found = row.first()
        return Pulse(version(found[0], found[3], found[4]), found[1], found[2]) if found else None


class SeatDevice(models.Model):
    """A browser that has joined, or come back with the words."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="devices")
    token = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = SeatDeviceManager()

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"a device of {self.seat}"

    def revoke(self, now: datetime) -> None:
        self.revoked_at = now
        self.save(update_fields=["revoked_at"])


def version(exercise: int, council: int | None, seat: int) -> str:
    """Of a seat's page, from the stamps of its exercise, its council and its own: as it is told and asked for."""
    return f"{exercise}.{council or 0}.{seat}"


def hashed(secret: str, what: str) -> str:
    return salted_hmac(f"options.seats.{what}", secret, algorithm="sha256").hexdigest()
