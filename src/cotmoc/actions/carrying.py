"""A changed document is read again: what stands as before keeps its decision; people are asked about the rest."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from cotmoc.core.claims import likeness
from cotmoc.store.models import Claim, Decision, Reading
from cotmoc.store.reviewing import ClaimView, previous, views

# Two claims with this share of words in common are the same item, reworded. Chosen so that a changed figure or
# date keeps the link and another indicator of the same family does not.
SAME_ITEM = 0.6


def carry_decisions(reading: Reading) -> int:
    """Link each claim to its forerunner in the last reading; copy the decision where nothing changed.

    Returns how many decisions were carried. What people added comes along when its words still stand there, and
    what they made by splitting or merging when all it was made from is unchanged.
    """
    earlier = previous(reading)
    if earlier is None:
        return 0
    old, new = list(views(earlier)), list(reading.claims.order_by("position"))
    read = [view for view in old if view.claim.origin == Claim.Origin.READER]
    added = [view for view in old if view not in read and not view.claim.made_from.all()]
    # What a person had to add may by now be seen by the reader, too.
    pairs = _pair_same([*read, *added], new)
    pairs |= _pair_alike(read, new, pairs)
    carried = 0
    heirs: dict[int, Claim] = {}
    for claim in new:
        if (view := pairs.get(claim.pk)) is not None:
            claim.carried_from = view.claim
            claim.save(update_fields=["carried_from"])
            if claim.fingerprint == view.claim.fingerprint:
                heirs[view.claim.pk] = claim
                carried += _copy_decision(view, claim)
    paired = [view.claim.pk for view in pairs.values()]
    made = [view for view in old if view not in read and view.claim.pk not in paired]
    return carried + _carry_made(made, heirs, reading)


def _pair_same(old: list[ClaimView], new: list[Claim]) -> dict[int, ClaimView]:
    waiting: defaultdict[str, list[ClaimView]] = defaultdict(list)
    for view in old:
        waiting[view.claim.fingerprint].append(view)
    return {claim.pk: waiting[claim.fingerprint].pop(0) for claim in new if waiting[claim.fingerprint]}


def _pair_alike(old: list[ClaimView], new: list[Claim], same: dict[int, ClaimView]) -> dict[int, ClaimView]:
    """The most alike of the rest, one to one; a claim of the same words but other figures finds itself."""
    taken = {view.claim.pk for view in same.values()}
    free = [view for view in old if view.claim.pk not in taken]
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


def _carry_made(made: list[ClaimView], heirs: dict[int, Claim], reading: Reading) -> int:
    """Copy people's own claims, in the order they were made, so that what a split made can be split again."""
    text = _text(reading.document)
    carried = 0
    for view in sorted(made, key=lambda view: view.claim.pk):
        sources = [source.pk for source in view.claim.made_from.all()]
        holds = all(pk in heirs for pk in sources) if sources else "".join(view.claim.quote.split()) in text
        if holds and (sources or view.claim.quote):
            heirs[view.claim.pk] = _copy(view, reading, [heirs[pk] for pk in sources])
            carried += _copy_decision(view, heirs[view.claim.pk])
    return carried


def _copy(view: ClaimView, reading: Reading, sources: list[Claim]) -> Claim:
    earlier = view.claim
    claim = Claim.objects.create(
        reading=reading,
        kind=earlier.kind,
        origin=Claim.Origin.PERSON,
        position=sources[0].position + 1 if sources else earlier.position,
        payload=earlier.payload,
        quote=earlier.quote,
        fingerprint=earlier.fingerprint,
        carried_from=earlier,
    )
    claim.made_from.set(sources)
    return claim


def _copy_decision(view: ClaimView, claim: Claim) -> bool:
    decision = view.decision
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


def _text(document: dict[str, Any]) -> str:
    """All letters of a document without spaces, as a broken paragraph is quoted joined."""
    parts: list[str] = []
    for block in document.get("blocks", []):
        cells = [cell["text"] for row in block.get("rows", []) for cell in row]
        parts += cells or [block.get("text", "")]
    return "".join("".join(parts).split())
