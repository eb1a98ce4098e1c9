"""How the values of a plan stand in JSON: one table that writing, reading and the JSON Schema share.

A place is written as the keys `line`, `page`, `block`, `row`, `column` of the item it belongs to.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cotmoc.core.plan import (
    EVERY,
    OBLIGATION_KINDS,
    OPS,
    TASK_KINDS,
    Baseline,
    Directive,
    IndicatorClaim,
    ObligationClaim,
    OutlineEntry,
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
INTEGER_OR_NULL: Data = {"type": ["integer", "null"], "minimum": 0}
_CONFIDENCE: Data = {"type": "number", "minimum": 0, "maximum": 1, "default": 1}
DATE: Data = {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}(-\d{2})?$"}
MILESTONE: Data = {"type": ["string", "null"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
_DUE_LIST: Data = {
    "type": "array",
    "items": {"type": "string", "pattern": r"^(\d{4}-\d{2}(-\d{2})?|\d{2}-\d{2})$"},
}
_EVERY: Data = {"type": ["string", "null"], "enum": [*EVERY, None]}
_EVERY_LIST: Data = {"type": "array", "items": {"type": "string", "enum": list(EVERY)}}
PLACE_KEYS = ("line", "page", "block", "row", "column")


@dataclass(frozen=True)
class Shape:
    """How one dataclass stands in JSON. A field is a schema, or a shape: alone, or in a list for many."""

    make: type[Any]
    fields: dict[str, Data | Shape | list[Shape]]
    placed: bool = True
    required: tuple[str, ...] = field(default=())


_TARGET = Shape(
    Target,
    {
        "milestone": MILESTONE,
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
_BASELINE = Shape(
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
_INDICATOR = Shape(
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
_TASK = Shape(
    TaskClaim,
    {
        "section": _TEXT,
        "kind": {"type": "string", "enum": list(TASK_KINDS)},
        "text": _TEXT,
        "lead": _TEXTS,
        "coordinate": _TEXTS,
        "due": DATE,
        "every": _EVERY,
        "deliverables": _TEXTS,
        "quote": _TEXT,
        "confidence": _CONFIDENCE,
    },
    required=("text",),
)
_OBLIGATION = Shape(
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
_DIRECTIVE = Shape(
    Directive,
    {
        "number": _TEXT_OR_NULL,
        "kind": _TEXT_OR_NULL,
        "issuer": _TEXT_OR_NULL,
        "place": _TEXT_OR_NULL,
        "level": _TEXT_OR_NULL,
        "date": DATE,
        "title": _TEXT_OR_NULL,
        "signer": Shape(Signer, {"name": _TEXT_OR_NULL, "role": _TEXT_OR_NULL}, placed=False),
        "implements": _TEXTS,
        "replaces": _TEXTS,
        "cites": _TEXTS,
        "recipients": _TEXTS,
    },
    placed=False,
)
ITEMS = {"indicator": _INDICATOR, "task": _TASK, "obligation": _OBLIGATION}
PLAN = Shape(
    PlanDraft,
    {
        "directive": _DIRECTIVE,
        "outline": [Shape(OutlineEntry, {"number": _TEXT, "title": _TEXT}, required=("number", "title"))],
        "indicators": [_INDICATOR],
        "tasks": [_TASK],
        "obligations": [_OBLIGATION],
        "warnings": [Shape(Warning, {"code": _TEXT, "message": _TEXT}, required=("code", "message"))],
    },
    placed=False,
)
