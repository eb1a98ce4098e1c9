"""What each operation of the API asks for, said once: it is checked here, shown in the description, and tested."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from cotmoc.api.find import thing_of
from cotmoc.api.keyauth import Key
from cotmoc.api.session import Session
from cotmoc.core.permissions import Verb
from cotmoc.store.access import require, require_within
from cotmoc.store.models import Person

# Every way in, tried in this order: each gives the person, or None.
DOORS: list[Callable[[HttpRequest], Any]] = [Key(), Session()]
# What is for everybody who comes in by a door.
SIGNED_IN = "signed-in"


class Asked:
    """Lets in who comes by a door, sees the thing the address names, and may do `verb`: else 401, 404, 403."""

    def __init__(self, verb: Verb | None) -> None:
        self.verb = verb

    def __call__(self, request: HttpRequest) -> Person | None:
        """The person; None for nobody, which is 401."""
        person: Person | None = next(filter(None, (door(request) for door in DOORS)), None)
        if person is None or self.verb is None:
            return person
        require(person, Verb.VIEW)
        require_within(person, self.verb, thing_of(request))
        return person


def asks(verb: Verb | None, more: dict[str, Any] | None = None) -> dict[str, Any]:
    """Arguments of an operation: `@router.get("/plans", **asks(Verb.VIEW))`. None is for everybody signed in;
    `more` is added to the description."""
    said = verb.value if verb is not None else SIGNED_IN
    return {"auth": Asked(verb), "openapi_extra": {**(more or {}), "x-permission": said}}
