"""Documents: upload, progress, faults, identity; who may, and how many questions the list asks."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.factories import PASSWORD, person
from tests.support.readings import draft, finished, waiting

from cotmoc.actions.plans import approve_plan
from cotmoc.actions.readings import begin_reading, fail_reading, note_progress, stop_reading
from cotmoc.actions.review import accept_claims
from cotmoc.core.permissions import Role
from cotmoc.store.models import Person, Reading

pytestmark = pytest.mark.django_db
TEXT = """ỦY BAN NHÂN DÂN XÃ SƠN TRÀ
Số: 12/KH-UBND
Sơn Trà, ngày 5 tháng 2 năm 2026
KẾ HOẠCH
Chuyển đổi số năm 2026
I. MỤC TIÊU
- Đến năm 2027, ít nhất 80% hồ sơ thủ tục hành chính được nộp trực tuyến.
II. NHIỆM VỤ
- Văn phòng xã lập danh mục dữ liệu dùng chung, hoàn thành trước ngày 30/6/2026.
"""


@pytest.fixture
def planner() -> Person:
    return person(Role.PLANNER)


@pytest.fixture
def web(client: Client, planner: Person) -> Client:
    client.force_login(planner)
    return client


def upload(web: Client, data: bytes, name: str = "ke-hoach.txt", **more: Any) -> Any:
    return web.post("/van-ban/", {"file": SimpleUploadedFile(name, data), **more}, follow=True)


def test_an_upload_is_read_and_shows_what_was_found(web: Client) -> None:
    answer = upload(web, TEXT.encode())
    reading = Reading.objects.get()
    assert answer.redirect_chain[-1][0] == f"/van-ban/{reading.pk}/"
    assert reading.state == "done"
    page = answer.content.decode()
    assert "Kế hoạch số 12/KH-UBND" in page
    assert f"/van-ban/{reading.pk}/ra-soat/" in page


def test_what_cannot_be_read_says_why_and_what_to_do(web: Client) -> None:
    page = upload(web, b"\x00\x01\x02\x03" * 50, "anh.bin").content.decode()
    reading = Reading.objects.get()
    assert reading.state == "failed"
    assert reading.error in page
    assert "Đọc lại" in page


def test_a_broken_reader_is_a_sentence_and_the_file_is_safe(
    web: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **options: object) -> None:
        raise RuntimeError("oops")

    monkeypatch.setattr("cotmoc.jobs.reading.read", broken)
    page = upload(web, TEXT.encode()).content.decode()
    assert "tệp vẫn được giữ nguyên" in page
    assert "oops" not in page


@pytest.mark.parametrize(
    ("data", "sentence"), [(b"", "Tệp rỗng, không có nội dung. Kiểm tra lại"), (b"x" * 3000, "quá cỡ")]
)
def test_a_file_of_a_wrong_size_is_refused_in_its_place(
    web: Client, settings: Any, data: bytes, sentence: str
) -> None:
    settings.UPLOAD_MAX_BYTES = 2000
    answer = upload(web, data)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Reading.objects.exists()


def test_no_file_at_all_is_refused(web: Client) -> None:
    assert web.post("/van-ban/").status_code == 422


def test_the_same_file_twice_leads_to_a_sentence(web: Client) -> None:
    upload(web, TEXT.encode())
    answer = web.post(
        "/van-ban/", {"file": SimpleUploadedFile("b.txt", TEXT.encode())}, follow=True,
        headers={"referer": "http://testserver/van-ban/"},
    )  # fmt: skip
    assert "đã được tải lên" in answer.content.decode()
    assert Reading.objects.count() == 1


def test_a_changed_text_belongs_to_its_directive(web: Client) -> None:
    upload(web, TEXT.encode())
    first = Reading.objects.get()
    upload(web, TEXT.replace("12/KH", "13/KH").encode(), directive=str(first.directive_id))
    assert Reading.objects.latest("pk").directive == first.directive


def test_progress_is_shown_and_polled(web: Client, planner: Person) -> None:
    reading = waiting(planner)
    assert "chờ đến lượt" in web.get(f"/van-ban/{reading.pk}/").content.decode()
    begin_reading(reading.pk)
    note_progress(reading.pk, done=3, total=20, what="Đọc trang 3")
    page = web.get(f"/van-ban/{reading.pk}/").content.decode()
    assert "Đọc trang 3" in page
    assert 'http-equiv="refresh"' in page
    part = web.get(f"/van-ban/{reading.pk}/", headers={"HX-Request": "true"})
    assert "3/20" in part.content.decode()
    assert "HX-Refresh" not in part
    web.post(f"/van-ban/{reading.pk}/dung/")
    reading.refresh_from_db()
    assert reading.state == "stopped"
    assert web.get(f"/van-ban/{reading.pk}/", headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "đã dừng" in web.get(f"/van-ban/{reading.pk}/").content.decode()


def test_a_stopped_file_can_be_read_again(web: Client, planner: Person) -> None:
    reading = waiting(planner, data=TEXT.encode())
    stop_reading(reading=reading, by=planner)
    web.post(f"/van-ban/{reading.pk}/doc-lai/")
    reading.refresh_from_db()
    assert reading.state == "done"


def test_the_identity_is_put_right_by_a_person(web: Client, planner: Person) -> None:
    reading = finished(planner)
    fields = {
        "number": "19-CTr/TU",
        "kind": "Chương trình",
        "date": "15/3/2025",
        "title": "Tên",
        "implements": "57-NQ/TW; 3/NQ-CP",
    }
    web.post(f"/van-ban/{reading.pk}/", fields)
    reading.refresh_from_db()
    assert reading.directive is not None
    identity = reading.directive.identity
    assert (identity["number"], identity["date"], identity["issuer"]) == ("19-CTr/TU", "2025-03-15", None)
    assert identity["implements"] == ["57-NQ/TW", "3/NQ-CP"]
    assert "Chưa thấy nơi ban hành" in web.get(f"/van-ban/{reading.pk}/").content.decode()
    answer = web.post(f"/van-ban/{reading.pk}/", {**fields, "date": "hôm qua"})
    assert answer.status_code == 422
    assert "không phải ngày" in answer.content.decode()


def test_the_file_comes_back_as_it_was_and_never_as_a_page(web: Client, planner: Person) -> None:
    reading = waiting(planner, data=b"<script>alert(1)</script>", filename="x.html")
    answer = web.get(f"/van-ban/{reading.pk}/tep/")
    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    answer.close()


def test_the_list_shows_every_state(web: Client, planner: Person) -> None:
    waiting(planner, filename="cho-doc.txt")
    broken = begin_reading(waiting(planner, filename="hong.txt").pk)
    assert broken is not None
    fail_reading(reading=broken, message="Tệp bị cắt cụt.", by=planner)
    stop_reading(reading=waiting(planner, filename="dung.txt"), by=planner)
    begin_reading(waiting(planner, filename="dang-doc.txt").pk)
    reviewed = finished(planner)
    page = web.get("/van-ban/").content.decode()
    for words in ("Chờ đọc", "Tệp bị cắt cụt.", "Đã dừng", "Đang đọc", "0/6 mục đã rà", "hong.txt"):
        assert words in page
    accept_claims(claims=list(reviewed.claims.all()), by=planner)
    assert "Đã rà hết, chờ duyệt" in web.get("/van-ban/").content.decode()
    approve_plan(reading=reviewed, by=planner)
    assert "Có hiệu lực, bản 1" in web.get("/van-ban/").content.decode()
    finished(planner)
    page = web.get("/van-ban/").content.decode()
    assert "Lần đọc thứ 2" in page
    assert "Có hiệu lực, bản 1" not in page


def test_a_failed_new_text_does_not_hide_the_last_good_one(web: Client, planner: Person) -> None:
    good = finished(planner)
    bad = begin_reading(waiting(planner, good.directive).pk)
    assert bad is not None
    fail_reading(reading=bad, message="Hỏng rồi.", by=planner)
    page = web.get("/van-ban/").content.decode()
    assert f"/van-ban/{good.pk}/" in page
    assert "Hỏng rồi." in page


def test_the_list_asks_the_same_number_of_questions(web: Client, planner: Person) -> None:
    counts = []
    for numbers in ("1", "23"):
        for number in numbers:
            finished(planner, draft(directive={**draft()["directive"], "number": number}))
        with CaptureQueriesContext(connection) as asked:
            web.get("/van-ban/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("path", ["/van-ban/", "/van-ban/1/", "/van-ban/1/ra-soat/", "/ke-hoach/", "/"])
def test_nobody_sees_anything_without_signing_in(client: Client, path: str) -> None:
    assert client.get(path)["Location"].startswith("/dang-nhap/")


def test_readers_see_but_do_not_upload(client: Client) -> None:
    client.force_login(person(Role.INSPECTOR))
    assert "Tải lên và đọc" not in client.get("/van-ban/").content.decode()
    assert upload(client, TEXT.encode()).status_code == 403
    reading = waiting(person(Role.PLANNER))
    assert client.post(f"/van-ban/{reading.pk}/dung/").status_code == 403
    done = finished(person(Role.PLANNER))
    assert client.post(f"/van-ban/{done.pk}/", {"number": "x"}).status_code == 403


def test_wrong_verbs_and_unknown_readings(web: Client, planner: Person) -> None:
    assert web.get("/van-ban/99999/").status_code == 404
    assert web.get(f"/van-ban/{waiting(planner).pk}/dung/").status_code == 405
    assert web.delete("/van-ban/").status_code == 405


def test_a_person_begins_at_the_documents_and_then_at_the_plan(web: Client, planner: Person) -> None:
    assert web.get("/")["Location"] == "/van-ban/"
    reading = finished(planner)
    accept_claims(claims=list(reading.claims.all()), by=planner)
    approve_plan(reading=reading, by=planner)
    assert web.get("/")["Location"].startswith("/ke-hoach/18-ctr-tu/")


def test_signing_in_and_out(client: Client, settings: Any) -> None:
    somebody = person(Role.PLANNER)
    answer = client.post("/dang-nhap/", {"username": somebody.username, "password": "sai"})
    assert "chưa đúng" in answer.content.decode()
    settings.DEMO, settings.DEMO_ACCOUNTS = (
        True,
        [{"username": "demo", "label": "Chuyên viên", "password": "x"}],
    )
    assert "Tài khoản trình diễn" in client.get("/dang-nhap/").content.decode()
    settings.DEMO = False
    assert "Tài khoản trình diễn" not in client.get("/dang-nhap/").content.decode()
    answer = client.post(
        "/dang-nhap/?next=/ke-hoach/",
        {"username": somebody.username, "password": PASSWORD, "next": "/ke-hoach/"},
    )
    assert answer["Location"] == "/ke-hoach/"
    assert client.post("/dang-xuat/")["Location"] == "/dang-nhap/"
    assert client.get("/van-ban/").status_code == 302


def test_no_file_or_a_name_too_long_says_what_to_do(web: Client) -> None:
    answer = web.post("/van-ban/", {})
    assert answer.status_code == 422
    assert "Chưa chọn tệp. Chọn hoặc kéo một tệp" in answer.text
    # Django cuts the name of an upload to 255 letters itself; nothing longer may break the page.
    assert upload(web, TEXT.encode(), f"{'a' * 300}.txt").status_code == 200


def test_a_file_that_cannot_be_read_is_taken_off_the_list(web: Client) -> None:
    page = upload(web, b"\x00\x01\x02\x03" * 50, "anh.bin").text
    reading = Reading.objects.get()
    assert f'action="/van-ban/{reading.pk}/bo/"' in page
    assert web.get(f"/van-ban/{reading.pk}/bo/").status_code == 405
    page = web.post(f"/van-ban/{reading.pk}/bo/", follow=True).text
    assert "Đã bỏ tệp anh.bin khỏi danh sách." in page
    assert not Reading.objects.exists()
    assert web.get(f"/van-ban/{reading.pk}/").status_code == 404


def test_others_take_nothing_off_the_list(client: Client, planner: Person) -> None:
    reading = waiting(planner)
    Reading.objects.update(state="failed")
    client.force_login(person(Role.INSPECTOR))
    assert client.post(f"/van-ban/{reading.pk}/bo/").status_code == 403
    assert "/bo/" not in client.get(f"/van-ban/{reading.pk}/").text
