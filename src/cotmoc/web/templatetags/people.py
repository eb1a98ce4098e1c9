"""Values of the copy of personal data, as people read them: `{% load people %}`."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils.translation import gettext as _

from cotmoc.ui.templatetags.cotmoc import vndate, vntime

register = template.Library()


@register.filter
def held_value(value: object) -> str:
    """A moment, a day, yes or no, or the text itself."""
    if isinstance(value, datetime):
        return vntime(value)
    if isinstance(value, date):
        return vndate(value)
    if isinstance(value, bool):
        return _("có") if value else _("không")
    return "" if value is None else str(value)
