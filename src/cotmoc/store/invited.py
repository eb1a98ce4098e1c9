"""Which invited account an outside sign-in means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from allauth.socialaccount.models import SocialAccount

from cotmoc.store.models import Person

# What of an account a claim may be compared with.
FIELDS = ("email", "username")


def invited(field: str, value: object) -> Person | None:
    """The one account in use whose `field` is `value`, ASCII case apart; None when there is none or more than one.

    Other letters are compared as they stand: the databases fold some that look alike into one.
    """
    if field not in FIELDS or not isinstance(value, str) or not value.strip():
        return None
    wanted = value.strip().encode().lower()
    found = Person.objects.filter(is_active=True, erased_at=None, **{f"{field}__iexact": value.strip()})
    same = [person for person in found[:10] if getattr(person, field).encode().lower() == wanted]
    return same[0] if len(same) == 1 else None


def is_bound(person: Person, issuer: str) -> bool:
    """Whether an identity of this issuer is bound to the account already."""
    return bool(SocialAccount.objects.filter(user=person, extra_data__issuer=issuer).exists())


@dataclass(frozen=True)
class Identity:
    """An identity of a single sign-on that opens an account; `host` is where it comes from."""

    host: str
    bound_at: datetime
    used_at: datetime


def identities_of(person: Person) -> list[Identity]:
    """The identities bound to an account, the oldest first; one query."""
    rows = SocialAccount.objects.filter(user_id=person.pk).order_by("pk")
    return [
        Identity(urlsplit(row.extra_data.get("issuer", "")).hostname or "", row.date_joined, row.last_login)
        for row in rows
    ]
