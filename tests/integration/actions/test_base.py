"""Audited or not done: every action names its actor, writes an event, and leaves nothing behind when it fails."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

import pytest
from tests.support import factories

import cotmoc.actions
from cotmoc.actions.base import ACTIONS, action, record
from cotmoc.core.errors import ForbiddenError
from cotmoc.store.models import Agency, Event, Person

for module in pkgutil.iter_modules(cotmoc.actions.__path__):
    importlib.import_module(f"cotmoc.actions.{module.name}")


@pytest.mark.parametrize("name", [name for name in ACTIONS if name.startswith("cotmoc.")])
def test_every_action_takes_its_actor_by_keyword(name: str) -> None:
    parameters = inspect.signature(ACTIONS[name]).parameters
    assert parameters["by"].kind is inspect.Parameter.KEYWORD_ONLY
    assert all(p.kind in {p.KEYWORD_ONLY, p.VAR_KEYWORD} for p in parameters.values())


@action
def _silent(*, by: Person) -> None:
    Agency.objects.create(code="Z", name="Z", kind="commune", valid_from="2025-07-01")


@action
def _failing(*, by: Person) -> None:
    record("test.fail", by, by=by)
    raise ForbiddenError("không")


@pytest.mark.django_db
def test_a_write_without_an_event_is_rolled_back() -> None:
    by = factories.manager()
    with pytest.raises(AssertionError, match="without an audit event"):
        _silent(by=by)
    assert not Agency.objects.exists()


@pytest.mark.django_db
def test_a_refused_action_leaves_no_event() -> None:
    by = factories.manager()
    with pytest.raises(ForbiddenError):
        _failing(by=by)
    assert not Event.objects.filter(verb="test.fail").exists()


@pytest.mark.django_db
def test_the_trail_cannot_be_changed() -> None:
    by = factories.manager()
    event = Event.objects.get(thing_id=by.pk)
    with pytest.raises(ForbiddenError):
        event.save()
    with pytest.raises(ForbiddenError):
        event.delete()
