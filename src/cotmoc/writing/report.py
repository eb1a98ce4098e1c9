"""One door to the official report in every format it comes in."""

from __future__ import annotations

from pathlib import Path

from cotmoc.core.errors import InvalidValueError
from cotmoc.writing.docx_report import docx_bytes
from cotmoc.writing.pdf_report import pdf_bytes
from cotmoc.writing.snapshot import ReportSnapshot
from cotmoc.writing.xlsx_report import xlsx_bytes

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FORMATS = tuple(MEDIA_TYPES)


def write_report(snapshot: ReportSnapshot, format: str, *, fonts: Path) -> bytes:
    """`snapshot` as a file of `format` (docx · pdf · xlsx); the same snapshot gives the same bytes.

    `fonts` is the folder with the faces that the PDF embeds. Raises InvalidValueError for another format.
    """
    if format == "pdf":
        return pdf_bytes(snapshot, fonts=fonts)
    if format == "docx":
        return docx_bytes(snapshot)
    if format == "xlsx":
        return xlsx_bytes(snapshot)
    raise InvalidValueError(
        f"Không có định dạng '{format}'; chọn một trong: {', '.join(FORMATS)}.", code="report-format"
    )
