"""Cells of narrow columns: what a line break inside them means."""

from __future__ import annotations

import pytest
import typst

from cotmoc.reading.blocks import Table
from cotmoc.reading.formats import read_document


def cell_of(text: str, width: str) -> str:
    """The second cell of the second row of a PDF table whose second column is `width` wide."""
    table = f'#table(columns: (40mm, {width}), [Tên], [Ô], [Chỉ tiêu], [#"{text}"])'
    document = read_document(typst.compile(table.encode()), "bang.pdf")
    return next(block for block in document.blocks if isinstance(block, Table)).rows[1][1].text


@pytest.mark.parametrize(("text", "width"), [("lít/người/ngày", "20mm"), ("m³/ngày đêm", "16mm")])
def test_after_a_slash_the_word_goes_on(text: str, width: str) -> None:
    assert cell_of(text, width) == text


def test_a_dash_inside_a_name_is_no_bullet() -> None:
    assert cell_of("Phòng Kế hoạch - Tài chính", "32mm") == "Phòng Kế hoạch - Tài chính"


def test_bullets_of_a_list_keep_their_lines() -> None:
    text = '- Sở Y tế;" #linebreak() #"- Sở Tài chính'
    assert cell_of(text, "40mm") == "- Sở Y tế;\n- Sở Tài chính"
