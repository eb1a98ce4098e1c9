"""What has been kept as long as the table of personal data says is removed; whoever has left is locked."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from cotmoc.actions.base import action, record
from cotmoc.actions.leaving import shut
from cotmoc.core.personaldata import days_kept
from cotmoc.store.models import DataRequest, Person, SignInFailure


@dataclass(frozen=True)
class Tidied:
    """How many rows of each kind were removed, and how many accounts locked."""

    failures: int
    sessions: int
    requests: int
    locked: int

    @property
    def total(self) -> int:
        return self.failures + self.sessions + self.requests + self.locked


def tidy_people(*, by: Person) -> Tidied:
    """Do what is due; a second time the same day there is nothing to do and nothing is written."""
    if any(found.exists() for found in (_failures(), _sessions(), _user_sessions(), _requests(), _left())):
        return _tidy(by=by)
    return Tidied(0, 0, 0, 0)


@action
def _tidy(*, by: Person) -> Tidied:
    left = list(_left().select_for_update(no_key=True))
    for person in left:
        shut(person)
        record("person.lock", person, by=by)
    sessions = _sessions().delete()[0] + _user_sessions().delete()[0]
    done = Tidied(_failures().delete()[0], sessions, _requests().delete()[0], len(left))
    record("data.tidy", by, by=by, after=asdict(done))
    return done


def _before(code: str) -> datetime:
    return timezone.now() - timedelta(days=days_kept(code))


def _failures() -> QuerySet[SignInFailure]:
    return SignInFailure.objects.filter(at__lt=_before("failures"))


def _sessions() -> QuerySet[Session]:
    return Session.objects.filter(expire_date__lt=timezone.now())


def _user_sessions() -> QuerySet[UserSession]:
    old: QuerySet[UserSession] = UserSession.objects.filter(last_seen_at__lt=_before("sessions"))
    return old


def _requests() -> QuerySet[DataRequest]:
    return DataRequest.objects.filter(answered_at__lt=_before("requests"))


def _left() -> QuerySet[Person]:
    return Person.objects.filter(is_active=True, left_on__lte=timezone.localdate())
