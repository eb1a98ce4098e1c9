"""What heirs say of targets, in words: `{% load heirs %}`."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from cotmoc.store.heritage import Standing
from cotmoc.store.models import Target, TargetDecision
from cotmoc.web.templatetags.claims import target_line

register = template.Library()


@register.filter
def adapted_line(said: TargetDecision, target: Target) -> str:
    """An adapted target beside the one it takes the place of: "2030: ≥ 85%"."""
    milestone = said.milestone or target.milestone
    shown = Target(milestone=milestone, op=said.op, value=said.value, upper=said.upper, unit=target.unit)
    return target_line(shown)


@register.filter
def standing_of(target: Target, standings: Mapping[int, Standing]) -> Standing | None:
    """What the heirs made of a target: `target|standing_of:standings`; None where they keep it."""
    return standings.get(target.pk)
