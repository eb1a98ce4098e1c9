"""The document as the review shows it: sheets of paper with every claim marked at its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cotmoc.store.highlights import QuoteFinder, Segment, Span, Unit, segments
from cotmoc.store.models import Claim
from cotmoc.store.reviewing import ClaimView

# A sheet of a source without pages holds about as many letters as an A4 page does; a table row counts as a line.
SHEET_LETTERS = 2800
LINE_LETTERS = 90
BARS = 12


@dataclass(frozen=True)
class Mark:
    """One claim on paper: its number in the list, its kind and state."""

    key: int
    number: int
    kind: str
    rejected: bool = False


@dataclass(frozen=True)
class Run:
    """A run of text; `mark` is the claim a click opens, `begins` the claims whose number stands before it."""

    text: str
    mark: Mark | None = None
    begins: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Cell:
    """A cell of a table, over as many columns and rows as it was merged. `row`, `column` are its place."""

    runs: tuple[Run, ...]
    row: int
    column: int
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True)
class Block:
    """A paragraph (`runs`) or a table (`rows` of cells). `number` is its place in the document."""

    number: int
    runs: tuple[Run, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    bold: bool = False
    centred: bool = False


@dataclass(frozen=True)
class Sheet:
    """A page. `bars` draw its miniature: for each strip of it the kind of claim there, or ""."""

    number: int
    blocks: tuple[Block, ...]
    bars: tuple[str, ...]


def paper(
    document: Mapping[str, Any], claims: Sequence[ClaimView], outline: Sequence[Mapping[str, Any]] = ()
) -> tuple[Sheet, ...]:
    """The sheets of a stored document (`reading.blocksjson`) with `claims` marked, numbered from 1 in their order.

    The headings of `outline` (of the plan format) are set bold where the source does not say so.
    """
    blocks = document.get("blocks", [])
    finder = QuoteFinder(blocks)
    marks = {
        view.claim.pk: Mark(view.claim.pk, number, view.claim.kind, view.verdict == "reject")
        for number, view in enumerate(claims, start=1)
    }
    spans = _spans(finder, claims)
    headings = {entry["block"] for entry in outline if entry.get("block") is not None}
    shown = [
        _block(number, block, finder, spans, marks, heading=number in headings)
        for number, block in enumerate(blocks)
    ]
    return _sheets(blocks, shown, spans, marks)


def _spans(finder: QuoteFinder, claims: Sequence[ClaimView]) -> dict[Unit, list[tuple[int, int, int]]]:
    """For each unit the marks in it; what a split or a merge replaced is not marked."""
    found: defaultdict[Unit, list[tuple[int, int, int]]] = defaultdict(list)
    for view in claims:
        if view.verdict in {"split", "merge"}:
            continue
        for span in _of_claim(finder, view.claim):
            found[span.unit].append((span.start, span.end, view.claim.pk))
    return found


def _of_claim(finder: QuoteFinder, claim: Claim) -> list[Span]:
    spans = list(finder.find(claim.quote, claim.payload))
    units = {span.unit for span in spans}
    for target in claim.payload.get("targets") or []:
        if target.get("row") is not None:
            spans += [
                span for span in finder.find(target.get("quote") or "", target) if span.unit not in units
            ]
    return list(dict.fromkeys(spans))


def _block(
    number: int,
    block: Mapping[str, Any],
    finder: QuoteFinder,
    spans: Mapping[Unit, list[tuple[int, int, int]]],
    marks: Mapping[int, Mark],
    *,
    heading: bool,
) -> Block:
    started: set[int] = set()
    if "rows" not in block:
        unit = Unit(number)
        runs = _runs(segments(finder.texts[unit], spans.get(unit, [])), marks, started)
        return Block(
            number,
            runs,
            bold=bool(block.get("bold") or block.get("heading")) or heading or _capitals(block["text"]),
            centred=bool(block.get("centred")),
        )
    table = block["rows"]
    rows = []
    for row, cells in enumerate(table):
        shown = []
        for column, cell in enumerate(cells):
            if cell.get("merged"):
                continue
            unit = Unit(number, row, column)
            runs = _runs(segments(finder.texts[unit], spans.get(unit, [])), marks, started)
            shown.append(Cell(runs, row, column, *_spread(table, row, column)))
        rows.append(tuple(shown))
    return Block(number, rows=tuple(rows))


def _capitals(text: str) -> bool:
    """Whether a line is written in capitals, as titles are where the source knows no bold."""
    return text.isupper() and sum(letter.isalpha() for letter in text) >= 4


def _spread(table: Sequence[Sequence[Mapping[str, Any]]], row: int, column: int) -> tuple[int, int]:
    """Over how many columns and rows a merged cell stands: what it covers holds its text again, marked."""

    def covered(at_row: int, at_column: int) -> bool:
        if at_row >= len(table) or at_column >= len(table[at_row]):
            return False
        cell = table[at_row][at_column]
        return bool(cell.get("merged")) and cell["text"] == table[row][column]["text"]

    wide = 1
    while covered(row, column + wide):
        wide += 1
    high = 1
    while all(covered(row + high, column + step) for step in range(wide)):
        high += 1
    return wide, high


def _runs(cut: Sequence[Segment], marks: Mapping[int, Mark], started: set[int]) -> tuple[Run, ...]:
    """The segments with their marks; in a table a claim's number stands at its first cell only."""
    runs = []
    for segment in cut:
        begins = tuple(marks[key] for key in segment.begins if key not in started)
        started.update(segment.begins)
        runs.append(Run(segment.text, marks[segment.claims[-1]] if segment.claims else None, begins))
    return tuple(runs)


def _sheets(
    blocks: Sequence[Mapping[str, Any]],
    shown: Sequence[Block],
    spans: Mapping[Unit, list[tuple[int, int, int]]],
    marks: Mapping[int, Mark],
) -> tuple[Sheet, ...]:
    """The blocks on their pages; without pages in the source, on sheets of about one page."""
    kinds: dict[int, str] = {}
    for unit, inside in sorted(spans.items()):
        if inside:
            kinds.setdefault(unit.block, marks[inside[0][2]].kind)
    pages: defaultdict[int, list[tuple[Block, int]]] = defaultdict(list)
    letters = 0
    for block, stored in zip(shown, blocks, strict=True):
        size = _size(stored)
        page = stored.get("page") or letters // SHEET_LETTERS + 1
        pages[page].append((block, size))
        letters += size
    return tuple(
        Sheet(number, tuple(block for block, _ in held), _bars(held, kinds)) for number, held in pages.items()
    )


def _size(block: Mapping[str, Any]) -> int:
    """Letters, whole lines at least."""
    if "rows" not in block:
        return max(LINE_LETTERS, len(block["text"]))
    return sum(
        max([LINE_LETTERS, *(len(cell["text"]) * 2 for cell in row if not cell.get("merged"))])
        for row in block["rows"]
    )


def _bars(held: Sequence[tuple[Block, int]], kinds: Mapping[int, str]) -> tuple[str, ...]:
    """The page in strips of equal height, each with the first claim that stands in it."""
    total = sum(size for _, size in held)
    strips = [""] * BARS
    top = 0
    for block, size in held:
        first, last = top * BARS // total, (top + size - 1) * BARS // total
        for strip in range(first, last + 1):
            strips[strip] = strips[strip] or kinds.get(block.number, "")
        top += size
    return tuple(strips)
