"""One door: what the bytes are decides who reads them."""

from __future__ import annotations

from pathlib import PurePath

from cotmoc.core.errors import UnreadableError
from cotmoc.reading.blocks import Document
from cotmoc.reading.formats.limits import Limits, Progress, silent
from cotmoc.reading.formats.text import read_text


def read_document(
    data: bytes, filename: str, *, progress: Progress | None = None, limits: Limits | None = None
) -> Document:
    """Read the bytes of a file. `progress(done, total, what)` is called page by page and may raise to stop.

    Raises `UnreadableError` with a Vietnamese sentence and a stable `code`.
    """
    limits = limits or Limits()
    limits.check_bytes(len(data))
    if not data.strip():
        raise UnreadableError("Tệp rỗng (0 trang). Hãy kiểm tra lại tệp rồi tải lại.", code="empty")
    markdown = PurePath(filename).suffix.lower() in (".md", ".markdown")
    return read_text(data.decode("utf-8-sig"), markdown=markdown, progress=progress or silent, limits=limits)
