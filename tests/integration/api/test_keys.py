"""Keys of the API: who comes in with one, what it may do, and that a test key changes nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from tests.support import factories
from tests.support.apiclient import ApiClient, problem

from cotmoc.actions.keys import make_key, revoke_key
from cotmoc.api.keyauth import TEST_HEADER, Key
from cotmoc.core.permissions import Role, Verb
from cotmoc.store.models import ApiKey, Event, Person, Plan, Task

pytestmark = pytest.mark.django_db
READ, WRITE = ("GET", "/plans"), ("POST", "/plans/18-ctr-tu/tasks/NV-01/start")


def key_for(person: Person, *verbs: Verb, test: bool = False, plan: Plan | None = None) -> tuple[ApiKey, str]:
    return make_key(
        name="Trục liên thông",
        person=person,
        verbs=verbs,
        expires_on=timezone.localdate() + timedelta(days=30),
        plan=plan,
        is_test=test,
        by=factories.manager(),
    )


def ask(text: str, way: tuple[str, str], body: Any = None) -> HttpResponse:
    """A request of a system: no cookies, a key."""
    client = Client(enforce_csrf_checks=True)
    data = {"data": body, "content_type": "application/json"} if body is not None else {}
    answer: HttpResponse = getattr(client, way[0].lower())(
        f"/api{way[1]}", headers={"Authorization": f"Bearer {text}"}, **data
    )
    return answer


def test_every_state_of_a_key_at_reading_and_writing(plan: Plan) -> None:
    planner = factories.person(Role.PLANNER)
    good, text = key_for(planner, Verb.UPDATE_TASK)
    _, narrow = key_for(planner)
    _, test = key_for(planner, Verb.UPDATE_TASK, test=True)
    expired, old = key_for(planner, Verb.UPDATE_TASK)
    ApiKey.objects.filter(pk=expired.pk).update(expires_at=timezone.now())
    revoked, gone = key_for(planner, Verb.UPDATE_TASK)
    revoke_key(key=revoked, by=factories.manager())
    unknown = text[:-1] + ("a" if text[-1] != "a" else "b")
    table = {
        narrow: (200, 403), test: (200, 200), old: (401, 401), gone: (401, 401), unknown: (401, 401),
        good.digest: (401, 401), good.prefix: (401, 401), text + " ": (200, 200),
    }  # fmt: skip
    assert {key: (ask(key, READ).status_code, ask(key, WRITE).status_code) for key in table} == table


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        ({"expires_at": timezone.now()}, "hết hạn"),
        ({"revoked_at": timezone.now()}, "thu hồi"),
        ({"digest": "0" * 64}, "Không có khóa"),
    ],
)
def test_a_key_that_opens_nothing_says_why(spoil: dict[str, Any], word: str) -> None:
    key, text = key_for(factories.person(Role.LEADER))
    ApiKey.objects.filter(pk=key.pk).update(**spoil)
    answer = ask(text, READ)
    body = problem(answer, 401)
    assert word in body["detail"]
    assert body["code"] == "key"
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="cotmoc", error="invalid_token"'


def test_the_key_of_somebody_locked_opens_nothing() -> None:
    person = factories.person(Role.LEADER)
    _, text = key_for(person)
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert "đã khóa" in problem(ask(text, READ), 401)["detail"]


def test_a_bad_key_is_not_saved_by_a_good_session(plan: Plan) -> None:
    browser = Client()
    browser.force_login(factories.manager())
    assert browser.get("/api/plans").status_code == 200
    assert browser.get("/api/plans", headers={"Authorization": "Bearer cm_live_x"}).status_code == 401


def test_a_key_opens_no_page(plan: Plan) -> None:
    _, text = key_for(factories.manager(), *Verb)
    answer = Client().get("/ke-hoach/", headers={"Authorization": f"Bearer {text}"})
    assert answer.status_code == 302


def test_a_key_for_one_plan_does_nothing_in_another(plan: Plan) -> None:
    planner = factories.person(Role.PLANNER)
    other = Plan.objects.create(slug="khac", title="Kế hoạch khác", starts_on=plan.starts_on)
    _, here = key_for(planner, Verb.UPDATE_TASK, plan=plan)
    _, there = key_for(planner, Verb.UPDATE_TASK, plan=other)
    assert ask(here, WRITE).status_code == 200
    assert ask(there, ("POST", "/plans/18-ctr-tu/tasks/NV-02/start")).status_code in {403, 404}


def test_the_trail_names_the_key_and_the_last_use_is_kept(plan: Plan) -> None:
    key, text = key_for(factories.person(Role.PLANNER), Verb.UPDATE_TASK)
    assert ask(text, WRITE).status_code == 200
    event = Event.objects.order_by("-position")[0]
    assert (event.verb, event.key_id, event.via, event.by_id) == ("task.start", key.pk, "api", key.person_id)
    key.refresh_from_db()
    used = key.last_used_at
    assert used is not None
    ask(text, READ)
    key.refresh_from_db()
    assert key.last_used_at == used  # not again within the minute
    ApiKey.objects.filter(pk=key.pk).update(last_used_at=used - timedelta(minutes=2))
    ask(text, READ)
    key.refresh_from_db()
    assert key.last_used_at is not None
    assert key.last_used_at > used - timedelta(minutes=1)


def test_me_tells_the_key(plan: Plan) -> None:
    key, text = key_for(factories.person(Role.PLANNER), Verb.UPDATE_TASK)
    me = ask(text, ("GET", "/me")).json()  # type: ignore[attr-defined]
    assert me["key"] == {"name": key.name, "prefix": key.prefix, "test": False, "plan": None}
    assert me["verbs"] == ["view", "update-task"]
    assert me["csrf_token"] == ""


def test_a_test_key_does_it_all_and_nothing_has_happened(plan: Plan) -> None:
    key, text = key_for(factories.person(Role.PLANNER), Verb.UPDATE_TASK, test=True)
    events = Event.objects.count()
    answer = ask(text, WRITE)
    assert answer.json()["state"] == "in-progress"  # type: ignore[attr-defined]
    assert answer.headers[TEST_HEADER] == "yes"
    assert Task.objects.get(plan=plan, code="NV-01").state != "in-progress"
    assert Event.objects.count() == events
    assert mail.outbox == []
    key.refresh_from_db()
    assert key.last_used_at is not None
    live = ask(key_for(factories.person(Role.PLANNER), Verb.UPDATE_TASK)[1], WRITE)
    assert TEST_HEADER not in live.headers


def test_a_test_key_opens_nothing_where_nothing_is_taken_back() -> None:
    _key, text = key_for(factories.person(Role.PLANNER), Verb.UPLOAD_DIRECTIVE, test=True)
    with pytest.raises(AssertionError, match="rehearsal"):
        Key().authenticate(RequestFactory().get("/elsewhere/api/plans"), text)


def test_keys_are_listed_and_revoked_but_never_made_by_a_key() -> None:
    manager = factories.manager()
    key, _ = key_for(factories.person(Role.LEADER))
    own, text = key_for(manager, Verb.MANAGE_KEYS)
    listed = ask(text, ("GET", "/keys")).json()["items"]  # type: ignore[attr-defined]
    assert [one["id"] for one in listed] == [own.pk, key.pk]
    assert key.digest not in str(listed)
    assert listed[1]["state"] == "valid"
    assert ask(text, ("POST", "/keys"), {}).status_code == 405
    answer = ask(text, ("POST", f"/keys/{key.pk}/revoke"))
    assert answer.json()["state"] == "revoked"  # type: ignore[attr-defined]
    assert ask(text, ("POST", f"/keys/{key.pk}/revoke")).status_code == 409
    assert ask(text, ("POST", "/keys/999999/revoke")).status_code == 404


def test_only_who_manages_keys_sees_them() -> None:
    key, _ = key_for(factories.person(Role.LEADER))
    for role in (Role.PLANNER, Role.LEADER, Role.INSPECTOR):
        somebody = ApiClient(factories.person(role))
        assert somebody.refused(403, "GET", "/keys")["code"] == "forbidden"
        assert somebody.refused(403, "POST", f"/keys/{key.pk}/revoke")["code"] == "forbidden"
