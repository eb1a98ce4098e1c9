"""One door to the official report in every format it comes in."""

from __future__ import annotations

from pathlib import Path

from cotmoc.core.errors import InvalidValueError
from cotmoc.writing.snapshot import ReportSnapshot

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
    # Each format brings its own library; a process that never writes it does not load it.
    if format == "pdf":
        from cotmoc.writing.pdf_report import pdf_bytes

        return pdf_bytes(snapshot, fonts=fonts)
    if format == "docx":
        from cotmoc.writing.docx_report import docx_bytes

        return docx_bytes(snapshot)
    if format == "xlsx":
        from cotmoc.writing.xlsx_report import xlsx_bytes

        return xlsx_bytes(snapshot)
    raise InvalidValueError(
        f"Không có định dạng '{format}'; chọn một trong: {', '.join(FORMATS)}.", code="report-format"
    )
