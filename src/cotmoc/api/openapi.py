"""The description of the API: summaries from the docstrings, and the errors that every operation may answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from cotmoc.api.problems import MEDIA_TYPE, Problem

DESCRIPTION = """Từ văn bản chỉ đạo đến kế hoạch, số liệu, bảng điểm và báo cáo, cho chương trình khác dùng.

Hệ thống khác dùng khóa API, người quản trị tạo ở trang Khóa API: gửi ở đầu mục Authorization: Bearer cm_live_… \
Khóa hành động thay một người, trong các quyền và kế hoạch đã chọn. Với khóa thử (cm_test_…) mọi việc diễn ra như \
thật rồi được hoàn lại, trả lời có đầu mục Cotmoc-Test: yes.

Trang web dùng phiên của trình duyệt (cookie sessionid); yêu cầu ghi (POST, PUT, PATCH, DELETE) gửi kèm đầu mục \
X-CSRFToken với csrf_token của /api/me.

Quyền như trên trang, mỗi địa chỉ nêu quyền cần có: điều không được xem thì trả lời 404, được xem mà không \
được làm thì 403.

Danh sách trả về items, total, next; lấy trang sau bằng địa chỉ next. Ngày viết theo ISO 8601. Mọi lỗi là \
application/problem+json (RFC 9457): detail nói sai gì và phải làm gì, errors nêu từng chỗ."""
_REF = "#/components/schemas/"
_ERRORS = {
    400: "Yêu cầu không đọc được",
    401: "Chưa đăng nhập, hoặc khóa API không dùng được",
    403: "Không có quyền (của người, của khóa), hoặc thiếu X-CSRFToken",
    404: "Không tìm thấy",
    409: "Không còn ở trạng thái cần thiết",
    413: "Tệp quá lớn",
    422: "Dữ liệu chưa đúng",
}
_SUCCESS = {200: "Được", 201: "Đã tạo", 202: "Đã nhận, đang làm"}


def located(status: int) -> dict[str, Any]:
    """What to add to an operation whose answer names the address of what was made."""
    header = {"Location": {"description": "Địa chỉ của mục vừa tạo", "schema": {"type": "string"}}}
    return {"responses": {status: {"headers": header}}}


class DescribedAPI(NinjaAPI):
    """Ninja's API with a description in the words of its readers."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The OpenAPI 3.1 document."""
        schema = super().get_openapi_schema(**options)
        for methods in schema["paths"].values():
            for method, operation in methods.items():
                _complete(method, operation)
        for address, methods in schema["paths"].items():
            for method, operation in methods.items():
                _add_errors(address, method, operation)
        schema["paths"] = _tidy(schema["paths"])
        schema["components"] = {
            "schemas": _used(
                schema["paths"], _tidy({**schema["components"]["schemas"], **_problem_schemas()})
            ),
            "securitySchemes": {
                "key": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "Khóa API: cm_live_… hoặc cm_test_…",
                },
                "session": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
                "csrf": {"type": "apiKey", "in": "header", "name": "X-CSRFToken"},
            },
        }
        tags = dict.fromkeys(tag for one in _operations(schema["paths"]) for tag in one["tags"])
        schema["tags"] = [{"name": tag} for tag in tags]
        return schema

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The function's name: stable and unique."""
        return operation.view_func.__name__


def _operations(paths: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for methods in paths.values():
        yield from methods.values()


def _complete(method: str, operation: dict[str, Any]) -> None:
    """Words from the docstring, parameters as OpenAPI wants them, and who may ask."""
    summary, _, rest = operation.pop("description", "").partition("\n\n")
    operation["summary"] = " ".join(summary.split())
    if rest.strip():
        operation["description"] = " ".join(rest.split())
    operation["security"] = [{"key": []}, {"session": []} if method == "get" else {"session": [], "csrf": []}]
    for parameter in operation["parameters"]:
        parameter.pop("examples", None)
        _without_null(parameter["schema"])
    for status, answer in operation["responses"].items():
        answer["description"] = _SUCCESS[int(status)]


def _without_null(schema: dict[str, Any]) -> None:
    """A parameter is given or left out; no address can say null."""
    if "anyOf" in schema:
        (kind,) = [one for one in schema.pop("anyOf") if one != {"type": "null"}]
        schema.update(kind)
        schema.pop("default", None)


def _add_errors(address: str, method: str, operation: dict[str, Any]) -> None:
    statuses = {401, 403, 404, 422}
    if method != "get":
        statuses |= {400, 409}
    if "multipart/form-data" in operation.get("requestBody", {}).get("content", {}):
        statuses |= {404, 413}
    for status in sorted(statuses):
        operation["responses"][status] = {
            "description": _ERRORS[status],
            "content": {MEDIA_TYPE: {"schema": {"$ref": f"{_REF}Problem"}}},
        }


def _problem_schemas() -> dict[str, Any]:
    schema = Problem.model_json_schema(ref_template=f"{_REF}{{model}}", mode="serialization")
    return {**schema.pop("$defs"), "Problem": schema}


def _tidy(node: Any, *, names: bool = False) -> Any:
    """Without the titles pydantic makes of field names; pages and answers under plain names.

    `names` says that the keys of `node` are names of fields, not words of JSON Schema.
    """
    if isinstance(node, dict):
        return {
            _plain(key): _tidy(value, names=key == "properties" and not names)
            for key, value in node.items()
            if names or key != "title" or not isinstance(value, str)
        }
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    return _plain(node) if isinstance(node, str) and node.startswith(_REF) else node


def _plain(name: Any) -> Any:
    """ "TaskPage" of "Page_TaskOut_", "Task" of "TaskOut"."""
    if not isinstance(name, str):
        return name
    return re.sub(r"\bPage_(\w+?)(?:Out)?_$", r"\1Page", re.sub(r"(?<=[a-z])Out$", "", name))


def _used(paths: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    """Only the schemas that the paths refer to, directly or not, by name."""
    found: set[str] = set()
    waiting = list(_references(paths))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _references(schemas[name])
    return {name: schemas[name] for name in sorted(found)}


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref":
                yield value.removeprefix(_REF)
            else:
                yield from _references(value)
    elif isinstance(node, list):
        for item in node:
            yield from _references(item)
