"""Changes of a dossier as an Atom feed: one item a version."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from options.bundle.reading import Reading
from options.jinja import url
from options.pages.changes import Changed, Version
from options.words import word

_UNFIT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # for XML, which cannot even escape them


class ChangesFeed(Feed):  # type: ignore[type-arg]
    feed_type = Atom1Feed

    def __init__(self, reading: Reading, versions: Sequence[Version]) -> None:
        self.reading, self.versions = reading, versions

    def title(self) -> str:
        return _UNFIT.sub("", _("Changes: %(title)s") % {"title": self.reading.dossier.title})

    def subtitle(self) -> str:
        return _UNFIT.sub("", self.reading.dossier.question)

    def link(self) -> str:
        return url("changes", self.reading.slug)

    def items(self) -> Sequence[Version]:
        return self.versions

    def item_title(self, item: Version) -> str:
        count = ngettext("%(n)s entry", "%(n)s entries", item.count) % {"n": item.count}
        return _("Version %(number)s: %(count)s") % {"number": item.number, "count": count}

    def item_description(self, item: Version) -> str:
        """Plain text; the generator escapes it."""
        more = [_("and %(n)s more") % {"n": item.more}] if item.more else []
        return _UNFIT.sub("", "; ".join([*map(_said, item.entries), *more]))

    def item_link(self, item: Version) -> str:
        return url("changes", self.reading.slug, version=item.number)

    def item_guid(self, item: Version) -> str:
        """Stays when the site moves, so that a feed reader does not show everything as new."""
        return f"urn:policy-dossier:{self.reading.slug}:{item.number}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: Version) -> datetime | None:
        return item.at

    def item_updateddate(self, item: Version) -> datetime | None:
        return item.at


def _said(change: Changed) -> str:
    kind = word(change.kind)
    what = _("%(kind)s, archived") % {"kind": kind} if change.archived else kind
    return f"{change.title} ({what})" + (f": {change.note}" if change.note else "")
