"""The Word and Excel files as LibreOffice opens them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pdfplumber
import pytest
from tests.conftest import need
from tests.support.reports import FONTS, party_report, report

from cotmoc.writing.report import write_report

# What a computer with Times New Roman has: here the face of the same widths stands in for it.
FONTS_CONF = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{cache}</cachedir>
<match target="pattern"><test name="family"><string>Times New Roman</string></test>
<edit name="family" mode="assign" binding="strong"><string>Tinos</string></edit></match></fontconfig>
"""

pytestmark = pytest.mark.office


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with state.pdf, party.pdf and book.pdf: our files, opened and printed by LibreOffice."""
    office = shutil.which("soffice")
    need(office is not None, "LibreOffice", "apt-get install libreoffice-writer libreoffice-calc")
    folder = tmp_path_factory.mktemp("office")
    files = {
        "state.docx": write_report(report(), "docx", fonts=FONTS),
        "party.docx": write_report(party_report(), "docx", fonts=FONTS),
        "book.xlsx": write_report(report(), "xlsx", fonts=FONTS),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / "fonts.conf").write_text(FONTS_CONF.format(folder=FONTS, cache=folder / "cache"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(office), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    command += [str(folder / name) for name in files]
    environment = {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}
    subprocess.run(command, check=True, timeout=180, capture_output=True, env=environment)
    return folder


def test_word_file_of_the_state(converted: Path) -> None:
    with pdfplumber.open(converted / "state.pdf") as pdf:
        pages = [page.extract_text() for page in pdf.pages]
        lying = [page.width > page.height for page in pdf.pages]
    upright = lying.index(True)
    first_lines = [text.split("\n")[0] for text in pages]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in pages[0]
    assert first_lines[1:upright] == [str(number) for number in range(2, upright + 1)]
    assert first_lines[upright] == "Phụ lục I"
    assert "TT Chỉ tiêu" in pages[1].replace("\n", " ")  # the table's head, again
    assert "861,4" in "".join(pages)
    assert all(lying[upright:])


def test_word_file_of_the_party(converted: Path) -> None:
    with pdfplumber.open(converted / "party.pdf") as pdf:
        text = pdf.pages[0].extract_text()
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
    assert "Số 05-BC/TU" in text


def test_workbook(converted: Path) -> None:
    with pdfplumber.open(converted / "book.pdf") as pdf:
        assert all(page.width > page.height for page in pdf.pages)
        assert "Chỉ tiêu" in pdf.pages[0].extract_text()
        assert len(pdf.pages) <= 5
