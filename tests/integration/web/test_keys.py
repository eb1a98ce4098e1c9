"""The pages of keys: made with care, shown once, revoked at once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support import factories

from cotmoc.actions.keys import make_key
from cotmoc.core.apikeys import digest_of
from cotmoc.core.permissions import Role, Verb
from cotmoc.store.models import Agency, ApiKey, Event, Grant, Person, Plan

pytestmark = pytest.mark.django_db
LIST, MAKE = "/quan-tri/khoa-api/", "/quan-tri/khoa-api/tao/"


@pytest.fixture
def plan() -> Plan:
    return factories.plan()


@pytest.fixture
def browser() -> Client:
    client = Client()
    client.force_login(factories.manager())
    return client


def filled(person: Person, **changes: object) -> dict[str, object]:
    day = timezone.localdate() + timedelta(days=30)
    usual = {
        "nguoi": person.pk,
        "name": "Trục liên thông",
        "verbs": ["update-task"],
        "expires_on": day.isoformat(),
    }
    return usual | changes


def make(person: Person, name: str = "Hệ thống") -> ApiKey:
    day = timezone.localdate() + timedelta(days=30)
    return make_key(name=name, person=person, verbs=[], expires_on=day, by=factories.manager())[0]


def test_a_key_is_made_and_its_text_is_shown_once(browser: Client, plan: Plan) -> None:
    person = factories.person(Role.PLANNER)
    offered = browser.get(MAKE, {"nguoi": person.pk}).content.decode()
    assert 'value="update-task"' in offered
    assert 'value="manage-people"' not in offered  # a planner does not do that
    answer = browser.post(MAKE, filled(person, plan=plan.pk))
    page = answer.content.decode()
    (text,) = re.findall(r'value="(cm_live_[\w-]{43})"', page)
    assert "no-store" in answer.headers["Cache-Control"]
    key = ApiKey.objects.get()
    assert (key.digest, key.prefix, key.verbs) == (digest_of(text), text[:16], ["view", "update-task"])
    assert (key.plan, key.is_test, key.person) == (plan, False, person)
    listed = browser.get(LIST).content.decode()
    assert key.prefix in listed
    assert text not in listed
    assert text not in str(list(Event.objects.values()))
    assert text not in str(list(ApiKey.objects.values()))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": " "}, "bắt buộc|Bắt buộc|Trường này"),
        ({"expires_on": "2020-01-01"}, "trong vòng một năm"),
        ({"expires_on": "2099-01-01"}, "trong vòng một năm"),
        ({"expires_on": "hôm nay"}, "ngày"),
        ({"verbs": ["manage-people"]}, "manage-people"),
    ],
)
def test_a_key_with_faults_is_not_made(changes: dict[str, object], sentence: str, browser: Client) -> None:
    answer = browser.post(MAKE, filled(factories.person(Role.PLANNER), **changes))
    assert answer.status_code == 422
    assert re.search(sentence, answer.content.decode())
    assert not ApiKey.objects.exists()


def test_somebody_unknown_or_locked_has_no_key(browser: Client) -> None:
    person = factories.person(Role.PLANNER)
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert browser.get(MAKE, {"nguoi": person.pk}).status_code == 404
    assert browser.post(MAKE, filled(person)).status_code == 404
    assert browser.post(MAKE, filled(person, nguoi="x")).status_code == 200  # asked again whom it is for


def test_a_key_is_revoked_once(browser: Client) -> None:
    key = make(factories.person(Role.LEADER), "Kho dữ liệu")
    answer = browser.post(f"{LIST}{key.pk}/thu-hoi/", follow=True)
    assert "Đã thu hồi khóa Kho dữ liệu" in answer.content.decode()
    key.refresh_from_db()
    assert key.revoked_at is not None
    assert "Kho dữ liệu" in browser.get(LIST, {"trang-thai": "het"}).content.decode()
    assert browser.post(f"{LIST}{key.pk}/thu-hoi/").status_code == 422
    assert browser.post(f"{LIST}999999/thu-hoi/").status_code == 404
    assert browser.get(f"{LIST}{key.pk}/thu-hoi/").status_code == 405


@pytest.mark.parametrize("role", [Role.PLANNER, Role.INSPECTOR, Role.LEADER])
def test_only_who_manages_keys_comes_here(role: Role) -> None:
    client, key = Client(), make(factories.person(Role.LEADER))
    client.force_login(factories.person(role))
    assert client.get(LIST).status_code == 403
    assert client.get(MAKE).status_code == 403
    assert client.post(f"{LIST}{key.pk}/thu-hoi/").status_code == 403


def test_many_keys_ask_no_more_questions(browser: Client) -> None:
    counts = []
    for number in (1, 4):
        for one in range(number):
            make(factories.person(Role.LEADER), f"Hệ thống {number}.{one}")
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(LIST).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_who_manages_a_part_makes_keys_for_that_part(plan: Plan) -> None:
    unit = Agency.objects.get(code="S1")
    near, far = (
        factories.person(Role.UNIT_OFFICER, unit),
        factories.person(Role.UNIT_OFFICER, Agency.objects.get(code="S2")),
    )
    local = factories.person(Role.UNIT_HEAD, unit)
    Grant.objects.create(person=local, role=Role.MANAGER, agency=unit, valid_from=timezone.localdate())
    client = Client()
    client.force_login(local)
    assert client.post(MAKE, filled(near)).status_code == 200
    assert client.post(MAKE, filled(far)).status_code == 404
    # Somebody of the unit who may do more elsewhere lends nothing of that to the maker.
    Grant.objects.create(person=near, role=Role.PLANNER, valid_from=timezone.localdate())
    offered = client.get(MAKE, {"nguoi": near.pk}).content.decode()
    assert 'value="update-task"' not in offered
    assert client.post(MAKE, filled(near, verbs=[])).status_code == 422  # even looking reaches further
    assert {one.person for one in ApiKey.objects.all()} == {near}
    other = make(far, "Kho của nơi khác")
    assert other.name not in client.get(LIST).content.decode()
    assert client.post(f"{LIST}{other.pk}/thu-hoi/").status_code == 404
    assert Verb.VIEW in ApiKey.objects.get(person=near).verbs
