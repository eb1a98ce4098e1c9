"""Merkle trees as RFC 6962 section 2.1 defines them: over SHA-256, leaves and nodes told apart by a first byte.

A growing tree is kept as its frontier: the roots of its perfect subtrees, the largest first – one for each bit set in
the number of leaves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

EMPTY_ROOT = hashlib.sha256(b"").digest()


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
