"""Plans in force and their plan format."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import BaseModel, Field

from cotmoc.actions.exports import note_export
from cotmoc.actions.plans import import_plan
from cotmoc.api.asking import asks
from cotmoc.api.fields import PersonRef, PlanSlug
from cotmoc.api.find import find_plan
from cotmoc.api.openapi import located
from cotmoc.api.paging import Page, Paging, each, paged
from cotmoc.api.planformat import Identity, PlanBody, PlanContent
from cotmoc.api.session import actor
from cotmoc.core.permissions import Verb
from cotmoc.store.models import Obligation, Plan, PlanVersion
from cotmoc.store.naming import reference_of
from cotmoc.store.plans import Gap, PlanRow, plan_page, plan_rows
from cotmoc.store.scope import plans_seen

router = Router(tags=["Kế hoạch"])


class VersionOut(BaseModel):
    """Một bản của kế hoạch."""

    plan: str = Field(examples=["18-ctr-tu"])
    number: int = Field(examples=[1])
    reading: int | None = Field(description="Lần đọc mà bản này được duyệt từ đó")
    approved_at: datetime
    approved_by: PersonRef | None

    @classmethod
    def of(cls, row: PlanVersion) -> VersionOut:
        """The version; its plan must be selected with it."""
        return cls(
            plan=row.plan.slug,
            number=row.number,
            reading=row.reading_id,
            approved_at=row.approved_at,
            approved_by=PersonRef.of(row.approved_by),
        )


class PlanOut(BaseModel):
    """Một kế hoạch trong danh sách."""

    slug: str = Field(examples=["18-ctr-tu"])
    number: str = Field(examples=["18-CTr/TU"])
    title: str
    reference: str = Field(description="Cách gọi kế hoạch trong câu")
    version: int | None = Field(description="Bản đang có hiệu lực", examples=[1])
    indicators: int = Field(examples=[70])
    tasks: int = Field(examples=[100])
    obligations: int = Field(examples=[3])
    gaps: int = Field(description="Số chỗ còn thiếu")

    @classmethod
    def of(cls, row: PlanRow) -> PlanOut:
        """The plan with its counts."""
        return cls(
            slug=row.plan.slug,
            number=row.plan.number,
            title=row.plan.title,
            reference=reference_of(row.plan),
            version=row.version.number if row.version else None,
            indicators=row.indicators,
            tasks=row.tasks,
            obligations=row.obligations,
            gaps=row.gaps,
        )


class GapOut(BaseModel):
    """Những mục còn thiếu một điều để theo dõi được."""

    code: str = Field(examples=["no-owner"])
    label: str = Field(examples=["Chỉ tiêu chưa có cơ quan chủ trì"])
    items: list[str] = Field(description="Mã các mục", examples=[["CT-04"]])

    @classmethod
    def of(cls, gap: Gap) -> GapOut:
        """The gap with the codes of what lacks something."""
        return cls(code=gap.code, label=gap.label, items=[item.code for item in gap.items])


class ObligationOut(BaseModel):
    """Một chế độ báo cáo."""

    kind: str = Field(examples=["báo cáo"])
    who: str
    to: str
    every: list[str] = Field(examples=[["half-year"]])
    due: list[str] = Field(examples=[["06-15", "12-01"]])
    quote: str

    @classmethod
    def of(cls, row: Obligation) -> ObligationOut:
        """The obligation in the words of the document."""
        return cls(kind=row.kind, who=row.who, to=row.to, every=row.every, due=row.due, quote=row.quote)


class PlanDetailOut(BaseModel):
    """Một kế hoạch với các bản, chế độ báo cáo và những chỗ còn thiếu."""

    slug: str
    number: str
    title: str
    reference: str
    identity: Identity
    starts_on: date = Field(description="Ngày bắt đầu lộ trình")
    on_path_from: float = Field(description="Đúng lộ trình khi tỷ số tiến độ từ mức này", examples=[0.95])
    at_risk_from: float = Field(description="Có nguy cơ khi tỷ số tiến độ từ mức này", examples=[0.75])
    versions: list[VersionOut] = Field(description="Mới nhất trước")
    indicators: list[str] = Field(description="Mã các chỉ tiêu, theo thứ tự văn bản", examples=[["CT-01"]])
    tasks: list[str] = Field(description="Mã các nhiệm vụ, theo thứ tự văn bản", examples=[["NV-01"]])
    obligations: list[ObligationOut]
    gaps: list[GapOut]

    @classmethod
    def of(cls, plan: Plan) -> PlanDetailOut:
        """Everything of a plan but its items."""
        page = plan_page(plan)
        for version in page.versions:
            version.plan = plan
        return cls(
            slug=plan.slug,
            number=plan.number,
            title=plan.title,
            reference=reference_of(plan),
            identity=plan.identity,
            starts_on=plan.starts_on,
            on_path_from=plan.on_path_from,
            at_risk_from=plan.at_risk_from,
            versions=[VersionOut.of(version) for version in page.versions],
            indicators=[row.code for row in page.indicators],
            tasks=[row.code for row in page.tasks],
            obligations=[ObligationOut.of(row) for row in page.obligations],
            gaps=[GapOut.of(gap) for gap in page.gaps if gap.items],
        )


class VersionFilter(BaseModel):
    """Which version is asked for."""

    version: int | None = Field(None, ge=1, le=10**6, description="Bản nào; không nêu là bản có hiệu lực")


@router.get("/plans", response=Page[PlanOut], **asks(Verb.VIEW))
def list_plans(request: HttpRequest, paging: Query[Paging]) -> Any:
    """Các kế hoạch, mới nhất trước."""
    return paged(request, paging, plan_rows(plans_seen(actor(request))), each(PlanOut.of))


@router.post("/plans", response={201: VersionOut}, **asks(Verb.APPROVE_PLAN, located(201)))
def put_plan(request: HttpRequest, response: HttpResponse, body: PlanBody) -> Any:
    """Nhập một kế hoạch theo định dạng cotmoc-plan/1.

    Thành bản 1, hoặc bản kế tiếp của kế hoạch cùng số và tên.
    """
    version = import_plan(content=body, by=actor(request))
    response["Location"] = f"/api/plans/{version.plan.slug}"
    return VersionOut.of(version)


@router.get("/plans/{slug:slug}", response=PlanDetailOut, **asks(Verb.VIEW))
def get_plan(request: HttpRequest, slug: PlanSlug) -> Any:
    """Một kế hoạch: các bản, chế độ báo cáo, những chỗ còn thiếu."""
    return PlanDetailOut.of(find_plan(request, slug))


@router.get("/plans/{slug:slug}/content", response=PlanContent, **asks(Verb.VIEW))
def get_plan_content(
    request: HttpRequest, response: HttpResponse, slug: PlanSlug, filters: Query[VersionFilter]
) -> Any:
    """Tải kế hoạch theo định dạng cotmoc-plan/1; nhập lại được bằng POST /api/plans."""
    versions = PlanVersion.objects.filter(plan=find_plan(request, slug)).order_by("-number")
    if filters.version:
        versions = versions.filter(number=filters.version)
    version = versions.first() or get_object_or_404(versions)
    note_export(what="plan.json", thing=version, by=actor(request))
    response["Content-Disposition"] = f'attachment; filename="{slug}-ban-{version.number}.json"'
    return version.content
