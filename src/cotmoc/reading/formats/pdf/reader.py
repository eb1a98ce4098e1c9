"""A .pdf → blocks. Pages that are pictures go to the reader of scans."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from cotmoc.core.errors import UnreadableError
from cotmoc.core.plan import Warning
from cotmoc.reading.blocks import Document
from cotmoc.reading.formats.assemble import document
from cotmoc.reading.formats.geometry import Glyph
from cotmoc.reading.formats.limits import Limits, Progress
from cotmoc.reading.formats.pages import Page, blocks_of
from cotmoc.reading.formats.pdf.chars import visual_lines
from cotmoc.reading.formats.rulings import Grid, find_grids

_GRID_DPI = 110
_FEW_LETTERS = 400  # a page picture with less text than this bears only stamps or a signature's words
_COVERS = 0.4  # of the page: what a scanned picture covers at least
_BROKEN = 0.1  # share of letters without a Unicode value that makes a text worthless
_LARGEST_SIDE = 6000  # points; beyond it a page is a poster that no picture of it would fit into memory


def read_pdf(
    data: bytes, *, progress: Progress, limits: Limits, warnings: tuple[Warning, ...] = ()
) -> Document:
    """The blocks of a PDF; `page` of each place is 1-based."""
    with opened(data) as file:
        count = len(file)
        if not count:
            raise UnreadableError(
                "Tệp PDF không có trang nào. Hãy kiểm tra lại tệp rồi tải lại.", code="empty"
            )
        limits.check_pages(count)
        pages: dict[int, Page] = {}
        pictures: list[int] = []
        for number in range(1, count + 1):
            read = _text_page(file, number)
            if read is None:
                pictures.append(number)
            else:
                pages[number] = read
            progress(number, count, "Đọc trang PDF")
        if pictures:
            from cotmoc.reading.formats.scan.reader import no_words, scan_pages

            scanned, said = scan_pages(file, pictures, progress=progress, limits=limits)
            pages, warnings = pages | scanned, (*warnings, *said)
    blocks = blocks_of([pages[number] for number in sorted(pages)])
    if pictures and not blocks:
        raise no_words()
    source = "scan" if len(pictures) * 2 > count else "pdf"
    return document(blocks, source, pages=count, warnings=warnings)


@contextmanager
def opened(data: bytes) -> Iterator[pdfium.PdfDocument]:
    """The PDF, closed at the end; a password or damage is said."""
    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if pdfium_c.FPDF_GetLastError() == pdfium_c.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise UnreadableError(
                "Tệp PDF có mật khẩu. Hãy mở tệp, in hoặc lưu lại thành PDF không mật khẩu rồi tải lại.",
                code="encrypted",
            ) from error
        raise _broken() from error
    try:
        yield file
    except pdfium.PdfiumError as error:
        raise _broken() from error
    finally:
        file.close()


def _broken() -> UnreadableError:
    return UnreadableError(
        "Tệp PDF bị hỏng hoặc chưa tải lên đủ. Hãy sao chép lại tệp gốc rồi tải lại.", code="truncated"
    )


def _text_page(file: pdfium.PdfDocument, number: int) -> Page | None:
    """A page from its text, or None when it is a picture whose words must be recognised."""
    page = file[number - 1]
    try:
        width, height = page.get_size()
        if max(width, height) > _LARGEST_SIDE:
            raise UnreadableError(
                f"Trang {number} có khổ giấy quá lớn. Hãy in lại thành PDF khổ A4 hoặc A3 rồi tải lại.",
                code="page-too-large",
            )
        lines = visual_lines(page)
        items = list(page.get_objects(max_depth=3))
        if _is_picture(lines, items, width * height):
            return None
        kinds = {item.type for item in items}
        drawn = kinds & {pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_FORM, pdfium_c.FPDF_PAGEOBJ_IMAGE}
        grids = _grids(page) if drawn and lines else ()
        return Page(number, height, tuple(lines), grids)
    finally:
        page.close()


def _is_picture(lines: list[tuple[Glyph, ...]], items: list[pdfium.PdfObject], area: float) -> bool:
    """Whether the words of a page are in a picture, or its letters have no Unicode values."""
    letters = [glyph.text for line in lines for glyph in line if glyph.text.strip()]
    broken = sum(1 for letter in letters if letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff")
    if len(letters) >= 20 and broken > _BROKEN * len(letters):
        return True
    if len(letters) >= _FEW_LETTERS:
        return False
    return any(item.type == pdfium_c.FPDF_PAGEOBJ_IMAGE and _area(item) > _COVERS * area for item in items)


def _area(item: pdfium.PdfObject) -> float:
    left, bottom, right, top = item.get_bounds()
    return float((right - left) * (top - bottom))


def _grids(page: pdfium.PdfPage) -> tuple[Grid, ...]:
    """The ruled tables of a page, in points."""
    bitmap = page.render(scale=_GRID_DPI / 72, grayscale=True, may_draw_forms=False)
    try:
        found = find_grids(bitmap.to_pil(), dark=200)
    finally:
        bitmap.close()
    scale = 72 / _GRID_DPI
    return tuple(
        Grid(tuple(x * scale for x in grid.xs), tuple(y * scale for y in grid.ys), grid.region)
        for grid in found
    )
