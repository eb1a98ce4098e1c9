"""Events join the tree: each gets its place and its leaf, and the head of the tree moves on."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from cotmoc.actions.notary import sign
from cotmoc.actions.origin import Origin, origin
from cotmoc.core.canonical import canonical, plain, plain_text
from cotmoc.core.checkpoint import Head
from cotmoc.core.merkle import appended, leaf_hash, root_of
from cotmoc.store.leaves import COLUMNS, content, personal_digest
from cotmoc.store.models import ApiKey, Event, Person, TreeHead

_STORED = (*COLUMNS, "leaf", "personal", "personal_salt")
_AT, _JSON = _STORED.index("at"), [_STORED.index(name) for name in ("before", "after", "personal")]
_BATCH = 2000  # rows at a time


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


def seal(drafts: Sequence[Draft]) -> None:
    """Store the events in their order at the end of the tree. The head is locked until the transaction ends."""
    head, _ = TreeHead.objects.select_for_update().get_or_create(pk=1)
    now, size, source, rows = _now(head.size), head.size, origin(), []
    frontier = tuple(bytes.fromhex(text) for text in head.frontier)
    for draft in drafts:
        row, leaf = _row(draft, size, now, source)
        rows.append(row)
        frontier = appended(frontier, size, leaf)
        size += 1
    _insert(rows)
    root = root_of(frontier)
    head.size, head.frontier, head.root = size, [one.hex() for one in frontier], root.hex()
    head.signature = sign(Head(size, root)).mark
    head.save()


def _now(size: int) -> datetime:
    """The time of the next events: never before that of the last one, even when the clock was set back."""
    last = Event.objects.filter(position=size - 1).values_list("at", flat=True).first() if size else None
    now = timezone.now()
    return max(now, last) if last else now


def _row(draft: Draft, position: int, now: datetime, source: Origin) -> tuple[tuple[Any, ...], bytes]:
    """The values of _STORED and the hash of the leaf."""
    personal = plain(draft.personal or {}) | ({"address": source.address} if source.address else {})
    salt = secrets.token_hex(16) if personal else ""
    before, after = plain(draft.before), plain(draft.after)
    key = getattr(draft.by, "key", None)
    values = (
        position,
        now,
        draft.by.pk if draft.by else None,
        draft.acting_for.pk if draft.acting_for else None,
        draft.verb,
        draft.thing,
        draft.thing_id,
        before,
        after,
        plain_text(draft.why),
        source.via.value,
        key.pk if isinstance(key, ApiKey) else None,
        personal_digest(salt, personal) if salt else "",
    )
    leaf = leaf_hash(content(values))
    return (*values, leaf.hex(), personal or None, salt), leaf


def _insert(rows: Sequence[tuple[Any, ...]]) -> None:
    """Store the rows as they were hashed. Not by the ORM: an import writes thousands of events in one action, and
    making objects of them took two thirds of the time."""
    put = _put_json if connection.vendor == "postgresql" else _put_values
    fields = [
        Event._meta.get_field(name.removesuffix("_id") if name != "thing_id" else name) for name in _STORED
    ]
    with connection.cursor() as cursor:
        for n in range(0, len(rows), _BATCH):
            put(cursor, fields, rows[n : n + _BATCH])


def _put_values(cursor: Any, fields: Sequence[Any], rows: Sequence[tuple[Any, ...]]) -> None:
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    cursor.executemany(
        f"INSERT INTO {Event._meta.db_table} ({names}) VALUES ({places})",  # noqa: S608 - our own names
        [_adapted(row) for row in rows],
    )


def _adapted(row: tuple[Any, ...]) -> list[Any]:
    """The values as SQLite takes them."""
    values = list(row)
    values[_AT] = connection.ops.adapt_datetimefield_value(values[_AT])
    for n in _JSON:
        values[n] = None if values[n] is None else canonical(values[n]).decode()
    return values


def _put_json(cursor: Any, fields: Sequence[Any], rows: Sequence[tuple[Any, ...]]) -> None:
    """PostgreSQL takes all rows as one value; thousands of places in a statement would take the driver seconds."""
    names = [connection.ops.quote_name(field.column) for field in fields]
    types = [f"{name} {field.db_type(connection)}" for name, field in zip(names, fields, strict=True)]
    columns = [field.column for field in fields]
    lines = [dict(zip(columns, row, strict=True)) for row in rows]
    for line in lines:
        line["at"] = line["at"].isoformat()
    cursor.execute(
        f"INSERT INTO {Event._meta.db_table} ({', '.join(names)}) SELECT {', '.join(names)} "  # noqa: S608
        f"FROM jsonb_to_recordset(%s::jsonb) AS given ({', '.join(types)})",
        [canonical(lines).decode()],
    )
