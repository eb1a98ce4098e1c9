"""Pages of placed glyphs → blocks: running heads dropped, ruled tables filled, the rest joined to paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cotmoc.reading.blocks import Block, Cell, Table
from cotmoc.reading.formats.assemble import is_page_number, place, table
from cotmoc.reading.formats.columns import runs
from cotmoc.reading.formats.geometry import LABEL, Glyph, Line, Margins, joined, line_of, margins, paragraphs
from cotmoc.reading.formats.gutters import unzipped
from cotmoc.reading.formats.rulings import Grid

_ENDED = re.compile(r"[.;:,]$")
_EDGE = 0.1  # of the height: where page numbers and running heads stand


@dataclass(frozen=True)
class Page:
    """One page: its visual lines in reading order, each a row of glyphs, and its grids in the same unit."""

    number: int
    height: float
    lines: tuple[tuple[Glyph, ...], ...]
    grids: tuple[Grid, ...] = ()

    def in_table(self, line: Sequence[Glyph]) -> bool:
        """Whether a letter of the line stands in a ruled table."""
        return any(_key(glyph, self.grids) is not None for glyph in line if glyph.text.strip())


def blocks_of(pages: Sequence[Page]) -> list[Block]:
    """The blocks of all pages in order."""
    repeated = _running(pages)
    return [block for page in pages for block in _page_blocks(page, repeated)]


def _page_blocks(page: Page, repeated: frozenset[str]) -> Iterator[Block]:
    outside: list[Line] = []
    order: list[list[Line] | int] = [outside]  # runs of lines outside tables, and tables by their number
    cells: dict[int, dict[int, list[Line]]] = {index: {} for index in range(len(page.grids))}
    for glyphs in unzipped([line for line in page.lines if line_of(line)], page.in_table):
        for key, part in _by_cell(glyphs, page.grids):
            line = line_of(part)
            if line is None or (key is None and _is_furniture(line, page, repeated)):
                continue
            if key is None:
                if order[-1] is not outside:
                    order.append(outside := [])
                outside.append(line)
            else:
                if key[0] not in order:
                    order.append(key[0])
                cells[key[0]].setdefault(key[1], []).append(line)
    every = [line for piece in order if isinstance(piece, list) for line in piece]
    frame = margins(every) if every else Margins(0, 0, 0)
    for piece in order:
        if isinstance(piece, list):
            for run, narrow in runs(piece, frame):
                yield from paragraphs(run, page.number, frame, narrow=narrow)
        else:
            yield _table(page.grids[piece], cells[piece], page.number)


def _by_cell(
    glyphs: Sequence[Glyph], grids: Sequence[Grid]
) -> Iterator[tuple[tuple[int, int] | None, list[Glyph]]]:
    """A visual line cut where it passes from one cell (grid, region) to the next; None is outside of all."""
    if not grids:
        yield None, list(glyphs)
        return
    part: list[Glyph] = []
    here: tuple[int, int] | None = None
    for glyph in glyphs:
        key = _key(glyph, grids) if glyph.text.strip() else here
        if key != here and part:
            yield here, part
            part = []
        here = key
        part.append(glyph)
    if part:
        yield here, part


def _key(glyph: Glyph, grids: Sequence[Grid]) -> tuple[int, int] | None:
    for index, grid in enumerate(grids):
        if (found := grid.cell_at(*glyph.centre)) is not None:
            return index, grid.region[found[0]][found[1]]
    return None


def _table(grid: Grid, cells: dict[int, list[Line]], page: int) -> Table:
    """A grid with its words; a region of several cells stands in each, marked as merged after the first."""
    texts = {region: _cell_text(lines) for region, lines in cells.items()}
    met: set[int] = set()
    rows = []
    for regions in grid.region:
        row = []
        for region in regions:
            row.append(Cell(texts.get(region, ""), place(page=page), merged=region in met))
            met.add(region)
        rows.append(row)
    return table(rows)


def _cell_text(lines: Sequence[Line]) -> str:
    """Wrapped lines joined; a bullet or label begins a new line in a list or after the end of a sentence."""
    groups: list[list[Line]] = []
    ordered = sorted(lines, key=lambda line: line.top)
    for line in ordered:
        listed = LABEL.match(ordered[0].text) or (groups and _ENDED.search(groups[-1][-1].text))
        if groups and not (listed and LABEL.match(line.text) and len(line.text) > 3):
            groups[-1].append(line)
        else:
            groups.append([line])
    return "\n".join(joined(group) for group in groups)


def _running(pages: Sequence[Page]) -> frozenset[str]:
    """The masked texts of lines that stand at the edge of at least three pages and half of all."""
    counts: Counter[str] = Counter()
    for page in pages:
        lines = filter(None, map(line_of, page.lines))
        counts.update({_mask(line.text) for line in lines if _at_edge(line, page)})
    return frozenset(mask for mask, count in counts.items() if count >= 3 and count * 2 >= len(pages))


def _is_furniture(line: Line, page: Page, repeated: frozenset[str]) -> bool:
    return _at_edge(line, page) and (is_page_number(line.text) or _mask(line.text) in repeated)


def _at_edge(line: Line, page: Page) -> bool:
    return line.bottom < page.height * _EDGE or line.top > page.height * (1 - _EDGE)


def _mask(text: str) -> str:
    return re.sub(r"\d+", "#", text).strip().casefold()
