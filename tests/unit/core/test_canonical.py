"""What an event may hold, and how it reads."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest

from cotmoc.core.canonical import canonical, plain
from cotmoc.core.permissions import Role


class Plain(Enum):
    ONE = 1.0


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (-0.0, "0"),
        (1e20, "100000000000000000000"),
        (0.1, "0.1"),
        (10**30, str(10**30)),
        (True, "true"),
        (None, "null"),
        (Role.LEADER, '"leader"'),
        (Plain.ONE, "1"),
        (Decimal("1.50"), '"1.50"'),
        (date(2026, 2, 5), '"2026-02-05"'),
        (datetime(2026, 2, 5, 1, 2, tzinfo=UTC), '"2026-02-05T01:02:00+00:00"'),
        (("b", ["đ"]), '["b",["đ"]]'),
        ({"b": 1, "a": {2: 3, None: 4, Role.PLANNER: 5}}, '{"a":{"2":3,"null":4,"planner":5},"b":1}'),
        ("a\0b\ud800c\U0001f600", '"a\ufffdb\ufffdc\U0001f600"'),
        ("a\0b", '"a\ufffdb"'),
    ],
)
def test_plain_values(value: Any, text: str) -> None:
    assert canonical(plain(value)).decode() == text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1: "a", "1": "b"}])
def test_what_no_database_keeps_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r"not a number|read the same"):
        plain(value)


def test_what_json_cannot_say_is_refused() -> None:
    with pytest.raises(TypeError, match="object has no place"):
        plain([object()])
