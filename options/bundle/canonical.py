"""One form for one meaning: the canonical JSON of a content, and its hash."""

import hashlib
import json

from options.bundle.schema import Part, dump_content


def canonical_json(content: Part) -> str:
    """Keys sorted, no white space, nothing missing or empty, characters as they are."""
    return json.dumps(dump_content(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_hash(content: Part) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal digits."""
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()
