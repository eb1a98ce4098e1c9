"""Approved figures for tests, straight into the tables: many at once, with who entered and approved them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from tests.support import factories

from cotmoc.store.models import Agency, Indicator, Observation

# indicator, unit, period, value, numerator, denominator
Row = tuple[Indicator, Agency, str, float | None, float | None, float | None]


def approved(rows: Iterable[Row], at: datetime | None = None) -> list[Observation]:
    """Store approved figures."""
    by, now = factories.manager(), at or timezone.now()
    return Observation.objects.bulk_create(
        [
            Observation(
                indicator=indicator,
                unit=unit,
                period=period,
                value=value,
                numerator=above,
                denominator=below,
                missing_reason="" if value is not None else "đơn vị chưa có số liệu",
                state=Observation.State.APPROVED,
                entered_at=now,
                entered_by=by,
                approved_at=now,
                approved_by=by,
            )
            for indicator, unit, period, value, above, below in rows
        ],
        batch_size=1000,
    )


def approve(code: str, unit: str, **values: float) -> None:
    """One indicator of one unit: `approve("CT-01", "S1", **{"2026-05": 52})`."""
    indicator, agency = Indicator.objects.get(code=code), Agency.objects.get(code=unit)
    approved((indicator, agency, period, value, None, None) for period, value in values.items())
