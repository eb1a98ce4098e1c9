"""Lists in pages: one envelope for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest
from pydantic import BaseModel, Field

LIMIT, LIMIT_AT_MOST, OFFSET_AT_MOST = 100, 500, 1_000_000
Item = TypeVar("Item", bound=BaseModel)
Row = TypeVar("Row")


class Page(BaseModel, Generic[Item]):
    """Một trang của danh sách."""

    items: list[Item]
    total: int = Field(description="Số mục của cả danh sách", examples=[70])
    next: str | None = Field(
        description="Địa chỉ của trang sau; null ở trang cuối", examples=["/api/plans?limit=100&offset=100"]
    )


class Paging(BaseModel):
    """Where a page begins and how long it is."""

    limit: int = Field(LIMIT, ge=1, le=LIMIT_AT_MOST, description="Số mục nhiều nhất của một trang")
    offset: int = Field(0, ge=0, le=OFFSET_AT_MOST, description="Số mục bỏ qua ở đầu danh sách")


def paged(
    request: HttpRequest,
    paging: Paging,
    rows: Sequence[Row] | QuerySet[Any],
    make: Callable[[Sequence[Any]], Iterable[BaseModel]],
) -> dict[str, Any]:
    """The page that `paging` asks for; `make` turns its rows into items. A queryset is counted and cut in SQL."""
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    end = paging.offset + paging.limit
    following = None
    if end < total:
        query = request.GET.copy()
        query["limit"], query["offset"] = str(paging.limit), str(end)
        following = f"{request.path}?{query.urlencode()}"
    return {"items": list(make(list(rows[paging.offset : end]))), "total": total, "next": following}


def each(make: Callable[[Any], Item]) -> Callable[[Sequence[Any]], list[Item]]:
    """`make` for one row as `paged` wants it for many."""
    return lambda rows: [make(row) for row in rows]
