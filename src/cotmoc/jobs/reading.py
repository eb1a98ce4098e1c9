"""Reading an uploaded file in the background."""

from __future__ import annotations

import logging

from django_tasks import task

from cotmoc.actions.readings import begin_reading, fail_reading, finish_reading, note_progress
from cotmoc.core.errors import ConflictError, CotmocError
from cotmoc.core.planjson import plan_to_data
from cotmoc.reading import read
from cotmoc.reading.blocksjson import document_to_data
from cotmoc.store.models import Reading

log = logging.getLogger(__name__)


class StoppedError(Exception):
    """A person stopped the reading."""


@task()
def read_document(reading_id: int) -> None:
    """Read the file of a waiting reading. Runs once however often it is called; a person can stop it."""
    reading = begin_reading(reading_id)
    if reading is None:
        return
    try:
        _read(reading)
    except (StoppedError, ConflictError):
        log.info("Reading %s was stopped", reading_id)
    except CotmocError as error:
        fail_reading(reading=reading, message=str(error), by=reading.uploaded_by)
    except Exception:
        log.exception("Reading %s broke", reading_id)
        message = (
            "Phần mềm gặp lỗi khi đọc tệp này; tệp vẫn được giữ nguyên. Thử bấm Đọc lại, hoặc lưu văn bản thành "
            ".docx rồi tải lên; nếu vẫn lỗi, gửi tệp cho người quản trị."
        )
        fail_reading(reading=reading, message=message, by=reading.uploaded_by)


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
