"""Ruling lines of a page picture, and the grids of cells that they make.

One way for every origin: a PDF page is rendered, a scan is a picture already. Lengths are pixels.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PIL import Image

_SHORTEST = 1 / 45  # of the longer side of the page (6.6 mm of A4): longer than the stroke of any letter


@dataclass(frozen=True)
class Segment:
    """A straight line along one axis: at `at`, from `start` to `end`."""

    at: float
    start: float
    end: float


@dataclass(frozen=True)
class Grid:
    """The cells between ruling lines. `region[row][column]` is equal for elementary cells without a line between."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    region: tuple[tuple[int, ...], ...]

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column of the elementary cell at a point, or None outside."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        inside = 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1
        return (row, column) if inside else None


def find_grids(picture: Image.Image, *, dark: int) -> list[Grid]:
    """The ruled tables of a page, top first. `dark`: pixels darker than this (0–255) may be a line."""
    binary = picture.convert("L").point([1 if value < dark else 0 for value in range(256)])
    tolerance = max(picture.size) / 280
    across = _segments(binary, tolerance)
    down = _segments(binary.transpose(Image.Transpose.TRANSPOSE), tolerance)
    grids = [_grid(*component, tolerance) for component in _components(across, down, tolerance)]
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: (grid.ys[0], grid.xs[0]))


def _segments(binary: Image.Image, tolerance: float) -> list[Segment]:
    """Horizontal lines: long dark runs of neighbouring pixel rows, thin in the other direction."""
    width, height = binary.size
    pattern = re.compile(b"\x01{%d,}" % max(round(max(width, height) * _SHORTEST), 12))
    data = binary.tobytes()
    open_runs: list[list[float]] = []  # first row, last row, start, end
    done: list[Segment] = []
    for row in range(height):
        runs = [match.span() for match in pattern.finditer(data, row * width, (row + 1) * width)]
        spans = [(start - row * width, end - row * width) for start, end in runs]
        open_runs = _follow(open_runs, spans, row, tolerance, done)
    _follow(open_runs, [], height, tolerance, done)
    return _welded(done, tolerance)


def _follow(
    open_runs: list[list[float]],
    spans: list[tuple[int, int]],
    row: int,
    tolerance: float,
    done: list[Segment],
) -> list[list[float]]:
    """Runs that touch one of the row above go on; the others are closed: thin ones are lines, thick ones two edges."""
    for span in spans:
        for run in open_runs:
            if run[1] >= row - 1 and run[2] - tolerance <= span[1] and span[0] <= run[3] + tolerance:
                run[1], run[2], run[3] = row, min(run[2], span[0]), max(run[3], span[1])
                break
        else:
            open_runs.append([row, row, span[0], span[1]])
    still = []
    for run in open_runs:
        if run[1] >= row - 1:
            still.append(run)
        elif run[1] - run[0] <= 3 * tolerance:
            done.append(Segment((run[0] + run[1]) / 2, run[2], run[3]))
        else:  # a shaded cell: its upper and lower edge
            done.extend((Segment(run[0], run[2], run[3]), Segment(run[1], run[2], run[3])))
    return still


def _welded(segments: Iterable[Segment], tolerance: float) -> list[Segment]:
    """Pieces of one line, slightly skewed or interrupted, as one."""
    done: list[Segment] = []
    for piece in sorted(segments, key=lambda segment: (segment.start, segment.at)):
        for index, other in enumerate(done):
            if abs(other.at - piece.at) <= tolerance and piece.start <= other.end + 2 * tolerance:
                at = (other.at + piece.at) / 2
                done[index] = Segment(at, other.start, max(other.end, piece.end))
                break
        else:
            done.append(piece)
    return done


def _components(
    across: Sequence[Segment], down: Sequence[Segment], tolerance: float
) -> list[tuple[list[Segment], list[Segment]]]:
    """Lines that cross or touch, together; what touches nothing is an underline or a margin."""
    parent = list(range(len(across) + len(down)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for i, row in enumerate(across):
        for j, column in enumerate(down):
            if (
                row.start - tolerance <= column.at <= row.end + tolerance
                and column.start - tolerance <= row.at <= column.end + tolerance
            ):
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[Segment], list[Segment]]] = {}
    for i, row in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(row)
    for j, column in enumerate(down):
        groups.setdefault(root(len(across) + j), ([], []))[1].append(column)
    return [group for group in groups.values() if len(group[0]) >= 2 and len(group[1]) >= 2]


def _grid(across: list[Segment], down: list[Segment], tolerance: float) -> Grid | None:
    ys, xs = _levels(across, tolerance), _levels(down, tolerance)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns < 2 or rows * columns > 20_000:
        return None
    parent = list(range(rows * columns))

    def root(node: int) -> int:
        while parent[node] != node:
            node = parent[node]
        return node

    for row in range(rows):
        middle = (ys[row] + ys[row + 1]) / 2
        for column in range(columns):
            here, centre = row * columns + column, (xs[column] + xs[column + 1]) / 2
            if column + 1 < columns and not _covered(down, xs[column + 1], middle, tolerance):
                parent[max(root(here), root(here + 1))] = min(root(here), root(here + 1))
            if row + 1 < rows and not _covered(across, ys[row + 1], centre, tolerance):
                parent[max(root(here), root(here + columns))] = min(root(here), root(here + columns))
    region = tuple(tuple(root(row * columns + column) for column in range(columns)) for row in range(rows))
    return Grid(tuple(xs), tuple(ys), region)


def _levels(segments: Iterable[Segment], tolerance: float) -> list[float]:
    """The distinct positions of lines, each the mean of those closer than the tolerance."""
    groups: list[list[float]] = []
    for at in sorted(segment.at for segment in segments):
        if groups and at - groups[-1][-1] <= 2 * tolerance:
            groups[-1].append(at)
        else:
            groups.append([at])
    return [sum(group) / len(group) for group in groups]


def _covered(segments: Iterable[Segment], at: float, point: float, tolerance: float) -> bool:
    return any(abs(s.at - at) <= 2 * tolerance and s.start <= point <= s.end for s in segments)
