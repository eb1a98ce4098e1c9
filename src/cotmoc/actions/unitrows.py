"""The rows of a table of units, read and judged before any is stored."""

from __future__ import annotations

from collections.abc import Iterable

from cotmoc.actions.people import AgencyRow
from cotmoc.core.errors import RefusedRowsError, RowError, UnreadableError
from cotmoc.core.text import fold
from cotmoc.reading.sheets import Cell, Head, Row, Sheet, find_head
from cotmoc.store.models import Agency

HEADINGS: dict[str, tuple[str, ...]] = {
    "code": ("Mã", "Mã đơn vị", "Mã cơ quan"),
    "name": ("Tên", "Tên đơn vị", "Đơn vị", "Cơ quan"),
    "kind": ("Loại", "Loại đơn vị"),
    "parent": ("Mã cấp trên", "Cấp trên", "Đơn vị cấp trên"),
    "aliases": ("Tên gọi khác", "Tên khác", "Tên viết tắt"),
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


def check_units(sheets: Iterable[Sheet]) -> tuple[AgencyRow, ...]:
    """The units of the first sheet that has the headings of HEADINGS, in its order.

    Raises UnreadableError without such a sheet or without a unit, RefusedRowsError with every fault.
    """
    found = next(((sheet, head) for sheet in sheets if (head := find_head(sheet, HEADINGS, NEEDED))), None)
    if found is None:
        raise UnreadableError(
            "Không thấy hàng tiêu đề. Bảng đơn vị cần các cột: Mã, Tên, Loại; thêm Mã cấp trên, Tên gọi khác nếu có.",
            code="no-head",
        )
    sheet, head = found
    lines = [row for row in sheet.rows[head.place + 1 :] if not row.is_empty]
    if not lines:
        raise UnreadableError("Bảng chưa có đơn vị nào. Điền rồi nhập lại.", code="no-units")
    faults = [fault for line in lines for fault in _faults(line, head)] + _twins(lines, head)
    if faults:
        raise RefusedRowsError(sorted(faults, key=lambda fault: fault.row))
    return tuple(_unit(line, head) for line in lines)


def _unit(row: Row, head: Head) -> AgencyRow:
    said = {field: _text(row.cell(head.columns.get(field))) for field in HEADINGS}
    aliases = tuple(filter(None, (" ".join(one.split()) for one in said["aliases"].split(";"))))
    kind = _KIND_OF[fold(said["kind"])]
    return AgencyRow(said["code"], said["name"], kind, said["parent"], aliases=aliases)


def _faults(row: Row, head: Head) -> list[RowError]:
    faults = []
    for field, longest in _LONGEST.items():
        text = _text(row.cell(head.columns[field]))
        if not text:
            faults.append(RowError(row.number, head.titles[field], "để trống; mỗi đơn vị cần mã và tên"))
        elif len(text) > longest:
            faults.append(
                RowError(row.number, head.titles[field], f"dài {len(text)} chữ; viết gọn trong {longest}")
            )
    kind = _text(row.cell(head.columns["kind"]))
    if fold(kind) not in _KIND_OF:
        remedy = "viết tỉnh, sở hoặc xã"
        faults.append(RowError(row.number, head.titles["kind"], f"'{kind}' không phải loại đơn vị; {remedy}"))
    return faults


def _twins(rows: Iterable[Row], head: Head) -> list[RowError]:
    """Codes that stand twice: the later one would silently take the place of the first."""
    first: dict[str, int] = {}
    faults = []
    for row in rows:
        code = _text(row.cell(head.columns["code"]))
        if code and first.setdefault(code, row.number) != row.number:
            faults.append(
                RowError(row.number, head.titles["code"], f"mã '{code}' đã có ở hàng {first[code]}")
            )
    return faults


def _text(cell: Cell) -> str:
    """A cell as words; a code that the spreadsheet took for a number is written as one."""
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else str(cell)
    return " ".join(str(cell or "").split())
