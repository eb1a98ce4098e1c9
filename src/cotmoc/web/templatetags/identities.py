"""The identities of an account: `{% load identities %}{% identities person as bound %}`."""

from __future__ import annotations

from django import template

from cotmoc.store.invited import Identity, identities_of
from cotmoc.store.models import Person

register = template.Library()


@register.simple_tag
def identities(person: Person) -> list[Identity]:
    """What of a single sign-on opens the account."""
    return identities_of(person)
