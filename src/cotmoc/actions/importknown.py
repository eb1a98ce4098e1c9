"""What a row of a file of figures may speak of: the indicators and units of a plan, its periods, and their nearest
names where one is misspelt."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from difflib import get_close_matches

from cotmoc.actions.importunits import UnitDirectory, Units
from cotmoc.core.dates import short_date
from cotmoc.core.errors import InvalidValueError
from cotmoc.core.periods import Period
from cotmoc.core.periodwords import read_period
from cotmoc.core.permissions import Verb
from cotmoc.core.sentence import say
from cotmoc.core.text import fold, words
from cotmoc.reading.sheets import Cell
from cotmoc.store.access import can, own_unit
from cotmoc.store.collection import indicators_in_force
from cotmoc.store.models import Agency, Indicator, Person, Plan, Submission

# Looking for the nearest name is slow; a file with more unknown names than this is the wrong file.
MOST_SUGGESTIONS = 200
# Who reports an indicator, where it is no unit by its name.
_COMMUNES, _NOBODY = say("các xã, phường, đặc khu"), say("chưa xác định")


class Known:
    """What a row may speak of: the indicators and units of a plan, and what the person may enter for."""

    def __init__(self, plan: Plan, by: Person, today: date) -> None:
        self.by, self.today = by, today
        self._suggestions = MOST_SUGGESTIONS
        self.indicators = list(indicators_in_force(plan).select_related("owner"))
        self._by_code = {fold(one.code): one for one in self.indicators}
        self._by_name: dict[str, list[Indicator]] = defaultdict(list)
        for one in self.indicators:
            self._by_name[_key(one.name)].append(one)
        self._units = UnitDirectory(today)
        self.plan, self.own = plan, own_unit(by)

    def indicator(self, code: str | None, name: str | None) -> Indicator:
        """The indicator of a code, else of a name. Raises InvalidValueError with the nearest one there is."""
        if code is not None:
            if (found := self._by_code.get(fold(code))) is None:
                raise InvalidValueError(
                    say(
                        "'%(code)s' không có trong kế hoạch%(hint)s.",
                        code=code,
                        hint=self._nearest(code, name),
                    ),
                    code="code",
                )
            others = self._by_name.get(_key(name), []) if name else []
            if others and found not in others:
                raise InvalidValueError(
                    say(
                        "mã là %(found)s nhưng tên là của %(code)s; sửa mã hoặc tên.",
                        found=found.code,
                        code=others[0].code,
                    ),
                    code="code",
                )
            return found
        named = self._by_name.get(_key(name or ""), [])
        if len(named) > 1:
            codes = ", ".join(one.code for one in named)
            raise InvalidValueError(
                say(
                    "có %(count)s chỉ tiêu cùng tên này (%(codes)s); ghi mã chỉ tiêu.",
                    count=len(named),
                    codes=codes,
                ),
                code="name",
            )
        if not named:
            raise InvalidValueError(
                say("'%(name)s' không có trong kế hoạch%(hint)s.", name=name, hint=self._nearest("", name)),
                code="name",
            )
        return named[0]

    def unit(self, code: str | None, name: str | None, period: Period | None) -> Agency:
        """The unit that reports a period under a code, else under a name; without both the person's own."""
        units = self._units.on(period)
        if code is not None:
            found = units.by_code.get(fold(code)) or self._units.today.by_code.get(fold(code))
        elif name is not None:
            found = units.named(name) or self._units.today.named(name)
        elif self.own is not None:
            self._units.check_there(self.own, period)
            return self.own
        else:
            raise InvalidValueError(say("ô trống; ghi tên hoặc mã đơn vị báo cáo."), code="unit")
        if found is None:
            raise InvalidValueError(
                say(
                    "không có đơn vị '%(unit)s'%(hint)s.",
                    unit=code or name,
                    hint=self._nearest_unit(code or name or "", units),
                ),
                code="unit",
            )
        self._units.check_there(found, period)
        if not can(self.by, Verb.IMPORT_FIGURES, Submission(plan=self.plan, unit=found)):
            raise InvalidValueError(
                say("tài khoản này chỉ nhập được cho %(agency)s.", agency=self.by.agency), code="forbidden"
            )
        return found

    def period(self, written: Cell) -> Period:
        """The period of a cell, whose data must be open."""
        if written is None:
            raise InvalidValueError(say("ô trống; ghi kỳ như 2026-05 hoặc 5/2026."), code="period")
        period = read_period(written)
        opens = period.window[0]
        if opens > self.today:
            raise InvalidValueError(
                say(
                    "kỳ %(period)s chưa mở (từ %(opens)s); sửa kỳ.",
                    period=period.label,
                    opens=short_date(opens),
                ),
                code="period",
            )
        return period

    def check_reports(self, unit: Agency, indicator: Indicator) -> None:
        """Raise InvalidValueError unless the unit reports the indicator."""
        if indicator.collect == Indicator.Collect.COMMUNES:
            reports, who = unit.kind == Agency.Kind.COMMUNE, str(_COMMUNES)
        else:
            reports, who = self._units.is_owner(unit, indicator), str(indicator.owner or _NOBODY)
        if not reports:
            raise InvalidValueError(
                say(
                    "%(unit)s không báo cáo chỉ tiêu %(indicator)s; đơn vị báo cáo: %(who)s.",
                    unit=unit,
                    indicator=indicator.code,
                    who=who,
                ),
                code="indicator",
            )

    def _may_suggest(self) -> bool:
        self._suggestions -= 1
        return self._suggestions >= 0

    def _nearest(self, code: str, name: str | None) -> str:
        if not self._may_suggest():
            return ""
        found = self._by_name.get(_key(name), []) if name else []
        if not found and name:
            near = get_close_matches(_key(name), self._by_name, n=1, cutoff=0.6)
            found = self._by_name[near[0]] if near else []
        if not found:
            near = get_close_matches(fold(code), self._by_code, n=1, cutoff=0.6)
            found = [self._by_code[near[0]]] if near else []
        return (
            say("; có phải %(code)s (%(name)s)?", code=found[0].code, name=found[0].name)
            if found
            else say("; xem mã ở trang kế hoạch")
        )

    def _nearest_unit(self, written: str, units: Units) -> str:
        if not self._may_suggest():
            return ""
        unit = units.nearest(written)
        return (
            say("; có phải %(name)s (%(code)s)?", name=unit.name, code=unit.code)
            if unit
            else say("; xem danh mục đơn vị")
        )


def _key(name: str) -> str:
    return " ".join(words(name))
