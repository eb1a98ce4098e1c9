"""Keys of the API: finding one, and listing those a person may manage."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Literal

from django.db.models import QuerySet
from django.utils import timezone

from cotmoc.core.apikeys import digest_of, looks_like_key
from cotmoc.core.permissions import Verb, may
from cotmoc.store.access import rights_of
from cotmoc.store.models import ApiKey, Person
from cotmoc.store.rights import Held

KeyState = Literal["valid", "expired", "revoked", "idle"]


def find_key(text: str) -> ApiKey | None:
    """The key of that text, in whatever state, with its person."""
    if not looks_like_key(text):
        return None
    return ApiKey.objects.select_related("person__agency", "plan").filter(digest=digest_of(text)).first()


def state_of(key: ApiKey, now: datetime) -> KeyState:
    """ "revoked", "expired", "idle" (its person is locked) or "valid"."""
    if key.revoked_at is not None:
        return "revoked"
    if key.expires_at <= now:
        return "expired"
    return "valid" if key.person.is_active else "idle"


def last_day(key: ApiKey) -> date:
    """The last day on which the key works: it ends with that day."""
    return timezone.localdate(key.expires_at - timedelta(microseconds=1))


def keys_managed_by(person: Person) -> QuerySet[ApiKey]:
    """The keys of the people within the reach of whoever manages keys, the newest first."""
    reach = _reach(person)
    rows = ApiKey.objects.select_related("person__agency", "plan", "created_by")
    return rows if reach is None else rows.filter(person__agency__in=reach)


def people_for_keys(person: Person) -> QuerySet[Person]:
    """Those for whom whoever manages keys can make one."""
    reach = _reach(person)
    rows = Person.objects.filter(is_active=True, erased_at=None).select_related("agency")
    return rows if reach is None else rows.filter(agency__in=reach)


def _reach(person: Person) -> frozenset[int] | None:
    """The agencies whose people's keys the person manages; None for all."""
    reaches = [held.reach for held in rights_of(person).holding(Verb.MANAGE_KEYS)]
    if any(one is None for one in reaches):
        return None
    return frozenset().union(*(one for one in reaches if one is not None))


def own_grants(person: Person) -> list[Held]:
    """What the person holds without standing in for anybody: a key outlives the leave of a colleague."""
    return [held for held in rights_of(person).held if held.whose.pk == person.pk]


def own_verbs(person: Person) -> frozenset[Verb]:
    """What a key that acts as the person could do."""
    return frozenset(verb for held in own_grants(person) for verb in Verb if may(held.role, verb))


def beyond(maker: Person, person: Person, verbs: frozenset[Verb]) -> frozenset[Verb]:
    """Those of `verbs` that `person` may do somewhere `maker` may not: a key would lend them to its maker."""
    own = own_grants(maker)
    return frozenset(
        verb
        for held in own_grants(person)
        for verb in verbs
        if may(held.role, verb) and not any(may(one.role, verb) and _within(held, one) for one in own)
    )


def _within(inner: Held, outer: Held) -> bool:
    """Whether everything that `inner` reaches `outer` reaches too."""
    same_plan = outer.plan is None or outer.plan == inner.plan
    return same_plan and (outer.reach is None or (inner.reach is not None and inner.reach <= outer.reach))
