"""What every page needs: where it stands in the rail and what the person may do."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from cotmoc.core.permissions import Role, Verb, may


def page(request: HttpRequest) -> dict[str, Any]:
    """`province_name`, `demo` and `may`: verbs of the person's role, as {{ may.approve_plan }} in templates."""
    role = getattr(getattr(request, "user", None), "role", "")
    allowed = {verb.value.replace("-", "_"): bool(role) and may(Role(role), verb) for verb in Verb}
    return {"province_name": settings.PROVINCE_NAME, "demo": settings.DEMO, "may": allowed}
