"""What the types of a request refuse, in Vietnamese: pydantic's kinds of errors as sentences with the remedy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cotmoc.api.problems import Fault

_SENTENCES = {
    "missing": "Thiếu trường này; thêm vào.",
    "extra_forbidden": "Không có trường này; bỏ đi hoặc viết lại tên.",
    "string_type": "Cần chữ.",
    "string_too_short": "Cần ít nhất {min_length} ký tự.",
    "string_too_long": "Nhiều nhất {max_length} ký tự.",
    "string_pattern_mismatch": "Không đúng dạng {pattern}.",
    "int_type": "Cần số nguyên.",
    "int_parsing": "Cần số nguyên.",
    "int_from_float": "Cần số nguyên.",
    "float_type": "Cần số.",
    "float_parsing": "Cần số.",
    "finite_number": "Cần số hữu hạn.",
    "bool_type": "Cần true hoặc false.",
    "bool_parsing": "Cần true hoặc false.",
    "list_type": "Cần một danh sách [ … ].",
    "dict_type": "Cần một đối tượng { … }.",
    "model_type": "Cần một đối tượng { … }.",
    "model_attributes_type": "Cần một đối tượng { … }.",
    "literal_error": "Chọn một trong: {expected}.",
    "enum": "Chọn một trong: {expected}.",
    "greater_than_equal": "Phải từ {ge} trở lên.",
    "less_than_equal": "Nhiều nhất là {le}.",
    "too_short": "Cần ít nhất {min_length} mục.",
    "too_long": "Nhiều nhất {max_length} mục.",
}


def fault_of(error: Mapping[str, Any]) -> Fault:
    """One error of pydantic as a fault of the problem."""
    kind = str(error["type"])
    context = dict(error.get("ctx", {}))
    if kind == "value_error":
        message = str(context.get("error") or error.get("msg", ""))
    else:
        message = _SENTENCES.get(kind, "Giá trị không đúng kiểu.").format_map(_Known(context))
    return Fault(message=message, code=kind.replace("_", "-"), field=_field(error["loc"]))


def _field(place: Sequence[int | str]) -> str:
    """ "body.figures.3.value": without the name that our own code has for the whole body."""
    source, *path = place
    return ".".join(str(part) for part in (source, *(path[1:] if source == "body" else path)))


class _Known(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"
