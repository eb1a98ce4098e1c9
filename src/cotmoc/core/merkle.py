"""Merkle trees as RFC 6962 section 2.1 defines them: over SHA-256, leaves and nodes told apart by a first byte.

A growing tree is kept as its frontier: the roots of its perfect subtrees, the largest first – one for each bit set in
the number of leaves. Proofs are made from the hashes of runs of leaves (`Runs`), wherever those are kept; they are
checked with nothing but the proof.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

EMPTY_ROOT = hashlib.sha256(b"").digest()
# The root of the leaves from the first number up to, and without, the second.
Runs = Callable[[int, int], bytes]


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf: SHA-256(0x00 ‖ data)."""
    return hashlib.sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node: SHA-256(0x01 ‖ left ‖ right)."""
    return hashlib.sha256(b"\1" + left + right).digest()


def appended(frontier: Sequence[bytes], size: int, leaf: bytes) -> tuple[bytes, ...]:
    """The frontier of a tree of `size` leaves with one more leaf hash."""
    roots, right = list(frontier), leaf
    while size & 1:
        right = node_hash(roots.pop(), right)
        size >>= 1
    return (*roots, right)


def root_of(frontier: Sequence[bytes]) -> bytes:
    """The root hash (RFC 6962: MTH) of the tree with this frontier."""
    if not frontier:
        return EMPTY_ROOT
    *lefts, root = frontier
    for left in reversed(lefts):
        root = node_hash(left, root)
    return root


def root_of_leaves(leaves: Iterable[bytes]) -> bytes:
    """The root hash of a tree with these leaf hashes, read once and not kept."""
    frontier: tuple[bytes, ...] = ()
    for size, leaf in enumerate(leaves):
        frontier = appended(frontier, size, leaf)
    return root_of(frontier)


def runs_of(leaves: Sequence[bytes]) -> Runs:
    """The runs of leaf hashes that are all at hand."""
    return lambda low, high: root_of_leaves(leaves[low:high])


def audit_path(index: int, size: int, runs: Runs) -> list[bytes]:
    """What proves that leaf `index` stands in the tree of the first `size` leaves (RFC 6962: PATH), deepest first."""
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    path, low, high = [], 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(runs(middle, high))
            high = middle
        else:
            path.append(runs(low, middle))
            low = middle
    return path[::-1]


def root_by_path(index: int, size: int, leaf: bytes, path: Sequence[bytes]) -> bytes | None:
    """The root that leaf hash and path lead to; None when the path does not fit a tree of `size` leaves."""
    if not 0 <= index < size:
        return None
    at, last, root = index, size - 1, leaf
    for step in path:
        if last == 0:
            return None
        if at & 1 or at == last:
            root = node_hash(step, root)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            root = node_hash(root, step)
        at, last = at >> 1, last >> 1
    return root if last == 0 else None


def consistency_path(old: int, new: int, runs: Runs) -> list[bytes]:
    """What proves that the tree of `old` leaves is the beginning of that of `new` (RFC 6962: PROOF)."""
    if not 0 < old <= new:
        raise ValueError(f"a tree of {old} leaves does not begin one of {new}")
    path, low, high, is_whole = [], 0, new, True
    while old != high:
        middle = low + _split(high - low)
        if old <= middle:
            path.append(runs(middle, high))
            high = middle
        else:
            path.append(runs(low, middle))
            low, is_whole = middle, False
    if not is_whole:
        path.append(runs(low, high))
    return path[::-1]


def is_consistent(old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the path proves that the tree of `old_root` is the beginning of that of `new_root`."""
    if old == new:
        return not path and old_root == new_root
    if not 0 < old < new or not path:
        return False
    steps = [old_root, *path] if old & (old - 1) == 0 else list(path)
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            second = node_hash(second, step)
        at, last = at >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1
