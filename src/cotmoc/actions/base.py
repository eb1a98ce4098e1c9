"""What every action is made of: one transaction, one actor, at least one audit event – or nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import models, transaction

from cotmoc.store.models import Event, Person

P = ParamSpec("P")
R = TypeVar("R")
ACTIONS: dict[str, Callable[..., Any]] = {}
_recorded: ContextVar[int] = ContextVar("recorded", default=0)


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Make `function` an action. It takes its actor as the keyword `by` and records at least one event.

    A write without an event is a fault of ours, so it is rolled back and raised.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic():
            before = _recorded.get()
            result = function(*args, **kwargs)
            if _recorded.get() == before:
                raise AssertionError(f"{function.__name__} wrote without an audit event")
            return result

    ACTIONS[f"{function.__module__}.{function.__name__}"] = run
    return run


def record(
    verb: str,
    thing: models.Model,
    *,
    by: Person,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> Event:
    """Write one event of the trail, in the transaction of the action that calls it."""
    _recorded.set(_recorded.get() + 1)
    return Event.objects.create(
        by=by,
        verb=verb,
        thing=thing._meta.model_name or "",
        thing_id=thing.pk,
        before=before or {},
        after=after or {},
    )
