"""The rail: it keeps a person in one plan, counts what is there and names what is late."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.support.factories import agencies, manager, person, plan, plan_content

from cotmoc.actions.figures import approve_figures, entered, save_figures, submit_figures
from cotmoc.actions.plans import import_plan
from cotmoc.core.periods import Period
from cotmoc.core.permissions import Role
from cotmoc.store.models import Agency, Indicator, Person, Plan, Task
from cotmoc.store.rail import plan_to_show

pytestmark = pytest.mark.django_db
STOPS = ("board", "collection", "tasks", "reports")


def signed_in(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


def rail_of(page: str) -> str:
    return page[page.index('class="rail"') : page.index("</nav>", page.index('class="rail"'))]


def beside(page: str, label: str) -> str:
    """What stands beside a stop of the rail."""
    found = re.search(rf">{label}<span class=\"count num[^>]*>([^<]*)<", rail_of(page)) or [None, ""]
    return str(found[1])


@pytest.fixture
def two_plans() -> tuple[Plan, Plan]:
    first = plan()
    content = plan_content()
    content["directive"] |= {"number": "95/KH-UBND", "title": "Đô thị thông minh"}
    return first, import_plan(content=content, by=manager()).plan


def test_every_stop_leads_to_the_plan_of_the_page(two_plans: tuple[Plan, Plan]) -> None:
    client = signed_in(person(Role.PLANNER))
    for shown in two_plans:
        rail = rail_of(client.get(reverse("board", args=[shown.slug])).text)
        for view in STOPS:
            assert f'href="{reverse(view, args=[shown.slug])}"' in rail
        assert f'action="{reverse("board", args=[shown.slug])}"' in rail


def test_the_plan_looked_at_last_is_kept(two_plans: tuple[Plan, Plan]) -> None:
    first, second = two_plans
    client = signed_in(person(Role.PLANNER))
    for shown in (first, second, first):
        client.get(reverse("plan", args=[shown.slug]))
        assert client.get(reverse("tasks")).url == reverse("tasks", args=[shown.slug])
        assert client.get(reverse("home")).url == reverse("board", args=[shown.slug])
        assert f'href="{reverse("board", args=[shown.slug])}"' in rail_of(client.get("/van-ban/").text)
    assert client.get(reverse("board") + "?q=so").url == reverse("board", args=[first.slug]) + "?q=so"


def test_a_plan_that_is_not_there_is_not_kept(two_plans: tuple[Plan, Plan]) -> None:
    client = signed_in(person(Role.PLANNER))
    assert client.get(reverse("board", args=["khong-co"])).status_code == 404
    assert client.get(reverse("tasks")).url == reverse("tasks", args=[two_plans[1].slug])
    assert client.get(reverse("plan-file", args=[two_plans[0].slug])).status_code == 200
    assert "ke-hoach" not in client.cookies, "a download is not a page"
    client.cookies["ke-hoach"] = "khong-co"
    assert client.get(reverse("tasks")).status_code == 302


def test_a_plan_with_figures_comes_before_a_newer_one_without(two_plans: tuple[Plan, Plan]) -> None:
    first, second = two_plans
    assert plan_to_show(None) == second
    department = Agency.objects.get(code="S1")
    officer = person(Role.UNIT_OFFICER, department)
    indicator = Indicator.objects.get(plan=first, code="CT-01")
    figures = [entered(indicator, value=45)]
    sent = save_figures(
        plan=first, unit=department, period=Period.parse("2025-12"), figures=figures, by=officer
    )
    submit_figures(submission=sent, by=officer)
    assert plan_to_show(None) == second
    approve_figures(submission=sent, by=person(Role.PLANNER))
    assert plan_to_show(None) == first
    assert plan_to_show(second.slug) == second


def test_an_officer_begins_with_what_has_to_be_handed_in() -> None:
    shown = plan()
    client = signed_in(person(Role.UNIT_OFFICER, Agency.objects.get(code="X1")))
    assert client.get(reverse("home")).url == reverse("collection", args=[shown.slug])


def test_the_room_of_management_is_in_the_rail_of_every_page() -> None:
    shown = plan()
    client = signed_in(person(Role.UNIT_HEAD, Agency.objects.get(code="X1")))
    for path in (reverse("board", args=[shown.slug]), reverse("account")):
        assert 'href="/quan-tri/"' in rail_of(client.get(path).text)


def test_who_receives_figures_begins_where_they_come_in() -> None:
    shown = plan()
    client = signed_in(person(Role.RECEIVER))
    assert client.get(reverse("home")).url == reverse("collection", args=[shown.slug])


def test_without_a_plan_the_documents_come_first() -> None:
    agencies()
    client = signed_in(person(Role.PLANNER))
    assert client.get(reverse("home")).url == reverse("directives")
    assert "Chưa có kế hoạch nào" in client.get(reverse("tasks")).text
    assert beside(client.get("/van-ban/").text, "Kế hoạch") == ""


def test_the_rail_counts_the_plan_of_the_page() -> None:
    shown = plan()
    client = signed_in(person(Role.PLANNER))
    page = client.get(reverse("board", args=[shown.slug])).text
    assert (beside(page, "Kế hoạch"), beside(page, "Bảng điểm")) == ("1", "4")
    # Two departments and three communes owe the last month that is due.
    Task.objects.filter(code="NV-01").update(due="2020-06-30", due_text="2020-06-30")
    page = client.get(reverse("board", args=[shown.slug])).text
    assert beside(page, "Nhiệm vụ") == "1 đỏ"
    assert beside(page, "Thu thập") == "5 thiếu"


def test_an_officer_sees_the_own_unit_only() -> None:
    shown = plan()
    client = signed_in(person(Role.UNIT_OFFICER, Agency.objects.get(code="X1")))
    assert beside(client.get(reverse("board", args=[shown.slug])).text, "Thu thập") == "trễ hạn"
    outside = signed_in(person(Role.UNIT_OFFICER, Agency.objects.get(code="T")))
    assert beside(outside.get(reverse("board", args=[shown.slug])).text, "Thu thập") == ""


def test_the_rail_asks_as_many_questions_of_any_plan(two_plans: tuple[Plan, Plan]) -> None:
    client = signed_in(person(Role.PLANNER))

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/van-ban/")
        return len(asked)

    client.get(reverse("plan", args=[two_plans[0].slug]))
    before = questions()
    assert before <= 20
    task = Task.objects.filter(plan=two_plans[0]).first()
    assert task is not None
    for number in range(3, 9):
        task.pk, task.code = None, f"NV-{number:02}"
        task.save()
    assert questions() == before


def test_nobody_signed_in_asks_nothing() -> None:
    plan()
    with CaptureQueriesContext(connection) as asked:
        Client().get(reverse("login"))
    assert len(asked) == 1, "only whether there is any account"
