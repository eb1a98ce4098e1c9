"""Files that bear a mark of state secrecy: refused before they are kept, taken away when the mark shows later."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from django.db import transaction
from django.utils import timezone

from cotmoc.actions.base import action, record
from cotmoc.core.errors import SecretMarkError
from cotmoc.reading.secrecy import Mark, mark_in_file, mark_in_text
from cotmoc.store.models import Event, Person, Reading


def refuse_marked_file(data: bytes, filename: str, *, by: Person) -> None:
    """Raise SecretMarkError for a file that bears a mark, or that is named after one.

    The attempt stays in the trail for whoever answers for secrecy: its digest, nothing of its content.
    """
    mark = mark_in_text(PurePath(filename).stem) or mark_in_file(data, filename)
    if mark is not None:
        note_refused(mark=mark, sha256=hashlib.sha256(data).hexdigest(), by=by)
        raise SecretMarkError(mark.degree, mark.where)


@action
def note_refused(*, mark: Mark, sha256: str, by: Person) -> None:
    """Write down that a marked file was refused."""
    record("secret.refused", by, by=by, after={"degree": mark.degree, "sha256": sha256})


@action
def purge_reading(*, reading: Reading, fault: SecretMarkError, by: Person) -> Reading:
    """Take away a file whose mark showed only when it was read whole: its bytes, its name and what was read of it."""
    reading = Reading.objects.select_for_update().get(pk=reading.pk)
    name, storage = reading.file.name, reading.file.storage
    reading.filename, reading.file, reading.document, reading.draft = "(văn bản mật – đã xóa)", "", {}, {}
    reading.state, reading.error, reading.finished_at = Reading.State.FAILED, str(fault), timezone.now()
    reading.save()
    # The trail keeps that the file came in, not how it was called.
    Event.objects.filter(thing="reading", thing_id=reading.pk).erase_personal()
    record("secret.purged", reading, by=by, after={"degree": fault.degree, "sha256": reading.sha256})
    if name:
        transaction.on_commit(lambda: storage.delete(name))
    return reading
