"""Tasks with their state and alert of today, and the steps that owner and giver take."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from cotmoc.actions import tasks as actions
from cotmoc.actions.plans import assign_task
from cotmoc.api.asking import asks
from cotmoc.api.fields import Code, In, IsoDate, PersonRef, PlanSlug, ReasonIn, UnitRef
from cotmoc.api.find import find_plan, find_task, find_unit
from cotmoc.api.paging import Page, Paging, each, paged
from cotmoc.api.session import actor
from cotmoc.core.permissions import Verb
from cotmoc.store import tasks as store
from cotmoc.store.indicatorpage import place_words
from cotmoc.store.models import Task

router = Router(tags=["Nhiệm vụ"])
Shown = Literal["not-started", "in-progress", "overdue", "done-on-time", "done-late", "paused", "withdrawn"]
Stored = Literal["not-started", "in-progress", "done", "paused", "withdrawn"]
Alert = Literal["none", "yellow", "red", "special-red"]
Sort = Literal["document", "alert", "due", "lead"]
_SORTS: dict[Sort, str] = {"document": "muc", "alert": "canh-bao", "due": "han", "lead": "chu-tri"}
_ONE = "/plans/{slug:slug}/tasks/{code}"


class TaskOut(BaseModel):
    """Một nhiệm vụ và tình trạng hôm nay."""

    code: str = Field(examples=["NV-01"])
    text: str
    heading: str = Field(description="Nhóm trong văn bản")
    lead: UnitRef | None
    lead_text: str = Field(description="Chủ trì theo lời văn bản")
    coordinate_text: str = Field(description="Phối hợp theo lời văn bản")
    due: date | None = Field(description="Hạn đang có hiệu lực")
    every: str = Field(description="Lặp lại", examples=["year"])
    deliverables: list[str] = Field(description="Sản phẩm")
    state: Stored = Field(description="Trạng thái đã ghi")
    shown: Shown = Field(description="Tình trạng hôm nay")
    label: str = Field(description="Tình trạng bằng chữ", examples=["Đang thực hiện, trong hạn"])
    alert: Alert
    days_late: int
    days_left: int | None
    awaits_confirmation: bool = Field(description="Đã nộp sản phẩm, chờ cấp giao đồng ý")
    completed_on: date | None
    proof: str = Field(description="Minh chứng")
    reason: str = Field(description="Lý do tạm dừng hoặc rút")

    @classmethod
    def of(cls, row: store.TaskRow) -> TaskOut:
        """The task as it stands today."""
        task, view = row.task, row.view
        return cls(
            code=task.code,
            text=task.text,
            heading=task.heading,
            lead=UnitRef.of(task.lead),
            lead_text=task.lead_text,
            coordinate_text=task.coordinate_text,
            due=row.due,
            every=task.every,
            deliverables=task.deliverables,
            state=task.state,  # type: ignore[arg-type]
            shown=view.state,
            label=view.label,
            alert=view.alert,
            days_late=view.days_late,
            days_left=view.days_left,
            awaits_confirmation=row.awaits_confirmation,
            completed_on=task.completed_on,
            proof=task.proof,
            reason=task.reason,
        )


class ChangeOut(BaseModel):
    """Một lần đổi trạng thái."""

    state: Stored
    note: str
    by: PersonRef | None
    at: datetime


class TaskDetailOut(TaskOut):
    """Một nhiệm vụ với lời văn bản và mọi lần đổi trạng thái."""

    quote: str = Field(description="Lời nguyên văn")
    place: str = Field(description="Chỗ trong văn bản")
    changes: list[ChangeOut] = Field(description="Mới nhất trước")

    @classmethod
    def of_page(cls, page: store.TaskPage) -> TaskDetailOut:
        """The task with its history."""
        task = page.row.task
        return cls(
            **TaskOut.of(page.row).model_dump(),
            quote=task.quote,
            place=place_words(task.place, task.section),
            changes=[
                ChangeOut(
                    state=one.state,  # type: ignore[arg-type]
                    note=one.note,
                    by=PersonRef.of(one.by),
                    at=one.at,
                )
                for one in page.changes
            ],
        )


class TaskFilter(BaseModel):
    """What is asked of the list."""

    q: str = Field("", max_length=200, description="Từ cần tìm, có dấu hay không", examples=["du lieu"])
    state: Shown | None = Field(None, description="Chỉ tình trạng này")
    alert: Alert | None = Field(None, description="Chỉ cảnh báo này")
    lead: str = Field("", max_length=20, description="Mã cơ quan chủ trì", examples=["SKHCN"])
    sort: Sort = Field("document", description="Theo văn bản, cảnh báo nặng trước, thời hạn, chủ trì")


class CompleteIn(In):
    """Sản phẩm đã làm xong."""

    proof: str = Field(
        max_length=4000, description="Minh chứng: số, ký hiệu văn bản hoặc địa chỉ", examples=["15/QĐ-UBND"]
    )
    completed_on: IsoDate = Field(examples=["2026-06-20"])


class TaskIn(In):
    """Những trường cần đổi; trường không nêu thì giữ nguyên, null là bỏ trống."""

    lead: str | None = Field(None, max_length=20, description="Mã cơ quan chủ trì")
    due: IsoDate | None = Field(None, description="Hạn", examples=["2026-12-31"])

    def changes(self) -> dict[str, Any]:
        """What was sent."""
        sent = self.model_dump(exclude_unset=True)
        if "lead" in sent:
            sent["lead"] = find_unit(self.lead) if self.lead else None
        return sent


def _detail(request: HttpRequest, slug: str, code: str) -> TaskDetailOut:
    try:
        page = store.task_page(find_plan(request, slug), code, today=timezone.localdate())
    except Task.DoesNotExist:
        raise Http404(code) from None
    return TaskDetailOut.of_page(page)


@router.get("/plans/{slug:slug}/tasks", response=Page[TaskOut], **asks(Verb.VIEW))
def list_tasks(
    request: HttpRequest, slug: PlanSlug, paging: Query[Paging], filters: Query[TaskFilter]
) -> Any:
    """Các nhiệm vụ với tình trạng và cảnh báo hôm nay."""
    query = store.TaskQuery(
        filters.q, filters.state or "", filters.alert or "", filters.lead, _SORTS[filters.sort]
    )
    rows = store.select_tasks(store.task_rows(find_plan(request, slug), today=timezone.localdate()), query)
    return paged(request, paging, rows, each(TaskOut.of))


@router.get(_ONE, response=TaskDetailOut, **asks(Verb.VIEW))
def get_task(request: HttpRequest, slug: PlanSlug, code: Code) -> Any:
    """Một nhiệm vụ: lời văn bản, tình trạng, mọi lần đổi trạng thái."""
    return _detail(request, slug, code)


@router.patch(_ONE, response=TaskDetailOut, **asks(Verb.EDIT_PLAN))
def assign_one_task(request: HttpRequest, slug: PlanSlug, code: Code, body: TaskIn) -> Any:
    """Đổi cơ quan chủ trì hoặc thời hạn."""
    task = find_task(request, slug, code)
    assign_task(task=task, by=actor(request), **body.changes())
    return _detail(request, slug, code)


@router.post(f"{_ONE}/start", response=TaskDetailOut, **asks(Verb.UPDATE_TASK))
def start_task(request: HttpRequest, slug: PlanSlug, code: Code) -> Any:
    """Cơ quan chủ trì bắt đầu thực hiện."""
    actions.start_task(task=find_task(request, slug, code), by=actor(request))
    return _detail(request, slug, code)


@router.post(f"{_ONE}/complete", response=TaskDetailOut, **asks(Verb.UPDATE_TASK))
def complete_task(request: HttpRequest, slug: PlanSlug, code: Code, body: CompleteIn) -> Any:
    """Cơ quan chủ trì nộp sản phẩm; nhiệm vụ chờ cấp giao đồng ý."""
    actions.complete_task(
        task=find_task(request, slug, code),
        proof=body.proof,
        completed_on=body.completed_on,
        by=actor(request),
    )
    return _detail(request, slug, code)


@router.post(f"{_ONE}/confirm", response=TaskDetailOut, **asks(Verb.CONFIRM_TASK))
def confirm_task(request: HttpRequest, slug: PlanSlug, code: Code) -> Any:
    """Cấp giao đồng ý: nhiệm vụ hoàn thành."""
    actions.confirm_task(task=find_task(request, slug, code), by=actor(request))
    return _detail(request, slug, code)


@router.post(f"{_ONE}/hand-back", response=TaskDetailOut, **asks(Verb.CONFIRM_TASK))
def hand_back_task(request: HttpRequest, slug: PlanSlug, code: Code, body: ReasonIn) -> Any:
    """Cấp giao trả lại sản phẩm; thời hạn tính tiếp."""
    actions.hand_back_task(task=find_task(request, slug, code), reason=body.reason, by=actor(request))
    return _detail(request, slug, code)


@router.post(f"{_ONE}/pause", response=TaskDetailOut, **asks(Verb.CONFIRM_TASK))
def pause_task(request: HttpRequest, slug: PlanSlug, code: Code, body: ReasonIn) -> Any:
    """Cấp giao tạm dừng nhiệm vụ."""
    actions.pause_task(task=find_task(request, slug, code), reason=body.reason, by=actor(request))
    return _detail(request, slug, code)


@router.post(f"{_ONE}/withdraw", response=TaskDetailOut, **asks(Verb.CONFIRM_TASK))
def withdraw_task(request: HttpRequest, slug: PlanSlug, code: Code, body: ReasonIn) -> Any:
    """Cấp giao rút nhiệm vụ."""
    actions.withdraw_task(task=find_task(request, slug, code), reason=body.reason, by=actor(request))
    return _detail(request, slug, code)


@router.post(f"{_ONE}/resume", response=TaskDetailOut, **asks(Verb.CONFIRM_TASK))
def resume_task(request: HttpRequest, slug: PlanSlug, code: Code) -> Any:
    """Cấp giao cho tiếp tục nhiệm vụ đang tạm dừng, hoặc giao lại nhiệm vụ đã rút."""
    actions.resume_task(task=find_task(request, slug, code), by=actor(request))
    return _detail(request, slug, code)
