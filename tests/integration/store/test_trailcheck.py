"""Whoever changes the trail behind the program's back is found out: one test for every way to do it.

The changes are made with SQL, as somebody with the rights of the database would; those with the rights of the data
folder too are found out by checkpoints that others kept.
"""
# ruff: noqa: S608 - names of our own tables and columns

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from tests.support import factories

from cotmoc.actions import notary
from cotmoc.actions.base import action, record
from cotmoc.actions.checkpoints import make_checkpoint
from cotmoc.core.checkpoint import parse_notes
from cotmoc.core.merkle import appended, leaf_hash, root_of
from cotmoc.store.keyring import log_path
from cotmoc.store.leaves import content_of, personal_digest, seal_old
from cotmoc.store.models import Checkpoint, Event, Person, TreeHead
from cotmoc.store.trailcheck import AT_MOST, TrailCheck, check_trail

pytestmark = pytest.mark.django_db


@action
def _note(*, by: Person, first: int, last: int) -> None:
    for number in range(first, last):
        record(
            "test.note", by, by=by, after={"n": number}, why="thử", personal={"full_name": f"Người {number}"}
        )


@pytest.fixture(autouse=True)
def by(settings: LazySettings, tmp_path: Path) -> Person:
    """A trail of twelve events with a checkpoint after the eighth; the first one is that of the manager."""
    settings.DATA_DIR = tmp_path
    person = factories.manager()
    _note(by=person, first=1, last=8)
    make_checkpoint()
    _note(by=person, first=8, last=12)
    return person


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def codes(found: TrailCheck) -> set[tuple[str, int | None]]:
    return {(fault.code, fault.position) for fault in found.faults}


def test_an_honest_trail_is_whole() -> None:
    found = check_trail()
    assert found.is_whole, found.faults
    assert (found.size, found.checkpoints, found.erased) == (12, 1, 0)
    assert found.root == TreeHead.objects.get().root


def test_a_system_without_events_is_whole() -> None:
    for table in ("event", "treehead", "checkpoint"):
        sql(f"DELETE FROM store_{table}")
    log_path().unlink()
    assert check_trail().is_whole
    assert make_checkpoint() is None


EDITS: dict[str, tuple[str, Any]] = {
    "at": ("at", "2026-01-01 00:00:00+00:00"),
    "by": ("by_id", None),
    "acting_for": ("acting_for_id", "by"),
    "verb": ("verb", "test.other"),
    "thing": ("thing", "plan"),
    "thing_id": ("thing_id", 77),
    "before": ("before", '{"n": 1}'),
    "after": ("after", '{"n": 99}'),
    "after, no JSON of ours": ("after", '"text"'),
    "why": ("why", "khác"),
    "via": ("via", "page"),
    "digest of personal data": ("personal_digest", "0" * 64),
    "leaf": ("leaf", "0" * 64),
    "leaf, no hash": ("leaf", "không phải băm"),
}


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("position", [5, 11])
def test_an_edited_field(edit: str, position: int, by: Person) -> None:
    column, value = EDITS[edit]
    sql(
        f"UPDATE store_event SET {column} = %s WHERE position = %s",
        by.pk if value == "by" else value,
        position,
    )
    found = check_trail()
    assert ("edited", position) in codes(found), found
    assert f"Sự kiện {position} " in found.faults[0].words
    assert (found.fault_count == 1) == ("leaf" not in edit)


@pytest.mark.parametrize("column", ["personal", "personal_salt"])
def test_edited_personal_data(column: str) -> None:
    sql(
        f"UPDATE store_event SET {column} = %s WHERE position = 5",
        '{"full_name":"Ai"}' if column == "personal" else "0",
    )
    assert codes(check_trail()) == {("personal", 5)}


def test_personal_data_of_two_events_exchanged() -> None:
    salts = dict(Event.objects.filter(position__in=[5, 6]).values_list("position", "personal_salt"))
    for mine, other in ((5, 6), (6, 5)):
        sql("UPDATE store_event SET personal = %s, personal_salt = %s WHERE position = %s",
            json.dumps({"full_name": f"Người {other}"}), salts[other], mine)  # fmt: skip
    assert codes(check_trail()) == {("personal", 5), ("personal", 6)}


