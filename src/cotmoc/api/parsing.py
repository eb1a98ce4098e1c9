"""JSON in: refused where no database could keep it (NaN, numbers without end, letters that are none)."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

# A whole number beyond this is kept as a float: no column holds it.
_LARGEST = 2**63 - 1


class StrictParser(Parser):
    """Ninja's parser without the constants and letters that JSON and the databases do not know."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The parsed body; raises ValueError for what JSON is not."""
        data = json.loads(request.body, parse_constant=_refuse, parse_float=_finite, parse_int=_whole)
        for text in _texts(data):
            text.encode()  # half a pair of surrogates is no letter
            if "\x00" in text:
                raise ValueError("NUL")
        return data


def _refuse(word: str) -> float:
    raise ValueError(word)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _whole(text: str) -> int | float:
    number = int(text)
    return number if abs(number) <= _LARGEST else _finite(text)


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for item in data:
            yield from _texts(item)
    elif isinstance(data, dict):
        for key, item in data.items():
            yield key
            yield from _texts(item)
