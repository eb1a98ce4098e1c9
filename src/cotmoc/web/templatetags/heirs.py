"""What heirs say of targets, in words: `{% load heirs %}`."""

from __future__ import annotations

from django import template

from cotmoc.store.models import Target, TargetDecision
from cotmoc.web.templatetags.claims import target_line

register = template.Library()


@register.filter
def adapted_line(said: TargetDecision, target: Target) -> str:
    """An adapted target beside the one it takes the place of: "2030: ≥ 85%"."""
    milestone = said.milestone or target.milestone
    shown = Target(milestone=milestone, op=said.op, value=said.value, upper=said.upper, unit=target.unit)
    return target_line(shown)
