"""Read a dossier file (or a directory of files, or standard input) into the database."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from tqdm import tqdm

from options.bundle.checks import warnings
from options.bundle.document import Document
from options.bundle.faults import Fault, Faults
from options.bundle.load import load
from options.management.plain import PlainCommand
from options.models.imports import ImportRefused, ImportReport, import_document
from options.models.revisions import Conflict, Unpublishable


def refused(reasons: Iterable[str]) -> CommandError:
    """One line for each reason."""
    return CommandError("\n".join(reasons), returncode=1)


def _told(fault: Fault, source: str) -> str:
    """A fault of the whole file, which has no path inside it, names the file."""
    said = str(fault)
    return said if fault.path or fault.file or said.startswith(source) else f"{source}: {said}"


class Command(PlainCommand):
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
        except ImportRefused as reason:
            raise refused(reason.reasons) from None
        except Unpublishable as reason:
            raise refused(reason.problems) from None
        except Conflict as reason:
            raise refused([str(reason)]) from None
        self._print(report, dry_run=options["dry_run"])
        for fault in warnings(document):
            self.stdout.write(f"look at {fault.path}: {fault.message}")

    def _load(self, path: str) -> Document:
        try:
            return load(sys.stdin.buffer if path == "-" else Path(path))
        except Faults as faults:
            raise refused(_told(fault, "standard input" if path == "-" else path) for fault in faults.faults) from None

    def _import(self, document: Document, flags: dict[str, bool]) -> ImportReport:
        shape = "{desc}{percentage:3.0f}% {bar} {elapsed}"
        # Without `disable` tqdm would draw into files too; None means on a terminal only.
        with tqdm(total=1, disable=None, file=sys.stderr, leave=False, bar_format=shape) as bar:

            def progress(what: str, part: float) -> None:
                bar.set_description(what, refresh=False)
                bar.update(min(part, 1 - bar.n))

            return import_document(document, now=timezone.now(), progress=progress, **flags)

    def _print(self, report: ImportReport, *, dry_run: bool) -> None:
        if dry_run:
            self.stdout.write("Dry run: nothing was changed. It would be:")
        for label, names in (
            ("added", report.added),
            ("changed", report.changed),
            ("merged", report.merged),
            ("changed here since", report.changed_here),
            ("archived here", report.archived_here),
            ("removed here, and still in the file", report.removed_here),
            ("absent from the file", report.absent),
        ):
            if names:
                self.stdout.write(f"{label}: {len(names)}")
                for name in names[:20] if len(names) > 20 else names:
                    self.stdout.write(f"  {name}")
                if len(names) > 20:
                    self.stdout.write(f"  and {len(names) - 20} more")
        self.stdout.write(
            f"{len(report.unchanged)} unchanged, {report.drafts} new drafts, {report.published} published, "
            f"{report.archived} archived; "
            f"the dossier is at version {report.version}."
        )
