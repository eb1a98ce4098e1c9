"""Areas on any day: what is measured, below what, and what became what."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import P, PathEx, Query, Router
from pydantic import BaseModel, Field

from cotmoc.api.asking import asks
from cotmoc.api.fields import IsoDate, UnitCode, UnitRef
from cotmoc.api.paging import Page, Paging, each, paged
from cotmoc.core.permissions import Verb
from cotmoc.store import unitpages as store
from cotmoc.store.areas import areas_on
from cotmoc.store.heirs import Unit
from cotmoc.store.models import Agency, Area

router = Router(tags=["Đơn vị và địa bàn"])
AreaKind = Literal["province", "district", "commune"]
AreaCode = PathEx[str, P(description="Mã địa bàn", example="08")]


class AreaRef(BaseModel):
    """Một địa bàn, gọn."""

    code: str = Field(examples=["08"])
    name: str = Field(examples=["Tỉnh Tuyên Quang"])
    valid_from: date

    @classmethod
    def of(cls, area: Area | None) -> AreaRef | None:
        """The area, if there is one."""
        return cls(code=area.code, name=area.full_name, valid_from=area.valid_from) if area else None


class AreaOut(BaseModel):
    """Một địa bàn. Mã được dùng lại, nên địa bàn là mã cùng ngày bắt đầu."""

    code: str = Field(examples=["08"])
    name: str = Field(examples=["Tuyên Quang"])
    title: str = Field(examples=["Tỉnh"])
    kind: AreaKind
    parent: AreaRef | None = Field(description="Địa bàn cấp trên khi địa bàn này bắt đầu")
    valid_from: date
    valid_to: date | None = Field(description="Ngày cuối cùng; null là đang có")
    population: float | None
    surface: float | None = Field(description="Diện tích, km²")

    @classmethod
    def of(cls, area: Area) -> AreaOut:
        """The area; its parent must be selected with it."""
        return cls(
            code=area.code,
            name=area.name,
            title=area.title,
            kind=area.kind,  # type: ignore[arg-type]
            parent=AreaRef.of(area.parent),
            valid_from=area.valid_from,
            valid_to=area.valid_to,
            population=area.population,
            surface=area.surface,
        )


class PartOut(BaseModel):
    """Một nơi trong một lần thay đổi; tỷ lệ là phần của nơi cũ đã về nơi mới."""

    code: str
    name: str
    valid_from: date
    valid_to: date | None
    share: float = Field(description="0–1", examples=[1.0])

    @classmethod
    def of(cls, part: store.Part) -> PartOut:
        """The part."""
        unit = part.unit
        return cls(
            code=unit.code,
            name=part.name,
            valid_from=unit.valid_from,
            valid_to=unit.valid_to,
            share=min(part.share, 1.0),
        )


class SuccessionOut(BaseModel):
    """Một lần sáp nhập, chia tách, đổi tên hoặc đổi cấp."""

    kind: Literal["merge", "split", "rename", "level", "move"]
    on: date = Field(description="Ngày nơi mới bắt đầu")
    old: list[PartOut]
    new: list[PartOut]
    basis: str = Field(description="Tỷ lệ tính theo")
    document: str = Field(description="Văn bản quy định")

    @classmethod
    def of(cls, step: store.Step) -> SuccessionOut:
        """The step."""
        made = step.succession
        return cls(
            kind=made.kind,  # type: ignore[arg-type]
            on=made.on,
            old=[PartOut.of(part) for part in step.old],
            new=[PartOut.of(part) for part in step.new],
            basis=made.basis,
            document=made.document,
        )


class AreaDetailOut(AreaOut):
    """Một địa bàn với cơ quan trả lời, những gì nó từ đó mà ra và đã trở thành."""

    above: list[AreaRef] = Field(description="Các địa bàn cấp trên tại ngày ấy, cao nhất trước")
    children: int = Field(description="Số địa bàn ngay bên dưới tại ngày ấy")
    answers: UnitRef | None = Field(description="Cơ quan trả lời tại ngày ấy")
    history: list[SuccessionOut] = Field(description="Cũ nhất trước")


class AreaFilter(BaseModel):
    """Which areas are asked for."""

    on: IsoDate | None = Field(None, description="Tại ngày này; mặc định hôm nay", examples=["2025-06-30"])
    kind: AreaKind | None = Field(None, description="Chỉ cấp này")
    parent: str = Field(
        "", max_length=20, description="Mã địa bàn cấp trên: chỉ những nơi ngay dưới nó", examples=["08"]
    )
    q: str = Field("", max_length=200, description="Từ trong tên, có dấu hay không", examples=["tuyen quang"])


class OnDay(BaseModel):
    """As of which day."""

    on: IsoDate | None = Field(None, description="Tại ngày này; mặc định hôm nay", examples=["2025-06-30"])


@router.get("/areas", response=Page[AreaOut], **asks(Verb.VIEW))
def list_areas(request: HttpRequest, paging: Query[Paging], filters: Query[AreaFilter]) -> Any:
    """Các địa bàn tại một ngày."""
    on = filters.on or timezone.localdate()
    rows: Any = areas_on(on).select_related("parent").order_by("-kind", "code")
    if filters.q:
        rows = store.find_units(Area, on, filters.q)
    if filters.parent:
        below = store.units_at(Area, on, _area(filters.parent, on))
        rows = rows.filter(pk__in=below.values("pk"))
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    return paged(request, paging, rows, each(AreaOut.of))


@router.get("/areas/{code}", response=AreaDetailOut, **asks(Verb.VIEW))
def get_area(request: HttpRequest, code: AreaCode, query: Query[OnDay]) -> Any:
    """Địa bàn mang mã ấy tại một ngày; nếu ngày ấy không có thì nơi gần nhất trước đó."""
    on = query.on or timezone.localdate()
    area = _area(code, on)
    page = store.unit_page(area, on)
    return AreaDetailOut(
        **AreaOut.of(area).model_dump(),
        above=[ref for one in page.path if isinstance(one, Area) and (ref := AreaRef.of(one))],
        children=page.children,
        answers=UnitRef.of(page.answers),
        history=_history(area),
    )


@router.get("/units/{code}/history", response=list[SuccessionOut], **asks(Verb.VIEW))
def unit_history(request: HttpRequest, code: UnitCode, query: Query[OnDay]) -> Any:
    """Đơn vị mang mã ấy tại một ngày từ đâu mà ra và đã trở thành gì, cũ nhất trước."""
    found = store.find_unit(Agency, code, query.on or timezone.localdate())
    if found is None:
        raise Http404(code)
    return _history(found)


def _history(unit: Unit) -> list[SuccessionOut]:
    return [SuccessionOut.of(step) for step in store.history_of(unit)]


def _area(code: str, on: date) -> Area:
    found = store.find_unit(Area, code, on)
    if not isinstance(found, Area):
        raise Http404(code)
    return found
