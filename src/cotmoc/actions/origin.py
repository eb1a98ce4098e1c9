"""From where an action comes: a page, the API with its key, a command on the server or a job in the background."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from cotmoc.store.models import Event


@dataclass(frozen=True)
class Origin:
    """`address` is that of the computer that asked; it goes among the personal data of an event."""

    via: Event.Via
    address: str = ""


_COMMAND = Origin(Event.Via.COMMAND)
_origin: ContextVar[Origin] = ContextVar("origin", default=_COMMAND)


def origin() -> Origin:
    """Where the running action comes from; a command unless somebody said otherwise."""
    return _origin.get()


@contextmanager
def coming_from(via: Event.Via, address: str = "") -> Iterator[None]:
    """Everything recorded within comes from there."""
    token = _origin.set(Origin(via, address))
    try:
        yield
    finally:
        _origin.reset(token)


def address_of(remote: str, forwarded: str, trusted_proxies: int) -> str:
    """The address of whoever asks: `remote`, or what the outermost of our own proxies saw.

    `forwarded` is the X-Forwarded-For header, to which every proxy adds at the right whom it saw; what stands left of
    our own proxies is whatever the stranger wrote, so it is not believed.
    """
    seen = [part.strip() for part in forwarded.split(",") if part.strip()]
    if trusted_proxies < 1 or not seen:
        return remote
    return seen[-min(trusted_proxies, len(seen))][:45]
