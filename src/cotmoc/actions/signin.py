"""What signing in leaves behind: the trail of it, and the failures that slow down whoever guesses."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cotmoc.actions.base import action, record
from cotmoc.core.errors import CotmocError
from cotmoc.core.slowing import MEMORY, Attempt, open_at
from cotmoc.core.text import fold
from cotmoc.store.models import Person, SignInFailure

_DEVICE, _PLACE = "d:", "p:"


class SlowedError(CotmocError):
    """Too many wrong tries; the message says how long to wait and which ways stay open."""

    code = "slowed"


@dataclass(frozen=True)
class Try:
    """A sign-in under way: whose (None: nobody's name), and the row that counts it unless it succeeds."""

    person: Person | None
    row: SignInFailure


def begin_try(*, typed: str, person: Person | None, device: str, address: str) -> Try:
    """Count a try before the password is looked at, so that many at once gain nothing.

    `device` is the mark of a device known for this person, else empty. Raises SlowedError when it is too early; then
    no password is looked at, and nothing tells whether there is such a name.
    """
    name = _digest(f"person:{person.pk}" if person else f"typed:{fold(typed.strip())}")
    source = _DEVICE + _digest(device) if device else _PLACE + _digest(place_of(address))
    now = timezone.now()
    rows = SignInFailure.objects.filter(Q(name=name) | Q(source=source), at__gt=now - MEMORY)
    past = [Attempt(row.name, row.source, row.source.startswith(_DEVICE), row.at) for row in rows]
    wait = (open_at(past, name, source, bool(device), now) - now).total_seconds()
    if wait > 0:
        raise SlowedError(_too_early(wait))
    return Try(person, SignInFailure.objects.create(name=name, source=source))


def forgive(tried: Try) -> None:
    """The password was right: the tries of this device, or from this place at this name, no longer count."""
    SignInFailure.objects.filter(name=tried.row.name, source=tried.row.source).delete()


@action
def tell_failure(*, tried: Try, by: None = None) -> None:
    """A wrong password leaves an event; what was typed does not, it may be a password in the wrong field."""
    if tried.person is not None:
        record("sign-in.fail", tried.person, by=by)
    else:
        record("sign-in.fail", tried.row, by=by, after={"unknown": True})


@action
def tell_sign_in(*, by: Person, how: str, device: str = "") -> None:
    """Somebody came in, by `how`: password, passkey, single sign-on, with or without a second factor."""
    record("sign-in", by, by=by, after={"how": how}, personal={"device": device} if device else None)


@action
def tell_sign_out(*, by: Person) -> None:
    """Somebody left by the button."""
    record("sign-out", by, by=by)


@action
def tell_change(*, what: str, by: Person | None, person: Person, after: dict[str, Any] | None = None) -> None:
    """The ways into an account changed: password, address, second factor, passkey, sessions.

    `by` is None when it was done by a letter, before anybody was signed in.
    """
    record(f"account.{what}", person, by=by, after=after)


def person_called(typed: str) -> Person | None:
    """Whose user name or mail address was typed; a user name comes before an address."""
    typed = typed.strip()
    if not typed or "\0" in typed:
        return None
    found = Person.objects.filter(Q(username__iexact=typed) | Q(email__iexact=typed))
    return min(
        found, key=lambda one: (one.username != typed, one.username.lower() != typed.lower()), default=None
    )


def place_of(address: str) -> str:
    """Where an address is, as far as one subscriber reaches: itself, or the /64 of an IPv6 address."""
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    return str(ip_network(f"{found}/64", strict=False)) if found.version == 6 else str(found)


def _digest(text: str) -> str:
    # Keyed: the table alone does not tell who tried, nor from where.
    return salted_hmac("cotmoc.sign-in", text, algorithm="sha256").hexdigest()[:60]


def _too_early(seconds: float) -> str:
    minutes = max(1, -(-int(seconds) // 60))
    wait = ngettext("Chờ %(n)s phút rồi thử lại", "Chờ %(n)s phút rồi thử lại", minutes) % {"n": minutes}
    return _(
        "Đã nhập sai nhiều lần. %(wait)s, hoặc vào ngay bằng khóa truy cập, hoặc đặt lại mật khẩu qua thư."
    ) % {"wait": wait}