def test_erased_personal_data_is_counted_and_no_fault() -> None:
    with pytest.raises(Exception, match="không sửa được"):
        Event.objects.filter(position=3).update(verb="x")
    with pytest.raises(Exception, match="không xóa được"):
        Event.objects.filter(position=3).delete()
    assert Event.objects.filter(position__in=[3, 4]).erase_personal() == 2  # type: ignore[attr-defined]
    found = check_trail()
    assert (found.is_whole, found.erased) == (True, 2)


def test_events_deleted_in_the_middle() -> None:
    sql("DELETE FROM store_event WHERE position IN (4, 5)")
    found = check_trail()
    assert codes(found) == {("missing", 4)}
    assert "2 sự kiện, từ 4 đến 5" in found.faults[0].words


def test_an_event_deleted_at_the_end() -> None:
    sql("DELETE FROM store_event WHERE position = 11")
    assert codes(check_trail()) == {("missing", 11)}


def test_events_in_another_order() -> None:
    for old, new in ((5, 1005), (6, 5), (1005, 6)):
        sql("UPDATE store_event SET position = %s WHERE position = %s", new, old)
    assert {("edited", 5), ("edited", 6)} <= codes(check_trail())


def test_an_inserted_event() -> None:
    _copy_of(11, 12)
    assert codes(check_trail()) == {("outside", 12)}


def test_a_clock_that_ran_backwards() -> None:
    """Somebody who dates an event back and hashes it anew is seen even before the hashes are compared."""
    sql("UPDATE store_event SET at = %s WHERE position = 6", "2020-01-01 00:00:00+00:00")
    _hash_again(6)
    assert ("time", 6) in codes(check_trail())


def _hash_again(*positions: int) -> None:
    for event in Event.objects.filter(position__in=positions):
        leaf = leaf_hash(content_of(event)).hex()
        sql("UPDATE store_event SET leaf = %s WHERE position = %s", leaf, event.position)


def _rewrite_head(size: int = 12) -> None:
    """The head of what stands in the table now, without the key that signs it."""
    frontier: tuple[bytes, ...] = ()
    for number, leaf in enumerate(Event.objects.order_by("position").values_list("leaf", flat=True)[:size]):
        frontier = appended(frontier, number, bytes.fromhex(leaf))
    head = TreeHead.objects.get()
    head.size, head.root, head.frontier = size, root_of(frontier).hex(), [one.hex() for one in frontier]
    head.save()


def _copy_of(position: int, new: int) -> None:
    columns = [f.column for f in Event._meta.fields if f.column not in {"id", "position"}]
    names = ", ".join(f'"{name}"' for name in columns)
    sql(f"INSERT INTO store_event (position, {names}) SELECT %s, {names} FROM store_event WHERE position = %s",
        new, position)  # fmt: skip


def _edit_with_hashes(position: int) -> None:
    sql("UPDATE store_event SET why = %s WHERE position = %s", "khác", position)
    _hash_again(position)


def test_an_edit_with_its_hash_is_found_by_root_and_checkpoint() -> None:
    _edit_with_hashes(5)
    assert codes(check_trail()) == {("root", None), ("rewritten", 0)}
    _rewrite_head()
    assert codes(check_trail()) == {("signature", None), ("rewritten", 0)}


def test_a_rewritten_event_after_the_checkpoint_is_found_by_the_signed_head() -> None:
    _edit_with_hashes(10)
    _rewrite_head()
    assert codes(check_trail()) == {("signature", None)}
    sql("UPDATE store_treehead SET signature = ''")
    assert codes(check_trail()) == {("unsigned", None)}


def test_a_head_with_other_subtrees() -> None:
    head = TreeHead.objects.get()
    head.frontier = [*head.frontier, "00"]
    head.save()
    assert codes(check_trail()) == {("frontier", None)}


def _cut(size: int) -> None:
    sql("DELETE FROM store_event WHERE position >= %s", size)
    _rewrite_head(size)


def test_a_shortened_trail_is_found_by_the_checkpoint() -> None:
    old = TreeHead.objects.get()
    make_checkpoint()
    _cut(9)
    assert ("truncated", 9) in codes(check_trail())
    # Even under a head that was signed once.
    sql("DELETE FROM store_event WHERE position >= 8")
    old.size, (old.root, old.signature) = 8, _signed_at(8)
    old.frontier = [old.root]
    old.save()
    assert codes(check_trail()) == {("truncated", 8)}


def _signed_at(size: int) -> tuple[str, str]:
    one = parse_notes(Checkpoint.objects.get(size=size).note)[0]
    return one.head.root.hex(), one.mark


