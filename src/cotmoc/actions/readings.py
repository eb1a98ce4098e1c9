"""A document comes in and is read: from the upload to the claims that wait for a person."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.dispatch import Signal
from django.utils import timezone

from cotmoc.actions.base import action, record
from cotmoc.actions.carrying import carry_decisions
from cotmoc.actions.secrecy import refuse_marked_file
from cotmoc.core.claims import fingerprint
from cotmoc.core.errors import ConflictError, InvalidValueError
from cotmoc.core.permissions import Verb
from cotmoc.core.plan import FORMAT
from cotmoc.core.planjson import plan_from_data
from cotmoc.core.sentence import say
from cotmoc.core.text import fold
from cotmoc.store.access import office_for, require
from cotmoc.store.models import Agency, Claim, Directive, Person, Reading

# A reading waits: sent with `reading_id`, in the transaction of the upload. Who runs the jobs listens.
reading_waits = Signal()

# How often a reading is begun before it is given up.
ATTEMPTS = 3
_GIVEN_UP = (
    f"Việc đọc tệp này đã {ATTEMPTS} lần bị ngắt giữa chừng. Tách tệp thành các phần nhỏ hơn, hoặc lưu thành .docx "
    "rồi tải lên; nếu vẫn vậy, gửi tệp cho người quản trị."
)
_KINDS = (
    ("indicators", Claim.Kind.INDICATOR),
    ("tasks", Claim.Kind.TASK),
    ("obligations", Claim.Kind.OBLIGATION),
)


def upload_document(*, data: bytes, filename: str, by: Person, directive: Directive | None = None) -> Reading:
    """Keep an uploaded file to be read. With `directive` it is a changed text of that directive.

    Raises SecretMarkError for a file that bears a mark of state secrecy, before anything of it is kept, and
    ConflictError when the very same file is already being read or has been read.
    """
    _office(by, directive)
    if not data:
        raise InvalidValueError(
            say("Tệp rỗng, không có nội dung. Kiểm tra lại tệp rồi tải lại."), code="empty"
        )
    refuse_marked_file(data, filename, by=by)
    return _keep_document(data=data, filename=filename, directive=directive, by=by)


@action
def _keep_document(*, data: bytes, filename: str, directive: Directive | None, by: Person) -> Reading:
    agency = _office(by, directive)
    digest = hashlib.sha256(data).hexdigest()
    same = (
        Reading.objects.filter(sha256=digest, agency=agency)
        .exclude(state__in=[Reading.State.FAILED, Reading.State.STOPPED])
        .first()
    )
    if same is not None:
        raise ConflictError(
            say(
                "Tệp này đã được tải lên với tên '%(filename)s'. Mở lần đọc đó để rà soát.",
                filename=same.filename,
            ),
            code="same-file",
        )
    reading = Reading(
        directive=directive,
        agency=agency,
        filename=filename[-255:],
        sha256=digest,
        size=len(data),
        uploaded_by=by,
    )
    reading.file.save(f"{digest[:16]}{_suffix(filename)}", ContentFile(data), save=False)
    reading.save()
    record(
        "directive.upload",
        reading,
        by=by,
        after={"sha256": digest, "size": len(data)},
        personal={"filename": filename},
    )
    reading_waits.send(sender=Reading, reading_id=reading.pk)
    return reading


@action
def read_again(*, reading: Reading, by: Person) -> Reading:
    """Try a file again that failed or was stopped."""
    require(by, Verb.UPLOAD_DIRECTIVE, reading)
    ended = Reading.objects.filter(pk=reading.pk, state__in=[Reading.State.FAILED, Reading.State.STOPPED])
    if not ended.update(
        state=Reading.State.WAITING,
        error="",
        progress_done=0,
        progress_total=0,
        progress_what="",
        progress_at=None,
        attempts=0,
        finished_at=None,
    ):
        raise ConflictError(say("Chỉ đọc lại được tệp đọc hỏng hoặc đã dừng."))
    record("directive.retry", reading, by=by)
    reading_waits.send(sender=Reading, reading_id=reading.pk)
    return reading


@action
def remove_reading(*, reading: Reading, by: Person) -> None:
    """Take a file off the list that could not be read or was stopped; the trail keeps its name and digest."""
    require(by, Verb.UPLOAD_DIRECTIVE, reading)
    reading = Reading.objects.select_for_update().get(pk=reading.pk)
    if reading.state not in {Reading.State.FAILED, Reading.State.STOPPED}:
        raise ConflictError(say("Chỉ bỏ được tệp đọc hỏng hoặc đã dừng."))
    record(
        "directive.remove", reading, by=by, before={"filename": reading.filename, "sha256": reading.sha256}
    )
    name, storage = reading.file.name, reading.file.storage
    reading.delete()
    if name and not Reading.objects.filter(file=name).exists():
        transaction.on_commit(lambda: storage.delete(name))


def note_progress(reading_id: int, *, done: int, total: int, what: str) -> bool:
    """Write down how far a reading is; False when a person has stopped it. Not a fact of the trail."""
    return bool(
        Reading.objects.filter(pk=reading_id, state=Reading.State.RUNNING).update(
            progress_done=done, progress_total=total, progress_what=what[:200], progress_at=timezone.now()
        )
    )


def begin_reading(reading_id: int) -> Reading | None:
    """Take a waiting reading into work; None when it is no longer waiting, so that a repeated job does nothing."""
    taken = Reading.objects.filter(pk=reading_id, state=Reading.State.WAITING).update(
        state=Reading.State.RUNNING, progress_at=timezone.now(), attempts=F("attempts") + 1
    )
    return Reading.objects.get(pk=reading_id) if taken else None


def stalled(reading_id: int, *, patience: timedelta) -> Reading | None:
    """A reading in work that nobody has moved for `patience`: its reader was killed, or its job was lost."""
    reading = Reading.objects.filter(
        pk=reading_id, state__in=[Reading.State.WAITING, Reading.State.RUNNING]
    ).first()
    moved = reading and (reading.progress_at or reading.uploaded_at)
    return reading if moved and moved < timezone.now() - patience else None


@action
def resume_reading(*, reading: Reading, by: Person) -> Reading:
    """Let a stalled reading wait for a reader again; after ATTEMPTS of them the file itself is at fault."""
    reading = Reading.objects.select_for_update().get(pk=reading.pk)
    if reading.state not in {Reading.State.WAITING, Reading.State.RUNNING}:
        raise ConflictError(say("Lần đọc này đã dừng hoặc đã xong."))
    if reading.attempts >= ATTEMPTS:
        reading.state = Reading.State.RUNNING
        reading.save(update_fields=["state"])
        return fail_reading(reading=reading, message=_GIVEN_UP, by=by)
    reading.state, reading.progress_done = Reading.State.WAITING, 0
    reading.save(update_fields=["state", "progress_done"])
    record("directive.resume", reading, by=by, after={"attempts": reading.attempts})
    reading_waits.send(sender=Reading, reading_id=reading.pk)
    return reading


@action
def finish_reading(
    *, reading: Reading, document: dict[str, Any], draft: dict[str, Any], by: Person
) -> Reading:
    """Store what was read: the blocks, the draft in the plan format and one claim an item.

    Claims whose words stood in the last reading of the same directive keep the decision made then.
    """
    reading = _running(reading)
    reading.document, reading.draft = document, draft
    reading.state, reading.finished_at = Reading.State.DONE, timezone.now()
    reading.directive = (
        reading.directive
        or _same_directive(draft["directive"], reading.agency)
        or _directive(draft["directive"], reading.agency, by)
    )
    reading.save()
    _store_claims(reading, draft)
    carried = carry_decisions(reading)
    record("directive.read", reading, by=by, after={"claims": reading.claims.count(), "carried": carried})
    return reading


@action
def fail_reading(*, reading: Reading, message: str, by: Person) -> Reading:
    """Say why a file could not be read; nothing else of it is stored."""
    reading = _running(reading)
    reading.state, reading.error, reading.finished_at = Reading.State.FAILED, message, timezone.now()
    reading.save(update_fields=["state", "error", "finished_at"])
    record("directive.unreadable", reading, by=by, after={"error": message})
    return reading


@action
def stop_reading(*, reading: Reading, by: Person) -> Reading:
    """Stop a reading that waits or runs; the reader notices at its next page."""
    require(by, Verb.UPLOAD_DIRECTIVE, reading)
    stoppable = Reading.objects.filter(
        pk=reading.pk, state__in=[Reading.State.WAITING, Reading.State.RUNNING]
    )
    if not stoppable.update(state=Reading.State.STOPPED, finished_at=timezone.now()):
        raise ConflictError(say("Lần đọc này đã xong, không dừng được nữa."))
    reading.refresh_from_db()
    record("directive.stop", reading, by=by)
    return reading


@action
def edit_identity(*, directive: Directive, identity: dict[str, Any], by: Person) -> Directive:
    """Put right what the reader took the document to be. The draft of the reading keeps the reader's words.

    Raises InvalidValueError naming the fault; keys that `identity` leaves out stay as they are.
    """
    require(by, Verb.REVIEW_CLAIMS, directive)
    before, after = directive.identity, {**directive.identity, **identity}
    plan_from_data({"format": FORMAT, "directive": after})
    directive.identity = after
    directive.number, directive.title = (after.get("number") or "")[:60], after.get("title") or ""
    directive.save()
    changed = {key for key in after if after[key] != before.get(key)}
    record(
        "directive.edit",
        directive,
        by=by,
        before={key: before.get(key) for key in sorted(changed)},
        after={key: after[key] for key in sorted(changed)},
    )
    return directive


def _office(by: Person, directive: Directive | None) -> Agency | None:
    """Whose document an uploaded file is: that of the directive it changes, else of the office of who uploads."""
    if directive is None:
        return office_for(by, Verb.UPLOAD_DIRECTIVE)
    require(by, Verb.UPLOAD_DIRECTIVE, directive)
    return directive.agency


def _suffix(filename: str) -> str:
    tail = filename.rsplit(".", 1)[-1].lower() if "." in filename else ""
    return f".{tail}" if tail.isalnum() and len(tail) <= 5 else ""


def _running(reading: Reading) -> Reading:
    found = Reading.objects.select_for_update().filter(pk=reading.pk, state=Reading.State.RUNNING).first()
    if found is None:
        raise ConflictError(say("Lần đọc này đã dừng hoặc đã xong."))
    return found


def _same_directive(identity: dict[str, Any], agency: Agency | None) -> Directive | None:
    """The directive of an office with the same number, kind, issuer and date, when its text is uploaded again."""
    if not identity.get("number"):
        return None
    keys = ("kind", "issuer", "date")
    return next(
        (
            directive
            for directive in Directive.objects.filter(number=identity["number"], agency=agency).order_by("pk")
            if all(fold(directive.identity.get(key) or "") == fold(identity.get(key) or "") for key in keys)
        ),
        None,
    )


def _directive(identity: dict[str, Any], agency: Agency | None, by: Person) -> Directive:
    return Directive.objects.create(
        number=(identity.get("number") or "")[:60],
        title=identity.get("title") or "",
        identity=identity,
        agency=agency,
        created_by=by,
    )


def _place(payload: dict[str, Any]) -> tuple[int, int, int]:
    return payload.get("block") or 0, payload.get("row") or 0, payload.get("line") or 0


def _store_claims(reading: Reading, draft: dict[str, Any]) -> None:
    found = [(kind, payload) for key, kind in _KINDS for payload in draft.get(key, [])]
    found.sort(key=lambda pair: _place(pair[1]))
    Claim.objects.bulk_create(
        Claim(
            reading=reading,
            kind=kind,
            position=position * 10,
            payload=payload,
            quote=payload.get("quote") or "",
            confidence=payload.get("confidence", 1.0),
            fingerprint=fingerprint(kind, payload),
        )
        for position, (kind, payload) in enumerate(found, start=1)
    )
