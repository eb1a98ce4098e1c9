"""What changed, word by word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cotmoc.core.worddiff import word_diff


def test_one_changed_figure_stands_out() -> None:
    assert word_diff("2030: ≥ 90% hộ dân", "2030: ≥ 92% hộ dân") == (
        ("same", "2030: ≥"), ("gone", "90%"), ("new", "92%"), ("same", "hộ dân"),
    )  # fmt: skip


def test_only_added_or_only_taken_away() -> None:
    assert word_diff("a b", "a x b") == (("same", "a"), ("new", "x"), ("same", "b"))
    assert word_diff("a x b", "a b") == (("same", "a"), ("gone", "x"), ("same", "b"))
    assert word_diff("", "") == ()


texts = st.lists(st.sampled_from(["Sở", "Y", "tế", "90%", "hộ"]), max_size=12).map(" ".join)


@given(texts, texts)
def test_both_texts_can_be_read_from_it(was: str, now: str) -> None:
    changes = word_diff(was, now)
    assert " ".join(words for kind, words in changes if kind != "new") == was
    assert " ".join(words for kind, words in changes if kind != "gone") == now
