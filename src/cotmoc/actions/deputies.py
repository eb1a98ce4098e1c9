"""Who stands in for whom while somebody is away."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cotmoc.actions.base import action, record
from cotmoc.actions.grants import days_words, lock
from cotmoc.core.errors import ConflictError, ForbiddenError, InvalidValueError
from cotmoc.core.spans import Span
from cotmoc.store.colleagues import colleagues_of
from cotmoc.store.managing import require_over
from cotmoc.store.models import Deputy, Person


@action
def name_deputy(
    *, person: Person, deputy: Person, valid_from: date, valid_to: date, by: Person, reason: str = ""
) -> Deputy:
    """Let `deputy` do from a day to a day what `person` may; by that person or whoever manages the account.

    Raises InvalidValueError for days that lie back or are turned round and for somebody who works elsewhere,
    ConflictError when somebody stands in on one of these days already.
    """
    if by.pk != person.pk:
        require_over(by, person)
        if by.pk == deputy.pk:
            raise ForbiddenError(_("Không tự nhận thay người khác; nhờ một người quản trị khác."))
    span = Span(valid_from, valid_to)
    if valid_from < timezone.localdate():
        raise InvalidValueError(
            _("Không cử người thay lùi về trước hôm nay; chọn ngày từ hôm nay."), code="past"
        )
    if not colleagues_of(person).filter(pk=deputy.pk).exists():
        raise InvalidValueError(
            _("Người thay phải là người khác, đang làm việc ở cùng đơn vị, đơn vị cấp trên hoặc trực thuộc."),
            code="deputy",
        )
    lock(person)
    for held in Deputy.objects.filter(person=person).select_related("deputy"):
        if (days := Span(held.valid_from, held.valid_to)).meets(span):
            raise ConflictError(
                _("%(name)s đã được cử thay %(days)s; kết thúc lượt đó trước hoặc chọn ngày khác.")
                % {"name": held.deputy, "days": days_words(days)},
                code="held",
            )
    made = Deputy.objects.create(
        person=person,
        deputy=deputy,
        valid_from=valid_from,
        valid_to=valid_to,
        reason=reason.strip(),
        made_by=by,
    )
    record(
        "deputy.add",
        person,
        by=by,
        after=_words(made),
        personal={"reason": made.reason} if made.reason else None,
    )
    return made


@action
def end_deputy(*, standing: Deputy, by: Person) -> None:
    """Let somebody stand in no longer, from this moment; what was done meanwhile stays in the trail."""
    if by.pk not in {standing.person_id, standing.deputy_id}:
        require_over(by, standing.person)
    if standing.valid_to < timezone.localdate():
        raise ConflictError(_("Lượt thay này đã hết rồi."), code="ended")
    cut_deputy(standing, timezone.localdate() - timedelta(days=1), by)


def cut_deputy(standing: Deputy, last: date, by: Person) -> None:
    """End it on its last day, or take it away when it would not have begun by then."""
    before = _words(standing)
    if standing.valid_from > last:
        record("deputy.withdraw", standing.person, by=by, before=before)
        standing.delete()
    else:
        standing.valid_to = last
        standing.save(update_fields=["valid_to"])
        record("deputy.end", standing.person, by=by, before=before, after=_words(standing))


def _words(one: Deputy) -> dict[str, Any]:
    return {
        "deputy": one.deputy_id,
        "standing": one.pk,
        "from": one.valid_from.isoformat(),
        "to": one.valid_to.isoformat(),
    }
