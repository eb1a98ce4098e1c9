"""Everything that is wrong with a tree of units and its changes, all at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import fsum

from cotmoc.core.dates import short_date
from cotmoc.core.sentence import say
from cotmoc.core.successions import ONE_DAY, TOLERANCE, Change, Key, Node, Tree


@dataclass(frozen=True)
class Fault:
    """One fault: a stable word, a sentence with what to do, and the node it is about."""

    code: str
    message: str
    key: Key


def check(nodes: Iterable[Node], changes: Iterable[Change] = ()) -> tuple[Fault, ...]:
    """Every fault of a tree and of the changes in it; empty when all is well."""
    some = list(nodes)
    tree = Tree(some, changes)
    return tuple(
        dict.fromkeys([*_codes(some), *_parents(tree), *_cycles(tree), *_twice(tree), *_changes(tree)])
    )


def _codes(nodes: Sequence[Node]) -> Iterator[Fault]:
    by_code: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        by_code[node.code].append(node)
        if node.valid_to is not None and node.valid_to < node.valid_from:
            yield Fault(
                "order",
                say(
                    "%(unit)s: hết hiệu lực %(last)s, trước ngày bắt đầu %(first)s; sửa một trong hai ngày.",
                    unit=_name(node),
                    last=short_date(node.valid_to),
                    first=short_date(node.valid_from),
                ),
                node.key,
            )
    for some in by_code.values():
        for one, other in pairwise(sorted(some, key=lambda node: node.valid_from)):
            if one.valid_from == other.valid_from:
                yield Fault(
                    "twin",
                    say(
                        "Mã '%(code)s' dùng cho hai đơn vị cùng từ %(day)s: %(one)s và %(other)s; đổi mã hoặc ngày "
                        "của một đơn vị.",
                        code=one.code,
                        day=short_date(one.valid_from),
                        one=one.name,
                        other=other.name,
                    ),
                    other.key,
                )
            elif one.valid_to is None or one.valid_to >= other.valid_from:
                yield Fault(
                    "overlap",
                    say(
                        "Mã '%(code)s': %(one)s (%(since)s–%(until)s) chồng thời gian với %(other)s (từ %(day)s); cho "
                        "%(one)s hết trước ngày đó.",
                        code=one.code,
                        one=one.name,
                        since=short_date(one.valid_from),
                        until=short_date(one.valid_to) if one.valid_to else "…",
                        other=other.name,
                        day=short_date(other.valid_from),
                    ),
                    other.key,
                )


def _parents(tree: Tree) -> Iterator[Fault]:
    for node in tree.nodes.values():
        if node.parent is None:
            continue
        above = tree.nodes.get(node.parent)
        if above is None or not above.holds_on(node.valid_from):
            yield Fault(
                "parent",
                say(
                    "%(unit)s: ngày %(day)s không có đơn vị cấp trên '%(code)s'; thêm đơn vị đó, hoặc sửa mã, ngày.",
                    unit=_name(node),
                    day=short_date(node.valid_from),
                    code=node.parent[0],
                ),
                node.key,
            )
        elif (gap := _gap(tree, node, above)) is not None:
            yield Fault(
                "parent-ended",
                say(
                    "%(unit)s: còn hiệu lực sau khi đơn vị cấp trên %(above)s hết ngày %(day)s; cho hết cùng ngày, "
                    "hoặc chuyển về đơn vị khác.",
                    unit=_name(node),
                    above=gap.name,
                    day=short_date(gap.valid_to or date.max),
                ),
                node.key,
            )


def _gap(tree: Tree, node: Node, above: Node) -> Node | None:
    """The last node above that ended during the life of a node with nobody wholly in its place."""
    while above.valid_to is not None and (node.valid_to is None or node.valid_to > above.valid_to):
        key = tree.lineage.sole(above.key, above.valid_to + ONE_DAY)
        heir = tree.nodes.get(key) if key is not None and key != above.key else None
        if heir is None or (heir.valid_to is not None and heir.valid_to <= above.valid_to):
            return above
        above = heir
    return None


def _cycles(tree: Tree) -> Iterator[Fault]:
    """Nodes that stand above themselves, as they are written or after a change."""
    clear: set[Key] = set()
    for key in tree.nodes:
        yield from _walk(tree, key, None, clear)
    for change in tree.changes:
        clear = set()
        for link in change.links:
            if link.successor in tree.nodes:
                yield from _walk(tree, link.successor, change.on, clear)


def _walk(tree: Tree, start: Key, day: date | None, clear: set[Key]) -> Iterator[Fault]:
    way: dict[Key, None] = {}
    key: Key | None = start
    while key in tree.nodes and key not in clear:
        if key in way:
            ring = list(way)[list(way).index(key) :]
            turn = ring.index(min(ring))
            ring = [*ring[turn:], *ring[:turn]]  # told from the same one, wherever the walk began
            names = " → ".join(_name(tree.nodes[one]) for one in [*ring, ring[0]])
            words = say("Vòng lặp cấp trên: %(units)s; sửa đơn vị cấp trên của một đơn vị.", units=names)
            yield Fault("cycle", words, ring[0])
            break
        way[key] = None
        key = tree.nodes[key].parent if day is None else tree.parent(key, day)
    clear.update(way)


def _twice(tree: Tree) -> Iterator[Fault]:
    """Nodes that end in two changes."""
    first: dict[Key, Change] = {}
    for change in sorted(tree.changes, key=lambda one: one.on):
        for key in {link.predecessor: None for link in change.links}:
            if first.setdefault(key, change) is not change:
                yield Fault(
                    "twice",
                    say(
                        "%(unit)s đã có đơn vị kế thừa từ %(first)s, không thể kế thừa lần nữa từ %(day)s; dùng đơn vị "
                        "kế thừa của nó.",
                        unit=_label(tree, key),
                        first=short_date(first[key].on),
                        day=short_date(change.on),
                    ),
                    key,
                )


def _changes(tree: Tree) -> Iterator[Fault]:
    for change in tree.changes:
        yield from _ends(tree, change)
        yield from _shares(tree, change)
        if (words := _shape(tree, change)) and change.links:
            yield Fault("kind", words, change.links[0].predecessor)


def _ends(tree: Tree, change: Change) -> Iterator[Fault]:
    on, last = change.on, change.on - ONE_DAY
    for key in {link.predecessor: None for link in change.links}:
        node = tree.nodes.get(key)
        if node is None or not node.holds_on(last):
            yield Fault(
                "predecessor",
                say(
                    "%(unit)s không tồn tại ngày %(last)s nên không có gì để kế thừa từ %(day)s; xem lại mã và ngày.",
                    unit=_label(tree, key),
                    last=short_date(last),
                    day=short_date(on),
                ),
                key,
            )
        elif node.holds_on(on):
            yield Fault(
                "still-there",
                say(
                    "%(unit)s vẫn còn hiệu lực ngày %(day)s; cho hết ngày %(last)s.",
                    unit=_name(node),
                    day=short_date(on),
                    last=short_date(last),
                ),
                key,
            )
    for key in {link.successor: None for link in change.links}:
        node = tree.nodes.get(key)
        if node is None or not node.holds_on(on):
            yield Fault(
                "successor",
                say(
                    "%(unit)s không tồn tại ngày %(day)s nên không thể kế thừa; thêm đơn vị này từ ngày đó.",
                    unit=_label(tree, key),
                    day=short_date(on),
                ),
                key,
            )


def _shares(tree: Tree, change: Change) -> Iterator[Fault]:
    parts: dict[Key, list[float]] = defaultdict(list)
    pairs: set[tuple[Key, Key]] = set()
    for link in change.links:
        parts[link.predecessor].append(link.share)
        name = _label(tree, link.predecessor)
        if link.predecessor == link.successor:
            yield Fault(
                "itself",
                say(
                    "%(unit)s không thể tự kế thừa mình; mở một dòng mới từ %(day)s.",
                    unit=name,
                    day=short_date(change.on),
                ),
                link.predecessor,
            )
        if (link.predecessor, link.successor) in pairs:
            yield Fault(
                "pair",
                say(
                    "%(unit)s về %(heir)s ghi hai lần; gộp thành một dòng.",
                    unit=name,
                    heir=_label(tree, link.successor),
                ),
                link.predecessor,
            )
        pairs.add((link.predecessor, link.successor))
        if not 0 < link.share <= 1 + TOLERANCE:
            yield Fault(
                "share",
                say(
                    "%(unit)s: tỷ lệ %(share)s không nằm trong khoảng trên 0 đến 1; sửa tỷ lệ.",
                    unit=name,
                    share=f"{link.share:g}",
                ),
                link.predecessor,
            )
    for key, some in parts.items():
        if not abs(fsum(some) - 1) <= TOLERANCE:  # so that NaN is a fault too
            yield Fault(
                "shares",
                say(
                    "%(unit)s: các tỷ lệ cộng lại %(sum)s, phải bằng 1; sửa tỷ lệ.",
                    unit=_label(tree, key),
                    sum=f"{fsum(some):.6g}",
                ),
                key,
            )


def _shape(tree: Tree, change: Change) -> str:
    """Why the change is not of its kind; "" where it is. A successor that was there before counts as one more."""
    heirs: dict[Key, set[Key]] = defaultdict(set)
    older: dict[Key, set[Key]] = defaultdict(set)
    for link in change.links:
        heirs[link.predecessor].add(link.successor)
        older[link.successor].add(link.predecessor)
        if link.successor[1] < change.on:
            older[link.successor].add(link.successor)
    joins, parts = max(map(len, older.values()), default=0), max(map(len, heirs.values()), default=0)
    day = short_date(change.on)
    if change.kind == "merge" and joins < 2:
        return say(
            "Lần sáp nhập từ %(day)s chỉ có một đơn vị cũ; cần ít nhất hai, hoặc chọn loại khác.", day=day
        )
    if change.kind == "split" and parts < 2:
        return say(
            "Lần chia tách từ %(day)s chỉ có một đơn vị mới; cần ít nhất hai, hoặc chọn loại khác.", day=day
        )
    if change.kind not in {"merge", "split"} and (joins > 1 or parts > 1):
        return say(
            "Lần thay đổi từ %(day)s phải từ một đơn vị sang một đơn vị; chọn sáp nhập hoặc chia tách.",
            day=day,
        )
    return ""


def _name(node: Node) -> str:
    return f"{node.code} {node.name}"


def _label(tree: Tree, key: Key) -> str:
    node = tree.nodes.get(key)
    return _name(node) if node else f"'{key[0]}'"
