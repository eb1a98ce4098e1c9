"""The trail as people read it: newest first, filtered, within the reach of who reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from cotmoc.core.permissions import Verb
from cotmoc.core.text import fold
from cotmoc.store.access import rights_of
from cotmoc.store.models import Checkpoint, Event, Person, TreeHead

SHOWN = 50
# What is long and not needed for a name, by model.
_HEAVY = {
    "reading": ("document", "draft"),
    "planversion": ("content",),
    "figureimport": ("rows",),
    "report": ("snapshot",),
}
_NAMED_BY = {
    "submission": ("unit", "plan"),
    "observation": ("indicator", "unit"),
    "indicator": ("plan",),
    "task": ("plan",),
    "report": ("plan",),
    "planversion": ("plan",),
    "reading": ("directive",),
    "deputy": ("person", "deputy"),
    "grant": ("agency", "person"),
    "targetdecision": ("target__indicator",),
}


@dataclass(frozen=True)
class TrailQuery:
    """What to show; `before` is the position below which a page begins. Days are included."""

    who: str = ""
    verb: str = ""
    thing: str = ""
    since: date | None = None
    until: date | None = None
    before: int | None = None


@dataclass(frozen=True)
class TrailRow:
    """One event and the thing it is about, as far as that still is there."""

    event: Event
    thing: Model | None


@dataclass(frozen=True)
class TrailState:
    """The tree as it is."""

    size: int
    root: str
    checkpoint: Checkpoint | None


def events_seen(person: Person) -> QuerySet[Event]:
    """The events a person may read: all of them, or those by people of the units in the reach of the grants.

    What no person did – a command before there were people – is for those who read everything.
    """
    units: set[int] = set()
    for held in rights_of(person).holding(Verb.VIEW_TRAIL):
        if held.reach is None:
            return Event.objects.all()
        units |= held.reach
    return Event.objects.filter(by__agency__in=units)


def trail_rows(person: Person, query: TrailQuery) -> list[TrailRow]:
    """At most SHOWN + 1 rows, the newest first: the last one tells that there are more."""
    events = _chosen(events_seen(person), query).select_related("by", "by__agency", "acting_for", "key")
    found = list(events.order_by("-position")[: SHOWN + 1])
    things = _things(found)
    return [TrailRow(event, things.get((event.thing, event.thing_id))) for event in found]


def trail_row(person: Person, position: int) -> TrailRow:
    """One event. Raises Event.DoesNotExist, also for who may not read it."""
    events = events_seen(person).select_related("by", "by__agency", "acting_for", "key")
    event = events.get(position=position)
    return TrailRow(event, _things([event]).get((event.thing, event.thing_id)))


def trail_state() -> TrailState:
    """Size, root and the newest checkpoint."""
    head = TreeHead.objects.filter(pk=1).first() or TreeHead()
    return TrailState(head.size, head.root, Checkpoint.objects.order_by("-size").first())


def _chosen(events: QuerySet[Event], query: TrailQuery) -> QuerySet[Event]:
    if query.who:
        people = Person.objects.only("pk", "full_name", "username")
        wanted = fold(query.who)
        found = [one.pk for one in people if wanted in fold(f"{one.full_name} {one.username}")]
        events = events.filter(Q(by__in=found) | Q(acting_for__in=found))
    if query.verb:
        events = events.filter(verb=query.verb)
    if query.thing:
        name, _, number = query.thing.partition(":")
        events = events.filter(thing=name, **({"thing_id": int(number)} if number.isdecimal() else {}))
    if query.since and query.since.year > 1:  # before the first day that can be written nothing was
        events = events.filter(at__gte=_midnight(query.since))
    if query.until and query.until.year < 9999:  # nor will anything be after the last one
        events = events.filter(at__lt=_midnight(query.until + timedelta(days=1)))
    if query.before is not None:
        events = events.filter(position__lt=query.before)
    return events


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _things(events: Iterable[Event]) -> dict[tuple[str, int], Model]:
    """The things of the events; one question a kind of thing."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for event in events:
        wanted[event.thing].add(event.thing_id)
    found: dict[tuple[str, int], Model] = {}
    for name, numbers in wanted.items():
        try:
            model = apps.get_model("store", name)
        except LookupError:
            continue
        rows = model._default_manager.select_related(*_NAMED_BY.get(name, ())).defer(*_HEAVY.get(name, ()))
        found |= {(name, row.pk): row for row in rows.filter(pk__in=numbers)}
    return found
