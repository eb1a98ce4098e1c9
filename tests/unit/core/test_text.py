"""One normal form, one fold."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.core.text import fold, normalise, sentence_case, words


@pytest.mark.parametrize(
    ("typed", "folded"),
    [("Chuyển đổi số", "chuyen doi so"), ("ĐẶC KHU", "dac khu"), ("Số: 12/KH-UBND", "so: 12/kh-ubnd")],
)
def test_fold_lets_a_search_without_diacritics_find(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_normalise_gives_one_form_whatever_came() -> None:
    decomposed = unicodedata.normalize("NFD", "Mục tiêu")
    assert (
        normalise(f"\ufeff{decomposed}\u00a0cụ\u200b thể\r\nđến\u00ad 2030 ") == "Mục tiêu cụ thể\nđến 2030"
    )


def test_words_are_folded_and_without_punctuation() -> None:
    assert words("Sở KH&CN (Tỉnh)") == ["so", "kh", "cn", "tinh"]


@given(st.text())
def test_normalise_is_idempotent_and_composed(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text())
def test_fold_does_not_depend_on_composition(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text())
def test_sentence_case_changes_the_first_letter_only(text: str) -> None:
    assert sentence_case("đạt chuẩn") == "Đạt chuẩn"
    assert sentence_case(text).endswith(text[1:])
