"""Snapshots: what the room answered, as counts per item, taken when a round closes and never changed after."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models

from options.analysis.room import FEW
from options.models.seminar.phases import COUNTED, RATE, RATE_AGAIN, Phase
from options.models.seminar.responses import Response


class SnapshotManager(models.Manager["Snapshot"]):
    def take(self, phase: Phase, now: datetime) -> None:
        """Counts how often each value was given to each item. Texts are not in it."""
        if phase.kind not in COUNTED:
            return
        sheets = dict(Response.objects.filter(phase=phase).counted().values_list("seat", "answers"))
        number = self.filter(phase=phase).count() + 1
        self.create(phase=phase, number=number, taken_at=now, counts=counts(sheets.values()),
                    moves=moves(self._before(phase), sheets))  # fmt: skip

    def _before(self, phase: Phase) -> dict[Any, dict[str, Any]]:
        """seat -> what it answered in the round that this one repeats."""
        if phase.kind != RATE_AGAIN:
            return {}
        first = phase.before(RATE)
        return dict(Response.objects.filter(phase=first).counted().values_list("seat", "answers"))

    def newest(self, phase: Phase) -> "Snapshot | None":
        """None while the phase takes answers, when it was stepped back to as well."""
        return self.filter(phase=phase, phase__closed_at__isnull=False).order_by("-number").first()

    def keep_many(self, phases: Iterable[Phase]) -> int:
        """For purging: takes out the items with fewer than `FEW` answers; how many those were."""
        gone, newest = 0, {row.phase_id: row.pk for row in self.filter(phase__in=phases)}
        self.filter(phase__in=phases).exclude(pk__in=newest.values()).delete()  # two differ by what one has sent late
        for row in list(self.filter(pk__in=newest.values())):
            kept = {"counts": many(row.counts), "moves": many(row.moves)}
            few = len(row.counts) + len(row.moves) - len(kept["counts"]) - len(kept["moves"])
            if few:
                row.delete()  # a row is never changed: it is made anew
                self.create(phase=row.phase, number=row.number, taken_at=row.taken_at, **kept)
            gone += few
        return gone


class Snapshot(models.Model):
    """`counts`: item -> value as text -> how many gave it; `moves`: item -> "before>after" -> how many.

    The database refuses changes.
    """

    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="snapshots")
    number = models.PositiveSmallIntegerField()
    taken_at = models.DateTimeField()
    counts: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    moves: "models.JSONField[Any, Any]" = models.JSONField(default=dict)

    objects = SnapshotManager()

    class Meta:
        ordering = ["phase", "number"]
        constraints = [models.UniqueConstraint(fields=["phase", "number"], name="snapshot_number")]

    def __str__(self) -> str:
        return f"{self.phase}, {self.number}"

    def values(self, item: str) -> tuple[float, ...]:
        """Every answer to an item, lowest first, without whose it was."""
        found = self.counts.get(item, {})
        return tuple(sorted(float(value) for value, n in found.items() for _ in range(n)))

    def pairs(self, item: str) -> tuple[tuple[float, float], ...]:
        """First and second answer of everybody who gave both."""
        found = []
        for move, n in self.moves.get(item, {}).items():
            before, _to, after = move.partition(">")
            found += [(float(before), float(after))] * n
        return tuple(sorted(found))

    def votes(self, item: str) -> dict[str, int]:
        return dict(self.counts.get(item, {}))


def many(items: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    return {item: found for item, found in items.items() if sum(found.values()) >= FEW}


def counts(sheets: Iterable[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """item -> value -> how many. Missing answers and texts of one's own words are not counted."""
    found: dict[str, Counter[str]] = {}
    for sheet in sheets:
        for item, value in sheet.items():
            if isinstance(value, int) or (item == "vote" and value):
                found.setdefault(item, Counter())[str(value)] += 1
    return {item: dict(values) for item, values in found.items()}


def moves(before: dict[Any, dict[str, Any]], after: dict[Any, dict[str, Any]]) -> dict[str, dict[str, int]]:
    """item -> "before>after" -> how many, of those who gave both answers."""
    found: dict[str, Counter[str]] = {}
    for seat, sheet in after.items():
        for item, value in sheet.items():
            first = before.get(seat, {}).get(item)
            if isinstance(first, int) and isinstance(value, int):
                found.setdefault(item, Counter())[f"{first}>{value}"] += 1
    return {item: dict(pairs) for item, pairs in found.items()}
