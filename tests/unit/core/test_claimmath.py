"""Contradictions and merges, on payloads."""

from __future__ import annotations

from typing import Any

from cotmoc.core.claimmath import conflicts, merged, without_targets


def indicator(name: str, *targets: tuple[str | None, float], **more: Any) -> dict[str, Any]:
    listed = [{"milestone": m, "op": ">=", "value": v, "unit": "%"} for m, v in targets]
    return {"name": name, "targets": listed, **more}


def test_two_values_for_one_milestone_contradict() -> None:
    (found,) = conflicts(
        [(1, indicator("Phủ sóng 5G", ("2030", 95))), (2, indicator("phủ  sóng, 5G", ("2030", 90)))]
    )
    assert found.milestone == "2030"
    assert [(choice.key, choice.target["value"]) for choice in found.choices] == [(1, 95), (2, 90)]


def test_two_values_inside_one_indicator_contradict() -> None:
    (found,) = conflicts([(1, indicator("A", ("2030", 95), ("2030", 90)))])
    assert [choice.index for choice in found.choices] == [0, 1]


def test_what_is_said_twice_alike_is_no_contradiction() -> None:
    same = indicator("A", ("2030", 95))
    assert conflicts([(1, same), (2, same)]) == ()


def test_other_milestones_scopes_and_notes_are_other_commitments() -> None:
    assert conflicts([(1, indicator("A", ("2030", 95), ("2035", 90)))]) == ()
    assert (
        conflicts(
            [(1, indicator("A", ("2030", 1), scope="xã")), (2, indicator("A", ("2030", 2), scope="tỉnh"))]
        )
        == ()
    )
    noted = indicator("A", ("2030", 50))
    noted["targets"][0]["note"] = "6G"
    assert conflicts([(1, indicator("A", ("2030", 95))), (2, noted)]) == ()


def test_targets_are_dropped_by_their_place() -> None:
    payload = indicator("A", ("2030", 1), ("2035", 2), ("2040", 3))
    assert [t["value"] for t in without_targets(payload, [0, 2])["targets"]] == [2]
    assert len(payload["targets"]) == 3
    assert without_targets({"name": "A"}, [0]) == {"name": "A", "targets": []}


def test_merging_keeps_the_first_values_and_all_lists() -> None:
    one = {"name": "A", "unit": None, "owner": ["x"], "targets": [1, 2], "quote": "lời"}
    two = {"name": "B", "unit": "%", "owner": ["x", "y"], "targets": [2, 3], "quote": "khác", "scope": "xã"}
    assert merged([one, two, one]) == {
        "name": "A", "unit": "%", "owner": ["x", "y"], "targets": [1, 2, 3], "quote": "lời khác", "scope": "xã",
    }  # fmt: skip
    assert one["owner"] == ["x"]
