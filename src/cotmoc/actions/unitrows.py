"""The rows of a table of units: every cell read and judged, before the tree as a whole is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cotmoc.actions.units import AgencyRow
from cotmoc.core.dates import parse_date
from cotmoc.core.errors import InvalidValueError, RowError, UnreadableError
from cotmoc.core.sentence import clause, say
from cotmoc.core.text import fold
from cotmoc.reading.sheets import Cell, Head, Row, Sheet, find_table
from cotmoc.store.models import Agency

HEADINGS: dict[str, tuple[str, ...]] = {
    "code": ("Mã", "Mã đơn vị", "Mã cơ quan"),
    "name": ("Tên", "Tên đơn vị", "Đơn vị", "Cơ quan"),
    "kind": ("Loại", "Loại đơn vị"),
    "parent": ("Mã cấp trên", "Cấp trên", "Đơn vị cấp trên"),
    "aliases": ("Tên gọi khác", "Tên khác", "Tên viết tắt"),
    "valid_from": ("Hiệu lực từ", "Từ ngày", "Có hiệu lực từ"),
    "valid_to": ("Đến hết", "Đến ngày", "Hết hiệu lực"),
    "area": ("Mã địa bàn", "Địa bàn"),
}
NEEDED = (("code",), ("name",), ("kind",))
KINDS = {
    "province": ("province", "tỉnh", "cấp tỉnh", "thành phố"),
    "department": ("department", "sở", "ban", "ngành", "sở, ban, ngành"),
    "commune": ("commune", "xã", "phường", "đặc khu", "xã, phường", "xã, phường, đặc khu"),
}
_KIND_OF = {fold(word): kind for kind, words in KINDS.items() for word in words}
_LONGEST: dict[str, int] = {
    field: getattr(Agency._meta.get_field(field), "max_length", 0) for field in ("code", "name")
}
_OPTIONAL = ("parent", "aliases", "valid_to", "area")
_DATES = ("valid_from", "valid_to")


@dataclass(frozen=True)
class UnitTable:
    """The rows of a table that have a code, and the faults of its cells."""

    rows: tuple[AgencyRow, ...]
    faults: tuple[RowError, ...]


def read_units(sheets: Iterable[Sheet]) -> UnitTable:
    """The units of the first sheet that has the headings of HEADINGS, in its order.

    Raises UnreadableError without such a sheet or without a unit.
    """
    found = find_table(sheets, HEADINGS, NEEDED)
    if found is None:
        raise UnreadableError(
            say(
                "Không thấy hàng tiêu đề. Bảng đơn vị cần các cột: Mã, Tên, Loại; thêm Mã cấp trên, Tên gọi khác, "
                "Hiệu lực từ, Đến hết, Mã địa bàn nếu có."
            ),
            code="no-head",
        )
    head, lines = found
    if not lines:
        raise UnreadableError(say("Bảng chưa có đơn vị nào. Điền rồi nhập lại."), code="no-units")
    faults = [fault for line in lines for fault in _faults(line, head)] + _twins(lines, head)
    rows = {(row.code, row.valid_from): row for line in reversed(lines) if (row := _unit(line, head)).code}
    return UnitTable(tuple(reversed(rows.values())), tuple(faults))


def _unit(row: Row, head: Head) -> AgencyRow:
    """The row as far as it can be read: what cannot is among the faults, and nothing is stored then."""
    said = {field: text_of(row.cell(head.columns.get(field))) for field in HEADINGS}
    aliases = tuple(filter(None, (" ".join(one.split()) for one in said["aliases"].split(";"))))
    return AgencyRow(
        said["code"],
        said["name"],
        _KIND_OF.get(fold(said["kind"]), ""),
        said["parent"],
        _day_or_none(row.cell(head.columns.get("valid_from"))),
        aliases,
        _day_or_none(row.cell(head.columns.get("valid_to"))),
        said["area"],
        frozenset(field for field in _OPTIONAL if field not in head.columns),
        row.number,
    )


def _faults(row: Row, head: Head) -> list[RowError]:
    faults = []
    for field, longest in _LONGEST.items():
        text = text_of(row.cell(head.columns[field]))
        if not text:
            faults.append(RowError(row.number, head.titles[field], say("để trống; mỗi đơn vị cần mã và tên")))
        elif len(text) > longest:
            faults.append(
                RowError(
                    row.number,
                    head.titles[field],
                    say("dài %(long)s chữ; viết gọn trong %(most)s", long=len(text), most=longest),
                )
            )
    kind = text_of(row.cell(head.columns["kind"]))
    if fold(kind) not in _KIND_OF:
        words = say("'%(kind)s' không phải loại đơn vị; viết tỉnh, sở hoặc xã", kind=kind)
        faults.append(RowError(row.number, head.titles["kind"], words))
    for field in _DATES:
        try:
            day_of(row.cell(head.columns.get(field)))
        except InvalidValueError as error:
            faults.append(RowError(row.number, head.titles[field], clause(error.args[0])))
    return faults


def _twins(rows: Iterable[Row], head: Head) -> list[RowError]:
    """Units that stand twice: the later one would silently take the place of the first."""
    first: dict[tuple[str, date | None], int] = {}
    faults = []
    for row in rows:
        code = text_of(row.cell(head.columns["code"]))
        day = _day_or_none(row.cell(head.columns.get("valid_from")))
        if code and first.setdefault((code, day), row.number) != row.number:
            words = say("mã '%(code)s' đã có ở hàng %(row)s", code=code, row=first[code, day])
            faults.append(RowError(row.number, head.titles["code"], words))
    return faults


def text_of(cell: Cell) -> str:
    """A cell as words; a code that the spreadsheet took for a number is written as one."""
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else str(cell)
    return " ".join(str(cell or "").split())


def day_of(cell: Cell) -> date | None:
    """A cell as a day, None where it is empty. Raises InvalidValueError for anything else."""
    if isinstance(cell, date):
        return cell
    text = text_of(cell)
    return parse_date(text) if text else None


def _day_or_none(cell: Cell) -> date | None:
    try:
        return day_of(cell)
    except InvalidValueError:
        return None
