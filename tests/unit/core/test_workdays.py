"""Working days around a long holiday."""

from __future__ import annotations

from datetime import date, timedelta

from cotmoc.core.workdays import WorkCalendar

TET = WorkCalendar(
    holidays=frozenset(date(2026, 2, 16) + timedelta(days=n) for n in range(5)),
    makeup_days=frozenset({date(2026, 2, 14)}),
)


def test_a_week_off_and_a_saturday_made_up() -> None:
    assert TET.is_working_day(date(2026, 2, 14))
    assert not TET.is_working_day(date(2026, 2, 16))
    assert TET.add_working_days(date(2026, 2, 13), 2) == date(2026, 2, 23)
    assert TET.working_days_between(date(2026, 2, 13), date(2026, 2, 23)) == 2
