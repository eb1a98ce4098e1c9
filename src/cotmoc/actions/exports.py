"""What leaves the system, and who looked at personal data: both leave an event, though nothing else is changed."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Model
from django.utils import timezone

from cotmoc.actions.base import action, record
from cotmoc.store.models import Event, Person

_ONCE_IN = timedelta(hours=1)


@action
def note_export(*, what: str, thing: Model, by: Person) -> None:
    """A file made of `thing` was handed out; `what` says which, as `report.docx`. Who may have it is asked before."""
    record("file.export", thing, by=by, after={"what": what})


def note_look(*, event: Event, by: Person) -> None:
    """The personal data of an event were shown; told once an hour for a reader."""
    since = timezone.now() - _ONCE_IN
    if not Event.objects.filter(
        by=by, verb="event.read", thing="event", thing_id=event.pk, at__gt=since
    ).exists():
        _look(event=event, by=by)


@action
def _look(*, event: Event, by: Person) -> None:
    record("event.read", event, by=by, after={"position": event.position})
