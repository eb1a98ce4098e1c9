"""Strangers never stop a device that is known, and never for longer the others than the rule says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cotmoc.core.slowing import MEMORY, Attempt, open_at

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
moments = st.floats(0, 7200).map(lambda back: NOW - timedelta(seconds=back))
strangers = st.lists(
    st.builds(Attempt, st.sampled_from(["an", "bình"]), st.sampled_from("abc"), st.just(False), moments),
    max_size=120,
)
own = st.lists(st.builds(Attempt, st.just("an"), st.just("máy"), st.just(True), moments), max_size=30)


@given(strangers, own)
def test_a_known_device_is_counted_for_itself_alone(others: list[Attempt], mine: list[Attempt]) -> None:
    assert open_at(others + mine, "an", "máy", True, NOW) == open_at(mine, "an", "máy", True, NOW)
    assert open_at(others, "an", "máy", True, NOW) == NOW


@given(strangers, own, st.booleans())
def test_the_wait_ends(others: list[Attempt], mine: list[Attempt], known: bool) -> None:
    source = "máy" if known else "a"
    assert open_at(others + mine, "an", source, known, NOW) <= NOW + timedelta(minutes=15)
    assert open_at(others + mine, "an", source, known, NOW + MEMORY) <= NOW + MEMORY


@given(strangers, st.builds(Attempt, st.just("an"), st.just("a"), st.just(False), moments))
def test_one_failure_more_never_shortens_the_wait(past: list[Attempt], one: Attempt) -> None:
    before = open_at(past, "an", "a", False, NOW)
    latest = Attempt(one.name, one.source, False, NOW)
    assert open_at([*past, latest], "an", "a", False, NOW) >= before
