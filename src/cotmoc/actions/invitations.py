"""Accounts are invited: a letter with a link that works once, for 72 hours, lets a person choose a password."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from cotmoc.actions.base import action, record
from cotmoc.actions.grants import give_grant, lock
from cotmoc.actions.letters import absolute, send_letter
from cotmoc.core.errors import ConflictError, InvalidValueError
from cotmoc.core.permissions import Role
from cotmoc.store.language import official
from cotmoc.store.managing import require_giving, require_over
from cotmoc.store.models import Agency, Person, Plan

VALID_FOR = timedelta(hours=72)
_SALT = "cotmoc.invitation"


@action
def invite_person(
    *,
    username: str,
    email: str,
    full_name: str,
    role: Role,
    agency: Agency | None,
    plan: Plan | None = None,
    by: Person,
) -> Person:
    """Make an account without a password, grant `role` at `agency` (None: everywhere) and send the invitation.

    Raises InvalidValueError for a name or address in use or malformed and for a role that does not fit the unit,
    ForbiddenError beyond the reach of `by`, LetterError when the letter does not leave: then nothing is stored.
    """
    require_giving(by, agency, plan.pk if plan else None)
    person = _new_person(username.strip(), email.strip(), full_name.strip(), agency)
    record(
        "person.invite",
        person,
        by=by,
        after={"agency": agency.code if agency else ""},
        personal={"username": person.username, "full_name": person.full_name, "email": person.email},
    )
    give_grant(person=person, role=role, agency=agency, plan=plan, by=by)
    _send(person)
    return person


@action
def resend_invitation(*, person: Person, by: Person) -> None:
    """Send a new link; those sent before stop working.

    Raises ConflictError when the person has signed in or chosen a password already, LetterError as above.
    """
    require_over(by, person)
    if not is_invited(person):
        raise ConflictError(
            _("Người này đã nhận lời mời; nếu quên mật khẩu thì đặt lại ở trang đăng nhập."), code="accepted"
        )
    person.set_unusable_password()
    person.invited_at = timezone.now()
    person.save(update_fields=["password", "invited_at"])
    record("person.invite-again", person, by=by, personal={"email": person.email})
    _send(person)


@action
def accept_invitation(*, token: str, password: str, by: None = None) -> Person:
    """The invited person chooses a password; the address the letter reached is theirs from now on.

    Raises InvalidValueError for a link that no longer works or a password that the rules refuse.
    """
    person = lock(invited_person(token))
    if not is_invited(person):  # by the same link a moment ago
        raise _ended()
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise InvalidValueError(" ".join(error.messages), code="password") from error
    person.set_password(password)
    person.save(update_fields=["password"])
    EmailAddress.objects.update_or_create(
        user=person, email=person.email.lower(), defaults={"verified": True, "primary": True}
    )
    record("person.accept", person, by=person)
    return person


def invited_person(token: str) -> Person:
    """Whom the link of an invitation is for. Raises InvalidValueError when it no longer works."""
    try:
        content: dict[str, Any] = signing.loads(token, salt=_SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        content = {}
    person = Person.objects.filter(pk=content.get("person", 0), is_active=True).first()
    if person is None or content.get("once") != _once(person) or not is_invited(person):
        raise _ended()
    return person


def _ended() -> InvalidValueError:
    return InvalidValueError(
        _(
            "Lời mời này không còn dùng được: đã quá 72 giờ, đã dùng rồi hoặc đã có thư mời mới hơn. "
            "Nhờ người mời gửi lại."
        ),
        code="invitation",
    )


def is_invited(person: Person) -> bool:
    """Whether the person has been invited and has not come in yet."""
    return person.invited_at is not None and person.last_login is None and not person.has_usable_password()


def token_of(person: Person) -> str:
    """The signed word of the link; it dies with the password placeholder it was made for."""
    return signing.dumps({"person": person.pk, "once": _once(person)}, salt=_SALT)


def _once(person: Person) -> str:
    return salted_hmac(_SALT, f"{person.pk}:{person.password}:{person.email}").hexdigest()[:24]


def _new_person(username: str, email: str, full_name: str, agency: Agency | None) -> Person:
    person = Person(
        username=username, email=email, full_name=full_name, agency=agency, invited_at=timezone.now()
    )
    person.set_unusable_password()
    if not email:
        raise InvalidValueError(_("Lời mời gửi qua thư; nhập địa chỉ thư điện tử."), code="email")
    if not full_name:
        raise InvalidValueError(_("Nhập họ và tên của người được mời."), code="full_name")
    if Person.objects.filter(Q(username__iexact=username) | Q(email__iexact=username)).exists():
        raise InvalidValueError(
            _("Tên đăng nhập '%(name)s' đã có người dùng; chọn tên khác.") % {"name": username},
            code="username",
        )
    # Either opens the door: a name that is somebody's address would stand before that person there.
    taken = Person.objects.filter(Q(username__iexact=email) | Q(email__iexact=email)).exists()
    if taken or EmailAddress.objects.filter(email__iexact=email).exists():
        raise InvalidValueError(
            _("Địa chỉ thư '%(email)s' đã là của một tài khoản khác.") % {"email": email}, code="email"
        )
    try:
        person.full_clean()
    except ValidationError as error:
        field = next(iter(error.message_dict))
        raise InvalidValueError(" ".join(error.messages), code=field) from error
    person.save()
    return person


def _send(person: Person) -> None:
    """In Vietnamese: what the sender reads in says nothing of who is invited."""
    link = absolute(reverse("invitation", args=[token_of(person)]))
    with official():
        subject = _("Lời mời sử dụng Cột Mốc")
        body = _(
            "Kính gửi %(name)s,\n\n"
            "Bạn được mời sử dụng hệ thống theo dõi kế hoạch Cột Mốc với tên đăng nhập: %(username)s\n\n"
            "Mở liên kết sau để đặt mật khẩu. Liên kết dùng được một lần, trong 72 giờ:\n\n%(link)s\n\n"
            "Nếu bạn không chờ thư này, hãy bỏ qua: không ai vào được khi chưa đặt mật khẩu."
        )
    told = {"name": person.full_name, "username": person.username, "link": link}
    send_letter(to=person.email, subject=subject, body=body % told)
