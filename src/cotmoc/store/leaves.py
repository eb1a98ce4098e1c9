"""What the leaves of the tree of events are made of."""

from __future__ import annotations

import hashlib
from typing import Any

from cotmoc.core.canonical import canonical, plain, plain_text
from cotmoc.core.merkle import appended, leaf_hash, root_of
from cotmoc.store.models import Event

# The columns a leaf stands for, in the order of `content`.
COLUMNS = (
    "position", "at", "by_id", "acting_for_id", "verb", "thing", "thing_id", "before", "after", "why", "via", "key_id",
    "personal_digest",
)  # fmt: skip
_NAMES = tuple(
    {"personal_digest": "personal"}.get(column, column.removesuffix("_id"))
    if column != "thing_id"
    else column
    for column in COLUMNS
)


def content(values: tuple[Any, ...]) -> bytes:
    """What a leaf stands for: the event, given as the values of COLUMNS, in canonical JSON; personal data by digest."""
    fields = dict(zip(_NAMES, values, strict=True))
    fields["at"] = fields["at"].isoformat(timespec="microseconds")
    return canonical(fields)


def content_of(event: Event) -> bytes:
    """The same of an event at hand."""
    return content(tuple(getattr(event, column) for column in COLUMNS))


def personal_digest(salt: str, personal: dict[str, Any]) -> str:
    """What binds personal data to a leaf; without salt and data it tells nothing about them."""
    return hashlib.sha256(salt.encode() + canonical(personal)).hexdigest()


def seal_old(events: Any, heads: Any) -> None:
    """Give the events of an older version their places and leaves; for its migration, with its models.

    A store without a tree before has nothing to protect yet, so here alone events are written again.
    """
    frontier: tuple[bytes, ...] = ()
    rows = list(events.objects.order_by("id"))
    for position, event in enumerate(rows):
        event.position = position
        event.before, event.after, event.why = plain(event.before), plain(event.after), plain_text(event.why)
        leaf = leaf_hash(content_of(event))
        event.leaf = leaf.hex()
        frontier = appended(frontier, position, leaf)
    events.objects.bulk_update(rows, ["position", "leaf", "before", "after", "why"], batch_size=500)
    if rows:
        hashes = [one.hex() for one in frontier]
        heads.objects.create(pk=1, size=len(rows), frontier=hashes, root=root_of(frontier).hex())
