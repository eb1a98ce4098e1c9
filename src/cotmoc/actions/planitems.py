"""The items of an approved version become rows: new ones are made, changed ones updated, missing ones ended.

An item of a later version is the same one when its claim descends from the earlier claim, or, for an imported plan,
when its words are the same; then its figures and its history stay with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils import timezone

from cotmoc.core.dates import milestone_date
from cotmoc.core.headings import Headings
from cotmoc.core.text import sentence_case, words
from cotmoc.store.agencies import AgencyFinder, written_on
from cotmoc.store.models import Baseline, Claim, Indicator, Obligation, Plan, Target, TargetDecision, Task
from cotmoc.store.models.plans import PlanItem

_PLACE_KEYS = ("line", "page", "block", "row", "column")
Row = TypeVar("Row", Indicator, Task, Obligation)


@dataclass(frozen=True)
class Item:
    """What goes into the plan: its payload in the plan format and the claim behind it, if one is."""

    kind: str
    payload: dict[str, Any]
    claim: Claim | None = None


def write_items(
    plan: Plan, version: int, items: Sequence[Item], outline: Sequence[dict[str, Any]]
) -> dict[str, int]:
    """Bring the plan's rows in line with `items`. Returns how many there are of each kind, and how many ended."""
    finder = AgencyFinder(timezone.localdate(), written_on(plan))
    writer = _Writer(plan, version, finder, Headings(outline), _Ancestry(plan))
    counts = {
        "indicators": writer.write(
            Indicator, [item for item in items if item.kind == Claim.Kind.INDICATOR], _indicator, "CT"
        ),
        "tasks": writer.write(Task, [item for item in items if item.kind == Claim.Kind.TASK], _task, "NV"),
        "obligations": writer.write(
            Obligation, [item for item in items if item.kind == Claim.Kind.OBLIGATION], _obligation, ""
        ),
    }
    return {**counts, "ended": writer.ended}


class _Writer:
    def __init__(
        self, plan: Plan, version: int, finder: AgencyFinder, headings: Headings, ancestry: _Ancestry
    ) -> None:
        self.plan, self.version, self.finder, self.headings, self.ended = plan, version, finder, headings, 0
        self.ancestry = ancestry

    def write(
        self,
        model: type[Row],
        items: list[Item],
        fill: Callable[[Row, dict[str, Any], AgencyFinder], None],
        prefix: str,
    ) -> int:
        rows: QuerySet[Row] = model._default_manager.filter(plan=self.plan).select_related("claim")
        open_rows = [row for row in rows if row.ended_in_version is None]
        number = len(rows)
        for position, item in enumerate(items, start=1):
            row = _forerunner(open_rows, item, self.ancestry)
            if row is None:
                number += 1
                row = model(plan=self.plan, since_version=self.version)
                if prefix:
                    setattr(row, "code", f"{prefix}-{number:02d}")  # noqa: B010 - obligations have none
            else:
                open_rows.remove(row)
            self._common(row, item, position)
            fill(row, item.payload, self.finder)
            row.save()
            if isinstance(row, Indicator):
                _targets(row, item.payload)
        for row in open_rows:
            row.ended_in_version = self.version
            row.save()
        self.ended += len(open_rows)
        return len(items)

    def _common(self, row: PlanItem, item: Item, position: int) -> None:
        section = item.payload.get("section") or ""
        row.claim, row.position, row.section = item.claim, position, section[:200]
        row.heading = self.headings.over(item.payload)[:400]
        row.quote = item.payload.get("quote") or ""
        row.place = _place(item.payload)


class _Ancestry:
    """Which claims a claim descends from, over all readings of the plan's directive, read in two queries."""

    def __init__(self, plan: Plan) -> None:
        claims = (
            Claim.objects.filter(reading__directive_id=plan.directive_id)
            if plan.directive_id
            else Claim.objects.none()
        )
        self._parents: defaultdict[int, list[int]] = defaultdict(list)
        for child, parent in claims.exclude(carried_from=None).values_list("pk", "carried_from_id"):
            self._parents[child].append(parent)
        # After carried_from, so that the same item of an earlier reading comes before what it was made from.
        for child, parent in claims.exclude(made_from=None).values_list("pk", "made_from"):
            self._parents[child].append(parent)

    def of(self, claim: Claim) -> list[int]:
        """The claim itself and its ancestors, nearest first."""
        found = [claim.pk]
        for pk in found:
            found += [parent for parent in self._parents[pk] if parent not in found]
        return found


