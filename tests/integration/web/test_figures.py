"""The form of a unit and a period: as a plain form, cell by cell, as a workbook, and its history."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support import factories
from tests.support.figures import approve

from cotmoc.actions.figures import approve_figures, return_figures
from cotmoc.actions.imports import changes, preview_import
from cotmoc.core.permissions import Role
from cotmoc.store.models import Agency, Indicator, Observation, Person, Plan, Submission, Target

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: factories.TODAY)


@pytest.fixture
def plan() -> Plan:
    return factories.plan()


@pytest.fixture
def officer(plan: Plan, client: Client) -> Person:
    """The officer of a department with two figures (CT-01, CT-03), signed in."""
    return signed_in(client, Role.UNIT_OFFICER, "S1")


def signed_in(client: Client, role: Role, code: str = "") -> Person:
    person = factories.person(role, Agency.objects.get(code=code) if code else None)
    client.force_login(person)
    return person


def address(plan: Plan, unit: str = "S1", tail: str = "", period: str = "2026-05") -> str:
    return f"/ke-hoach/{plan.slug}/thu-thap/{period}/{unit}/{tail}"


def field(code: str, name: str = "value") -> str:
    return f"{name}-{Indicator.objects.get(code=code).pk}"


def cell(client: Client, plan: Plan, code: str, unit: str = "S1", **typed: str) -> tuple[int, dict[str, Any]]:
    data = {field(code, name): text for name, text in typed.items()}
    data["indicator"] = str(Indicator.objects.get(code=code).pk)
    answer = client.post(address(plan, unit, "o/"), data)
    return answer.status_code, answer.json()


def test_the_form_shows_what_is_known(plan: Plan, officer: Person, client: Client) -> None:
    approve("CT-01", "S1", **{"2026-04": 1234.5, "2026-05": 57.6})
    page = client.get(address(plan))
    text = page.content.decode()
    assert [line.indicator.code for line in page.context["sheet"].lines] == ["CT-01", "CT-03"]
    for shown in ("1.234,5", "57,6", "≥ 60", "Đã duyệt", "Dân số được phủ sóng 5G", "15/4/2026"):
        assert shown in text
    assert "hạng" in text


def test_a_statement_says_what_to_enter(plan: Plan, officer: Person, client: Client) -> None:
    assert "1 có · 0 chưa" not in client.get(address(plan)).content.decode()
    Target.objects.filter(indicator__code="CT-03").update(op="exists", value=None)
    page = client.get(address(plan)).content.decode()
    assert page.count("1 có · 0 chưa") == 1


def test_saved_then_handed_in_as_a_plain_form(plan: Plan, officer: Person, client: Client) -> None:
    saved = client.post(address(plan), {field("CT-01"): "57,6%", field("CT-03"): "", "viec": "luu"})
    assert saved.headers["Location"] == address(plan)
    row = Observation.objects.get()
    assert (row.value, row.state, row.entered_by) == (57.6, "draft", officer)
    page = client.post(address(plan), {field("CT-03", "reason"): "Chưa xếp hạng", "viec": "nop"}, follow=True)
    assert "Đã nộp báo cáo tháng 5 năm 2026 của Sở Khoa học và Công nghệ." in page.content.decode()
    assert set(Observation.objects.values_list("state", flat=True)) == {"submitted"}
    assert "đang chờ duyệt; chưa sửa được" in page.content.decode()
    assert f'name="{field("CT-01")}"' not in page.content.decode()


def test_what_is_wrong_stays_typed_with_its_remedy_and_the_rest_is_saved(
    plan: Plan, officer: Person, client: Client
) -> None:
    page = client.post(address(plan), {field("CT-01"): "57,6,1", field("CT-03"): "25", "viec": "nop"})
    assert page.status_code == 422
    text = page.content.decode()
    for shown in (
        'value="57,6,1"',
        "không phải số",
        'aria-invalid="true"',
        "1 số chưa lưu được",
        "sửa 1 lỗi trước",
    ):
        assert shown in text
    assert Observation.objects.get().value == 25
    assert Submission.objects.get().state == "draft"


def test_nothing_typed_is_nothing_handed_in(plan: Plan, officer: Person, client: Client) -> None:
    assert client.post(address(plan), {"viec": "nop"}).status_code == 422
    assert not Submission.objects.exists()
    client.post(address(plan), {field("CT-01"): "1", "viec": "nop"})
    assert client.post(address(plan), {"viec": "nop"}).status_code == 422


def test_saving_the_form_untouched_changes_nothing(plan: Plan, officer: Person, client: Client) -> None:
    approve("CT-01", "S1", **{"2026-05": 1 / 3})
    shown = client.get(address(plan)).context["groups"][0][1][0].typed
    client.post(address(plan), {field("CT-01", name): text for name, text in shown.items()} | {"viec": "luu"})
    assert Observation.objects.get().value == 1 / 3


def test_a_ratio_is_entered_by_its_parts(plan: Plan, client: Client) -> None:
    signed_in(client, Role.UNIT_OFFICER, "X1")
    status, told = cell(client, plan, "CT-02", "X1", numerator="616", denominator="1.000")
    assert (status, told["state"], told["value"], told["entered"], told["left"]) == (
        200,
        "saved",
        "61,6",
        1,
        0,
    )
    status, told = cell(client, plan, "CT-02", "X1", numerator="616")
    assert (status, told["state"]) == (200, "wrong")
    assert "cả hai" in told["message"]
    page = client.get(address(plan, "X1")).content.decode()
    assert 'value="616"' in page
    assert 'value="1.000"' in page


def test_cells_are_saved_as_they_are_typed(plan: Plan, officer: Person, client: Client) -> None:
    approve("CT-01", "S1", **{"2026-04": 10})
    status, told = cell(client, plan, "CT-01", value="63")
    assert (status, told["state"], told["difference"]) == (200, "question", "+53")
    assert told["message"] == "Gấp 6,3 lần kỳ trước."
    status, told = cell(client, plan, "CT-01", value="9,5")
    assert (told["state"], told["word"], told["difference"], told["blocked"]) == (
        "saved",
        "Đã lưu",
        "−0,5",
        "",
    )
    status, told = cell(client, plan, "CT-01", value="x")
    assert (status, told["word"], told["entered"]) == (200, "Lỗi", 1)
    status, told = cell(client, plan, "CT-01", reason="Chờ thống kê")
    assert (told["word"], told["difference"]) == ("Chưa có số liệu", "")
    assert Observation.objects.count() == 4


def test_an_emptied_cell_takes_the_draft_back_but_not_what_is_approved(
    plan: Plan, officer: Person, client: Client
) -> None:
    cell(client, plan, "CT-03", value="20")
    status, told = cell(client, plan, "CT-03", value="")
    assert (status, told["state"], told["entered"]) == (200, "blank", 0)
    assert Observation.objects.get().superseded_at is not None
    approve("CT-01", "S1", **{"2026-05": 10})
    status, told = cell(client, plan, "CT-01", value="")
    assert told["state"] == "wrong"
    assert "không xóa được" in told["message"]


def test_what_is_handed_in_takes_no_more_cells(plan: Plan, officer: Person, client: Client) -> None:
    client.post(address(plan), {field("CT-01"): "1", "viec": "nop"})
    told = cell(client, plan, "CT-01", value="2")[1]
    assert told["state"] == "wrong"
    assert "đang chờ duyệt" in told["message"]
    assert client.post(address(plan, tail="o/"), {"indicator": "x"}).status_code == 404


def test_the_reason_of_a_return_stands_on_top(plan: Plan, officer: Person, client: Client) -> None:
    planner = factories.person(Role.PLANNER)
    client.post(address(plan), {field("CT-01"): "1", "viec": "nop"})
    return_figures(submission=Submission.objects.get(), reason="Thiếu hai xã", by=planner)
    assert "Thiếu hai xã" in client.get(address(plan)).content.decode()
    client.post(address(plan), {field("CT-01"): "2", "viec": "nop"})
    approve_figures(submission=Submission.objects.get(), by=planner)
    assert "số đã duyệt vẫn tính" in client.get(address(plan)).content.decode()


def test_who_approves_can_do_it_beside_the_form(plan: Plan, officer: Person, client: Client) -> None:
    client.post(address(plan), {field("CT-01"): "1", "viec": "nop"})
    signed_in(client, Role.LEADER)
    page = client.get(address(plan)).content.decode()
    assert "Duyệt báo cáo này" in page
    assert "Tài khoản này chỉ xem" not in page


def test_the_form_of_another_unit_is_not_there(plan: Plan, client: Client) -> None:
    signed_in(client, Role.UNIT_OFFICER, "S2")
    data = {"indicator": Indicator.objects.get(code="CT-01").pk, field("CT-01"): "1"}
    for tail in ("", "mau.xlsx", "CT-01/"):
        assert client.get(address(plan, tail=tail)).status_code == 404
    for tail in ("", "o/"):
        assert client.post(address(plan, tail=tail), data).status_code == 404
    assert not Observation.objects.exists()


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.RECEIVER, Role.LEADER])
def test_those_above_look_and_change_nothing(plan: Plan, client: Client, role: Role) -> None:
    signed_in(client, role, "")
    page = client.get(address(plan)).content.decode()
    assert "Tài khoản này chỉ xem" in page
    assert "<input name=" not in page
    assert client.post(address(plan), {field("CT-01"): "1"}).status_code == 403
    data = {"indicator": Indicator.objects.get(code="CT-01").pk, field("CT-01"): "1"}
    assert client.post(address(plan, tail="o/"), data).status_code == 403
    assert not Observation.objects.exists()


@pytest.mark.parametrize(
    "path", ["2026-05/S9/", "2026-05/T/", "2026-05/S1/CT-99/", "2026-05/S1/CT-04/", "2027-06/S1/"]
)
def test_what_is_not_asked_is_not_found(plan: Plan, officer: Person, client: Client, path: str) -> None:
    assert client.get(f"/ke-hoach/{plan.slug}/thu-thap/{path}").status_code == 404


def test_the_history_tells_every_value(plan: Plan, officer: Person, client: Client) -> None:
    assert "Chưa nhập lần nào" in client.get(address(plan, tail="CT-01/")).content.decode()
    for value in ("1", "2", "3"):
        cell(client, plan, "CT-01", value=value)
    approve("CT-01", "S1", **{"2026-04": 7})
    page = client.get(address(plan, tail="CT-01/"))
    assert [row.value for row, _ in page.context["history"]] == [3, 2, 1, 7]
    assert officer.full_name in page.content.decode()
    panel = client.get(address(plan, tail="CT-01/"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in panel
    assert "đã thay" in panel


def test_the_workbook_comes_back_unchanged(plan: Plan, officer: Person, client: Client) -> None:
    cell(client, plan, "CT-01", value="57,6")
    cell(client, plan, "CT-03", reason="Chưa xếp hạng")
    answer = client.get(address(plan, tail="mau.xlsx"))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="so-lieu-2026-05-S1.xlsx"'
    made = preview_import(plan=plan, filename="a.xlsx", data=answer.content, by=officer)
    assert len(made.rows) == 2
    assert changes(made) == []


def test_more_figures_ask_no_more_questions(plan: Plan, officer: Person, client: Client) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(address(plan))
        return len(asked)

    before = questions()
    Indicator.objects.update(owner=Agency.objects.get(code="S1"), collect="owner")
    cell(client, plan, "CT-01", value="1")
    cell(client, plan, "CT-02", value="1")
    assert questions() == before


def test_a_target_of_the_whole_is_not_shown_as_that_of_a_unit(plan: Plan, client: Client) -> None:
    signed_in(client, Role.UNIT_OFFICER, "X1")
    [line] = client.get(address(plan, "X1")).context["sheet"].lines
    assert line.target == "≥ 70"  # a ratio: the same for all
    Indicator.objects.filter(code="CT-02").update(roll_up="sum")
    [line] = client.get(address(plan, "X1")).context["sheet"].lines
    assert line.target == ""


def test_a_difference_is_shown_to_two_decimals(plan: Plan, officer: Person, client: Client) -> None:
    approve("CT-01", "S1", **{"2026-04": 10, "2026-05": 12.003})
    assert client.get(address(plan)).context["rows"][0].difference == "+2"
