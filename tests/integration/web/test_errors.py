"""Pages for what went wrong stand even where nothing else does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from tests.support.factories import person, plan
from tests.support.readings import finished

from cotmoc.core.permissions import Role
from cotmoc.web.errors import broken, forbidden


@pytest.mark.parametrize("built", [True, False])
def test_a_fault_of_ours_needs_neither_database_nor_build(tmp_path: Path, settings: Any, built: bool) -> None:
    """No database mark: a query would fail the test."""
    if not built:
        settings.FRONTEND_DIST = tmp_path
    answer = broken(RequestFactory().get("/bang-diem/"))
    assert answer.status_code == 500
    assert "Những gì đã lưu vẫn còn nguyên" in answer.text
    assert ("stylesheet" in answer.text) == (
        built and (Path(settings.FRONTEND_DIST) / "manifest.json").exists()
    )


@pytest.mark.django_db
def test_a_broken_page_answers_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def oops(*args: object, **options: object) -> None:
        raise RuntimeError("oops")

    monkeypatch.setattr("cotmoc.web.directives.reading_rows", oops)
    client = Client(raise_request_exception=False)
    client.force_login(person(Role.PLANNER))
    answer = client.get("/van-ban/")
    assert answer.status_code == 500
    assert "Hệ thống gặp lỗi" in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/van-ban", "/static/favicon.svg", "/api/plans", "/vet/khoa", "/khong-co/"])
def test_every_answer_says_what_a_browser_may_do_with_it(path: str) -> None:
    answer = Client().get(path)
    answer.close()
    headers = answer.headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert (headers["X-Frame-Options"], headers["X-Content-Type-Options"]) == ("DENY", "nosniff")


def test_a_host_that_is_not_ours_is_answered_with_the_headers_too(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["cotmoc.example"]
    answer = Client(raise_request_exception=False).get("/dang-nhap/", headers={"Host": "evil.example"})
    assert (answer.status_code, "Content-Security-Policy" in answer.headers) == (400, True)


def test_what_is_refused_says_why() -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    answer = forbidden(request, PermissionError("Chỉ chuyên viên tổng hợp làm được việc này."))
    assert answer.status_code == 403
    assert "Chỉ chuyên viên tổng hợp làm được việc này." in answer.text


@pytest.mark.django_db
def test_a_page_that_is_not_there() -> None:
    answer = Client().get("/khong-co/")
    assert answer.status_code == 404
    assert "Không có trang này" in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/ke-hoach/18-ctr-tu/ke-hoach.json?ban=²",
        "/ke-hoach/18-ctr-tu/ke-hoach.json?ban=9999999999999999999999",
        "/ke-hoach/18-ctr-tu/chi-tieu/%00/",
        "/ke-hoach/18-ctr-tu/nhiem-vu/%00/",
        "/ke-hoach/18-ctr-tu/thu-thap/²/",
        "/ke-hoach/18-ctr-tu/bao-cao/9999999999999999999999/",
        "/van-ban/9999999999999999999999/",
    ],
)
def test_an_odd_address_is_not_there(address: str) -> None:
    assert plan().slug == "18-ctr-tu"
    client = Client()
    client.force_login(person(Role.PLANNER))
    assert client.get(address).status_code in {200, 404}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["muc=²", "muc=9999999999999999999999", "mo=tach&phan=²", "loai=%00&tu=%00"]
)
def test_an_odd_question_of_the_review_is_answered(query: str) -> None:
    reading = finished(person(Role.PLANNER))
    client = Client()
    client.force_login(person(Role.PLANNER))
    assert client.get(f"/van-ban/{reading.pk}/ra-soat/?{query}").status_code in {200, 404}
