"""What holds of each claim: the reader's words, or the latest decision of a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from django.db.models import Prefetch

from cotmoc.store.models import Claim, Decision, Reading

PENDING = "pending"


@dataclass(frozen=True)
class ClaimView:
    """A claim as the review shows it. `verdict` is pending · accept · edit · reject · split · merge · withdraw;
    `payload` is what holds now; `decision` the one that holds; `was` the earlier words of a changed claim."""

    claim: Claim
    verdict: str
    payload: dict[str, Any]
    decision: Decision | None
    was: Claim | None = None

    @property
    def original(self) -> dict[str, Any]:
        """What the reader (or the person who added it) claimed."""
        payload: dict[str, Any] = self.claim.payload
        return payload

    @property
    def pending(self) -> bool:
        return self.verdict == PENDING

    @property
    def withdrawn(self) -> bool:
        """Whether the split or merge that made this claim was undone; it is no longer shown."""
        return self.verdict == Decision.Verdict.WITHDRAW

    @property
    def kept(self) -> bool:
        """Whether the claim goes into the plan."""
        return self.verdict in {Decision.Verdict.ACCEPT, Decision.Verdict.EDIT}

    @property
    def carried(self) -> bool:
        """Whether the decision was kept from an earlier reading of the same words."""
        return self.decision is not None and self.decision.carried


def holding(decisions: Iterable[Decision]) -> Decision | None:
    """The decision that holds: each undo takes the one before it back."""
    listed = list(decisions)
    index = _holding_index([decision.verdict for decision in listed])
    return None if index is None else listed[index]


def verdict_of(verdicts: Sequence[str]) -> str | None:
    """The verdict that holds of those given in turn; None when a person has still to decide."""
    index = _holding_index(verdicts)
    return None if index is None else verdicts[index]


def _holding_index(verdicts: Sequence[str]) -> int | None:
    stack: list[int] = []
    for index, verdict in enumerate(verdicts):
        if verdict != Decision.Verdict.UNDO:
            stack.append(index)
        elif stack:
            stack.pop()
    return stack[-1] if stack else None


def view(claim: Claim) -> ClaimView:
    """The state of one claim."""
    decision = holding(claim.decisions.all())
    earlier = claim.carried_from
    return ClaimView(
        claim=claim,
        verdict=decision.verdict if decision else PENDING,
        payload=dict(decision.payload) if decision and decision.payload else dict(claim.payload),
        decision=decision,
        was=earlier if earlier and earlier.fingerprint != claim.fingerprint else None,
    )


def views(reading: Reading) -> tuple[ClaimView, ...]:
    """The claims of a reading in the order of the document, in three queries; without the withdrawn ones."""
    decisions = Prefetch("decisions", Decision.objects.select_related("by").order_by("id"))
    claims = (
        reading.claims.select_related("carried_from")
        .prefetch_related(decisions, "made_from")
        .order_by("position", "id")
    )
    return tuple(shown for claim in claims if not (shown := view(claim)).withdrawn)


@dataclass(frozen=True)
class Progress:
    """How far a review is."""

    total: int
    done: int

    @property
    def left(self) -> int:
        return self.total - self.done


def progress(claims: Iterable[ClaimView]) -> Progress:
    """Claims decided on, of all."""
    listed = list(claims)
    return Progress(total=len(listed), done=sum(not claim.pending for claim in listed))


def previous(reading: Reading) -> Reading | None:
    """The last finished reading of the same directive before this one."""
    if reading.directive_id is None:
        return None
    earlier = Reading.objects.filter(
        directive_id=reading.directive_id, state=Reading.State.DONE, pk__lt=reading.pk
    )
    return earlier.order_by("-pk").first()


def vanished(reading: Reading) -> tuple[ClaimView, ...]:
    """What an earlier reading kept and this reading of the changed document no longer finds."""
    earlier = previous(reading)
    if earlier is None:
        return ()
    found = set(reading.claims.exclude(carried_from=None).values_list("carried_from_id", flat=True))
    return tuple(claim for claim in views(earlier) if claim.kept and claim.claim.pk not in found)


# A longer gap between two decisions is a pause, a shorter one is many at once: neither is work.
_GAP_SECONDS = (1.0, 180.0)
_FEWEST_GAPS = 5


def minutes_left(claims: Sequence[ClaimView]) -> int | None:
    """About how long the rest of a review takes, at the middle pace of its decisions so far.

    None when too few were made one by one to tell, or when nothing is left.
    """
    times = sorted(claim.decision.at for claim in claims if claim.decision and not claim.decision.carried)
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(times)]
    worked = [gap for gap in gaps if _GAP_SECONDS[0] <= gap <= _GAP_SECONDS[1]]
    left = progress(claims).left
    if len(worked) < _FEWEST_GAPS or not left:
        return None
    return max(1, round(left * median(worked) / 60))
