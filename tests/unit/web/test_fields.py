"""Fields as offices write numbers, dates and lists; what goes in comes out."""

from __future__ import annotations

from datetime import date

import pytest
from django.forms import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.web.fields import DayListField, ListField, MilestoneField, NumberField, UnitField


@pytest.mark.parametrize(
    ("text", "milestone", "due"),
    [
        ("2030", "2030", "2030-12"),
        ("6/2030", "2030-06", "2030-06"),
        ("tháng 6/2030", "2030-06", "2030-06"),
        ("2030-06", "2030-06", "2030-06"),
        ("30/6/2030", "2030-06-30", "2030-06-30"),
        ("2030-06-30", "2030-06-30", "2030-06-30"),
        ("ngày 05 tháng 02 năm 2030", "2030-02-05", "2030-02-05"),
        ("", None, None),
    ],
)
def test_milestones_and_deadlines(text: str, milestone: str | None, due: str | None) -> None:
    assert MilestoneField(required=False).clean(text) == milestone
    assert MilestoneField(required=False, years=False).clean(text) == due


@pytest.mark.parametrize("text", ["13/2030", "31/2/2030", "hôm nay", "20300", "6-2030-1"])
def test_what_is_no_date_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValidationError, match=r"viết|Không có ngày"):
        MilestoneField().clean(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("15/6; 1/12", ["06-15", "12-01"]),
        ("ngày 29 tháng 2", ["02-29"]),
        ("6/2026", ["2026-06"]),
        ("15/6,\n", ["06-15"]),
        ("", []),
    ],
)
def test_days_of_the_year(text: str, days: list[str]) -> None:
    field = DayListField(required=False)
    assert field.clean(text) == days
    assert field.clean(field.prepare_value(days)) == days


@pytest.mark.parametrize("text", ["31/4", "ngày mai", "13/2026", "0/5"])
def test_days_that_are_none(text: str) -> None:
    with pytest.raises(ValidationError):
        DayListField().clean(text)


def test_names_are_parted_by_semicolons() -> None:
    field = ListField(required=False)
    names = ["Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế"]
    assert field.clean(f" {names[0]} ;; {names[1]}  ") == names
    assert field.clean(field.prepare_value(names)) == names
    assert field.prepare_value("như đã gõ") == "như đã gõ"


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e14, max_value=1e14))
def test_numbers_come_back_to_the_last_digit(value: float) -> None:
    field = NumberField(required=False)
    assert field.clean(field.prepare_value(value)) == value


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_days_come_back(day: date) -> None:
    field = MilestoneField()
    for text in (f"{day:%Y}".zfill(4), f"{day.isoformat()[:7]}", day.isoformat()):
        assert field.clean(field.prepare_value(text)) == text


def test_what_was_typed_wrong_is_shown_as_typed() -> None:
    assert NumberField().prepare_value("85,5%%") == "85,5%%"
    assert NumberField(required=False).clean("") is None
    with pytest.raises(ValidationError, match="không phải số; viết 85,5"):
        NumberField().clean("85,5%%")


@pytest.mark.parametrize(
    ("code", "shown"),
    [("rank", "hạng"), ("index", "điểm chỉ số"), ("%", "%"), ("người/vạn dân", "người/vạn dân")],
)
def test_a_unit_is_shown_in_words_and_read_back(code: str, shown: str) -> None:
    field = UnitField(required=False)
    assert field.prepare_value(code) == shown
    assert field.clean(f" {shown} ") == code
    assert field.clean(code) == code


def test_no_unit_is_no_unit() -> None:
    assert UnitField(required=False).clean(None) == ""
    assert UnitField().prepare_value(None) is None
