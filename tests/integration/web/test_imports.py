"""Figures from a file by the pages: upload, the table of faults, the preview, entering or dropping."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.utils import timezone
from tests.support import factories
from tests.support.figures import approve

from cotmoc.core.permissions import Role
from cotmoc.store.models import Agency, FigureImport, Observation, Person, Plan

pytestmark = pytest.mark.django_db
HEAD = "Mã chỉ tiêu;Đơn vị;Kỳ;Giá trị;Tử số;Mẫu số;Lý do"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: factories.TODAY)


@pytest.fixture
def plan() -> Plan:
    return factories.plan()


@pytest.fixture
def planner(plan: Plan, client: Client) -> Person:
    person = factories.person(Role.PLANNER)
    client.force_login(person)
    return person


def upload(client: Client, plan: Plan, *rows: str, name: str = "so-lieu.csv"):  # type: ignore[no-untyped-def]
    file = SimpleUploadedFile(name, "\n".join([HEAD, *rows]).encode())
    return client.post(f"/ke-hoach/{plan.slug}/thu-thap/nhap-tep/", {"tep": file}, follow=True)


def test_the_preview_shows_cell_by_cell_what_changes(plan: Plan, planner: Person, client: Client) -> None:
    approve("CT-01", "S1", **{"2026-04": 50, "2026-05": 55})
    page = upload(
        client,
        plan,
        "CT-01;S1;2026-04;50;;;",
        "CT-01;S1;2026-05;56,5;;;",
        "CT-02;X1;5/2026;;616;1.000;",
        "CT-03;S1;5/2026;;;;Chưa xếp hạng",
    )
    assert [(row["word"], row["was"], row["now"]) for row in page.context["rows"]] == [
        ("Sửa", "55", "56,5"),
        ("Mới", "", "61,6 = 616 / 1.000"),
        ("Mới", "", "Chưa xếp hạng"),
        ("Không đổi", "50", "50"),
    ]
    text = page.content.decode()
    for shown in ("Nhập số liệu", "nộp và duyệt luôn", "tháng 5 năm 2026", "hạng"):
        assert shown in text
    assert Observation.objects.filter(source="file").count() == 0


@pytest.mark.parametrize(
    ("then", "state"), [("giu", "draft"), ("nop", "submitted"), ("duyet", "approved"), ("", "submitted")]
)
def test_entering_it(plan: Plan, planner: Person, client: Client, then: str, state: str) -> None:
    page = upload(client, plan, "CT-01;S1;2026-05;56,5;;;")
    done = client.post(page.request["PATH_INFO"], {"viec": "nhap", "sau": then})
    assert done.headers["Location"] == f"/ke-hoach/{plan.slug}/thu-thap/2026-05/"
    assert Observation.objects.get().state == state
    again = client.get(page.request["PATH_INFO"]).content.decode()
    assert "Đã nhập" in again
    assert 'name="viec"' not in again
    assert client.post(page.request["PATH_INFO"], {"viec": "nhap"}).status_code == 422


def test_several_periods_lead_to_the_list(plan: Plan, planner: Person, client: Client) -> None:
    page = upload(client, plan, "CT-01;S1;2026-05;56,5;;;", "CT-01;S1;2026-06;57;;;")
    done = client.post(page.request["PATH_INFO"], {"viec": "nhap"})
    assert done.headers["Location"] == f"/ke-hoach/{plan.slug}/thu-thap/"


def test_dropping_it(plan: Plan, planner: Person, client: Client) -> None:
    page = upload(client, plan, "CT-01;S1;2026-05;56,5;;;")
    client.post(page.request["PATH_INFO"], {"viec": "bo"})
    assert FigureImport.objects.get().state == "discarded"
    assert not Observation.objects.exists()


def test_faults_stand_in_a_table_with_their_rows(plan: Plan, planner: Person, client: Client) -> None:
    page = upload(client, plan, "CT-01;S1;2026-05;85,5%%;;;", "CT-01;S1;2026-06;57;;;")
    assert page.status_code == 422
    (fault,) = page.context["faults"]
    assert (fault.error.row, fault.error.column) == (2, "Giá trị")
    assert fault.error.message == "'85,5%%' không phải số; viết 85,5"
    assert fault.copy == "CT-01 · S1 · 2026-05 · 85,5%% · – · – · –"
    assert "Chưa nhập dòng nào của tệp so-lieu.csv: có 1 lỗi." in page.content.decode()
    assert not FigureImport.objects.exists()


def test_a_file_that_is_no_table_is_said_on_the_page(plan: Plan, planner: Person, client: Client) -> None:
    address = f"/ke-hoach/{plan.slug}/thu-thap/nhap-tep/"
    for file, sentence in [
        (SimpleUploadedFile("a.xls", b"\xd0\xcf\x11\xe0" + bytes(50)), "Excel đời cũ"),
        (SimpleUploadedFile("a.csv", b"a;b"), "Không thấy hàng tiêu đề"),
    ]:
        page = client.post(address, {"tep": file})
        assert page.status_code == 422
        assert sentence in page.content.decode()
    assert "Chưa chọn tệp" in client.post(address).content.decode()
    with override_settings(UPLOAD_MAX_BYTES=1024 * 1024):
        page = client.post(address, {"tep": SimpleUploadedFile("a.csv", bytes(1024 * 1024 + 1))})
        assert "Tệp nặng quá 1 MB" in page.content.decode()


def test_the_same_file_again_is_said(plan: Plan, planner: Person, client: Client) -> None:
    page = upload(client, plan, "CT-01;S1;2026-05;56,5;;;")
    client.post(page.request["PATH_INFO"], {"viec": "nhap"})
    assert "Tệp này đã nhập ngày" in upload(client, plan, "CT-01;S1;2026-05;56,5;;;").content.decode()
    same = upload(client, plan, "CT-01;S1;2026-05;56,5;;;", "").content.decode()
    assert "Tệp này không thay đổi gì." in same


def test_an_officer_sees_own_files_only(plan: Plan, planner: Person, client: Client) -> None:
    theirs = upload(client, plan, "CT-01;S1;2026-05;56,5;;;").request["PATH_INFO"]
    client.force_login(factories.person(Role.UNIT_OFFICER, Agency.objects.get(code="X1")))
    page = upload(client, plan, "CT-02;X1;2026-05;;1;2;", name="cua-xa.csv")
    assert "duyệt luôn" not in page.content.decode()
    assert client.get(theirs).status_code == 404
    listed = client.get(f"/ke-hoach/{plan.slug}/thu-thap/nhap-tep/").content.decode()
    assert "cua-xa.csv" in listed
    assert "so-lieu.csv" not in listed


def test_who_may_not_import_is_refused(plan: Plan, client: Client) -> None:
    client.force_login(factories.person(Role.INSPECTOR))
    page = client.get(f"/ke-hoach/{plan.slug}/thu-thap/nhap-tep/")
    assert page.status_code == 200
    assert '<input type="file"' not in page.content.decode()
    assert client.post(f"/ke-hoach/{plan.slug}/thu-thap/nhap-tep/").status_code == 403
    assert client.get(f"/ke-hoach/{plan.slug}/thu-thap/nhap-tep/1/").status_code == 404
    assert client.post(f"/ke-hoach/{plan.slug}/thu-thap/nhap-tep/1/").status_code == 403
