"""Sentences and tables of an invented directive, as the structure that the readers of indicators take."""

from __future__ import annotations

from collections.abc import Sequence

from cotmoc.core.plan import IndicatorClaim, Place, Target, Warning
from cotmoc.reading.blocks import Cell, Table
from cotmoc.reading.indicators import find_indicators
from cotmoc.reading.items import Item, PlacedTable, Structure

AIMS = ("MỤC TIÊU",)
AIMS_2030 = ("MỤC TIÊU", "Đến năm 2030")


def sentence(
    text: str,
    *,
    part: str = "targets",
    headings: Sequence[str] = AIMS_2030,
    role: str = "bullet",
    label: str = "-",
) -> Item:
    """An item of the directive; by default a bullet among the aims for 2030."""
    return Item(
        text, Place(5, line=20), part, role, label, "II.1", tuple(headings), ((0, Place(5, line=20)),)
    )


def table(
    source: str, *, headings: Sequence[str] = ("PHỤ LỤC",), section: str = "Phụ lục", block: int = 9
) -> PlacedTable:
    """A table from lines with `|` between the cells; `^` marks a cell merged with the one at its left."""
    rows = [[cell.strip() for cell in line.split("|")] for line in source.strip("\n").split("\n")]
    width = max(len(row) for row in rows)
    cells = tuple(
        tuple(_cell(row, r, c, block) for c in range(width))
        for r, row in enumerate([*row, *[""] * (width - len(row))] for row in rows)
    )
    return PlacedTable(Table(cells, Place(block, line=100)), "annex", section, tuple(headings))


def _cell(row: list[str], r: int, c: int, block: int) -> Cell:
    merged, at = row[c] == "^", c
    while row[at] == "^":
        at -= 1
    return Cell(row[at], Place(block, line=100 + r, row=r, column=c), merged)


def read(*parts: Item | PlacedTable) -> tuple[tuple[IndicatorClaim, ...], tuple[Warning, ...]]:
    """The claims and warnings of a directive made of `parts`."""
    items = tuple(part for part in parts if isinstance(part, Item))
    tables = tuple(part for part in parts if isinstance(part, PlacedTable))
    return find_indicators(Structure(items, tables))


def claims(*parts: Item | PlacedTable) -> tuple[IndicatorClaim, ...]:
    """The claims of a directive made of `parts`."""
    return read(*parts)[0]


def codes(*parts: Item | PlacedTable) -> list[str]:
    """The codes of the warnings for a directive made of `parts`."""
    return [warning.code for warning in read(*parts)[1]]


def brief(claim: IndicatorClaim) -> list[tuple[str | None, str, float | None, float | None, str | None]]:
    """(milestone, op, value, upper, unit) of each target of a claim."""
    return [figure(target) for target in claim.targets]


def figure(target: Target) -> tuple[str | None, str, float | None, float | None, str | None]:
    """What a target says: (milestone, op, value, upper, unit)."""
    return (target.milestone, target.op, target.value, target.upper, target.unit)
