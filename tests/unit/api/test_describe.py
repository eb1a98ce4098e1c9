"""Endpoints and shapes as the page and the reference show them."""

from __future__ import annotations

from typing import Any

import pytest

from cotmoc.api.describe import endpoints, markdown, shapes
from cotmoc.api.faults import fault_of

ANSWER = {
    "description": "Được",
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Tree"}}},
}
DOCUMENT: dict[str, Any] = {
    "info": {"description": "Một API."},
    "paths": {
        "/api/trees/{pk}": {
            "put": {
                "operationId": "put_tree", "tags": ["Cây"], "summary": "Ghi một cây|cành.",
                "parameters": [
                    {"in": "path", "name": "pk", "required": True, "schema": {"type": "integer"}},
                    {"in": "query", "name": "q", "required": False, "schema": {"type": "string", "examples": ["a"]}},
                ],
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Tree"}}}},
                "responses": {"404": {"description": "Không tìm thấy"}, "200": ANSWER},
            }
        },
        "/api/trees": {
            "post": {
                "operationId": "add_tree", "tags": ["Cây"], "summary": "Thêm.", "parameters": [],
                "requestBody": {"content": {"multipart/form-data": {"schema": {
                    "properties": {"file": {"type": "string", "format": "binary"}, "note": {"type": "string"}},
                    "required": ["file"],
                }}}},
                "responses": {"201": {"description": "Đã tạo"}},
            }
        },
    },
    "components": {"schemas": {"Tree": {"description": "Một cây.", "properties": {
        "kind": {"enum": ["la", "kim"]},
        "parent": {"anyOf": [{"$ref": "#/components/schemas/Tree"}, {"type": "null"}]},
        "leaves": {"type": "array", "items": {"type": ["number", "null"]}},
        "born": {"type": "string", "format": "date", "description": "Ngày trồng"},
    }, "required": ["kind"]}}},
}  # fmt: skip


def test_an_endpoint() -> None:
    put, post = endpoints(DOCUMENT)
    assert (put.method, put.body_kind, put.body_link) == ("PUT", "Tree", "Tree")
    assert [(one.name, one.where, one.example) for one in put.parameters] == [
        ("pk", "path", ""),
        ("q", "query", "a"),
    ]
    assert [(one.status, one.kind) for one in put.answers] == [(200, "Tree"), (404, "")]
    assert [(one.name, one.kind, one.required) for one in post.body] == [
        ("file", "string (binary)", True), ("note", "string", False),
    ]  # fmt: skip


def test_a_shape() -> None:
    (tree,) = shapes(DOCUMENT)
    assert [(field.name, field.kind, field.link) for field in tree.fields] == [
        ("kind", "la | kim", ""), ("parent", "Tree | null", "Tree"), ("leaves", "[number | null]", ""),
        ("born", "string (date)", ""),
    ]  # fmt: skip
    assert [field.required for field in tree.fields] == [True, False, False, False]


def test_the_reference() -> None:
    page = markdown(DOCUMENT)
    assert "| `PUT /api/trees/{pk}` | Ghi một cây\\|cành. | `q`?, `Tree` | 200 Tree |" in page
    assert "| `POST /api/trees` | Thêm. | `file`, `note`? | 201 |" in page


@pytest.mark.parametrize(
    ("error", "message", "field"),
    [
        ({"type": "missing", "loc": ("body", "body", "a", 3, "b")}, "Thiếu trường này; thêm vào.", "body.a.3.b"),
        ({"type": "less_than_equal", "loc": ("query", "n"), "ctx": {"le": 5}}, "Nhiều nhất là 5.", "query.n"),
        ({"type": "too_long", "loc": ("body", "x"), "ctx": {}}, "Nhiều nhất … mục.", "body"),
        ({"type": "value_error", "loc": ("body", "x", "a"), "ctx": {"error": "Cần ngày."}}, "Cần ngày.", "body.a"),
        ({"type": "never_seen", "loc": ("file", "file")}, "Giá trị không đúng kiểu.", "file.file"),
    ],
)  # fmt: skip
def test_a_fault_in_words(error: dict[str, Any], message: str, field: str) -> None:
    fault = fault_of(error)
    assert (fault.message, fault.field) == (message, field)
    assert "_" not in fault.code
