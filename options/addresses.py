"""Addresses that a reply names: the permanent one of what a page shows, and the one to go on to."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from options.bundle.reading import EntryValue, Reading
from options.jinja import url
from options.models.entries import PATHS


def pinned(request: HttpRequest, reading: Reading, entry: EntryValue) -> str:
    """Of the revision, which stays; with host, fit to be copied."""
    return request.build_absolute_uri(url("revision", reading.slug, PATHS[entry.kind], entry.slug, entry.number))


def own_path(request: HttpRequest, asked: str, otherwise: str = "/") -> str:
    """An address to go on to, if it is a path on this site: what a request names must not lead a reader elsewhere."""
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return asked if safe and asked.startswith("/") else otherwise
