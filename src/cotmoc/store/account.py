"""What the page of one's own account shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils import timezone

from cotmoc.core.permissions import Role
from cotmoc.store.models import Deputy, Grant, Person


@dataclass(frozen=True)
class GrantLine:
    """A role and where it holds; `agency` or `plan` empty: everywhere, for all."""

    role: Role
    agency: str
    plan: str
    valid_to: date | None


@dataclass(frozen=True)
class DeputyLine:
    """Who stands in for whom: `mine` when the person of the page is the one who is away."""

    name: str
    valid_from: date
    valid_to: date
    mine: bool


@dataclass(frozen=True)
class Passkey:
    pk: int
    name: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class SecondFactors:
    """What stands beside the password."""

    has_codes: bool
    spare_codes: bool
    passkeys: tuple[Passkey, ...]

    @property
    def is_there(self) -> bool:
        """Whether a stolen password alone lets nobody in."""
        return self.has_codes or bool(self.passkeys)


@dataclass(frozen=True)
class AccountPage:
    grants: tuple[GrantLine, ...]
    deputies: tuple[DeputyLine, ...]
    factors: SecondFactors
    sessions: int


def account_page(person: Person) -> AccountPage:
    """Roles, deputies, second factors and the sessions that are still open of a person."""
    return AccountPage(
        _grants(person),
        _deputies(person),
        second_factors(person),
        len(UserSession.objects.purge_and_list(person)),
    )


def second_factors(person: Person) -> SecondFactors:
    """The second factors of a person; one query."""
    found = list(Authenticator.objects.filter(user_id=person.pk).order_by("created_at"))
    types = {one.type for one in found}
    return SecondFactors(
        Authenticator.Type.TOTP in types,
        Authenticator.Type.RECOVERY_CODES in types,
        tuple(
            Passkey(one.pk, one.data.get("name", ""), one.created_at, one.last_used_at)
            for one in found
            if one.type == Authenticator.Type.WEBAUTHN
        ),
    )


def _grants(person: Person) -> tuple[GrantLine, ...]:
    today = timezone.localdate()
    rows = Grant.objects.filter(person=person, valid_from__lte=today).exclude(valid_to__lt=today)
    return tuple(
        GrantLine(
            Role(row.role),
            row.agency.name if row.agency else "",
            str(row.plan) if row.plan else "",
            row.valid_to,
        )
        for row in rows.select_related("agency", "plan")
    )


def _deputies(person: Person) -> tuple[DeputyLine, ...]:
    today = timezone.localdate()
    rows = (
        Deputy.objects.filter(person=person, valid_to__gte=today)
        | Deputy.objects.filter(deputy=person, valid_to__gte=today)
    ).select_related("person", "deputy")
    return tuple(
        DeputyLine(
            str(row.deputy if row.person_id == person.pk else row.person),
            row.valid_from,
            row.valid_to,
            row.person_id == person.pk,
        )
        for row in rows
    )
