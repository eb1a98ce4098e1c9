"""The lines where a mark of secrecy would stand, got out of the bytes of a file before anything is stored.

Quick: a Word file is walked through for its paragraphs, of a PDF only the edges of its pages are looked at, of a
picture the upper part is recognised – also its red alone, the colour of stamps.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from cotmoc.core.errors import UnreadableError
from cotmoc.core.sentence import say
from cotmoc.reading.formats import sniff
from cotmoc.reading.formats.decode import decode
from cotmoc.reading.formats.limits import Limits
from cotmoc.reading.secrecy.marks import HEAD_LINES, Mark, is_lifted, mark_at_edge, mark_in_lines
from cotmoc.reading.secrecy.oldformats import old_lines

if TYPE_CHECKING:
    import pypdfium2 as pdfium
    from PIL.Image import Image

_EDGE_LINES = 4  # at the top and at the foot of a page
_HEAD_PAGES = 2  # pages of a scan that are recognised: the first of the paper and what may lie over it
_UPPER = 0.45  # of a page's height
_SPARSE = 11  # Tesseract's page segmentation for scattered words
_DPI = 200
_SECONDS = 30.0
_RED = (110, 45)  # red at least, and above green and blue by at least
_TURNS = (0, 6, -6)  # degrees: a stamp is hardly ever straight
_MARGIN = 40  # pixels of white around it
_FEW_RED = 300  # pixels: less is dirt


def mark_in_file(data: bytes, filename: str) -> Mark | None:
    """The mark that a file bears, or None; None too for most files that cannot be read, which their reader refuses.

    Those of the older programs for texts are looked at all the same: they are kept until somebody takes them away.
    """
    limits = Limits()
    try:
        limits.check_bytes(len(data))
        kind, _ = sniff.sniff(data, filename)
        if kind == sniff.TEXT:
            return mark_in_lines(decode(data)[0].splitlines())
        if kind == sniff.DOCX:
            return _in_word(data, limits)
        if kind == sniff.PDF:
            return _in_pdf(data)
        return _in_picture(data)
    except UnreadableError:
        return mark_at_edge(old_lines(data), say("ở đầu văn bản"))


def _in_word(data: bytes, limits: Limits) -> Mark | None:
    from cotmoc.reading.formats.word.package import heads_and_bodies

    heads, bodies = heads_and_bodies(data, limits)
    if is_lifted([*heads, *chain.from_iterable(body[:HEAD_LINES] for body in bodies[:1])]):
        return None
    found = mark_at_edge(heads, say("ở đầu hoặc chân trang"))
    return found or next(filter(None, map(mark_in_lines, bodies)), None)


def _in_pdf(data: bytes) -> Mark | None:
    from cotmoc.reading.formats.pdf.reader import opened

    with opened(data) as file:
        pages = [_text_lines(file, number) for number in range(len(file))]
        if is_lifted(list(chain.from_iterable(pages))[:HEAD_LINES]):
            return None
        for number, lines in enumerate(pages, start=1):
            edges = [*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]]
            if found := mark_at_edge(edges, say("ở đầu hoặc chân trang %(number)s", number=number)):
                return found
        if found := mark_in_lines(chain.from_iterable(pages)):
            return found
        # A page almost without text is a picture; a stamp on a page with text may be a picture too.
        return _first((_rendered(file, number) for number in range(min(_HEAD_PAGES, len(file)))), pages)


def _first(pictures: Iterator[Image], pages: list[list[str]]) -> Mark | None:
    for picture, lines in zip(pictures, pages, strict=False):
        if found := _in_image(picture, whole=len("".join(lines)) < 200):
            return found
    return None


def _text_lines(file: pdfium.PdfDocument, number: int) -> list[str]:
    page = file[number]
    try:
        text = page.get_textpage()
        try:
            return [line for line in text.get_text_bounded().splitlines() if line.strip()]
        finally:
            text.close()
    finally:
        page.close()


def _rendered(file: pdfium.PdfDocument, number: int) -> Image:
    page = file[number]
    try:
        scale = min(_DPI / 72, 3000 / max(page.get_size()))
        bitmap = page.render(scale=scale)
        try:
            picture: Image = bitmap.to_pil().copy()
            return picture
        finally:
            bitmap.close()
    finally:
        page.close()


def _in_picture(data: bytes) -> Mark | None:
    import warnings

    from PIL import Image as Images

    try:
        with warnings.catch_warnings(), Images.open(io.BytesIO(data)) as picture:
            warnings.simplefilter("ignore")
            return _in_image(picture.convert("RGB"), whole=True)
    except (OSError, ValueError, SyntaxError, EOFError, Images.DecompressionBombError, OverflowError):
        return None


def _in_image(picture: Image, *, whole: bool) -> Mark | None:
    """The mark in the upper part of a page's picture: in its red, and with `whole` in all its ink."""
    upper = picture.convert("RGB").crop((0, 0, picture.width, int(picture.height * _UPPER)))
    upper.thumbnail((3000, 3000))
    red = _red_of(upper)
    stamped = [word for turn in _TURNS for word in _words(_turned(red, turn))] if red is not None else []
    printed = _words(upper.convert("L")) if whole else []
    if is_lifted([*stamped, *printed]):
        return None
    return mark_at_edge(stamped, "dấu đóng trên trang", scanned=True) or mark_in_lines(printed, scanned=True)


def _red_of(picture: Image) -> Image | None:
    """The red of a picture as black on white; None where there is hardly any."""
    from PIL import ImageChops, ImageOps

    red, green, blue = picture.split()
    least, above = _RED
    over = ImageChops.subtract(red, ImageChops.lighter(green, blue)).point(
        [255 * (v > above) for v in range(256)]
    )
    strong = red.point([255 * (v > least) for v in range(256)])
    mask = ImageChops.darker(over, strong)
    if mask.histogram()[255] < _FEW_RED:
        return None
    return ImageOps.expand(ImageChops.invert(mask.crop(mask.getbbox())), _MARGIN, fill=255)


def _turned(stamp: Image, degrees: float) -> Image:
    from PIL import Image as Images

    return stamp.rotate(degrees, Images.Resampling.BICUBIC, expand=True, fillcolor=255) if degrees else stamp


def _words(picture: Image) -> list[str]:
    from cotmoc.reading.formats.scan.ocr import recognise

    found = recognise(picture, layout=_SPARSE, dpi=_DPI, seconds=_SECONDS)
    return ["".join(glyph.text for glyph in line).strip() for line in found.lines]
