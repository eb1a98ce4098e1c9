"""What every page needs: where it stands in the rail and what the person may do."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from cotmoc.core.permissions import Verb
from cotmoc.store.access import rights_of
from cotmoc.store.language import said
from cotmoc.store.models import Person
from cotmoc.store.rail import Rail, plan_to_show, rail
from cotmoc.store.scope import plans_seen
from cotmoc.web.newest import chosen_slug


def page(request: HttpRequest) -> dict[str, Any]:
    """`province_name`, `demo`, `may`: verbs of the person for the thing of the page, as {{ may.approve_plan }} in
    templates, `rail_may`: for anything at all; and the rail's plan and numbers, asked for only where a rail is drawn.
    """
    person = getattr(request, "user", None)
    thing = getattr(request, "thing", None)
    rights = rights_of(person) if isinstance(person, Person) else None
    anywhere = rights.verbs if rights else frozenset()
    context: dict[str, Any] = {
        "province_name": settings.PROVINCE_NAME,
        "demo": settings.DEMO,
        "may": _allowed(rights.verbs_at(thing) if rights and thing else anywhere),
        "rail_may": _allowed(anywhere),
    }
    return context | (
        {"user_role": _role(person), **_rail(request, person)} if isinstance(person, Person) else {}
    )


def _allowed(verbs: Collection[Verb]) -> dict[str, bool]:
    return {verb.value.replace("-", "_"): verb in verbs for verb in Verb}


def _role(person: Person) -> str:
    """What the person is here: the first role held, and where; else the unit alone."""
    first = next((held for held in rights_of(person).held if held.whose.pk == person.pk), None)
    where = first.agency if first and first.agency else person.agency
    return " · ".join(filter(None, (said(first.role.label) if first else "", str(where or ""))))


def _rail(request: HttpRequest, person: Person) -> dict[str, Any]:
    def ask() -> tuple[str, Rail]:
        plan = plan_to_show(chosen_slug(request), plans_seen(person))
        return plan.slug if plan else "", rail(plan, person)

    asked: Any = SimpleLazyObject(ask)
    return {
        "rail_plan": SimpleLazyObject(lambda: asked[0]),
        "rail_counts": SimpleLazyObject(lambda: asked[1].counts),
        "rail_alerts": SimpleLazyObject(lambda: asked[1].alerts),
    }
