"""Heirs in the database are what the rules of successions say, whatever merged and split before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.heritage import area, succession

from cotmoc.core.successions import Lineage
from cotmoc.store.heirs import heirs_of
from cotmoc.store.models import Area, Succession
from cotmoc.store.succession import changes_of, key_of

pytestmark = pytest.mark.django_db
START = date(2020, 1, 1)
# Each step: merge two of those that stand, or split one by a share, or give it another name.
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["merge", "split", "rename"]),
        st.integers(0, 9),
        st.integers(0, 9),
        st.floats(0.1, 0.9),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_heirs_are_those_of_the_lineage(steps: list[tuple[str, int, int, float]]) -> None:
    Succession.objects.all().delete()
    Area.objects.all().delete()
    first = [area(f"A{n}", f"Nơi {n}", START) for n in range(3)]
    standing = list(first)
    for number, (kind, i, j, share) in enumerate(steps, start=1):
        on = START + timedelta(days=365 * number)
        one = standing.pop(i % len(standing))
        if kind == "merge" and standing:
            other = standing.pop(j % len(standing))
            new = area(f"M{number}", "Mới", on)
            succession("merge", on, (one, new, 1.0), (other, new, 1.0))
            standing.append(new)
        elif kind == "split":
            parts = [area(f"S{number}{n}", "Phần", on) for n in range(2)]
            succession("split", on, (one, parts[0], share), (one, parts[1], 1 - share))
            standing += parts
        else:
            new = area(one.code, "Tên mới", on)
            succession("rename", on, (one, new, 1.0))
            standing.append(new)
    end = START + timedelta(days=365 * 9)
    lineage = Lineage(changes_of(Area))
    kinds = {change.kind for change in changes_of(Area)}
    found = heirs_of(Area, [one.pk for one in first], end)
    for one in first:
        expected = lineage.follow(key_of(one), end)
        heirs = {key_of(heir.unit): heir.share for heir in found[one.pk]}  # type: ignore[arg-type]
        if heirs:
            assert heirs == pytest.approx(expected)
            assert sum(heirs.values()) == pytest.approx(1)
        else:
            # It still stands, or only took other names.
            assert len(expected) == 1
            assert key_of(one) in expected or "rename" in kinds
