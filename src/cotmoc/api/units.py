"""The units of the province, and who is asking."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from cotmoc.api.asking import asks
from cotmoc.api.fields import IsoDate, UnitCode, UnitRef
from cotmoc.api.find import find_unit
from cotmoc.api.keyauth import key_of
from cotmoc.api.paging import Page, Paging, each, paged
from cotmoc.api.session import actor
from cotmoc.core.permissions import Role, Verb
from cotmoc.core.text import fold
from cotmoc.store.access import rights_of
from cotmoc.store.agencies import current
from cotmoc.store.models import Agency, ApiKey

router = Router(tags=["Đơn vị và tài khoản"])
Kind = Literal["province", "department", "commune"]


class UnitOut(BaseModel):
    """Một đơn vị."""

    code: str = Field(examples=["SKHCN"])
    name: str = Field(examples=["Sở Khoa học và Công nghệ"])
    kind: Kind
    parent: UnitRef | None = Field(description="Đơn vị cấp trên")
    aliases: list[str] = Field(description="Tên gọi khác")
    valid_from: date
    valid_to: date | None

    @classmethod
    def of(cls, agency: Agency) -> UnitOut:
        """The unit; its parent must be selected with it."""
        return cls(
            code=agency.code,
            name=agency.name,
            kind=agency.kind,  # type: ignore[arg-type]
            parent=UnitRef.of(agency.parent),
            aliases=agency.aliases,
            valid_from=agency.valid_from,
            valid_to=agency.valid_to,
        )


class UnitFilter(BaseModel):
    """Which units are asked for."""

    kind: Kind | None = Field(None, description="Chỉ loại đơn vị này")
    q: str = Field("", max_length=200, description="Từ trong tên, có dấu hay không", examples=["khoa hoc"])
    on: IsoDate | None = Field(None, description="Tại ngày này; mặc định hôm nay", examples=["2025-06-30"])


class HeldOut(BaseModel):
    """Một vai trò đang có: tại một đơn vị và các đơn vị bên dưới, hoặc ở mọi nơi."""

    role: Role
    label: str = Field(examples=["Chuyên viên tổng hợp"])
    unit: UnitRef | None


class KeyRef(BaseModel):
    """Khóa API đang dùng."""

    name: str = Field(description="Tên hệ thống dùng khóa")
    prefix: str
    test: bool = Field(description="Khóa thử: không thay đổi gì")
    plan: str | None = Field(description="Chỉ trong kế hoạch này")

    @classmethod
    def of(cls, key: ApiKey | None) -> KeyRef | None:
        """The key of a request, if it came with one."""
        if key is None:
            return None
        return cls(
            name=key.name, prefix=key.prefix, test=key.is_test, plan=key.plan.slug if key.plan else None
        )


class MeOut(BaseModel):
    """Người đang đăng nhập, hoặc người mà khóa API hành động thay."""

    id: int
    username: str
    name: str
    roles: list[HeldOut] = Field(description="Vai trò đang có, và ở đâu")
    unit: UnitRef | None
    verbs: list[str] = Field(description="Được làm gì", examples=[["view", "enter-figures"]])
    key: KeyRef | None = Field(description="Khóa API đang dùng; null khi dùng phiên của trình duyệt")
    csrf_token: str = Field(description="Gửi kèm ở đầu mục X-CSRFToken khi ghi; trống khi dùng khóa API")


@router.get("/me", response=MeOut, **asks(None))
def get_me(request: HttpRequest) -> Any:
    """Người đang đăng nhập, được làm gì, và mã để ghi."""
    person = actor(request)
    rights = rights_of(person)
    return MeOut(
        id=person.pk,
        username=person.username,
        name=person.full_name,
        roles=[
            HeldOut(role=held.role, label=held.role.label, unit=UnitRef.of(held.agency))
            for held in rights.held
        ],
        unit=UnitRef.of(person.agency),
        verbs=[verb.value for verb in Verb if verb in rights.verbs],
        key=KeyRef.of(key_of(request)),
        csrf_token="" if key_of(request) else get_token(request),
    )


@router.get("/units", response=Page[UnitOut], **asks(Verb.VIEW))
def list_units(request: HttpRequest, paging: Query[Paging], filters: Query[UnitFilter]) -> Any:
    """Các đơn vị có tại một ngày."""
    rows = current(filters.on or timezone.localdate()).select_related("parent")
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    for word in fold(filters.q).split():
        rows = rows.filter(folded__contains=word)
    return paged(request, paging, rows, each(UnitOut.of))


@router.get("/units/{code}", response=UnitOut, **asks(Verb.VIEW))
def get_unit(request: HttpRequest, code: UnitCode) -> Any:
    """Một đơn vị."""
    return UnitOut.of(find_unit(code))
