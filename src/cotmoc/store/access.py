"""The one question about permissions: may this person do this to this thing?

What is granted at an agency holds for it, for all below it and for the units they followed; a grant for one plan
holds for nothing else. The rights of a person are read once (a few queries, however many things are asked about)
and kept on the person.

For everybody with any role but the public's: the register of units and areas. Shared by all who take part in a plan
– who work at its agency, below it or above it; in a plan of the whole system everybody: the plan, its document and
reading, board, indicators, tasks, reports and approved figures. A unit's own, for it and those above it: its form, what
it entered and has not yet had approved, its past values, its files. What a unit hands in is judged above it, or by the
agency whose plan it is.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, NoReturn

from django.utils import timezone
from django.utils.translation import gettext as _

from cotmoc.core.errors import ForbiddenError, NotFoundError
from cotmoc.core.permissions import UNIT_ROLES, Role, Verb
from cotmoc.store.dated import valid_on
from cotmoc.store.models import Agency, Person
from cotmoc.store.rights import Held, Rights

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import Model

# For whom the running action is done, when its author stands in for somebody; read by the trail.
acting_for: ContextVar[Person | None] = ContextVar("acting_for", default=None)


def rights_of(person: Person) -> Rights:
    """The rights of a person today, read once for the object at hand."""
    today = timezone.localdate()
    known: Rights | None = getattr(person, "_rights", None)
    if known is None or known.on != today:
        known = Rights(person, today)
        person._rights = known  # type: ignore[attr-defined]
    return known


def forget_rights(person: Person) -> None:
    """Read the rights anew at the next question: they have just been changed."""
    person.__dict__.pop("_rights", None)


def can(person: Person | AnonymousUser, verb: Verb, thing: Model | None = None) -> bool:
    """Whether `person` may do `verb` to `thing` (or to anything at all when it is None)."""
    return isinstance(person, Person) and rights_of(person).standing(verb, thing) is not None


def require(person: Person | AnonymousUser, verb: Verb, thing: Model | None = None) -> None:
    """Let pass whoever may; tell the trail for whom.

    Raises NotFoundError for whoever may not even look at the thing, ForbiddenError for whoever may only look.
    """
    held = rights_of(person).standing(verb, thing) if isinstance(person, Person) else None
    if held is None:
        _refuse(person, thing)
    _tell_for_whom(person, held)


def require_within(person: Person, verb: Verb, thing: Model | None) -> None:
    """As `require`, at the door of a page about `thing`, which the person sees: for what is done for units it is enough
    that some of them are the person's."""
    rights = rights_of(person)
    held = rights.standing(verb, None) if thing is None else rights.standing_within(verb, thing)
    if held is None:
        _refuse(person, thing)
    _tell_for_whom(person, held)


def office_for(person: Person, verb: Verb) -> Agency | None:
    """At which agency a person begins something new, as a document or a plan: None for the whole system.

    It is that of the first grant that allows it and is not for one plan only. Raises as `require` does.
    """
    rights = rights_of(person)
    allowed = [held for held in rights.holding(verb) if held.plan is None]
    if not allowed or rights.only_plan:
        _refuse(person, None)
    _tell_for_whom(person, allowed[0])
    return allowed[0].agency


def _refuse(person: Person | AnonymousUser, thing: Model | None) -> NoReturn:
    if not can(person, Verb.VIEW, thing):
        raise NotFoundError(_("Không có nội dung này, hoặc tài khoản này không được xem."))
    raise ForbiddenError(
        _("Tài khoản này không có quyền làm việc đó. Nhờ chuyên viên tổng hợp hoặc người quản trị.")
    )


def _tell_for_whom(person: Person | AnonymousUser, held: Held | None) -> None:
    if held is not None and held.whose.pk != person.pk:
        acting_for.set(held.whose)


def own_unit(person: Person) -> Agency | None:
    """The unit a person enters figures for, when that is what the person is here for; None for everybody else,
    and for whoever has several units."""
    if can(person, Verb.APPROVE_FIGURES):
        return None
    units = {held.agency for held in rights_of(person).held if held.role in UNIT_ROLES}
    return units.pop() if len(units) == 1 else None


def managers() -> list[Person]:
    """The people who manage the whole system, the first one first."""
    holds = valid_on(timezone.localdate(), "grants__")
    return list(
        Person.objects.filter(
            holds, is_active=True, grants__role=Role.MANAGER, grants__agency=None, grants__plan=None
        )
        .distinct()
        .order_by("pk")
    )
