"""Official reports: drafted, edited, frozen, downloaded."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from cotmoc.actions import reports as actions
from cotmoc.actions.exports import note_export
from cotmoc.api.asking import asks
from cotmoc.api.fields import In, IsoDate, PersonRef, PlanSlug
from cotmoc.api.find import find_plan, find_report
from cotmoc.api.openapi import located
from cotmoc.api.paging import Page, Paging, each, paged
from cotmoc.api.session import actor
from cotmoc.core.dates import parse_date
from cotmoc.core.periods import Period
from cotmoc.core.permissions import Verb
from cotmoc.store import reporting as store
from cotmoc.store.models import Report
from cotmoc.writing.report import MEDIA_TYPES, write_report

router = Router(tags=["Báo cáo"])
Format = Literal["docx", "pdf", "xlsx"]
_WORDS = 20_000
_LINE = 400


class ReportOut(BaseModel):
    """Một báo cáo."""

    id: int
    plan: str = Field(examples=["18-ctr-tu"])
    period: str = Field(examples=["2026-H1"])
    period_label: str = Field(examples=["6 tháng đầu năm 2026"])
    number: str = Field(description="Số, ký hiệu", examples=["12/BC-UBND"])
    created_at: datetime
    created_by: PersonRef | None
    frozen_at: datetime | None = Field(description="Lúc chốt; null là bản nháp")
    frozen_by: PersonRef | None

    @classmethod
    def of(cls, row: Report) -> ReportOut:
        """The report; plan and people must be selected with it."""
        return cls(
            id=row.pk,
            plan=row.plan.slug,
            period=row.period,
            period_label=Period.parse(row.period).label,
            number=row.number,
            created_at=row.created_at,
            created_by=PersonRef.of(row.created_by),
            frozen_at=row.frozen_at,
            frozen_by=PersonRef.of(row.frozen_by),
        )


class ReportDetailOut(ReportOut):
    """Một báo cáo với phần đầu và phần lời."""

    fields: dict[str, str] = Field(
        description="Phần đầu và phần lời, tên như khi sửa", examples=[{"subject": "Kết quả thực hiện…"}]
    )

    @classmethod
    def of(cls, row: Report) -> ReportDetailOut:
        """The report with its words; its date is ISO."""
        fields = {name: str(row.narrative.get(name, "")) for name in (*store.HEADER, *store.SECTIONS)}
        if fields["date"]:
            fields["date"] = parse_date(fields["date"]).isoformat()
        return cls(**ReportOut.of(row).model_dump(), fields=fields)


class DraftIn(In):
    """Kỳ cần báo cáo."""

    period: str = Field(max_length=10, examples=["2026-H1"])


class ReportIn(In):
    """Những trường cần sửa; trường không nêu thì giữ nguyên."""

    number: str | None = Field(None, max_length=40, description="Số, ký hiệu", examples=["12/BC-UBND"])
    style: Literal["state", "party"] | None = Field(None, description="Thể thức Nhà nước hoặc Đảng")
    superior: str | None = Field(None, max_length=_LINE, description="Cơ quan cấp trên")
    issuer: str | None = Field(None, max_length=_LINE, description="Cơ quan ban hành, mỗi dòng một phần")
    issuer_name: str | None = Field(None, max_length=_LINE, description="Tên cơ quan trong câu")
    place: str | None = Field(None, max_length=_LINE, description="Địa danh")
    date: IsoDate | None = Field(None, description="Ngày ký", examples=["2026-07-05"])
    subject: str | None = Field(None, max_length=_LINE, description="Trích yếu")
    to: str | None = Field(None, max_length=_LINE, description="Kính gửi")
    recipients: str | None = Field(None, max_length=_WORDS, description="Nơi nhận, mỗi dòng một nơi")
    authority: str | None = Field(None, max_length=_LINE, description="Quyền hạn, chức vụ người ký")
    signer: str | None = Field(None, max_length=_LINE, description="Người ký")
    basis: str | None = Field(None, max_length=_WORDS, description="Căn cứ")
    overview: str | None = Field(None, max_length=_WORDS, description="Tình hình chung")
    results: str | None = Field(None, max_length=_WORDS, description="Kết quả thực hiện chỉ tiêu")
    task_results: str | None = Field(None, max_length=_WORDS, description="Kết quả thực hiện nhiệm vụ")
    difficulties: str | None = Field(None, max_length=_WORDS, description="Khó khăn, vướng mắc")
    proposals: str | None = Field(None, max_length=_WORDS, description="Đề xuất, kiến nghị")


def _base(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _detail(request: HttpRequest, pk: int) -> ReportDetailOut:
    return ReportDetailOut.of(find_report(request, pk))


@router.get("/plans/{slug:slug}/reports", response=Page[ReportOut], **asks(Verb.VIEW))
def list_reports(request: HttpRequest, slug: PlanSlug, paging: Query[Paging]) -> Any:
    """Các báo cáo của kế hoạch, mới nhất trước."""
    plan = find_plan(request, slug)
    rows = store.reports_of(plan)
    for row in rows:
        row.plan = plan
    return paged(request, paging, rows, each(ReportOut.of))


@router.post(
    "/plans/{slug:slug}/reports", response={201: ReportDetailOut}, **asks(Verb.WRITE_REPORT, located(201))
)
def draft_report(request: HttpRequest, response: HttpResponse, slug: PlanSlug, body: DraftIn) -> Any:
    """Lập bản nháp báo cáo của một kỳ; phần lời viết từ số liệu."""
    plan = find_plan(request, slug)
    made = actions.draft_report(plan=plan, period=Period.parse(body.period), by=actor(request))
    response["Location"] = f"/api/reports/{made.pk}"
    return _detail(request, made.pk)


@router.get("/reports/{int:pk}", response=ReportDetailOut, **asks(Verb.VIEW))
def get_report(request: HttpRequest, pk: int) -> Any:
    """Một báo cáo: phần đầu và phần lời."""
    return _detail(request, pk)


@router.patch("/reports/{int:pk}", response=ReportDetailOut, **asks(Verb.WRITE_REPORT))
def edit_report(request: HttpRequest, pk: int, body: ReportIn) -> Any:
    """Sửa phần đầu và phần lời của bản nháp."""
    fields = body.model_dump(exclude_none=True, mode="json")
    actions.edit_report(report=find_report(request, pk), by=actor(request), **fields)
    return _detail(request, pk)


@router.post("/reports/{int:pk}/rewrite", response=ReportDetailOut, **asks(Verb.WRITE_REPORT))
def rewrite_report(request: HttpRequest, pk: int) -> Any:
    """Viết lại phần lời của bản nháp từ số liệu."""
    actions.rewrite_report(report=find_report(request, pk), by=actor(request))
    return _detail(request, pk)


@router.post("/reports/{int:pk}/freeze", response=ReportDetailOut, **asks(Verb.WRITE_REPORT))
def freeze_report(request: HttpRequest, pk: int) -> Any:
    """Chốt báo cáo: từ nay tệp tải về luôn giống hệt nhau."""
    actions.freeze_report(report=find_report(request, pk), by=actor(request), base=_base(request))
    return _detail(request, pk)


class FormatIn(BaseModel):
    """Which file."""

    format: Format = Field("docx", description="Loại tệp")


@router.get(
    "/reports/{int:pk}/file",
    **asks(
        Verb.VIEW,
        {
            "responses": {
                200: {
                    "content": {
                        media: {"schema": {"type": "string", "format": "binary"}}
                        for media in MEDIA_TYPES.values()
                    }
                }
            }
        },
    ),
)
def get_report_file(request: HttpRequest, pk: int, asked: Query[FormatIn]) -> HttpResponse:
    """Tải báo cáo thành tệp Word, PDF hoặc Excel."""
    one = find_report(request, pk)
    data = write_report(store.snapshot_of(one, base=_base(request)), asked.format, fonts=settings.FONTS_DIR)
    note_export(what=f"report.{asked.format}", thing=one, by=actor(request))
    draft = "" if one.frozen_at else "-ban-nhap"
    name = f"bao-cao-{one.plan.slug}-{one.period}{draft}.{asked.format}"
    return HttpResponse(
        data,
        content_type=MEDIA_TYPES[asked.format],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
