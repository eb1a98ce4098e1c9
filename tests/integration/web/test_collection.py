"""The periods of a plan, the units of a period, and the decision on what they handed in."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support import factories

from cotmoc.actions.figures import save_figures, submit_figures
from cotmoc.actions.units import AgencyRow, put_agencies
from cotmoc.core.figures import Figure
from cotmoc.core.periods import Period
from cotmoc.core.permissions import Role
from cotmoc.store.models import Agency, Grant, Indicator, Person, Plan, Submission

pytestmark = pytest.mark.django_db
MAY = Period.parse("2026-05")


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: factories.TODAY)


@pytest.fixture
def plan() -> Plan:
    return factories.plan()


def unit(code: str) -> Agency:
    return Agency.objects.get(code=code)


def as_role(client: Client, role: Role, code: str = "") -> Person:
    person = factories.person(role, unit(code) if code else None)
    client.force_login(person)
    return person


def handed_in(plan: Plan, code: str = "S2", value: float = 12) -> Submission:
    """What a department hands in for May: one figure."""
    agency = unit(code)
    indicator = Indicator.objects.filter(owner=agency).first()
    assert indicator is not None
    by = factories.person(Role.UNIT_OFFICER, agency)
    figures = [Figure(indicator.pk, value)]
    return submit_figures(
        submission=save_figures(plan=plan, unit=agency, period=MAY, figures=figures, by=by), by=by
    )


def address(plan: Plan, *parts: str) -> str:
    return "/".join(["/ke-hoach", plan.slug, "thu-thap", *parts, ""])


def test_the_rail_leads_to_the_newest_plan(plan: Plan, client: Client) -> None:
    as_role(client, Role.PLANNER)
    assert client.get("/thu-thap/?loai=quarter").headers["Location"] == address(plan) + "?loai=quarter"


def test_the_periods_of_a_kind_with_the_states_of_their_units(plan: Plan, client: Client) -> None:
    handed_in(plan)
    as_role(client, Role.PLANNER)
    page = client.get(address(plan)).content.decode()
    assert "Tháng 12 năm 2026" in page
    assert "Tháng 01 năm 2026" in page
    assert "Tháng 01 năm 2027" not in page
    page = client.get(address(plan) + "?loai=quarter").content.decode()
    assert "Quý IV năm 2026" in page
    assert "Tháng 12" not in page
    may = client.get(address(plan)).context["lines"][7]
    assert (may.row.period, [(code, count) for code, _, _, count in may.counts]) == (
        MAY,
        [("submitted", 1), ("none", 4)],
    )
    assert client.get(address(plan) + "?loai=x").context["lines"][0].row.period.kind == "month"


def test_an_officer_sees_the_own_unit_s_periods(plan: Plan, client: Client) -> None:
    handed_in(plan)
    as_role(client, Role.UNIT_OFFICER, "S2")
    page = client.get(address(plan))
    assert "Đã nộp, chờ duyệt" in page.content.decode()
    assert f'href="{address(plan, "2026-12", "S2")}"' in page.content.decode()
    assert client.get(address(plan, "2026-05")).headers["Location"] == address(plan, "2026-05", "S2")


def test_an_officer_whose_unit_owes_nothing_is_told_so(plan: Plan, client: Client) -> None:
    as_role(client, Role.UNIT_OFFICER, "T")
    assert "Chưa có đơn vị nào phải báo cáo" in client.get(address(plan)).content.decode()
    assert client.get(address(plan, "2026-05")).status_code == 200


def test_the_units_of_a_period_are_filtered(plan: Plan, client: Client) -> None:
    handed_in(plan)
    as_role(client, Role.PLANNER)

    def names(query: str) -> list[str]:
        return [row.unit.code for row, _, _ in client.get(address(plan, "2026-05") + query).context["rows"]]

    assert names("") == ["X1", "X2", "X3", "S1", "S2"]
    assert names("?tinh-trang=submitted") == ["S2"]
    assert names("?tinh-trang=none&q=son linh") == ["X3"]
    assert names("?tinh-trang=tre") == ["X1", "X2", "X3", "S1"]
    assert names("?q=S2") == ["S2"]
    assert names("?q=zzz") == []
    page = client.get(address(plan, "2026-05") + "?q=zzz").content.decode()
    assert "Không có đơn vị nào như vậy" in page
    page = client.get(address(plan, "2026-12")).content.decode()
    assert "Trễ hạn" not in page
    assert "ngày làm việc" in page


@pytest.mark.parametrize("role", [Role.PLANNER, Role.LEADER])
def test_who_may_approves_one_or_many(plan: Plan, client: Client, role: Role) -> None:
    first, second = handed_in(plan), handed_in(plan, "S1")
    as_role(client, role)
    client.post(address(plan, "2026-05"), {"duyet": first.unit_id})
    client.post(address(plan, "2026-05"), {"don-vi": [second.unit_id], "ve": address(plan)})
    assert set(Submission.objects.values_list("state", flat=True)) == {"approved"}


def test_many_are_approved_all_or_none(plan: Plan, client: Client) -> None:
    first, second = handed_in(plan), handed_in(plan, "S1")
    Submission.objects.filter(pk=second.pk).update(state="draft")
    as_role(client, Role.PLANNER)
    page = client.post(
        address(plan, "2026-05"),
        {"don-vi": [first.unit_id, second.unit_id]},
        headers={"Referer": f"http://testserver{address(plan, '2026-05')}"},
        follow=True,
    )
    assert "Chỉ duyệt được báo cáo đã nộp." in page.content.decode()
    assert Submission.objects.get(pk=first.pk).state == "submitted"
    assert client.post(address(plan, "2026-05"), {}).status_code == 422
    data = {"duyet-ca-loat": "1", "ca-loat": [first.unit_id]}
    client.post(address(plan, "2026-05"), data)
    assert Submission.objects.get(pk=first.pk).state == "approved"


def test_only_what_is_collected_is_late(plan: Plan, client: Client) -> None:
    handed_in(plan)
    as_role(client, Role.PLANNER)
    assert "trễ hạn" in client.get(address(plan)).content.decode()
    assert "trễ hạn" not in client.get(address(plan) + "?loai=quarter").content.decode()
    assert "trễ hạn" not in client.get(address(plan, "2026-Q2")).content.decode()
    years = client.get(address(plan) + "?loai=year").context["lines"]
    assert [line.row.period.code for line in years] == ["2026", "2025"]


def test_a_report_is_returned_with_a_reason(plan: Plan, client: Client) -> None:
    submission = handed_in(plan)
    as_role(client, Role.PLANNER)
    pk = submission.unit_id
    assert client.post(address(plan, "2026-05"), {"tra-lai": pk}).status_code == 422
    back = client.post(
        address(plan, "2026-05"), {"tra-lai": pk, f"ly-do-{pk}": "Sai đơn vị tính", "ve": "https://xa.vn/"}
    )
    assert back.headers["Location"] == address(plan, "2026-05")
    submission.refresh_from_db()
    assert (submission.state, submission.note) == ("returned", "Sai đơn vị tính")
    assert "Sai đơn vị tính" in client.get(address(plan, "2026-05")).content.decode()


@pytest.mark.parametrize("role", [Role.UNIT_OFFICER, Role.INSPECTOR])
def test_others_decide_nothing(plan: Plan, client: Client, role: Role) -> None:
    submission = handed_in(plan)
    as_role(client, role, "S2")
    assert client.post(address(plan, "2026-05"), {"duyet": submission.unit_id}).status_code == 403
    data = {"tra-lai": submission.unit_id, f"ly-do-{submission.unit_id}": "x"}
    assert client.post(address(plan, "2026-05"), data).status_code == 403
    submission.refresh_from_db()
    assert submission.state == "submitted"


@pytest.mark.parametrize("period", ["2026-13", "xyz", "2027-06"])
def test_a_period_that_is_none_or_not_open_is_not_found(plan: Plan, client: Client, period: str) -> None:
    as_role(client, Role.PLANNER)
    assert client.get(address(plan, period)).status_code == 404


@pytest.mark.parametrize("data", [{"duyet": "x"}, {"tra-lai": "9" * 30}, {"tra-lai": "1"}])
def test_a_unit_that_is_none_is_not_found(plan: Plan, client: Client, data: dict[str, str]) -> None:
    as_role(client, Role.PLANNER)
    assert client.post(address(plan, "2026-05"), data).status_code == 404


def test_outsiders_are_sent_to_the_door(plan: Plan, client: Client) -> None:
    for parts in ((), ("2026-05",), ("2026-05", "S2"), ("nhap-tep",)):
        assert client.get(address(plan, *parts)).headers["Location"].startswith("/dang-nhap/")
    as_role(client, Role.PLANNER)
    assert client.get("/ke-hoach/khong-co/thu-thap/").status_code == 404


def test_more_units_ask_no_more_questions(plan: Plan, client: Client) -> None:
    as_role(client, Role.PLANNER)

    def questions() -> list[int]:
        counts = []
        for parts in ((), ("2026-05",)):
            with CaptureQueriesContext(connection) as asked:
                client.get(address(plan, *parts))
            counts.append(len(asked))
        return counts

    handed_in(plan)
    before = questions()
    more = [AgencyRow(f"X{n}", f"Xã số {n}", "commune", "T") for n in range(10, 14)]
    put_agencies(rows=more, by=factories.manager())
    handed_in(plan, "S1")
    assert questions() == before


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 11, 16), "còn 1 ngày làm việc"),
        (date(2026, 11, 17), "hạn hôm nay"),
        (date(2026, 11, 18), "trễ hạn"),
    ],
)
def test_the_due_day_is_two_working_days_after_the_window(
    plan: Plan, client: Client, monkeypatch: pytest.MonkeyPatch, today: date, words: str
) -> None:
    as_role(client, Role.PLANNER)
    Grant.objects.update(valid_from=date(2026, 1, 1))
    monkeypatch.setattr(timezone, "localdate", lambda *_: today)
    assert words in client.get(address(plan, "2026-11")).content.decode()
