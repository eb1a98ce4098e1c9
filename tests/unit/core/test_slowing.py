"""How long whoever guesses has to wait, and that nobody else does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cotmoc.core.slowing import Attempt, open_at

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def failures(count: int, name: str = "an", source: str = "nhà", known: bool = False) -> list[Attempt]:
    """So many failures a second apart, the last one just now."""
    return [Attempt(name, source, known, NOW - back * SECOND) for back in range(count)]


def wait(past: list[Attempt], name: str = "an", source: str = "nhà", known: bool = False) -> float:
    return max(0.0, (open_at(past, name, source, known, NOW) - NOW).total_seconds())


@pytest.mark.parametrize(
    ("count", "seconds"), [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (9, 480), (10, 900), (49, 900)]
)
def test_one_place_at_one_name(count: int, seconds: float) -> None:
    assert wait(failures(count)) == seconds


@pytest.mark.parametrize(("count", "seconds"), [(9, 0), (10, 60), (11, 120), (14, 900), (3000, 900)])
def test_a_known_device(count: int, seconds: float) -> None:
    past = failures(count, source="máy", known=True)
    assert wait(past, source="máy", known=True) == seconds
    assert wait(past, source="máy", known=True, name="bình") == 0


def test_one_place_at_many_names() -> None:
    past = [Attempt(f"n{count}", "nhà", False, NOW - count * SECOND) for count in range(50)]
    assert wait(past, name="khác") == 60
    assert wait(past[:49], name="khác") == 0
    assert wait(past, name="khác", source="chỗ khác") == 0


def test_many_places_at_one_name_wait_a_minute_and_no_longer() -> None:
    past = [Attempt("an", f"s{count}", False, NOW - count * SECOND) for count in range(600)]
    assert wait(past, source="chỗ mới") == 60
    assert wait(past[:29], source="chỗ mới") == 0


def test_failures_are_forgotten() -> None:
    old = [Attempt("an", "nhà", False, NOW - timedelta(hours=1, seconds=count)) for count in range(500)]
    assert wait(old) == 0
