"""Reports through the API: drafted, edited, frozen, downloaded."""

from __future__ import annotations

import io

import docx
import pytest
from tests.support.apiclient import client

from cotmoc.api.reports import ReportIn
from cotmoc.core.permissions import Role
from cotmoc.store.models import Plan, Report
from cotmoc.store.reporting import HEADER, SECTIONS

pytestmark = pytest.mark.django_db


def test_the_fields_to_edit_are_those_of_a_report() -> None:
    assert set(ReportIn.model_fields) == {"number", *HEADER, *SECTIONS}


def test_a_report_from_the_draft_to_the_file(plan: Plan) -> None:
    leader = client(Role.LEADER)
    answer = leader.send("POST", f"/plans/{plan.slug}/reports", {"period": "2026-H1"})
    made = answer.json()
    assert (answer.status_code, made["period_label"], made["frozen_at"]) == (
        201,
        "6 tháng đầu năm 2026",
        None,
    )
    address = f"/reports/{made['id']}"
    assert answer.headers["Location"] == f"/api{address}"
    edited = leader.patch(
        address, {"number": "12/BC-UBND", "date": "2026-07-05", "difficulties": "Thiếu người."}
    )
    assert (edited["number"], edited["fields"]["date"]) == ("12/BC-UBND", "2026-07-05")
    assert Report.objects.get().narrative["date"] == "5/7/2026"
    assert leader.post(f"{address}/rewrite")["fields"]["difficulties"] != "Thiếu người."
    draft = leader.send("GET", f"{address}/file?format=xlsx")
    assert 'filename="bao-cao-18-ctr-tu-2026-H1-ban-nhap.xlsx"' in draft.headers["Content-Disposition"]
    assert leader.post(f"{address}/freeze")["frozen_by"]["name"]
    leader.refused(409, "PATCH", address, {"number": "13"})
    first, again = (leader.send("GET", f"{address}/file?format=docx") for _ in range(2))
    assert first.content == again.content
    words = "\n".join(cell.text for table in docx.Document(io.BytesIO(first.content)).tables for row in table.rows
                      for cell in row.cells)  # fmt: skip
    assert "12/BC-UBND" in words
    assert leader.get(f"/plans/{plan.slug}/reports")["items"][0]["number"] == "12/BC-UBND"


@pytest.mark.parametrize(
    ("body", "status"),
    [({"period": "2026-H9"}, 422), ({"period": "2035"}, 409), ({}, 422), ({"period": 2026}, 422)],
)
def test_a_wrong_period(plan: Plan, body: object, status: int) -> None:
    client(Role.LEADER).refused(status, "POST", f"/plans/{plan.slug}/reports", body)
    assert not Report.objects.exists()


def test_one_draft_a_period(plan: Plan) -> None:
    leader = client(Role.LEADER)
    leader.post(f"/plans/{plan.slug}/reports", {"period": "2026-H1"})
    leader.refused(409, "POST", f"/plans/{plan.slug}/reports", {"period": "2026-H1"})


def test_who_may_not_write_may_read(plan: Plan) -> None:
    made = client(Role.LEADER).post(f"/plans/{plan.slug}/reports", {"period": "2026-H1"})
    inspector, address = client(Role.INSPECTOR), f"/reports/{made['id']}"
    assert inspector.get(address)["fields"]["subject"]
    inspector.refused(403, "POST", f"/plans/{plan.slug}/reports", {"period": "2026"})
    inspector.refused(403, "PATCH", address, {"number": "1"})
    for step in ("rewrite", "freeze"):
        inspector.refused(403, "POST", f"{address}/{step}")
    inspector.refused(404, "GET", "/reports/9999")
    inspector.refused(422, "GET", f"{address}/file?format=odt")
