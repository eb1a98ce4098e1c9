"""The pages of reports through the door."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import docx
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.support import factories
from tests.support.figures import approve

from cotmoc.core.permissions import Role
from cotmoc.store.models import Plan, Report
from cotmoc.web.reports import period_choices

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    plan = factories.plan()
    approve("CT-01", "S1", **{"2026-06": 52})
    return plan


@pytest.fixture
def client(plan: Plan) -> Client:
    client = Client()
    client.force_login(factories.person(Role.PLANNER))
    return client


def begin(client: Client, plan: Plan, period: str = "2026-H1") -> Report:
    client.post(reverse("reports", args=[plan.slug]), {"ky": period})
    return Report.objects.get()


def test_from_the_period_to_the_frozen_file(client: Client, plan: Plan) -> None:
    report = begin(client, plan)
    address = reverse("report", args=[plan.slug, report.pk])
    page = client.get(address).content.decode()
    assert "Báo cáo 6 tháng đầu năm 2026" in page
    assert f"http://testserver/ke-hoach/{plan.slug}/chi-tieu/CT-01/" in page, "a number leads to its page"
    client.post(address, {"number": "12/BC-UBND", "difficulties": "Thiếu kinh phí.", "date": "5/7/2026"})
    step = reverse("report_step", args=[plan.slug, report.pk, "chot"])
    client.post(step, {"proposals": "Bố trí kinh phí quý III."})
    files = [client.get(reverse("report_file", args=[plan.slug, report.pk, "docx"])) for _ in range(2)]
    assert files[0].content == files[1].content
    assert 'filename="bao-cao-18-ctr-tu-2026-H1.docx"' in files[0].headers["Content-Disposition"]
    text = "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(files[0].content)).paragraphs)
    assert "Thiếu kinh phí." in text
    assert "Bố trí kinh phí quý III." in text, "what stood in the form is kept when it is frozen"
    page = client.get(address).content.decode()
    assert "Đã chốt" in page
    assert "<textarea" not in page


@pytest.mark.parametrize(("form", "begins"), [("docx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF")])
def test_files(client: Client, plan: Plan, form: str, begins: bytes) -> None:
    if form == "pdf" and not settings.FONTS_DIR.exists():
        pytest.skip("the front end's fonts are missing: make setup")
    report = begin(client, plan)
    response = client.get(reverse("report_file", args=[plan.slug, report.pk, form]))
    assert response.content.startswith(begins)
    assert f"-ban-nhap.{form}" in response.headers["Content-Disposition"]


def test_a_period_that_has_a_draft_leads_to_it(client: Client, plan: Plan) -> None:
    report = begin(client, plan)
    response = client.post(reverse("reports", args=[plan.slug]), {"ky": "2026-H1"})
    assert response.headers["Location"] == reverse("report", args=[plan.slug, report.pk])


def test_writing_anew(client: Client, plan: Plan) -> None:
    report = begin(client, plan)
    client.post(reverse("report", args=[plan.slug, report.pk]), {"results": "Khác."})
    client.post(reverse("report_step", args=[plan.slug, report.pk, "viet-lai"]), {"results": "Khác nữa."})
    report.refresh_from_db()
    assert "52%" in report.narrative["results"]


@pytest.mark.parametrize("step", ["", "chot"])
def test_what_was_typed_is_not_lost_over_a_wrong_day(client: Client, plan: Plan, step: str) -> None:
    report = begin(client, plan)
    address = reverse(
        "report_step" if step else "report", args=[plan.slug, report.pk, *([step] if step else [])]
    )
    response = client.post(address, {"date": "31/2/2026", "difficulties": "Một đoạn dài đã gõ."})
    assert response.status_code == 422
    page = response.content.decode()
    assert "Không có ngày 31/2/2026" in page
    assert "Một đoạn dài đã gõ.</textarea>" in page
    report.refresh_from_db()
    assert (report.frozen_at, "Một đoạn" in report.narrative["difficulties"]) == (None, False)


@pytest.mark.parametrize("period", ["", "2026-H3", "khác", "2099"])
def test_a_wrong_period_is_told(client: Client, plan: Plan, period: str) -> None:
    response = client.post(reverse("reports", args=[plan.slug]), {"ky": period})
    assert response.status_code == 422
    assert not Report.objects.exists()


def test_who_only_looks(client: Client, plan: Plan) -> None:
    report = begin(client, plan)
    inspector = Client()
    inspector.force_login(factories.person(Role.INSPECTOR))
    listed = inspector.get(reverse("reports", args=[plan.slug])).content.decode()
    assert "Báo cáo 6 tháng đầu năm 2026" in listed
    assert "<select" not in listed
    address = reverse("report", args=[plan.slug, report.pk])
    assert "<textarea" not in inspector.get(address).content.decode()
    assert inspector.post(address, {"results": "x"}).status_code == 403
    assert inspector.post(reverse("reports", args=[plan.slug]), {"ky": "2026-H1"}).status_code == 403
    assert inspector.post(reverse("report_step", args=[plan.slug, report.pk, "chot"])).status_code == 403


def test_wrong_doors(client: Client, plan: Plan) -> None:
    report = begin(client, plan)
    assert client.get(reverse("report", args=[plan.slug, 999])).status_code == 404
    assert client.get(reverse("report", args=["khac", report.pk])).status_code == 404
    assert client.get(reverse("report_file", args=[plan.slug, report.pk, "exe"])).status_code == 404
    assert client.post(reverse("report_step", args=[plan.slug, report.pk, "xoa"])).status_code == 404
    assert client.get(reverse("report_step", args=[plan.slug, report.pk, "chot"])).status_code == 405
    assert Client().get(reverse("report", args=[plan.slug, report.pk])).status_code == 302


def test_an_empty_list_says_what_to_do(client: Client, plan: Plan) -> None:
    assert "Chưa có báo cáo nào" in client.get(reverse("reports", args=[plan.slug])).content.decode()


def test_periods_to_choose_from_have_all_begun() -> None:
    today = date(2026, 2, 10)
    choices = dict(period_choices(today))
    assert [period.code for period in choices["6 tháng"]] == ["2026-H1", "2025-H2", "2025-H1"]
    assert all(period.start <= today for periods in choices.values() for period in periods)
    assert len(choices["Tháng"]) == 12


def test_queries_of_the_list_do_not_grow(client: Client, plan: Plan) -> None:
    begin(client, plan)
    address = reverse("reports", args=[plan.slug])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for period in ("2025", "2026-Q1", "2026-9M"):
        client.post(address, {"ky": period})
    client.get(address)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert Report.objects.count() == 4
    assert len(many) == len(few)
