"""Remove words from every revision of an entry: personal data, defamation. Everything else stays as published."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from options.management.plain import PlainCommand
from options.models import Entry, User
from options.models.redactions import NothingToRedact, Redaction


class Command(PlainCommand):
    help = "Replace exact words by [removed] in every revision of an entry, and record who did it and why."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dossier")
        parser.add_argument("kind")
        parser.add_argument("slug")
        parser.add_argument("words", help="the exact words to remove; they are not recorded anywhere")
        parser.add_argument("--reason", required=True)
        parser.add_argument("--by", required=True, metavar="USERNAME")

    def handle(self, *args: Any, dossier: str, kind: str, slug: str, words: str, **options: Any) -> None:
        entry = Entry.objects.filter(dossier__slug=dossier, kind=kind, slug=slug).first()
        user = User.objects.filter(username=options["by"], is_active=True).first()
        if entry is None or user is None:
            raise CommandError("There is no such entry, or no such user.", returncode=1)
        try:
            done = Redaction.objects.redact(entry, words, by=user, reason=options["reason"], now=timezone.now())
        except NothingToRedact as nothing:
            raise CommandError(str(nothing), returncode=1) from None
        except ValueError:
            raise CommandError("These words are part of a name, or no words at all.", returncode=1) from None
        self.stdout.write(f"Removed from {done.revisions} revisions of {kind} {slug}.")
