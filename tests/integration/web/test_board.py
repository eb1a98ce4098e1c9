"""The pages of the board and of an indicator through the door."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.support import factories
from tests.support.bigplan import big_plan
from tests.support.figures import approve, approved

from cotmoc.core.permissions import Role
from cotmoc.store.models import Agency, Baseline, Claim, Directive, Indicator, Plan, Reading, Target, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    plan = factories.plan()
    approve("CT-01", "S1", **{"2026-09": 60, "2026-10": 66})
    return plan


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(factories.person(Role.INSPECTOR))
    return client


def page(client: Client, plan: Plan, query: str = "") -> str:
    response = client.get(reverse("board", args=[plan.slug]) + query)
    assert response.status_code == 200
    return response.content.decode()


def names(html: str) -> list[str]:
    return re.findall(r'/chi-tieu/([^/]+)/"', html)


def test_the_board_shows_every_indicator_under_its_heading(client: Client, plan: Plan) -> None:
    html = page(client, plan)
    assert names(html) == ["CT-01", "CT-02", "CT-03", "CT-04"]
    assert html.index("Hạ tầng số") < html.index("Dân số được phủ sóng 5G") < html.index("Chính quyền số")
    assert "Đã đạt mục tiêu năm 2026" in html, "the reason is there as text"
    assert 'role="img"' in html
    assert "<h1>Phát triển khoa học, công nghệ và chuyển đổi số</h1>" in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=phu+song", ["CT-01"]),
        ("?tinh-trang=reached", ["CT-01"]),
        ("?chu-tri=S2", ["CT-04"]),
        ("?thieu=chua-co-chu-tri", []),
        ("?xep=ten", ["CT-04", "CT-01", "CT-02", "CT-03"]),
        ("?tinh-trang=bay&xep=bay&thieu=bay&chu-tri=bay", []),
        ("?q=" + "x" * 5000, []),
        ("?q=%00%FF<script>", []),
    ],
)
def test_filters_are_parameters_of_the_address(
    client: Client, plan: Plan, query: str, found: list[str]
) -> None:
    html = page(client, plan, query)
    assert names(html) == found
    assert "<script>" not in html.replace("<script type", "").replace("<script id", "")


def test_a_chosen_status_that_is_not_a_worry_is_a_chip_too(client: Client, plan: Plan) -> None:
    html = page(client, plan, "?tinh-trang=reached")
    assert re.search(r'class="chip"[^>]*aria-current="true"', html)
    assert 'name="tinh-trang" value="reached"' in html


def test_what_is_missing_is_said(client: Client, plan: Plan) -> None:
    Indicator.objects.filter(code="CT-04").update(owner=None, owner_text="Ban Nào Đó")
    html = page(client, plan)
    assert "Chưa có chủ trì" in html
    assert "Ban Nào Đó" in html


def test_a_plan_without_milestones_has_a_board_without_bars(client: Client, plan: Plan) -> None:
    Target.objects.all().delete()
    Baseline.objects.all().delete()
    assert names(page(client, plan)) == ["CT-01", "CT-02", "CT-03", "CT-04"]


def test_a_plan_without_indicators_says_so(client: Client, plan: Plan) -> None:
    Indicator.objects.update(ended_in_version=2)
    assert "Kế hoạch chưa có chỉ tiêu" in page(client, plan)


@pytest.mark.parametrize("name", ["board", "tasks", "reports"])
def test_the_rail_leads_to_the_newest_plan(client: Client, name: str) -> None:
    assert "Chưa có kế hoạch nào" in client.get(reverse(name)).content.decode()
    plan = factories.plan()
    response = client.get(reverse(name) + "?q=5g")
    assert response.headers["Location"] == reverse(name, args=[plan.slug]) + "?q=5g"


@pytest.mark.parametrize("name", ["board", "tasks", "reports", "indicator"])
def test_doors_are_closed_to_strangers_and_there_is_nothing_behind_wrong_ones(
    client: Client, plan: Plan, name: str
) -> None:
    more = ["CT-01"] if name == "indicator" else []
    stranger = Client().get(reverse(name, args=[plan.slug, *more]))
    assert (stranger.status_code, stranger.headers["Location"].split("?")[0]) == (302, "/dang-nhap/")
    assert client.get(reverse(name, args=["khong-co", *more])).status_code == 404


def test_only_reading(client: Client, plan: Plan) -> None:
    assert client.post(reverse("board", args=[plan.slug])).status_code == 405
    assert client.post(reverse("indicator", args=[plan.slug, "CT-01"])).status_code == 405


def test_queries_of_the_board_do_not_grow(client: Client, plan: Plan) -> None:
    page(client, plan)
    with CaptureQueriesContext(connection) as few:
        page(client, plan)
    s1 = Agency.objects.get(code="S1")
    for number in range(10):
        copy = Indicator.objects.create(plan=plan, code=f"CT-9{number}", position=99, name="Tên", owner=s1)
        Target.objects.create(indicator=copy, milestone="2030", op=">=", value=5)
    approved([(copy, s1, "2026-10", 3, None, None)])
    with CaptureQueriesContext(connection) as many:
        assert len(names(page(client, plan))) == 14
    assert len(many) == len(few)


def indicator(client: Client, plan: Plan, code: str, query: str = "") -> str:
    response = client.get(reverse("indicator", args=[plan.slug, code]) + query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_of_an_indicator(client: Client, plan: Plan) -> None:
    html = indicator(client, plan, "CT-01")
    assert "thanh-moc large" in html
    assert 'data-island="chart"' in html
    assert '<script id="dien-bien" type="application/json">' in html
    assert "Lời của văn bản" in html
    assert "duyệt" in html
    assert "Hoàn thành nền tảng dữ liệu dùng chung" in html


def test_without_a_figure_there_is_no_chart_but_a_sentence(client: Client, plan: Plan) -> None:
    html = indicator(client, plan, "CT-04")
    assert "data-island" not in html
    assert "Chưa có số liệu được duyệt" in html
    assert "Chưa có ai nhập số liệu" in html


@pytest.mark.parametrize("shape", ["linear", "exponential", "steps"])
def test_the_path_of_the_chart_bends_as_the_plan_says(client: Client, plan: Plan, shape: str) -> None:
    Indicator.objects.filter(code="CT-01").update(shape=shape)
    path = client.get(reverse("indicator", args=[plan.slug, "CT-01"])).context["chart"].path
    assert (len(path) == 3) == (shape == "linear")
    assert [point.on for point in path] == sorted(point.on for point in path)


def test_a_statement_has_words_instead_of_a_bar(client: Client, plan: Plan) -> None:
    Target.objects.filter(indicator__code="CT-01").update(op="exists", value=None, unit="")
    html = indicator(client, plan, "CT-01")
    assert "thanh-moc large" not in html
    assert "có, hoàn thành" in html
    assert ">Có<" in html


def test_units_and_an_ended_indicator(client: Client) -> None:
    plan = big_plan(indicators=4, communes=5, months=3, tasks=2)
    assert "Theo xã, phường, đặc khu" in indicator(client, plan, "CT-01")
    Indicator.objects.filter(code="CT-01").update(ended_in_version=2)
    assert "Chỉ tiêu này đã thôi" in indicator(client, plan, "CT-01")
    assert client.get(reverse("indicator", args=[plan.slug, "CT-99"])).status_code == 404


def test_the_words_lead_to_their_place_in_the_review(client: Client, plan: Plan) -> None:
    by = factories.manager()
    reading = Reading.objects.create(
        directive=Directive.objects.create(created_by=by),
        filename="a.txt",
        sha256="0",
        size=1,
        uploaded_by=by,
    )
    claim = Claim.objects.create(reading=reading, kind="indicator", position=1, payload={}, fingerprint="0")
    Indicator.objects.filter(code="CT-01").update(claim=claim)
    assert f"{reverse('review', args=[reading.pk])}?muc={claim.pk}" in indicator(client, plan, "CT-01")


def test_queries_of_an_indicator_do_not_grow_with_its_figures(client: Client, plan: Plan) -> None:
    indicator(client, plan, "CT-01")
    with CaptureQueriesContext(connection) as few:
        indicator(client, plan, "CT-01")
    approve("CT-01", "S1", **{f"2025-{month:02d}": month for month in range(1, 13)})
    with CaptureQueriesContext(connection) as many:
        indicator(client, plan, "CT-01", "?sua=tat-ca")
    assert len(many) == len(few)


def test_a_plan_without_figures_says_what_comes_next() -> None:
    fresh = factories.plan()
    address = reverse("board", args=[fresh.slug])
    planner = Client()
    planner.force_login(factories.person(Role.PLANNER))
    html = planner.get(address).text
    assert "Chưa có số liệu nào được duyệt." in html
    assert f'href="{reverse("collection", args=[fresh.slug])}">Đến Thu thập' in html
    Indicator.objects.filter(plan=fresh, code="CT-01").update(owner=None)
    assert f'href="{reverse("plan-assign", args=[fresh.slug])}">Giao chủ trì' in planner.get(address).text
    approve("CT-04", "S2", **{"2026-10": 12})
    assert "Chưa có số liệu nào được duyệt." not in planner.get(address).text


def test_tasks_without_deadlines_are_not_called_in_time(client: Client, plan: Plan) -> None:
    Task.objects.filter(plan=plan).update(due=None, due_text="", every="", state="not-started")
    assert "<small>chưa có thời hạn</small>" in page(client, plan)
