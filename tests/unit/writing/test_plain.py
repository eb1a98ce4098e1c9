from __future__ import annotations

import pytest

from cotmoc.writing.plain import paragraphs, printable, web_address


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\x00b\x1fc", "abc"),
        ("a\ud800b", "a�b"),
        ("a\ufffeb\uffff", "a�b�"),
        ("Tiê\u0301n", "Tiến"),
        ("một\u00a0 hai\r\nba", "một hai\nba"),
    ],
)
def test_every_format_can_hold_it(text: str, clean: str) -> None:
    assert printable(text) == clean


def test_a_paragraph_a_line() -> None:
    assert paragraphs("Một.\n\n  Hai. \n") == ("Một.", "Hai.")
    assert paragraphs(" \n ") == ()


def test_addresses() -> None:
    assert web_address("https://cotmoc.example/chi-tieu/1?ky=2026-H1#nguon") != ""
    assert web_address("cotmoc.example") == ""
