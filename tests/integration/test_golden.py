"""The reader's examination: invented directives, real ones when they are there, other formats, small changes.

Every bar is one of the product's; a reading is corrected only where it breaks its own definitions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from tests.conftest import need
from tests.support import changes, golden, papers
from tests.support.golden import (
    CASES,
    Fact,
    Plan,
    facts,
    plain,
    plan_of,
    read_bytes,
    read_changed,
    source_text,
)
from tests.support.scoring import Record, flat_targets, load_reading, nearness, same_figure, score

XA, TINH, PHO = "ke-hoach-xa", "ke-hoach-tinh-phu-luc", "ke-hoach-thanh-pho-bang-la"
BO, NFD, MOI_TRUONG = "quyet-dinh-bo", "ke-hoach-bo-nfd", "ke-hoach-moi-truong"
TINH_UY, CONG_VAN = "chuong-trinh-tinh-uy", "cong-van-giao-viec"
Y_TE, SO, DONG = "ke-hoach-y-te-markdown", "ke-hoach-so-nhieu-bang", "ke-hoach-dong-thuoc-tinh"
CONG_NGHIEP, PHUONG = "ke-hoach-hai-cot-dau-trang", "quyet-dinh-phuong-giao-chi-tieu"
FIGURES_A_CASE = 5
TESSERACT = ("Tesseract", "apt-get install tesseract-ocr tesseract-ocr-vie")


# The bars ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES)
def test_a_golden_directive_clears_every_bar(case: str) -> None:
    faults = golden.shortfalls(golden.scores_of(case))
    assert not faults, "\n".join(faults)


def shared_directives(ending: str = "") -> list[Any]:
    found = sorted((golden.SHARED / "directives").glob(f"*{ending or '.*'}"))
    if not found:
        reason = "../shared/directives is not there: the real directives are not part of the repository"
        return [pytest.param(None, marks=pytest.mark.skip(reason=reason), id="shared")]
    scan = [pytest.mark.ocr]
    return [pytest.param(path, id=path.name, marks=scan if ".scan." in path.name else ()) for path in found]


@pytest.mark.parametrize("path", shared_directives())
def test_a_real_directive_clears_every_bar_in_every_format(path: Path) -> None:
    scanned = ".scan." in path.name
    if scanned:
        need(which("tesseract") is not None, *TESSERACT)
    reading = load_reading(golden.SHARED / "gold" / path.name.split(".")[0])
    scores = score(read_bytes(path.read_bytes(), path.name), reading)
    faults = golden.shortfalls(scores, golden.SCAN if scanned else golden.Bars())
    assert not faults, "\n".join(faults)


# Other formats ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["docx", "pdf"])
@pytest.mark.parametrize("case", CASES)
def test_the_same_paper_in_another_format_gives_the_same_plan(case: str, form: str) -> None:
    data = (papers.to_docx if form == "docx" else papers.to_pdf)(source_text(case))
    other = read_bytes(data, f"{case}.{form}")
    assert difference(plan_of(case), other) == ([], [])
    assert other["directive"] == plan_of(case)["directive"]


@pytest.mark.ocr
@pytest.mark.parametrize("case", [TINH, TINH_UY])
def test_a_scan_of_the_paper_clears_the_bar_of_scans(case: str) -> None:
    need(which("tesseract") is not None, *TESSERACT)
    plan = read_bytes(papers.to_scan(source_text(case)), f"{case}.pdf")
    faults = golden.shortfalls(score(plan, load_reading(golden.GOLDEN / case)), golden.SCAN)
    assert not faults, "\n".join(faults)


DIRT = [changes.decomposed, changes.windows, changes.wide, changes.wrapped, changes.spaced]


@pytest.mark.parametrize("dirt", DIRT, ids=lambda dirt: dirt.__name__)
@pytest.mark.parametrize("case", CASES)
def test_how_a_text_is_stored_changes_nothing(case: str, dirt: Callable[[str], bytes]) -> None:
    other = read_bytes(dirt(source_text(case)), golden.source_of(case).name)
    assert difference(plan_of(case), other) == ([], [])
    assert other["directive"] == plan_of(case)["directive"]


@pytest.mark.parametrize("dirt", DIRT, ids=lambda dirt: dirt.__name__)
@pytest.mark.parametrize("path", shared_directives(".txt"))
def test_how_a_real_text_is_stored_changes_nothing(path: Path, dirt: Callable[[str], bytes]) -> None:
    plain = read_bytes(path.read_bytes(), path.name)
    assert difference(plain, read_bytes(dirt(path.read_text(encoding="utf-8")), path.name)) == ([], [])


# One change in, one change out ------------------------------------------------------------------------------


def difference(before: Plan, after: Plan) -> tuple[list[Fact], list[Fact]]:
    """The facts that went and the facts that came."""
    old, new = facts(before), facts(after)
    return sorted((old - new).elements(), key=repr), sorted((new - old).elements(), key=repr)


def changeable_figures() -> list[Any]:
    """Figures of the readings whose number stands alone in its quote and once on its line, a few of each case."""
    chosen = []
    for case in CASES:
        usable = [
            record for record in load_reading(golden.GOLDEN / case).targets if changed_line(case, record)
        ]
        step = max(1, len(usable) // FIGURES_A_CASE)
        chosen += [pytest.param(case, r, id=f"{case}-{r['line']}-{r['year']}") for r in usable[::step]]
    return chosen


def changed_line(case: str, record: Record) -> str | None:
    """The source with the record's number changed, or None when it cannot be told from another number."""
    number = (
        changes.only_number(record["quote"])
        if record["op"] not in ("between", "exists", "qualitative")
        else None
    )
    if number is None or not record["required"]:
        return None
    try:
        return changes.on_line(source_text(case), record["line"], number, changes.other_number(number))
    except ValueError:
        return None


