"""Whatever an action writes into an event comes back from the database as it was hashed."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from hypothesis import given
from hypothesis import settings as given_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.support import factories

from cotmoc.actions.base import action, record
from cotmoc.store.models import Event, Person
from cotmoc.store.trailcheck import check_trail

texts = st.text(st.characters(codec=None), max_size=8)
numbers = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**40), 10**40),
    st.sampled_from([1e20, -0.0, 1.0, 5e-324, 1.7976931348623157e308, 0.1 + 0.2, 2**53 + 1.0]),
)
values = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, texts),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text("aăđ\x01\x7f ", max_size=3), inner)),
    max_leaves=8,
)  # fmt: skip
contents = st.dictionaries(st.text("bê€", max_size=3), values, max_size=3)


@action
def _note(
    *, by: Person, before: dict[str, Any], after: dict[str, Any], why: str, personal: dict[str, Any]
) -> None:
    record("test.note", by, by=by, before=before, after=after, why=why, personal=personal)


class Stored(TestCase):
    @pytest.fixture(autouse=True)
    def _own_folder(self, settings: LazySettings, tmp_path: Path) -> None:
        """No checkpoints of other tests: the trail here is its own."""
        settings.DATA_DIR = tmp_path

    @given_settings(max_examples=40, deadline=None)
    @given(contents, contents, texts, contents)
    def test_any_content(
        self, before: dict[str, Any], after: dict[str, Any], why: str, personal: dict[str, Any]
    ) -> None:
        _note(by=factories.manager(), before=before, after=after, why=why, personal=personal)
        found = check_trail()
        assert found.is_whole, found.faults
        event = Event.objects.get(verb="test.note")
        assert len(event.before) == len(before)
        for key, value in before.items():
            if isinstance(value, float):
                assert math.isclose(event.before[key], value)


@pytest.mark.django_db
def test_what_is_no_number_stops_the_action() -> None:
    by = factories.manager()
    with pytest.raises(ValueError, match="not a number"):
        _note(by=by, before={"v": float("nan")}, after={}, why="", personal={})
    assert not Event.objects.filter(verb="test.note").exists()
