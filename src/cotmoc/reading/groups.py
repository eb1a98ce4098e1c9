"""Group rows of tables ("I. Hạ tầng số" over the rows below it) as entries of the outline."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from cotmoc.core.plan import IndicatorClaim, OutlineEntry, Place, TaskClaim
from cotmoc.core.text import words
from cotmoc.reading.blocks import Cell
from cotmoc.reading.items import PlacedTable

# A numbered row ("51") holds only its own parts ("51.1"); a lettered one holds all rows until the next.
_LABEL = re.compile(r"[IVXLC]+|[A-ZĐ]|")
_NOTES = re.compile(r"don vi tinh\b.*|don vi|ghi chu|nguon")


def group_entries(
    tables: Iterable[PlacedTable], claims: Sequence[IndicatorClaim | TaskClaim]
) -> tuple[OutlineEntry, ...]:
    """One entry for each group row that has an item of the plan below it, with its place (block and row)."""
    taken: defaultdict[int, set[int]] = defaultdict(set)
    for claim in claims:
        if claim.place and claim.place.row is not None:
            taken[claim.place.block].add(claim.place.row)
    return tuple(entry for placed in tables for entry in _of_table(placed, taken[placed.table.place.block]))


def with_groups(outline: Sequence[OutlineEntry], groups: Sequence[OutlineEntry]) -> tuple[OutlineEntry, ...]:
    """Headings and group rows together, in the order of the document."""
    return tuple(sorted([*outline, *groups], key=lambda entry: _order(entry.place)))


def _order(place: Place | None) -> tuple[int, int]:
    return (place.block, -1 if place.row is None else place.row) if place else (-1, -1)


def _of_table(placed: PlacedTable, taken: set[int]) -> Iterator[OutlineEntry]:
    last = max(taken, default=-1)
    for index, row in enumerate(placed.table.rows[:last]):
        found = _label_and_title(row) if index not in taken else None
        if found is not None:
            label, title = found
            number = "/".join(filter(None, (placed.section, label))) if label else ""
            yield OutlineEntry(number, title.text.replace("\n", " "), title.place)


def _label_and_title(row: tuple[Cell, ...]) -> tuple[str, Cell] | None:
    """("I", the title's cell) of a row that says nothing else, or None."""
    own = [cell for cell in row if cell.text.strip() and not cell.merged]
    if not 1 <= len(own) <= 2:
        return None
    label = own[0].text.strip(" .)") if len(own) == 2 else ""
    title = own[-1]
    said = " ".join(words(title.text))
    is_title = len(said) > 3 and not said.isdigit() and not _NOTES.fullmatch(said)
    return (label, title) if is_title and _LABEL.fullmatch(label) else None
