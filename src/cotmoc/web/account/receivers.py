"""What django-allauth tells of goes into the trail."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse

from cotmoc.actions.signin import tell_change, tell_sign_in, tell_sign_out
from cotmoc.store.models import Person
from cotmoc.web.account.devices import remember_device
from cotmoc.web.account.useragents import device_name


def connect() -> None:
    """Once, when the application starts."""
    account.user_logged_in.connect(_signed_in)
    account.user_logged_out.connect(_signed_out)
    account.password_changed.connect(_told("password"), weak=False)
    account.password_set.connect(_told("password"), weak=False)
    account.password_reset.connect(_told("password-reset", alone=True), weak=False)
    account.email_changed.connect(_told("email", alone=True), weak=False)
    mfa.authentication_failed.connect(_told("factor-failed", alone=True), weak=False)
    mfa.authenticator_added.connect(_told("factor-added"), weak=False)
    mfa.authenticator_removed.connect(_told("factor-removed"), weak=False)
    mfa.authenticator_reset.connect(_told("factor-renewed"), weak=False)


def _signed_in(request: HttpRequest, response: HttpResponse, user: Person, **_kwargs: Any) -> None:
    tell_sign_in(by=user, how=_how(request, user), device=device_name(request.headers.get("User-Agent", "")))
    remember_device(request, response, user)


def _signed_out(user: Person | None, **_kwargs: Any) -> None:
    if isinstance(user, Person):
        tell_sign_out(by=user)


def _how(request: HttpRequest, person: Person) -> str:
    """`password`, `password totp`, `webauthn`, `socialaccount`: the steps of this sign-in."""
    steps = [record.get("type") or record["method"] for record in get_authentication_records(request, person)]
    return " ".join(steps) or "session"


def _told(what: str, alone: bool = False) -> Any:
    """A receiver that records the change; `alone`: nobody need be signed in."""

    def receiver(
        request: HttpRequest, user: Person, authenticator: Authenticator | None = None, **_kwargs: Any
    ) -> None:
        by = None if alone and request.user != user else user
        tell_change(
            what=what, by=by, person=user, after={"type": authenticator.type} if authenticator else None
        )

    return receiver
