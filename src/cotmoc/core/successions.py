"""Units that follow each other: dated nodes, the changes between them, and what stands where on which day.

A node is known by its code and its first day: codes are used again. A change happens on a day: its predecessors end
the day before, its successors stand from that day on. What a node points to (the node above it, the area it governs)
is what stood there when the node began; on a later day it is whatever stands in that place then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import fsum, isfinite
from typing import Literal

from cotmoc.core.errors import InvalidValueError
from cotmoc.core.sentence import say

Key = tuple[str, date]
Kind = Literal["merge", "split", "rename", "level", "move"]
KIND_LABELS: dict[Kind, str] = {
    "merge": "sáp nhập",
    "split": "chia tách",
    "rename": "đổi tên",
    "level": "đổi cấp",
    "move": "đổi đơn vị cấp trên",
}
KINDS: tuple[Kind, ...] = tuple(KIND_LABELS)
# How far shares of one predecessor may be from 1 in all.
TOLERANCE = 1e-6
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Node:
    """A unit or an area. `valid_to` is the last day on which it exists; `parent` the key of the node above it."""

    code: str
    name: str
    valid_from: date
    valid_to: date | None = None
    parent: Key | None = None

    @property
    def key(self) -> Key:
        return self.code, self.valid_from

    def holds_on(self, day: date) -> bool:
        """Whether it exists on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Link:
    """`share` of what the predecessor had goes to the successor; the shares of a predecessor sum to 1."""

    predecessor: Key
    successor: Key
    share: float = 1.0


@dataclass(frozen=True)
class Change:
    """One change: from the day `on` the successors stand in the place of the predecessors."""

    kind: Kind
    on: date
    links: tuple[Link, ...]


def shares_of(weights: Mapping[tuple[Key, Key], float]) -> dict[tuple[Key, Key], float]:
    """Weights of (predecessor, successor) in any measure, such as people, as shares that sum to 1.

    Raises InvalidValueError for a weight that is no number above zero.
    """
    totals: dict[Key, list[float]] = defaultdict(list)
    for (predecessor, successor), weight in weights.items():
        if not isfinite(weight) or weight <= 0:
            raise InvalidValueError(
                say(
                    "Phần của '%(old)s' về '%(new)s' là %(weight)s; nhập một số lớn hơn 0, hoặc bỏ dòng này.",
                    old=predecessor[0],
                    new=successor[0],
                    weight=f"{weight:g}",
                ),
                code="weight",
            )
        totals[predecessor].append(weight)
    sums = {predecessor: fsum(parts) for predecessor, parts in totals.items()}
    return {pair: weight / sums[pair[0]] for pair, weight in weights.items()}


class Lineage:
    """Who followed whom: shares multiply along chains of changes."""

    def __init__(self, changes: Iterable[Change] = ()) -> None:
        self._after: dict[Key, tuple[date, dict[Key, float]]] = {}
        self._before: dict[Key, dict[date, dict[Key, float]]] = defaultdict(lambda: defaultdict(dict))
        for change in sorted(changes, key=lambda one: one.on):
            for link in change.links:
                day, heirs = self._after.setdefault(link.predecessor, (change.on, {}))
                if day == change.on:  # a node ends once; what comes later is a fault, see unitfaults
                    heirs[link.successor] = heirs.get(link.successor, 0.0) + link.share
                    self._before[link.successor][day][link.predecessor] = heirs[link.successor]

    def follow(self, key: Key, on: date) -> dict[Key, float]:
        """What stands in the place of a node on a day, with its shares; a node that lives on is itself."""
        shares, last = {key: 1.0}, date.min
        while True:
            days = [
                self._after[one][0]
                for one in shares
                if one in self._after and last < self._after[one][0] <= on
            ]
            if not days:
                return shares
            last = min(days)
            moved: dict[Key, float] = defaultdict(float)
            for one, share in shares.items():
                day, heirs = self._after.get(one, (date.max, {}))
                for heir, part in heirs.items() if day == last else ((one, 1.0),):
                    moved[heir] += share * part
            shares = dict(moved)

    def sole(self, key: Key, on: date) -> Key | None:
        """The one node that stands wholly in the place of another on a day; None where it was divided."""
        shares = self.follow(key, on)
        return next(iter(shares)) if len(shares) == 1 else None

    def origins(self, key: Key, back_to: date) -> dict[Key, float]:
        """Which nodes of an earlier day a node came from, and what share of each of them it holds."""
        shares, last = {key: 1.0}, date.max
        while True:
            days = [day for one in shares for day in self._before.get(one, {}) if back_to < day < last]
            if not days:
                return shares
            last = max(days)
            moved: dict[Key, float] = defaultdict(float)
            for one, share in shares.items():
                older = self._before.get(one, {}).get(last, {})
                if not older or one[1] < last:  # it was there before and took others in
                    moved[one] += share
                for predecessor, part in older.items():
                    moved[predecessor] += share * part
            shares = dict(moved)

    def direct_predecessors(self, key: Key) -> frozenset[Key]:
        """What a node came from in one step, in any of its changes."""
        return frozenset(one for some in self._before.get(key, {}).values() for one in some)


