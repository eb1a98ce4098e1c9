"""Figures that stand, with who entered and approved them, and every earlier value on request."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from cotmoc.api.asking import asks
from cotmoc.api.fields import PersonRef, PlanSlug, UnitRef
from cotmoc.api.find import find_plan
from cotmoc.api.paging import Page, Paging, each, paged
from cotmoc.api.session import actor
from cotmoc.core.permissions import Verb
from cotmoc.store.models import Observation
from cotmoc.store.scope import figures_seen

router = Router(tags=["Số liệu"])
State = Literal["draft", "submitted", "approved"]


class FigureOut(BaseModel):
    """Số liệu của một chỉ tiêu, một đơn vị, một kỳ."""

    id: int
    indicator: str = Field(examples=["CT-01"])
    unit: UnitRef | None
    period: str = Field(examples=["2026-10"])
    value: float | None = Field(examples=[61.4])
    numerator: float | None
    denominator: float | None
    missing_reason: str = Field(description="Lý do chưa có số liệu")
    state: State
    source: Literal["form", "file", "api"]
    entered_at: datetime
    entered_by: PersonRef | None
    approved_at: datetime | None
    approved_by: PersonRef | None
    superseded_at: datetime | None = Field(description="Lúc bị số khác thay; null là đang có hiệu lực")

    @classmethod
    def of(cls, row: Observation) -> FigureOut:
        """The figure; indicator, unit and people must be selected with it."""
        return cls(
            id=row.pk,
            indicator=row.indicator.code,
            unit=UnitRef.of(row.unit),
            period=row.period,
            value=row.value,
            numerator=row.numerator,
            denominator=row.denominator,
            missing_reason=row.missing_reason,
            state=row.state,  # type: ignore[arg-type]
            source=row.source,  # type: ignore[arg-type]
            entered_at=row.entered_at,
            entered_by=PersonRef.of(row.entered_by),
            approved_at=row.approved_at,
            approved_by=PersonRef.of(row.approved_by),
            superseded_at=row.superseded_at,
        )


class FigureFilter(BaseModel):
    """Which figures are asked for."""

    indicator: str | None = Field(None, max_length=30, description="Mã chỉ tiêu", examples=["CT-01"])
    unit: str | None = Field(None, max_length=20, description="Mã đơn vị", examples=["X01"])
    period: str | None = Field(None, max_length=10, description="Kỳ", examples=["2026-10"])
    state: State | None = Field(None, description="Chỉ trạng thái này")
    history: bool = Field(False, description="Kể cả các giá trị đã bị thay")


@router.get("/plans/{slug:slug}/figures", response=Page[FigureOut], **asks(Verb.VIEW))
def list_figures(
    request: HttpRequest, slug: PlanSlug, paging: Query[Paging], filters: Query[FigureFilter]
) -> Any:
    """Số liệu của kế hoạch, kỳ mới trước; mỗi số có người nhập, người duyệt.

    Số chờ duyệt có thể đứng cạnh số đã duyệt của cùng kỳ; chỉ số đã duyệt được tính. Số chưa duyệt và các giá trị cũ
    chỉ đơn vị đó và cấp trên của nó thấy.
    """
    asked = {
        "indicator__code": filters.indicator,
        "unit__code": filters.unit,
        "period": filters.period,
        "state": filters.state,
    }
    plan = find_plan(request, slug)
    rows = Observation.objects.filter(indicator__plan=plan).filter(
        **{name: value for name, value in asked.items() if value}
    )
    rows = figures_seen(rows, actor(request), plan)
    if not filters.history:
        rows = rows.filter(superseded_at=None)
    rows = rows.select_related("indicator", "unit", "entered_by", "approved_by").order_by(
        "-period", "indicator__position", "unit__code", "-id"
    )
    return paged(request, paging, rows, each(FigureOut.of))
