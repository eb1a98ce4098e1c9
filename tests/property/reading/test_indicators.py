"""Metamorphic relations: change a figure, a year, a comparator or the order of columns, and exactly that changes."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.support.indicators import claims, read, sentence, table

from cotmoc.core.plan import IndicatorClaim
from cotmoc.reading.indicators.cells import read_cell
from cotmoc.reading.indicators.milestones import find_moments
from cotmoc.reading.indicators.numbers import to_number
from cotmoc.reading.indicators.quantities import find_quantities, without_noise
from cotmoc.reading.indicators.words import flat, lowered

whole = st.integers(1, 99_999)
share = st.integers(1, 100)
years = st.integers(2026, 2060)
COMPARATORS = {
    "đạt": "=", "đạt trên": ">", "đạt ít nhất": ">=", "tối thiểu": ">=", "không quá": "<=", "dưới": "<", "≥": ">=",
    "đạt tối đa": "<=",
}  # fmt: skip
SUBJECTS = (
    "Tỷ lệ hộ dân có nước sạch",
    "Tỷ lệ trẻ em đi mẫu giáo",
    "Quy mô kinh tế số",
    "Tỷ lệ che phủ rừng",
    "Độ che phủ cây xanh",
)
prose = st.text(
    st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạếềểễệđĐÁ 0123456789%.,;:()/-–≥≤<>\n²*"), max_size=120
)


def written(number: int) -> str:
    """A whole number with Vietnamese thousands marks."""
    return f"{number:,}".replace(",", ".")


@given(st.sampled_from(SUBJECTS), st.sampled_from(sorted(COMPARATORS)), share, years)
def test_a_sentence_says_what_it_was_made_of(subject: str, words: str, value: int, year: int) -> None:
    (claim,) = claims(sentence(f"Đến năm {year}, {subject} {words} {value}%."))
    (target,) = claim.targets
    assert (claim.name, target.milestone) == (subject, str(year))
    assert (target.op, target.value, target.unit) == (COMPARATORS[words], value, "%")


@given(share, share, years, years)
def test_changing_one_figure_changes_only_its_target(first: int, second: int, year: int, other: int) -> None:
    def plan(value: int, when: int) -> tuple[IndicatorClaim, ...]:
        return claims(
            sentence(f"Đến năm {when}, tỷ lệ có điện đạt {value}%; đến năm 2061, số xã đạt chuẩn là 12 xã.")
        )

    before, after = plan(first, year), plan(second, other)
    changed = replace(
        before[0].targets[0], value=float(second), milestone=str(other), quote=after[0].targets[0].quote
    )
    assert after[0].targets == (changed,)
    assert after[1:] == before[1:]


@given(st.lists(st.tuples(share, share, share), min_size=1, max_size=5), st.permutations(range(6)))
def test_the_order_of_columns_changes_nothing(rows: list[tuple[int, int, int]], order: list[int]) -> None:
    lines = [["STT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện 2025", "Năm 2026", "Năm 2030"]]
    lines += [
        [str(i + 1), f"Tỷ lệ hộ ở vùng {'abcde'[i]}", "%", str(now), str(soon), f"≥ {late}"]
        for i, (now, soon, late) in enumerate(rows)
    ]

    def plan(columns: list[int]) -> list[object]:
        source = "\n".join(" | ".join(line[c] for c in columns) for line in lines)
        return [
            (
                c.name,
                c.code,
                c.unit,
                sorted((t.milestone, t.op, t.value) for t in c.targets),
                [b.value for b in c.baselines],
            )
            for c in claims(table(source))
        ]

    assert plan(order) == plan(list(range(6)))


@given(st.permutations(range(4)))
def test_the_order_of_rows_is_the_order_of_claims(order: list[int]) -> None:
    names = ("Tỷ lệ có điện", "Số xã đạt chuẩn", "Chỉ số hài lòng", "Tỷ lệ che phủ rừng")
    lines = ["TT | Chỉ tiêu | Năm 2030", *(f"{i + 1} | {names[i]} | {10 + i}" for i in order)]
    assert [claim.name for claim in claims(table("\n".join(lines)))] == [names[i] for i in order]


@given(whole, st.integers(0, 99))
def test_numbers_read_as_they_are_written(number: int, cents: int) -> None:
    assert to_number(written(number)) == number
    assert to_number(f"{written(number)},{cents:02d}") == float(f"{number}.{cents:02d}")
    assert to_number(f"0{number % 10}") == number % 10


@given(whole, st.sampled_from(["", "≥ ", "> ", "≤ ", "< ", "= "]), st.sampled_from(["", "%"]))
def test_a_cell_keeps_its_parts(number: int, sign: str, percent: str) -> None:
    reading = read_cell(f"{sign}{written(number)}{percent}")
    assert reading is not None
    op = {"≥": ">=", "≤": "<="}.get(sign.strip(), sign.strip() or "=")
    assert (reading.op, reading.value) == (op, number)
    assert reading.unit == (percent or None)


@given(prose)
def test_any_text_is_read_without_a_fault(text: str) -> None:
    plain = flat(text)
    assert len(plain) == len(lowered(text)) == len(text)
    assert len(without_noise(plain)) == len(text)
    for quantity in find_quantities(plain):
        assert 0 <= quantity.start <= quantity.number_start < quantity.number_end <= quantity.end <= len(text)
    for moment in find_moments(plain):
        assert 0 <= moment.start < moment.end <= len(text)
    for claim in claims(sentence(text)):
        assert claim.name
        for target in claim.targets:
            assert target.quote in text
            assert 0 < target.confidence <= 1


@given(
    st.lists(st.lists(prose.map(lambda text: text.replace("\n", " ")), min_size=3, max_size=3), max_size=4)
)
def test_any_table_is_read_without_a_fault(cells: list[list[str]]) -> None:
    lines = [" | ".join(part.replace("|", "") for part in row) for row in cells]
    found, _ = read(table("\n".join(["TT | Chỉ tiêu | Năm 2030", *lines])))
    assert all(claim.name for claim in found)
