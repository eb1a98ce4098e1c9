"""A table of successions, one row a predecessor and a successor, as orders; what is recorded already is left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from cotmoc.actions.succession_orders import Birth, Order, Step
from cotmoc.actions.unitrows import day_of, text_of
from cotmoc.core.dates import short_date
from cotmoc.core.errors import InvalidValueError, RowError, UnreadableError
from cotmoc.core.numbers import parse_number
from cotmoc.core.sentence import clause, say
from cotmoc.core.successions import KIND_LABELS, ONE_DAY, TOLERANCE, Kind, shares_of
from cotmoc.core.text import fold
from cotmoc.reading.sheets import Cell, Head, Row, Sheet, find_table
from cotmoc.store.models import Agency, Area
from cotmoc.store.succession import AnyRow, Model, changes_of, key_of

HEADINGS: dict[str, tuple[str, ...]] = {
    "kind": ("Loại", "Loại thay đổi"),
    "on": ("Ngày", "Từ ngày", "Ngày thay đổi"),
    "old": ("Mã cũ", "Mã trước"),
    "new": ("Mã mới", "Mã sau"),
    "name": ("Tên mới",),
    "share": ("Tỷ lệ", "Tỷ lệ (%)"),
    "weight": ("Dân số", "Trọng số"),
    "document": ("Văn bản", "Văn bản quy định"),
}
NEEDED = (("kind",), ("on",), ("old",), ("new",))
_KIND_OF: dict[str, Kind] = {fold(word): kind for kind, word in KIND_LABELS.items()}


@dataclass(frozen=True)
class SuccessionTable:
    """The orders of a table that are still to be carried out, how many rows are done already, and the faults."""

    orders: tuple[Order, ...]
    known: int
    faults: tuple[RowError, ...]


@dataclass(frozen=True)
class _Line:
    row: Row
    kind: Kind
    on: date
    document: str
    step: Step


@dataclass
class _Reader:
    head: Head
    rows: dict[str, list[AnyRow]]
    faults: list[RowError] = field(default_factory=list)

    def line(self, row: Row) -> _Line | None:
        """A row as a step; its faults go to `faults`."""
        before = len(self.faults)
        kind = _KIND_OF.get(fold(text_of(self._cell(row, "kind"))))
        if kind is None:
            words = say(
                "'%(kind)s' không phải loại thay đổi; viết một trong: %(kinds)s",
                kind=text_of(self._cell(row, "kind")),
                kinds=", ".join(KIND_LABELS.values()),
            )
            self._fault(row, "kind", words)
        on = self._day(row)
        share, weight = self._number(row, "share"), self._number(row, "weight")
        if share is not None and self._is_percent():
            share /= 100
        if on is None:
            return None
        old, new = self._old(row, on), self._new(row, on)
        if len(self.faults) > before or kind is None or old is None or new is None:
            return None
        step = Step(old, new, share, weight if share is None else None, row.number)
        return _Line(row, kind, on, text_of(self._cell(row, "document")), step)

    def _old(self, row: Row, on: date) -> AnyRow | None:
        code, last = text_of(self._cell(row, "old")), on - ONE_DAY
        found = self._at(code, last)
        if found is None:
            words = say(
                "không có '%(code)s' ngày %(day)s; nhập danh mục đơn vị trước, hoặc sửa mã, ngày",
                code=code,
                day=short_date(last),
            )
            self._fault(row, "old", words)
        return found

    def _new(self, row: Row, on: date) -> AnyRow | Birth | None:
        """The unit of the code that exists from that day; with a new name one that begins on it."""
        code, name = text_of(self._cell(row, "new")), text_of(self._cell(row, "name"))
        found = self._at(code, on)
        if found is not None and (not name or found.valid_from == on):
            return found
        if name and code:
            return Birth(code, name)
        words = say(
            "không có '%(code)s' ngày %(day)s; điền Tên mới để thêm, hoặc nhập danh mục đơn vị trước",
            code=code,
            day=short_date(on),
        )
        self._fault(row, "new", words)
        return None

    def _at(self, code: str, day: date) -> AnyRow | None:
        some = self.rows.get(code, ())
        return next(
            (one for one in some if one.valid_from <= day and (not one.valid_to or day <= one.valid_to)), None
        )

    def _day(self, row: Row) -> date | None:
        try:
            day = day_of(self._cell(row, "on"))
        except InvalidValueError as error:
            self._fault(row, "on", clause(error.args[0]))
            return None
        if day is None:
            self._fault(row, "on", say("để trống; ghi ngày các đơn vị mới bắt đầu"))
        return day

    def _number(self, row: Row, name: str) -> float | None:
        cell = self._cell(row, name)
        try:
            if isinstance(cell, date):
                raise InvalidValueError(say("ô chứa ngày, không phải số"))
            return parse_number(cell) if isinstance(cell, str) else cell
        except InvalidValueError as error:
            self._fault(row, name, clause(error.args[0]))
            return None

    def _is_percent(self) -> bool:
        return "%" in self.head.titles.get("share", "")

    def _cell(self, row: Row, name: str) -> Cell:
        return row.cell(self.head.columns.get(name))

    def _fault(self, row: Row, name: str, message: str) -> None:
        self.faults.append(RowError(row.number, self.head.titles.get(name, HEADINGS[name][0]), message))


def read_successions(sheets: Iterable[Sheet], model: Model = Agency) -> SuccessionTable:
    """The successions of the first sheet that has the headings of HEADINGS, of agencies or of areas.

    Rows of one day, kind and document that share a unit are one succession. Raises UnreadableError without a head or
    a row.
    """
    found = find_table(sheets, HEADINGS, NEEDED)
    if found is None:
        raise UnreadableError(
            say(
                "Không thấy hàng tiêu đề. Bảng kế thừa cần các cột: Loại, Ngày, Mã cũ, Mã mới; thêm Tên mới, Tỷ lệ "
                "hoặc Dân số, Văn bản nếu có."
            ),
            code="no-head",
        )
    head, lines = found
    if not lines:
        raise UnreadableError(say("Bảng chưa có dòng nào. Điền rồi nhập lại."), code="no-rows")
    reader = _Reader(head, _by_code(model))
    steps = [line for row in lines if (line := reader.line(row))]
    orders = [_order(some) for some in _joined(steps)]
    fresh = [] if reader.faults else _without_known(orders, model)
    done = len(steps) - sum(len(order.steps) for order in fresh)
    return SuccessionTable(tuple(fresh), 0 if reader.faults else done, tuple(reader.faults))


def _by_code(model: Model) -> dict[str, list[AnyRow]]:
    rows: dict[str, list[AnyRow]] = defaultdict(list)
    every: list[AnyRow] = list(Agency.objects.all()) if model is Agency else list(Area.objects.all())
    for row in every:
        rows[row.code].append(row)
    return rows


def _joined(lines: Sequence[_Line]) -> list[list[_Line]]:
    """The rows that belong together: of one day, kind and document, linked by their units; in the table's order."""
    group_of: dict[tuple[object, ...], list[_Line]] = {}
    groups: list[list[_Line]] = []
    for line in lines:
        ends = _ends(line)
        touched = {id(group): group for end in ends if (group := group_of.get(end)) is not None}
        merged = [line]
        for group in touched.values():
            merged += group
            groups.remove(group)
        merged.sort(key=lambda one: one.row.number)
        groups.append(merged)
        for one in merged:
            group_of.update(dict.fromkeys(_ends(one), merged))
    return groups


