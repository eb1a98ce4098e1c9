"""Claims and items of a plan in words: `{% load claims %}`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

from cotmoc.store.language import said
from cotmoc.store.models import Target
from cotmoc.web.review import words as claim_words

register = template.Library()


@register.filter
def due_words(due: str | None) -> str:
    """A date of the plan format: "2026-06-30" → "30/6/2026"; what a person typed otherwise stays."""
    return claim_words.due_words(due) if due and due.replace("-", "").isdigit() else due or ""


@register.filter
def due_list(dues: Iterable[str]) -> str:
    """Several of them: "15/6, 1/12"."""
    return ", ".join(claim_words.due_words(due) for due in dues)


@register.filter
def every_words(every: str | Iterable[str]) -> str:
    """How often, one or several of core.plan.EVERY: "hằng tháng, hằng năm"."""
    codes = [every] if isinstance(every, str) else every
    return ", ".join(said(claim_words.EVERY[code]) for code in codes if code)


@register.filter
def target_line(target: Target) -> str:
    """A target of a plan: "2030: ≥ 90%"."""
    values = {name: getattr(target, name) for name in ("op", "value", "upper", "unit", "note", "every")}
    milestone = claim_words.due_words(target.milestone)
    words = claim_words.target_words(values)
    return f"{milestone}: {words}" if milestone else words


@register.filter
def unit_word(unit: str | None) -> str:
    """A unit as people write it."""
    return claim_words.unit_word(unit)


@register.filter
def place_words(place: Mapping[str, Any], section: str = "") -> str:
    """Where words stand in the document."""
    return claim_words.place_words({**place, "section": section})
