"""People decide about claims. Every decision is added beside the reader's words; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cotmoc.actions.base import action, record
from cotmoc.core.claims import fingerprint
from cotmoc.core.errors import ConflictError, InvalidValueError
from cotmoc.core.permissions import Verb
from cotmoc.core.planjson import item_from_data
from cotmoc.store.access import require
from cotmoc.store.models import Claim, Decision, Person, Reading
from cotmoc.store.reviewing import view

_CLOSED = {Decision.Verdict.SPLIT, Decision.Verdict.MERGE}


@action
def accept_claim(*, claim: Claim, by: Person) -> Decision:
    """The reader is right."""
    return _decide(claim, Decision.Verdict.ACCEPT, by)


@action
def accept_claims(*, claims: Sequence[Claim], by: Person) -> int:
    """Accept several waiting claims at once; those already decided stay as they are. Returns how many."""
    waiting = [claim for claim in claims if view(claim).pending]
    for claim in waiting:
        _decide(claim, Decision.Verdict.ACCEPT, by)
    if not waiting:
        raise ConflictError("Các mục đã chọn đều đã được rà soát.")
    return len(waiting)


@action
def edit_claim(*, claim: Claim, payload: dict[str, Any], by: Person) -> Decision:
    """Keep the claim with other values. Raises InvalidValueError when the values are not a claim of its kind."""
    return _decide(claim, Decision.Verdict.EDIT, by, payload=_checked(claim.kind, payload))


@action
def reject_claim(*, claim: Claim, by: Person, reason: str = "") -> Decision:
    """This is not an item of the plan."""
    return _decide(claim, Decision.Verdict.REJECT, by, reason=reason)


@action
def undo_decision(*, claim: Claim, by: Person) -> Decision:
    """Take the holding decision back. What a split or merge made must be undone on the claim it came from."""
    holding = view(claim).decision
    if holding is None:
        raise ConflictError("Mục này chưa có quyết định nào để hoàn tác.")
    for made in claim.made_into.all() if holding.verdict in _CLOSED else ():
        _decide(made, Decision.Verdict.REJECT, by, reason="Hoàn tác tách hoặc gộp")
    return _decide(claim, Decision.Verdict.UNDO, by)


@action
def split_claim(*, claim: Claim, parts: Sequence[dict[str, Any]], by: Person) -> list[Claim]:
    """Replace one claim by two or more, each accepted as given."""
    if len(parts) < 2:
        raise InvalidValueError("Tách cần ít nhất hai phần.", code="split")
    checked = [_checked(claim.kind, part) for part in parts]
    _decide(claim, Decision.Verdict.SPLIT, by)
    return [
        _make(claim.reading, claim.kind, part, claim.position + step, [claim], by)
        for step, part in enumerate(checked, 1)
    ]


@action
def merge_claims(*, claims: Sequence[Claim], payload: dict[str, Any], by: Person) -> Claim:
    """Replace claims of one kind and one reading by a single one."""
    if len(claims) < 2 or len({(claim.reading_id, claim.kind) for claim in claims}) != 1:
        raise InvalidValueError("Gộp cần ít nhất hai mục cùng loại của cùng một văn bản.", code="merge")
    first = min(claims, key=lambda claim: claim.position)
    checked = _checked(first.kind, payload)
    for claim in claims:
        _decide(claim, Decision.Verdict.MERGE, by)
    return _make(first.reading, first.kind, checked, first.position + 1, claims, by)


@action
def add_claim(*, reading: Reading, kind: str, payload: dict[str, Any], by: Person) -> Claim:
    """Add what the reader did not see, from words selected in the document."""
    block = payload.get("block") or 0
    before = [claim for claim in reading.claims.all() if (claim.payload.get("block") or 0) <= block]
    position = max((claim.position for claim in before), default=0) + 1
    return _make(reading, kind, _checked(kind, payload), position, [], by)


def _checked(kind: str, payload: dict[str, Any]) -> dict[str, Any]:
    item_from_data(kind, payload)
    return payload


def _decide(
    claim: Claim,
    verdict: Decision.Verdict,
    by: Person,
    *,
    payload: dict[str, Any] | None = None,
    reason: str = "",
) -> Decision:
    require(by, Verb.REVIEW_CLAIMS)
    if claim.reading.versions.exists():
        raise ConflictError("Kế hoạch từ lần đọc này đã được duyệt; tải văn bản sửa đổi lên để thay đổi.")
    before = view(claim)
    if before.verdict in _CLOSED and verdict != Decision.Verdict.UNDO:
        raise ConflictError("Mục này đã được tách hoặc gộp; hoàn tác trước khi quyết định lại.")
    decision = Decision.objects.create(claim=claim, verdict=verdict, payload=payload, reason=reason, by=by)
    # The prefetched decisions are of before this one.
    claim._prefetched_objects_cache = {}  # type: ignore[attr-defined]
    record(
        f"claim.{verdict.value}",
        claim,
        by=by,
        before={"verdict": before.verdict, "payload": before.payload},
        after={"verdict": verdict.value, "payload": payload or before.payload, "reason": reason},
    )
    return decision


def _make(
    reading: Reading, kind: str, payload: dict[str, Any], position: int, sources: Sequence[Claim], by: Person
) -> Claim:
    require(by, Verb.REVIEW_CLAIMS)
    claim = Claim.objects.create(
        reading=reading,
        kind=kind,
        origin=Claim.Origin.PERSON,
        position=position,
        payload=payload,
        quote=payload.get("quote") or "",
        fingerprint=fingerprint(kind, payload),
    )
    claim.made_from.set(sources)
    record(
        "claim.add", claim, by=by, after={"payload": payload, "made_from": [source.pk for source in sources]}
    )
    _decide(claim, Decision.Verdict.ACCEPT, by)
    return claim
