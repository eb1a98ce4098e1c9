"""Which texts were broken at a margin, and which of their lines."""

from __future__ import annotations

import itertools
from textwrap import wrap

from hypothesis import given
from hypothesis import strategies as st

from cotmoc.core.plan import Place
from cotmoc.reading.blocks import Paragraph
from cotmoc.reading.structure.wrapping import broken_at_margin, page_width

LONG = (
    "Ủy ban nhân dân các xã rà soát, lập danh sách và đề xuất phương án xử lý từng công trình hư hỏng, "
    "báo cáo cơ quan chuyên môn trước khi trình cấp có thẩm quyền phê duyệt theo quy định hiện hành. "
)


def paragraphs(lines: list[str], page: int | None = None) -> list[Paragraph]:
    return [Paragraph(line, Place(i, line=i + 1, page=page)) for i, line in enumerate(lines)]


def test_lines_cut_at_one_width_have_a_page_width() -> None:
    lines = wrap(LONG * 6, 80)
    assert page_width(paragraphs(lines)) in range(70, 81)


def test_whole_paragraphs_short_lists_and_pages_have_none() -> None:
    assert page_width(paragraphs([LONG] * 20)) is None
    assert page_width(paragraphs(["- Một việc ngắn;", "- Việc khác."] * 3)) is None
    assert page_width(paragraphs(wrap(LONG * 6, 80), page=1)) is None
    assert page_width([]) is None


def test_a_line_with_room_for_the_next_word_ended_by_itself() -> None:
    assert broken_at_margin("a" * 76, "nghiêm túc", 80)
    assert not broken_at_margin("a" * 60, "nghiêm túc", 80)
    assert not broken_at_margin("a" * 79, "nghiêm túc", None)


@given(st.lists(st.sampled_from(LONG.split()), min_size=120, max_size=300), st.integers(50, 120))
def test_every_line_but_the_last_of_a_wrapped_paragraph_is_broken(words: list[str], width: int) -> None:
    lines = wrap(" ".join(words), width)
    found = page_width(paragraphs(lines))
    assert found is None or all(
        broken_at_margin(line, following, found) for line, following in itertools.pairwise(lines)
    )
