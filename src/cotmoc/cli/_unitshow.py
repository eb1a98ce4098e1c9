"""What `cotmoc units show` prints of a name on a day: the area, its agencies, where they came from, what became of them."""

from __future__ import annotations
from datetime import date


def day_or_today(text: str) -> date:
    from django.utils import timezone
    from cotmoc.core.dates import parse_date

    return parse_date(text) if text else timezone.localdate()
