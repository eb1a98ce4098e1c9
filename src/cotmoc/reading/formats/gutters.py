"""Lines read across the gap between two columns: head and foot of an official document, put back column by column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby, pairwise

from cotmoc.reading.formats.geometry import Glyph

GlyphLine = tuple[Glyph, ...]
Gap = tuple[float, float]

_WIDE = 2.5  # times the size of type: more than justified words stand apart
_CROSSED, _CLEAR = 0.3, 0.75  # share of the gutter that a line must leave: with text on both sides, on one
_VERY_WIDE = 5.0  # enough for one line alone


def unzipped(lines: Sequence[GlyphLine], in_table: Callable[[GlyphLine], bool]) -> list[GlyphLine]:
    """The lines with each group that has a common gutter as its left lines, then its right lines.

    The lines of ruled tables stay: their cells keep the columns apart.
    """
    done: list[GlyphLine] = []
    for ruled, group in groupby(lines, key=in_table):
        run = list(group)
        done += run if ruled else _unzipped(run)
    return done


def _unzipped(lines: Sequence[GlyphLine]) -> list[GlyphLine]:
    done: list[GlyphLine] = []
    index = 0
    while index < len(lines):
        end, gutter = _group(lines, index)
        if gutter is None:
            done.append(lines[index])
        else:
            middle = (gutter[0] + gutter[1]) / 2
            sides = [_cut(line, middle) for line in lines[index:end]]
            done += [left for left, _ in sides if left] + [right for _, right in sides if right]
        index = end
    return done


def _group(lines: Sequence[GlyphLine], start: int) -> tuple[int, Gap | None]:
    """The end of the group that begins at `start` and its gutter; no gutter: the line stands alone."""
    gutter = _widest(lines[start])
    if gutter is None:
        return start + 1, None
    count, end = 1, start + 1
    while end < len(lines):
        gap = _widest(lines[end])
        common = _common(gutter, _CROSSED, gap) if gap else _common(gutter, _CLEAR, *_beside(lines[end]))
        if common is None:
            break
        gutter, count, end = common, count + bool(gap), end + 1
    size = lines[start][0].size
    enough = count >= 2 or gutter[1] - gutter[0] > _VERY_WIDE * size
    return (end, gutter) if enough else (start + 1, None)


def _widest(line: GlyphLine) -> Gap | None:
    """The widest space between two neighbours, when it is wide enough to be a gutter."""
    seen = [glyph for glyph in line if glyph.text.strip()]
    gaps = [(before.x1, after.x0) for before, after in pairwise(seen)]
    best = max(gaps, key=lambda gap: gap[1] - gap[0], default=None)
    return best if best and best[1] - best[0] > _WIDE * seen[0].size else None


def _beside(line: GlyphLine) -> tuple[Gap, Gap]:
    """The empty spaces at the left and the right of a line."""
    seen = [glyph for glyph in line if glyph.text.strip()]
    left, right = min(glyph.x0 for glyph in seen), max(glyph.x1 for glyph in seen)
    return (float("-inf"), left), (right, float("inf"))


def _common(gutter: Gap, share: float, *gaps: Gap) -> Gap | None:
    """What is left of the gutter in one of the gaps, if it keeps at least this share of it."""
    for gap in gaps:
        start, end = max(gutter[0], gap[0]), min(gutter[1], gap[1])
        if end - start > share * (gutter[1] - gutter[0]):
            return start, end
    return None


def _cut(line: GlyphLine, middle: float) -> tuple[GlyphLine, GlyphLine]:
    """The glyphs before and after the gutter. Spaces have no reliable box: only letters tell the side."""
    at = next(
        (i for i, glyph in enumerate(line) if glyph.text.strip() and glyph.centre[0] >= middle), len(line)
    )
    left = line[:at]
    return (left if any(glyph.text.strip() for glyph in left) else ()), line[at:]
