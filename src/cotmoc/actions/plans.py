"""A reviewed reading becomes a plan in force; later readings become its next versions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify

from cotmoc.actions.base import action, record
from cotmoc.actions.planitems import Item, write_items
from cotmoc.core.dates import milestone_date
from cotmoc.core.errors import ConflictError, InvalidValueError
from cotmoc.core.permissions import Verb
from cotmoc.core.planjson import plan_from_data, plan_to_data
from cotmoc.core.sentence import say
from cotmoc.core.text import fold
from cotmoc.store.access import office_for, require
from cotmoc.store.areas import area_of
from cotmoc.store.models import Agency, Claim, Indicator, Person, Plan, PlanVersion, Reading, Task
from cotmoc.store.reviewing import ClaimView, progress, views

Thing = TypeVar("Thing", Indicator, Task)
_KEYS = {Claim.Kind.INDICATOR: "indicators", Claim.Kind.TASK: "tasks", Claim.Kind.OBLIGATION: "obligations"}


@action
def approve_plan(*, reading: Reading, by: Person) -> PlanVersion:
    """Put what was accepted in force as the next version of the directive's plan.

    Raises ConflictError while claims wait for a decision, or when this reading is a version already.
    """
    require(by, Verb.APPROVE_PLAN, reading)
    reading = Reading.objects.select_for_update(of=("self",)).select_related("directive").get(pk=reading.pk)
    if reading.state != Reading.State.DONE or reading.directive is None:
        raise ConflictError(say("Văn bản chưa đọc xong."))
    _refuse_older(reading)
    claims = views(reading)
    if left := progress(claims).left:
        raise ConflictError(say("Còn %(count)s mục chưa rà soát. Rà hết rồi mới duyệt.", count=left))
    kept = [claim for claim in claims if claim.kept]
    if not kept:
        raise ConflictError(say("Không có mục nào được giữ lại, nên không có gì để duyệt."))
    identity = reading.directive.identity
    plan = Plan.objects.filter(directive=reading.directive).first() or _new_plan(
        identity, reading, reading.agency
    )
    items = [Item(view.claim.kind, view.payload, view.claim) for view in kept]
    content = {**_content(reading.draft, kept), "directive": identity}
    return _new_version(plan, content, items, by, reading)


@action
def import_plan(*, content: dict[str, Any], by: Person) -> PlanVersion:
    """Put a plan in the plan format in force, as a first version or as the next one of the same number and title.

    Raises InvalidValueError with the place of the first fault.
    """
    agency = office_for(by, Verb.APPROVE_PLAN)
    draft = plan_from_data(content)
    content = plan_to_data(draft)
    identity = content["directive"]
    plan = _same_plan(identity, agency) or _new_plan(identity, None, agency)
    items = [Item(kind, payload) for kind, key in _KEYS.items() for payload in content[key]]
    if not items:
        raise InvalidValueError(
            say("Tệp không có chỉ tiêu, nhiệm vụ hay chế độ báo cáo nào."), code="no-plan"
        )
    return _new_version(plan, content, items, by, None)


@action
def edit_indicator(*, indicator: Indicator, by: Person, **changes: Any) -> Indicator:
    """Change who answers, who reports, how figures roll up, the path's shape or the method of an indicator."""
    require(by, Verb.EDIT_PLAN, indicator)
    return _edit(
        indicator, changes, {"owner", "collect", "roll_up", "shape", "method", "unit"}, "indicator.edit", by
    )


@action
def assign_task(*, task: Task, by: Person, **changes: Any) -> Task:
    """Change who leads a task or when it is due."""
    require(by, Verb.EDIT_PLAN, task)
    return _edit(task, changes, {"lead", "due"}, "task.assign", by)


@action
def assign_many(*, items: Sequence[Indicator | Task], owner: Agency, by: Person, collect: str = "") -> int:
    """Give many indicators and tasks of a plan to one agency at once; how many were given.

    With `collect` the indicators are also told who reports them. Raises InvalidValueError when nothing was chosen.
    """
    for plan in {item.plan_id: item.plan for item in items}.values():
        require(by, Verb.EDIT_PLAN, plan)
    if not items:
        raise InvalidValueError(say("Chưa chọn mục nào để giao."), code="nothing-chosen")
    reports = {"collect": collect} if collect else {}
    for item in items:
        if isinstance(item, Indicator):
            edit_indicator(indicator=item, by=by, owner=owner, **reports)
        else:
            assign_task(task=item, by=by, lead=owner)
    return len(items)


