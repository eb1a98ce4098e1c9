"""The plan format: what is written, what is refused, and the schema file that says the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from cotmoc.core.errors import InvalidValueError
from cotmoc.core.plan import (
    Directive,
    IndicatorClaim,
    ObligationClaim,
    OutlineEntry,
    Place,
    PlanDraft,
    Signer,
    Target,
    TaskClaim,
    Warning,
)
from cotmoc.core.planjson import dumps, json_schema, loads, plan_from_data, plan_to_data

SCHEMA_FILE = Path(__file__).parents[3] / "docs" / "reference" / "plan.schema.json"

PLAN = PlanDraft(
    directive=Directive("12/KH-UBND", "Kế hoạch", date="2026-05", signer=Signer("Lê Văn An", "Chủ tịch")),
    outline=(OutlineEntry("I", "MỤC TIÊU", Place(3, line=7)),),
    indicators=(
        IndicatorClaim(
            "Tỷ lệ hộ dùng nước sạch",
            (Target(">=", "2030", 85.5, unit="%", quote="≥ 85,5%", place=Place(5, page=2, row=1, column=3)),),
            unit="%",
        ),
    ),
    tasks=(TaskClaim("Xây dựng quy chế", lead=("Sở Y tế",), due="2026-06", place=Place(8, line=20)),),
    obligations=(ObligationClaim("báo cáo", every=("half-year",), due=("06-15",), place=Place(9, line=22)),),
    warnings=(Warning("no-day", "Thiếu ngày."),),
)


def test_writes_the_keys_of_the_format() -> None:
    data = plan_to_data(PLAN)

    assert list(data) == ["format", "directive", "outline", "indicators", "tasks", "obligations", "warnings"]
    assert data["directive"]["signer"] == {"name": "Lê Văn An", "role": "Chủ tịch"}
    assert data["indicators"][0]["targets"][0] == {
        "milestone": "2030",
        "op": ">=",
        "value": 85.5,
        "upper": None,
        "unit": "%",
        "every": None,
        "note": None,
        "quote": "≥ 85,5%",
        "confidence": 1,
        "line": None,
        "page": 2,
        "block": 5,
        "row": 1,
        "column": 3,
    }
    assert data["tasks"][0]["line"] == 20
    assert data["warnings"][0]["line"] is None


def test_text_comes_back_the_same() -> None:
    assert loads(dumps(PLAN)) == PLAN
    assert "Tỷ lệ hộ" in dumps(PLAN)


def test_whole_numbers_are_written_without_a_fraction() -> None:
    plan = PlanDraft(indicators=(IndicatorClaim("Số xã", (Target("=", value=12.0),)),))

    assert '"value": 12,' in dumps(plan)


def test_the_schema_file_is_the_one_of_the_code() -> None:
    assert json.loads(SCHEMA_FILE.read_text(encoding="utf-8")) == json_schema()


def test_the_schema_takes_what_is_written() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())
    jsonschema.validate(plan_to_data(PLAN), json_schema())


def changed(path: list[str | int], value: Any) -> dict[str, Any]:
    """PLAN's data with one value replaced."""
    data = plan_to_data(PLAN)
    target: Any = data
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    return data


FAULTS: list[tuple[list[str | int], Any, str]] = [
    (["format"], "cotmoc-plan/9", "format"),
    (["tasks"], {}, "tasks"),
    (["tasks", 0], "Xây dựng", "tasks[0]"),
    (["tasks", 0, "due"], "tháng 6", "tasks[0].due"),
    (["tasks", 0, "text"], 5, "tasks[0].text"),
    (["tasks", 0, "lead"], ["Sở Y tế", None], "tasks[0].lead[1]"),
    (["tasks", 0, "kind"], "việc", "tasks[0].kind"),
    (["tasks", 0, "line"], -1, "tasks[0].line"),
    (["obligations", 0, "every"], ["week"], "obligations[0].every[0]"),
    (["indicators", 0, "targets", 0, "value"], True, "indicators[0].targets[0].value"),
    (["indicators", 0, "targets", 0, "value"], None, "indicators[0].targets[0]"),
    (["indicators", 0, "confidence"], 2, "indicators[0].confidence"),
    (["directive", "signer"], None, "directive.signer"),
]


@pytest.mark.parametrize(("path", "value", "where"), FAULTS)
def test_a_fault_is_named_by_its_place(path: list[str | int], value: Any, where: str) -> None:
    with pytest.raises(InvalidValueError, match=where.replace("[", r"\[")):
        plan_from_data(changed(path, value))


@pytest.mark.parametrize(
    ("path", "value"),
    [(path, value) for path, value, _ in FAULTS if path[-1] != "value" or value is not None],
)
def test_the_schema_refuses_the_same(path: list[str | int], value: Any) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(changed(path, value), json_schema())


@pytest.mark.parametrize("day", ["2030-13", "2030-02-30", "0000"])
def test_a_day_in_no_calendar_is_refused(day: str) -> None:
    with pytest.raises(InvalidValueError, match=r"indicators\[0\].targets\[0\].milestone.*không phải mốc"):
        plan_from_data(changed(["indicators", 0, "targets", 0, "milestone"], day))


def test_a_missing_key_and_broken_json_say_what_to_do() -> None:
    data = plan_to_data(PLAN)
    del data["tasks"][0]["text"]
    with pytest.raises(InvalidValueError, match=r"tasks\[0\].text"):
        plan_from_data(data)
    with pytest.raises(InvalidValueError, match="JSON"):
        loads("{")


def test_what_is_left_out_takes_its_default() -> None:
    plan = plan_from_data({"format": "cotmoc-plan/1", "tasks": [{"text": "Làm", "line": None}]})

    assert plan.tasks == (TaskClaim("Làm"),)
