"""Units through time, from the database: what stood where on a day, what followed it, who answers for an area.

What a row points to (the unit above, the area it governs) is what stood there when the row began; on a later day it
is read as whatever has wholly taken that place by then (see core.successions). Every question here costs a number of
queries that does not grow with the number of units.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from django.db.models import Q, QuerySet

from cotmoc.core.successions import Change, Key, Kind, Lineage, Link, Node, Tree
from cotmoc.store.dated import valid_on
from cotmoc.store.models import Agency, AgencyLink, Area, AreaLink

Row = TypeVar("Row", Agency, Area)
AnyRow = Agency | Area
Model = type[Agency] | type[Area]
_LINKS: dict[Model, type[AgencyLink] | type[AreaLink]] = {Agency: AgencyLink, Area: AreaLink}
_OF_LINK = (
    "succession_id",
    "succession__kind",
    "succession__on",
    "predecessor__code",
    "predecessor__valid_from",
    "successor__code",
    "successor__valid_from",
    "share",
)


@dataclass(frozen=True)
class Part(Generic[Row]):
    """A node and the share of another that it holds, or that went into it."""

    node: Row
    share: float


def node_of(row: AnyRow) -> Node:
    """A row as a value of the core; its parent should be selected with it."""
    parent = (row.parent.code, row.parent.valid_from) if row.parent is not None else None
    return Node(row.code, row.name, row.valid_from, row.valid_to, parent)


def key_of(row: AnyRow) -> Key:
    """What the core knows a row by."""
    return row.code, row.valid_from


def changes_of(model: Model, links: Q | None = None) -> tuple[Change, ...]:
    """The changes of one tree, all or those with some links, in one query."""
    found: dict[tuple[int, Kind, date], list[Link]] = defaultdict(list)
    rows = _LINKS[model]._default_manager.filter(links or Q()).order_by("id").values_list(*_OF_LINK)
    for succession, kind, on, old, old_from, new, new_from, share in rows:
        found[succession, kind, on].append(Link((old, old_from), (new, new_from), share))
    return tuple(Change(kind, on, tuple(some)) for (_, kind, on), some in found.items())


def tree_of(model: Model) -> Tree:
    """A whole tree through all times, in two queries."""
    rows = model._default_manager.order_by().values_list(
        "code", "name", "valid_from", "valid_to", "parent__code", "parent__valid_from"
    )
    nodes = [
        Node(code, name, since, until, (above, above_since) if above is not None else None)
        for code, name, since, until, above, above_since in rows
    ]
    return Tree(nodes, changes_of(model))


def governed_areas() -> dict[Key, Key]:
    """The area of each agency that governs one, as they were when the agency began."""
    rows = Agency.objects.filter(area__isnull=False).values_list(
        "code", "valid_from", "area__code", "area__valid_from"
    )
    return {(code, since): (area, area_since) for code, since, area, area_since in rows}


def successors_of(node: Row, on: date) -> tuple[Part[Row], ...]:
    """What stands in the place of a node on a day, the largest share first; itself where it lives on."""
    return _parts(node, _lineage(node, forward=True).follow(key_of(node), on))


def predecessors_of(node: Row, back_to: date) -> tuple[Part[Row], ...]:
    """What a node was made of on an earlier day: with each, the share of it that the node holds."""
    return _parts(node, _lineage(node, forward=False).origins(key_of(node), back_to))


def parent_on(node: Row, on: date) -> Row | None:
    """The node above on a day; None at the top, and where the one above was divided."""
    if node.parent is None:
        return None
    parts = successors_of(node.parent, on)
    return parts[0].node if len(parts) == 1 else None


def standing_ids(node: Row, on: date) -> set[int]:
    """The rows in whose place a node wholly stands on a day, itself included."""
    lineage = _lineage(node, forward=False)
    keys, edge = {key_of(node)}, {key_of(node)}
    while edge:
        older = {key for one in edge for key in lineage.direct_predecessors(one)}
        edge = {key for key in older - keys if lineage.sole(key, on) == key_of(node)}
        keys |= edge
    return set(rows_of(type(node), keys).values_list("pk", flat=True))


def children_on(node: Row, on: date) -> QuerySet[Row]:
    """The nodes right below on a day; none below one that does not exist then."""
    if not node_of(node).holds_on(on):
        return type(node)._default_manager.none()
    return type(node)._default_manager.filter(valid_on(on), parent__in=standing_ids(node, on))


def answerable(area: Area, on: date) -> Agency | None:
    """Who answers for an area on a day: see core.successions.answerers."""
    seen: set[int] = set()
    place: Area | None = area
    while place is not None and place.pk not in seen:
        seen.add(place.pk)
        found = list(Agency.objects.filter(valid_on(on), area__in=standing_ids(place, on)).order_by("code"))
        own = [agency for agency in found if agency.area_id == place.pk]
        if own or len(found) == 1:
            return (own or found)[0]
        place = parent_on(place, on)
    return None


def stood_for(on: date) -> dict[int, int]:
    """For every agency that ended: the key of the agency that wholly stands in its place on a day, in two queries."""
    changes = changes_of(Agency)
    if not changes:
        return {}
    lineage = Lineage(changes)
    ended = {link.predecessor for change in changes for link in change.links if change.on <= on}
    heirs = {key: heir for key in ended if (heir := lineage.sole(key, on)) is not None}
    ids = {
        (code, since): pk
        for pk, code, since in rows_of(Agency, {*heirs, *heirs.values()}).values_list(
            "pk", "code", "valid_from"
        )
    }
    return {ids[key]: ids[heir] for key, heir in heirs.items() if key != heir}


def _lineage(node: AnyRow, *, forward: bool) -> Lineage:
    """The changes after a node, or before it with all that its predecessors became; one query a step."""
    model = type(node)
    here, there = ("predecessor", "successor") if forward else ("successor", "predecessor")
    links = _LINKS[model]._default_manager
    seen, edge = {node.pk}, {node.pk}
    while edge:
        edge = set(links.filter(**{f"{here}__in": edge}).values_list(there, flat=True)) - seen
        seen |= edge
    touched = Q(predecessor__in=seen) | Q(successor__in=seen)
    return Lineage(changes_of(model, touched))


def _parts(node: Row, shares: dict[Key, float]) -> tuple[Part[Row], ...]:
    if set(shares) == {key_of(node)}:
        return (Part(node, 1.0),)
    rows = rows_of(type(node), shares)
    found = [Part(row, shares[key_of(row)]) for row in rows]
    return tuple(sorted(found, key=lambda part: (-part.share, part.node.code)))


def rows_of(model: type[Row], keys: Iterable[Key]) -> QuerySet[Row]:
    """The rows of some keys with those above them, in one query; a code used again is told apart by its day."""
    some = set(keys)
    condition = Q(pk__in=())
    by_day: dict[date, list[str]] = defaultdict(list)
    for code, since in some:
        by_day[since].append(code)
    for since, codes in by_day.items():
        condition |= Q(valid_from=since, code__in=codes)
    rows = model._default_manager.filter(condition).select_related("parent")
    return rows.order_by("code", "valid_from")
