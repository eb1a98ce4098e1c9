"""Ruling lines of a picture → grids."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from cotmoc.reading.formats.rulings import Grid, find_grids

XS, YS = (100, 200, 400, 700), (100, 160, 260, 400)


def page(*, width: int = 3, skip: tuple[tuple[int, int, int, int], ...] = (), turn: float = 0) -> Image.Image:
    """A page with one table; `skip` are lines to paint over."""
    picture = Image.new("L", (900, 1200), 255)
    brush = ImageDraw.Draw(picture)
    for x in XS:
        brush.line((x, YS[0], x, YS[-1]), fill=0, width=width)
    for y in YS:
        brush.line((XS[0], y, XS[-1], y), fill=0, width=width)
    for gap in skip:
        brush.rectangle(gap, fill=255)
    return picture.rotate(turn, fillcolor=255, resample=Image.Resampling.BICUBIC)


@pytest.mark.parametrize("width", [1, 3, 5])
@pytest.mark.parametrize("turn", [0, 0.15])
def test_a_plain_grid(width, turn):
    [grid] = find_grids(page(width=width, turn=turn), dark=170)
    assert [round(x, -1) for x in grid.xs] == list(XS)
    assert [round(y, -1) for y in grid.ys] == list(YS)
    assert sorted({region for row in grid.region for region in row}) == list(range(9))
    assert grid.cell_at(150, 120) == (0, 0)
    assert grid.cell_at(650, 390) == (2, 2)
    assert grid.cell_at(50, 120) is None
    assert grid.cell_at(150, 500) is None


def test_missing_pieces_of_lines_merge_cells():
    over, below = (396, 104, 404, 156), (104, 156, 196, 164)
    [grid] = find_grids(page(skip=(over, below)), dark=170)
    assert grid.region == ((0, 1, 1), (0, 4, 5), (6, 7, 8))


def test_underlines_frames_and_letters_are_no_tables():
    picture = Image.new("L", (900, 1200), 255)
    brush = ImageDraw.Draw(picture)
    brush.line((100, 100, 500, 100), fill=0, width=2)
    brush.rectangle((100, 300, 500, 500), outline=0, width=2)
    brush.line((700, 300, 700, 900), fill=0, width=2)
    brush.line((640, 600, 760, 600), fill=0, width=2)
    assert find_grids(picture, dark=170) == []


def test_a_shaded_head_has_its_edges():
    picture = page()
    ImageDraw.Draw(picture).rectangle((100, 100, 700, 160), fill=90)
    [grid] = find_grids(picture, dark=170)
    assert [round(y, -1) for y in grid.ys] == list(YS)


def test_two_tables_come_top_first():
    picture = page()
    picture.paste(page().crop((90, 90, 710, 410)), (90, 600))
    assert [round(grid.ys[0], -1) for grid in find_grids(picture, dark=170)] == [100, 610]


def test_a_grid_of_dots_is_no_table():
    picture = Image.new("L", (3600, 3600), 255)
    brush = ImageDraw.Draw(picture)
    for at in range(50, 3550, 24):
        brush.line((50, at, 3550, at), fill=0)
        brush.line((at, 50, at, 3550), fill=0)
    assert find_grids(picture, dark=170) == []


def test_the_edge_of_a_grid_is_outside():
    grid = Grid((0, 10), (0, 10, 20), ((0,), (1,)))
    assert grid.cell_at(10, 5) is None
