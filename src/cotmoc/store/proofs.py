"""The proof of one approved figure: the event that approved it, its way up the tree, and a signed checkpoint.

Whoever holds it needs nothing of this system to check it but the public key: `web/verifier.py` is that check, in a
file of its own that is handed out.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cotmoc.core.canonical import canonical, plain
from cotmoc.core.errors import ConflictError
from cotmoc.store.leaves import content_of
from cotmoc.store.models import Checkpoint, Event, Observation, Submission
from cotmoc.store.treeproofs import path_of

FORMAT = "cotmoc-proof/1"
APPROVING = ("figures.approve", "figures.take-over")


def approval_of(observation: Observation) -> Event:
    """The event that made a figure count.

    Raises ConflictError for a figure without one, and when the figure is not what was approved.
    """
    for event in _approvals(observation) if observation.approved_at else ():
        figures = event.after.get("figures")
        if isinstance(figures, dict) and observation.indicator.code in figures:
            if figures[observation.indicator.code] != plain(_values(observation)):
                raise ConflictError(
                    _("Số đang lưu khác với số đã duyệt trong vết ghi; báo người quản trị kiểm tra vết ghi.")
                )
            return event
    raise ConflictError(
        _("Số này chưa được duyệt, hoặc được duyệt trước khi vết ghi giữ từng số, nên không có bằng chứng.")
    )


def proof_of(observation: Observation) -> bytes | None:
    """The proof of a figure as a file, None while no checkpoint covers its approval. Raises as `approval_of` does."""
    event, code = approval_of(observation), observation.indicator.code
    value, numerator, denominator = event.after["figures"][code]
    figure = {name: event.after[name] for name in ("plan", "unit", "period")}
    parts = {"indicator": code, "value": value, "numerator": numerator, "denominator": denominator}
    return proof_of_event(event, figure | parts)


def proof_of_event(event: Event, figure: dict[str, Any] | None = None) -> bytes | None:
    """The proof that an event stands in the tree, None while no checkpoint covers it."""
    checkpoint = Checkpoint.objects.filter(size__gt=event.position).order_by("-size").first()
    if checkpoint is None:
        return None
    proof: dict[str, Any] = {
        "format": FORMAT,
        "figure": figure,
        "event": content_of(event).decode(),
        "path": [step.hex() for step in path_of(event.position, checkpoint.size)],
        "checkpoint": checkpoint.note,
    }
    return canonical(proof)


def _approvals(observation: Observation) -> QuerySet[Event]:
    """The approvals of what its unit handed in, from when the figure began to count."""
    submission = Submission.objects.filter(
        plan_id=observation.indicator.plan_id, unit_id=observation.unit_id, period=observation.period
    )
    events = Event.objects.filter(
        verb__in=APPROVING, thing="submission", thing_id__in=submission.values("pk")
    )
    return events.filter(at__gte=observation.approved_at).order_by("position")


def _values(observation: Observation) -> list[float | None]:
    return [observation.value, observation.numerator, observation.denominator]
