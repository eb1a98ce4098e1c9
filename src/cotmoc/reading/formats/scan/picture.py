"""A page picture made ready for recognition: grey, upright, straight; what its pixels say beyond Tesseract."""

from __future__ import annotations

import itertools

from PIL import Image, ImageDraw, ImageOps

from cotmoc.reading.formats.geometry import Glyph
from cotmoc.reading.formats.rulings import Grid

DPI = 300
_SMALL = 700  # pixels of the longer side: enough to see a slope
_STEP = 0.25  # degrees
_INK = 128
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
    """A word that begins with > or < as ≥ or ≤ when the picture shows the bar below, which Tesseract does not."""
    sign = glyph.text[:1]
    if sign not in _BARRED or not _has_bar(picture, glyph):
        return glyph
    return Glyph(_BARRED[sign] + glyph.text[1:], glyph.x0, glyph.top, glyph.x1, glyph.bottom, glyph.size)


def _has_bar(picture: Image.Image, glyph: Glyph) -> bool:
    """Whether a full dark stroke stands below an empty one under the first sign of a word."""
    height = glyph.bottom - glyph.top
    box = (
        round(glyph.x0),
        round(glyph.top),
        round(min(glyph.x1, glyph.x0 + 0.95 * height)),
        round(glyph.bottom + 0.35 * height),
    )
    sign = _first_sign(picture.crop(box))
    if sign is None:
        return False
    rows = [
        sum(1 for x in range(sign.width) if sign.getpixel((x, y)) == 1) / sign.width
        for y in range(sign.height)
    ]
    strokes = [y for y in range(sign.height // 3, sign.height) if rows[y] >= 0.75]
    return bool(strokes)


def _first_sign(crop: Image.Image) -> Image.Image | None:
    """The ink up to the first empty column."""
    ink = crop.point([1 if value < _INK else 0 for value in range(256)])
    columns = [any(ink.crop((x, 0, x + 1, ink.height)).tobytes()) for x in range(ink.width)]
    if True not in columns:
        return None
    start = columns.index(True)
    end = columns.index(False, start) if False in columns[start:] else ink.width
    return ink.crop((start, 0, end, ink.height)) if end - start >= 4 else None
