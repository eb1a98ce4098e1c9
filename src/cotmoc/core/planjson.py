"""The plan format `cotmoc-plan/1` as JSON: written, read with the place of the first fault, and described."""

from __future__ import annotations

import json
import re
from typing import Any

from cotmoc.core.dates import milestone_date
from cotmoc.core.errors import InvalidValueError
from cotmoc.core.plan import (
    FORMAT,
    IndicatorClaim,
    ObligationClaim,
    Place,
    PlanDraft,
    TaskClaim,
)
from cotmoc.core.planshapes import DATE, INTEGER_OR_NULL, ITEMS, MILESTONE, PLACE_KEYS, PLAN, Data, Shape


def plan_to_data(plan: PlanDraft) -> Data:
    """`plan` as plain values, in the order of the plan format."""
    return {"format": FORMAT, **_write(PLAN, plan)}


def plan_from_data(data: object) -> PlanDraft:
    """The plan that `data` (parsed JSON) describes. Raises InvalidValueError naming the place of the first fault."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise InvalidValueError(
            f'Đây không phải tệp kế hoạch của Cột Mốc: cần khóa "format" với giá trị "{FORMAT}".',
            code="plan-format",
        )
    plan: PlanDraft = _read(PLAN, data, "")
    return plan


def dumps(plan: PlanDraft) -> str:
    """`plan` as JSON text, indented, with Vietnamese letters as they are."""
    return json.dumps(plan_to_data(plan), ensure_ascii=False, indent=1)


def loads(text: str) -> PlanDraft:
    """The plan that JSON `text` describes. Raises InvalidValueError with what to do."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise InvalidValueError(
            f"Tệp kế hoạch không phải JSON hợp lệ ({error}).", code="plan-format"
        ) from error
    return plan_from_data(data)


def item_from_data(kind: str, data: object) -> IndicatorClaim | TaskClaim | ObligationClaim:
    """One item of a plan: `kind` is indicator, task or obligation. Raises InvalidValueError naming the fault."""
    if kind not in ITEMS:
        raise InvalidValueError(
            f"Loại mục '{kind}' không có; chọn một trong: {', '.join(ITEMS)}.", code="kind"
        )
    item: IndicatorClaim | TaskClaim | ObligationClaim = _read(ITEMS[kind], data, kind)
    return item


def json_schema() -> Data:
    """The JSON Schema (2020-12) of the plan format, built from the same table."""
    schema = _schema(PLAN)
    schema["properties"] = {"format": {"const": FORMAT}, **schema["properties"]}
    schema["required"] = ["format", *PLAN.fields]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:cotmoc:plan:1",
        "title": "Cột Mốc: kế hoạch đọc từ văn bản chỉ đạo (cotmoc-plan/1)",
        **schema,
    }


def _write(shape: Shape, value: Any) -> Data:
    data: Data = {}
    for name, kind in shape.fields.items():
        item = getattr(value, name)
        if isinstance(kind, Shape):
            data[name] = _write(kind, item)
        elif isinstance(kind, list):
            data[name] = [_write(kind[0], one) for one in item]
        else:
            data[name] = _plain(item)
    if shape.placed:
        data.update(_write_place(value.place))
    return data


def _plain(item: Any) -> Any:
    """Tuples as lists, whole floats as integers."""
    if isinstance(item, tuple):
        return list(item)
    return int(item) if isinstance(item, float) and item.is_integer() and abs(item) < 1e15 else item


def _write_place(place: Place | None) -> Data:
    if place is None:
        return {"line": None}
    known = {key: getattr(place, key) for key in PLACE_KEYS}
    return {key: number for key, number in known.items() if key == "line" or number is not None}


def _read(shape: Shape, data: object, where: str) -> Any:
    if not isinstance(data, dict):
        raise _fault(where, "cần một đối tượng JSON { … }")
    for name in shape.required:
        if name not in data:
            raise _fault(f"{where}.{name}", "thiếu; thêm khóa này")
    values: Data = {}
    for name, kind in shape.fields.items():
        if name in data:
            values[name] = _read_field(kind, data[name], f"{where}.{name}".lstrip("."))
    if shape.placed:
        values["place"] = _read_place(data, where)
    try:
        return shape.make(**values)
    except InvalidValueError as error:
        raise _fault(where, str(error)) from error


def _read_field(kind: Data | Shape | list[Shape], item: object, where: str) -> Any:
    if isinstance(kind, Shape):
        return _read(kind, item, where)
    if isinstance(kind, list):
        if not isinstance(item, list):
            raise _fault(where, "cần một danh sách [ … ]")
        return tuple(_read(kind[0], one, f"{where}[{index}]") for index, one in enumerate(item))
    _check(kind, item, where)
    if isinstance(item, list):
        return tuple(item)
    return float(item) if "number" in kind["type"] and isinstance(item, int) else item


_PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "null": (type(None),),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
    "array": (list,),
}
_NAMES = {
    "string": "chữ",
    "null": "null",
    "number": "số",
    "integer": "số nguyên",
    "boolean": "true/false",
    "array": "danh sách",
}


def _check(kind: Data, item: object, where: str) -> None:
    names = kind["type"] if isinstance(kind["type"], list) else [kind["type"]]
    fits = any(isinstance(item, _PYTHON_TYPES[name]) for name in names)
    if not fits or (isinstance(item, bool) and "boolean" not in names):
        raise _fault(where, "cần " + " hoặc ".join(_NAMES[name] for name in names))
    if "enum" in kind and item not in kind["enum"]:
        raise _fault(
            where, f"'{item}' không có; chọn một trong: {', '.join(str(v) for v in kind['enum'] if v)}"
        )
    if isinstance(item, str) and "pattern" in kind and not re.match(kind["pattern"], item):
        raise _fault(where, f"'{item}' không đúng dạng; viết năm-tháng-ngày, ví dụ 2030-06-30")
    if isinstance(item, str) and kind in (DATE, MILESTONE):
        _check_day(item, where)
    if isinstance(item, int | float) and not kind.get("minimum", item) <= item <= kind.get("maximum", item):
        raise _fault(where, f"{item} nằm ngoài khoảng cho phép")
    if isinstance(item, list):
        for index, one in enumerate(item):
            _check(kind["items"], one, f"{where}[{index}]")


def _check_day(item: str, where: str) -> None:
    """A day that is in no calendar would stop every board that compares with it."""
    try:
        milestone_date(item)
    except InvalidValueError as error:
        raise _fault(where, str(error)) from error


def _read_place(data: Data, where: str) -> Place | None:
    known: dict[str, int] = {}
    for key in PLACE_KEYS:
        _check(INTEGER_OR_NULL, data.get(key), f"{where}.{key}")
        if data.get(key) is not None:
            known[key] = data[key]
    return Place(**{"block": 0, **known}) if known else None


def _fault(where: str, what: str) -> InvalidValueError:
    return InvalidValueError(f"Tệp kế hoạch, chỗ {where.lstrip('.') or 'gốc'}: {what}", code="plan-format")


def _schema(shape: Shape) -> Data:
    properties: Data = {}
    for name, kind in shape.fields.items():
        if isinstance(kind, Shape):
            properties[name] = _schema(kind)
        elif isinstance(kind, list):
            properties[name] = {"type": "array", "items": _schema(kind[0])}
        else:
            properties[name] = kind
    if shape.placed:
        properties.update(dict.fromkeys(PLACE_KEYS, INTEGER_OR_NULL))
    schema: Data = {"type": "object", "properties": properties}
    if shape.required:
        schema["required"] = list(shape.required)
    return schema
