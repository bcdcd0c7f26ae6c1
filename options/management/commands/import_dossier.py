"""Read a dossier file (or a directory of files, or standard input) into the database."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from tqdm import tqdm

from options.bundle.document import Document
from options.bundle.faults import Faults
from options.bundle.load import load
from options.models.imports import ImportRefused, ImportReport, import_document
from options.models.revisions import Conflict, Unpublishable


class Command(BaseCommand):
    help = "Import a dossier file. What differs becomes drafts; --publish publishes them. Nothing is ever deleted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", help="a YAML or JSON file, a directory of them, or - for standard input")
        parser.add_argument("--publish", action="store_true", help="publish what was added or changed")
        parser.add_argument("--archive-absent", action="store_true", help="archive entries that the file does not have")
        parser.add_argument("--overwrite", action="store_true", help="let the file win over changes made here")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")

    def handle(self, *args: Any, path: str, **options: Any) -> None:
        document = self._load(path)
        flags = {name: options[name] for name in ("publish", "archive_absent", "overwrite", "dry_run")}
        try:
            report = self._import(document, flags)
        except ImportRefused as refused:
            self._refuse(refused.reasons)
        except Unpublishable as refused:
            self._refuse(list(refused.problems))
        except Conflict as conflict:
            self._refuse([str(conflict)])
        self._print(report, dry_run=options["dry_run"])

    def _load(self, path: str) -> Document:
        try:
            return load(sys.stdin.buffer.read() if path == "-" else Path(path))
        except Faults as faults:
            self._refuse([str(fault) for fault in faults.faults])
        except OSError as error:
            self._refuse([f"{path}: {error.strerror or error}"])
        raise AssertionError  # _refuse does not return

    def _import(self, document: Document, flags: dict[str, bool]) -> ImportReport:
        # A bar on a terminal only; tqdm writes to standard error.
        with tqdm(total=None, unit=" entries", disable=None, file=sys.stderr) as bar, transaction.atomic():

            def progress(what: str, done: int) -> None:
                bar.set_description(what, refresh=False)
                bar.update(done)

            return import_document(document, now=timezone.now(), progress=progress, **flags)

    def _refuse(self, reasons: list[str]) -> None:
        for reason in reasons:
            self.stderr.write(reason)
        raise CommandError(f"{len(reasons)} found; nothing was imported.", returncode=1)

    def _print(self, report: ImportReport, *, dry_run: bool) -> None:
        if dry_run:
            self.stdout.write("Dry run: nothing was changed. It would be:")
        for label, names in (
            ("added", report.added),
            ("changed", report.changed),
            ("merged", report.merged),
            ("changed here since", report.changed_here),
            ("absent from the file", report.absent),
        ):
            if names:
                self.stdout.write(f"{label}: {len(names)}")
                for name in names[:20] if len(names) > 20 else names:
                    self.stdout.write(f"  {name}")
                if len(names) > 20:
                    self.stdout.write(f"  and {len(names) - 20} more")
        self.stdout.write(
            f"{len(report.unchanged)} unchanged, {report.published} published, {report.archived} archived; "
            f"the dossier is at version {report.version}."
        )
