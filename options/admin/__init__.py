"""The desk of curators, reviewers and administrators. Django finds this package; it registers everything."""

from options.admin import entries, people
from options.admin.site import site

__all__ = ["entries", "people", "site"]
