"""What holds of every endpoint: who comes in, how errors look, and that the description is true."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import schemathesis
from django.test import Client, override_settings
from django.urls import reverse
from tests.support import apidoc, factories
from tests.support.apiclient import ApiClient, client, problem

from cotmoc.api.api import api
from cotmoc.core.permissions import Role
from cotmoc.store.models import Person, Plan

pytestmark = pytest.mark.django_db
_EXAMPLES = {"slug": "18-ctr-tu", "period": "2026-10", "unit": "S1", "code": "CT-01", "pk": "1"}


def document() -> dict[str, Any]:
    return json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/")))


def every_endpoint() -> list[tuple[str, str]]:
    return [
        (method.upper(), re.sub(r"{(\w+)}", lambda name: _EXAMPLES[name[1]], address).removeprefix("/api"))
        for address, methods in document()["paths"].items()
        for method in methods
    ]


@pytest.mark.parametrize(("method", "address"), every_endpoint())
def test_nobody_comes_in_without_a_session(method: str, address: str) -> None:
    assert ApiClient().refused(401, method, address)["code"] == "unauthorized"


@pytest.mark.parametrize(("method", "address"), [pair for pair in every_endpoint() if pair[0] != "GET"])
def test_nothing_is_written_without_a_token(method: str, address: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(factories.manager())
    answer = browser.generic(method, f"/api{address}", b"{}", "application/json")
    assert problem(answer, 403)["code"] == "csrf"


def test_a_writer_with_the_token_of_me_comes_in(plan: Plan) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(factories.manager())
    token = browser.get("/api/me").json()["csrf_token"]
    answer = browser.post(f"/api/plans/{plan.slug}/tasks/NV-01/start", headers={"X-CSRFToken": token})
    assert answer.status_code == 200


def test_a_person_without_a_role_sees_nothing() -> None:
    nobody = ApiClient(Person.objects.create(username="khach", full_name="Khách"))
    assert nobody.refused(404, "GET", "/plans")["code"] == "not-found"
    assert nobody.get("/me")["verbs"] == []


def test_unknown_addresses_and_methods_are_problems() -> None:
    somebody = client(Role.INSPECTOR)
    somebody.refused(404, "GET", "/khong-co")
    somebody.refused(404, "GET", "/readings/abc")
    somebody.refused(404, "GET", "/plans/a%00b")
    somebody.refused(422, "GET", "/units?q=%00")
    answer = somebody.send("DELETE", "/plans")
    problem(answer, 405)
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "POST"}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_unknown_address_needs_no_page(method: str) -> None:
    """The page of 404 needs the front end's build; the API must not."""
    browser = Client(enforce_csrf_checks=True)
    answer = browser.generic(method, "/api/plans/%C3%99/indicators")
    problem(answer, 404)
    assert not answer.templates


def test_pages_keep_their_own_errors() -> None:
    answer = client(Role.INSPECTOR).django.get("/khong-co/")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    "body", [b"{", b'{"a": NaN}', b'{"a": 1e999}', b'{"a": "\\u0000"}', b'{"\\ud800": 1}', b"\xff\xfe"]
)
def test_what_is_no_json_is_refused(body: bytes) -> None:
    planner = client(Role.PLANNER)
    answer = planner.django.post("/api/plans", body, content_type="application/json")
    assert problem(answer, 400)["code"] == "bad-request"


def test_whole_numbers_without_end_are_kept_as_they_can_be() -> None:
    planner = client(Role.PLANNER)
    content = factories.plan_content()
    content["indicators"][0]["targets"][0]["value"] = 10**30
    assert planner.post("/plans", content)["number"] == 1
    content["indicators"][0]["targets"][0]["value"] = 10**400
    planner.refused(400, "POST", "/plans", content)


def test_a_broken_form_is_refused() -> None:
    planner = client(Role.PLANNER)
    answer = planner.django.post(
        "/api/directives", b"--x\r\nrubbish", content_type="multipart/form-data; boundary="
    )
    problem(answer, 400)


@override_settings(UPLOAD_MAX_BYTES=10)
def test_a_heavy_file_is_refused(plan: Plan) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    planner = client(Role.PLANNER)
    for address in ("/api/directives", f"/api/plans/{plan.slug}/imports"):
        answer = planner.django.post(address, {"file": SimpleUploadedFile("a.txt", b"x" * 11)})
        assert problem(answer, 413)["code"] == "too-large"


def test_types_are_refused_field_by_field(plan: Plan) -> None:
    planner = client(Role.PLANNER)
    body = {"figures": [{"indicator": "CT-01", "value": "55"}, {"indicator": 7, "giá trị": 1}]}
    found = planner.refused(422, "PUT", f"/plans/{plan.slug}/submissions/2026-09/S1", body)
    faults = {fault["field"]: fault["message"] for fault in found["errors"]}
    assert faults == {
        "body.figures.0.value": "Cần số.",
        "body.figures.1.indicator": "Cần chữ.",
        "body.figures.1.giá trị": "Không có trường này; bỏ đi hoặc viết lại tên.",
    }
    found = planner.refused(422, "GET", "/plans?limit=0&offset=x")
    assert {(fault["field"], fault["message"]) for fault in found["errors"]} == {
        ("query.limit", "Phải từ 1 trở lên."),
        ("query.offset", "Cần số nguyên."),
    }


def test_the_description_is_valid_and_whole() -> None:
    described = document()
    schemathesis.openapi.from_dict(described).validate()
    assert described["openapi"].startswith("3.1")
    assert described["info"]["version"]
    for address, methods in described["paths"].items():
        for operation in methods.values():
            assert operation["summary"].endswith((".", "…")), address
            assert operation["tags"]
            assert {"401", "403"} <= set(operation["responses"])


def test_the_description_is_open_and_the_page_is_not(plan: Plan) -> None:
    answer = Client().get("/api/openapi.json")
    assert answer.json()["info"]["title"] == "Cột Mốc"
    address = reverse("api-docs")
    assert Client().get(address).status_code == 302
    assert Client().get("/api/").headers["Location"] == address
    page = client(Role.INSPECTOR).django.get(address)
    html = page.content.decode()
    assert "Content-Security-Policy" in page.headers
    assert "cdn" not in html
    assert not re.search(r'(src|href)="https?://', html)
    for described in document()["paths"]:
        assert f"<code>{described}</code>" in html


def test_the_reference_lists_what_there_is() -> None:
    assert apidoc.PAGE.read_text(encoding="utf-8") == apidoc.page(), "run python -m tests.support.apidoc"
    listed = apidoc.page()
    for address, methods in document()["paths"].items():
        assert all(f"| `{method.upper()} {address}` |" in listed for method in methods)