def test_checkpoints_deleted_from_the_database_are_in_the_log() -> None:
    make_checkpoint()
    sql("DELETE FROM store_checkpoint WHERE size = 12")
    _cut(9)
    assert ("truncated", 9) in codes(check_trail())


def test_what_others_kept_finds_what_nothing_here_does() -> None:
    """Somebody with the data folder cuts the trail back to an old signed head, and the log too."""
    head_at_8 = _signed_at(8)
    kept = make_checkpoint()
    assert kept is not None
    note, log = kept.note, log_path().read_text("utf-8")
    sql("DELETE FROM store_checkpoint WHERE size = 12")
    log_path().write_text(log.replace(note, ""), "utf-8")
    _cut(8)
    sql("UPDATE store_treehead SET root = %s, signature = %s", *head_at_8)
    assert check_trail().is_whole
    assert codes(check_trail(against=parse_notes(note))) == {("truncated", 8)}


def test_a_checkpoint_that_was_edited_or_is_of_another_key(settings: LazySettings, tmp_path: Path) -> None:
    sql("UPDATE store_checkpoint SET root = %s", "0" * 64)
    assert codes(check_trail()) == {("checkpoint", None)}
    sql("UPDATE store_checkpoint SET note = ''")
    assert codes(check_trail()) == {("checkpoint", None)}
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    settings.DATA_DIR = foreign
    other = notary.sign(parse_notes((tmp_path / "checkpoints.log").read_text("utf-8"))[0].head)
    settings.DATA_DIR = tmp_path
    sql("DELETE FROM store_checkpoint")
    assert codes(check_trail(against=[other])) == {("checkpoint-signature", None)}


def test_a_damaged_log() -> None:
    log_path().write_text("hỏng", "utf-8")
    assert codes(check_trail()) == {("log", None)}


def test_a_new_key_and_the_old_checkpoints_hold() -> None:
    make_checkpoint()
    before = notary.public_keys()
    new = notary.retire_key()
    make_checkpoint()
    assert notary.public_keys() == [*before, new]
    assert check_trail().is_whole
    assert (log_path().parent / "trail_key").stat().st_mode & 0o777 == 0o600


def test_a_check_of_the_newest_events_still_reads_every_hash() -> None:
    sql("UPDATE store_event SET why = %s WHERE position = 2", "khác")
    found = check_trail(contents_of_last=4)
    assert (found.is_whole, found.contents_from) == (True, 8)
    sql("UPDATE store_event SET leaf = %s WHERE position = 2", "0" * 64)
    assert ("root", None) in codes(check_trail(contents_of_last=4))
    sql("UPDATE store_event SET why = %s WHERE position = 9", "khác")
    assert ("edited", 9) in codes(check_trail(contents_of_last=4))


def test_faults_without_end_are_counted() -> None:
    found = TrailCheck()
    for number in range(AT_MOST + 5):
        found.add("edited", number, "…")
    assert (len(found.faults), found.fault_count) == (AT_MOST, AT_MOST + 5)


def test_every_column_of_an_event_is_bound(by: Person) -> None:
    """A new column must be hashed, be the hash, or say here why not."""
    free = {"id"}  # only a number of the database
    bound = {
        *(f.removesuffix("_id") if f != "thing_id" else f for f in _columns()),
        "leaf",
        "personal",
        "personal_salt",
    }
    assert {field.name for field in Event._meta.fields} == bound | free
    event = Event.objects.get(position=3)
    assert event.personal is not None
    assert personal_digest(event.personal_salt, event.personal) == event.personal_digest


def _columns() -> tuple[str, ...]:
    from cotmoc.store.leaves import COLUMNS

    return COLUMNS


def test_the_trail_of_an_older_version_joins_the_tree(by: Person) -> None:
    """As the migration does it; the head is signed by the first event or checkpoint after it."""
    sql("UPDATE store_event SET leaf = '', personal = NULL, personal_salt = '', personal_digest = ''")
    for table in ("treehead", "checkpoint"):
        sql(f"DELETE FROM store_{table}")
    log_path().unlink()
    # A migration knows the tables only, not what may be done to them.
    seal_old(SimpleNamespace(objects=Event._base_manager), TreeHead)
    assert codes(check_trail()) == {("unsigned", None)}
    make_checkpoint()
    assert check_trail().is_whole
    _note(by=by, first=12, last=14)
    assert check_trail().is_whole
