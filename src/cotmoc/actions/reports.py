"""Official reports: drafted from the figures, edited by a person, then frozen for good."""

from __future__ import annotations

import json

from django.utils import timezone

from cotmoc.actions.base import action, record
from cotmoc.core.errors import ConflictError
from cotmoc.core.periods import Period
from cotmoc.core.permissions import Verb
from cotmoc.core.sentence import say
from cotmoc.store.access import require
from cotmoc.store.models import Person, Plan, Report
from cotmoc.store.offices import number_for
from cotmoc.store.reporting import (
    SECTIONS,
    checked_fields,
    draft_of,
    first_draft,
    report_figures,
    snapshot_of,
    words_of,
    writer,
)


@action
def draft_report(*, plan: Plan, period: Period, by: Person) -> Report:
    """Begin the report of a period, its words written from the figures by rules.

    Raises ConflictError where a draft of the period is there already, or where there is nothing to report.
    """
    require(by, Verb.WRITE_REPORT, plan)
    if draft_of(plan, period) is not None:
        raise ConflictError(
            say("Đã có bản nháp báo cáo %(period)s; mở bản nháp đó để sửa.", period=period.label)
        )
    agency = writer(by)
    report = Report.objects.create(
        plan=plan,
        period=period.code,
        number=number_for(agency),
        narrative=first_draft(plan, period, agency),
        created_by=by,
    )
    record("report.draft", report, by=by, after={"plan": plan.slug, "period": period.code})
    return report


@action
def edit_report(*, report: Report, by: Person, number: str | None = None, **fields: str) -> Report:
    """Change what a draft says; `fields` are those of HEADER and SECTIONS of store.reporting."""
    require(by, Verb.WRITE_REPORT, report)
    report = _draft(report)
    changes = checked_fields(fields)
    changed = [name for name, value in changes.items() if report.narrative.get(name) != value]
    report.narrative = {**report.narrative, **changes}
    if number is not None and number.strip() != report.number:
        report.number = number.strip()[:40]
        changed.append("number")
    report.save(update_fields=["narrative", "number"])
    record("report.edit", report, by=by, after={"changed": sorted(changed)})
    return report


@action
def rewrite_report(*, report: Report, by: Person) -> Report:
    """Write the sections of a draft anew from the figures; what a person wrote there goes into the trail."""
    require(by, Verb.WRITE_REPORT, report)
    report = _draft(report)
    period = Period.parse(report.period)
    before = {name: report.narrative.get(name, "") for name in SECTIONS}
    issuer = report.narrative.get("issuer_name", "")
    figures = report_figures(report.plan, period)
    report.narrative = {**report.narrative, **words_of(report.plan, period, issuer, figures)}
    report.save(update_fields=["narrative"])
    record("report.rewrite", report, by=by, before=before)
    return report


@action
def freeze_report(*, report: Report, by: Person, base: str = "") -> Report:
    """Keep every word and figure of a draft as they are now; from then on it rebuilds to the same bytes.

    `base` is the address of the site, to which the figures of the paper link.
    """
    require(by, Verb.WRITE_REPORT, report)
    report = _draft(report)
    now = timezone.now()
    report.snapshot = json.loads(snapshot_of(report, base=base, now=now).to_json())
    report.frozen_at, report.frozen_by = now, by
    report.save(update_fields=["snapshot", "frozen_at", "frozen_by"])
    record("report.freeze", report, by=by, after={"period": report.period, "number": report.number})
    return report


def _draft(report: Report) -> Report:
    fresh = Report.objects.select_for_update(of=("self",)).select_related("plan").get(pk=report.pk)
    if fresh.frozen_at is not None:
        raise ConflictError(
            say("Báo cáo đã chốt nên không sửa được; lập bản mới cho kỳ này nếu cần đính chính.")
        )
    return fresh
