from __future__ import annotations

import pytest
from tests.support.reports import FONTS, indicator_rows, report, task_rows

from cotmoc.core.errors import InvalidValueError
from cotmoc.writing.report import FORMATS, MEDIA_TYPES, write_report
from cotmoc.writing.snapshot import ReportSnapshot

SMALL = report(indicators=indicator_rows(3), tasks=task_rows(3))


@pytest.mark.parametrize(("format", "start"), [("docx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF-")])
def test_a_frozen_report_rebuilds_to_the_same_bytes(format: str, start: bytes) -> None:
    first = write_report(SMALL, format, fonts=FONTS)
    again = write_report(ReportSnapshot.from_json(SMALL.to_json()), format, fonts=FONTS)
    assert first == again
    assert first.startswith(start)
    assert format in MEDIA_TYPES


def test_another_format_is_refused_with_the_choice() -> None:
    with pytest.raises(InvalidValueError, match="docx, pdf, xlsx"):
        write_report(SMALL, "odt", fonts=FONTS)
    assert FORMATS == ("docx", "pdf", "xlsx")
