"""Whatever the paragraphs are, structure keeps every word, every place, and never falls over."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.support.documents import document

from cotmoc.core.errors import UnreadableError
from cotmoc.core.text import normalise, words
from cotmoc.reading.assemble import read_plan
from cotmoc.reading.blocks import Document
from cotmoc.reading.structure import structure_of
from cotmoc.reading.structure.labels import label_of

LABELS = [
    "",
    "I. ",
    "II. ",
    "A- ",
    "1. ",
    "2. ",
    "1.1. ",
    "a) ",
    "b) ",
    "- ",
    "+ ",
    "(1) ",
    "Điều 1. ",
    "² ",
    "Phần thứ hai ",
]
STARTS = [
    "MỤC TIÊU",
    "NHIỆM VỤ",
    "Sở Y tế",
    "Xây dựng",
    "và đến",
    "Nơi nhận:",
    "TM. ỦY BAN",
    "PHỤ LỤC II",
    "KẾ HOẠCH",
    "Căn cứ",
]
ENDS = ["", ".", ";", ":", ",", " của", "./."]
MIDDLES = [" kế hoạch năm 2026", " hoàn thành trong quý II/2026", " báo cáo hằng quý", " đạt 80%", ""]
lines = st.builds("{}{}{}{}".format, *map(st.sampled_from, (LABELS, STARTS, MIDDLES, ENDS)))
noise = st.text(min_size=1, max_size=20).map(normalise).filter(str.strip)
rows = st.lists(
    st.lists(
        st.sampled_from(["TT", "Nhiệm vụ", "Chủ trì", "Thời gian", "1", "", "Sở Y tế", "nt"]),
        min_size=3,
        max_size=3,
    ),
    min_size=1,
    max_size=4,
)
documents = st.lists(lines | noise | rows, max_size=12).map(lambda blocks: document(*blocks))


def all_words(source: Document) -> list[str]:
    """The words of the paragraphs of a document, labels left out, in order."""
    found: list[str] = []
    for block in source.blocks:
        for line in getattr(block, "text", "").split("\n"):
            label = label_of(line.strip())
            found += words(line.strip()[label.length :] if label else line)
    return found


@given(documents)
def test_no_word_is_lost_or_made_up(source: Document) -> None:
    structure = structure_of(source)

    assert sorted(w for item in structure.items for w in words(item.text)) == sorted(all_words(source))
    assert len(structure.tables) == sum(hasattr(block, "rows") for block in source.blocks)


@given(documents)
def test_every_offset_has_the_place_its_words_came_from(source: Document) -> None:
    for item in structure_of(source).items:
        for start, place in item.starts:
            block = source.blocks[place.block]
            first = item.text[start:].split(" ")[0] if item.text else ""
            assert first in getattr(block, "text", "")
            assert item.place_at(start) == place


@given(documents)
def test_reading_a_plan_never_falls_over(source: Document) -> None:
    try:
        plan = read_plan(source)
    except UnreadableError:
        return
    for claim in (*plan.tasks, *plan.obligations):
        assert claim.place is not None
        assert 0 <= claim.confidence <= 1
        assert claim.quote


@given(documents)
def test_reading_twice_gives_the_same(source: Document) -> None:
    assert structure_of(source) == structure_of(source)
