"""What happens when a person leaves: told before it is done, and done as it was told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import Count, Q
from django.utils import timezone

from cotmoc.core.permissions import UNIT_ROLES
from cotmoc.core.spans import Span, gaps
from cotmoc.store.dated import valid_on
from cotmoc.store.managing import open_grants
from cotmoc.store.models import Agency, ApiKey, Deputy, FigureImport, Grant, Person, Report, Submission


@dataclass(frozen=True)
class Passing:
    """One grant that ends, who takes it over and on which days; none of them when the receiver holds it already."""

    grant: Grant
    receiver: Person | None
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Drafts:
    """Work that was begun and stays with the unit."""

    submissions: int
    imports: int
    reports: int

    @property
    def total(self) -> int:
        return self.submissions + self.imports + self.reports


@dataclass(frozen=True)
class Leaving:
    """Everything that will happen; `on` is the first day without the person, `orphans` the units left without anybody
    who enters figures for them."""

    person: Person
    on: date
    passings: tuple[Passing, ...]
    sessions: int
    keys: tuple[ApiKey, ...]
    deputies: tuple[Deputy, ...]
    drafts: Drafts
    orphans: tuple[Agency, ...]

    @property
    def is_now(self) -> bool:
        """Whether the account is locked at once, not on a later day."""
        return self.on <= timezone.localdate()

    @property
    def last_day(self) -> date:
        """The last day on which the person may do anything."""
        return self.on - timedelta(days=1)


def leaving_of(person: Person, on: date, receivers: Mapping[int, Person]) -> Leaving:
    """What happens when `person` leaves on the day `on`; `receivers` by the number of the grant they take over."""
    passings = tuple(
        Passing(grant, receivers.get(grant.pk), _given(grant, receivers.get(grant.pk), on))
        for grant in open_grants(person, on).order_by("pk")
    )
    standing = Deputy.objects.filter(Q(person=person) | Q(deputy=person), valid_to__gte=on)
    return Leaving(
        person=person,
        on=on,
        passings=passings,
        sessions=len(session_keys(person)),
        keys=tuple(keys_beyond(person, on)),
        deputies=tuple(standing.select_related("person", "deputy")),
        drafts=_drafts(person),
        orphans=_orphans(person, on, passings),
    )


def keys_beyond(person: Person, on: date) -> list[ApiKey]:
    """The keys that act for a person and would still open something on the day `on`."""
    start = timezone.make_aware(datetime.combine(on, time.min))
    return list(ApiKey.objects.filter(person=person, revoked_at=None, expires_at__gt=start))


def session_keys(person: Person) -> list[str]:
    """The sessions in which the person is signed in. Sessions do not say whose they are until they are opened."""
    there = Session.objects.filter(expire_date__gt=timezone.now()).iterator()
    return [one.session_key for one in there if one.get_decoded().get(SESSION_KEY) == str(person.pk)]


def _given(grant: Grant, receiver: Person | None, on: date) -> tuple[Span, ...]:
    """The days on which the receiver gets the grant: those on which the same is not held already."""
    if receiver is None:
        return ()
    same = Grant.objects.filter(person=receiver, role=grant.role, agency=grant.agency_id, plan=grant.plan_id)
    held = [Span(*days) for days in same.values_list("valid_from", "valid_to")]
    return gaps(Span(max(on, grant.valid_from), grant.valid_to), held)


def _drafts(person: Person) -> Drafts:
    units = [held.agency_id for held in person.grants.all() if held.role in UNIT_ROLES]
    begun = (Submission.State.DRAFT, Submission.State.RETURNED)
    return Drafts(
        submissions=Submission.objects.filter(unit__in=units, state__in=begun).count(),
        imports=FigureImport.objects.filter(by=person, state=FigureImport.State.PREVIEW).count(),
        reports=Report.objects.filter(created_by=person, frozen_at=None).count(),
    )


def _orphans(person: Person, on: date, passings: tuple[Passing, ...]) -> tuple[Agency, ...]:
    """The units that had an officer in this person and have nobody from the day `on`."""
    lost = {
        passing.grant.agency_id: passing.grant.agency
        for passing in passings
        if passing.grant.role in UNIT_ROLES and passing.receiver is None
    }
    kept = {
        passing.grant.agency_id
        for passing in passings
        if passing.grant.role in UNIT_ROLES and passing.receiver is not None
    }
    others = (
        Grant.objects.filter(
            agency__in=lost, role__in=UNIT_ROLES, person__is_active=True, person__left_on=None
        )
        .filter(valid_on(on))
        .exclude(person=person)
        .values("agency")
        .annotate(held=Count("pk"))
    )
    kept |= {row["agency"] for row in others}
    return tuple(unit for pk, unit in lost.items() if unit is not None and pk not in kept)
