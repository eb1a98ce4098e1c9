"""The tree against the recursive definition of RFC 6962, written down plainly."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from cotmoc.core.merkle import (
    EMPTY_ROOT,
    audit_path,
    consistency_path,
    is_consistent,
    leaf_hash,
    node_hash,
    root_by_path,
    root_of_leaves,
    runs_of,
)

sizes = st.integers(1, 70)


def leaves(size: int) -> list[bytes]:
    return [leaf_hash(bytes([number])) for number in range(size)]


def split(size: int) -> int:
    power = 1
    while power * 2 < size:
        power *= 2
    return power


def mth(some: Sequence[bytes]) -> bytes:
    if not some:
        return EMPTY_ROOT
    if len(some) == 1:
        return some[0]
    k = split(len(some))
    return node_hash(mth(some[:k]), mth(some[k:]))


def path(m: int, some: Sequence[bytes]) -> list[bytes]:
    if len(some) == 1:
        return []
    k = split(len(some))
    if m < k:
        return [*path(m, some[:k]), mth(some[k:])]
    return [*path(m - k, some[k:]), mth(some[:k])]


def subproof(m: int, some: Sequence[bytes], is_whole: bool) -> list[bytes]:
    if m == len(some):
        return [] if is_whole else [mth(some)]
    k = split(len(some))
    if m <= k:
        return [*subproof(m, some[:k], is_whole), mth(some[k:])]
    return [*subproof(m - k, some[k:], False), mth(some[:k])]


@given(st.integers(0, 70))
def test_the_root_is_the_defined_one(size: int) -> None:
    assert root_of_leaves(leaves(size)) == mth(leaves(size))


@given(sizes, st.data())
def test_a_leaf_is_proved_and_no_other(size: int, data: st.DataObject) -> None:
    some, index = leaves(size), data.draw(st.integers(0, size - 1))
    made = audit_path(index, size, runs_of(some))
    assert made == path(index, some)
    assert root_by_path(index, size, some[index], made) == mth(some)
    other = data.draw(st.integers(0, size + 3).filter(lambda one: one != index))
    assert root_by_path(other, size, some[index], made) != mth(some)
    assert root_by_path(index, size, leaf_hash(b"another"), made) != mth(some)


@given(sizes, st.data())
def test_growth_is_proved_and_no_other_history(size: int, data: st.DataObject) -> None:
    some, old = leaves(size), data.draw(st.integers(1, size))
    made = consistency_path(old, size, runs_of(some))
    assert made == subproof(old, some, True)
    assert is_consistent(old, size, mth(some[:old]), mth(some), made)
    changed = [leaf_hash(b"another"), *some[1:old]]
    assert not is_consistent(old, size, mth(changed), mth(some), made)