@pytest.mark.parametrize(("case", "record"), changeable_figures())
def test_another_figure_changes_that_target_alone(case: str, record: Record) -> None:
    number = changes.only_number(record["quote"])
    text = changed_line(case, record)
    assert number
    assert text
    other = changes.other_number(number)
    went, came = difference(plan_of(case), read_changed(case, text))
    figures = [fact for fact in went if fact[0] == "target"]
    assert [fact[4] for fact in figures] == [changes.value_of(number)]
    quote = record["quote"]
    others = [fact for fact in went if fact not in figures]  # a task, when the figure stands in its words
    expected = [replaced(figures[0], 4, changes.value_of(other))]
    expected += [renamed(fact, quote, quote.replace(number, other)) for fact in others]
    assert Counter(came) == Counter(expected)
    assert any(same_figure(f, record) and nearness(f, record) > 0 for f in flat_targets(plan_of(case)))


YEARS = [
    (TINH, "\tNăm 2028\t", "2028", "2029"),
    (PHO, "| Năm 2028 |", "2028", "2027"),
    (BO, "\tNăm 2028\t", "2028", "2029"),
    (NFD, "Năm 2028, 100%", "2028", "2027"),
    (MOI_TRUONG, "I. ĐẾN NĂM 2028", "2028", "2027"),
    (TINH_UY, "2. Tầm nhìn đến năm 2045", "2045", "2050"),
    (XA, "II. CHỈ TIÊU NĂM 2026", "2026", "2027"),
    (Y_TE, "*a) Đến năm 2028*", "2028", "2027"),
    (DONG, "1. Năm 2025\n", "2025", "2026"),
    (DONG, "2. Giai đoạn 2026 - 2030", "2030", "2031"),
    (CONG_NGHIEP, "\tMục tiêu năm 2030\t", "2030", "2032"),
]


@pytest.mark.parametrize(("case", "words", "old", "new"), YEARS)
def test_another_year_moves_the_targets_under_it_alone(case: str, words: str, old: str, new: str) -> None:
    text = changes.once(source_text(case), words, words.replace(old, new))
    went, came = difference(plan_of(case), read_changed(case, text))
    moved = [
        golden.target_fact(target)
        for target in flat_targets(plan_of(case))
        if target["milestone"] == old and under(case, target["line"], words, old)
    ]
    assert moved
    assert Counter(went) == Counter(moved)
    assert Counter(came) == Counter(replaced(fact, 2, new) for fact in moved)


def under(case: str, line: int, words: str, year: str) -> bool:
    """Whether a target takes its year from `words`: they stand on its line, or no year of its own does."""
    own = source_text(case).split("\n")[line - 1]
    return words.strip() in own or year not in own


AGENCIES = [
    (
        TINH,
        "nông thôn\tSở Nông nghiệp và Môi trường\tSở Tư pháp",
        "Sở Nông nghiệp và Môi trường",
        "Sở Công Thương",
        1,
    ),
    (TINH, "2. Sở Tài chính\n", "Sở Tài chính", "Sở Nội vụ", 1),
    (TINH, "3. Sở Y tế\n", "Sở Y tế", "Sở Dân tộc và Tôn giáo", 2),
    (PHO, "| Ban Quản lý dự án giao thông |", "Ban Quản lý dự án giao thông", "Sở Công Thương", 1),
    (TINH_UY, "4. Ủy ban Kiểm tra Tỉnh ủy đưa", "Ủy ban Kiểm tra Tỉnh ủy", "Ban Nội chính Tỉnh ủy", 1),
    (BO, "2. Cục Quản lý tài nguyên biển\n", "Cục Quản lý tài nguyên biển", "Tổng cục Thống kê", 1),
    (CONG_VAN, "4. Sở Tài chính\n", "Sở Tài chính", "Sở Nội vụ", 1),
    (DONG, "Cơ quan chủ trì: Sở Nông nghiệp và Môi trường", "Sở Nông nghiệp và Môi trường", "Sở Y tế", 1),
    (CONG_NGHIEP, "Công ty Điện lực tỉnh\tNâng cấp", "Công ty Điện lực tỉnh", "Sở Tài chính", 1),
    (Y_TE, "Giao Sở Y tế chủ trì;", "Sở Y tế", "Sở Nội vụ", 1),
    (XA, "3. Trung tâm Phục vụ hành chính công xã", "Trung tâm Phục vụ hành chính công xã", "Công an xã", 1),
]