def _forerunner(rows: list[Row], item: Item, ancestry: _Ancestry) -> Row | None:
    if item.claim is not None:
        by_claim = {row.claim_id: row for row in rows}
        return next((by_claim[pk] for pk in ancestry.of(item.claim) if pk in by_claim), None)
    key = _key(item.payload)
    return next((row for row in rows if _row_key(row) == key), None)


def _place(payload: dict[str, Any]) -> dict[str, int]:
    return {key: payload[key] for key in _PLACE_KEYS if payload.get(key) is not None}


def _key(payload: dict[str, Any]) -> list[str]:
    return words(payload.get("name") or payload.get("text") or payload.get("quote") or "")


def _row_key(row: PlanItem) -> list[str]:
    return words(getattr(row, "name", "") or getattr(row, "text", "") or row.quote)


def _indicator(row: Indicator, payload: dict[str, Any], finder: AgencyFinder) -> None:
    owners = payload.get("owner") or []
    targets = payload.get("targets") or []
    row.name = sentence_case(payload["name"])
    unit = payload.get("unit") or next((target["unit"] for target in targets if target.get("unit")), "")
    row.unit = unit[:80]
    row.scope = payload.get("scope") or ""
    row.higher_is_better = payload.get("higher_is_better", True)
    named = ", ".join(owners)[:400]
    # Whom a person named since holds until the document names somebody else.
    if row.owner is None or named != row.owner_text:
        row.owner = finder.find(owners) or row.owner
    row.owner_text = named


def _targets(row: Indicator, payload: dict[str, Any]) -> None:
    _put_targets(row, payload.get("targets") or [])
    row.baselines.all().delete()
    Baseline.objects.bulk_create(
        Baseline(
            indicator=row,
            period=(baseline.get("period") or "")[:10],
            value=baseline.get("value"),
            unit=(baseline.get("unit") or "")[:80],
            quote=baseline.get("quote") or "",
            place=_place(baseline),
        )
        for baseline in payload.get("baselines") or []
    )


def _put_targets(row: Indicator, payload: list[dict[str, Any]]) -> None:
    """Targets keep their rows, milestone by milestone: what heirs of a unit said of them hangs on those."""
    there = list(row.targets.all())
    new: list[Target] = []
    again: list[Target] = []
    for target in payload:
        milestone = target.get("milestone") or ""
        kept = next((one for one in there if one.milestone == milestone), None)
        if kept is not None:
            there.remove(kept)
        made = kept or Target(indicator=row, milestone=milestone)
        made.op, made.value, made.upper = target["op"], target.get("value"), target.get("upper")
        made.unit, made.every = (target.get("unit") or "")[:80], target.get("every") or ""
        made.note, made.quote = (target.get("note") or "")[:400], target.get("quote") or ""
        made.place = _place(target)
        (again if kept else new).append(made)
    Target.objects.bulk_create(new)
    Target.objects.bulk_update(again, ["op", "value", "upper", "unit", "every", "note", "quote", "place"])
    gone = Target.objects.filter(pk__in=[one.pk for one in there])
    if there:
        TargetDecision.objects.filter(target__in=gone).delete()  # the trail still tells of them
        gone.delete()


def _task(row: Task, payload: dict[str, Any], finder: AgencyFinder) -> None:
    leads = payload.get("lead") or []
    row.text = sentence_case(payload["text"])
    row.kind = payload.get("kind") or ""
    named = ", ".join(leads)[:400]
    if row.lead is None or named != row.lead_text:
        row.lead = finder.find(leads) or row.lead
    row.lead_text = named
    row.coordinate_text = ", ".join(payload.get("coordinate") or [])
    due, every = payload.get("due") or "", payload.get("every") or ""
    if row._state.adding or (due, every) != (row.due_text, row.every):
        row.due = _due(due, every)
    row.due_text, row.every = due, every
    row.deliverables = payload.get("deliverables") or []


def _due(due: str, every: str) -> date | None:
    """The last day that keeps the deadline; a continuous task is due on 31/12 of each year."""
    if due:
        return milestone_date(due)
    return date(timezone.localdate().year, 12, 31) if every else None


def _obligation(row: Obligation, payload: dict[str, Any], finder: AgencyFinder) -> None:
    del finder
    row.kind = payload["kind"]
    row.who = payload.get("who") or ""
    row.to = payload.get("to") or ""
    row.every = payload.get("every") or []
    row.due = payload.get("due") or []
