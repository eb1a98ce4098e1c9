"""The pages of tasks through the door."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.support import factories

from cotmoc.core.permissions import Role
from cotmoc.store.models import Agency, Plan, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return factories.plan()


def login(role: Role, unit: str = "") -> Client:
    client = Client()
    client.force_login(factories.person(role, Agency.objects.get(code=unit) if unit else None))
    return client


def step(client: Client, plan: Plan, name: str, **data: str) -> int:
    address = reverse("task_step", args=[plan.slug, "NV-01", name])
    return client.post(address, data, headers={"referer": f"http://testserver{address}"}).status_code


def state(code: str = "NV-01") -> str:
    return Task.objects.get(code=code).state


def test_the_list_with_its_filters(plan: Plan) -> None:
    client = login(Role.INSPECTOR)
    html = client.get(reverse("tasks", args=[plan.slug])).content.decode()
    assert "Hoàn thành nền tảng dữ liệu" in html
    assert "Lập hồ sơ sức khỏe điện tử" in html
    html = client.get(
        reverse("tasks", args=[plan.slug]) + "?q=suc+khoe&canh-bao=none&xep=han"
    ).content.decode()
    assert "nền tảng dữ liệu" not in html
    html = client.get(reverse("tasks", args=[plan.slug]) + "?tinh-trang=withdrawn").content.decode()
    assert "Không có nhiệm vụ nào như vậy" in html


def test_what_waits_for_confirmation_is_found_at_once(plan: Plan) -> None:
    client, address = login(Role.RECEIVER), reverse("tasks", args=[plan.slug])
    assert "cho-dong-y" not in client.get(address).content.decode()
    Task.objects.filter(code="NV-01").update(state=Task.State.IN_PROGRESS, proof="Quyết định số 15/QĐ-UBND")
    assert "?tinh-trang=cho-dong-y" in client.get(address).content.decode()
    html = client.get(address + "?tinh-trang=cho-dong-y").content.decode()
    assert "Hoàn thành nền tảng dữ liệu" in html
    assert "Lập hồ sơ sức khỏe điện tử" not in html


def test_an_empty_plan_says_so(plan: Plan) -> None:
    Task.objects.all().delete()
    html = login(Role.INSPECTOR).get(reverse("tasks", args=[plan.slug])).content.decode()
    assert "Kế hoạch chưa có nhiệm vụ" in html


def test_the_whole_way_of_a_task(plan: Plan) -> None:
    owner, giver = login(Role.UNIT_OFFICER, "S1"), login(Role.LEADER)
    assert step(owner, plan, "bat-dau") == 302
    data = {"minh-chung": "Quyết định số 15/QĐ-UBND", "ngay": "20/6/2026"}
    assert step(owner, plan, "hoan-thanh", **data) == 302
    page = giver.get(reverse("task", args=[plan.slug, "NV-01"])).content.decode()
    assert "Sản phẩm chờ đồng ý" in page
    assert "Đồng ý hoàn thành" in page
    assert step(giver, plan, "tra-lai", **{"ly-do": "Thiếu phụ lục"}) == 302
    assert step(owner, plan, "hoan-thanh", **data) == 302
    assert step(giver, plan, "dong-y") == 302
    assert state() == "done"
    page = giver.get(reverse("task", args=[plan.slug, "NV-01"])).content.decode()
    assert "Hoàn thành đúng hạn" in page
    assert "Thiếu phụ lục" in page


@pytest.mark.parametrize(("name", "after"), [("tam-dung", "paused"), ("rut", "withdrawn")])
def test_the_giver_stops_and_resumes(plan: Plan, name: str, after: str) -> None:
    giver = login(Role.LEADER)
    assert step(giver, plan, name, **{"ly-do": "Chờ hướng dẫn"}) == 302
    assert state() == after
    assert "Chờ hướng dẫn" in giver.get(reverse("task", args=[plan.slug, "NV-01"])).content.decode()
    step(giver, plan, "tiep-tuc")
    assert state() in {"in-progress", "not-started"}


def test_who_only_looks_is_told_so(plan: Plan) -> None:
    client = login(Role.INSPECTOR)
    page = client.get(reverse("task", args=[plan.slug, "NV-01"])).content.decode()
    assert "Chỉ xem" in page
    assert "Nộp sản phẩm" not in page
    assert step(client, plan, "bat-dau") == 403
    assert step(login(Role.UNIT_OFFICER, "S2"), plan, "bat-dau") == 403
    assert state() == "not-started"


@pytest.mark.parametrize(
    "data",
    [
        {"minh-chung": "", "ngay": "1/6/2026"},
        {"minh-chung": "Biên bản", "ngay": "35/6/2026"},
        {"minh-chung": "Biên bản", "ngay": ""},
        {"minh-chung": "Biên bản", "ngay": "1/1/2099"},
        {},
    ],
)
def test_bad_input_changes_nothing_and_says_why(plan: Plan, data: dict[str, str]) -> None:
    address = reverse("task_step", args=[plan.slug, "NV-01", "hoan-thanh"])
    response = login(Role.UNIT_OFFICER, "S1").post(address, data)
    assert response.status_code == 422
    page = response.content.decode()
    assert 'class="notice error' in page
    assert f"{data.get('minh-chung', '')}</textarea>" in page, "what was typed stays"
    assert state() == "not-started"


def test_a_step_that_is_not_there_any_more_is_told(plan: Plan) -> None:
    giver = login(Role.LEADER)
    assert step(giver, plan, "dong-y") == 422
    assert step(giver, plan, "tiep-tuc") == 422


def test_wrong_doors(plan: Plan) -> None:
    client = login(Role.PLANNER)
    assert client.get(reverse("task", args=[plan.slug, "NV-99"])).status_code == 404
    assert step(client, plan, "bay-ba") == 404
    assert client.get(reverse("task_step", args=[plan.slug, "NV-01", "bat-dau"])).status_code == 405
    assert Client().get(reverse("task", args=[plan.slug, "NV-01"])).status_code == 302
    assert client.post(reverse("task_step", args=["khong-co", "NV-01", "bat-dau"])).status_code == 404


def test_queries_do_not_grow(plan: Plan) -> None:
    client = login(Role.PLANNER)
    address = reverse("tasks", args=[plan.slug])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    unit = Agency.objects.get(code="S2")
    for number in range(20):
        Task.objects.create(plan=plan, code=f"NV-5{number}", position=50, text="Việc", lead=unit)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)
