"""The units that a file of figures may name: of every period those that exist on its last day."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

from cotmoc.core.errors import InvalidValueError
from cotmoc.core.periods import Period
from cotmoc.core.sentence import say
from cotmoc.core.text import fold
from cotmoc.store.agencies import AgencyFinder, current, name_key
from cotmoc.store.collection import standing_on
from cotmoc.store.models import Agency, Indicator
from cotmoc.store.succession import stood_for


class Units:
    """The units of one day, by code and by name."""

    def __init__(self, units: Iterable[Agency]) -> None:
        some = list(units)
        self.by_code = {fold(one.code): one for one in some}
        self.keys = {one.pk for one in some}
        self._named = {one.name.casefold(): one for one in some}
        self._alike = Counter(name_key(one.name) for one in some)
        self._finder = AgencyFinder.among(some)

    def named(self, name: str) -> Agency | None:
        """The unit of a name, an alias or a code. Raises InvalidValueError where several bear it."""
        found = self._named.get(name.casefold()) or self.by_code.get(fold(name)) or self._finder.find([name])
        if self._alike[name_key(name)] > 1 and name.casefold() not in self._named:
            raise InvalidValueError(
                say("'%(name)s' có thể là nhiều đơn vị; ghi mã đơn vị.", name=name), code="unit"
            )
        return found

    def nearest(self, written: str) -> Agency | None:
        """The unit whose name or code is written most alike."""
        names = {fold(one.name): one for one in self.by_code.values()}
        near = get_close_matches(fold(written), [*names, *self.by_code], n=1, cutoff=0.6)
        return (names.get(near[0]) or self.by_code[near[0]]) if near else None


class UnitDirectory:
    """The units through time; read once for each stretch in which none ended."""

    def __init__(self, today: date) -> None:
        self._today = today
        self.today = Units(current(today))
        self._heirs = stood_for(today)
        ended = Agency.objects.filter(valid_to__lt=today).order_by("valid_to")
        self._ends = [day for day in ended.values_list("valid_to", flat=True).distinct() if day]
        self._before: dict[int, Units] = {}

    def on(self, period: Period | None) -> Units:
        """The units that report a period; those of today where it is not known."""
        if period is None:
            return self.today
        place = bisect_left(self._ends, period.end)
        if place == len(self._ends):
            return self.today
        if place not in self._before:
            self._before[place] = Units(standing_on(min(period.end, self._today)))
        return self._before[place]

    def check_there(self, unit: Agency, period: Period | None) -> None:
        """Raise InvalidValueError for a unit that does not report a period: one before it began, or after its end."""
        if unit.pk not in self.on(period).keys:
            raise InvalidValueError(
                say(
                    "%(unit)s không có vào cuối kỳ %(period)s; ghi đơn vị của kỳ đó.",
                    unit=unit,
                    period=period.label if period else "",
                ),
                code="unit",
            )

    def is_owner(self, unit: Agency, indicator: Indicator) -> bool:
        """Whether a unit, or one whose place it wholly took, answers for an indicator."""
        return unit.pk == indicator.owner_id or unit.pk == self._heirs.get(indicator.owner_id or 0)
