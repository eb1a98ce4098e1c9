"""Spec table of times: points, spans, recurring periods, days without a year."""

from __future__ import annotations

import pytest

from cotmoc.reading.dates import last_moment, moments, periods, single_year, yearless_days

POINTS = [
    ("trước ngày 30/6/2026", "2026-06-30"),
    ("ngày 05 tháng 02 năm 2026", "2026-02-05"),
    ("trước 30 tháng 6 năm 2026", "2026-06-30"),
    ("30.6.2026", "2026-06-30"),
    ("trong tháng 3/2027", "2027-03"),
    ("tháng 3 năm 2027", "2027-03"),
    ("06/2027", "2027-06"),
    ("quý II/2026", "2026-06"),
    ("Quý 4 năm 2026", "2026-12"),
    ("quý I, II/2026", "2026-06"),
    ("Quý III - IV/2026", "2026-12"),
    ("6 tháng đầu năm 2026", "2026-06"),
    ("6 tháng cuối năm 2026", "2026-12"),
    ("9 tháng năm 2026", "2026-09"),
    ("trong năm 2025", "2025-12"),
    ("2026 - 2027", "2027-12"),
    ("giai đoạn 2026-2030", "2030-12"),
    ("2025, 2026", "2026-12"),
    ("quy II/2026", "2026-06"),  # recognised without its marks
]


@pytest.mark.parametrize(("words", "date"), POINTS)
def test_a_point_of_time_ends_in_its_last_month(words: str, date: str) -> None:
    assert last_moment(words) == date


@pytest.mark.parametrize(
    "words",
    ["31/2/2026", "tháng 13/2026", "24/7", "khoảng 2.026 hộ", "2026 tỷ đồng", "quý II", "", "ngày 30/6"],
)
def test_what_is_no_point_of_time(words: str) -> None:
    assert last_moment(words) is None


@pytest.mark.parametrize(
    ("words", "date"),
    [("Quý II", "2027-06"), ("Tháng 9", "2027-09"), ("trước ngày 20/12", "2027-12-20"), ("nt", None)],
)
def test_a_year_from_outside_completes(words: str, date: str | None) -> None:
    assert last_moment(words, year=2027) == date


def test_the_latest_of_several_counts() -> None:
    assert last_moment("Quý IV/2026: dự thảo; 15/3/2026: đề cương") == "2026-12"
    assert last_moment("tháng 6/2026 hoặc ngày 15/6/2026") == "2026-06"


def test_offsets_are_those_of_the_text() -> None:
    text = "Đến hết ngày 30 tháng 6 năm 2026 và quý I/2027."

    assert [text[when.start : when.end] for when in moments(text)] == [
        "ngày 30 tháng 6 năm 2026",
        "quý I/2027",
    ]


PERIODS = [
    ("hằng tháng", ("month",)),
    ("ngày 10 hàng tháng", ("month",)),
    ("theo tháng, quý, 6 tháng, 1 năm", ("month", "quarter", "half-year", "year")),
    ("định kỳ 3 tháng, 6 tháng, 01 năm", ("quarter", "half-year", "year")),
    ("hằng quý", ("quarter",)),
    ("trước ngày 12 tháng cuối quý", ("quarter",)),
    ("định kỳ 6 tháng và hằng năm", ("half-year", "year")),
    ("9 tháng", ("nine-month",)),
    ("báo cáo năm", ("year",)),
    ("hằng năm hoặc đột xuất", ("year", "event")),
    ("khi có yêu cầu", ("event",)),
    ("giữa nhiệm kỳ, cuối nhiệm kỳ", ("mid-term", "end-term")),
    ("theo quy định", ()),
    ("quý II/2026", ()),
    ("trong năm 2026", ()),
    ("định kỳ", ()),
]


@pytest.mark.parametrize(("words", "found"), PERIODS)
def test_recurring_periods(words: str, found: tuple[str, ...]) -> None:
    assert periods(words) == found


def test_days_without_a_year() -> None:
    assert yearless_days("trước ngày 15 tháng 6 và trước ngày 01/12") == ("06-15", "12-01")
    assert yearless_days("trước ngày 15/6/2026, 31/2, 24/13") == ()


def test_a_title_names_one_year_or_none() -> None:
    assert single_year("Kế hoạch công tác năm 2027") == 2027
    assert single_year("Kế hoạch giai đoạn 2026 - 2030") is None
