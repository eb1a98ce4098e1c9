"""A report is drafted from the figures, edited, and frozen for good."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings
from tests.support import factories
from tests.support.figures import approve

from cotmoc.actions.reports import draft_report, edit_report, freeze_report, rewrite_report
from cotmoc.core.errors import ConflictError, ForbiddenError, InvalidValueError
from cotmoc.core.periods import Period
from cotmoc.core.permissions import UNIT_ROLES, Role
from cotmoc.store.models import Agency, Event, Observation, Person, Plan, Report, Task
from cotmoc.store.reporting import newest_report, plan_report, report_figures, snapshot_of
from cotmoc.writing.report import write_report

pytestmark = pytest.mark.django_db
H1 = Period.parse("2026-H1")


@pytest.fixture
def plan() -> Plan:
    plan = factories.plan()
    approve("CT-01", "S1", **{"2026-03": 48, "2026-06": 52, "2026-09": 66})
    return plan


@pytest.fixture
def planner(plan: Plan) -> Person:
    return factories.person(Role.PLANNER)


@pytest.fixture
def draft(plan: Plan, planner: Person) -> Report:
    return draft_report(plan=plan, period=H1, by=planner)


def row(report: Report, name: str):  # type: ignore[no-untyped-def]
    return next(one for one in snapshot_of(report).indicators if one.name == name)


def test_the_draft_speaks_of_the_end_of_its_period(draft: Report) -> None:
    five_g = row(draft, "Dân số được phủ sóng 5G")
    assert (five_g.value, five_g.target, five_g.status) == (52, "≥ 60", "at-risk")
    assert five_g.source.startswith("Số liệu tháng 6 năm 2026; duyệt ngày")
    assert "Lê Quản Trị" in five_g.source
    assert "Dân số được phủ sóng 5G (52%, mục tiêu ≥ 60%" in draft.narrative["results"]
    assert draft.number == "/BC-UBND"
    assert draft.narrative["issuer"] == "ỦY BAN NHÂN DÂN\nTỈNH AN HẢI"


def test_missing_is_missing(draft: Report) -> None:
    doctors = row(draft, "Bác sĩ trên một vạn dân")
    assert (doctors.value, doctors.value_text, doctors.source) == (None, "–", "Chưa có số liệu được duyệt")
    assert "Bác sĩ trên một vạn dân" in draft.narrative["difficulties"]


def test_tasks_are_as_they_stood_then(plan: Plan) -> None:
    Task.objects.filter(code="NV-01").update(
        state="done", proof="Biên bản", completed_on=date(2026, 7, 9), due=date(2026, 6, 15)
    )
    h1 = {task.text: task for task in report_figures(plan, H1).tasks}
    now = {task.text: task for task in report_figures(plan, Period.parse("2026-Q3")).tasks}
    name = "Hoàn thành nền tảng dữ liệu dùng chung"
    assert (h1[name].state, h1[name].proof, h1[name].note) == ("overdue", "", "quá hạn 15 ngày")
    assert (now[name].state, now[name].proof) == ("done-late", "Biên bản")
    assert h1["Lập hồ sơ sức khỏe điện tử"].due == "Thường xuyên"


@pytest.mark.parametrize(
    ("code", "superior", "issuer", "number"),
    [
        ("S1", "ỦY BAN NHÂN DÂN TỈNH AN HẢI", "SỞ KHOA HỌC VÀ CÔNG NGHỆ", "/BC-SKHCN"),
        ("X1", "", "ỦY BAN NHÂN DÂN\nXÃ VÂN THẠCH", "/BC-UBND"),
    ],
)
def test_the_header_is_that_of_the_writers_agency(
    plan: Plan, code: str, superior: str, issuer: str, number: str
) -> None:
    by = factories.person(Role.PLANNER, Agency.objects.get(code=code))
    report = draft_report(plan=plan, period=H1, by=by)
    assert (report.narrative["superior"], report.narrative["issuer"]) == (superior, issuer)
    assert report.number == number


def test_a_period_has_one_draft(draft: Report, planner: Person) -> None:
    with pytest.raises(ConflictError, match="Đã có bản nháp"):
        draft_report(plan=draft.plan, period=H1, by=planner)


def test_a_period_that_has_not_begun_has_no_report(plan: Plan, planner: Person) -> None:
    with pytest.raises(ConflictError, match="chưa bắt đầu"):
        draft_report(plan=plan, period=Period.parse("2099-H1"), by=planner)


def test_without_figures_and_tasks_there_is_nothing_to_report(plan: Plan, planner: Person) -> None:
    Observation.objects.all().delete()
    Task.objects.all().delete()
    with pytest.raises(ConflictError, match="chưa có số liệu nào được duyệt"):
        draft_report(plan=plan, period=H1, by=planner)


def test_a_draft_is_edited(draft: Report, planner: Person) -> None:
    changed = edit_report(
        report=draft,
        by=planner,
        number="12/BC-UBND",
        difficulties="Thiếu người.\r\nThiếu tiền.",
        date="05/07/2026",
    )
    snapshot = snapshot_of(changed)
    assert snapshot.difficulties == "Thiếu người.\nThiếu tiền."
    assert (snapshot.number, snapshot.date) == ("12/BC-UBND", date(2026, 7, 5))
    assert Event.objects.filter(verb="report.edit").get().after == {
        "changed": ["date", "difficulties", "number"]
    }


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("date", "35/7/2026", "Không có ngày"),
        ("style", "khác", "Thể thức"),
        ("bogus", "x", "không có trường bogus"),
    ],
)
def test_a_wrong_field_is_refused(draft: Report, planner: Person, field: str, value: str, said: str) -> None:
    with pytest.raises(InvalidValueError, match=said):
        edit_report(report=draft, by=planner, **{field: value})


def test_words_are_written_anew_and_the_old_ones_kept_in_the_trail(draft: Report, planner: Person) -> None:
    edit_report(report=draft, by=planner, results="Lời của người.")
    again = rewrite_report(report=draft, by=planner)
    assert "52%" in again.narrative["results"]
    assert Event.objects.get(verb="report.rewrite").before["results"] == "Lời của người."


@pytest.mark.parametrize("form", ["docx", "pdf", "xlsx"])
def test_a_frozen_report_rebuilds_to_the_same_bytes(draft: Report, planner: Person, form: str) -> None:
    if form == "pdf" and not settings.FONTS_DIR.exists():
        pytest.skip("the front end's fonts are missing: make setup")
    report = freeze_report(report=draft, by=planner, base="https://cotmoc.example")
    first = write_report(snapshot_of(report), form, fonts=settings.FONTS_DIR)
    approve("CT-04", "S2", **{"2026-06": 14})
    Task.objects.update(text="Khác")
    stored = Report.objects.get(pk=report.pk)
    assert write_report(snapshot_of(stored), form, fonts=settings.FONTS_DIR) == first
    assert snapshot_of(stored).indicators[0].link.endswith("/chi-tieu/CT-01/")


def test_what_is_frozen_does_not_change(draft: Report, planner: Person) -> None:
    freeze_report(report=draft, by=planner)
    for act in (edit_report, rewrite_report, freeze_report):
        with pytest.raises(ConflictError, match="đã chốt"):
            act(report=draft, by=planner)
    assert draft_report(plan=draft.plan, period=H1, by=planner).pk != draft.pk


def test_the_frozen_report_counts_before_a_later_draft(draft: Report, planner: Person) -> None:
    assert newest_report(draft.plan, H1) == draft
    freeze_report(report=draft, by=planner)
    draft_report(plan=draft.plan, period=H1, by=planner)
    assert newest_report(draft.plan, H1) == draft
    assert plan_report(draft.plan, H1) == snapshot_of(Report.objects.get(pk=draft.pk))


def test_a_report_needs_no_person(plan: Plan) -> None:
    assert plan_report(plan, H1).period_label == "6 tháng đầu năm 2026"


@pytest.mark.parametrize("role", [Role.UNIT_OFFICER, Role.INSPECTOR])
def test_who_may_not_write_reports(plan: Plan, role: Role) -> None:
    unit = Agency.objects.get(code="S1") if role in UNIT_ROLES else None
    with pytest.raises(ForbiddenError):
        draft_report(plan=plan, period=H1, by=factories.person(role, unit))


@pytest.mark.parametrize(
    ("province", "place"), [("Tỉnh An Hải", "An Hải"), ("Thành phố Sông Lam", "Sông Lam"), ("Vùng", "Vùng")]
)
def test_the_place_is_the_provinces_where_the_document_names_none(
    plan: Plan, planner: Person, settings, province: str, place: str
) -> None:  # type: ignore[no-untyped-def]
    settings.PROVINCE_NAME = province
    plan.identity = {**plan.identity, "place": None}
    assert draft_report(plan=plan, period=H1, by=planner).narrative["place"] == place
