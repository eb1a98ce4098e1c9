"""One door: what the bytes are decides who reads them."""

from __future__ import annotations

from pathlib import PurePath

from cotmoc.core.errors import UnreadableError
from cotmoc.reading.blocks import Document
from cotmoc.reading.formats import sniff
from cotmoc.reading.formats.decode import decode
from cotmoc.reading.formats.limits import Limits, Progress, silent
from cotmoc.reading.formats.text import read_text


def read_document(
    data: bytes, filename: str, *, progress: Progress | None = None, limits: Limits | None = None
) -> Document:
    """Read the bytes of a file. `progress(done, total, what)` is called page by page and may raise to stop.

    Raises `UnreadableError` with a Vietnamese sentence and a stable `code`.
    """
    limits, progress = limits or Limits(), progress or silent
    limits.check_bytes(len(data))
    if not data.strip(b" \t\r\n\x00"):
        raise UnreadableError("Tệp rỗng, không có nội dung. Hãy kiểm tra lại tệp rồi tải lại.", code="empty")
    kind, warnings = sniff.sniff(data, filename)
    if kind == sniff.TEXT:
        text, said = decode(data)
        markdown = PurePath(filename).suffix.lower() in (".md", ".markdown")
        return read_text(
            text, markdown=markdown, progress=progress, limits=limits, warnings=(*warnings, *said)
        )
    # The readers of the other formats bring heavy libraries: imported when needed.
    if kind == sniff.DOCX:
        from cotmoc.reading.formats.word.reader import read_docx

        return read_docx(data, progress=progress, limits=limits, warnings=warnings)
    if kind == sniff.PDF:
        from cotmoc.reading.formats.pdf.reader import read_pdf

        return read_pdf(data, progress=progress, limits=limits, warnings=warnings)
    from cotmoc.reading.formats.scan.reader import read_image

    return read_image(data, progress=progress, limits=limits, warnings=warnings)