@pytest.mark.parametrize(("case", "words", "old", "new", "count"), AGENCIES)
def test_another_agency_changes_its_own_tasks_alone(
    case: str, words: str, old: str, new: str, count: int
) -> None:
    text = changes.once(source_text(case), words, words.replace(old, new))
    went, came = difference(plan_of(case), read_changed(case, text))
    leads = [fact[3] for fact in went if fact[0] == "task"]
    assert leads == [(old,)] * count
    assert Counter(came) == Counter(renamed(fact, old, new) for fact in went)


SECTIONS = [
    (MOI_TRUONG, "I. QUẢN LÝ CHẤT THẢI", "II. KIỂM SOÁT Ô NHIỄM", "III. GIAO THÔNG XANH"),
    (MOI_TRUONG, "I. ĐẾN NĂM 2028", "II. ĐẾN NĂM 2030", "Phần thứ hai"),
    (TINH, "2. Sở Tài chính", "3. Sở Y tế", "4. Đề nghị Ủy ban Mặt trận"),
    (TINH_UY, "1. Đến năm 2030", "2. Tầm nhìn đến năm 2045", "III. NHIỆM VỤ"),
    (NFD, "3.2. Phát triển đội ngũ", "3.3. Cơ sở vật chất", "4. TỔ CHỨC"),
    (CONG_VAN, "1. Sở Y tế", "2. Sở Giáo dục và Đào tạo", "3. Bảo hiểm xã hội"),
    (BO, "2. Giống và khoa học", "3. Chế biến và thị trường", "IV. TỔ CHỨC"),
    (DONG, "1.1. Xây dựng Nghị quyết", "1.2. Rà soát, bãi bỏ", "2. Phát triển hạ tầng"),
]


@pytest.mark.parametrize(("case", "first", "second", "end"), SECTIONS)
def test_the_order_of_sections_changes_nothing(case: str, first: str, second: str, end: str) -> None:
    text = changes.swapped_sections(source_text(case), first, second, end)
    assert text != source_text(case)
    assert difference(plan_of(case), read_changed(case, text)) == ([], [])


COLUMNS = [
    (TINH, "Thực hiện năm 2025", lambda cells: changes.swap(cells, 2, 7)),
    (TINH, "Thời gian hoàn thành", lambda cells: cells[::-1]),
    (PHO, "Cơ quan theo dõi", lambda cells: cells[::-1]),
    (PHO, "Mốc hoàn thành", lambda cells: changes.swap(cells, 0, 3)),
    (BO, "Hiện trạng năm 2025", lambda cells: changes.swap(cells, 3, 5)),
    (NFD, "Đơn vị chủ trì", lambda cells: [*cells[:1], *cells[:0:-1]]),
    (CONG_NGHIEP, "Tên chỉ tiêu", lambda cells: cells[::-1]),
    (CONG_NGHIEP, "Cơ quan thực hiện", lambda cells: cells[::-1]),
    (PHUONG, "Chỉ tiêu đến 31/12/2026", lambda cells: cells[::-1]),
    (SO, "Tên nhiệm vụ", lambda cells: changes.swap(cells, 2, 5)),
]


@pytest.mark.parametrize(("case", "head", "order"), COLUMNS)
def test_the_order_of_columns_changes_nothing(case: str, head: str, order: Any) -> None:
    text = changes.with_columns(source_text(case), head, order)
    assert text != source_text(case)
    assert difference(plan_of(case), read_changed(case, text)) == ([], [])


def replaced(fact: Fact, place: int, value: object) -> Fact:
    return (*fact[:place], value, *fact[place + 1 :])


def renamed(fact: Fact, old: str, new: str) -> Fact:
    """`fact` with an agency renamed wherever it stands."""
    return tuple(
        plain(part.replace(old, new))
        if isinstance(part, str)
        else (tuple(plain(item.replace(old, new)) for item in part) if isinstance(part, tuple) else part)
        for part in fact
    )
