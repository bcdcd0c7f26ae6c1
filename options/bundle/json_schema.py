"""The file's form as JSON Schema, from the same classes. Rules that join fields are told by `load` alone."""

from typing import Any, Final

from options.bundle.document import Document
from options.bundle.schema import FORMAT

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
ID: Final = f"urn:{FORMAT.replace('/', ':')}"


def json_schema(address: str = ID) -> dict[str, Any]:
    """JSON Schema of a dossier file. `address` becomes its $id: where it is published."""
    made = Document.model_json_schema(by_alias=True, mode="validation")
    return {"$schema": DIALECT, "$id": address, **made, "title": f"Dossier file, {FORMAT}"}
