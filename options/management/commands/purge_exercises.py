"""Purge the exercises whose date has come. For a daily timer."""

from argparse import ArgumentParser
from typing import Any

from django.utils import timezone

from options.management.plain import PlainCommand
from options.models import Exercise
from options.models.seminar.leaving import purge


class Command(PlainCommand):
    help = "Take out of exercises whose purge date has come what students wrote and who they were. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say which are due and change nothing")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        now = timezone.now()
        due = list(Exercise.objects.due_for_purge(now).order_by("purge_at", "pk"))
        for exercise in due:
            named = f"{exercise.title} ({exercise.link}), due on {timezone.localtime(exercise.purge_at):%Y-%m-%d}"
            if dry_run:
                self.stdout.write(f"Would purge {named}: {exercise.seats.count()} seats.")
                continue
            gone = purge(exercise, now)
            self.stdout.write(
                f"Purged {named}: {gone.seats} seats, {gone.responses} answer sheets, {gone.notes} notes, "
                f"{gone.parts} parts, {gone.grades} grades, {gone.cells} small counts."
            )
        self.stdout.write(f"{len(due)} exercises {'are due' if dry_run else 'purged'}.")
