"""The background job: thin, repeatable, stoppable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone
from django_tasks.signals import task_enqueued
from tests.support.factories import person
from tests.support.readings import waiting

from cotmoc.actions.readings import begin_reading, stop_reading
from cotmoc.core.permissions import Role
from cotmoc.jobs import reading as job
from cotmoc.store.models import Person, Reading

pytestmark = pytest.mark.django_db
TEXT = "KẾ HOẠCH\nNăm 2026\nI. MỤC TIÊU\n- Đến năm 2027, ít nhất 80% hồ sơ được nộp trực tuyến.\n"
# As in production a job can be put off, but nothing runs.
DEFERRING = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@contextmanager
def capturing() -> Iterator[list[str]]:
    """The names of the jobs that were enqueued."""
    names: list[str] = []

    def listener(task_result: Any, **kwargs: object) -> None:
        names.append(task_result.task.name)

    task_enqueued.connect(listener)
    try:
        yield names
    finally:
        task_enqueued.disconnect(listener)


@pytest.fixture
def planner() -> Person:
    return person(Role.PLANNER)


def state(reading: Reading) -> str:
    reading.refresh_from_db()
    return reading.state


def test_a_file_becomes_claims_with_their_document(planner: Person) -> None:
    reading = waiting(planner, data=TEXT.encode())
    job.read_document.call(reading.pk)
    assert state(reading) == "done"
    claim = reading.claims.get()
    assert claim.quote in reading.document["blocks"][claim.payload["block"]]["text"]
    assert reading.progress_total >= 1


def test_running_it_again_changes_nothing(planner: Person) -> None:
    reading = waiting(planner, data=TEXT.encode())
    job.read_document.call(reading.pk)
    job.read_document.call(reading.pk)
    job.read_document.call(0)
    assert reading.claims.count() == 1


def test_a_file_without_a_plan_says_so(planner: Person) -> None:
    reading = waiting(planner, data="Xin chào các bạn.".encode())
    job.read_document.call(reading.pk)
    assert state(reading) == "failed"
    assert "Không tìm thấy chỉ tiêu" in reading.error
    assert (reading.document, reading.draft) == ({}, {})


def test_a_person_stops_it_at_the_next_page(planner: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = waiting(planner, data=TEXT.encode())
    reached = []

    def slow(data: bytes, filename: str, *, progress: Callable[[int, int, str], None]) -> None:
        progress(1, 2, "trang 1")
        stop_reading(reading=reading, by=planner)
        progress(2, 2, "trang 2")
        reached.append("the end")

    monkeypatch.setattr(job, "read", slow)
    job.read_document.call(reading.pk)
    assert (state(reading), reached) == ("stopped", [])
    assert not reading.claims.exists()


def test_stopped_at_the_very_end_it_stores_nothing(planner: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = waiting(planner, data=TEXT.encode())
    whole = job.read

    def late(data: bytes, filename: str, **options: object) -> object:
        found = whole(data, filename)
        stop_reading(reading=reading, by=planner)
        return found

    monkeypatch.setattr(job, "read", late)
    job.read_document.call(reading.pk)
    assert state(reading) == "stopped"
    assert not reading.claims.exists()


def test_a_reading_whose_worker_was_killed_is_read_after_all(planner: Person) -> None:
    reading = waiting(planner, data=TEXT.encode())
    begin_reading(reading.pk)
    job.watch_reading.call(reading.pk)
    assert state(reading) == "running"
    Reading.objects.update(progress_at=timezone.now() - job.PATIENCE - timedelta(minutes=1))
    with override_settings(TASKS=DEFERRING), capturing() as enqueued:
        job.watch_reading.call(reading.pk)
    assert state(reading) == "waiting"
    assert sorted(enqueued) == ["read_document", "watch_reading"]
    job.read_document.call(reading.pk)
    assert (state(reading), reading.claims.count()) == ("done", 1)


def test_a_reading_in_work_is_looked_after_until_it_ends(planner: Person) -> None:
    reading = waiting(planner, data=TEXT.encode())
    begin_reading(reading.pk)
    with override_settings(TASKS=DEFERRING), capturing() as enqueued:
        job.watch_reading.call(reading.pk)
        assert enqueued == ["watch_reading"]
        stop_reading(reading=reading, by=planner)
        job.watch_reading.call(reading.pk)
        assert enqueued == ["watch_reading"]
