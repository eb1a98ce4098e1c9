"""The cells of a ruled table as one tall picture: each cell's words below the last one's.

Tesseract reads across columns where lines of neighbouring cells stand at one height; stacked, it cannot.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from PIL import Image

from cotmoc.reading.formats.geometry import Glyph
from cotmoc.reading.formats.rulings import Grid
from cotmoc.reading.formats.scan.picture import without_sign

_GAP = 48  # pixels between two cells, more than between two lines
_MARGIN = 60
_TALLEST = 12_000  # Tesseract takes 32,767
_INK = 140
_LARGER = 2

Box = tuple[int, int, int, int]  # left, top, right, bottom


@dataclass(frozen=True)
class Stack:
    """A tall picture and, for each cell in it, where it begins, where it ends and how far it was moved."""

    picture: Image.Image
    moves: tuple[tuple[float, float, float, float], ...]  # top, bottom, dx, dy
    signs: tuple[str, ...]  # the ≥ or ≤ that was taken off the head of each cell, or ""

    def at_home(self, glyph: Glyph) -> Glyph:
        """A word of the stack in the coordinates of its page."""
        middle = glyph.centre[1]
        move = min(
            self.moves,
            key=lambda m: 0 if m[0] <= middle <= m[1] else min(abs(middle - m[0]), abs(middle - m[1])),
        )
        _, _, dx, dy = move
        return replace(
            glyph, x0=glyph.x0 + dx, x1=glyph.x1 + dx, top=glyph.top + dy, bottom=glyph.bottom + dy
        )

    def signed(self, lines: Sequence[tuple[Glyph, ...]]) -> list[tuple[Glyph, ...]]:
        """The lines with the sign of each cell before its first word."""
        done = list(lines)
        for (top, bottom, _, _), sign in zip(self.moves, self.signs, strict=True):
            inside = [i for i, line in enumerate(done) if line and top <= line[0].centre[1] <= bottom]
            if sign and inside:
                first = min(inside, key=lambda i: (done[i][0].top, done[i][0].x0))
                head = done[first][0]
                done[first] = (replace(head, text=f"{sign} {head.text}"), *done[first][1:])
        return done

    def unread(self, lines: Sequence[Sequence[Glyph]]) -> list[Box]:
        """The cells in which no word was found."""
        middles = [glyph.centre[1] for line in lines for glyph in line]
        return [
            (0, round(top), self.picture.width, round(bottom))
            for top, bottom, _, _ in self.moves
            if not any(top <= middle <= bottom for middle in middles)
        ]


def single(picture: Image.Image, box: Box) -> Image.Image:
    """One cell of a stack twice as large: short cells ("46", "(*)") read better alone."""
    cell = picture.crop(box)
    return cell.resize((cell.width * _LARGER, cell.height * _LARGER), Image.Resampling.LANCZOS)


def back(glyph: Glyph, box: Box) -> Glyph:
    """A word of a single cell in the coordinates of its stack."""
    return replace(
        glyph,
        x0=glyph.x0 / _LARGER + box[0],
        x1=glyph.x1 / _LARGER + box[0],
        top=glyph.top / _LARGER + box[1],
        bottom=glyph.bottom / _LARGER + box[1],
        size=glyph.size / _LARGER,
    )


def stacks(picture: Image.Image, grids: Sequence[Grid]) -> Iterator[Stack]:
    """The filled cells of all tables of a page, in as many stacks as it takes."""
    waiting: list[tuple[Image.Image, int, int]] = []
    height = _MARGIN
    for crop in (crop for grid in grids for crop in _crops(picture, grid)):
        if waiting and height + crop[0].height + _GAP > _TALLEST:
            yield _stack(waiting)
            waiting, height = [], _MARGIN
        waiting.append(crop)
        height += crop[0].height + _GAP
    if waiting:
        yield _stack(waiting)


def _crops(picture: Image.Image, grid: Grid) -> Iterator[tuple[Image.Image, int, int]]:
    """The inked part of each region with its place on the page; empty cells are left out."""
    boxes: dict[int, list[float]] = {}
    for row, regions in enumerate(grid.region):
        for column, region in enumerate(regions):
            box = boxes.setdefault(region, [grid.xs[column], grid.ys[row], 0.0, 0.0])
            box[2], box[3] = max(box[2], grid.xs[column + 1]), max(box[3], grid.ys[row + 1])
    inset = max(picture.size) // 500
    for left, top, right, bottom in boxes.values():
        if right - left <= 4 * inset or bottom - top <= 4 * inset:
            continue
        cell = picture.crop(
            (round(left) + inset, round(top) + inset, round(right) - inset, round(bottom) - inset)
        )
        found = cell.point([255 if value < _INK else 0 for value in range(256)]).getbbox()
        if found and (found[2] - found[0]) * (found[3] - found[1]) > 60:
            yield cell.crop(found), round(left) + inset + found[0], round(top) + inset + found[1]


def _stack(crops: Sequence[tuple[Image.Image, int, int]]) -> Stack:
    width = max(crop.width for crop, _, _ in crops) + 2 * _MARGIN
    height = sum(crop.height + _GAP for crop, _, _ in crops) + 2 * _MARGIN
    tall = Image.new("L", (width, height), 255)
    moves, signs = [], []
    top = _MARGIN
    for crop, left, above in crops:
        sign, rest = without_sign(crop)
        signs.append(sign)
        tall.paste(rest, (_MARGIN, top))
        moves.append(
            (top - _GAP / 2, top + crop.height + _GAP / 2, float(left - _MARGIN), float(above - top))
        )
        top += crop.height + _GAP
    return Stack(tall, tuple(moves), tuple(signs))
