"""Which stop is active, and what the rail shows of missing pages."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

from cotmoc.ui import navigation


def _view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("", _view, name="board"),
    path("<slug:slug>/bang-diem/", _view, name="board"),
    path("van-ban/", _view, name="directives"),
    path("ke-hoach/", _view, name="plans"),
]
pytestmark = pytest.mark.urls(__name__)


def test_a_stop_without_a_page_is_not_shown() -> None:
    assert [link.stop.key for link in navigation.links("/")] == ["directives", "plans", "board"]
    assert navigation.address("reports") is None


@pytest.mark.parametrize(
    ("where", "active"),
    [("/van-ban/3/ra-soat", "directives"), ("/ke-hoach/", "plans"), ("/chi-tieu/4", "board")],
)
def test_the_longest_address_that_begins_the_path_is_active(where: str, active: str) -> None:
    assert [link.stop.key for link in navigation.links(where) if link.active] == [active]


def test_a_page_may_name_its_stop() -> None:
    assert [link.stop.key for link in navigation.links("/van-ban/", active="plans") if link.active] == [
        "plans"
    ]


def test_an_alert_outranks_a_count() -> None:
    links = navigation.links("/", counts={"plans": 4, "board": 46}, alerts={"plans": "1 chờ duyệt"})
    assert [(link.count, link.alert) for link in links] == [("", False), ("1 chờ duyệt", True), ("46", False)]


@override_settings(ROOT_URLCONF="tests.unit.ui.empty_urls")
def test_without_pages_there_is_no_rail() -> None:
    assert navigation.links("/") == []


def test_in_a_plan_the_stops_lead_to_its_pages() -> None:
    assert navigation.address("board", "18-ctr-tu") == "/18-ctr-tu/bang-diem/"
    assert navigation.address("plans", "18-ctr-tu") == "/ke-hoach/"
    assert [
        link.address for link in navigation.links("/18-ctr-tu/bang-diem/", plan="18-ctr-tu") if link.active
    ] == ["/18-ctr-tu/bang-diem/"]
