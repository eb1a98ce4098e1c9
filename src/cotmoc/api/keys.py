"""Keys of the API. A key is made by a person on the page of keys, never by another key."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from cotmoc.actions.keys import revoke_key
from cotmoc.api.asking import asks
from cotmoc.api.fields import PersonRef
from cotmoc.api.paging import Page, Paging, each, paged
from cotmoc.api.session import actor
from cotmoc.core.permissions import Verb
from cotmoc.store.keys import KeyState, keys_managed_by, state_of
from cotmoc.store.models import ApiKey

router = Router(tags=["Khóa API"])


class KeyOut(BaseModel):
    """Một khóa API; chữ của khóa không giữ lại ở đâu."""

    id: int
    name: str = Field(description="Tên hệ thống dùng khóa", examples=["Trục liên thông tỉnh"])
    prefix: str = Field(description="Đầu khóa, để nhận ra", examples=["cm_live_x5Tq01Ab"])
    person: PersonRef | None = Field(description="Hành động thay người này")
    verbs: list[str] = Field(description="Được làm gì", examples=[["view", "enter-figures"]])
    plan: str | None = Field(description="Chỉ trong kế hoạch này; null: mọi kế hoạch", examples=["18-ctr-tu"])
    test: bool = Field(description="Khóa thử: không thay đổi gì")
    state: KeyState = Field(description="Dùng được, hết hạn, đã thu hồi, hoặc tài khoản của người đã khóa")
    expires_at: datetime
    last_used_at: datetime | None
    created_at: datetime
    created_by: PersonRef | None

    @classmethod
    def of(cls, key: ApiKey) -> KeyOut:
        """The key; its person, plan and maker must be selected with it."""
        return cls(
            id=key.pk,
            name=key.name,
            prefix=key.prefix,
            person=PersonRef.of(key.person),
            verbs=key.verbs,
            plan=key.plan.slug if key.plan else None,
            test=key.is_test,
            state=state_of(key, timezone.now()),
            expires_at=key.expires_at,
            last_used_at=key.last_used_at,
            created_at=key.created_at,
            created_by=PersonRef.of(key.created_by),
        )


@router.get("/keys", response=Page[KeyOut], **asks(Verb.MANAGE_KEYS))
def list_keys(request: HttpRequest, paging: Query[Paging]) -> Any:
    """Các khóa API trong phạm vi mình quản lý, mới nhất trước."""
    return paged(request, paging, keys_managed_by(actor(request)), each(KeyOut.of))


@router.post("/keys/{int:pk}/revoke", response=KeyOut, **asks(Verb.MANAGE_KEYS))
def revoke(request: HttpRequest, pk: int) -> Any:
    """Thu hồi một khóa: từ lúc này khóa không mở được gì."""
    key = get_object_or_404(keys_managed_by(actor(request)), pk=pk)
    revoke_key(key=key, by=actor(request))
    return KeyOut.of(keys_managed_by(actor(request)).get(pk=pk))
