"""Files of figures: a preview first, then entered or dropped as a whole."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import File, Query, Router, UploadedFile
from pydantic import BaseModel, Field

from cotmoc.actions.imports import apply_import, discard_import, preview_import
from cotmoc.api.asking import asks
from cotmoc.api.fields import In, PersonRef, PlanSlug, UnitRef
from cotmoc.api.find import bytes_of, find_import, find_plan
from cotmoc.api.openapi import located
from cotmoc.api.paging import Page, Paging, each, paged
from cotmoc.api.session import actor
from cotmoc.core.permissions import Verb
from cotmoc.store.models import FigureImport
from cotmoc.store.scope import imports_seen

router = Router(tags=["Nhập tệp số liệu"])
Change = Literal["new", "changed", "same"]


class ImportOut(BaseModel):
    """Một tệp số liệu."""

    id: int
    plan: str = Field(examples=["18-ctr-tu"])
    filename: str = Field(examples=["so-lieu-thang-10.xlsx"])
    state: Literal["preview", "applied", "discarded"]
    by: PersonRef | None
    at: datetime

    @classmethod
    def of(cls, row: FigureImport) -> ImportOut:
        """The file; plan and person must be selected with it."""
        return cls(
            id=row.pk,
            plan=row.plan.slug,
            filename=row.filename,
            state=row.state,  # type: ignore[arg-type]
            by=PersonRef.of(row.by),
            at=row.at,
        )


class ImportDetailOut(ImportOut):
    """Một tệp số liệu và điều nó sẽ đổi."""

    changes: dict[Change, int] = Field(
        description="Số dòng mới, sửa, không đổi", examples=[{"new": 12, "changed": 3, "same": 40}]
    )

    @classmethod
    def of(cls, row: FigureImport) -> ImportDetailOut:
        """The file with what its rows change."""
        counts = Counter(line["change"] for line in row.rows)
        known: dict[Change, int] = {
            "new": counts["new"],
            "changed": counts["changed"],
            "same": counts["same"],
        }
        return cls(**ImportOut.of(row).model_dump(), changes=known)


class ValueOut(BaseModel):
    """Giá trị của một số."""

    value: float | None
    numerator: float | None
    denominator: float | None
    missing_reason: str


class ImportRowOut(ValueOut):
    """Một dòng của tệp và điều nó đổi."""

    row: int = Field(description="Số hàng trong tệp", examples=[12])
    indicator: str = Field(examples=["CT-01"])
    unit: UnitRef
    period: str = Field(examples=["2026-10"])
    change: Change
    old: ValueOut | None = Field(description="Số đang có")

    @classmethod
    def of(cls, line: dict[str, Any]) -> ImportRowOut:
        """The row as the preview keeps it."""
        return cls(
            **{name: line[name] for name in ValueOut.model_fields},
            row=line["row"],
            indicator=line["code"],
            unit=UnitRef(code=line["unit_code"], name=line["unit_name"]),
            period=line["period"],
            change=line["change"],
            old=ValueOut(**line["old"]) if line["old"] else None,
        )


class ImportFilter(BaseModel):
    """Which rows are asked for."""

    change: Change | None = Field(None, description="Chỉ các dòng đổi như vậy")


class ApplyIn(In):
    """Nhập xong thì làm gì."""

    then: Literal["keep", "submit", "approve"] = Field(
        "submit", description="keep: để nháp; submit: nộp; approve: duyệt luôn, cần quyền duyệt"
    )


@router.get("/plans/{slug:slug}/imports", response=Page[ImportOut], **asks(Verb.VIEW))
def list_imports(request: HttpRequest, slug: PlanSlug, paging: Query[Paging]) -> Any:
    """Các tệp số liệu đã tải lên, mới nhất trước; người của đơn vị chỉ thấy tệp của mình."""
    rows = imports_seen(actor(request)).filter(plan=find_plan(request, slug))
    rows = rows.select_related("plan", "by").defer("rows")
    return paged(request, paging, rows, each(ImportOut.of))


@router.post(
    "/plans/{slug:slug}/imports", response={201: ImportDetailOut}, **asks(Verb.IMPORT_FIGURES, located(201))
)
def preview_file(
    request: HttpRequest, response: HttpResponse, slug: PlanSlug, file: File[UploadedFile]
) -> Any:
    """Tải một tệp .csv hoặc .xlsx lên để xem trước; chưa có số nào được ghi.

    Có lỗi thì không nhận dòng nào: mỗi lỗi nêu hàng và cột.
    """
    plan = find_plan(request, slug)
    data, name = bytes_of(file)
    made = preview_import(plan=plan, filename=name, data=data, by=actor(request))
    response["Location"] = f"/api/imports/{made.pk}"
    return ImportDetailOut.of(made)


@router.get("/imports/{int:pk}", response=ImportDetailOut, **asks(Verb.VIEW))
def get_import(request: HttpRequest, pk: int) -> Any:
    """Một tệp số liệu và số dòng mới, sửa, không đổi."""
    return ImportDetailOut.of(find_import(request, pk))


@router.get("/imports/{int:pk}/rows", response=Page[ImportRowOut], **asks(Verb.VIEW))
def list_import_rows(
    request: HttpRequest, pk: int, paging: Query[Paging], filters: Query[ImportFilter]
) -> Any:
    """Từng dòng của tệp và điều nó đổi."""
    lines = [line for line in find_import(request, pk).rows if filters.change in {None, line["change"]}]
    return paged(request, paging, lines, each(ImportRowOut.of))


@router.post("/imports/{int:pk}/apply", response=ImportDetailOut, **asks(Verb.IMPORT_FIGURES))
def apply_file(request: HttpRequest, pk: int, body: ApplyIn) -> Any:
    """Nhập các số của bản xem trước, tất cả hoặc không."""
    return ImportDetailOut.of(
        apply_import(figure_import=find_import(request, pk), by=actor(request), then=body.then)
    )


@router.post("/imports/{int:pk}/discard", response=ImportDetailOut, **asks(Verb.IMPORT_FIGURES))
def discard_file(request: HttpRequest, pk: int) -> Any:
    """Bỏ bản xem trước; không có số nào được ghi."""
    return ImportDetailOut.of(discard_import(figure_import=find_import(request, pk), by=actor(request)))
