"""A changed document is read again: what stands as before keeps its decision; people are asked about the rest."""

from __future__ import annotations

from collections import defaultdict

from cotmoc.core.claims import likeness
from cotmoc.store.models import Claim, Decision, Reading
from cotmoc.store.reviewing import ClaimView, holding, previous, views

# Two claims with this share of words in common are the same item, reworded. Chosen so that a changed figure or
# date keeps the link and another indicator of the same family does not.
SAME_ITEM = 0.6


def carry_decisions(reading: Reading) -> int:
    """Link each claim to its forerunner in the last reading; copy the decision where nothing changed.

    Returns how many decisions were carried. What people added by hand comes along when its words still stand there.
    """
    earlier = previous(reading)
    if earlier is None:
        return 0
    old, new = list(views(earlier)), list(reading.claims.order_by("position"))
    pairs = _pair_same(old, new) | _pair_alike(old, new)
    carried = sum(_carry(claim, pairs[claim.pk]) for claim in new if claim.pk in pairs)
    linked = {view.claim.pk for view in pairs.values()}
    text = _text(reading)
    made = [view for view in old if view.claim.origin == Claim.Origin.PERSON and view.claim.pk not in linked]
    return carried + sum(
        _copy(view, reading) for view in made if view.claim.quote and view.claim.quote in text
    )


def _pair_same(old: list[ClaimView], new: list[Claim]) -> dict[int, ClaimView]:
    waiting: defaultdict[str, list[ClaimView]] = defaultdict(list)
    for view in old:
        waiting[view.claim.fingerprint].append(view)
    return {claim.pk: waiting[claim.fingerprint].pop(0) for claim in new if waiting[claim.fingerprint]}


def _pair_alike(old: list[ClaimView], new: list[Claim]) -> dict[int, ClaimView]:
    same = _pair_same(old, new)
    taken = {view.claim.pk for view in same.values()}
    free = [view for view in old if view.claim.pk not in taken and view.claim.origin == Claim.Origin.READER]
    pairs: dict[int, ClaimView] = {}
    for claim in (claim for claim in new if claim.pk not in same):
        candidates = [
            (likeness(str(claim), str(view.claim)), -view.claim.pk, view)
            for view in free
            if view.claim.kind == claim.kind
        ]
        best = max(candidates, key=lambda candidate: candidate[:2], default=None)
        if best is not None and best[0] >= SAME_ITEM:
            pairs[claim.pk] = best[2]
            free.remove(best[2])
    return pairs


def _carry(claim: Claim, view: ClaimView) -> bool:
    claim.carried_from = view.claim
    claim.save(update_fields=["carried_from"])
    unchanged = claim.fingerprint == view.claim.fingerprint
    return unchanged and _copy_decision(view, claim)


def _copy_decision(view: ClaimView, claim: Claim) -> bool:
    decision = holding(view.claim.decisions.all())
    if decision is None:
        return False
    Decision.objects.create(
        claim=claim,
        verdict=decision.verdict,
        payload=decision.payload,
        reason=decision.reason,
        carried=True,
        by=decision.by,
    )
    return True


def _copy(view: ClaimView, reading: Reading) -> bool:
    earlier = view.claim
    claim = Claim.objects.create(
        reading=reading,
        kind=earlier.kind,
        origin=Claim.Origin.PERSON,
        position=earlier.position,
        payload=earlier.payload,
        quote=earlier.quote,
        fingerprint=earlier.fingerprint,
        carried_from=earlier,
    )
    return _copy_decision(view, claim)


def _text(reading: Reading) -> str:
    parts: list[str] = []
    for block in reading.document.get("blocks", []):
        parts += (
            [block["text"]]
            if "text" in block
            else [cell["text"] for row in block.get("rows", []) for cell in row]
        )
    return "\n".join(parts)