def _ends(line: _Line) -> tuple[tuple[object, ...], ...]:
    """The two units of a row within its day, kind and document; the same code may be before and after."""
    where = (line.on, line.kind, line.document)
    return (*where, "old", line.step.predecessor.code), (*where, "new", line.step.successor.code)


def _order(lines: Sequence[_Line]) -> Order:
    first = lines[0]
    basis = say("dân số") if any(line.step.weight is not None for line in lines) else ""
    return Order(
        first.kind, first.on, tuple(line.step for line in lines), basis=basis, document=first.document
    )


def _without_known(orders: Sequence[Order], model: Model) -> list[Order]:
    """The orders that are not recorded yet, link by link with the same shares."""
    recorded = {
        (change.on, link.predecessor, link.successor): link.share
        for change in changes_of(model)
        for link in change.links
    }
    return [order for order in orders if not _is_known(order, recorded)]


def _is_known(order: Order, recorded: dict[tuple[date, tuple[str, date], tuple[str, date]], float]) -> bool:
    pairs = []
    for step in order.steps:
        if isinstance(step.successor, Birth):
            return False
        pairs.append((key_of(step.predecessor), key_of(step.successor)))
    weights = {
        pair: step.weight for pair, step in zip(pairs, order.steps, strict=True) if step.weight is not None
    }
    try:
        shares = shares_of(weights)
    except InvalidValueError:
        return False
    for pair, step in zip(pairs, order.steps, strict=True):
        known = recorded.get((order.on, *pair))
        wanted = step.share if step.share is not None else shares.get(pair, 1.0)
        if known is None or abs(known - wanted) > TOLERANCE:
            return False
    return True
