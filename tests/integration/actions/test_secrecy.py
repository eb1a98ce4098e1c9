"""What bears a mark of state secrecy is not stored: no file, no row, no name; only that it was refused."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from tests.support import factories
from tests.support.files import pdf

from cotmoc.actions.guard import refuse_marked_words
from cotmoc.actions.plans import import_plan
from cotmoc.actions.readings import upload_document
from cotmoc.actions.secrecy import purge_reading
from cotmoc.actions.tasks import complete_task, pause_task
from cotmoc.core.errors import SecretMarkError
from cotmoc.core.figures import Figure
from cotmoc.core.permissions import Role
from cotmoc.store.models import Event, Reading, Task

pytestmark = pytest.mark.django_db
MARKED = "TỈNH ỦY AN HẢI\nSố 12-CTr/TU\nTỐI MẬT\nKẾ HOẠCH\n1. Phấn đấu đạt 80% năm 2026.".encode()


@pytest.fixture(autouse=True)
def _files(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_a_marked_upload_is_refused_before_it_is_stored(tmp_path: Path) -> None:
    by = factories.person(Role.PLANNER)
    with pytest.raises(SecretMarkError, match="không được đưa vào hệ thống"):
        upload_document(data=MARKED, filename="ke-hoach.txt", by=by)
    assert not Reading.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    event = Event.objects.get(verb="secret.refused")
    assert (event.by, event.after["degree"]) == (by, "Tối mật")
    assert "ke-hoach" not in str(event.after) + str(event.personal)


def test_the_name_of_a_file_may_bear_the_mark() -> None:
    with pytest.raises(SecretMarkError):
        upload_document(data=b"1. Noi dung", filename="TUYỆT MẬT.txt", by=factories.person(Role.PLANNER))


def test_the_page_says_what_to_do(client: Client) -> None:
    client.force_login(factories.person(Role.PLANNER))
    answer = client.post("/van-ban/", {"file": _file()}, follow=True)
    assert "TỐI MẬT" in answer.content.decode()
    assert "nơi quản lý bí mật nhà nước" in answer.content.decode()


def test_words_that_people_type_are_looked_at() -> None:
    agencies, plan = factories.agencies(), None
    planner = factories.person(Role.PLANNER)
    plan = import_plan(content=factories.plan_content(), by=planner).plan
    task = Task.objects.filter(plan=plan, lead=agencies["S1"]).first()
    assert task is not None
    with pytest.raises(SecretMarkError):
        pause_task(task=task, reason="Số: 5/BC-CA\nMẬT\nNội dung", by=planner)
    task.refresh_from_db()
    assert task.state == Task.State.NOT_STARTED
    pause_task(task=task, reason="Chờ hướng dẫn về bảo vệ bí mật nhà nước", by=planner)


@pytest.mark.parametrize("words", [unicodedata.normalize("NFD", "TỐI MẬT"), "T\u200bỐI MẬT", "ＴỐＩ ＭẬＴ"])
def test_words_are_looked_at_however_they_are_spelt(words: str) -> None:
    with pytest.raises(SecretMarkError):
        refuse_marked_words({"reason": words})


def test_words_are_looked_at_however_deep_they_lie() -> None:
    content = factories.plan_content()
    content["tasks"][0]["name"] = "TUYỆT MẬT"
    with pytest.raises(SecretMarkError):
        import_plan(content=content, by=factories.person(Role.PLANNER))
    with pytest.raises(SecretMarkError):
        refuse_marked_words({"figures": [Figure(1, missing_reason="TỐI MẬT")]})


def test_a_mark_that_shows_later_takes_the_file_away(
    tmp_path: Path, django_capture_on_commit_callbacks: object
) -> None:
    by = factories.person(Role.PLANNER)
    reading = upload_document(data=pdf("Kế hoạch năm 2026"), filename="ten-rieng.pdf", by=by)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        purge_reading(reading=reading, fault=SecretMarkError("Mật", "ở đầu phụ lục"), by=by)
    reading.refresh_from_db()
    assert (reading.state, reading.file.name, reading.draft) == (Reading.State.FAILED, "", {})
    assert "ten-rieng" not in reading.filename
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not Event.objects.filter(personal__isnull=False, thing="reading").exists()


def test_proof_of_a_task_with_a_mark() -> None:
    agencies = factories.agencies()
    planner = factories.person(Role.PLANNER)
    plan = import_plan(content=factories.plan_content(), by=planner).plan
    officer = factories.person(Role.UNIT_OFFICER, agencies["S1"])
    task = Task.objects.filter(plan=plan, lead=agencies["S1"])[0]
    with pytest.raises(SecretMarkError):
        complete_task(task=task, proof="TUYỆT MẬT", completed_on=plan.starts_on, by=officer)


def _file() -> object:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("ke-hoach.txt", MARKED)
