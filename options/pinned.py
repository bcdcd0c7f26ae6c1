"""The permanent address of what a page shows: "cite this page" gives the revision, which stays."""

from django.http import HttpRequest

from options.bundle.reading import EntryValue, Reading
from options.jinja import url
from options.models.entries import PATHS


def pinned(request: HttpRequest, reading: Reading, entry: EntryValue) -> str:
    """With host, fit to be copied."""
    return request.build_absolute_uri(url("revision", reading.slug, PATHS[entry.kind], entry.slug, entry.number))
