"""People decide about claims. Every decision is added beside the reader's words; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from cotmoc.actions.base import action, record
from cotmoc.core.claims import fingerprint
from cotmoc.core.errors import ConflictError, InvalidValueError
from cotmoc.core.permissions import Verb
from cotmoc.core.planjson import item_from_data
from cotmoc.core.sentence import say
from cotmoc.store.access import require
from cotmoc.store.models import Claim, Decision, Person, PlanVersion, Reading
from cotmoc.store.reviewing import view

# A claim replaced by others; only undoing this opens it again.
_REPLACED = {Decision.Verdict.SPLIT, Decision.Verdict.MERGE}


@action
def accept_claim(*, claim: Claim, by: Person) -> Decision:
    """The reader is right."""
    _open(claim.reading_id, by)
    return _decide(claim, Decision.Verdict.ACCEPT, by)


@action
def accept_claims(*, claims: Sequence[Claim], by: Person) -> int:
    """Accept several waiting claims at once; those already decided stay as they are. Returns how many."""
    for reading_id in {claim.reading_id for claim in claims}:
        _open(reading_id, by)
    waiting = [claim for claim in claims if view(claim).pending]
    for claim in waiting:
        _decide(claim, Decision.Verdict.ACCEPT, by)
    if not waiting:
        raise ConflictError(say("Các mục đã chọn đều đã được rà soát."))
    return len(waiting)


@action
def edit_claim(*, claim: Claim, payload: dict[str, Any], by: Person) -> Decision:
    """Keep the claim with other values. Raises InvalidValueError when the values are not a claim of its kind."""
    _open(claim.reading_id, by)
    return _decide(claim, Decision.Verdict.EDIT, by, payload=_checked(claim.kind, payload))


@action
def reject_claim(*, claim: Claim, by: Person, reason: str = "") -> Decision:
    """This is not an item of the plan."""
    _open(claim.reading_id, by)
    return _decide(claim, Decision.Verdict.REJECT, by, reason=reason)


@action
def undo_decision(*, claim: Claim, by: Person) -> Decision:
    """Take the holding decision back.

    Undoing a split or merge withdraws what it made and opens everything it replaced.
    """
    _open(claim.reading_id, by)
    holding = view(claim).decision
    if holding is None:
        raise ConflictError(say("Mục này chưa có quyết định nào để hoàn tác."))
    if holding.verdict == Decision.Verdict.WITHDRAW:
        raise ConflictError(say("Mục này đã thôi cùng với việc tách hoặc gộp đã hoàn tác."))
    if holding.verdict in _REPLACED:
        made = [claim for claim in claim.made_into.all() if not view(claim).withdrawn]
        for one in made:
            _decide(one, Decision.Verdict.WITHDRAW, by)
        others = {source.pk: source for one in made for source in one.made_from.exclude(pk=claim.pk)}
        for source in others.values():
            _decide(source, Decision.Verdict.UNDO, by)
    return _decide(claim, Decision.Verdict.UNDO, by)


@action
def split_claim(*, claim: Claim, parts: Sequence[dict[str, Any]], by: Person) -> list[Claim]:
    """Replace one claim by two or more, each accepted as given."""
    _open(claim.reading_id, by)
    if len(parts) < 2:
        raise InvalidValueError(say("Tách cần ít nhất hai phần."), code="split")
    checked = [_checked(claim.kind, part) for part in parts]
    _decide(claim, Decision.Verdict.SPLIT, by)
    return [
        _make(claim.reading_id, claim.kind, part, claim.position + step, [claim], by)
        for step, part in enumerate(checked, 1)
    ]


@action
def merge_claims(*, claims: Sequence[Claim], payload: dict[str, Any], by: Person) -> Claim:
    """Replace claims of one kind and one reading by a single one."""
    if (
        len({claim.pk for claim in claims}) < 2
        or len({(claim.reading_id, claim.kind) for claim in claims}) != 1
    ):
        raise InvalidValueError(say("Gộp cần ít nhất hai mục cùng loại của cùng một văn bản."), code="merge")
    first = min(claims, key=lambda claim: claim.position)
    _open(first.reading_id, by)
    checked = _checked(first.kind, payload)
    for claim in claims:
        _decide(claim, Decision.Verdict.MERGE, by)
    return _make(first.reading_id, first.kind, checked, first.position + 1, claims, by)


@action
def settle_targets(
    *, keep: Claim, payload: dict[str, Any], others: Iterable[tuple[Claim, dict[str, Any]]], by: Person
) -> Decision:
    """Where a document states two targets for one thing: keep `keep` with `payload`, and bring the other claims
    in line: each gets its payload, or is rejected when no target is left in it."""
    _open(keep.reading_id, by)
    for claim, rest in others:
        if rest.get("targets"):
            _decide(claim, Decision.Verdict.EDIT, by, payload=_checked(claim.kind, rest))
        else:
            _decide(claim, Decision.Verdict.REJECT, by, reason="Trùng mục tiêu; đã lấy số ở mục khác")
    return _decide(keep, Decision.Verdict.EDIT, by, payload=_checked(keep.kind, payload))


@action
def add_claim(*, reading: Reading, kind: str, payload: dict[str, Any], by: Person) -> Claim:
    """Add what the reader did not see, from words selected in the document."""
    _open(reading.pk, by)
    if reading.state != Reading.State.DONE:
        raise ConflictError(say("Văn bản chưa đọc xong, chưa thêm mục được."))
    checked = _checked(kind, payload)
    here = _place(payload)
    before = [claim for claim in reading.claims.all() if _place(claim.payload) <= here]
    position = max((claim.position for claim in before), default=0) + 1
    return _make(reading.pk, kind, checked, position, [], by)


def _place(payload: dict[str, Any]) -> tuple[int, int]:
    return payload.get("block") or 0, payload.get("row") or 0


def _checked(kind: str, payload: dict[str, Any]) -> dict[str, Any]:
    item_from_data(kind, payload)
    return payload


def _open(reading_id: int, by: Person) -> None:
    """Check that `by` may decide and that this reading is not in force yet; wait for others who decide on it."""
    require(by, Verb.REVIEW_CLAIMS, _locked(reading_id))
    if PlanVersion.objects.filter(reading_id=reading_id).exists():
        raise ConflictError(
            say("Kế hoạch từ lần đọc này đã được duyệt; tải văn bản sửa đổi lên để thay đổi.")
        )


def _locked(reading_id: int) -> Reading:
    rows = Reading.objects.select_for_update(of=("self",)).only("pk", "agency_id", "directive_id")
    return rows.get(pk=reading_id)


def _decide(
    claim: Claim,
    verdict: Decision.Verdict,
    by: Person,
    *,
    payload: dict[str, Any] | None = None,
    reason: str = "",
) -> Decision:
    before = view(claim)
    if before.verdict in _REPLACED and verdict != Decision.Verdict.UNDO:
        raise ConflictError(say("Mục này đã được tách hoặc gộp; hoàn tác trước khi quyết định lại."))
    if before.withdrawn:
        raise ConflictError(say("Mục này đã thôi cùng với việc tách hoặc gộp đã hoàn tác."))
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
    reading_id: int,
    kind: str,
    payload: dict[str, Any],
    position: int,
    sources: Sequence[Claim],
    by: Person,
) -> Claim:
    claim = Claim.objects.create(
        reading_id=reading_id,
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