class Tree:
    """Dated nodes below each other, with the changes between them. Keys that stand twice: the last one counts."""

    def __init__(self, nodes: Iterable[Node], changes: Iterable[Change] = ()) -> None:
        self.nodes = {node.key: node for node in nodes}
        self.changes = tuple(changes)
        self.lineage = Lineage(self.changes)
        self._of_code: dict[str, list[Node]] = defaultdict(list)
        for node in self.nodes.values():
            self._of_code[node.code].append(node)

    def on(self, day: date) -> tuple[Node, ...]:
        """The nodes that exist on a day."""
        return tuple(node for node in self.nodes.values() if node.holds_on(day))

    def at(self, code: str, day: date) -> Node | None:
        """The node that bears a code on a day."""
        return next((node for node in self._of_code.get(code, ()) if node.holds_on(day)), None)

    def parent(self, key: Key, day: date) -> Key | None:
        """The node above on a day: the one it began under, or what has wholly taken its place by then."""
        above = self.nodes[key].parent
        return self.lineage.sole(above, day) if above is not None else None

    def after(self, changes: Iterable[Change], born: Iterable[Node] = ()) -> Tree:
        """The tree with some changes more: predecessors end the day before theirs, `born` are there from then on."""
        new = tuple(changes)
        ends = {link.predecessor: change.on for change in new for link in change.links}
        nodes = [
            replace(node, valid_to=ends[node.key] - ONE_DAY)
            if node.key in ends and node.valid_from < ends[node.key] and node.holds_on(ends[node.key])
            else node
            for node in self.nodes.values()
        ]
        return Tree([*nodes, *born], [*self.changes, *new])


def answerers(areas: Tree, agencies: Tree, governs: Mapping[Key, Key], on: date) -> dict[Key, Key]:
    """Which agency answers for each area that exists on a day; areas nobody answers for are left out.

    It is the agency that governs the area; else the only one that governs what the area wholly took the place of;
    else the one that answers for the area above. `governs` gives the area of an agency.
    """
    own: dict[Key, Key] = {}
    taken: dict[Key, list[Key]] = defaultdict(list)
    for agency, area in governs.items():
        if not agencies.nodes[agency].holds_on(on):
            continue
        if (heir := areas.lineage.sole(area, on)) == area:
            own[area] = agency
        elif heir is not None:
            taken[heir].append(agency)
    own = {area: some[0] for area, some in taken.items() if len(some) == 1} | own
    found = {}
    for node in areas.on(on):
        area_above: Key | None = node.key
        seen: set[Key] = set()
        while area_above in areas.nodes and area_above not in own and area_above not in seen:
            seen.add(area_above)
            area_above = areas.parent(area_above, on)
        if area_above in own:
            found[node.key] = own[area_above]
    return found
