"""Any words of a document are found where they stand, however the document breaks them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cotmoc.store.highlights import QuoteFinder, segments

words = st.lists(
    st.sampled_from(["đổi", "mới", "sáng", "tạo", "số", "liệu", "90%", "Sở", "Y", "tế,", "đạt;", "xã"]),
    min_size=1,
    max_size=30,
)


@given(words, st.data())
def test_any_run_of_words_is_found_where_it_stands(text: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = " ".join(text[start:end])
    finder = QuoteFinder([{"text": "\n".join(text)}])
    (span,) = finder.find(quote, {"block": 0})
    assert "".join(finder.texts[span.unit][span.start : span.end].split()) == "".join(quote.split())


@given(words, st.integers(1, 29))
def test_a_whole_text_is_found_after_a_break_anywhere(text: list[str], cut: int) -> None:
    pieces = [" ".join(piece) for piece in (text[:cut], text[cut:]) if piece]
    finder = QuoteFinder([{"text": piece} for piece in pieces])
    spans = finder.find(" ".join(text), {"block": 0})
    assert "".join(finder.texts[s.unit][s.start : s.end] for s in spans) == "".join(pieces)


@given(st.text(), st.text(), st.integers(0, 9))
def test_no_text_breaks_it(text: str, quote: str, block: int) -> None:
    for span in QuoteFinder([{"text": text}]).find(quote, {"block": block}):
        assert 0 <= span.start <= span.end <= len(text)


@given(st.text(max_size=40), st.data())
def test_segments_are_the_text_and_cover_every_mark(text: str, data: st.DataObject) -> None:
    edges = st.integers(0, len(text))
    pairs = data.draw(st.lists(st.tuples(edges, edges), max_size=6))
    marks = [(min(pair), max(pair), key) for key, pair in enumerate(pairs)]
    cut = segments(text, marks)
    assert "".join(one.text for one in cut) == text
    for start, end, key in marks:
        assert "".join(one.text for one in cut if key in one.claims) == text[start:end]
        assert sum(key in one.begins for one in cut) == (1 if start < end else 0)
