"""Circles among what needs what: they would never open, and no gate could be computed."""

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping

Named = tuple[str, str]
Needs = Mapping[Named, Collection[Named]]

WORK_MAX = 2_000_000  # needs looked at; only a hostile file comes near


def circles(needs: Needs) -> Iterator[tuple[Named, ...]]:
    """A shortest circle through each entry that is in one, each circle once, in the order of `needs`."""
    core = _core(needs)
    told: set[frozenset[Named]] = set()
    tries = max(1, WORK_MAX // max(1, sum(map(len, core.values()))))
    for start in list(core)[:tries]:
        found = circle_through(start, core)
        if found and frozenset(found) not in told:
            told.add(frozenset(found))
            yield found


def circle_through(start: Named, needs: Needs) -> tuple[Named, ...] | None:
    """The shortest circle that starts and ends at `start`, written once: (start, ..); None when there is none."""
    came_from: dict[Named, Named] = {}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for there in needs.get(here, ()):
            if there == start:
                return _way(here, start, came_from)
            if there not in came_from:
                came_from[there] = here
                queue.append(there)
    return None


def _way(end: Named, start: Named, came_from: Mapping[Named, Named]) -> tuple[Named, ...]:
    way = [end]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))


def in_words(circle: Iterable[Named]) -> str:
    """`precondition a -> option b -> precondition a`, shortened when it is long."""
    names = [f"{kind} {slug}" for kind, slug in circle]
    short = names if len(names) <= 8 else [*names[:7], "…"]
    return " -> ".join([*short, names[0]])


def _core(needs: Needs) -> dict[Named, Collection[Named]]:
    """Without everything that leads nowhere or that nothing leads to, so that hostile graphs stay cheap."""
    return _without_ends(_turned(_without_ends(_turned(dict(needs)))))


def _turned(needs: Needs) -> dict[Named, Collection[Named]]:
    turned: dict[Named, list[Named]] = {name: [] for name in needs}
    for name, named in needs.items():
        for each in named:
            turned.setdefault(each, []).append(name)
    return dict(turned)


def _without_ends(needs: Needs) -> dict[Named, Collection[Named]]:
    left = {name: sum(each in needs for each in set(named)) for name, named in needs.items()}
    users = _turned({name: set(named) for name, named in needs.items()})
    queue = deque(name for name, count in left.items() if not count)
    gone = set(queue)
    while queue:
        for user in users[queue.popleft()]:
            left[user] -= 1
            if not left[user] and user not in gone:
                gone.add(user)
                queue.append(user)
    return {name: named for name, named in needs.items() if name not in gone}
