"""Where in a document the words of a claim stand, so that a page can mark them. Pure functions over the stored
blocks (`reading.blocksjson`): no query."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

# A quote broken over pages goes on in the next paragraphs; a page number or a footnote may stand between.
REACH = 4
# Fewer letters than this at the end of a paragraph are chance, not the beginning of a quote.
_SMALLEST_PIECE = 6


@dataclass(frozen=True, order=True)
class Unit:
    """A paragraph (row and column None → -1) or one cell of a table."""

    block: int
    row: int = -1
    column: int = -1


@dataclass(frozen=True)
class Span:
    """Letters `start` to `end` of the text of a unit."""

    unit: Unit
    start: int
    end: int


@dataclass(frozen=True)
class Segment:
    """A run of text that the same claims (by key, the shortest quote last) cover; `begins` are those that start
    here."""

    text: str
    claims: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()


def units_of(blocks: Sequence[Mapping[str, Any]]) -> dict[Unit, str]:
    """Every paragraph and cell of a document with its text, in reading order; covered cells are left out."""
    units: dict[Unit, str] = {}
    for number, block in enumerate(blocks):
        if "rows" not in block:
            units[Unit(number)] = block["text"]
            continue
        for row, cells in enumerate(block["rows"]):
            for column, cell in enumerate(cells):
                if not cell.get("merged"):
                    units[Unit(number, row, column)] = cell["text"]
    return units


class QuoteFinder:
    """Finds quotes in one document. Spaces and line breaks do not count, as a broken paragraph was joined."""

    def __init__(self, blocks: Sequence[Mapping[str, Any]]) -> None:
        self.texts = units_of(blocks)
        self._units = list(self.texts)
        self._dense = {unit: _dense(text) for unit, text in self.texts.items()}

    def find(self, quote: str, place: Mapping[str, Any]) -> tuple[Span, ...]:
        """The spans of `quote`, looked for from `place` on (keys block, row, column as the plan format has them).

        When the words are not there as quoted, the whole row or paragraph of the place; () when there is no place.
        """
        start = self._first(place)
        wanted = "".join(quote.split())
        if start is None:
            return self._anywhere(wanted) if wanted else ()
        if wanted:
            for index in self._order(start, place):
                if spans := self._from(index, wanted):
                    return spans
        return self._whole(place)

    def _first(self, place: Mapping[str, Any]) -> int | None:
        block = place.get("block")
        if block is None:
            return None
        wanted = Unit(block, _or(place.get("row")), _or(place.get("column")))
        index = bisect_right(self._units, wanted)
        if index and self._units[index - 1].block == block:
            return index - 1
        return index if index < len(self._units) and self._units[index].block == block else None

    def _order(self, start: int, place: Mapping[str, Any]) -> Iterable[int]:
        """The place itself first, then the rest of its block and the next few paragraphs."""
        first = self._units[start]
        yield start
        for index in range(bisect_right(self._units, Unit(first.block, -2)), len(self._units)):
            unit = self._units[index]
            if unit.block > first.block + REACH:
                return
            if unit.row == -1 or place.get("row") is None or unit.row == place["row"]:
                yield index

    def _anywhere(self, wanted: str) -> tuple[Span, ...]:
        for index in range(len(self._units)):
            if spans := self._within(index, wanted):
                return spans
        return ()

    def _within(self, index: int, wanted: str) -> tuple[Span, ...]:
        unit = self._units[index]
        letters, offsets = self._dense[unit]
        at = letters.find(wanted)
        return (Span(unit, offsets[at], offsets[at + len(wanted) - 1] + 1),) if at >= 0 else ()

    def _from(self, index: int, wanted: str) -> tuple[Span, ...]:
        """`wanted` inside one unit, or begun at the end of it and carried on in the following ones."""
        if whole := self._within(index, wanted):
            return whole
        unit = self._units[index]
        letters, offsets = self._dense[unit]
        taken = _overlap(letters, wanted)
        if not taken:
            return ()
        spans = [Span(unit, offsets[len(letters) - taken], offsets[-1] + 1)]
        rest = wanted[taken:]
        for following in self._units[index + 1 : index + 1 + REACH]:
            letters, offsets = self._dense[following]
            if letters.startswith(rest):
                return (*spans, Span(following, offsets[0], offsets[len(rest) - 1] + 1))
            if letters and rest.startswith(letters):
                spans.append(Span(following, offsets[0], offsets[-1] + 1))
                rest = rest[len(letters) :]
        return ()

    def _whole(self, place: Mapping[str, Any]) -> tuple[Span, ...]:
        row, column = place.get("row"), place.get("column")
        return tuple(
            Span(unit, 0, len(self.texts[unit]))
            for unit in self._units[bisect_right(self._units, Unit(place["block"], -2)) :]
            if unit.block == place["block"]
            and (row is None or unit.row == row)
            and (column is None or unit.column == column)
            and self.texts[unit]
        )


def segments(text: str, marks: Sequence[tuple[int, int, int]]) -> tuple[Segment, ...]:
    """`text` cut at the ends of `marks` (start, end, key of the claim), so that overlapping quotes all show."""
    cuts = sorted({0, len(text), *(start for start, _, _ in marks), *(end for _, end, _ in marks)})
    found = []
    for start, end in pairwise(cuts):
        covering = sorted(
            (mark for mark in marks if mark[0] <= start and end <= mark[1]),
            key=lambda mark: (mark[0] - mark[1], mark[2]),
        )
        found.append(
            Segment(
                text[start:end],
                tuple(key for _, _, key in covering),
                tuple(key for begin, _, key in covering if begin == start),
            )
        )
    return tuple(found)


def _or(number: int | None) -> int:
    return -1 if number is None else number


def _dense(text: str) -> tuple[str, list[int]]:
    """The letters of `text` without spaces, and where each stands."""
    offsets = [offset for offset, letter in enumerate(text) if not letter.isspace()]
    return "".join(text[offset] for offset in offsets), offsets


def _overlap(letters: str, wanted: str) -> int:
    """How many letters at the end of `letters` begin `wanted`: the most, and not by chance."""
    for size in range(min(len(letters), len(wanted) - 1), 0, -1):
        if letters.endswith(wanted[:size]):
            return size if size >= _SMALLEST_PIECE or size == len(letters) else 0
    return 0
