"""The accounts of the demonstration, shown on the sign-in page of a demonstration only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.conf import settings


def demo_accounts() -> Sequence[Mapping[str, str]]:
    """Username, label and password of each; none outside the demonstration."""
    return getattr(settings, "DEMO_ACCOUNTS", ()) if settings.DEMO else ()
