"""How a plan is called in a sentence."""

from __future__ import annotations

from cotmoc.core.dates import milestone_date, short_date
from cotmoc.core.errors import InvalidValueError
from cotmoc.store.models import Plan


def reference_of(plan: Plan) -> str:
    """ "Chương trình hành động số 18-CTr/TU ngày 14/3/2025 của Tỉnh ủy An Hải", as far as it is known."""
    identity = plan.identity
    parts = [identity.get("kind") or "Kế hoạch"]
    if plan.number:
        parts.append(f"số {plan.number}")
    if day := _day(identity.get("date")):
        parts.append(f"ngày {day}")
    if issuer := identity.get("issuer"):
        parts.append(f"của {issuer}")
    return " ".join(parts)


def _day(written: str | None) -> str:
    """The day of issue; a date that names only a month is left out."""
    if not written or len(written) < len("2025-01-01"):
        return ""
    try:
        return short_date(milestone_date(written))
    except InvalidValueError:
        return ""
