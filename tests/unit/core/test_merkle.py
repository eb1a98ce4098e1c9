"""The tree of RFC 6962 against the eight leaves, roots and proofs of the Certificate Transparency project."""

from __future__ import annotations

import pytest

from cotmoc.core.merkle import (
    EMPTY_ROOT,
    appended,
    audit_path,
    consistency_path,
    is_consistent,
    leaf_hash,
    root_by_path,
    root_of,
    root_of_leaves,
    runs_of,
)

INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
LEAVES = [leaf_hash(bytes.fromhex(text)) for text in INPUTS]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
_2, _4, _67 = ROOTS[2], ROOTS[4], "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
_SECOND, _34 = (
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
)
_5678 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
_FIFTH = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
# Leaf (from 0), size of the tree, path.
PATHS = [
    (0, 1, []),
    (0, 8, [_SECOND, _34, _5678]),
    (5, 8, [_FIFTH, _67, _4]),
    (2, 3, [_2]),
    (1, 5, [ROOTS[1], _34, _FIFTH]),
]
_56 = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
# Old size, new size, path.
GROWTHS = [(1, 1, []), (1, 8, [_SECOND, _34, _5678]), (6, 8, [_56, _67, _4]), (2, 5, [_34, _FIFTH])]


@pytest.mark.parametrize("size", range(9))
def test_roots(size: int) -> None:
    frontier: tuple[bytes, ...] = ()
    for number, leaf in enumerate(LEAVES[:size]):
        frontier = appended(frontier, number, leaf)
    assert root_of(frontier).hex() == ROOTS[size] == root_of_leaves(LEAVES[:size]).hex()
    assert EMPTY_ROOT.hex() == ROOTS[0]


@pytest.mark.parametrize(("index", "size", "path"), PATHS)
def test_paths_to_a_leaf(index: int, size: int, path: list[str]) -> None:
    made = audit_path(index, size, runs_of(LEAVES))
    assert [one.hex() for one in made] == path
    root = root_by_path(index, size, LEAVES[index], made)
    assert root is not None
    assert root.hex() == ROOTS[size]


@pytest.mark.parametrize(("old", "new", "path"), GROWTHS)
def test_paths_of_growth(old: int, new: int, path: list[str]) -> None:
    made = consistency_path(old, new, runs_of(LEAVES))
    assert [one.hex() for one in made] == path
    assert is_consistent(old, new, bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[new]), made)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_no_path_to_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        audit_path(index, size, runs_of(LEAVES))
    assert root_by_path(index, size, LEAVES[0], []) is None


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3)])
def test_no_growth_backwards(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="does not begin"):
        consistency_path(old, new, runs_of(LEAVES))
    assert not is_consistent(old, new, EMPTY_ROOT, EMPTY_ROOT, [EMPTY_ROOT])


def test_a_path_too_long_or_too_short_proves_nothing() -> None:
    path = audit_path(5, 8, runs_of(LEAVES))
    assert root_by_path(5, 8, LEAVES[5], path[:-1]) is None
    assert root_by_path(5, 8, LEAVES[5], [*path, EMPTY_ROOT]) is None
    growth = consistency_path(6, 8, runs_of(LEAVES))
    roots = bytes.fromhex(ROOTS[6]), bytes.fromhex(ROOTS[8])
    assert not is_consistent(6, 8, *roots, growth[:-1])
    assert not is_consistent(6, 8, *roots, [*growth, EMPTY_ROOT])
    assert not is_consistent(6, 8, *roots, [])
    assert not is_consistent(8, 8, roots[1], roots[0], [])
