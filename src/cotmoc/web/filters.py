"""Links of filters: the address of a page with one of its parameters changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest


@dataclass(frozen=True)
class Chip:
    """A choice of a filter with its count."""

    code: str
    label: str
    count: int
    href: str
    current: bool


def asked(request: HttpRequest, names: Iterable[str]) -> dict[str, str]:
    """The parameters of these names, trimmed, at most 200 characters each."""
    return {name: request.GET.get(name, "").strip()[:200] for name in names}


def href(values: dict[str, str], **changes: str) -> str:
    """The page's address with `changes`; empty parameters are left out. "_" in a name stands for "-"."""
    merged = values | {name.replace("_", "-"): value for name, value in changes.items()}
    return "?" + urlencode({name: value for name, value in merged.items() if value})
