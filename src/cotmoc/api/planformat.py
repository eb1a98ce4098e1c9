"""The plan format as types of the API: checked by core.planjson, described by its JSON Schema."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import BodyEx, P
from pydantic import WithJsonSchema

from cotmoc.core.planjson import json_schema

_SCHEMA = json_schema()
_PROPERTIES = _SCHEMA["properties"]
_WHOLE = {key: value for key, value in _SCHEMA.items() if not key.startswith("$")}


def _item(key: str) -> dict[str, Any]:
    schema: dict[str, Any] = _PROPERTIES[key]["items"]
    return schema


# A whole plan; the identity of a document; one indicator, task or obligation.
PlanContent = Annotated[dict[str, Any], WithJsonSchema(_WHOLE)]
PlanBody = BodyEx[PlanContent, P()]
Identity = Annotated[
    dict[str, Any],
    WithJsonSchema({**_PROPERTIES["directive"], "description": "Định danh văn bản, theo cotmoc-plan/1"}),
]
Payload = Annotated[
    dict[str, Any],
    WithJsonSchema(
        {
            "anyOf": [_item("indicators"), _item("tasks"), _item("obligations")],
            "description": "Chỉ tiêu, nhiệm vụ hoặc chế độ báo cáo, theo cotmoc-plan/1",
        }
    ),
]
