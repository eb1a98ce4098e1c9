"""The plan format `cotmoc-plan/1` as JSON: one table of shapes gives writing, reading and the JSON Schema.

A place is written as the keys `line`, `page`, `block`, `row`, `column` of the item it belongs to.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from cotmoc.core.dates import milestone_date
from cotmoc.core.errors import InvalidValueError
from cotmoc.core.plan import (
    EVERY,
    FORMAT,
    OBLIGATION_KINDS,
    OPS,
    TASK_KINDS,
    Baseline,
    Directive,
    IndicatorClaim,
    ObligationClaim,
    OutlineEntry,
    Place,
    PlanDraft,
    Signer,
    Target,
    TaskClaim,
    Warning,
)

Data = dict[str, Any]

_TEXT: Data = {"type": "string"}
_TEXT_OR_NULL: Data = {"type": ["string", "null"]}
_TEXTS: Data = {"type": "array", "items": _TEXT}
_NUMBER_OR_NULL: Data = {"type": ["number", "null"]}
_BOOLEAN: Data = {"type": "boolean"}
_INTEGER_OR_NULL: Data = {"type": ["integer", "null"], "minimum": 0}
_CONFIDENCE: Data = {"type": "number", "minimum": 0, "maximum": 1, "default": 1}
_DATE: Data = {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}(-\d{2})?$"}
_MILESTONE: Data = {"type": ["string", "null"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
_DUE_LIST: Data = {
    "type": "array",
    "items": {"type": "string", "pattern": r"^(\d{4}-\d{2}(-\d{2})?|\d{2}-\d{2})$"},
}
_EVERY: Data = {"type": ["string", "null"], "enum": [*EVERY, None]}
_EVERY_LIST: Data = {"type": "array", "items": {"type": "string", "enum": list(EVERY)}}
_PLACE_KEYS = ("line", "page", "block", "row", "column")


@dataclass(frozen=True)
class _Shape:
    """How one dataclass stands in JSON. A field is a schema, or a shape: alone, or in a list for many."""

    make: type[Any]
    fields: dict[str, Data | _Shape | list[_Shape]]
    placed: bool = True
    required: tuple[str, ...] = field(default=())


_TARGET = _Shape(
    Target,
    {
        "milestone": _MILESTONE,
        "op": {"type": "string", "enum": list(OPS)},
        "value": _NUMBER_OR_NULL,
        "upper": _NUMBER_OR_NULL,
        "unit": _TEXT_OR_NULL,
        "every": _EVERY,
        "note": _TEXT_OR_NULL,
        "quote": _TEXT,
        "confidence": _CONFIDENCE,
    },
    required=("op",),
)
_BASELINE = _Shape(
    Baseline,
    {
        "period": _TEXT_OR_NULL,
        "op": {"type": "string", "enum": list(OPS)},
        "value": _NUMBER_OR_NULL,
        "upper": _NUMBER_OR_NULL,
        "unit": _TEXT_OR_NULL,
        "quote": _TEXT,
    },
    required=("period",),
)
_INDICATOR = _Shape(
    IndicatorClaim,
    {
        "code": _TEXT_OR_NULL,
        "name": _TEXT,
        "unit": _TEXT_OR_NULL,
        "scope": _TEXT_OR_NULL,
        "higher_is_better": _BOOLEAN,
        "owner": _TEXTS,
        "section": _TEXT,
        "quote": _TEXT,
        "confidence": _CONFIDENCE,
        "targets": [_TARGET],
        "baselines": [_BASELINE],
    },
    required=("name",),
)
_TASK = _Shape(
    TaskClaim,
    {
        "section": _TEXT,
        "kind": {"type": "string", "enum": list(TASK_KINDS)},
        "text": _TEXT,
        "lead": _TEXTS,
        "coordinate": _TEXTS,
        "due": _DATE,
        "every": _EVERY,
        "deliverables": _TEXTS,
        "quote": _TEXT,
        "confidence": _CONFIDENCE,
    },
    required=("text",),
)
_OBLIGATION = _Shape(
    ObligationClaim,
    {
        "who": _TEXT_OR_NULL,
        "to": _TEXT_OR_NULL,
        "kind": {"type": "string", "enum": list(OBLIGATION_KINDS)},
        "every": _EVERY_LIST,
        "due": _DUE_LIST,
        "section": _TEXT,
        "quote": _TEXT,
        "confidence": _CONFIDENCE,
    },
    required=("kind",),
)
_DIRECTIVE = _Shape(
    Directive,
    {
        "number": _TEXT_OR_NULL,
        "kind": _TEXT_OR_NULL,
        "issuer": _TEXT_OR_NULL,
        "place": _TEXT_OR_NULL,
        "level": _TEXT_OR_NULL,
        "date": _DATE,
        "title": _TEXT_OR_NULL,
        "signer": _Shape(Signer, {"name": _TEXT_OR_NULL, "role": _TEXT_OR_NULL}, placed=False),
        "implements": _TEXTS,
        "replaces": _TEXTS,
        "cites": _TEXTS,
        "recipients": _TEXTS,
    },
    placed=False,
)
_ITEMS = {"indicator": _INDICATOR, "task": _TASK, "obligation": _OBLIGATION}
_PLAN = _Shape(
    PlanDraft,
    {
        "directive": _DIRECTIVE,
        "outline": [_Shape(OutlineEntry, {"number": _TEXT, "title": _TEXT}, required=("number", "title"))],
        "indicators": [_INDICATOR],
        "tasks": [_TASK],
        "obligations": [_OBLIGATION],
        "warnings": [_Shape(Warning, {"code": _TEXT, "message": _TEXT}, required=("code", "message"))],
    },
    placed=False,
)


def plan_to_data(plan: PlanDraft) -> Data:
    """`plan` as plain values, in the order of the plan format."""
    return {"format": FORMAT, **_write(_PLAN, plan)}


def plan_from_data(data: object) -> PlanDraft:
    """The plan that `data` (parsed JSON) describes. Raises InvalidValueError naming the place of the first fault."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise InvalidValueError(
            f'Đây không phải tệp kế hoạch của Cột Mốc: cần khóa "format" với giá trị "{FORMAT}".',
            code="plan-format",
        )
    plan: PlanDraft = _read(_PLAN, data, "")
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
    if kind not in _ITEMS:
        raise InvalidValueError(
            f"Loại mục '{kind}' không có; chọn một trong: {', '.join(_ITEMS)}.", code="kind"
        )
    item: IndicatorClaim | TaskClaim | ObligationClaim = _read(_ITEMS[kind], data, kind)
    return item


