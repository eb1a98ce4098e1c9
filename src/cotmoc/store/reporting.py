"""What a report says: figures and tasks as of the end of its period, its header, and the snapshot of both."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from cotmoc.core.dates import parse_date, short_date
from cotmoc.core.errors import ConflictError, InvalidValueError
from cotmoc.core.periods import Period
from cotmoc.core.sentence import say
from cotmoc.store.board import BoardRow
from cotmoc.store.communes import parse_period
from cotmoc.store.models import Agency, Person, Plan, Report, Task
from cotmoc.store.naming import reference_of
from cotmoc.store.offices import number_for, office_of
from cotmoc.store.scorecards import Scored, scored_plan
from cotmoc.store.tasks import task_row, tasks_in_force
from cotmoc.writing.narrative import draft_narrative
from cotmoc.writing.snapshot import IndicatorRow, ReportSnapshot, Signature, TaskRow

SECTIONS = {
    "basis": "Căn cứ",
    "overview": "I. Tình hình chung",
    "results": "II. Kết quả thực hiện chỉ tiêu",
    "task_results": "III. Kết quả thực hiện nhiệm vụ",
    "difficulties": "IV. Khó khăn, vướng mắc",
    "proposals": "V. Đề xuất, kiến nghị",
}
HEADER = {
    "style": "Thể thức",
    "superior": "Cơ quan cấp trên",
    "issuer": "Cơ quan ban hành",
    "issuer_name": "Tên cơ quan trong câu",
    "place": "Địa danh",
    "date": "Ngày ký",
    "subject": "Trích yếu",
    "to": "Kính gửi",
    "recipients": "Nơi nhận",
    "authority": "Quyền hạn, chức vụ người ký",
    "signer": "Người ký",
}
_REGULATIVE = ("tỉnh ", "thành phố ")


@dataclass(frozen=True)
class ReportFigures:
    """The rows of a report, as things stood on `as_of`."""

    as_of: date
    indicators: tuple[IndicatorRow, ...]
    tasks: tuple[TaskRow, ...]

    @property
    def has_any(self) -> bool:
        """Whether there is anything to report: a figure, or a task."""
        return bool(self.tasks) or any(row.value is not None for row in self.indicators)


def report_figures(plan: Plan, period: Period, base: str = "") -> ReportFigures:
    """Figures of periods that ended with `period` or before, judged on its last day (today while it runs).

    `base` is the address of the site without a slash, for links. Raises ConflictError before the period begins.
    """
    today = timezone.localdate()
    if period.start > today:
        raise ConflictError(
            say("Kỳ %(period)s chưa bắt đầu; chọn kỳ đã hoặc đang diễn ra.", period=period.label),
            code="period",
        )
    as_of = min(period.end, today)
    scored = scored_plan(plan, today=as_of, until=period.end)
    tasks = tasks_in_force(plan).select_related("lead")
    site = f"{base}/ke-hoach/{plan.slug}"
    return ReportFigures(
        as_of,
        tuple(_indicator(one, as_of, f"{site}/chi-tieu/{one.indicator.code}/") for one in scored),
        tuple(_task(task, as_of, f"{site}/nhiem-vu/{task.code}/") for task in tasks),
    )


def first_draft(plan: Plan, period: Period, agency: Agency | None) -> dict[str, str]:
    """Every field of a new report: its header from who writes it, its words from the figures.

    Raises ConflictError where there is nothing to report.
    """
    figures = report_figures(plan, period)
    if not figures.has_any:
        raise ConflictError(
            say(
                "Đến hết %(period)s chưa có số liệu nào được duyệt và kế hoạch không có nhiệm vụ; "
                "duyệt số liệu rồi lập báo cáo.",
                period=period.label,
            ),
            code="no-figures",
        )
    header = _header(plan, period, agency)
    return header | words_of(plan, period, header["issuer_name"], figures)


def words_of(plan: Plan, period: Period, issuer: str, figures: ReportFigures) -> dict[str, str]:
    """The sections of SECTIONS as the figures alone would write them."""
    basis = f"Thực hiện {reference_of(plan)}, {issuer} báo cáo kết quả {period.label} như sau:"
    return {"basis": basis, **asdict(draft_narrative(figures.indicators, figures.tasks, period.label))}


def snapshot_of(report: Report, *, base: str = "", now: datetime | None = None) -> ReportSnapshot:
    """The report as it stands: frozen, exactly as it was frozen; a draft, with the figures of this moment."""
    if report.frozen_at is not None:
        return frozen_snapshot(report)
    period = parse_period(report.period)
    return compose_snapshot(
        report.plan, period, report.narrative, number=report.number, base=base, now=now or timezone.now()
    )


def frozen_snapshot(report: Report) -> ReportSnapshot:
    """The snapshot that was stored when the report was frozen."""
    return ReportSnapshot.from_json(json.dumps(report.snapshot))


def compose_snapshot(
    plan: Plan, period: Period, fields: dict[str, str], *, number: str, base: str, now: datetime
) -> ReportSnapshot:
    """The snapshot of `fields` (HEADER and SECTIONS) with the figures of `period`."""
    figures = report_figures(plan, period, base)
    authority = tuple(_lines(fields.get("authority", "")))
    return ReportSnapshot(
        style=fields.get("style") or "state",
        superior=fields.get("superior", ""),
        issuer=tuple(_lines(fields.get("issuer", ""))),
        issuer_name=fields.get("issuer_name", ""),
        number=number,
        place=fields.get("place", ""),
        date=parse_date(fields["date"]) if fields.get("date") else timezone.localdate(),
        subject=fields.get("subject", ""),
        period_label=period.label,
        generated_at=now.replace(microsecond=0),
        to=tuple(_lines(fields.get("to", ""))),
        recipients=tuple(_lines(fields.get("recipients", ""))),
        signature=Signature(authority, fields.get("signer", "")),
        indicators=figures.indicators,
        tasks=figures.tasks,
        sources=(
            f"Số liệu đã duyệt của các kỳ đến hết {period.label}, tính đến {short_date(figures.as_of)}.",
        ),
        **{name: fields.get(name, "") for name in SECTIONS},
    )


def reports_of(plan: Plan) -> tuple[Report, ...]:
    """The reports of a plan, newest first, in one query; without their snapshots."""
    rows = plan.reports.defer("snapshot", "narrative").select_related("created_by", "frozen_by")
    return tuple(rows)


def draft_of(plan: Plan, period: Period) -> Report | None:
    """The draft of a period, if there is one."""
    return plan.reports.filter(period=period.code, frozen_at=None).first()


def newest_report(plan: Plan, period: Period) -> Report | None:
    """The report of a period that counts: the last one frozen, else the draft."""
    rows = plan.reports.filter(period=period.code).select_related("plan")
    return rows.exclude(frozen_at=None).order_by("-frozen_at").first() or rows.first()


def plan_report(plan: Plan, period: Period, *, base: str = "") -> ReportSnapshot:
    """The report of a period without a person at work: the frozen one, the draft, or one from the figures alone."""
    report = newest_report(plan, period)
    if report is not None:
        return snapshot_of(report, base=base)
    fields = first_draft(plan, period, None)
    return compose_snapshot(plan, period, fields, number=number_for(None), base=base, now=timezone.now())


def writer(person: Any) -> Agency | None:
    """The agency in whose name a person writes."""
    return person.agency if isinstance(person, Person) else None


def checked_fields(changes: dict[str, str]) -> dict[str, str]:
    """`changes` of HEADER and SECTIONS, trimmed; InvalidValueError for another name, a wrong day or style."""
    if unknown := set(changes) - set(HEADER) - set(SECTIONS):
        raise InvalidValueError(
            say("Báo cáo không có trường %(fields)s.", fields=", ".join(sorted(unknown))), code="field"
        )
    kept = {name: value.replace("\r\n", "\n").strip() for name, value in changes.items()}
    if kept.get("date"):
        kept["date"] = short_date(parse_date(kept["date"]))
    if kept.get("style", "state") not in {"state", "party"}:
        raise InvalidValueError(say("Thể thức chỉ có 'state' (Nhà nước) hoặc 'party' (Đảng)."), code="style")
    return kept


def _indicator(scored: Scored, as_of: date, link: str) -> IndicatorRow:
    row = BoardRow(scored.indicator, scored.card, scored.updated_at, as_of)
    target = row.year_target
    return IndicatorRow(
        name=scored.indicator.name,
        section=scored.indicator.heading,
        unit=row.unit,
        target=row.target_text,
        target_value=target.value if target else None,
        value=scored.card.value,
        value_text=row.value_text,
        status=scored.card.verdict.status,
        lag=scored.card.verdict.distance,
        note=target.note or "" if target and target.op != "qualitative" else "",
        owner=scored.indicator.owner.name if scored.indicator.owner else scored.indicator.owner_text,
        source=_source(scored),
        link=link,
    )


def _source(scored: Scored) -> str:
    """Where the figure comes from: the period, how many units, when it was approved and by whom."""
    card = scored.card
    if card.period is None or card.value is None or scored.updated_at is None:
        return "Chưa có số liệu được duyệt"
    day = short_date(timezone.localtime(scored.updated_at).date())
    parts = [f"Số liệu {card.period.label}"]
    if scored.indicator.collect == "communes":
        parts.append(f"{card.reported} trong {card.expected} xã, phường, đặc khu báo cáo")
    parts.append(f"duyệt ngày {day}" + (f" ({scored.approved_by})" if scored.approved_by else ""))
    return "; ".join(parts)


def _task(task: Task, as_of: date, link: str) -> TaskRow:
    """The task on `as_of`: what was completed later was still open then."""
    if task.completed_on and task.completed_on > as_of:
        task.completed_on, task.proof = None, ""
        task.state = Task.State.IN_PROGRESS if task.state == Task.State.DONE else task.state
    row = task_row(task, as_of)
    every = "Thường xuyên" if task.every and not task.due_text else ""
    return TaskRow(
        text=task.text,
        state=row.view.state,
        state_label=row.view.label,
        section=task.heading,
        lead=task.lead.name if task.lead else task.lead_text,
        due=every or (short_date(row.due) if row.due else ""),
        due_on=row.due,
        alert=row.view.alert,
        proof=task.proof,
        note=row.clock if row.view.days_late else "",
        link=link,
    )


def _header(plan: Plan, period: Period, agency: Agency | None) -> dict[str, str]:
    """Who writes, to whom and about what: a first proposal."""
    place = plan.identity.get("place") or _bare(settings.PROVINCE_NAME)
    return {
        **office_of(agency),
        "place": place,
        "date": short_date(timezone.localdate()),
        "subject": f"Kết quả thực hiện {reference_of(plan)}, {period.label}",
        "to": "",
        "recipients": "Như trên\nCác sở, ban, ngành\nLưu: VT",
        "signer": "",
    }


def _bare(province: str) -> str:
    for word in _REGULATIVE:
        if province.lower().startswith(word):
            return province[len(word) :]
    return province


def _lines(text: str) -> list[str]:
    return [line.strip(" -;") for line in text.split("\n") if line.strip(" -;")]
