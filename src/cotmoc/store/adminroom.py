"""The numbers of the room of management, a query or two each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.utils import timezone

from cotmoc.store.agencies import current
from cotmoc.store.areas import areas_on
from cotmoc.store.heritage import inherited, may_decide, undecided
from cotmoc.store.managing import people_of
from cotmoc.store.models import ApiKey, Checkpoint, DataRequest, Person, TreeHead

SOON = timedelta(days=30)


@dataclass(frozen=True)
class PeopleCount:
    active: int
    invited: int


@dataclass(frozen=True)
class RequestCount:
    waiting: int
    late: int


@dataclass(frozen=True)
class UnitCount:
    agencies: int
    areas: int


@dataclass(frozen=True)
class HeritageCount:
    waiting: int


@dataclass(frozen=True)
class KeyCount:
    open: int
    expiring: int


@dataclass(frozen=True)
class TrailCount:
    """`days` since the last checkpoint; None without one."""

    events: int
    days: int | None


def people(by: Person) -> PeopleCount:
    """Accounts in use and invitations nobody has taken up."""
    active = people_of(by).filter(is_active=True)
    invited = active.filter(
        invited_at__isnull=False, last_login=None, password__startswith=UNUSABLE_PASSWORD_PREFIX
    ).count()
    return PeopleCount(active.count() - invited, invited)


def requests(by: Person) -> RequestCount:
    """Requests about personal data that wait for an answer."""
    waiting = DataRequest.objects.filter(answered_at=None, person__in=people_of(by))
    return RequestCount(waiting.count(), waiting.filter(due__lt=timezone.localdate()).count())


def units() -> UnitCount:
    """Agencies and areas of today."""
    today = timezone.localdate()
    return UnitCount(current(today).count(), areas_on(today).count())


def heritage(by: Person) -> HeritageCount:
    """Inherited targets that wait for the word of the person."""
    waiting = undecided(inherited(timezone.localdate()))
    return HeritageCount(sum(may_decide(by, row) for row in waiting))


def keys() -> KeyCount:
    """Keys that open something, and those of them that soon will not."""
    now = timezone.now()
    there = ApiKey.objects.filter(revoked_at=None, expires_at__gt=now)
    return KeyCount(there.count(), there.filter(expires_at__lte=now + SOON).count())


def trail() -> TrailCount:
    """How long the trail is and how old its last checkpoint."""
    head, last = TreeHead.objects.first(), Checkpoint.objects.first()
    return TrailCount(head.size if head else 0, (timezone.now() - last.at).days if last else None)
