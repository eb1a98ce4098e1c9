"""Letters leave by the mail server of the settings; one that does not leave is told as a sentence."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urljoin

from allauth.core import context
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _

from cotmoc.actions.rehearsal import is_rehearsal
from cotmoc.core.errors import CotmocError


class LetterError(CotmocError):
    """A letter that could not be handed to the mail server; nothing of the action that sent it is kept."""

    code = "mail"


def send_letter(*, to: str, subject: str, body: str) -> None:
    """Hand one letter in plain text to the mail server.

    Inside an action a failure takes back what the action wrote. Raises LetterError.
    """
    deliver(EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [to]))


def deliver(message: EmailMessage) -> None:
    """Hand a letter that is already written to the mail server. Raises LetterError."""
    if is_rehearsal():
        return
    message.connection = connection = get_connection()
    with _told(connection):
        message.send()


def knock() -> None:
    """Greet the mail server as `deliver` does, with nothing to hand over: whoever asks for a letter to an address that
    nobody has waits as long, and is told of the same fault. Raises LetterError."""
    connection = get_connection()
    with _told(connection):
        connection.open()
        connection.close()


@contextmanager
def _told(connection: Any) -> Iterator[None]:
    """Tell what went wrong with the mail server as a sentence."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        raise LetterError(
            _("Máy chủ thư không nhận địa chỉ này; kiểm tra lại địa chỉ thư."), code="mail-address"
        ) from error
    except smtplib.SMTPAuthenticationError as error:
        raise LetterError(
            _("Máy chủ thư không nhận tên hoặc mật khẩu; kiểm tra COTMOC_SMTP_URL rồi thử lại.")
        ) from error
    except (smtplib.SMTPException, OSError) as error:
        raise LetterError(
            _("Chưa gửi được thư: %(reason)s. Kiểm tra COTMOC_SMTP_URL và máy chủ thư rồi thử lại.")
            % {"reason": _reason(error)}
        ) from error
    finally:
        _hang_up(connection)


def letters_leave() -> bool:
    """Whether there is a mail server; without one letters only stand in the log of the server."""
    return settings.EMAIL_BACKEND != "django.core.mail.backends.console.EmailBackend"


def absolute(path: str) -> str:
    """The address of a page as a letter names it: after COTMOC_ADDRESS, else as the sender's browser names us."""
    if settings.ADDRESS:
        return urljoin(settings.ADDRESS, path)
    request = getattr(context, "request", None)
    return request.build_absolute_uri(path) if request is not None else urljoin("http://localhost:8000", path)


def _hang_up(connection: Any) -> None:
    """Close a connection that failed half way. Django leaves it open, and taking leave of it may take its time."""
    if half := getattr(connection, "_partial_connection", None):
        half.close()


def _reason(error: Exception) -> str:
    """The first line of what the mail server or the network said."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        return f"{error.smtp_code} {text}".splitlines()[0]
    return (str(error).splitlines() or [type(error).__name__])[0]
