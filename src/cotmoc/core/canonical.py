"""JSON that is the same wherever it has been: what goes into a digest must come back from every database unchanged.

PostgreSQL keeps the numbers of JSON as decimals (1e20 comes back whole, −0.0 as 0) and takes neither the letter U+0000
nor half a surrogate pair; SQLite keeps the text. So values are brought to a form that both keep before they are stored.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from math import isfinite
from typing import Any

_UNKNOWN = "\ufffd"
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical(content: Any) -> bytes:
    """Plain values as JSON in UTF-8: keys in the order of their code points, no spaces, the shortest numbers."""
    return _ENCODER.encode(content).encode()


def plain(value: Any) -> Any:
    """`value` as JSON has it: whole numbers as integers, days and codes as text, every key a text.

    Raises ValueError for what is no number, TypeError for what JSON cannot say.
    """
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return _mapping(value)
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    raise TypeError(f"{type(value).__name__} has no place in an event; write its key or its name")


def plain_text(text: str) -> str:
    """A text without the letters that a database refuses; they are shown as unknown."""
    if text.isascii() and "\0" not in text:
        return str(text)
    return "".join(_UNKNOWN if one == "\0" or "\ud800" <= one <= "\udfff" else one for one in text)


def _number(value: float) -> float:
    if isinstance(value, int):
        return int(value)
    if not isfinite(value):
        raise ValueError("not a number: an event holds finite numbers only")
    return int(value) if value.is_integer() else float(value)


def _mapping(value: Mapping[Any, Any]) -> dict[str, Any]:
    found = {_key(key): plain(one) for key, one in value.items()}
    if len(found) != len(value):
        raise ValueError(f"two keys of an event read the same: {', '.join(map(str, value))}")
    return found


def _key(key: Any) -> str:
    name = plain(key)
    return name if isinstance(name, str) else json.dumps(name)