def _refuse_older(reading: Reading) -> None:
    if reading.versions.exists():
        raise ConflictError(say("Lần đọc này đã được duyệt thành kế hoạch."))
    if PlanVersion.objects.filter(reading__directive=reading.directive, reading_id__gt=reading.pk).exists():
        raise ConflictError(
            say("Một lần đọc mới hơn của văn bản này đã được duyệt; hãy rà soát lần đọc mới nhất.")
        )


def _edit(thing: Thing, changes: dict[str, Any], allowed: set[str], verb: str, by: Person) -> Thing:
    if unknown := set(changes) - allowed:
        raise InvalidValueError(
            say("Không sửa được trường %(fields)s ở đây.", fields=", ".join(sorted(unknown))), code="field"
        )
    before = {name: _plain(getattr(thing, name)) for name in changes}
    for name, value in changes.items():
        setattr(thing, name, value)
    try:
        # What the document left out, such as a product, is no fault of this change.
        thing.full_clean(exclude={field.name for field in thing._meta.fields} - set(changes))
    except ValidationError as error:
        raise InvalidValueError(" ".join(error.messages), code="field") from error
    thing.save()
    record(verb, thing, by=by, before=before, after={name: _plain(value) for name, value in changes.items()})
    return thing


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return getattr(value, "pk", value)


def _content(draft: dict[str, Any], kept: list[ClaimView]) -> dict[str, Any]:
    """The plan as approved: the reader's outline and warnings with what people kept."""
    items = {key: [view.payload for view in kept if view.claim.kind == kind] for kind, key in _KEYS.items()}
    return {**draft, **items}


def _same_plan(identity: dict[str, Any], agency: Agency | None) -> Plan | None:
    return Plan.objects.filter(number=_number(identity), title=_title(identity), agency=agency).first()


def _new_plan(identity: dict[str, Any], reading: Reading | None, agency: Agency | None) -> Plan:
    """The plan of the office whose document it is: a commune's is the commune's, whoever approves it."""
    issued = identity.get("date")
    return Plan.objects.create(
        directive=reading.directive if reading else None,
        slug=_free_slug(identity),
        number=_number(identity),
        title=_title(identity),
        identity=identity,
        agency=agency,
        area=area_of(identity),
        starts_on=milestone_date(issued) if issued else timezone.localdate(),
    )


def _number(identity: dict[str, Any]) -> str:
    return (identity.get("number") or "")[:60]


def _title(identity: dict[str, Any]) -> str:
    return identity.get("title") or identity.get("kind") or "Kế hoạch chưa có tên"


def _free_slug(identity: dict[str, Any]) -> str:
    name = (identity.get("number") or identity.get("title") or "").replace("/", "-")
    base = _cut(slugify(fold(name)), 60) or "ke-hoach"
    taken = set(Plan.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(
        slug for n in range(len(taken) + 1) if (slug := f"{base}-{n + 1}" if n else base) not in taken
    )


def _cut(slug: str, length: int) -> str:
    """A slug of at most `length` letters, cut between words where it has any."""
    if len(slug) <= length:
        return slug
    return slug[: length + 1].rpartition("-")[0] or slug[:length]


def _new_version(
    plan: Plan, content: dict[str, Any], items: list[Item], by: Person, reading: Reading | None
) -> PlanVersion:
    last = plan.versions.order_by("-number").only("number").first()
    if last is not None:
        plan.number, plan.title, plan.identity = (
            _number(content["directive"]),
            _title(content["directive"]),
            content["directive"],
        )
        plan.save(update_fields=["number", "title", "identity"])
    version = PlanVersion.objects.create(
        plan=plan,
        number=(last.number if last else 0) + 1,
        reading=reading,
        content=content,
        approved_at=timezone.now(),
        approved_by=by,
    )
    counts = write_items(plan, version.number, items, content.get("outline", []))
    record("plan.approve", version, by=by, after={"plan": plan.slug, "version": version.number, **counts})
    return version