def json_schema() -> Data:
    """The JSON Schema (2020-12) of the plan format, built from the same table."""
    schema = _schema(_PLAN)
    schema["properties"] = {"format": {"const": FORMAT}, **schema["properties"]}
    schema["required"] = ["format", *_PLAN.fields]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:cotmoc:plan:1",
        "title": "Cột Mốc: kế hoạch đọc từ văn bản chỉ đạo (cotmoc-plan/1)",
        **schema,
    }


def _write(shape: _Shape, value: Any) -> Data:
    data: Data = {}
    for name, kind in shape.fields.items():
        item = getattr(value, name)
        if isinstance(kind, _Shape):
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
    known = {key: getattr(place, key) for key in _PLACE_KEYS}
    return {key: number for key, number in known.items() if key == "line" or number is not None}


def _read(shape: _Shape, data: object, where: str) -> Any:
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


def _read_field(kind: Data | _Shape | list[_Shape], item: object, where: str) -> Any:
    if isinstance(kind, _Shape):
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
    if isinstance(item, str) and kind in (_DATE, _MILESTONE):
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
    for key in _PLACE_KEYS:
        _check(_INTEGER_OR_NULL, data.get(key), f"{where}.{key}")
        if data.get(key) is not None:
            known[key] = data[key]
    return Place(**{"block": 0, **known}) if known else None


def _fault(where: str, what: str) -> InvalidValueError:
    return InvalidValueError(f"Tệp kế hoạch, chỗ {where.lstrip('.') or 'gốc'}: {what}", code="plan-format")


def _schema(shape: _Shape) -> Data:
    properties: Data = {}
    for name, kind in shape.fields.items():
        if isinstance(kind, _Shape):
            properties[name] = _schema(kind)
        elif isinstance(kind, list):
            properties[name] = {"type": "array", "items": _schema(kind[0])}
        else:
            properties[name] = kind
    if shape.placed:
        properties.update(dict.fromkeys(_PLACE_KEYS, _INTEGER_OR_NULL))
    schema: Data = {"type": "object", "properties": properties}
    if shape.required:
        schema["required"] = list(shape.required)
    return schema
