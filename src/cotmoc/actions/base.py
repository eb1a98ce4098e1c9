"""What every action is made of: one transaction, one actor, at least one audit event – or nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import models, transaction

from cotmoc.actions.checkpoints import checkpoint_after
from cotmoc.actions.guard import refuse_marked_words
from cotmoc.actions.sealing import Draft, seal
from cotmoc.store.access import acting_for
from cotmoc.store.models import Person

P = ParamSpec("P")
R = TypeVar("R")
ACTIONS: dict[str, Callable[..., Any]] = {}
# The events of the running action; None outside of one.
_drafts: ContextVar[list[Draft] | None] = ContextVar("drafts", default=None)


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Make `function` an action. It takes its actor as the keyword `by` and records at least one event.

    The events of an action and of those it calls join the tree together, at the end of the outermost transaction:
    until then nobody else has to wait. A write without an event is a fault of ours, so it is rolled back and raised.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        drafts = _drafts.get()
        if drafts is None:
            return _outermost(function, *args, **kwargs)
        mark, stands_in = len(drafts), acting_for.set(acting_for.get())
        try:
            with transaction.atomic():
                return _told(function, drafts, *args, **kwargs)
        except BaseException:
            del drafts[mark:]  # taken back with the savepoint
            raise
        finally:
            acting_for.reset(stands_in)

    ACTIONS[f"{function.__module__}.{function.__name__}"] = run
    return run


def _outermost(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    drafts: list[Draft] = []
    running, nobody = _drafts.set(drafts), acting_for.set(None)
    try:
        refuse_marked_words(kwargs)
        with transaction.atomic():
            result = _told(function, drafts, *args, **kwargs)
            seal(drafts)
            checkpoint_after(drafts)
            return result
    finally:
        _drafts.reset(running)
        acting_for.reset(nobody)


def _told(function: Callable[P, R], drafts: list[Draft], *args: P.args, **kwargs: P.kwargs) -> R:
    mark = len(drafts)
    result = function(*args, **kwargs)
    if len(drafts) == mark:
        raise AssertionError(f"{function.__name__} wrote without an audit event")
    return result


def record(
    verb: str,
    thing: models.Model,
    *,
    by: Person | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    why: str = "",
    personal: dict[str, Any] | None = None,
) -> None:
    """Write one event of the trail, in the transaction of the action that calls it.

    Names, addresses and the like of people go into `personal`, which can be erased later; never into the rest.
    """
    drafts = _drafts.get()
    if drafts is None:
        raise AssertionError(f"{verb}: events are recorded inside actions only")
    name = thing._meta.model_name or ""
    drafts.append(Draft(verb, name, thing.pk, by, before or {}, after or {}, why, personal, acting_for.get()))
