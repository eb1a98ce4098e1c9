"""Personal data: looked at, corrected, asked for, erased – and the trail stays true."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cotmoc.actions.base import action, record
from cotmoc.actions.grants import lock
from cotmoc.actions.leaving import shut
from cotmoc.core.errors import ConflictError, ForbiddenError, InvalidValueError
from cotmoc.core.personaldata import ANSWER_WITHIN_WORKING_DAYS
from cotmoc.core.sentence import say
from cotmoc.core.workdays import WorkCalendar
from cotmoc.store.managing import open_grants, require_over
from cotmoc.store.models import DataRequest, Deputy, Event, Person

# One look at a person is one event, however often the page is opened within it.
ONE_LOOK = timedelta(hours=1)


def note_reading(*, person: Person, by: Person) -> None:
    """Leave a trace that `by` looked at the data of somebody else; once an hour."""
    lately = Event.objects.filter(
        by=by, at__gt=timezone.now() - ONE_LOOK, verb="person.read", thing="person", thing_id=person.pk
    )
    if by.pk != person.pk and not lately.exists():
        _note_reading(person=person, by=by)


@action
def _note_reading(*, person: Person, by: Person) -> None:
    record("person.read", person, by=by)


@action
def note_copy(*, person: Person, by: Person) -> None:
    """Leave a trace that a copy of everything held on `person` left the system."""
    if by.pk != person.pk:
        raise ForbiddenError(_("Mỗi người chỉ tải bản sao dữ liệu của chính mình."))
    record("person.export", person, by=by)


@action
def ask_about_data(*, person: Person, kind: DataRequest.Kind, words: str, by: Person) -> DataRequest:
    """Ask for a copy, a correction or the erasure of the own data; the answer is due in two working days.

    Raises InvalidValueError when it does not say what to correct, ConflictError while the same request waits.
    """
    if by.pk != person.pk:
        raise ForbiddenError(_("Mỗi người chỉ gửi yêu cầu về dữ liệu của chính mình."))
    if kind == DataRequest.Kind.CORRECT and not words.strip():
        raise InvalidValueError(_("Ghi điều cần sửa: đang ghi gì, đúng là gì."), code="words")
    lock(person)
    if person.data_requests.filter(kind=kind, answered_at=None).exists():
        raise ConflictError(_("Yêu cầu này đang chờ trả lời; chưa cần gửi lại."), code="waiting")
    due = WorkCalendar().add_working_days(timezone.localdate(), ANSWER_WITHIN_WORKING_DAYS)
    made = DataRequest.objects.create(person=person, kind=kind, words=words.strip(), due=due)
    record(
        "data.ask",
        person,
        by=by,
        after={"request": made.pk, "kind": kind, "due": due.isoformat()},
        personal={"words": made.words} if made.words else None,
    )
    return made


@action
def answer_request(*, request: DataRequest, answer: str, by: Person) -> None:
    """Answer what a person asked about the own data.

    Raises InvalidValueError without an answer, ConflictError when it has one already.
    """
    require_over(by, request.person)
    if not answer.strip():
        raise InvalidValueError(_("Ghi câu trả lời: đã làm gì, hoặc vì sao không làm được."), code="answer")
    held = DataRequest.objects.select_for_update(no_key=True).get(pk=request.pk)
    if held.answered_at is not None:
        raise ConflictError(_("Yêu cầu này đã được trả lời."), code="answered")
    held.answered_at, held.answered_by, held.answer = timezone.now(), by, answer.strip()
    held.save(update_fields=["answered_at", "answered_by", "answer"])
    record(
        "data.answer",
        request.person,
        by=by,
        after={"request": held.pk, "kind": held.kind},
        personal={"answer": held.answer},
    )


@action
def erase_person(*, person: Person, by: Person) -> None:
    """Erase the personal data of somebody who holds nothing any more. Acts stay, under a number instead of a name.

    Raises ConflictError while the person holds or will hold a grant, ForbiddenError for the own account.
    """
    require_over(by, person)
    if by.pk == person.pk:
        raise ForbiddenError(_("Không tự xóa tài khoản của mình; gửi yêu cầu để người quản trị khác xóa."))
    person = lock(person)
    if person.erased_at is not None:
        raise ConflictError(_("Dữ liệu cá nhân của người này đã xóa rồi."), code="erased")
    if held := open_grants(person, timezone.localdate()).count():
        raise ConflictError(
            _("Chưa xóa được: người này còn giữ %(count)s quyền. Bàn giao trước, rồi xóa.") % {"count": held},
            code="holds",
        )
    shut(person)
    _forget_sign_in(person)
    events = _forget_in_trail(person)
    Deputy.objects.filter(Q(person=person) | Q(deputy=person)).update(reason="")
    person.data_requests.update(words="", answer="")
    asked = person.data_requests.filter(answered_at=None)
    numbers = list(asked.values_list("pk", flat=True))
    asked.update(answered_at=timezone.now(), answered_by=by, answer=say("Đã xóa dữ liệu cá nhân."))
    _rename(person)
    record("person.erase", person, by=by, after={"events": events, "requests": numbers})


def _forget_sign_in(person: Person) -> None:
    for held in (EmailAddress, Authenticator, SocialAccount):
        held.objects.filter(user=person).delete()


def _forget_in_trail(person: Person) -> int:
    """Take names and addresses out of the events about the person and the keys in the person's name, and out of those
    of the person's acts; the leaves hold only their digest."""
    about = Q(thing="person", thing_id=person.pk) | Q(thing="apikey", thing_id__in=person.keys.values("pk"))
    theirs = about | Q(by=person) | Q(acting_for=person)
    return Event.objects.filter(theirs, personal__isnull=False).erase_personal()


def _rename(person: Person) -> None:
    person.username = f"da-xoa-{person.pk}"
    person.full_name = f"Người dùng đã xóa (mã {person.pk})"
    person.first_name = person.last_name = person.email = person.phone = ""
    person.last_login = None
    person.set_unusable_password()
    person.erased_at = timezone.now()
    person.save()
