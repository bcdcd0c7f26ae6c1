"""Layered layout of a directed graph without cycles: what must come first stands to the left. Pure.

Longest-path layers, empty slots for long edges, order by barycentre (Sugiyama, Tagawa and Toda 1981).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

SWEEPS: Final = 24


@dataclass(frozen=True)
class Layers:
    """`columns` from left to right, each from top to bottom.

    `edges` go from a node, through bends (their names start with "~"), to the node that needs it.
    """

    columns: tuple[tuple[str, ...], ...]
    edges: tuple[tuple[str, ...], ...]


def arrange(needs: Mapping[str, Sequence[str]], target: str) -> Layers:
    """`needs`: every node -> the nodes it needs; `target` stands alone at the right."""
    depth = _depths(needs, target)
    columns: list[list[str]] = [[] for _ in range(depth[target] + 1)]
    for node in needs:
        columns[depth[node]].append(node)
    edges = []
    for node, below in needs.items():
        for child in below:
            bends = [f"~{child}>{node}@{level}" for level in range(depth[child] + 1, depth[node])]
            for bend, level in zip(bends, range(depth[child] + 1, depth[node]), strict=True):
                columns[level].append(bend)
            edges.append((child, *bends, node))
    _order(columns, edges)
    return Layers(tuple(map(tuple, columns)), tuple(edges))


def _depths(needs: Mapping[str, Sequence[str]], target: str) -> dict[str, int]:
    depth: dict[str, int] = {}

    def rank(node: str) -> int:
        if node not in depth:
            depth[node] = 1 + max((rank(child) for child in needs[node]), default=-1)
        return depth[node]

    rank(target)
    users: dict[str, list[str]] = {node: [] for node in needs}
    for node, below in needs.items():
        for child in below:
            users[child].append(node)
    for node in sorted(depth, key=lambda n: -depth[n]):  # each as far right as the nodes that need it allow
        if node != target:
            depth[node] = min(depth[user] for user in users[node]) - 1
    return depth


def _order(columns: list[list[str]], edges: Sequence[Sequence[str]]) -> None:
    """Sorts each column by the mean position of its neighbours, sweeping to and fro."""
    near: dict[str, list[str]] = {node: [] for column in columns for node in column}
    for edge in edges:
        for a, b in pairwise(edge):
            near[a].append(b)
            near[b].append(a)
    position = {node: float(i) for column in columns for i, node in enumerate(column)}

    def centre(node: str) -> float:
        return sum(position[other] for other in near[node]) / max(1, len(near[node]))

    for sweep in range(SWEEPS):
        for column in columns if sweep % 2 else columns[::-1]:
            column.sort(key=centre)
            position.update((node, float(i)) for i, node in enumerate(column))
