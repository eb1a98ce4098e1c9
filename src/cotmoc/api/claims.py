"""Claims of a reading and what people decide about them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from cotmoc.actions import review as actions
from cotmoc.actions.plans import approve_plan
from cotmoc.api.asking import asks
from cotmoc.api.fields import Id, In, PersonRef
from cotmoc.api.find import find_claim, find_reading
from cotmoc.api.paging import Page, Paging, each, paged
from cotmoc.api.planformat import Payload
from cotmoc.api.plans import VersionOut
from cotmoc.api.problems import Fault, FieldFaultsError
from cotmoc.api.session import actor
from cotmoc.core.claimmath import merged
from cotmoc.core.permissions import Verb
from cotmoc.store.models import Claim, Decision, Reading
from cotmoc.store.reviewing import ClaimView, view, views

router = Router(tags=["Rà soát"])
Kind = Literal["indicator", "task", "obligation"]
Verdict = Literal["pending", "accept", "edit", "reject", "split", "merge", "withdraw"]


class DecisionOut(BaseModel):
    """Quyết định đang có hiệu lực."""

    verdict: Verdict
    reason: str
    carried: bool = Field(description="Giữ từ lần đọc trước, vì lời văn bản không đổi")
    by: PersonRef | None
    at: datetime

    @classmethod
    def of(cls, row: Decision) -> DecisionOut:
        """The decision of a person."""
        return cls(
            verdict=row.verdict,  # type: ignore[arg-type]
            reason=row.reason,
            carried=row.carried,
            by=PersonRef.of(row.by),
            at=row.at,
        )


class ClaimOut(BaseModel):
    """Một mục: lời máy đọc và điều người đã quyết."""

    id: int
    reading: int
    kind: Kind
    origin: Literal["reader", "person"] = Field(description="Máy đọc, hoặc người thêm")
    verdict: Verdict
    payload: Payload = Field(description="Giá trị đang có hiệu lực")
    original: Payload = Field(description="Giá trị lúc đầu")
    quote: str = Field(description="Lời nguyên văn")
    confidence: float = Field(description="Máy chắc đến đâu, 0–1")
    decision: DecisionOut | None
    made_from: list[int] = Field(description="Tách hoặc gộp từ các mục này")
    changed_from: int | None = Field(description="Mục của lần đọc trước mà mục này sửa lời")

    @classmethod
    def of(cls, shown: ClaimView) -> ClaimOut:
        """The claim with what holds of it."""
        claim = shown.claim
        return cls(
            id=claim.pk,
            reading=claim.reading_id,
            kind=claim.kind,  # type: ignore[arg-type]
            origin=claim.origin,  # type: ignore[arg-type]
            verdict=shown.verdict,  # type: ignore[arg-type]
            payload=shown.payload,
            original=shown.original,
            quote=claim.quote,
            confidence=claim.confidence,
            decision=DecisionOut.of(shown.decision) if shown.decision else None,
            made_from=[source.pk for source in claim.made_from.all()],
            changed_from=shown.was.pk if shown.was else None,
        )


class ClaimFilter(BaseModel):
    """Which claims are asked for."""

    kind: Kind | None = Field(None, description="Chỉ loại mục này")
    verdict: Verdict | None = Field(None, description="Chỉ các mục đang ở quyết định này")


class PayloadIn(In):
    """Giá trị đã sửa của một mục."""

    payload: Payload


class RejectIn(In):
    """Lý do loại, nếu có."""

    reason: str = Field("", max_length=400)


class SplitIn(In):
    """Các phần thay cho mục."""

    parts: list[Payload] = Field(min_length=2, max_length=20)


class MergeIn(In):
    """Các mục cần gộp; không nêu `payload` thì ghép từ các mục."""

    claims: list[Id] = Field(min_length=2, max_length=50)
    payload: Payload | None = None


class ManyIn(In):
    """Các mục cần đồng ý một lượt."""

    claims: list[Id] = Field(min_length=1, max_length=1000)


class AddIn(In):
    """Mục máy chưa thấy."""

    kind: Kind
    payload: Payload


class CountOut(BaseModel):
    """Bao nhiêu mục đã được ghi."""

    count: int


def _shown(request: HttpRequest, pk: int) -> ClaimOut:
    return ClaimOut.of(view(find_claim(request, pk)))


def _claims(reading: Reading, wanted: list[int]) -> list[Claim]:
    """Claims of this reading by id; every foreign id is a fault."""
    found = {claim.pk: claim for claim in reading.claims.filter(pk__in=wanted)}
    faults = [
        Fault(message=f"Lần đọc {reading.pk} không có mục {pk}.", code="claim", field=f"body.claims.{index}")
        for index, pk in enumerate(wanted)
        if pk not in found
    ]
    if faults:
        raise FieldFaultsError(faults)
    return list(found.values())


@router.get("/readings/{int:pk}/claims", response=Page[ClaimOut], **asks(Verb.VIEW))
def list_claims(request: HttpRequest, pk: int, paging: Query[Paging], filters: Query[ClaimFilter]) -> Any:
    """Các mục của một lần đọc, theo thứ tự trong văn bản, với quyết định đang có hiệu lực."""
    shown = [
        one
        for one in views(find_reading(request, pk))
        if filters.kind in {None, one.claim.kind} and filters.verdict in {None, one.verdict}
    ]
    return paged(request, paging, shown, each(ClaimOut.of))


@router.post("/readings/{int:pk}/claims", response={201: ClaimOut}, **asks(Verb.REVIEW_CLAIMS))
def add_claim(request: HttpRequest, pk: int, body: AddIn) -> Any:
    """Thêm một mục máy chưa thấy."""
    made = actions.add_claim(
        reading=find_reading(request, pk), kind=body.kind, payload=body.payload, by=actor(request)
    )
    return _shown(request, made.pk)


@router.post("/readings/{int:pk}/claims/accept", response=CountOut, **asks(Verb.REVIEW_CLAIMS))
def accept_claims(request: HttpRequest, pk: int, body: ManyIn) -> Any:
    """Đồng ý nhiều mục đang chờ; mục đã quyết thì giữ nguyên."""
    reading = find_reading(request, pk)
    return CountOut(count=actions.accept_claims(claims=_claims(reading, body.claims), by=actor(request)))


@router.post("/readings/{int:pk}/claims/merge", response={201: ClaimOut}, **asks(Verb.REVIEW_CLAIMS))
def merge_claims(request: HttpRequest, pk: int, body: MergeIn) -> Any:
    """Gộp các mục cùng loại thành một."""
    reading = find_reading(request, pk)
    claims = _claims(reading, body.claims)
    payload = body.payload if body.payload is not None else merged([view(one).payload for one in claims])
    return _shown(request, actions.merge_claims(claims=claims, payload=payload, by=actor(request)).pk)


@router.post("/readings/{int:pk}/approve", response={201: VersionOut}, **asks(Verb.APPROVE_PLAN))
def approve_reading(request: HttpRequest, pk: int) -> Any:
    """Duyệt kế hoạch từ lần đọc này: các mục đã đồng ý thành bản có hiệu lực."""
    return VersionOut.of(approve_plan(reading=find_reading(request, pk), by=actor(request)))


@router.get("/claims/{int:pk}", response=ClaimOut, **asks(Verb.VIEW))
def get_claim(request: HttpRequest, pk: int) -> Any:
    """Một mục."""
    return _shown(request, pk)


@router.post("/claims/{int:pk}/accept", response=ClaimOut, **asks(Verb.REVIEW_CLAIMS))
def accept_claim(request: HttpRequest, pk: int) -> Any:
    """Đồng ý với máy."""
    actions.accept_claim(claim=find_claim(request, pk), by=actor(request))
    return _shown(request, pk)


@router.post("/claims/{int:pk}/edit", response=ClaimOut, **asks(Verb.REVIEW_CLAIMS))
def edit_claim(request: HttpRequest, pk: int, body: PayloadIn) -> Any:
    """Giữ mục với giá trị đã sửa; lời máy đọc vẫn giữ bên cạnh."""
    actions.edit_claim(claim=find_claim(request, pk), payload=body.payload, by=actor(request))
    return _shown(request, pk)


@router.post("/claims/{int:pk}/reject", response=ClaimOut, **asks(Verb.REVIEW_CLAIMS))
def reject_claim(request: HttpRequest, pk: int, body: RejectIn) -> Any:
    """Loại mục khỏi kế hoạch."""
    actions.reject_claim(claim=find_claim(request, pk), by=actor(request), reason=body.reason.strip())
    return _shown(request, pk)


@router.post("/claims/{int:pk}/split", response={201: list[ClaimOut]}, **asks(Verb.REVIEW_CLAIMS))
def split_claim(request: HttpRequest, pk: int, body: SplitIn) -> Any:
    """Tách mục thành hai mục trở lên."""
    made = actions.split_claim(claim=find_claim(request, pk), parts=body.parts, by=actor(request))
    return [_shown(request, one.pk) for one in made]


@router.post("/claims/{int:pk}/undo", response=ClaimOut, **asks(Verb.REVIEW_CLAIMS))
def undo_claim(request: HttpRequest, pk: int) -> Any:
    """Hoàn tác quyết định đang có hiệu lực."""
    actions.undo_decision(claim=find_claim(request, pk), by=actor(request))
    return _shown(request, pk)
