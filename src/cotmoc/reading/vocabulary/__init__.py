"""The words the rules know, as data: one TOML file per concern, beside this module."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The tables of `name`.toml. Read once; callers do not change what they get."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def terms(name: str, key: str) -> tuple[str, ...]:
    """The list `key` ("table.key" for a nested one) of `name`.toml."""
    value: Any = load(name)
    for part in key.split("."):
        value = value[part]
    return tuple(value)
