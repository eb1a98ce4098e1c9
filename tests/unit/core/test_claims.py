"""Claims are the same when they say the same, wherever they stand."""

from __future__ import annotations

from typing import Any

import pytest

from cotmoc.core.claims import fingerprint, likeness

CLAIM: dict[str, Any] = {
    "name": "Dân số dùng nước sạch",
    "targets": [{"milestone": "2030", "op": ">=", "value": 95, "line": 12, "quote": "95%"}],
    "line": 12,
    "section": "II.1",
    "confidence": 0.9,
}


def changed(**values: Any) -> dict[str, Any]:
    return {**CLAIM, **values}


@pytest.mark.parametrize(
    "moved", [{"line": 99}, {"section": "III"}, {"confidence": 0.2}, {"block": 4, "row": 1}]
)
def test_moving_a_claim_does_not_change_it(moved: dict[str, Any]) -> None:
    assert fingerprint("indicator", changed(**moved)) == fingerprint("indicator", CLAIM)


@pytest.mark.parametrize(
    "other",
    [{"name": "Dân số dùng nước máy"}, {"targets": [{**CLAIM["targets"][0], "value": 96}]}, {"targets": []}],
)
def test_saying_something_else_changes_it(other: dict[str, Any]) -> None:
    assert fingerprint("indicator", changed(**other)) != fingerprint("indicator", CLAIM)


def test_the_kind_is_part_of_it() -> None:
    assert fingerprint("task", CLAIM) != fingerprint("indicator", CLAIM)


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [("nước sạch", "Nuoc sach", 1.0), ("nước sạch", "điện", 0.0), ("a b", "a c", 1 / 3), ("", "", 1.0)],
)
def test_likeness_is_the_share_of_common_words(one: str, other: str, share: float) -> None:
    assert likeness(one, other) == pytest.approx(share)
