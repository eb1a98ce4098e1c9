"""What those who answer now say of the targets they inherit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from cotmoc.actions.base import action, record
from cotmoc.core.dates import milestone_date
from cotmoc.core.errors import ConflictError, InvalidValueError
from cotmoc.core.permissions import Verb
from cotmoc.core.plan import Target as TargetValue
from cotmoc.store.access import require
from cotmoc.store.heirs import Unit
from cotmoc.store.heritage import Inherited, inherited, responsible
from cotmoc.store.models import Area, Person, Plan, Target, TargetDecision

Verdict = TargetDecision.Verdict


@dataclass(frozen=True)
class Adapted:
    """A target in the words of the heir: comparator, value, upper bound; an empty milestone keeps the old one."""

    op: str
    value: float | None = None
    upper: float | None = None
    milestone: str = ""


@action
def decide_targets(
    *,
    targets: Sequence[Target],
    heir: Unit,
    verdict: str,
    by: Person,
    reason: str = "",
    adapted: Adapted | None = None,
) -> list[TargetDecision]:
    """Say for `heir` that it carries on with the targets, adapts the one, or declines them, from today.

    Raises InvalidValueError without a reason where one is owed or with a value that makes no target,
    ConflictError for a target that `heir` does not inherit today.
    """
    if not targets:
        raise InvalidValueError(_("Chưa chọn mục tiêu nào."), code="nothing-chosen")
    if verdict not in Verdict.values:
        raise InvalidValueError(
            _("Không có quyết định '%(verdict)s'.") % {"verdict": verdict}, code="verdict"
        )
    reason = reason.strip()
    if verdict != Verdict.CONFIRM and not reason:
        raise InvalidValueError(_("Nêu lý do điều chỉnh hoặc không tiếp nhận."), code="reason")
    rows = _rows(targets, heir)
    for row in rows:
        require(by, Verb.DECIDE_TARGETS, responsible(row))
    words = _adapted(verdict, rows, adapted)
    return [_decide(row, verdict, reason, words, by) for row in rows]


@action
def place_plan(*, plan: Plan, area: Area | None, by: Person) -> Plan:
    """Say which area a plan is for; None when it is for no single one."""
    require(by, Verb.EDIT_PLAN, plan)
    before = plan.area
    plan.area = area
    plan.save(update_fields=["area"])
    record(
        "plan.place",
        plan,
        by=by,
        before={"area": before.code if before else ""},
        after={"area": area.code if area else ""},
    )
    return plan


def _rows(targets: Sequence[Target], heir: Unit) -> list[Inherited]:
    """The targets at this heir as things stand today."""
    there = {
        row.target.pk: row
        for row in inherited(timezone.localdate(), targets=targets)
        if row.heir.unit.pk == heir.pk and type(row.heir.unit) is type(heir)
    }
    if foreign := [target for target in targets if target.pk not in there]:
        raise ConflictError(
            _("%(n)s mục tiêu không phải do đơn vị này kế thừa; tải lại trang rồi chọn lại.")
            % {"n": len(foreign)},
            code="not-inherited",
        )
    return [there[target.pk] for target in targets]


def _adapted(verdict: str, rows: Sequence[Inherited], adapted: Adapted | None) -> Adapted:
    """The checked words of an adaptation; empty for the other verdicts."""
    if verdict != Verdict.ADAPT:
        return Adapted("")
    if adapted is None or len(rows) != 1:
        raise InvalidValueError(
            _("Mỗi lần chỉ điều chỉnh một mục tiêu, với phép so và giá trị mới."), code="adapted"
        )
    if adapted.op == "undetermined":
        raise InvalidValueError(_("Điều chỉnh cần một mục tiêu xác định."), code="op")
    TargetValue(op=adapted.op, value=adapted.value, upper=adapted.upper)
    if adapted.milestone:
        milestone_date(adapted.milestone)
    return adapted


def _decide(row: Inherited, verdict: str, reason: str, words: Adapted, by: Person) -> TargetDecision:
    unit = row.heir.unit
    made = TargetDecision.objects.create(
        target=row.target,
        **{"area" if isinstance(unit, Area) else "agency": unit},
        verdict=verdict,
        milestone=words.milestone,
        op=words.op,
        value=words.value,
        upper=words.upper,
        reason=reason,
        by=by,
    )
    record(
        "target.decide",
        made,
        by=by,
        before={"verdict": row.verdict, "target": _plain(row)},
        after={"verdict": verdict, "target": row.target.pk, "heir": unit.code, "adapted": _words(words)},
        why=reason,
    )
    return made


def _plain(row: Inherited) -> dict[str, object]:
    target, said = row.target, row.latest
    holds = said if said is not None and said.verdict == Verdict.ADAPT else target
    return {"op": holds.op, "value": holds.value, "upper": holds.upper, "milestone": holds.milestone}


def _words(adapted: Adapted) -> dict[str, object]:
    if not adapted.op:
        return {}
    return {
        "op": adapted.op,
        "value": adapted.value,
        "upper": adapted.upper,
        "milestone": adapted.milestone,
    }
