"""Targets of units that ended, at those who inherit them, and what these say of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from cotmoc.actions.heritage import Adapted, decide_targets
from cotmoc.api.asking import asks
from cotmoc.api.fields import Id, In, Number, PersonRef, UnitRef
from cotmoc.api.paging import Page, Paging, each, paged
from cotmoc.api.session import actor
from cotmoc.core.permissions import Verb
from cotmoc.store.heirs import Unit
from cotmoc.store.heritage import Inherited, inherited, select
from cotmoc.store.models import Area, Target, TargetDecision
from cotmoc.store.scope import plans_seen

router = Router(tags=["Kế thừa mục tiêu"])
Verdict = Literal["confirm", "adapt", "decline"]
Op = Literal[">=", ">", "<=", "<", "=", "between", "exists", "qualitative"]
_LONGEST_REASON = 2000


class HeirOut(BaseModel):
    """Nơi kế thừa: một địa bàn hoặc một cơ quan."""

    kind: Literal["area", "agency"]
    code: str = Field(examples=["08"])
    name: str = Field(examples=["Tỉnh Tuyên Quang"])
    share: float = Field(description="Phần của nơi cũ đã về đây, 0–1", examples=[1.0])
    answers: UnitRef | None = Field(description="Cơ quan trả lời; null khi chưa có trong hệ thống")


class OriginOut(BaseModel):
    """Nơi đã kết thúc mà mục tiêu là của nó."""

    kind: Literal["area", "agency"]
    code: str = Field(examples=["02"])
    name: str = Field(examples=["Tỉnh Hà Giang"])
    valid_to: date | None = Field(description="Ngày cuối cùng")


class WordsOut(BaseModel):
    """Một mục tiêu: mốc, phép so, giá trị."""

    milestone: str = Field(examples=["2030"])
    op: str = Field(examples=[">="])
    value: float | None = Field(examples=[85.0])
    upper: float | None
    unit: str = Field(examples=["%"])

    @classmethod
    def of(cls, target: Target, said: TargetDecision | None = None) -> WordsOut:
        """The target, or what was said in its place."""
        holds = said if said is not None else target
        return cls(
            milestone=holds.milestone or target.milestone,
            op=holds.op,
            value=holds.value,
            upper=holds.upper,
            unit=target.unit,
        )


class TargetDecisionOut(BaseModel):
    """Một quyết định của nơi kế thừa."""

    verdict: Verdict
    adapted: WordsOut | None = Field(description="Chỉ khi điều chỉnh")
    reason: str
    by: PersonRef | None
    at: datetime


class InheritedOut(BaseModel):
    """Một mục tiêu ở một nơi kế thừa."""

    target: int = Field(description="Số của mục tiêu, dùng khi quyết định")
    plan: str = Field(examples=["18-ctr-tu"])
    indicator: str = Field(description="Mã chỉ tiêu", examples=["CT-01"])
    name: str
    words: WordsOut = Field(description="Theo văn bản")
    quote: str = Field(description="Lời nguyên văn")
    origin: OriginOut
    heir: HeirOut
    since: date = Field(description="Ngày kế thừa")
    decisions: list[TargetDecisionOut] = Field(description="Cũ nhất trước; quyết định cuối có hiệu lực")

    @classmethod
    def of(cls, row: Inherited) -> InheritedOut:
        """The target at the heir."""
        return cls(
            target=row.target.pk,
            plan=row.plan.slug,
            indicator=row.indicator.code,
            name=row.indicator.name,
            words=WordsOut.of(row.target),
            quote=row.target.quote or row.indicator.quote,
            origin=OriginOut(
                kind=_kind(row.origin),
                code=row.origin.code,
                name=row.origin_name,
                valid_to=row.origin.valid_to,
            ),
            heir=HeirOut(
                kind=_kind(row.heir.unit),
                code=row.heir.unit.code,
                name=row.heir.name,
                share=min(row.heir.share, 1.0),
                answers=UnitRef.of(row.answers),
            ),
            since=row.heir.by.on,
            decisions=[_decision(row.target, one) for one in row.decisions],
        )


class HeritageFilter(BaseModel):
    """What is asked of the list."""

    q: str = Field("", max_length=200, description="Từ trong chỉ tiêu, kế hoạch hoặc tên nơi cũ")
    heir: str = Field("", max_length=200, description="Mã hoặc tên nơi kế thừa", examples=["Tuyên Quang"])
    verdict: Literal["", "none", "confirm", "adapt", "decline"] = Field(
        "", description="Chỉ quyết định này; none là chưa quyết định"
    )


class AdaptedIn(In):
    """Mục tiêu sau khi điều chỉnh; mốc để trống thì giữ mốc cũ."""

    op: Op = Field(examples=[">="])
    value: Number | None = Field(None, examples=[80.0])
    upper: Number | None = None
    milestone: str = Field("", max_length=10, examples=["2030"])


class DecisionIn(In):
    """Quyết định của một nơi kế thừa về một hoặc nhiều mục tiêu."""

    targets: list[Id] = Field(min_length=1, max_length=500, description="Số của các mục tiêu")
    heir_kind: Literal["area", "agency"]
    heir: str = Field(max_length=20, description="Mã nơi kế thừa", examples=["08"])
    verdict: Verdict
    reason: str = Field("", max_length=_LONGEST_REASON, description="Bắt buộc trừ khi tiếp tục thực hiện")
    adapted: AdaptedIn | None = Field(None, description="Chỉ khi điều chỉnh, với đúng một mục tiêu")


@router.get("/heritage", response=Page[InheritedOut], **asks(Verb.VIEW))
def list_heritage(request: HttpRequest, paging: Query[Paging], filters: Query[HeritageFilter]) -> Any:
    """Mục tiêu của những nơi đã kết thúc, ở nơi kế thừa hôm nay."""
    rows = [
        row
        for row in select(_rows(request), words=filters.q, heir=filters.heir)
        if filters.verdict in {"", row.verdict or "none"}
    ]
    return paged(request, paging, rows, each(InheritedOut.of))


@router.post("/heritage", response=list[InheritedOut], **asks(Verb.DECIDE_TARGETS))
def decide_heritage(request: HttpRequest, body: DecisionIn) -> Any:
    """Tiếp tục thực hiện, điều chỉnh hoặc không tiếp nhận; tất cả hoặc không gì cả."""
    own = {
        row.target.pk: row
        for row in _rows(request)
        if row.heir.unit.code == body.heir and _kind(row.heir.unit) == body.heir_kind
    }
    if not own or any(pk not in own for pk in body.targets):
        raise Http404(body.heir)
    adapted = body.adapted
    chosen = list(dict.fromkeys(body.targets))
    decide_targets(
        targets=[own[pk].target for pk in chosen],
        heir=next(iter(own.values())).heir.unit,
        verdict=body.verdict,
        reason=body.reason,
        adapted=Adapted(adapted.op, adapted.value, adapted.upper, adapted.milestone) if adapted else None,
        by=actor(request),
    )
    return [
        InheritedOut.of(row)
        for row in _rows(request)
        if row.target.pk in chosen and row.heir.unit.code == body.heir
    ]


def _rows(request: HttpRequest) -> tuple[Inherited, ...]:
    plans = set(plans_seen(actor(request)).values_list("pk", flat=True))
    return tuple(row for row in inherited(timezone.localdate()) if row.plan.pk in plans)


def _kind(unit: Unit) -> Literal["area", "agency"]:
    return "area" if isinstance(unit, Area) else "agency"


def _decision(target: Target, said: TargetDecision) -> TargetDecisionOut:
    return TargetDecisionOut(
        verdict=said.verdict,  # type: ignore[arg-type]
        adapted=WordsOut.of(target, said) if said.verdict == "adapt" else None,
        reason=said.reason,
        by=PersonRef.of(said.by),
        at=said.at,
    )
