"""Whether the trail still is what was written: every event, the head of the tree, and every checkpoint there is.

The stored leaf hashes make the root, and every event must make its leaf hash: so an edited event is named by its place,
and whoever rewrites the hashes too is found out by the signed head or by the first checkpoint behind that place. Read
as a stream, oldest first: memory stays the same however long the trail is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_noop as mark

from cotmoc.core.checkpoint import Head, PublicKey, SignedHead, parse_notes
from cotmoc.core.errors import CotmocError
from cotmoc.core.merkle import appended, leaf_hash, root_of
from cotmoc.core.sentence import say
from cotmoc.store.keyring import is_signed, logged, public_keys
from cotmoc.store.leaves import COLUMNS, content, personal_digest
from cotmoc.store.models import Checkpoint, Event, TreeHead
from cotmoc.store.treeproofs import CHUNK

AT_MOST = 100  # faults named one by one
_READ = (*COLUMNS, "leaf", "personal", "personal_salt")


_OUTSIDE = mark("Sự kiện %(first)s đến %(last)s không thuộc cây: đầu cây chỉ ghi %(size)s sự kiện.")
_EDITED = mark(
    "Sự kiện %(position)s (%(verb)s, %(thing)s %(thing_id)s) không khớp dấu băm của nó: nội dung hoặc vị trí đã bị sửa."
)
_PERSONAL = mark(
    "Sự kiện %(position)s (%(verb)s): dữ liệu cá nhân đã bị sửa hoặc thay bằng của sự kiện khác."
)
_GAP = mark("Thiếu sự kiện %(first)s: đã bị xóa.")
_GAPS = mark("Thiếu %(count)s sự kiện, từ %(first)s đến %(last)s: đã bị xóa.")
_BACK = mark("Sự kiện %(position)s (%(verb)s) ghi lúc %(at)s, trước sự kiện đứng trước nó.")
_ROOT = mark("Gốc của cây không khớp với các sự kiện: có sự kiện và dấu băm của nó đã bị viết lại.")
_FRONTIER = mark("Các cây con ghi ở đầu cây không khớp với các sự kiện: đầu cây đã bị sửa.")
_UNSIGNED = mark(
    "Đầu cây chưa được ký. Nếu vừa nâng cấp phần mềm, chạy 'cotmoc audit checkpoint'; nếu không, nó đã bị sửa."
)
_SIGNATURE = mark("Chữ ký của đầu cây không đúng: cây đã bị viết lại hoặc cắt ngắn mà không có khóa ký.")
_POINT = mark("Điểm kiểm %(size)s trong cơ sở dữ liệu đã bị sửa.")
_LOG = mark("Tệp checkpoints.log trong thư mục dữ liệu bị hỏng; lấy lại từ bản sao lưu.")
_FOREIGN = mark("Điểm kiểm %(size)s (%(where)s) không do khóa nào của hệ thống này ký.")
_TRUNCATED = mark(
    "Điểm kiểm %(size)s (%(where)s) có %(size)s sự kiện, nay cây chỉ còn %(left)s: các sự kiện cuối đã bị xóa."
)
_REWRITTEN = mark(
    "Điểm kiểm %(size)s (%(where)s) không khớp: một sự kiện trong khoảng %(first)s đến %(last)s đã bị viết lại."
)
_IN_DATABASE, _IN_FILE = mark("cơ sở dữ liệu"), mark("tệp đối chiếu")


@dataclass(frozen=True)
class _Walked:
    """Roots by size, and the frontier at the end; None where events are missing."""

    roots: dict[int, bytes]
    frontier: list[str] | None


@dataclass(frozen=True)
class Fault:
    """One thing that is not as it was written; `position` is that of the event, where it is known."""

    code: str
    position: int | None
    words: str


@dataclass(frozen=True)
class Outside:
    """A checkpoint to compare with, and where it was kept."""

    signed: SignedHead
    where: str


@dataclass
class TrailCheck:
    """What a check found. `erased` events had their personal data taken away, which is allowed and counted."""

    size: int = 0
    root: str = ""
    contents_from: int = 0
    erased: int = 0
    checkpoints: int = 0
    fault_count: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found."""
        return self.fault_count == 0

    def add(self, code: str, position: int | None, words: str) -> None:
        """One more fault; only the first ones are kept."""
        self.fault_count += 1
        if len(self.faults) < AT_MOST:
            self.faults.append(Fault(code, position, words))


def check_trail(*, against: Sequence[SignedHead] = (), contents_of_last: int | None = None) -> TrailCheck:
    """Check the whole trail, or the contents of the newest events only; the hashes always from the first one.

    `against` are checkpoints somebody kept elsewhere.
    """
    found, keys = TrailCheck(), public_keys()
    # Read in this order: what is written meanwhile only makes the head longer than what was read before it.
    outside = [*_kept(found), *(Outside(one, _IN_FILE) for one in against)]
    last = Event.objects.aggregate(last=Max("position"))["last"]
    head = TreeHead.objects.filter(pk=1).first() or TreeHead()
    found.size, found.checkpoints = head.size, len({one.signed for one in outside})
    found.contents_from = max(0, head.size - contents_of_last) if contents_of_last is not None else 0
    if last is not None and last >= head.size:
        found.add("outside", head.size, say(_OUTSIDE, first=head.size, last=last, size=head.size))
    walked = _walk(found, head.size, {one.signed.head.size for one in outside})
    _compare_head(found, head, walked, keys)
    _compare_outside(found, outside, walked.roots, keys)
    return found


