"""Pages about people: the list, one person, the hand-over, requests, and everybody's own."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils.timezone import localdate as today
from tests.support import factories

from cotmoc.actions.personal import ask_about_data
from cotmoc.config.mail import mail_settings
from cotmoc.core.permissions import Role
from cotmoc.store.models import Agency, DataRequest, Deputy, Event, Person
from cotmoc.store.peoplepages import STATES

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def officer(units: dict[str, Agency]) -> Person:
    person = factories.person(Role.UNIT_OFFICER, units["X1"])
    person.full_name, person.email = "Hà Thị Mộc", "moc@example.vn"
    person.save()
    return person


@pytest.fixture
def web(client: Client) -> Client:
    client.force_login(factories.manager())
    return client


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def shown(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_room_shows_what_the_person_may_manage(web: Client, officer: Person) -> None:
    ask_about_data(person=officer, kind=DataRequest.Kind.EXPORT, words="", by=officer)
    DataRequest.objects.update(due=today() - DAY)
    page = shown(web, "/quan-tri/")
    for words in (
        "2 tài khoản đang sử dụng",
        "1 yêu cầu chờ trả lời",
        "1 quá hạn",
        'href="/quan-tri/nguoi-dung/"',
    ):
        assert words in page
    planner = shown(as_(factories.person(Role.PLANNER)), "/quan-tri/")
    assert 'href="/quan-tri/nguoi-dung/"' not in planner
    inspector = shown(as_(factories.person(Role.INSPECTOR)), "/quan-tri/")
    for address in ("/quan-tri/vet/", "/quan-tri/don-vi/", "/ke-thua/", "/quyen-han/"):
        assert f'href="{address}"' in inspector
    client = as_(officer)
    assert 'href="/quan-tri/nguoi-dung/"' not in shown(client, "/quan-tri/")
    assert 'href="/quan-tri/"' not in shown(client, "/tai-khoan/du-lieu/")
    assert 'href="/quan-tri/"' in shown(web, "/tai-khoan/du-lieu/")


def test_the_list_is_searched_without_diacritics_and_filtered(web: Client, officer: Person) -> None:
    factories.person(Role.LEADER)
    locked = factories.person(Role.INSPECTOR)
    locked.is_active = False
    locked.save()
    names = {
        "?q=ha+moc": ("Hà Thị Mộc", "Lê Quản Trị"),
        "?vai-tro=unit-officer": ("Hà Thị Mộc", "Lê Quản Trị"),
        "?don-vi=X1": ("Hà Thị Mộc", "Lê Quản Trị"),
        "?trang-thai=da-khoa": (locked.full_name, "Hà Thị Mộc"),
        "?q=moc@example": ("Hà Thị Mộc", "Lê Quản Trị"),
    }
    for query, (inside, outside) in names.items():
        page = shown(web, f"/quan-tri/nguoi-dung/{query}")
        assert inside in page
        assert outside not in page.split("rail-foot")[1].split("</nav>", 1)[1]
    assert "Không có người nào như vậy" in shown(web, "/quan-tri/nguoi-dung/?q=khong+co+ai")
    assert shown(web, "/quan-tri/nguoi-dung/?trang=99")


def test_the_list_asks_the_same_number_of_questions(web: Client) -> None:
    counts = []
    for many in (1, 4):
        for _ in range(many):
            factories.person(Role.LEADER)
        with CaptureQueriesContext(connection) as asked:
            web.get("/quan-tri/nguoi-dung/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_somebody_is_invited(web: Client, units: dict[str, Agency]) -> None:
    assert "Gửi lời mời" in shown(web, "/quan-tri/nguoi-dung/moi/")
    sent = {
        "full_name": "Vũ Văn Mới", "email": "moi@example.vn", "username": "moi", "role": "unit-officer",
        "agency": units["X1"].pk, "plan": "",
    }  # fmt: skip
    answer = web.post("/quan-tri/nguoi-dung/moi/", sent)
    made = Person.objects.get(username="moi")
    assert answer["Location"] == f"/quan-tri/nguoi-dung/{made.pk}/"
    assert [letter.to for letter in mail.outbox] == [["moi@example.vn"]]
    page = shown(web, f"/quan-tri/nguoi-dung/{made.pk}/")
    assert "Đã mời, chưa vào" in page
    assert web.post(f"/quan-tri/nguoi-dung/{made.pk}/", {"viec": "moi-lai"}).status_code == 302
    assert len(mail.outbox) == 2
    assert "máy chủ thư" not in shown(web, f"/quan-tri/nguoi-dung/{made.pk}/")
    with override_settings(EMAIL_BACKEND=mail_settings("")["EMAIL_BACKEND"]):
        web.post(f"/quan-tri/nguoi-dung/{made.pk}/", {"viec": "moi-lai"})
    assert "log/server.log" in shown(web, f"/quan-tri/nguoi-dung/{made.pk}/")
    for wrong, words in (({}, "đã có người dùng"), ({"username": "b", "email": "x"}, "email"),
                         ({"username": "c", "email": "c@example.vn", "agency": ""}, "chọn đơn vị")):  # fmt: skip
        refused = web.post("/quan-tri/nguoi-dung/moi/", {**sent, **wrong})
        assert refused.status_code == 422
        assert words in refused.content.decode()


def test_a_person_is_shown_and_the_look_is_noted(web: Client, officer: Person) -> None:
    page = shown(web, f"/quan-tri/nguoi-dung/{officer.pk}/")
    for words in (
        "Hà Thị Mộc",
        "moc@example.vn",
        "Xã Vân Thạch",
        "Đầu mối đơn vị",
        "Bàn giao",
        "Giao thêm quyền",
    ):
        assert words in page
    shown(web, f"/quan-tri/nguoi-dung/{officer.pk}/")
    assert Event.objects.filter(verb="person.read", thing_id=officer.pk).count() == 1


def test_roles_are_given_and_ended_on_the_page(
    web: Client, officer: Person, units: dict[str, Agency]
) -> None:
    path = f"/quan-tri/nguoi-dung/{officer.pk}/"
    sent = {
        "viec": "giao", "giao-role": "inspector", "giao-agency": units["T"].pk, "giao-plan": "",
        "giao-valid_from": today().isoformat(), "giao-valid_to": "",
    }  # fmt: skip
    assert web.post(path, sent).status_code == 302
    again = web.post(path, sent)
    assert again.status_code == 422
    assert "đã giữ vai trò này" in again.content.decode()
    grant = officer.grants.get(role="inspector")
    later = {"viec": "thoi-giao", "quyen": grant.pk, "last_day": (today() + DAY).isoformat()}
    assert web.post(path, later).status_code == 302
    assert f"đến hết {(today() + DAY).day}/" in shown(web, path)
    own = f"/quan-tri/nguoi-dung/{factories.manager().pk}/"
    last = web.post(own, {"viec": "thoi-giao", "quyen": factories.manager().grants.get().pk, "last_day": ""})
    assert last.status_code == 422
    assert "không còn ai quản trị" in last.content.decode()
    for wrong in (
        {"viec": "thoi-giao", "quyen": "9999"},
        {"viec": "thoi-giao", "quyen": "x"},
        {"viec": "gì"},
    ):
        assert web.post(path, wrong).status_code == 404


def test_an_account_is_corrected_locked_and_opened(web: Client, officer: Person) -> None:
    path = f"/quan-tri/nguoi-dung/{officer.pk}/"
    facts = {
        "viec": "sua",
        "full_name": "Hà Thị Mộc Lan",
        "email": "lan@example.vn",
        "phone": "",
        "agency": "",
    }
    assert web.post(path, facts).status_code == 302
    assert "Hà Thị Mộc Lan" in shown(web, path)
    assert web.post(path, {**facts, "full_name": ""}).status_code == 422
    assert web.post(path, {"viec": "khoa", "khoa-why": ""}).status_code == 422
    assert web.post(path, {"viec": "khoa", "khoa-why": "Mất máy"}).status_code == 302
    assert "Đang khóa" in shown(web, path)
    assert web.post(path, {"viec": "mo-khoa"}).status_code == 302
    assert web.post(path, {"viec": "mo-khoa"}).status_code == 422


def test_what_will_happen_is_told_before_it_happens(
    web: Client, officer: Person, units: dict[str, Agency]
) -> None:
    path, heir = f"/quan-tri/nguoi-dung/{officer.pk}/ban-giao/", factories.person(Role.LEADER, units["X2"])
    grant = officer.grants.get()
    assert "Điều sẽ xảy ra" in shown(web, path)
    told = shown(web, f"{path}?ngay={today().isoformat()}&nhan=&why=")
    assert "Xã Vân Thạch sẽ không còn ai nhập số liệu" in told
    told = shown(web, f"{path}?ngay={today().isoformat()}&nhan={heir.pk}&nhan-{grant.pk}=")
    assert "sẽ không còn ai" not in told
    assert f"{heir.full_name} giữ từ" in told
    assert officer.grants.filter(valid_to=None).exists()
    assert web.get(f"{path}?ngay=2020-01-01&nhan=").status_code == 422
    done = web.post(
        path, {"ngay": today().isoformat(), "nhan": heir.pk, f"nhan-{grant.pk}": "", "why": "Nghỉ hưu"}
    )
    assert done["Location"] == f"/quan-tri/nguoi-dung/{officer.pk}/"
    assert heir.grants.filter(role=Role.UNIT_OFFICER, agency=units["X1"]).exists()
    page = shown(web, f"/quan-tri/nguoi-dung/{officer.pk}/")
    assert "Đã nghỉ" in page
    assert web.get(path).status_code == 302
    assert web.post(f"/quan-tri/nguoi-dung/{officer.pk}/", {"viec": "xoa-du-lieu"}).status_code == 302
    gone = shown(web, f"/quan-tri/nguoi-dung/{officer.pk}/")
    assert f"Người dùng đã xóa (mã {officer.pk})" in gone
    assert "Hà Thị Mộc" not in gone


def test_too_many_to_choose_from_are_those_of_the_branch(
    web: Client, officer: Person, units: dict[str, Agency], monkeypatch: pytest.MonkeyPatch
) -> None:
    near, far = (factories.person(Role.UNIT_OFFICER, units[code]) for code in ("T", "X2"))
    path = f"/quan-tri/nguoi-dung/{officer.pk}/ban-giao/"
    assert far.full_name in shown(web, path)
    monkeypatch.setattr("cotmoc.web.people_admin.leaving.IN_A_LIST", 1)
    page = shown(web, path)
    assert near.full_name in page
    assert far.full_name not in page


def test_nobody_else_sees_people(officer: Person, units: dict[str, Agency]) -> None:
    paths = ("/quan-tri/nguoi-dung/", "/quan-tri/nguoi-dung/moi/", "/quan-tri/yeu-cau-du-lieu/")
    theirs = f"/quan-tri/nguoi-dung/{officer.pk}/"
    for client in (as_(factories.person(Role.PLANNER)), as_(officer)):
        for path in (*paths, theirs, f"{theirs}ban-giao/"):
            assert client.get(path).status_code in {403, 404}
            assert client.post(path, {"viec": "mo-khoa"}).status_code in {403, 404, 405}
    local = factories.person(Role.MANAGER, units["S1"])
    local.grants.update(agency=units["S1"])
    client = as_(Person.objects.get(pk=local.pk))
    assert client.get(theirs).status_code == 404
    assert "Hà Thị Mộc" not in shown(client, "/quan-tri/nguoi-dung/")


def test_requests_are_answered(web: Client, officer: Person) -> None:
    own = as_(officer)
    assert own.post("/tai-khoan/du-lieu/", {"kind": "correct", "words": ""}).status_code == 422
    assert own.post("/tai-khoan/du-lieu/", {"kind": "correct", "words": "Sai tên"}).status_code == 302
    assert (
        "đang chờ trả lời"
        in own.post("/tai-khoan/du-lieu/", {"kind": "correct", "words": "x"}).content.decode()
    )
    asked = DataRequest.objects.get()
    assert "Sai tên" in shown(web, "/quan-tri/yeu-cau-du-lieu/")
    empty = web.post("/quan-tri/yeu-cau-du-lieu/", {"yeu-cau": asked.pk})
    assert empty.status_code == 422
    answer = {"yeu-cau": asked.pk, f"tra-loi-{asked.pk}-answer": "Đã sửa tên."}
    assert web.post("/quan-tri/yeu-cau-du-lieu/", answer).status_code == 302
    assert "Đã sửa tên." in shown(web, "/quan-tri/yeu-cau-du-lieu/")
    assert "Đã sửa tên." in shown(own, "/tai-khoan/du-lieu/")
    assert web.post("/quan-tri/yeu-cau-du-lieu/", {"yeu-cau": "0"}).status_code == 404


def test_a_copy_of_the_own_data(officer: Person) -> None:
    answer = as_(officer).post("/tai-khoan/du-lieu/ban-sao.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        content = json.loads(packed.read("du-lieu.json"))
        page = packed.read("du-lieu.html").decode()
    account = {row["field"]: row["value"] for row in content["account"]}
    assert (account["full_name"], account["email"]) == ("Hà Thị Mộc", "moc@example.vn")
    assert content["grants"][0]["agency"] == "Xã Vân Thạch"
    assert content["events"][-1]["verb"] == "Tải bản sao dữ liệu cá nhân"
    assert "Hà Thị Mộc" in page
    assert "Đầu mối đơn vị" in page
    assert officer.password not in answer.content.decode("latin-1") + page + json.dumps(content)
    assert Client().post("/tai-khoan/du-lieu/ban-sao.zip").status_code == 302


def test_everybody_names_a_deputy(officer: Person, units: dict[str, Agency]) -> None:
    stand_in = factories.person(Role.UNIT_OFFICER, units["X1"])
    own, path = as_(officer), "/tai-khoan/nguoi-thay/"
    sent = {
        "viec": "cu-thay", "thay-deputy": stand_in.pk, "thay-valid_from": today().isoformat(),
        "thay-valid_to": (today() + 3 * DAY).isoformat(), "thay-reason": "Nghỉ phép",
    }  # fmt: skip
    assert own.post(path, sent).status_code == 302
    assert "Nghỉ phép" in shown(own, path)
    assert "Tôi thay" in shown(as_(stand_in), path)
    assert "Nghỉ phép" not in shown(as_(stand_in), path)
    assert own.post(path, sent).status_code == 422
    standing = Deputy.objects.get()
    end = {"viec": "thoi-thay", "luot": standing.pk}
    assert as_(factories.person(Role.LEADER)).post(path, end).status_code == 404
    assert as_(stand_in).post(path, end).status_code == 302
    assert not Deputy.objects.exists()


def test_a_deputy_is_named_on_the_page_of_the_person(
    web: Client, officer: Person, units: dict[str, Agency]
) -> None:
    stand_in = factories.person(Role.UNIT_OFFICER, units["X1"])
    path = f"/quan-tri/nguoi-dung/{officer.pk}/"
    days = {"thay-valid_from": today().isoformat(), "thay-valid_to": today().isoformat(), "thay-reason": ""}
    assert web.post(path, {"viec": "cu-thay", "thay-deputy": "", **days}).status_code == 422
    assert web.post(path, {"viec": "cu-thay", "thay-deputy": stand_in.pk, **days}).status_code == 302
    assert stand_in.full_name in shown(web, path)
    standing = Deputy.objects.get()
    assert web.post(path, {"viec": "thoi-thay", "luot": standing.pk}).status_code == 302


def test_every_state_has_its_sign() -> None:
    assert set(STATES) == {"dang-dung", "da-moi", "da-khoa", "da-nghi", "da-xoa"}
