"""The OpenAPI document as plain values: for the page of the API and for docs/reference/api.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from cotmoc.core.permissions import Verb

Schema = Mapping[str, Any]


@dataclass(frozen=True)
class Field:
    """One field of a request or an answer: `kind` in the words of JSON, `link` the schema it is made of."""

    name: str
    kind: str
    link: str
    required: bool
    text: str
    example: str
    where: str = ""


@dataclass(frozen=True)
class Answer:
    """One status an endpoint answers."""

    status: int
    text: str
    kind: str
    link: str


@dataclass(frozen=True)
class Endpoint:
    """One method of one address; `asks` says in words what one must be allowed."""

    key: str
    method: str
    address: str
    tag: str
    summary: str
    text: str
    parameters: tuple[Field, ...]
    body: tuple[Field, ...]
    body_kind: str
    body_link: str
    answers: tuple[Answer, ...]
    asks: str = ""


@dataclass(frozen=True)
class Shape:
    """One named schema with its fields."""

    name: str
    text: str
    fields: tuple[Field, ...]


def endpoints(document: Schema) -> tuple[Endpoint, ...]:
    """Every endpoint, in the order of the document."""
    return tuple(
        _endpoint(method, address, operation)
        for address, methods in document["paths"].items()
        for method, operation in methods.items()
    )


def by_tag(some: tuple[Endpoint, ...]) -> list[tuple[str, list[Endpoint]]]:
    """Endpoints under their tags."""
    return [(tag, list(group)) for tag, group in groupby(some, key=lambda one: one.tag)]


def shapes(document: Schema) -> tuple[Shape, ...]:
    """Every named schema, by name."""
    return tuple(
        Shape(name, schema.get("description", ""), tuple(_fields(schema)))
        for name, schema in document["components"]["schemas"].items()
    )


def markdown(document: Schema) -> str:
    """docs/reference/api.md: every endpoint with what it takes and answers."""
    lines = [
        "# The HTTP API",
        "",
        "Generated from the API itself; do not edit by hand: run `python -m tests.support.apidoc` from the repository",
        "root after a change. The full description is at `/api/openapi.json` (OpenAPI 3.1), the page for people at",
        "`/api/docs`. Below, `?` marks what may be left out.",
        "",
        document["info"]["description"],
    ]
    for tag, group in by_tag(endpoints(document)):
        lines += ["", f"## {tag}", "", "| | | takes | answers |", "|---|---|---|---|"]
        lines += [_row(one) for one in group]
    return "\n".join(lines) + "\n"


def _row(one: Endpoint) -> str:
    query = [f"`{field.name}`" for field in one.parameters if field.where == "query"]
    body = [f"`{field.name}`" + ("" if field.required else "?") for field in one.body]
    whole = [f"`{one.body_kind}`"] if one.body_kind else []
    takes = ", ".join([*(f"{name}?" for name in query), *body, *whole]) or "–"
    good = next(answer for answer in one.answers if answer.status < 400)
    answers = f"{good.status} {good.kind}".strip()
    summary = one.summary.replace("|", "\\|")
    return f"| `{one.method} {one.address}` | {summary} | {takes} | {answers} |"


def _endpoint(method: str, address: str, operation: Schema) -> Endpoint:
    content = operation.get("requestBody", {}).get("content", {})
    media, body = next(iter(content.items()), ("", {"schema": {}}))
    kind, link = _kind(body["schema"])
    form = media == "multipart/form-data"
    return Endpoint(
        key=operation["operationId"],
        method=method.upper(),
        address=address,
        tag=operation["tags"][0],
        summary=operation["summary"],
        text=operation.get("description", ""),
        parameters=tuple(
            _field(one["name"], one["schema"], required=one["required"], where=one["in"])
            for one in operation["parameters"]
        ),
        body=tuple(_fields(body["schema"])) if form else (),
        body_kind="" if form or not media else kind,
        body_link="" if form else link,
        asks=_asks(operation.get("x-permission", "")),
        answers=tuple(
            _answer(int(status), answer) for status, answer in sorted(operation["responses"].items())
        ),
    )


def _asks(said: str) -> str:
    return Verb(said).label if said in set(Verb) else "Đăng nhập là đủ"


def _answer(status: int, answer: Schema) -> Answer:
    if "content" not in answer:
        return Answer(status, answer["description"], "", "")
    media, content = next(iter(answer["content"].items()))
    kind, link = _kind(content["schema"])
    return Answer(status, answer["description"], kind if media.endswith("json") else "tệp", link)


def _fields(schema: Schema) -> Iterator[Field]:
    required = set(schema.get("required", ()))
    for name, one in schema.get("properties", {}).items():
        yield _field(name, one, required=name in required)


def _field(name: str, schema: Schema, *, required: bool, where: str = "") -> Field:
    kind, link = _kind(schema)
    examples = schema.get("examples") or ([schema["example"]] if "example" in schema else [])
    return Field(
        name, kind, link, required, schema.get("description", ""), str(examples[0]) if examples else "", where
    )


def _kind(schema: Schema) -> tuple[str, str]:
    """A schema in a word or two, and the name of the schema it is made of."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return name, name
    if "anyOf" in schema:
        kinds = [_kind(one) for one in schema["anyOf"]]
        link = next((link for _, link in kinds if link), "")
        return " | ".join(dict.fromkeys(kind for kind, _ in kinds)), link
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"]), ""
    if schema.get("type") == "array":
        kind, link = _kind(schema.get("items", {}))
        return f"[{kind}]", link
    kinds_of_type = schema.get("type", "")
    kind = " | ".join(kinds_of_type) if isinstance(kinds_of_type, list) else str(kinds_of_type)
    return (f"{kind} ({schema['format']})" if "format" in schema else kind), ""
