"""Uploads and readings: begun once, ended once, stopped by people, recognised when they come again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.support.factories import person
from tests.support.readings import document, draft, finished, only, waiting

from cotmoc.actions.readings import (
    ATTEMPTS,
    begin_reading,
    edit_identity,
    fail_reading,
    finish_reading,
    note_progress,
    read_again,
    remove_reading,
    resume_reading,
    stalled,
    stop_reading,
    upload_document,
)
from cotmoc.core.errors import ConflictError, ForbiddenError, InvalidValueError
from cotmoc.core.permissions import Role
from cotmoc.store.models import Event, Person, Reading

pytestmark = pytest.mark.django_db
State = Reading.State


@pytest.fixture
def planner() -> Person:
    return person(Role.PLANNER)


def running(by: Person) -> Reading:
    reading = begin_reading(waiting(by).pk)
    assert reading is not None
    return reading


def state(reading: Reading) -> str:
    reading.refresh_from_db()
    return reading.state


def test_an_upload_waits_and_says_so(planner: Person) -> None:
    heard: list[int] = []

    def listener(*, reading_id: int, **kwargs: object) -> None:
        heard.append(reading_id)

    with only(listener):
        reading = upload_document(data=b"a", filename="Kế hoạch.docx", by=planner)
        assert (state(reading), heard) == ("waiting", [reading.pk])
        with reading.file.open() as file:
            assert file.read() == b"a"
        stop_reading(reading=reading, by=planner)
        read_again(reading=reading, by=planner)
    assert (state(reading), heard) == ("waiting", [reading.pk] * 2)


@pytest.mark.parametrize(
    ("filename", "suffix"),
    [("a", ""), ("a.b/c", ""), ("a.quadai9", ""), ("A.PDF", ".pdf"), ("b.docx", ".docx")],
)
def test_the_stored_name_holds_nothing_of_the_given_one_but_its_ending(
    planner: Person, filename: str, suffix: str
) -> None:
    reading = waiting(planner, filename=filename)
    stored = reading.file.name.rsplit("/", 1)[-1]
    assert stored.startswith(reading.sha256[:16])
    assert stored.partition(".")[2] == suffix.lstrip(".")


def test_the_same_file_is_not_taken_twice(planner: Person) -> None:
    first = waiting(planner, data=b"giong nhau")
    with pytest.raises(ConflictError, match="đã được tải lên") as caught:
        waiting(planner, data=b"giong nhau")
    assert caught.value.code == "same-file"
    stop_reading(reading=first, by=planner)
    assert waiting(planner, data=b"giong nhau").pk != first.pk


def test_an_empty_file_is_refused_at_once(planner: Person) -> None:
    with pytest.raises(InvalidValueError, match="rỗng"):
        upload_document(data=b"", filename="a.txt", by=planner)
    assert not Reading.objects.exists()


def test_only_planners_upload() -> None:
    with pytest.raises(ForbiddenError):
        upload_document(data=b"a", filename="a.txt", by=person(Role.LEADER))


def test_a_reading_begins_once(planner: Person) -> None:
    reading = waiting(planner)
    assert begin_reading(reading.pk) is not None
    assert begin_reading(reading.pk) is None
    assert begin_reading(0) is None


def test_progress_is_noted_until_somebody_stops_it(planner: Person) -> None:
    reading = running(planner)
    assert note_progress(reading.pk, done=3, total=20, what="trang 3")
    stop_reading(reading=reading, by=planner)
    assert not note_progress(reading.pk, done=4, total=20, what="trang 4")
    assert (state(reading), reading.progress_done) == ("stopped", 3)
    with pytest.raises(ConflictError, match="đã dừng hoặc đã xong"):
        finish_reading(reading=reading, document=document(), draft=draft(), by=planner)
    with pytest.raises(ConflictError):
        fail_reading(reading=reading, message="hỏng", by=planner)
    with pytest.raises(ConflictError, match="không dừng được nữa"):
        stop_reading(reading=reading, by=planner)
    assert not reading.claims.exists()


def test_a_failure_says_why_and_can_be_tried_again(planner: Person) -> None:
    reading = fail_reading(reading=running(planner), message="Tệp bị cắt cụt.", by=planner)
    assert (state(reading), reading.error) == ("failed", "Tệp bị cắt cụt.")
    assert Event.objects.filter(verb="directive.unreadable").exists()
    with pytest.raises(ConflictError, match="đọc hỏng hoặc đã dừng"):
        read_again(reading=finished(planner), by=planner)


def test_claims_stand_in_the_order_of_the_document(planner: Person) -> None:
    reading = finished(planner)
    assert [claim.payload["block"] for claim in reading.claims.order_by("position")] == [2, 2, 4, 5, 7, 8]
    assert reading.claims.get(payload__block=8).confidence == 0.8
    assert str(reading.directive) == "Chương trình hành động số 18-CTr/TU"


def test_the_same_directive_is_recognised(planner: Person) -> None:
    first, second = finished(planner), finished(planner)
    assert first.directive == second.directive
    other = finished(planner, draft(directive={**draft()["directive"], "issuer": "Tỉnh ủy khác"}))
    assert other.directive != first.directive


def test_directives_without_a_number_are_never_taken_for_one_another(planner: Person) -> None:
    blank = draft(directive={**draft()["directive"], "number": None})
    assert finished(planner, blank).directive != finished(planner, blank).directive


def test_the_identity_can_be_put_right(planner: Person) -> None:
    reading = finished(planner)
    assert reading.directive is not None
    edit_identity(directive=reading.directive, identity={"number": "19-CTr/TU"}, by=planner)
    reading.refresh_from_db()
    assert reading.directive is not None
    assert (reading.directive.number, reading.directive.identity["number"]) == ("19-CTr/TU", "19-CTr/TU")
    assert reading.draft["directive"]["number"] == "18-CTr/TU"
    event = Event.objects.get(verb="directive.edit")
    assert (event.before, event.after) == ({"number": "18-CTr/TU"}, {"number": "19-CTr/TU"})
    with pytest.raises(InvalidValueError, match="năm-tháng-ngày"):
        edit_identity(directive=reading.directive, identity={"date": "14/3/2025"}, by=planner)


MINUTES = timedelta(minutes=5)


def killed(by: Person, minutes: int = 6) -> Reading:
    """A reading whose reader was killed some minutes ago."""
    reading = running(by)
    Reading.objects.filter(pk=reading.pk).update(progress_at=timezone.now() - timedelta(minutes=minutes))
    reading.refresh_from_db()
    return reading


def test_only_a_reading_that_nobody_moves_is_stalled(planner: Person) -> None:
    dead, slow, fresh = killed(planner), killed(planner, 4), running(planner)
    assert stalled(dead.pk, patience=MINUTES) == dead
    assert stalled(slow.pk, patience=MINUTES) is None
    assert stalled(fresh.pk, patience=MINUTES) is None
    assert stalled(0, patience=MINUTES) is None
    assert note_progress(dead.pk, done=2, total=6, what="trang 2")
    assert stalled(dead.pk, patience=MINUTES) is None


@pytest.mark.parametrize("state", [State.DONE, State.FAILED, State.STOPPED])
def test_a_reading_that_ended_is_never_stalled(planner: Person, state: str) -> None:
    dead = killed(planner)
    Reading.objects.filter(pk=dead.pk).update(state=state)
    assert stalled(dead.pk, patience=MINUTES) is None
    with pytest.raises(ConflictError, match="đã dừng hoặc đã xong"):
        resume_reading(reading=dead, by=planner)


def test_a_lost_job_is_a_stalled_reading_too(planner: Person) -> None:
    lost = waiting(planner)
    assert stalled(lost.pk, patience=MINUTES) is None
    Reading.objects.filter(pk=lost.pk).update(uploaded_at=timezone.now() - timedelta(hours=1))
    assert stalled(lost.pk, patience=MINUTES) == lost


def test_a_stalled_reading_is_taken_up_again(planner: Person) -> None:
    heard: list[int] = []

    def listener(*, reading_id: int, **kwargs: object) -> None:
        heard.append(reading_id)

    dead = killed(planner)
    with only(listener):
        resume_reading(reading=dead, by=planner)
    assert (state(dead), dead.attempts, heard) == ("waiting", 1, [dead.pk])
    assert Event.objects.filter(verb="directive.resume", thing_id=dead.pk).count() == 1
    again = begin_reading(dead.pk)
    assert again is not None
    assert again.attempts == 2


def test_a_file_that_kills_every_reader_is_given_up(planner: Person) -> None:
    dead = killed(planner)
    with only():
        for _ in range(ATTEMPTS - 1):
            resume_reading(reading=dead, by=planner)
            assert begin_reading(dead.pk) is not None
        resume_reading(reading=dead, by=planner)
    assert state(dead) == "failed"
    assert f"{ATTEMPTS} lần bị ngắt" in dead.error
    with only():
        read_again(reading=dead, by=planner)
    assert (state(dead), dead.attempts, dead.progress_at) == ("waiting", 0, None)


def test_what_could_not_be_read_can_be_taken_off_the_list(
    planner: Person, django_capture_on_commit_callbacks: Any
) -> None:
    reading = running(planner)
    fail_reading(reading=reading, message="Tệp hỏng.", by=planner)
    storage, name = reading.file.storage, reading.file.name
    with django_capture_on_commit_callbacks(execute=True):
        remove_reading(reading=reading, by=planner)
    assert not Reading.objects.filter(sha256=reading.sha256).exists()
    assert not storage.exists(name)
    event = Event.objects.get(verb="directive.remove")
    assert event.before == {"filename": reading.filename, "sha256": reading.sha256}


def test_a_file_that_another_reading_keeps_stays(
    planner: Person, django_capture_on_commit_callbacks: Any
) -> None:
    first = waiting(planner, data=b"giong nhau")
    stop_reading(reading=first, by=planner)
    again = waiting(planner, data=b"giong nhau")
    Reading.objects.filter(pk=again.pk).update(file=first.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        remove_reading(reading=first, by=planner)
    assert first.file.storage.exists(first.file.name)


def test_what_is_read_or_in_work_stays_on_the_list(planner: Person) -> None:
    for reading in (running(planner), waiting(planner), finished(planner)):
        with pytest.raises(ConflictError, match="Chỉ bỏ được"):
            remove_reading(reading=reading, by=planner)
    with pytest.raises(ForbiddenError):
        remove_reading(reading=running(planner), by=person(Role.INSPECTOR))


def test_a_reader_whose_reading_was_removed_stores_nothing(planner: Person) -> None:
    reading = running(planner)
    stop_reading(reading=reading, by=planner)
    remove_reading(reading=reading, by=planner)
    with pytest.raises(ConflictError):
        finish_reading(reading=reading, document=document(), draft=draft(), by=planner)
