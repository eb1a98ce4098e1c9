"""Events join the tree: each gets its place and its leaf, and the head of the tree moves on."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from cotmoc.core.merkle import appended, leaf_hash, root_of
from cotmoc.store.models import Event, Person, TreeHead


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
    now, events, frontier = timezone.now(), [], [bytes.fromhex(text) for text in head.frontier]
    for draft in drafts:
        event = _event(draft, head.size, now)
        leaf = leaf_hash(content_of(event))
        event.leaf = leaf.hex()
        frontier = list(appended(frontier, head.size, leaf))
        head.size += 1
        events.append(event)
    Event.objects.bulk_create(events, batch_size=500)
    head.frontier, head.root = [one.hex() for one in frontier], root_of(frontier).hex()
    head.save()
    return events


def content_of(event: Event) -> bytes:
    """What a leaf stands for: the event in canonical JSON (sorted keys, no spaces, UTF-8), personal data by digest."""
    content = {
        "position": event.position,
        "at": event.at.isoformat(timespec="microseconds"),
        "by": event.by_id,
        "acting_for": event.acting_for_id,
        "verb": event.verb,
        "thing": event.thing,
        "thing_id": event.thing_id,
        "before": event.before,
        "after": event.after,
        "why": event.why,
        "via": event.via,
        "key": event.key_id,
        "personal": event.personal_digest,
    }
    return canonical(content)


def canonical(content: Any) -> bytes:
    """JSON that comes out the same every time."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _event(draft: Draft, position: int, now: datetime) -> Event:
    salt = secrets.token_hex(16) if draft.personal else ""
    return Event(
        position=position,
        at=now,
        by=draft.by,
        acting_for=draft.acting_for,
        verb=draft.verb,
        thing=draft.thing,
        thing_id=draft.thing_id,
        before=draft.before,
        after=draft.after,
        why=draft.why,
        personal=draft.personal,
        personal_salt=salt,
        personal_digest=hashlib.sha256(salt.encode() + canonical(draft.personal)).hexdigest() if salt else "",
    )


def seal_old(events: Any, heads: Any) -> None:
    """Give the events of an older version their places and leaves; for its migration, with its models.

    A store without a tree before has nothing to protect yet, so here alone events are written again.
    """
    frontier: list[bytes] = []
    rows = list(events.objects.order_by("id"))
    for position, event in enumerate(rows):
        event.position = position
        leaf = leaf_hash(content_of(event))
        event.leaf = leaf.hex()
        frontier = list(appended(frontier, position, leaf))
    events.objects.bulk_update(rows, ["position", "leaf"], batch_size=500)
    if rows:
        head = {
            "size": len(rows),
            "frontier": [one.hex() for one in frontier],
            "root": root_of(frontier).hex(),
        }
        heads.objects.create(pk=1, **head)
