"""Write a dossier as one file in the form that import_dossier reads."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from options.bundle.dump import to_json, to_yaml
from options.management.plain import PlainCommand
from options.models import Dossier
from options.models.imports import export_document

WRITERS = {"yaml": to_yaml, "json": to_json}


class Command(PlainCommand):
    help = "Export a dossier, with its exercises and their confidential role cards, as YAML or JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--format", choices=sorted(WRITERS), default="yaml")
        parser.add_argument("--output", default="-", help="a file to write, or - for standard output")

    def handle(self, *args: Any, slug: str, output: str, **options: Any) -> None:
        dossier = Dossier.objects.filter(slug=slug, version__gt=0).first()
        if dossier is None:
            raise CommandError(f"{slug}: there is no published dossier of that name.", returncode=1)
        text = WRITERS[options["format"]](export_document(dossier))
        if output == "-":
            if hasattr(self.stdout, "reconfigure"):  # the file is UTF-8, whatever the terminal speaks
                self.stdout.reconfigure(encoding="utf-8")
            self.stdout.write(text, ending="")
            return
        try:
            Path(output).write_text(text, "utf-8")
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}.", returncode=1) from None
