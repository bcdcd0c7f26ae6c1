"""Print the JSON Schema of a dossier file."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from options.bundle.json_schema import json_schema


class Command(BaseCommand):
    help = "Print the JSON Schema of a dossier file, for editors that check while one types."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(json.dumps(json_schema(), indent=1, ensure_ascii=False))
