"""What a reader accepts, and how it says that it goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cotmoc.core.errors import UnreadableError

Progress = Callable[[int, int, str], None]
"""`progress(done, total, what)`; whatever it raises stops the reading."""


@dataclass(frozen=True)
class Limits:
    """Ceilings that keep one file from taking the machine. Sizes in bytes."""

    max_bytes: int = 50 * 1024 * 1024
    max_pages: int = 500
    max_unpacked: int = 200 * 1024 * 1024
    max_ratio: int = 200  # of one entry over 1 MB: text packs 10–20 times, a bomb a thousand times
    max_entries: int = 5_000
    characters_a_page: int = 4_000  # a full A4 page of 14 pt type holds fewer
    ocr_seconds_a_page: float = 120.0

    def check_bytes(self, size: int) -> None:
        """Refuse a file that is too large."""
        if size > self.max_bytes:
            raise UnreadableError(
                f"Tệp nặng {size / 1024 / 1024:.0f} MB, quá mức {self.max_bytes // (1024 * 1024)} MB. "
                "Hãy giảm độ phân giải ảnh trong tệp hoặc tách tệp rồi tải lại.",
                code="too-large",
            )

    def check_pages(self, pages: int) -> None:
        """Refuse a document with too many pages."""
        if pages > self.max_pages:
            raise UnreadableError(
                f"Tệp có khoảng {pages} trang, quá mức {self.max_pages} trang. "
                "Hãy tách phần chương trình, kế hoạch và phụ lục thành tệp riêng rồi tải lại.",
                code="too-many-pages",
            )

    def check_characters(self, count: int) -> None:
        """Refuse a text that would fill too many pages."""
        self.check_pages(count // self.characters_a_page)


def silent(done: int, total: int, what: str) -> None:
    """The progress of who does not ask."""
