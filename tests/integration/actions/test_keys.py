"""What the makers of keys may not do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.support import factories

from cotmoc.actions.keys import make_key, revoke_key
from cotmoc.core.errors import ConflictError, CotmocError, ForbiddenError, InvalidValueError
from cotmoc.core.permissions import Role, Verb
from cotmoc.store.access import can
from cotmoc.store.keys import find_key, last_day, own_verbs
from cotmoc.store.models import ApiKey, Deputy, Event, Person

pytestmark = pytest.mark.django_db


def make(person: Person, **changes: Any) -> tuple[ApiKey, str]:
    usual = {"name": "Trục", "verbs": [], "expires_on": timezone.localdate() + timedelta(days=9)}
    return make_key(person=person, **(usual | {"by": factories.manager()} | changes))


@pytest.mark.parametrize(
    ("changes", "error", "code"),
    [
        ({"name": "  "}, InvalidValueError, "name"),
        ({"name": "a" * 121}, InvalidValueError, "name"),
        ({"expires_on": timezone.localdate() - timedelta(days=1)}, InvalidValueError, "expires"),
        ({"expires_on": timezone.localdate() + timedelta(days=366)}, InvalidValueError, "expires"),
        ({"verbs": [Verb.MANAGE_PEOPLE]}, InvalidValueError, "verbs"),
    ],
)
def test_faults(changes: dict[str, Any], error: type[CotmocError], code: str) -> None:
    person = factories.person(Role.PLANNER)
    with pytest.raises(error) as raised:
        make(person, **changes)
    assert raised.value.code == code
    assert not ApiKey.objects.exists()


def test_a_key_for_one_plan_is_for_no_work_of_the_whole_system() -> None:
    plan, manager = factories.plan(), factories.manager()
    with pytest.raises(InvalidValueError, match="cả hệ thống: Quản lý khóa API"):
        make(manager, plan=plan, verbs=[Verb.MANAGE_KEYS])
    assert make(manager, plan=plan, verbs=[Verb.EDIT_PLAN])[0].plan == plan


def test_no_key_makes_a_key() -> None:
    manager = factories.manager()
    key, _ = make(manager, verbs=[Verb.MANAGE_KEYS])
    manager.key = key  # type: ignore[attr-defined]
    with pytest.raises(ForbiddenError, match="không tạo được khóa API khác"):
        make(factories.person(Role.LEADER), by=manager)
    revoke_key(key=make(factories.person(Role.LEADER))[0], by=manager)


def test_revoking_once() -> None:
    key, text = make(factories.person(Role.LEADER))
    assert find_key(text) == key
    revoke_key(key=key, by=factories.manager())
    with pytest.raises(ConflictError):
        revoke_key(key=key, by=factories.manager())
    verbs = list(Event.objects.filter(thing="apikey").order_by("position").values_list("verb", flat=True))
    assert verbs == ["key.make", "key.revoke"]


def test_the_trail_holds_no_name_of_a_person_outside_what_can_be_erased() -> None:
    person = factories.person(Role.LEADER)
    make(person)
    event = Event.objects.get(verb="key.make")
    assert person.full_name not in str(event.after)
    assert event.personal is not None
    assert event.personal["person"] == person.full_name


def test_what_is_lent_to_a_deputy_is_not_lent_to_the_keys_of_the_deputy() -> None:
    away, deputy, today = (
        factories.person(Role.PLANNER),
        factories.person(Role.INSPECTOR),
        timezone.localdate(),
    )
    Deputy.objects.create(
        person=away, deputy=deputy, valid_from=today, valid_to=today, made_by=factories.manager()
    )
    assert can(deputy, Verb.EDIT_PLAN)
    assert Verb.EDIT_PLAN not in own_verbs(deputy)
    with pytest.raises(InvalidValueError, match="không có quyền"):
        make(deputy, verbs=[Verb.EDIT_PLAN])
    _, text = make(deputy)
    found = find_key(text)
    assert found is not None
    ApiKey.objects.update(verbs=[Verb.VIEW, Verb.EDIT_PLAN])
    found.refresh_from_db()
    person = found.person
    person.key = found  # type: ignore[attr-defined]
    assert can(person, Verb.VIEW)
    assert not can(person, Verb.EDIT_PLAN)


def test_a_key_works_through_its_last_day() -> None:
    day = timezone.localdate()
    key, _ = make(factories.person(Role.LEADER), expires_on=day)
    assert last_day(key) == day
    assert timezone.localtime(key.expires_at).date() == day + timedelta(days=1)
