"""Reading an uploaded file in the background."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from cotmoc.actions.origin import coming_from
from cotmoc.actions.readings import (
    begin_reading,
    fail_reading,
    finish_reading,
    note_progress,
    resume_reading,
    stalled,
)
from cotmoc.actions.secrecy import purge_reading
from cotmoc.core.errors import ConflictError, CotmocError, SecretMarkError
from cotmoc.core.planjson import plan_to_data
from cotmoc.reading import read
from cotmoc.reading.blocksjson import document_to_data
from cotmoc.store.models import Event, Reading

log = logging.getLogger(__name__)
# The slowest page known, noise without a letter, takes a reader two minutes.
PATIENCE = timedelta(minutes=5)


class StoppedError(Exception):
    """A person stopped the reading."""


@task()
@coming_from(Event.Via.JOB)
def read_document(reading_id: int) -> None:
    """Read the file of a waiting reading. Runs once however often it is called; a person can stop it."""
    reading = begin_reading(reading_id)
    if reading is None:
        return
    try:
        _read(reading)
    except (StoppedError, ConflictError):
        log.info("Reading %s was stopped", reading_id)
    except SecretMarkError as error:
        purge_reading(reading=reading, fault=error, by=reading.uploaded_by)
    except CotmocError as error:
        fail_reading(reading=reading, message=str(error), by=reading.uploaded_by)
    except Exception:
        log.exception("Reading %s broke", reading_id)
        message = (
            "Phần mềm gặp lỗi khi đọc tệp này; tệp vẫn được giữ nguyên. Thử bấm Đọc lại, hoặc lưu văn bản thành "
            ".docx rồi tải lên; nếu vẫn lỗi, gửi tệp cho người quản trị."
        )
        fail_reading(reading=reading, message=message, by=reading.uploaded_by)


@task()
@coming_from(Event.Via.JOB)
def watch_reading(reading_id: int) -> None:
    """Take a reading up again whose reader was killed; look again later while it is in work."""
    if reading := stalled(reading_id, patience=PATIENCE):
        log.warning("Reading %s stood still and is taken up again", reading_id)
        resume_reading(reading=reading, by=reading.uploaded_by)
    elif Reading.objects.filter(pk=reading_id, state__in=["waiting", "running"]).exists():
        watch_later(reading_id)


def watch_later(reading_id: int) -> None:
    """Look after a reading when its patience is over. A backend that runs jobs at once has nothing to look after."""
    if watch_reading.get_backend().supports_defer:
        watch_reading.using(run_after=timezone.now() + PATIENCE + timedelta(seconds=5)).enqueue(reading_id)


def _read(reading: Reading) -> None:
    def progress(done: int, total: int, what: str) -> None:
        if not note_progress(reading.pk, done=done, total=total, what=what):
            raise StoppedError

    with reading.file.open("rb") as file:
        data = file.read()
    document, draft = read(data, reading.filename, progress=progress)
    finish_reading(
        reading=reading,
        document=document_to_data(document),
        draft=plan_to_data(draft),
        by=reading.uploaded_by,
    )
