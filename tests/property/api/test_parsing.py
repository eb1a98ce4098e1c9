"""The parser takes every JSON a database can keep, unchanged, and refuses the rest."""

from __future__ import annotations

import json

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.api.parsing import StrictParser

TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | TEXTS | st.integers(-(2**63) + 1, 2**63 - 1) | st.floats(-1e300, 1e300),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
)  # fmt: skip


def parse(text: str) -> object:
    request = RequestFactory().post("/api/plans", text.encode(), content_type="application/json")
    return StrictParser().parse_body(request)


@given(VALUES)
def test_what_can_be_kept_comes_in_unchanged(value: object) -> None:
    assert parse(json.dumps(value)) == value


@given(
    VALUES,
    st.sampled_from(["NaN", "-Infinity", "1e400", '"\\u0000"', '"\\udc00"', '{"\\u0000": 1}', "9" * 400]),
)
def test_one_value_that_cannot_refuses_the_whole(value: object, bad: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - JSON's own errors are of this kind too
        parse(f"[{json.dumps(value)}, {bad}]")
