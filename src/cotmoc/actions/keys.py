"""Keys for systems: made by people, shown once, revoked at any time."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cotmoc.actions.base import action, record
from cotmoc.core.apikeys import SHOWN, digest_of, new_key
from cotmoc.core.errors import ConflictError, ForbiddenError, InvalidValueError
from cotmoc.core.permissions import SYSTEM_VERBS, Verb
from cotmoc.store.access import require
from cotmoc.store.keys import beyond, own_verbs
from cotmoc.store.models import ApiKey, Person, Plan

LONGEST = timedelta(days=365)
# The last use is written at most this often, so that reading does not become writing.
_USE_EVERY = timedelta(minutes=1)


@action
def make_key(
    *,
    name: str,
    person: Person,
    verbs: Collection[Verb],
    expires_on: date,
    by: Person,
    plan: Plan | None = None,
    is_test: bool = False,
) -> tuple[ApiKey, str]:
    """A key that acts as `person`, for `verbs` (looking is always among them) and for `plan` (None: for all), up to
    and with the day `expires_on`, at most a year ahead. Returns it with its text, which nobody can ever get again.

    Raises InvalidValueError for a missing name, a day out of range, or verbs that `person` does not have;
    ForbiddenError when `by` works with a key itself, or may do less than the key could.
    """
    require(by, Verb.MANAGE_KEYS, person)
    if getattr(by, "key", None) is not None:
        raise ForbiddenError(_("Khóa API không tạo được khóa API khác; đăng nhập để tạo."))
    wanted = frozenset(verbs) | {Verb.VIEW}
    _check(name.strip(), person, wanted, expires_on)
    if plan is not None and (everywhere := wanted & SYSTEM_VERBS):
        raise InvalidValueError(
            _("Khóa cho một kế hoạch không làm được việc của cả hệ thống: %(verbs)s. Bỏ các quyền này.")
            % {"verbs": _words(everywhere)},
            code="verbs",
        )
    if more := beyond(by, person, wanted):
        raise ForbiddenError(
            _("Khóa này làm được nhiều hơn bạn: %(verbs)s. Bỏ bớt, hoặc nhờ người quản trị hệ thống tạo.")
            % {"verbs": _words(more)}
        )
    text = new_key(is_test=is_test)
    key = ApiKey.objects.create(
        name=name.strip(),
        person=person,
        prefix=text[:SHOWN],
        digest=digest_of(text),
        verbs=[verb.value for verb in Verb if verb in wanted],
        plan=plan,
        is_test=is_test,
        created_by=by,
        expires_at=timezone.make_aware(datetime.combine(expires_on + timedelta(days=1), time.min)),
    )
    record("key.make", key, by=by, after=_seen(key), personal={"person": person.full_name})
    return key, text


@action
def revoke_key(*, key: ApiKey, by: Person) -> ApiKey:
    """From now on the key opens nothing. Raises ConflictError when it has been revoked already."""
    require(by, Verb.MANAGE_KEYS, key.person)
    key = ApiKey.objects.select_for_update().select_related("person").get(pk=key.pk)
    if key.revoked_at is not None:
        raise ConflictError(_("Khóa này đã thu hồi rồi."))
    key.revoked_at = timezone.now()
    key.save(update_fields=["revoked_at"])
    record("key.revoke", key, by=by, before={"prefix": key.prefix, "name": key.name})
    return key


def note_use(key: ApiKey) -> None:
    """Remember that the key was used just now; of many uses in a minute one is written. No event: nothing is done."""
    now = timezone.now()
    long_ago = Q(last_used_at=None) | Q(last_used_at__lte=now - _USE_EVERY)
    if key.last_used_at is None or key.last_used_at <= now - _USE_EVERY:
        ApiKey.objects.filter(long_ago, pk=key.pk).update(last_used_at=now)


def _check(name: str, person: Person, verbs: frozenset[Verb], expires_on: date) -> None:
    today = timezone.localdate()
    if not 1 <= len(name) <= 120:
        raise InvalidValueError(_("Đặt tên cho hệ thống sẽ dùng khóa, nhiều nhất 120 ký tự."), code="name")
    if not today <= expires_on <= today + LONGEST:
        raise InvalidValueError(_("Khóa hết hạn trong vòng một năm kể từ hôm nay."), code="expires")
    if lacking := verbs - own_verbs(person):
        raise InvalidValueError(
            _("%(person)s không có quyền: %(verbs)s. Bỏ các quyền này, hoặc chọn người khác.")
            % {"person": person, "verbs": _words(lacking)},
            code="verbs",
        )


def _words(verbs: Collection[Verb]) -> str:
    return ", ".join(verb.label for verb in Verb if verb in verbs)


def _seen(key: ApiKey) -> dict[str, object]:
    return {
        "name": key.name,
        "prefix": key.prefix,
        "person": key.person_id,
        "verbs": key.verbs,
        "plan": key.plan.slug if key.plan else "",
        "test": key.is_test,
        "expires": key.expires_at.isoformat(),
    }
