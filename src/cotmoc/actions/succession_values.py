"""The values of which orders are worked out: rows that begin, successions done, and what births leave out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import fsum
from typing import Any

from cotmoc.actions.succession_orders import Birth, Order, Step
from cotmoc.core.successions import Change, Key, Link
from cotmoc.store.models import Agency, Area
from cotmoc.store.succession import AnyRow, Model, key_of, rows_of


@dataclass(frozen=True)
class Begun:
    """A row that begins: `values` are its other fields, `area` what an agency governs."""

    key: Key
    name: str
    valid_to: date | None
    parent: Key | None
    values: dict[str, Any]
    area: Key | None = None


@dataclass(frozen=True)
class Done:
    """One succession to store, with its links in each tree; `is_ordered` unless it follows from another one."""

    values: dict[str, Any]
    links: dict[Model, tuple[Link, ...]] = field(default_factory=dict)
    is_ordered: bool = True

    @property
    def told(self) -> dict[str, Any]:
        """The succession as the trail keeps it."""
        trees = {
            "agencies" if model is Agency else "areas": [
                [link.predecessor[0], link.successor[0], round(link.share, 6)] for link in some
            ]
            for model, some in self.links.items()
        }
        return {**self.values, "on": str(self.values["on"]), **trees}


def stored(model: Model, keys: Iterable[Key]) -> list[AnyRow]:
    """The rows of these keys."""
    return list(rows_of(Agency, keys)) if model is Agency else list(rows_of(Area, keys))


def values_of(order: Order) -> dict[str, Any]:
    """The succession of an order as its row has it."""
    return {
        "kind": order.kind,
        "on": order.on,
        "basis": order.basis,
        "document": order.document,
        "note": order.note,
    }


def successor_key(step: Step, on: date) -> Key:
    """The key of what follows: a birth begins on the day."""
    return (step.successor.code, on) if isinstance(step.successor, Birth) else key_of(step.successor)


def predecessors_of(changes: Sequence[Change]) -> dict[Key, list[tuple[Key, float]]]:
    """By successor, what it came from and how much of it."""
    found: dict[Key, list[tuple[Key, float]]] = defaultdict(list)
    for change in changes:
        for link in change.links:
            found[link.successor].append((link.predecessor, link.share))
    return found


def measures_of(birth: Birth, olds: Sequence[tuple[AnyRow, float]]) -> dict[str, Any]:
    """Title, people and surface of a new area; where they are not given, those of its predecessors."""
    areas = [(row, share) for row, share in olds if isinstance(row, Area)]
    title = areas[0][0].title if len(areas) == 1 else ""
    return {
        "title": birth.title or title,
        "population": birth.population or _sum([(row.population, share) for row, share in areas]),
        "surface": birth.surface or _sum([(row.surface, share) for row, share in areas]),
    }


def _sum(parts: Sequence[tuple[float | None, float]]) -> float | None:
    known = [value * share for value, share in parts if value is not None]
    return fsum(known) if known and len(known) == len(parts) else None
