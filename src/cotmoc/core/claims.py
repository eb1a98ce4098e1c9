"""Claims compared by their content, so that reading a changed document again asks only about what changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cotmoc.core.text import words

# Where something stands, and how sure the reader was, is not what it says.
_NOT_CONTENT = {"line", "page", "block", "row", "column", "confidence", "section", "code"}


def _content(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _content(item) for key, item in sorted(value.items()) if key not in _NOT_CONTENT}
    if isinstance(value, (list, tuple)):
        return [_content(item) for item in value]
    return value


def fingerprint(kind: str, payload: Mapping[str, Any]) -> str:
    """A digest of what the claim says, the same wherever it stands in the document."""
    text = json.dumps([kind, _content(payload)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def likeness(one: str, other: str) -> float:
    """Share of words two texts have in common, 0 to 1 (Jaccard, 1912)."""
    a, b = set(words(one)), set(words(other))
    return len(a & b) / len(a | b) if a or b else 1.0
