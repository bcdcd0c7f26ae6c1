"""What a page says about values in its address that it could not use."""

from typing import Final

from django.utils.translation import gettext as _

from options.pages.query import Query, Unused

MOST: Final = 6
POINTS: Final = "points"
MOVE: Final = "move"
PICK: Final = "pick"


def notices(query: Query) -> list[str]:
    """A sentence each for what this dossier does not have, what means nothing here, and what was said twice."""
    points = [unused for unused in query.unused if unused.what == POINTS]
    missing = [unused for unused in query.unused if unused.what and unused.what not in (POINTS, MOVE, PICK)]
    moves = [unused for unused in query.unused if unused.what == MOVE]
    outside = [unused for unused in query.unused if unused.within]
    senseless = [unused for unused in query.unused if not unused.what and not unused.within]
    said = []
    if missing:
        said.append(_("Left out, because this dossier does not have it: %(names)s.") % {"names": _missing(missing)})
    if senseless:
        said.append(_("Left out, because it means nothing on this page: %(names)s.") % {"names": _pairs(senseless)})
    for unused in outside:
        low, high = unused.within or (0, 0)
        values = {"names": _pairs([unused]), "low": low, "high": high}
        said.append(_("Left out, because it must be a whole number from %(low)d to %(high)d: %(names)s.") % values)
    if points:
        said.append(_("Left out, because points must be numbers from 0 up: %(names)s.") % {"names": _pairs(points)})
    if moves:
        text = _("Left out, because a move goes to a number on the criterion’s scale, past its worst end: %(names)s.")
        said.append(text % {"names": _pairs(moves)})
    if any(unused.what == PICK for unused in query.unused):
        said.append(_("No option was ticked, so nothing was changed: tick at least one."))
    if query.repeated:
        names = _some(list(query.repeated))
        said.append(_("Given more than once in the address, and the last value taken: %(names)s.") % {"names": names})
    return said


def _missing(unused: list[Unused]) -> str:
    return _some([f"{_what(u.what)} {u.value}" for u in unused])


def _pairs(unused: list[Unused]) -> str:
    return _some([f"{u.name}={u.value}" for u in unused])


def _some(names: list[str]) -> str:
    return ", ".join(names[:MOST]) + (" …" if len(names) > MOST else "")


def _what(kind: str) -> str:
    return {
        "option": _("option"),
        "precondition": _("precondition"),
        "body": _("body of law"),
        "claim": _("claim"),
        "kind": _("kind of source"),
        "revision": _("revision"),
        "criterion": _("criterion"),
        "role": _("role"),
    }.get(kind, kind)
