"""Indicators with their scorecards: the board, and one indicator with everything behind its figure."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from cotmoc.actions.plans import edit_indicator
from cotmoc.analysis.history import HistoryPoint
from cotmoc.analysis.scorecards import Milestone
from cotmoc.api.asking import asks
from cotmoc.api.fields import Code, In, PlanSlug, UnitRef
from cotmoc.api.find import find_indicator, find_plan, find_unit
from cotmoc.api.paging import Page, Paging, each, paged
from cotmoc.api.session import actor
from cotmoc.core.permissions import Verb
from cotmoc.store import board as store
from cotmoc.store.indicatorpage import IndicatorPage, TargetRow, UnitRow, indicator_page
from cotmoc.store.models import Indicator

router = Router(tags=["Chỉ tiêu"])
StatusCode = Literal["reached", "on-path", "at-risk", "late", "no-data", "not-due"]
Gap = Literal["too-few-units", "no-owner", "no-target"]
_GAPS: dict[str, Gap] = {
    "thieu-don-vi": "too-few-units",
    "chua-co-chu-tri": "no-owner",
    "chua-co-muc-tieu": "no-target",
}
Sort = Literal["document", "status", "lag", "name"]
_SORTS: dict[Sort, str] = {"document": "muc", "status": "tinh-trang", "lag": "cham", "name": "ten"}


class ScorecardOut(BaseModel):
    """Chỉ tiêu đang ở đâu so với lộ trình; chỉ tính số liệu đã duyệt."""

    status: StatusCode
    label: str = Field(description="Tình trạng bằng chữ", examples=["Đúng lộ trình"])
    why: str = Field(description="Phép tính dẫn đến tình trạng đó")
    distance: str = Field(description="Sớm hay chậm bao nhiêu", examples=["chậm 5 tháng"])
    value: float | None = Field(description="Số liệu mới nhất, chưa làm tròn", examples=[61.4])
    value_text: str = Field(examples=["61,4"])
    period: str | None = Field(description="Kỳ của số liệu đó", examples=["2026-10"])
    updated_at: datetime | None = Field(description="Lúc duyệt")
    expected: float | None = Field(description="Lộ trình cần có hôm nay")
    ratio: float | None = Field(description="Tiến độ đạt được chia tiến độ cần có")
    lag_months: float | None = Field(description="Số tháng chậm; âm là sớm")
    target_text: str = Field(description="Mục tiêu của năm", examples=["≥ 60"])
    reported: int = Field(description="Số đơn vị đã có số liệu", examples=[87])
    owing: int = Field(description="Số đơn vị phải báo cáo", examples=[102])

    @classmethod
    def of(cls, row: store.BoardRow) -> ScorecardOut:
        """The verdict with its arithmetic."""
        card, verdict = row.card, row.card.verdict
        return cls(
            status=verdict.status,
            label=verdict.label,
            why=verdict.why,
            distance=verdict.distance,
            value=card.value,
            value_text=row.value_text,
            period=card.period.code if card.period else None,
            updated_at=row.updated_at,
            expected=verdict.expected,
            ratio=verdict.ratio,
            lag_months=verdict.lag_months,
            target_text=row.target_text,
            reported=card.reported,
            owing=card.expected,
        )


class IndicatorOut(BaseModel):
    """Một chỉ tiêu trên bảng điểm."""

    code: str = Field(examples=["CT-01"])
    name: str = Field(examples=["Dân số được phủ sóng 5G"])
    unit: str = Field(examples=["%"])
    heading: str = Field(description="Nhóm trong văn bản")
    owner: UnitRef | None
    owner_text: str = Field(description="Chủ trì theo lời văn bản")
    collect: Literal["owner", "communes"] = Field(
        description="Cơ quan chủ trì nhập, hoặc các xã, phường nhập"
    )
    roll_up: Literal["ratio", "sum", "none"] = Field(description="Cách tổng hợp")
    higher_is_better: bool
    scorecard: ScorecardOut
    gaps: list[Gap] = Field(description="Còn thiếu gì")

    @classmethod
    def of(cls, row: store.BoardRow) -> IndicatorOut:
        """The row of the board."""
        one = row.indicator
        return cls(
            code=one.code,
            name=one.name,
            unit=one.unit,
            heading=one.heading,
            owner=UnitRef.of(one.owner),
            owner_text=one.owner_text,
            collect=one.collect,  # type: ignore[arg-type]
            roll_up=one.roll_up,  # type: ignore[arg-type]
            higher_is_better=one.higher_is_better,
            scorecard=ScorecardOut.of(row),
            gaps=[_GAPS[gap] for gap in row.gaps],
        )


class TargetOut(BaseModel):
    """Một mục tiêu và lời của nó."""

    milestone: str = Field(examples=["2030"])
    words: str = Field(examples=["≥ 90%"])
    note: str
    quote: str
    place: str = Field(examples=["Trang 3, dòng 41"])

    @classmethod
    def of(cls, row: TargetRow) -> TargetOut:
        """The target as the document states it."""
        return cls(milestone=row.milestone, words=row.words, note=row.note, quote=row.quote, place=row.place)


class PointOut(BaseModel):
    """Số liệu đã duyệt của một kỳ."""

    period: str = Field(examples=["2026-10"])
    value: float | None
    numerator: float | None
    denominator: float | None
    reported: int
    owing: int

    @classmethod
    def of(cls, point: HistoryPoint) -> PointOut:
        """The point; a period without figures has no value."""
        rolled = point.rolled
        return cls(
            period=point.period.code,
            value=rolled.value,
            numerator=rolled.numerator,
            denominator=rolled.denominator,
            reported=rolled.reported,
            owing=rolled.expected,
        )


class StoneOut(BaseModel):
    """Một mốc: đạt, đạt muộn, lỡ, không rõ, mốc tới, mốc sau."""

    on: date
    target: str = Field(examples=["≥ 60%"])
    stone: Literal["reached", "reached-late", "missed", "unknown", "next", "later"]

    @classmethod
    def of(cls, milestone: Milestone) -> StoneOut:
        """The stone of a milestone."""
        return cls(on=milestone.on, target=store.target_words(milestone.target), stone=milestone.stone)


class UnitValueOut(BaseModel):
    """Số liệu kỳ mới nhất của một xã, phường."""

    unit: UnitRef | None
    value: float | None
    numerator: float | None
    denominator: float | None
    missing_reason: str
    status: StatusCode | None

    @classmethod
    def of(cls, row: UnitRow) -> UnitValueOut:
        """The figure of a commune, or why there is none."""
        return cls(
            unit=UnitRef.of(row.unit),
            value=row.value,
            numerator=row.numerator,
            denominator=row.denominator,
            missing_reason=row.reason,
            status=row.status,
        )


class IndicatorDetailOut(IndicatorOut):
    """Một chỉ tiêu với lời văn bản, diễn biến, các mốc và từng đơn vị."""

    scope: str
    method: str
    shape: Literal["linear", "steps", "exponential"] = Field(description="Dạng lộ trình")
    quote: str = Field(description="Lời nguyên văn")
    place: str = Field(description="Chỗ trong văn bản")
    targets: list[TargetOut]
    milestones: list[StoneOut]
    history: list[PointOut] = Field(description="Kỳ cũ trước; kỳ chưa có số liệu cũng có mặt")
    units: list[UnitValueOut] = Field(description="Khi các xã, phường nhập")

    @classmethod
    def of_page(cls, page: IndicatorPage) -> IndicatorDetailOut:
        """Everything of one indicator."""
        one = page.row.indicator
        return cls(
            **IndicatorOut.of(page.row).model_dump(),
            scope=one.scope,
            method=one.method,
            shape=one.shape,  # type: ignore[arg-type]
            quote=one.quote,
            place=page.place,
            targets=[TargetOut.of(row) for row in page.targets],
            milestones=[StoneOut.of(stone) for stone in page.card.milestones],
            history=[PointOut.of(point) for point in page.card.history],
            units=[UnitValueOut.of(row) for row in page.units],
        )


class IndicatorFilter(BaseModel):
    """What is asked of the board."""

    q: str = Field("", max_length=200, description="Từ cần tìm, có dấu hay không", examples=["chuyen doi so"])
    status: StatusCode | None = Field(None, description="Chỉ tình trạng này")
    gap: Gap | None = Field(None, description="Chỉ các chỉ tiêu còn thiếu điều này")
    owner: str = Field("", max_length=20, description="Mã cơ quan chủ trì", examples=["SKHCN"])
    sort: Sort = Field("document", description="Theo văn bản, tình trạng nặng trước, chậm nhất trước, tên")


class IndicatorIn(In):
    """Những trường cần đổi; trường không nêu thì giữ nguyên."""

    owner: str | None = Field(None, max_length=20, description="Mã cơ quan chủ trì; null là chưa có")
    collect: Literal["owner", "communes"] | None = None
    roll_up: Literal["ratio", "sum", "none"] | None = None
    shape: Literal["linear", "steps", "exponential"] | None = None
    unit: str | None = Field(None, max_length=80)
    method: str | None = Field(None, max_length=4000)

    def changes(self) -> dict[str, Any]:
        """What was sent; null empties the owner and leaves the rest."""
        sent = self.model_dump(exclude_unset=True)
        changed = {name: value for name, value in sent.items() if value is not None}
        if "owner" in sent:
            changed["owner"] = find_unit(self.owner) if self.owner else None
        return changed


def _detail(request: HttpRequest, slug: str, code: str) -> IndicatorDetailOut:
    try:
        page = indicator_page(
            find_plan(request, slug), code, today=timezone.localdate(), reader=actor(request)
        )
    except Indicator.DoesNotExist:
        raise Http404(code) from None
    return IndicatorDetailOut.of_page(page)


@router.get("/plans/{slug:slug}/indicators", response=Page[IndicatorOut], **asks(Verb.VIEW))
def list_indicators(
    request: HttpRequest, slug: PlanSlug, paging: Query[Paging], filters: Query[IndicatorFilter]
) -> Any:
    """Bảng điểm của kế hoạch: mỗi chỉ tiêu với số liệu đã duyệt mới nhất và tình trạng hôm nay."""
    query = store.BoardQuery(
        words=filters.q,
        status=filters.status or "",
        gap=next((code for code, gap in _GAPS.items() if gap == filters.gap), ""),
        owner=filters.owner,
        sort=_SORTS[filters.sort],
    )
    board = store.board(find_plan(request, slug), today=timezone.localdate())
    return paged(request, paging, store.select_rows(board.rows, query), each(IndicatorOut.of))


@router.get("/plans/{slug:slug}/indicators/{code}", response=IndicatorDetailOut, **asks(Verb.VIEW))
def get_indicator(request: HttpRequest, slug: PlanSlug, code: Code) -> Any:
    """Một chỉ tiêu: lời văn bản, mục tiêu, các mốc, diễn biến theo kỳ, từng đơn vị."""
    return _detail(request, slug, code)


@router.patch("/plans/{slug:slug}/indicators/{code}", response=IndicatorDetailOut, **asks(Verb.EDIT_PLAN))
def edit_one_indicator(request: HttpRequest, slug: PlanSlug, code: Code, body: IndicatorIn) -> Any:
    """Đổi cơ quan chủ trì, cách thu thập, cách tổng hợp, dạng lộ trình, đơn vị tính hoặc cách tính."""
    indicator = find_indicator(request, slug, code)
    edit_indicator(indicator=indicator, by=actor(request), **body.changes())
    return _detail(request, slug, code)
