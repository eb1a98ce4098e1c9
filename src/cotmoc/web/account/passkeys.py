"""Passkeys of one's own."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

View = Callable[..., HttpResponseBase]


def own_passkey(view: View) -> View:
    """Whoever has no such passkey finds nothing, before being asked who is there."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, pk: int, **kwargs: Any) -> HttpResponseBase:
        get_object_or_404(Authenticator, pk=pk, user_id=request.user.pk, type=Authenticator.Type.WEBAUTHN)
        return view(request, *args, pk=pk, **kwargs)

    return guarded
