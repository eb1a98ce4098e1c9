"""The rules of units that spec tables name."""

from __future__ import annotations

import re
from datetime import date
from typing import cast

from tests.support.specrules import number, rule

from cotmoc.core import successions
from cotmoc.core.boundaries import backwards, redraw
from cotmoc.core.rollup import Kind, Part
from cotmoc.core.successions import Change, Key, Lineage, Link, Node
from cotmoc.core.unitfaults import check

_NODE = re.compile(r"(\w+) (\d{4})–(\d{4})?(?: < (\w+))?")
_CHANGE = re.compile(r"(\w+) (\d{4}): (.*)")
_LINK = re.compile(r"(\w+)→(\w+)(?: (\S+))?")


def year(text: str) -> date:
    return date(int(text), 1, 1)


def some(text: str) -> list[str]:
    return [one.strip() for one in text.split(";") if one.strip()]


def links(text: str) -> list[tuple[str, str, float]]:
    found = [_LINK.fullmatch(one.strip()) for one in text.split(",") if one.strip()]
    return [(one[1], one[2], float(one[3] or 1)) for one in found if one]


def nodes(text: str) -> list[Node]:
    found = [match for one in some(text) if (match := _NODE.fullmatch(one))]
    starts = {one[1]: year(one[2]) for one in found}
    return [
        Node(
            one[1],
            f"Xã {one[1]}",
            year(one[2]),
            date(int(one[3]), 12, 31) if one[3] else None,
            (one[4], starts.get(one[4], year(one[2]))) if one[4] else None,
        )
        for one in found
    ]


LONG_AGO = date(2000, 1, 1)


def changes(text: str, known: dict[str, list[date]]) -> list[Change]:
    """Changes between units; of the starts of a code the predecessor has the first, the successor the last.

    A code that is not in `known` begins with the change that makes it, else long ago.
    """
    found = []
    starts = dict(known)
    for one in some(text):
        match = _CHANGE.fullmatch(one)
        assert match, one
        on = year(match[2])
        some_links = [
            Link(
                (old, min(starts.setdefault(old, [LONG_AGO]))),
                (new, max(starts.setdefault(new, [on]))),
                share,
            )
            for old, new, share in links(match[3])
        ]
        found.append(Change(cast(successions.Kind, match[1]), on, tuple(some_links)))
    return found


def shares(found: dict[Key, float]) -> tuple[str, ...]:
    return ("; ".join(f"{key[0]} {number(share)}" for key, share in sorted(found.items())),)


@rule
def unit_faults(units: str, changed: str) -> tuple[str, ...]:
    there = nodes(units)
    starts: dict[str, list[date]] = {}
    for node in there:
        starts.setdefault(node.code, []).append(node.valid_from)
    codes = {fault.code for fault in check(there, changes(changed, starts))}
    return (", ".join(sorted(codes, key=lambda code: (code != "kind", code))) or "–",)


@rule
def follow(changed: str, unit: str, on: str) -> tuple[str, ...]:
    return shares(Lineage(changes(changed, {})).follow((unit, LONG_AGO), year(on)))


@rule
def came_from(changed: str, unit: str, began: str, back_to: str) -> tuple[str, ...]:
    lineage = Lineage(changes(changed, {unit: [year(began)]}))
    return shares(lineage.origins((unit, year(began)), date(int(back_to), 12, 31)))


def _forward(text: str) -> dict[str, dict[str, float]]:
    forward: dict[str, dict[str, float]] = {}
    for old, new, share in links(text):
        forward.setdefault(old, {})[new] = share
    return forward


def _figures(text: str) -> dict[str, Part]:
    parts = {}
    for one in some(text):
        unit, _, value = one.partition(" ")
        above, _, below = value.partition("/")
        parts[unit] = Part(unit, None, float(above), float(below)) if below else Part(unit, float(above))
    return parts


@rule
def redrawn(kind: str, figures: str, to: str) -> tuple[str, ...]:
    found = redraw(cast(Kind, kind), _figures(figures), _forward(to))
    cells = [
        f"{unit} {'~' * one.is_estimate}{number(one.value)} {one.coverage}"
        for unit, one in sorted(found.items())
    ]
    return ("; ".join(cells),)


@rule
def divided(forward: str, weights: str) -> tuple[str, ...]:
    known = {unit: part.value or 0.0 for unit, part in _figures(weights).items()}
    back = backwards(_forward(forward), known)
    cells = [
        f"{new}→{old} {number(share)}"
        for new, parts in sorted(back.items())
        for old, share in sorted(parts.items())
    ]
    return ("; ".join(cells) or "–",)


@rule
def weighed(weights: str) -> tuple[str, ...]:
    some_weights = {((old, date.min), (new, date.min)): weight for old, new, weight in links(weights)}
    found = successions.shares_of(some_weights)
    return ("; ".join(f"{old[0]}→{new[0]} {number(share)}" for (old, new), share in found.items()),)
