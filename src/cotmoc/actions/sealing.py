"""Events join the tree: each gets its place and its leaf, and the head of the tree moves on."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from cotmoc.actions.notary import sign
from cotmoc.actions.origin import Origin, origin
from cotmoc.core.canonical import plain, plain_text
from cotmoc.core.checkpoint import Head
from cotmoc.core.merkle import appended, leaf_hash, root_of
from cotmoc.store.leaves import content_of, personal_digest
from cotmoc.store.models import ApiKey, Event, Person, TreeHead

_BATCH = 500


@dataclass(frozen=True)
class Draft:
    """An event before it has a place in the tree."""

    verb: str
    thing: str
    thing_id: int
    by: Person | None
    before: dict[str, Any]
    after: dict[str, Any]
    why: str = ""
    personal: dict[str, Any] | None = None
    acting_for: Person | None = None


def seal(drafts: Sequence[Draft]) -> list[Event]:
    """Store the events in their order at the end of the tree. The head is locked until the transaction ends."""
    head, _ = TreeHead.objects.select_for_update().get_or_create(pk=1)
    now, size, events = _now(head.size), head.size, []
    frontier = tuple(bytes.fromhex(text) for text in head.frontier)
    for draft in drafts:
        event = _event(draft, size, now, origin())
        leaf = leaf_hash(content_of(event))
        event.leaf = leaf.hex()
        frontier = appended(frontier, size, leaf)
        size += 1
        events.append(event)
    Event.objects.bulk_create(events, batch_size=_BATCH)
    root = root_of(frontier)
    head.size, head.frontier, head.root = size, [one.hex() for one in frontier], root.hex()
    head.signature = sign(Head(size, root)).mark
    head.save()
    return events


def _now(size: int) -> datetime:
    """The time of the next events: never before that of the last one, even when the clock was set back."""
    last = Event.objects.filter(position=size - 1).values_list("at", flat=True).first() if size else None
    now = timezone.now()
    return max(now, last) if last else now


def _event(draft: Draft, position: int, now: datetime, source: Origin) -> Event:
    personal = plain({**(draft.personal or {}), **({"address": source.address} if source.address else {})})
    salt = secrets.token_hex(16) if personal else ""
    key = getattr(draft.by, "key", None)
    return Event(
        position=position,
        at=now,
        by=draft.by,
        acting_for=draft.acting_for,
        verb=draft.verb,
        thing=draft.thing,
        thing_id=draft.thing_id,
        before=plain(draft.before),
        after=plain(draft.after),
        why=plain_text(draft.why),
        via=source.via.value,
        key=key if isinstance(key, ApiKey) else None,
        personal=personal or None,
        personal_salt=salt,
        personal_digest=personal_digest(salt, personal) if salt else "",
    )
