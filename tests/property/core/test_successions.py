"""Whatever merges and splits in whatever order: totals stay, shares sum to 1, and every area has who answers for it."""

from __future__ import annotations

from datetime import date, timedelta
from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.core.boundaries import backwards, redraw
from cotmoc.core.rollup import Part
from cotmoc.core.successions import Change, Key, Link, Node, Tree, answerers, shares_of
from cotmoc.core.unitfaults import check

START = date(2020, 1, 1)
TOP = ("T", START)
# A step: which living units, how many heirs, how they are weighed, whether the first heir lives on already.
steps = st.lists(
    st.tuples(
        st.lists(st.integers(0, 50), min_size=1, max_size=3),
        st.integers(1, 3),
        st.lists(st.floats(0.01, 100), min_size=9, max_size=9),
    ),
    max_size=8,
)
counts = st.integers(1, 5)


def day(number: int) -> date:
    return START + timedelta(days=30 * number)


def history(
    count: int, taken: list[tuple[list[int], int, list[float]]]
) -> tuple[Tree, Tree, dict[Key, Key], date]:
    """Areas and the agencies that govern them after the steps; agencies change with their areas."""
    first = [Node(f"A{n}", f"Xã {n}", START, None, TOP) for n in range(count)]
    areas = Tree([Node("T", "Tỉnh", START), *first])
    agencies = Tree([Node("T", "UBND", START), *first])
    governs = {node.key: node.key for node in areas.nodes.values()}
    serial = count
    for number, (chosen, heirs, weights) in enumerate(taken, start=1):
        on = day(number)
        living = [node for node in areas.on(on) if node.key != TOP]
        old = list(dict.fromkeys(living[one % len(living)].key for one in chosen))
        born = [Node(f"A{serial + n}", f"Xã {serial + n}", on, None, TOP) for n in range(heirs)]
        serial += heirs
        pairs = [(one, node.key) for one in old for node in born]
        shares = shares_of(dict(zip(pairs, weights, strict=False)))
        kind = "merge" if len(old) > 1 else "split" if heirs > 1 else "rename"
        change = Change(kind, on, tuple(Link(*pair, share) for pair, share in shares.items()))
        areas, agencies = areas.after([change], born), agencies.after([change], born)
        governs |= {node.key: node.key for node in born}
    return areas, agencies, governs, day(len(taken))


@given(counts, steps)
def test_the_history_is_sound_and_nobody_is_left_without_an_agency(count: int, taken: list) -> None:
    areas, agencies, governs, last = history(count, taken)
    assert check(areas.nodes.values(), areas.changes) == ()
    for number in range(len(taken) + 1):
        for on in (day(number), day(number) + timedelta(days=29)):
            assert answerers(areas, agencies, governs, on).keys() == {node.key for node in areas.on(on)}
    assert all(areas.parent(node.key, last) == TOP for node in areas.on(last) if node.key != TOP)


@given(counts, steps)
def test_an_agency_that_lags_behind_its_area_still_answers(count: int, taken: list) -> None:
    """Only areas change; their agencies answer on for what their areas wholly became, the province for the rest."""
    areas, agencies, governs, last = history(count, taken)
    lagging = Tree(
        [
            Node(one.code, one.name, one.valid_from)
            for one in agencies.nodes.values()
            if one.valid_from == START
        ]
    )
    found = answerers(
        areas, lagging, {key: area for key, area in governs.items() if key in lagging.nodes}, last
    )
    assert found.keys() == {node.key for node in areas.on(last)}


@given(counts, steps, st.integers(0, 8), st.integers(0, 8))
def test_shares_sum_to_one_and_following_twice_is_following_once(
    count: int, taken: list, one: int, other: int
) -> None:
    areas, _agencies, _governs, last = history(count, taken)
    lineage, early, late = areas.lineage, day(min(one, other)), day(max(one, other))
    for node in areas.on(START):
        straight = lineage.follow(node.key, late)
        assert fsum(straight.values()) == pytest.approx(1)
        again: dict[Key, float] = {}
        for middle, share in lineage.follow(node.key, early).items():
            for end, part in lineage.follow(middle, late).items():
                again[end] = again.get(end, 0) + share * part
        assert again == pytest.approx(straight)
        assert all(areas.nodes[key].holds_on(late) for key in straight)
    for node in areas.on(last):
        assert lineage.follow(node.key, last) == {node.key: 1.0}
        for old, share in lineage.origins(node.key, START).items():
            assert lineage.follow(old, last)[node.key] == pytest.approx(share)


@given(
    counts,
    steps,
    st.lists(st.floats(0, 1e6), min_size=5, max_size=5),
    st.lists(st.floats(1, 1e6), min_size=5, max_size=5),
)
def test_totals_stay_forward_and_back(
    count: int, taken: list, above: list[float], below: list[float]
) -> None:
    areas, _agencies, _governs, last = history(count, taken)
    old = [node.key for node in areas.on(START)]
    forward = {key: areas.lineage.follow(key, last) for key in old}
    figures = {key: Part("", b, a, b) for key, a, b in zip(old, above * 2, below * 2, strict=False)}
    new = redraw("sum", figures, forward)
    assert fsum(one.value or 0 for one in new.values()) == pytest.approx(
        fsum(p.value or 0 for p in figures.values())
    )
    ratios = redraw("ratio", figures, forward)
    assert fsum(one.denominator or 0 for one in ratios.values()) == pytest.approx(
        fsum(below[n % 5] for n in range(len(old)))
    )
    weights = {key: part.denominator or 1 for key, part in figures.items()}
    back = redraw("sum", {key: Part("", one.value) for key, one in new.items()}, backwards(forward, weights))
    assert fsum(one.value or 0 for one in back.values()) == pytest.approx(
        fsum(one.value or 0 for one in new.values())
    )
    assert {key: one.value for key, one in back.items()} == pytest.approx(
        weights
    )  # weighed by itself it comes back


@given(st.dictionaries(st.integers(0, 5), st.floats(0.001, 1e9), min_size=1))
def test_weights_become_shares_whatever_their_measure(weights: dict[int, float]) -> None:
    pairs = {(TOP, (str(n), START)): weight for n, weight in weights.items()}
    shares = shares_of(pairs)
    assert fsum(shares.values()) == pytest.approx(1)
    assert shares == pytest.approx(shares_of({pair: 3 * weight for pair, weight in pairs.items()}))
