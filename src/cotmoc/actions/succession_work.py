"""Orders worked out on the trees as values: what would end, begin and move, and whether the result is sound."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from cotmoc.actions.continuing import open_grants
from cotmoc.actions.succession_orders import Birth, Flow, Foreseen, Order, Placement, Step
from cotmoc.actions.succession_values import (
    Begun,
    Done,
    measures_of,
    predecessors_of,
    stored,
    successor_key,
    values_of,
)
from cotmoc.core.dates import short_date
from cotmoc.core.errors import InvalidValueError, RowError
from cotmoc.core.sentence import say
from cotmoc.core.successions import ONE_DAY, TOLERANCE, Change, Key, Link, Node, Tree, answerers, shares_of
from cotmoc.core.unitfaults import check
from cotmoc.store.collection import figures_after
from cotmoc.store.models import Agency, Area, Person
from cotmoc.store.succession import AnyRow, Model, governed_areas, key_of, rows_of, tree_of

MODELS: tuple[Model, ...] = (Area, Agency)


class Work:
    """The trees before and after some orders. Nothing is written here."""

    def __init__(self, orders: Sequence[Order]) -> None:
        self.before: dict[Model, Tree] = {model: tree_of(model) for model in MODELS}
        self.trees = dict(self.before)
        self.governs = governed_areas()
        self.rows: dict[Model, dict[Key, AnyRow]] = {model: {} for model in MODELS}
        self.done: list[Done] = []
        self.faults: list[RowError] = []
        self.moved: list[Placement] = []
        self.unplaced: list[AnyRow] = []
        self.flows: list[Flow] = []
        self.staying = 0
        self._begun: dict[Model, dict[Key, Begun]] = {model: {} for model in MODELS}
        self._numbers: dict[Key, int] = {}
        by_day: dict[date, list[Order]] = defaultdict(list)
        for order in orders:
            by_day[order.on].append(order)
        for day in sorted(by_day):
            self._take(day, by_day[day])
        self._check()

    # What the actions ask.

    def ending(self, model: Model) -> list[Any]:
        """The stored rows whose last day changes, with their new one."""
        rows = []
        for key, row in self.rows[model].items():
            last = self.trees[model].nodes[key].valid_to
            if row.valid_to != last:
                row.valid_to = last
                rows.append(row)
        return rows

    def beginning(self, model: Model) -> Iterable[Begun]:
        """The rows that begin."""
        return self._begun[model].values()

    def wholly_followed(self) -> list[tuple[Agency, Key, date]]:
        """The agencies that end with one other wholly in their place, and from which day."""
        found = []
        for done in self.done:
            for link in done.links.get(Agency, ()):
                row = self.rows[Agency].get(link.predecessor)
                if link.share >= 1 - TOLERANCE and isinstance(row, Agency):
                    found.append((row, link.successor, done.values["on"]))
        return found

    def foreseen(self) -> Foreseen:
        """What the orders would do."""
        followed = self.wholly_followed()
        units = [row for row, _key, _on in followed]
        first = min((on for _row, _key, on in followed), default=date.max)
        ended = {
            (model, link.predecessor): self.rows[model][link.predecessor]
            for done in self.done
            for model, links in done.links.items()
            for link in links
            if link.predecessor in self.rows[model]
        }
        return Foreseen(
            faults=tuple(dict.fromkeys(self.faults)),
            flows=tuple(self.flows),
            ended=tuple(ended.values()),
            begun=tuple((one.key[0], one.name) for model in MODELS for one in self.beginning(model)),
            moved=tuple(self.moved),
            unplaced=tuple(self.unplaced),
            staying=self.staying,
            grants=open_grants(units, first).count() if units else 0,
            people=Person.objects.filter(agency__in=units).count() if units else 0,
            figures=figures_after(self._last_days()),
        )

    def _last_days(self) -> dict[int, date]:
        """The new last days of the stored agencies that end."""
        nodes = self.trees[Agency].nodes
        return {
            row.pk: last
            for key, row in self.rows[Agency].items()
            if (last := nodes[key].valid_to) is not None and last != row.valid_to
        }

    # How it is worked out, day by day: areas first, for agencies govern them.

    def _take(self, on: date, orders: Sequence[Order]) -> None:
        old_trees, old_governs = dict(self.trees), dict(self.governs)
        done = [Done(values_of(order)) for order in orders]
        moves = Done({**values_of(orders[0]), "kind": "move", "note": ""}, is_ordered=False)
        for model in MODELS:
            changes = []
            for order, one in zip(orders, done, strict=True):
                if steps := [step for step in order.steps if isinstance(step.predecessor, model)]:
                    one.links[model] = self._links(steps, on)
                    changes.append(Change(order.kind, on, one.links[model]))
            if changes:
                old = self.trees[model]
                born = self._born(model, orders, on)
                self.trees[model] = old.after(changes, self._nodes(born, old, on, changes))
                self._fetch(model, changes)
                self._begin(model, born, changes, on)
                if moved := self._move(model, orders, changes, old, on):
                    moves.links[model] = moved
        self.done += done
        if moves.links:
            self.done.append(moves)
        if old_governs:
            last = on - ONE_DAY
            self._check_answers(on, answerers(old_trees[Area], old_trees[Agency], old_governs, last))

    def _links(self, steps: Sequence[Step], on: date) -> tuple[Link, ...]:
        """Steps as links; weights become shares, and the only way of a predecessor is the whole of it."""
        pairs = [(key_of(step.predecessor), successor_key(step, on)) for step in steps]
        ways: dict[Key, int] = defaultdict(int)
        for predecessor, _heir in pairs:
            ways[predecessor] += 1
        weights = {
            pair: step.weight for pair, step in zip(pairs, steps, strict=True) if step.weight is not None
        }
        try:
            shares = shares_of(weights)
        except InvalidValueError as error:
            shares = {}
            self.faults.append(RowError(steps[0].number, "Tỷ lệ", error.args[0]))
        found = []
        for (predecessor, successor), step in zip(pairs, steps, strict=True):
            share = step.share
            if share is None:
                share = shares.get((predecessor, successor), 1.0 if ways[predecessor] == 1 else 0.0)
            found.append(Link(predecessor, successor, share))
            self._numbers.setdefault(predecessor, step.number)
            self._numbers.setdefault(successor, step.number)
            name = step.successor.name
            is_new = isinstance(step.successor, Birth)
            self.flows.append(Flow(step.predecessor, successor[0], name, share, is_new))
        return tuple(found)

    def _born(self, model: Model, orders: Sequence[Order], on: date) -> dict[Key, Birth]:
        born: dict[Key, Birth] = {}
        for order in orders:
            for step in order.steps:
                if isinstance(step.successor, Birth) and isinstance(step.predecessor, model):
                    key = (step.successor.code, on)
                    if (
                        born.setdefault(key, step.successor) != step.successor
                        or key in self.trees[model].nodes
                    ):
                        told = say(
                            "Mã '%(code)s' đã có đơn vị bắt đầu từ %(day)s; chọn đơn vị đó, hoặc đổi mã.",
                            code=key[0],
                            day=short_date(on),
                        )
                        self.faults.append(RowError(step.number, "Mã mới", told))
        return born

    def _nodes(self, born: dict[Key, Birth], old: Tree, on: date, changes: Sequence[Change]) -> list[Node]:
        """The nodes that begin: each below what it names, else where its first predecessor stood."""
        plain = old.after(changes, [Node(one.code, one.name, on) for one in born.values()])
        first = predecessors_of(changes)
        nodes = []
        for key, birth in born.items():
            parent: Key | None = None
            if birth.parent:
                above = plain.at(birth.parent, on)
                parent = above.key if above else (birth.parent, on)
            elif birth.parent is None and first[key][0][0] in old.nodes:
                stood = old.parent(first[key][0][0], on - ONE_DAY)
                parent = plain.lineage.sole(stood, on) if stood else None
            nodes.append(Node(birth.code, birth.name, on, None, parent))
        return nodes

    def _begin(self, model: Model, born: dict[Key, Birth], changes: Sequence[Change], on: date) -> None:
        """Fill in what the births leave out."""
        from_ = predecessors_of(changes)
        for key, birth in born.items():
            olds = [(self.rows[model][one], share) for one, share in from_[key] if one in self.rows[model]]
            if not olds:
                continue  # a fault says so
            values: dict[str, Any] = {"kind": birth.kind or olds[0][0].kind, "aliases": list(birth.aliases)}
            area = None
            if model is Area:
                values |= measures_of(birth, olds)
            else:
                area = self._area(birth, [one for one, _share in from_[key]], on)
                if area is not None:
                    self.governs[key] = area
            node = self.trees[model].nodes[key]
            self._begun[model][key] = Begun(key, birth.name, None, node.parent, values, area)

    def _area(self, birth: Birth, predecessors: Sequence[Key], on: date) -> Key | None:
        """What a new agency governs: what it names, else the one area that those of its predecessors became."""
        areas = self.trees[Area]
        if birth.area:
            found = areas.at(birth.area, on)
            if found is None:
                told = say(
                    "Không có địa bàn '%(code)s' ngày %(day)s; thêm địa bàn đó, hoặc sửa mã.",
                    code=birth.area,
                    day=short_date(on),
                )
                self.faults.append(RowError(self._numbers.get((birth.code, on), 0), "Mã địa bàn", told))
            return found.key if found else None
        became = {areas.lineage.sole(self.governs[one], on) for one in predecessors if one in self.governs}
        return became.pop() if len(became) == 1 else None

    def _move(
        self, model: Model, orders: Sequence[Order], changes: Sequence[Change], old: Tree, on: date
    ) -> tuple[Link, ...]:
        """Children of what is divided begin anew where the orders put them; all others keep their row."""
        tree = self.trees[model]
        parts: dict[Key, list[Key]] = defaultdict(list)
        for change in changes:
            for link in change.links:
                parts[link.predecessor].append(link.successor)
        under = {
            key_of(one.child): one for order in orders for one in order.placed if isinstance(one.child, model)
        }
        waiting, born = [], []
        for node in old.on(on):
            above = old.parent(node.key, on - ONE_DAY)
            if above not in parts or node.key in parts:
                continue
            placed = under.get(node.key)
            place = next((key for key in parts[above] if placed and key[0] == placed.under), None)
            if len(parts[above]) == 1:
                self.staying += 1
            elif placed is None or place is None:
                waiting.append(node.key)
            else:
                self.moved.append(placed)
                born.append((node, Node(node.code, node.name, on, node.valid_to, place)))
        if waiting:
            self.unplaced += stored(model, waiting)
        links = tuple(Link(node.key, new.key) for node, new in born)
        if links:
            change = Change("move", on, links)
            self.trees[model] = tree.after([change], [new for _node, new in born])
            self._fetch(model, [change])
            for node, new in born:
                self._begun[model][new.key] = self._copied(model, node.key, new)
        return links

    def _copied(self, model: Model, key: Key, new: Node) -> Begun:
        """A row that goes on under another parent."""
        row = self.rows[model][key]
        names = ("kind", "aliases") + (
            () if model is Agency else ("title", "population", "surface", "latitude", "longitude")
        )
        area = self.governs.get(key) if model is Agency else None
        if area is not None:
            self.governs[new.key] = area
        return Begun(
            new.key, new.name, new.valid_to, new.parent, {name: getattr(row, name) for name in names}, area
        )

    def _fetch(self, model: Model, changes: Sequence[Change]) -> None:
        """Read the stored rows that changes touch, and those above and governed by what begins with them."""
        tree = self.trees[model]
        wanted = {
            key for change in changes for link in change.links for key in (link.predecessor, link.successor)
        }
        wanted |= {above for key in wanted if key in tree.nodes and (above := tree.nodes[key].parent)}
        rows = stored(model, wanted - set(self.rows[model]))
        self.rows[model] |= {key_of(row): row for row in rows}
        if model is Agency:
            governed = {area for key in wanted if (area := self.governs.get(key))}
            self.rows[Area] |= {key_of(row): row for row in rows_of(Area, governed - set(self.rows[Area]))}

    def _check(self) -> None:
        """What the orders would break; what was broken before is not told."""
        for model in MODELS:
            old, new = self.before[model], self.trees[model]
            if old is new:
                continue
            known = {(fault.code, fault.key) for fault in check(old.nodes.values(), old.changes)}
            for fault in check(new.nodes.values(), new.changes):
                if (fault.code, fault.key) not in known:
                    self.faults.append(RowError(self._numbers.get(fault.key, 0), "", fault.message))

    def _check_answers(self, on: date, before: Mapping[Key, Key]) -> None:
        """No area that somebody answered for the day before may be left without an agency."""
        after = answerers(self.trees[Area], self.trees[Agency], self.governs, on)
        lineage = self.trees[Area].lineage
        for node in self.trees[Area].on(on):
            if node.key not in after and any(
                one in before for one in lineage.origins(node.key, on - ONE_DAY)
            ):
                told = say(
                    "Từ %(day)s không còn cơ quan nào phụ trách %(area)s; thêm cơ quan kế thừa vào cùng lần thay đổi.",
                    day=short_date(on),
                    area=f"{node.code} {node.name}",
                )
                self.faults.append(RowError(self._numbers.get(node.key, 0), "", told))
