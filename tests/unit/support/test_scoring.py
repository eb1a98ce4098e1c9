"""The scorer itself: exact on a small reading, and each fault shows in its own figure."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from tests.support.scoring import Reading, Scores, alike, load_reading, score

TARGETS: tuple[dict[str, Any], ...] = (
    {
        "line": 5,
        "name": "Tỷ lệ hộ có nước sạch",
        "year": 2030,
        "op": ">=",
        "value": 80,
        "upper": None,
        "unit": "%",
    },
    {
        "line": 6,
        "name": "Số xã đạt chuẩn",
        "year": 2030,
        "op": "between",
        "value": 3,
        "upper": 5,
        "unit": "xã",
    },
    {
        "line": 7,
        "name": "Phòng kiểm nghiệm",
        "year": 2030,
        "op": "exists",
        "value": None,
        "upper": None,
        "unit": None,
    },
)
TASKS: tuple[dict[str, Any], ...] = (
    {"line": 9, "text": "Ban hành hướng dẫn kỹ thuật", "lead": ["Sở Xây dựng"], "due": "2026-09"},
    {"line": 10, "text": "Tuyên truyền tới người dân", "lead": [], "due": None},
)
OBLIGATIONS: tuple[dict[str, Any], ...] = (
    {
        "line": 12,
        "kind": "báo cáo",
        "every": ["half-year", "year"],
        "due": ["06-15", "12-01"],
        "quote": "báo cáo 6 tháng",
    },
)
BASELINES: tuple[dict[str, Any], ...] = (
    {
        "line": 5,
        "name": "Tỷ lệ hộ có nước sạch",
        "year": 2025,
        "op": "=",
        "value": 61.5,
        "upper": None,
        "unit": "%",
    },
)
DOCUMENT = {
    "number": "12/KH-UBND", "kind": "Kế hoạch", "place": "Nơi nọ", "level": "tỉnh", "date": "2026-01-05",
    "signer_name": "Lê Văn Tí", "implements": ["3/NQ-CP"], "replaces": [],
}  # fmt: skip
READING = Reading(DOCUMENT, TARGETS, TASKS, OBLIGATIONS, BASELINES)


def plan() -> dict[str, Any]:
    """The plan that says exactly what READING says."""
    indicators = []
    for target in TARGETS:
        claim = {**target, "milestone": str(target["year"])}
        del claim["year"]
        indicators.append(
            {"name": claim.pop("name"), "unit": claim["unit"], "targets": [claim], "baselines": []}
        )
    baseline = {**BASELINES[0], "period": "2025"}
    del baseline["year"]
    indicators[0]["baselines"].append(baseline)
    directive = {**DOCUMENT, "signer": {"name": DOCUMENT["signer_name"]}}
    return copy.deepcopy(
        {
            "directive": directive,
            "indicators": indicators,
            "tasks": list(TASKS),
            "obligations": list(OBLIGATIONS),
        }
    )


def f1s(scores: Scores) -> dict[str, float]:
    parts = ("figures", "statements", "tasks", "obligations", "baselines")
    return {name: getattr(scores, name).f1 for name in parts}


def test_the_plan_that_says_the_same_has_every_figure_full() -> None:
    scores = score(plan(), READING)
    assert set(f1s(scores).values()) == {1.0}
    assert (scores.name_ok, scores.unit_ok, scores.lead_ok, scores.lead_invented) == (1.0, 1.0, 1.0, 0.0)
    assert (scores.due_wrong, scores.due_invented, scores.wrong) == ((), (), ())


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (lambda p: p["indicators"][0]["targets"][0].update(value=81), "figures"),
        (lambda p: p["indicators"][0]["targets"][0].update(op=">"), "figures"),
        (lambda p: p["indicators"][0]["targets"][0].update(milestone="2028"), "figures"),
        (lambda p: p["indicators"][0]["targets"][0].update(line=9), "figures"),
        (lambda p: p["indicators"][1]["targets"][0].update(upper=6), "figures"),
        (lambda p: p["indicators"][2]["targets"][0].update(op="undetermined"), "statements"),
        (lambda p: p["indicators"][0]["baselines"][0].update(value=60), "baselines"),
        (lambda p: p["tasks"].pop(), "tasks"),
        (lambda p: p["tasks"][0].update(text="Sửa chữa một cây cầu"), "tasks"),
        (lambda p: p["obligations"][0].update(every=["year"]), "obligations"),
        (lambda p: p["obligations"][0].update(due=[]), "obligations"),
        (lambda p: p["obligations"][0].update(kind="sơ kết"), "obligations"),
    ],
)
def test_a_fault_shows_in_its_own_figure_only(change: Any, part: str) -> None:
    wrong = plan()
    change(wrong)
    assert [name for name, f1 in f1s(score(wrong, READING)).items() if f1 < 1] == [part]


def test_statements_may_be_called_exists_or_qualitative() -> None:
    said = plan()
    said["indicators"][2]["targets"][0]["op"] = "qualitative"
    assert score(said, READING).statements.f1 == 1.0


def test_names_units_leads_and_deadlines_are_measured_on_what_was_found() -> None:
    wrong = plan()
    wrong["indicators"][0].update(name="Một việc khác hẳn")
    wrong["indicators"][1]["targets"][0].update(unit="%")
    wrong["tasks"][0].update(lead=["Công an tỉnh"], due="2026-10")
    wrong["tasks"][1].update(lead=["Sở Tài chính"], due="2027-12")
    scores = score(wrong, READING)
    assert (scores.name_ok, scores.unit_ok, scores.lead_ok, scores.lead_invented) == (0.5, 0.5, 0.0, 0.5)
    assert [r["line"] for r in scores.due_wrong] == [9]
    assert [f["line"] for f in scores.due_invented] == [10]


def test_a_day_within_the_month_asked_for_is_right() -> None:
    finer = plan()
    finer["tasks"][0]["due"] = "2026-09-30"
    assert score(finer, READING).due_wrong == ()


def test_what_is_not_required_is_neither_asked_for_nor_punished() -> None:
    optional = Reading(
        DOCUMENT, (*TARGETS[:2], {**TARGETS[2], "required": False}), TASKS, OBLIGATIONS, BASELINES
    )
    without = plan()
    del without["indicators"][2]
    assert score(plan(), optional).statements.f1 == 1.0
    assert score(without, optional).statements.f1 == 1.0


def test_one_claim_answers_one_record() -> None:
    twice = plan()
    twice["indicators"][0]["targets"] *= 2
    figures = score(twice, READING).figures
    assert (len(figures.pairs), len(figures.extra), len(figures.missed)) == (2, 1, 0)


def test_other_answers_the_reading_allows_count() -> None:
    allowed = Reading(
        DOCUMENT,
        ({**TARGETS[0], "unit": "phần trăm", "unit_also": ["%"]}, *TARGETS[1:]),
        (
            {**TASKS[0], "lead": ["Sở Công Thương"], "lead_also": ["Sở Xây dựng"]},
            {**TASKS[1], "due_also": ["2026-12"]},
        ),
        ({**OBLIGATIONS[0], "due": [], "due_also": [["06-15", "12-01"]]},),
        BASELINES,
    )
    given = plan()
    given["tasks"][1]["due"] = "2026-12"
    scores = score(given, allowed)
    assert (scores.unit_ok, scores.lead_ok, scores.obligations.f1, scores.due_invented) == (1.0, 1.0, 1.0, ())


def test_without_lines_the_words_alone_decide() -> None:
    unplaced = plan()
    for indicator in unplaced["indicators"]:
        indicator["targets"][0]["line"] = None
    assert score(unplaced, READING).figures.f1 == 1.0
    unplaced["indicators"][0]["name"] = "Chuyện chẳng liên quan"
    assert score(unplaced, READING).figures.f1 == 0.5


@pytest.mark.parametrize("name", ["number", "place", "signer_name", "implements", "replaces"])
def test_identity_names_what_differs(name: str) -> None:
    wrong = plan()
    if name == "signer_name":
        wrong["directive"]["signer"] = {"name": "Người khác"}
    else:
        wrong["directive"][name] = ["9/QĐ-TTg"] if isinstance(DOCUMENT[name], list) else None
    assert score(wrong, READING).wrong == (name,)


def test_an_empty_plan_of_an_empty_reading_is_perfect_and_an_extra_claim_is_not() -> None:
    empty = Reading(DOCUMENT)
    assert score({"directive": plan()["directive"]}, empty).figures.f1 == 1.0
    assert score(plan(), empty).figures.f1 == 0.0


def test_alike_counts_words_of_the_shorter_text() -> None:
    assert alike("Tỷ lệ hộ", "ty le ho nghèo") == 1.0
    assert alike("một hai", "hai ba bốn") == 0.5
    assert alike("", "hai") == 0.0


def test_a_reading_is_loaded_from_a_folder_and_from_a_prefix(tmp_path: Path) -> None:
    for start in (tmp_path / "case", tmp_path):
        start.mkdir(exist_ok=True)
    (tmp_path / "case" / "document.json").write_text(json.dumps(DOCUMENT), encoding="utf-8")
    (tmp_path / "case" / "tasks.jsonl").write_text(json.dumps(TASKS[0]) + "\n\n", encoding="utf-8")
    (tmp_path / "gold.document.json").write_text(json.dumps(DOCUMENT), encoding="utf-8")
    assert load_reading(tmp_path / "case") == Reading(DOCUMENT, tasks=(TASKS[0],))
    assert load_reading(tmp_path / "gold") == Reading(DOCUMENT)
