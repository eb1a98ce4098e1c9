"""The same directive as text, Word and PDF gives the same words and tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support import files, papers

from cotmoc.core.text import words
from cotmoc.reading.blocks import Document
from cotmoc.reading.formats import read_document

DIRECTIVES = Path(__file__).resolve().parents[2].parent / "shared" / "directives"
GOLDEN = Path(__file__).resolve().parents[1] / "golden"


def prose(document: Document) -> list[str]:
    return [word for text in files.paragraphs(document) for word in words(text)]


def cells(document: Document) -> list[list[list[list[str]]]]:
    return [[[words(cell) for cell in row] for row in table] for table in files.tables(document)]


@pytest.mark.parametrize("name", ["ha-tinh.docx", "ha-tinh.pdf", "kim-dong.docx"])
def test_real_directives(name):
    other, text = DIRECTIVES / name, (DIRECTIVES / name).with_suffix(".txt")
    if not other.exists():
        pytest.skip(f"the shared directives are not there: {other}")
    one, two = (read_document(path.read_bytes(), path.name) for path in (text, other))
    assert prose(one) == prose(two)
    assert cells(one) == cells(two)


@pytest.mark.parametrize(
    "case", ["ke-hoach-tinh-phu-luc", "ke-hoach-xa", "cong-van-giao-viec", "quyet-dinh-bo"]
)
def test_word_and_pdf_of_a_golden_text(case):
    """The words of all, and the tables; only head and foot blocks, side by side on paper, may come in another order."""
    source = next((GOLDEN / case).glob("source.*")).read_text()
    text = read_document(source.encode(), "a.txt")
    word, paper = (
        read_document(papers.to_docx(source), "a.docx"),
        read_document(papers.to_pdf(source), "a.pdf"),
    )
    assert sorted(prose(word)) == sorted(prose(paper))
    assert cells(word) == cells(paper)
    assert sorted(prose(text)) == sorted(prose(word))
    assert [len(table) for table in files.tables(text)] == [len(table) for table in files.tables(word)]
