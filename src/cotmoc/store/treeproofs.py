"""The runs of leaves behind a proof, read from the database as a stream: memory stays the same however long it is."""

from __future__ import annotations

from collections.abc import Iterator

from cotmoc.core.merkle import audit_path, root_of_leaves
from cotmoc.store.models import Event

CHUNK = 2000


def leaves(low: int, high: int) -> Iterator[bytes]:
    """The leaf hashes from position `low` up to, and without, `high`."""
    rows = Event.objects.filter(position__gte=low, position__lt=high).order_by("position")
    for leaf in rows.values_list("leaf", flat=True).iterator(chunk_size=CHUNK):
        yield bytes.fromhex(leaf)


def path_of(position: int, size: int) -> list[bytes]:
    """What proves that the event stands in the tree of the first `size` events: one question a level."""
    return audit_path(position, size, lambda low, high: root_of_leaves(leaves(low, high)))
