"""Pictures of pages → blocks: page by page, one Tesseract a core."""

from __future__ import annotations

import io
import os
import warnings as python_warnings
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image, ImageSequence

from cotmoc.core.errors import UnreadableError
from cotmoc.core.plan import Warning
from cotmoc.reading.blocks import Document
from cotmoc.reading.formats.assemble import document, place
from cotmoc.reading.formats.geometry import Glyph
from cotmoc.reading.formats.limits import Limits, Progress
from cotmoc.reading.formats.pages import Page, blocks_of
from cotmoc.reading.formats.rulings import Grid, find_grids
from cotmoc.reading.formats.scan.cells import Box, Stack, back, single, stacks
from cotmoc.reading.formats.scan.ocr import Recognised, recognise, require_tesseract
from cotmoc.reading.formats.scan.picture import DPI, prepared, with_bars, without_tables

_PAGE, _BLOCK, _LINE = 3, 6, 7  # Tesseract's layouts: a page with its columns; one block of lines; one line
_MOST_RETRIES = 40  # cells of a page that are read again alone
_ASKEW, _POOR, _GUESS = (
    70.0,
    75.0,
    55.0,
)  # confidence below which a page lies turned, is worth a warning; a cell is a guess
_MOST_PIXELS = 120_000_000
_DARK = 170  # of 255: print on a scan
_LARGEST_RENDER = 6000  # pixels of the longer side


@dataclass(frozen=True)
class Scanned:
    """A recognised page, how sure Tesseract is of it (0–100), and how many inked cells gave no word."""

    page: Page
    confidence: float
    unread: int = 0


def read_image(
    data: bytes, *, progress: Progress, limits: Limits, warnings: tuple[Warning, ...] = ()
) -> Document:
    """The blocks of a .png, .jpg or (many-paged) .tiff."""
    require_tesseract()
    try:
        with python_warnings.catch_warnings(), Image.open(io.BytesIO(data)) as picture:
            python_warnings.simplefilter("ignore")
            count = getattr(picture, "n_frames", 1)
            limits.check_pages(count)
            _check_size(picture)
            frames = (
                (number, frame.copy())
                for number, frame in enumerate(ImageSequence.Iterator(picture), start=1)
            )
            pages, said = _scan(frames, count, progress, limits)
    except UnreadableError:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError, OverflowError) as error:
        raise UnreadableError(
            "Tệp ảnh bị hỏng hoặc chưa tải lên đủ. Hãy quét lại hoặc sao chép lại tệp gốc rồi tải lại.",
            code="truncated",
        ) from error
    return _document(pages, said, count, warnings)


def scan_pages(
    file: pdfium.PdfDocument, numbers: list[int], *, progress: Progress, limits: Limits
) -> tuple[dict[int, Page], tuple[Warning, ...]]:
    """The pages of a PDF that are pictures, recognised."""
    require_tesseract()
    return _scan(((number, _rendered(file, number)) for number in numbers), len(numbers), progress, limits)


def no_words() -> UnreadableError:
    """Nothing could be recognised."""
    return UnreadableError(
        "Không nhận ra chữ nào trong ảnh. Hãy quét lại rõ hơn (300 dpi, thẳng, đủ sáng) rồi tải lại.",
        code="no-text",
    )


def _document(
    pages: dict[int, Page], said: tuple[Warning, ...], count: int, warnings: tuple[Warning, ...]
) -> Document:
    blocks = blocks_of([pages[number] for number in sorted(pages)])
    if not blocks:
        raise no_words()
    return document(blocks, "scan", pages=count, warnings=(*warnings, *said))


def _check_size(picture: Image.Image) -> None:
    if picture.width * picture.height > _MOST_PIXELS:
        raise UnreadableError(
            f"Ảnh có {picture.width} × {picture.height} điểm, quá lớn. Hãy quét lại ở 300 dpi rồi tải lại.",
            code="too-large",
        )


def _rendered(file: pdfium.PdfDocument, number: int) -> Image.Image:
    page = file[number - 1]
    try:
        scale = min(DPI / 72, _LARGEST_RENDER / max(page.get_size()))
        bitmap = page.render(scale=scale, grayscale=True)
        try:
            picture: Image.Image = bitmap.to_pil().copy()
            return picture
        finally:
            bitmap.close()
    finally:
        page.close()