def _kept(found: TrailCheck) -> Iterator[Outside]:
    """The checkpoints of the database and of the log in the data folder."""
    for row in Checkpoint.objects.order_by("size"):
        try:
            one = parse_notes(row.note)[0]
        except (CotmocError, IndexError):
            one = None
        if one is None or (one.head.size, one.head.root.hex(), one.note) != (row.size, row.root, row.note):
            found.add("checkpoint", None, say(_POINT, size=row.size))
        else:
            yield Outside(one, _IN_DATABASE)
    try:
        log = logged()
    except CotmocError:
        log = []
        found.add("log", None, say(_LOG))
    yield from (Outside(one, "checkpoints.log") for one in log)


def _walk(found: TrailCheck, size: int, wanted: set[int]) -> _Walked:
    """Look at every event; the roots at the sizes wanted and at the end, as far as nothing is missing."""
    frontier: tuple[bytes, ...] = ()
    roots: dict[int, bytes] = {0: root_of(())}
    before, next_one, is_gapless = None, 0, True
    for row in _rows(found.contents_from, size):
        position = row["position"]
        if position != next_one:
            found.add("missing", next_one, _gap(next_one, position))
            is_gapless = False
        if position >= found.contents_from:
            before = _compare_event(found, row, before)
        next_one = position + 1
        if is_gapless:
            frontier = appended(frontier, position, _hash(row["leaf"]))
            if next_one in wanted or next_one == size:
                roots[next_one] = root_of(frontier)
    if next_one < size:
        found.add("missing", next_one, _gap(next_one, size))
        is_gapless = False
    return _Walked(roots, [one.hex() for one in frontier] if is_gapless else None)


def _rows(contents_from: int, size: int) -> Iterator[dict[str, Any]]:
    """The events in their order; of those before `contents_from` place and hash only."""
    events = Event.objects.order_by("position")
    old = events.filter(position__lt=contents_from).values("position", "leaf")
    new = events.filter(position__gte=contents_from, position__lt=size).values(*_READ)
    return chain(old.iterator(chunk_size=CHUNK), new.iterator(chunk_size=CHUNK))


def _hash(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""  # somebody wrote there what is no hash; the event is named, and the root differs


def _gap(first: int, end: int) -> str:
    if end - first == 1:
        return say(_GAP, first=first)
    return say(_GAPS, count=end - first, first=first, last=end - 1)


def _compare_event(found: TrailCheck, row: dict[str, Any], before: datetime | None) -> datetime | None:
    """Compare one event with its hashes and its time with the one before; returns the time for the next one."""
    if not _makes_its_leaf(row):
        found.add("edited", row["position"], say(_EDITED, **_named(row)))
        return before
    if before is not None and row["at"] < before:
        found.add("time", row["position"], say(_BACK, **_named(row)))
    if row["personal"] is None:
        found.erased += bool(row["personal_digest"])
    elif personal_digest(row["personal_salt"], row["personal"]) != row["personal_digest"]:
        found.add("personal", row["position"], say(_PERSONAL, **_named(row)))
    at: datetime = row["at"]
    return at


def _named(row: dict[str, Any]) -> dict[str, str]:
    """What a sentence says of an event."""
    return {name: str(row[name]) for name in ("position", "verb", "thing", "thing_id", "at")}


def _makes_its_leaf(row: dict[str, Any]) -> bool:
    try:
        made = leaf_hash(content(tuple(row[name] for name in COLUMNS)))
    except (AttributeError, TypeError, ValueError):
        return False  # what stands there could never have been sealed
    return made.hex() == str(row["leaf"])


def _compare_head(found: TrailCheck, head: TreeHead, walked: _Walked, keys: Sequence[PublicKey]) -> None:
    if head.size == 0:
        return
    found.root = head.root
    if (root := walked.roots.get(head.size)) is not None and root.hex() != head.root:
        found.add("root", None, say(_ROOT))
    elif walked.frontier is not None and walked.frontier != head.frontier:
        found.add("frontier", None, say(_FRONTIER))
    if not head.signature:
        found.add("unsigned", None, say(_UNSIGNED))
        return
    signed = [SignedHead(Head(head.size, _hash(head.root)), key.name, head.signature) for key in keys]
    if not any(is_signed(one, keys) for one in signed):
        found.add("signature", None, say(_SIGNATURE))


def _compare_outside(
    found: TrailCheck, outside: Iterable[Outside], roots: dict[int, bytes], keys: Sequence[PublicKey]
) -> None:
    whole_up_to = 0
    for one in sorted(outside, key=lambda one: one.signed.head.size):
        head = one.signed.head
        named: dict[str, Any] = {"size": head.size, "where": one.where}
        if not is_signed(one.signed, keys):
            found.add("checkpoint-signature", None, say(_FOREIGN, **named))
        elif head.size > found.size:
            found.add("truncated", found.size, say(_TRUNCATED, **named, left=found.size))
        elif head.size in roots and roots[head.size] != head.root:
            found.add(
                "rewritten", whole_up_to, say(_REWRITTEN, **named, first=whole_up_to, last=head.size - 1)
            )
            return  # every later one differs for the same reason
        elif head.size in roots:
            whole_up_to = head.size
