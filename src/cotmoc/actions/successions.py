"""Units follow each other: predecessors end, successors begin, and what hung on the old ones goes on with the new.

`foresee` tells what an order would do and everything that is wrong with it; `succeed` does it, as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from cotmoc.actions.base import action, record
from cotmoc.actions.continuing import Heir, continue_grants, move_people
from cotmoc.actions.succession_orders import Birth, Foreseen, Order
from cotmoc.actions.succession_values import Begun, Done
from cotmoc.actions.succession_work import Work
from cotmoc.core.errors import InvalidValueError, RefusedRowsError
from cotmoc.core.permissions import Verb
from cotmoc.core.successions import ONE_DAY, Key
from cotmoc.core.text import fold
from cotmoc.store.access import can, forget_rights, require
from cotmoc.store.agencies import current
from cotmoc.store.dated import valid_on
from cotmoc.store.models import Agency, AgencyLink, Area, AreaLink, Person, Succession
from cotmoc.store.succession import AnyRow, Model, answerable, key_of

Rows = dict[tuple[Model, Key], AnyRow]


def foresee(*, orders: Sequence[Order]) -> Foreseen:
    """What the orders would do one after the other, and every fault; nothing is written."""
    return Work(orders).foreseen()


def succeed(*, order: Order, by: Person) -> Succession:
    """Carry out one order. Raises InvalidValueError with every fault; then nothing is written."""
    return succeed_all(orders=[order], by=by)[0]


@action
def succeed_all(*, orders: Sequence[Order], by: Person) -> list[Succession]:
    """Carry out orders as a whole, in a number of queries that hardly grows with them.

    Predecessors end the day before, successors begin on the day or live on; children of what was divided begin anew
    where the order puts them. Grants at a unit that goes wholly to one other continue there, people follow.
    Raises ForbiddenError, RefusedRowsError (orders from a table) or InvalidValueError with every fault.
    """
    require(by, Verb.MANAGE_UNITS)
    _require_reach(orders, by)
    _lock(orders)
    work = Work(orders)
    _refuse(work.foreseen())
    rows: Rows = {}
    for model in (Area, Agency):  # an agency may govern an area that begins with it
        _store_rows(work, model, rows)
    successions = _store_changes(work, rows, by)
    heirs = [
        Heir(row, heir, on)
        for row, key, on in work.wholly_followed()
        if isinstance(heir := rows[Agency, key], Agency)
    ]
    continue_grants(heirs, by)
    move_people(heirs, by)
    forget_rights(by)
    return successions


def _require_reach(orders: Sequence[Order], by: Person) -> None:
    """Whoever does not manage all units manages those in reach, and the areas that these answer for."""
    if can(by, Verb.MANAGE_UNITS, Agency()):
        return
    for order in orders:
        for step in order.steps:
            for unit in (step.predecessor, step.successor):
                if isinstance(unit, Area):
                    require(by, Verb.MANAGE_UNITS, answerable(unit, order.on - ONE_DAY) or Agency())
                elif isinstance(unit, Agency):
                    require(by, Verb.MANAGE_UNITS, unit)
                else:
                    _require_birth(unit, order.on, by)


def _require_birth(birth: Birth, on: date, by: Person) -> None:
    """What a new unit is put under, and the area it is given, lie within the reach too."""
    if birth.parent is not None:
        above = current(on).filter(code=birth.parent).first() if birth.parent else None
        require(by, Verb.MANAGE_UNITS, above or Agency())
    if birth.area:
        for area in Area.objects.filter(valid_on(on - ONE_DAY), code=birth.area):
            require(by, Verb.MANAGE_UNITS, answerable(area, on - ONE_DAY) or Agency())


def _lock(orders: Sequence[Order]) -> None:
    """Hold the predecessors until the transaction ends: of two orders about one unit the second sees the first."""
    units = [step.predecessor for order in orders for step in order.steps]
    for model in (Area, Agency):
        if some := [unit.pk for unit in units if isinstance(unit, model)]:
            list(model._default_manager.select_for_update().filter(pk__in=some).values_list("pk"))


def _refuse(seen: Foreseen) -> None:
    if not seen.faults:
        return
    if any(fault.row for fault in seen.faults):
        raise RefusedRowsError(list(seen.faults))
    raise InvalidValueError(" ".join(fault.message for fault in seen.faults), code="succession")


def _store_rows(work: Work, model: Model, rows: Rows) -> None:
    """End what ends, begin what begins; every row that the orders touch comes into `rows`."""
    rows |= {(model, key): row for key, row in work.rows[model].items()}
    model._default_manager.bulk_update(work.ending(model), ["valid_to"], batch_size=500)
    waiting = list(work.beginning(model))
    while waiting:
        # A node that begins below another that begins must wait for its key.
        ready = [one for one in waiting if one.parent is None or (model, one.parent) in rows]
        if not ready:
            raise AssertionError("a unit above neither exists nor begins")
        begun = [_row(model, one, rows) for one in ready]
        model._default_manager.bulk_create(begun, batch_size=500)  # type: ignore[arg-type]
        rows |= {(model, key_of(row)): row for row in begun}
        waiting = [one for one in waiting if (model, one.key) not in rows]


def _row(model: Model, begun: Begun, rows: Rows) -> AnyRow:
    values: dict[str, Any] = {
        **begun.values,
        "code": begun.key[0],
        "valid_from": begun.key[1],
        "valid_to": begun.valid_to,
        "name": begun.name,
        "folded": fold(begun.name),
        "parent": rows[model, begun.parent] if begun.parent else None,
    }
    if model is Agency:
        values["area"] = rows[Area, begun.area] if begun.area else None
    return model(**values)


def _store_changes(work: Work, rows: Rows, by: Person) -> list[Succession]:
    stored = [Succession(**done.values, recorded_by=by) for done in work.done]
    Succession.objects.bulk_create(stored, batch_size=500)
    linked = list(zip(stored, work.done, strict=True))
    AreaLink.objects.bulk_create(
        [AreaLink(**values) for values in _links(linked, Area, rows)], batch_size=500
    )
    AgencyLink.objects.bulk_create(
        [AgencyLink(**values) for values in _links(linked, Agency, rows)], batch_size=500
    )
    for succession, done in linked:
        record("succession.add", succession, by=by, after=done.told, why=succession.note)
    return [one for one, done in linked if done.is_ordered]


def _links(linked: Sequence[tuple[Succession, Done]], model: Model, rows: Rows) -> Iterator[dict[str, Any]]:
    for succession, done in linked:
        for link in done.links.get(model, ()):
            yield {
                "succession": succession,
                "predecessor_id": rows[model, link.predecessor].pk,
                "successor_id": rows[model, link.successor].pk,
                "share": min(link.share, 1.0),
            }
