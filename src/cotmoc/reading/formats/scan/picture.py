"""A page picture made ready for recognition: grey, upright, straight; what its pixels say beyond Tesseract."""

from __future__ import annotations

import itertools
from dataclasses import replace

from PIL import Image, ImageDraw, ImageOps

from cotmoc.reading.formats.geometry import Glyph
from cotmoc.reading.formats.rulings import Grid

DPI = 300
_SMALL = 700  # pixels of the longer side: enough to see a slope
_STEP = 0.25  # degrees
_INK = 128
_FULL = 0.75  # of the width of a sign: a stroke across it
_ONE_LINE = 80  # pixels: the height of a line of 14 pt type with its accents
_BARRED = {">": "≥", "<": "≤"}


def prepared(picture: Image.Image) -> Image.Image:
    """`picture` as grey levels with a white ground, its longer side as at 300 dpi of A4, lines level."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
    grey = ImageOps.autocontrast(ImageOps.exif_transpose(picture).convert("L"), cutoff=1)
    longer = max(grey.size)
    if longer < 2000:  # a phone's picture or a preview: Tesseract wants letters of 30 pixels
        scale = min(3.0, 3300 / longer)
        grey = grey.resize((round(grey.width * scale), round(grey.height * scale)), Image.Resampling.LANCZOS)
    elif longer > 5500:
        grey.thumbnail((5000, 5000), Image.Resampling.LANCZOS)
    angle = slope(grey)
    return (
        grey.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
        if abs(angle) >= _STEP
        else grey
    )


def slope(grey: Image.Image) -> float:
    """The angle in degrees that levels the lines: where the rows of pixels differ most from each other."""
    small = grey.copy()
    small.thumbnail((_SMALL, _SMALL))

    def contrast(angle: float) -> int:
        return _contrast(small.rotate(angle, Image.Resampling.BILINEAR, fillcolor=255))

    coarse = max((0, 1, -1, 2, -2, 3, -3), key=contrast)
    return max((coarse + step * _STEP for step in (0, 1, -1, 2, -2, 3, -3)), key=contrast)


def _contrast(picture: Image.Image) -> int:
    rows = picture.resize((1, picture.height), Image.Resampling.BOX).tobytes()
    return sum((a - b) ** 2 for a, b in itertools.pairwise(rows))


def without_tables(picture: Image.Image, grids: list[Grid]) -> Image.Image:
    """`picture` with its ruled tables painted over."""
    clean = picture.copy()
    brush = ImageDraw.Draw(clean)
    edge = max(picture.size) // 400
    for grid in grids:
        brush.rectangle(
            (grid.xs[0] - edge, grid.ys[0] - edge, grid.xs[-1] + edge, grid.ys[-1] + edge), fill=255
        )
    return clean


def with_bars(glyph: Glyph, picture: Image.Image) -> Glyph:
    """A word with the ≥ or ≤ that the picture shows at its head and Tesseract does not know.

    It reads the sign as > or <, and sometimes as a digit ("712" for "≥12").
    """
    first = glyph.text[:1]
    if first not in _BARRED and not first.isdigit():
        return glyph
    sign = _first_sign(_head(picture, glyph))
    seen = None if sign is None else _seen(sign, first)
    return replace(glyph, text=seen + glyph.text[1:]) if seen else glyph


def without_sign(cell: Image.Image) -> tuple[str, Image.Image]:
    """The ≥ or ≤ at the head of a cell of one line, and the cell without it; "" when there is none.

    Tesseract would guess a letter or digit for it and join that to the number behind.
    """
    sign = _first_sign(cell) if cell.height <= _ONE_LINE else None
    seen = None if sign is None else _seen(sign, "")
    if sign is None or seen is None:
        return "", cell
    rest = cell.copy()
    rest.paste(255, (0, 0, sign.width + 1, cell.height))
    return seen, rest


def _seen(sign: Image.Image, first: str) -> str | None:
    """≥ or ≤ when the ink of one sign is an angle over a bar; else None."""
    rows = [sum(sign.crop((0, y, sign.width, y + 1)).tobytes()) / sign.width for y in range(sign.height)]
    if first in _BARRED:
        return _BARRED[first] if any(share >= _FULL for share in rows[sign.height // 3 :]) else None
    inked = [y for y, share in enumerate(rows) if share]
    gap = next((y for y in reversed(range(inked[0], inked[-1])) if not rows[y]), None)
    if gap is None:
        return None
    angle, bar = [y for y in inked if y < gap], [y for y in inked if y > gap]
    thin = len(bar) <= 0.35 * len(angle) and max(rows[y] for y in bar) >= _FULL
    if not thin or len(angle) < 0.4 * sign.width:
        return None
    third = len(angle) // 3
    ends, middle = (angle[0], angle[0] + third), (angle[0] + third, angle[0] + 2 * third)
    return "≥" if _middle_of_ink(sign, *middle) > _middle_of_ink(sign, *ends) else "≤"


def _middle_of_ink(sign: Image.Image, top: int, bottom: int) -> float:
    """The mean x of the ink in some rows."""
    columns = [sum(sign.crop((x, top, x + 1, bottom)).tobytes()) for x in range(sign.width)]
    return sum(x * count for x, count in enumerate(columns)) / max(sum(columns), 1)


def _head(picture: Image.Image, glyph: Glyph) -> Image.Image:
    """The picture around the first sign of a word, with room for a bar below."""
    height = glyph.bottom - glyph.top
    right = min(glyph.x1, glyph.x0 + 1.1 * height) + 1
    return picture.crop(
        (round(glyph.x0) - 1, round(glyph.top) - 1, round(right), round(glyph.bottom + 0.35 * height))
    )


def _first_sign(crop: Image.Image) -> Image.Image | None:
    """The ink up to the first empty column."""
    ink = crop.point([1 if value < _INK else 0 for value in range(256)])
    columns = [any(ink.crop((x, 0, x + 1, ink.height)).tobytes()) for x in range(ink.width)]
    if True not in columns:
        return None
    start = columns.index(True)
    end = columns.index(False, start) if False in columns[start:] else ink.width
    return ink.crop((start, 0, end, ink.height)) if end - start >= 4 else None
