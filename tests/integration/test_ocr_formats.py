"""Scans and pictures with the real Tesseract."""

from __future__ import annotations

import difflib
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image
from tests.conftest import need
from tests.support import files

from cotmoc.core.text import words
from cotmoc.reading.blocks import Document
from cotmoc.reading.formats import read_document

DIRECTIVES = Path(__file__).resolve().parents[2].parent / "shared" / "directives"
TEXT = """
#align(center)[KẾ HOẠCH]
#set par(justify: true)
Thực hiện Nghị quyết của Tỉnh ủy về phát triển hạ tầng số, Ủy ban nhân dân xã xây dựng kế hoạch với các nội dung sau:

- Đến năm 2030, tỷ lệ hộ gia đình được phủ mạng cáp quang đạt trên 95%; số nhà văn hóa có máy tính đạt 12 nhà.
"""
TABLE = """
#table(columns: (12mm, 70mm, 30mm, 30mm), inset: 7pt,
  [TT], [Chỉ tiêu], [Năm 2026], [Năm 2030],
  [1], [Tỷ lệ hồ sơ được số hóa], [≥ 70%], [100%],
  [2], [Tỷ lệ người dân dùng dịch vụ trực tuyến], [> 50%], [≥ 80%])
"""

pytestmark = pytest.mark.ocr


@pytest.fixture(autouse=True, scope="module")
def _tesseract():
    program = shutil.which("tesseract")
    listed = (
        ""
        if program is None
        else subprocess.run([program, "--list-langs"], capture_output=True, text=True).stdout
    )
    need("vie" in listed.split(), "Tesseract with Vietnamese", "apt install tesseract-ocr tesseract-ocr-vie")


def said(document: Document) -> list[str]:
    texts = [
        *files.paragraphs(document),
        *(cell for table in files.tables(document) for row in table for cell in row),
    ]
    return [word for text in texts for word in words(text)]


def likeness(one: Document, other: Document) -> float:
    return difflib.SequenceMatcher(None, said(one), said(other), autojunk=False).ratio()


def test_a_scan_gives_the_words_and_the_table_of_the_text():
    data = files.pdf(TEXT + TABLE)
    scanned = read_document(files.scan(data), "a.pdf")
    assert scanned.source == "scan"
    assert likeness(scanned, read_document(data, "a.pdf")) > 0.97
    assert [
        [[cell.replace("≥ ", "≥").replace("> ", ">") for cell in row] for row in t]
        for t in files.tables(scanned)
    ] == [
        [
            ["TT", "Chỉ tiêu", "Năm 2026", "Năm 2030"],
            ["1", "Tỷ lệ hồ sơ được số hóa", "≥70%", "100%"],
            ["2", "Tỷ lệ người dân dùng dịch vụ trực tuyến", ">50%", "≥80%"],
        ]
    ]


@pytest.mark.parametrize("turn", [2.0, 90])
def test_a_picture_that_lies_askew(turn):
    data = files.pdf(TEXT * 2)
    page = files.picture(data, dpi=300).rotate(
        turn, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC
    )
    assert likeness(read_document(files.png(page), "a.png"), read_document(data, "a.pdf")) > 0.95


def test_a_real_scan_gives_the_words_of_its_text():
    scan, text = DIRECTIVES / "kim-dong.scan.pdf", DIRECTIVES / "kim-dong.txt"
    if not scan.exists():
        pytest.skip(f"the shared directives are not there: {scan}")
    steps: list[int] = []
    read = read_document(scan.read_bytes(), scan.name, progress=lambda done, total, what: steps.append(done))
    assert likeness(read, read_document(text.read_bytes(), text.name)) > 0.99
    assert read.pages == 6
    assert steps[-1] == 6