def _scan(
    pictures: Iterable[tuple[int, Image.Image]], count: int, progress: Progress, limits: Limits
) -> tuple[dict[int, Page], tuple[Warning, ...]]:
    """All pictures, a few at a time; `progress` in the order of pages, and what it raises stops the rest."""
    pages: dict[int, Page] = {}
    said: list[Warning] = []
    progress(0, count, "Nhận dạng chữ trên ảnh")
    for number, scanned in _in_parallel(pictures, limits):
        pages[number] = scanned.page
        said.extend(_doubts(scanned))
        progress(len(pages), count, "Nhận dạng chữ trên ảnh")
    return pages, tuple(said)


def _doubts(scanned: Scanned) -> Iterator[Warning]:
    number = scanned.page.number
    if scanned.page.lines and scanned.confidence < _POOR:
        message = f"Trang {number} nhận dạng kém ({scanned.confidence:.0f}%). Hãy đối chiếu kỹ với bản gốc."
        yield Warning("poor-scan", message, place(page=number))
    if scanned.unread:
        message = (
            f"Trang {number} có {scanned.unread} ô bảng có nét chữ nhưng không đọc được. Hãy xem bản gốc."
        )
        yield Warning("unread-cell", message, place(page=number))


def _in_parallel(
    pictures: Iterable[tuple[int, Image.Image]], limits: Limits
) -> Iterator[tuple[int, Scanned]]:
    workers = max(1, os.cpu_count() or 1)
    waiting: list[tuple[int, Future[Scanned]]] = []
    pool = ThreadPoolExecutor(workers)
    try:
        for number, picture in pictures:
            waiting.append((number, pool.submit(_read, number, picture, limits)))
            if len(waiting) > workers:
                first, future = waiting.pop(0)
                yield first, future.result()
        for number, future in waiting:
            yield number, future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _read(number: int, picture: Image.Image, limits: Limits) -> Scanned:
    """One page; one that hardly reads is tried turned."""
    best = _upright(number, picture, limits)
    if best.confidence >= _ASKEW:
        return best
    for turn in (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180):
        tried = _upright(number, picture.transpose(turn), limits)
        if tried.confidence > best.confidence:
            best = tried
        if best.confidence >= _POOR:
            break
    return best


def _upright(number: int, picture: Image.Image, limits: Limits) -> Scanned:
    page = prepared(picture)
    grids = find_grids(page, dark=_DARK)
    seconds = limits.ocr_seconds_a_page
    read = [recognise(without_tables(page, grids), layout=_PAGE, dpi=DPI, seconds=seconds)]
    lines = [_barred(line, page) for line in read[0].lines]
    unread = 0
    for stack in stacks(page, grids):
        read.append(recognise(stack.picture, layout=_BLOCK, dpi=DPI, seconds=seconds))
        cells = [_barred(line, stack.picture) for line in read[-1].lines]
        missing = stack.unread(cells)
        alone = [found for box in missing[:_MOST_RETRIES] if (found := _single(stack, box, seconds))]
        unread += len(missing) - len(alone)
        lines = _woven(
            lines, [tuple(map(stack.at_home, line)) for line in stack.signed([*cells, *alone])], grids
        )
    made = Page(number, float(page.height), tuple(lines), tuple(grids))
    return Scanned(made, _confidence(read), unread)


def _single(stack: Stack, box: Box, seconds: float) -> tuple[Glyph, ...]:
    """The words of one cell read alone; nothing rather than a guess."""
    picture = single(stack.picture, box)
    found = recognise(picture, layout=_LINE, dpi=DPI, seconds=seconds)
    if found.confidence < _GUESS:
        return ()
    return tuple(back(glyph, box) for line in found.lines for glyph in _barred(line, picture))


def _barred(line: tuple[Glyph, ...], picture: Image.Image) -> tuple[Glyph, ...]:
    return tuple(with_bars(glyph, picture) for glyph in line)


def _woven(
    lines: list[tuple[Glyph, ...]], cells: list[tuple[Glyph, ...]], grids: Iterable[Grid]
) -> list[tuple[Glyph, ...]]:
    """The lines of the page with those of each table after the text above it."""
    for grid in grids:
        own = [line for line in cells if grid.cell_at(*line[0].centre) is not None]
        below = (i for i, line in enumerate(lines) if line[0].top > grid.ys[0])
        at = next(below, len(lines))
        lines = [*lines[:at], *own, *lines[at:]]
    return lines


def _confidence(read: Iterable[Recognised]) -> float:
    """The mean over all words."""
    words = [(found.confidence, sum(map(len, found.lines))) for found in read]
    total = sum(count for _, count in words)
    return sum(confidence * count for confidence, count in words) / total if total else 0.0
