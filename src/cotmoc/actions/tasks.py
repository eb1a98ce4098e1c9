"""Tasks move from state to state: the owner starts and hands in proof, the giver confirms, pauses or withdraws."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from cotmoc.actions.base import action, record
from cotmoc.core.dates import short_date
from cotmoc.core.errors import ConflictError, InvalidValueError
from cotmoc.core.permissions import Verb
from cotmoc.core.sentence import say
from cotmoc.core.taskstate import State, check_step
from cotmoc.store.access import require
from cotmoc.store.models import Person, Task, TaskChange

_OWNER, _GIVER = Verb.UPDATE_TASK, Verb.CONFIRM_TASK


@action
def start_task(*, task: Task, by: Person) -> Task:
    """The owner takes the task up."""
    require(by, _OWNER, task)
    task = _locked(task)
    return _step(task, "in-progress", "task.start", by, note=say("Bắt đầu thực hiện"))


@action
def complete_task(*, task: Task, proof: str, completed_on: date, by: Person) -> Task:
    """The owner hands in the product: what it is, where it is found, and the day it was finished.

    The task waits for the giver to confirm; its clock stands at `completed_on`. Handed in again, the later
    proof holds. Raises InvalidValueError without proof or for a day still to come.
    """
    require(by, _OWNER, task)
    task = _locked(task)
    if not proof.strip():
        raise InvalidValueError(
            say("Ghi minh chứng: số, ký hiệu văn bản hoặc địa chỉ của sản phẩm đã làm xong."), code="proof"
        )
    if completed_on > timezone.localdate():
        raise InvalidValueError(
            say(
                "Ngày hoàn thành %(day)s chưa đến; ghi ngày đã làm xong.",
                day=short_date(completed_on),
            ),
            code="completed_on",
        )
    if task.state not in {Task.State.NOT_STARTED, Task.State.IN_PROGRESS}:
        raise ConflictError(
            say(
                "Nhiệm vụ đang ở trạng thái '%(state)s', không nộp sản phẩm được.",
                state=task.get_state_display(),
            )
        )
    task.proof, task.completed_on = proof.strip(), completed_on
    note = f"Nộp sản phẩm, hoàn thành ngày {short_date(completed_on)}: {task.proof}"
    return _keep(task, "in-progress", "task.complete", by, note=note)


@action
def confirm_task(*, task: Task, by: Person) -> Task:
    """The giver confirms that the product is there: the task is completed."""
    require(by, _GIVER, task)
    return _step(_locked(task), "done", "task.confirm", by, note=say("Đồng ý hoàn thành"))


@action
def hand_back_task(*, task: Task, reason: str, by: Person) -> Task:
    """The giver does not accept the product: the proof is taken back and the clock runs on."""
    require(by, _GIVER, task)
    task = _locked(task)
    if not task.proof or task.state not in {Task.State.IN_PROGRESS, Task.State.DONE}:
        raise ConflictError(say("Nhiệm vụ chưa có sản phẩm nào được nộp để trả lại."))
    if not reason.strip():
        raise InvalidValueError(
            say("Ghi lý do trả lại để cơ quan chủ trì biết phải làm gì thêm."), code="reason"
        )
    task.proof, task.completed_on = "", None
    return _keep(task, "in-progress", "task.hand-back", by, note=f"Trả lại sản phẩm: {reason.strip()}")


@action
def pause_task(*, task: Task, reason: str, by: Person) -> Task:
    """The giver stops the clock, for a reason."""
    require(by, _GIVER, task)
    return _step(_locked(task), "paused", "task.pause", by, reason=reason)


@action
def withdraw_task(*, task: Task, reason: str, by: Person) -> Task:
    """The giver takes the task back, for a reason."""
    require(by, _GIVER, task)
    return _step(_locked(task), "withdrawn", "task.withdraw", by, reason=reason)


@action
def resume_task(*, task: Task, by: Person) -> Task:
    """The giver sets a paused task going again, or gives a withdrawn one anew."""
    require(by, _GIVER, task)
    task = _locked(task)
    if task.state not in {Task.State.PAUSED, Task.State.WITHDRAWN}:
        raise ConflictError(say("Chỉ tiếp tục được nhiệm vụ đang tạm dừng hoặc đã rút."))
    after: State = "in-progress" if task.state == Task.State.PAUSED else "not-started"
    return _step(task, after, "task.resume", by, note=say("Tiếp tục thực hiện"))


def _locked(task: Task) -> Task:
    """The row as it stands now; a task that a later version dropped is not worked on."""
    fresh = Task.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if fresh.ended_in_version is not None:
        raise ConflictError(say("Bản kế hoạch đang có hiệu lực không còn nhiệm vụ này."))
    return fresh


def _step(task: Task, after: State, verb: str, by: Person, *, note: str = "", reason: str = "") -> Task:
    """One step of core.taskstate, which says what it needs."""
    check_step(
        task.state,  # type: ignore[arg-type]
        after,
        has_proof=bool(task.proof and task.completed_on),
        reason=reason,
    )
    task.reason = reason.strip()
    return _keep(task, after, verb, by, note=note or task.reason)


def _keep(task: Task, after: State, verb: str, by: Person, *, note: str) -> Task:
    before: dict[str, Any] = {"state": task.state}
    task.state = after
    task.save(update_fields=["state", "proof", "completed_on", "reason"])
    TaskChange.objects.create(task=task, state=after, note=note, by=by)
    record(verb, task, by=by, before=before, after={"state": after, "note": note})
    return task
