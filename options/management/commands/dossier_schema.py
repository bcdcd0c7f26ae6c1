"""Print the JSON Schema of a dossier file."""

import json
from typing import Any

from options.bundle.json_schema import json_schema
from options.management.plain import PlainCommand


class Command(PlainCommand):
    help = "Print the JSON Schema of a dossier file, for editors that check while one types."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(json.dumps(json_schema(), indent=1, ensure_ascii=False))
