"""Any plan comes back from its JSON, and its JSON fits the schema."""

from __future__ import annotations

import json

import jsonschema
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.core.plan import (
    EVERY,
    OBLIGATION_KINDS,
    OPS,
    TASK_KINDS,
    Baseline,
    Directive,
    IndicatorClaim,
    ObligationClaim,
    OutlineEntry,
    Place,
    PlanDraft,
    Signer,
    Target,
    TaskClaim,
    Warning,
)
from cotmoc.core.planjson import dumps, json_schema, loads

text = st.text(max_size=12)
texts = st.lists(text, max_size=2).map(tuple)
maybe = st.none() | text
index = st.none() | st.integers(0, 10_000)
places = st.none() | st.builds(Place, st.integers(0, 999), index, index, index, index)
confidence = st.floats(0, 1)
number = st.floats(-1e9, 1e9)
day = st.sampled_from([None, "2026-06", "2026-06-30"])
milestone = st.sampled_from([None, "2030", "2030-06-30"])
every = st.sampled_from([None, *EVERY])
SCHEMA = jsonschema.Draft202012Validator(json_schema())


@st.composite
def targets(draw: st.DrawFn) -> Target:
    op = draw(st.sampled_from(OPS))
    low = draw(number) if op in OPS[:6] else None
    upper = low + draw(st.floats(0, 1e6)) if op == "between" and low is not None else None
    words = [draw(maybe), draw(every), draw(maybe), draw(text)]
    return Target(op, draw(milestone), low, upper, *words, draw(places), draw(confidence))


baselines = st.builds(
    Baseline, maybe, st.sampled_from(OPS), st.none() | number, st.none() | number, maybe, text, places
)
indicators = st.builds(
    IndicatorClaim,
    text,
    st.lists(targets(), max_size=2).map(tuple),
    st.lists(baselines, max_size=1).map(tuple),
    maybe,
    maybe,
    maybe,
    st.booleans(),
    texts,
    text,
    text,
    places,
    confidence,
)
tasks = st.builds(
    TaskClaim,
    text,
    st.sampled_from(TASK_KINDS),
    texts,
    texts,
    day,
    every,
    texts,
    text,
    text,
    places,
    confidence,
)
obligations = st.builds(
    ObligationClaim,
    st.sampled_from(OBLIGATION_KINDS),
    maybe,
    maybe,
    st.lists(st.sampled_from(EVERY), max_size=3).map(tuple),
    st.lists(st.sampled_from(["06-15", "2028-12"]), max_size=2).map(tuple),
    text,
    text,
    places,
    confidence,
)
directives = st.builds(
    Directive,
    maybe,
    maybe,
    maybe,
    maybe,
    maybe,
    day,
    maybe,
    st.builds(Signer, maybe, maybe),
    texts,
    texts,
    texts,
    texts,
)
plans = st.builds(
    PlanDraft,
    directives,
    st.lists(st.builds(OutlineEntry, text, text, places), max_size=2).map(tuple),
    st.lists(indicators, max_size=2).map(tuple),
    st.lists(tasks, max_size=2).map(tuple),
    st.lists(obligations, max_size=2).map(tuple),
    st.lists(st.builds(Warning, text, text, places), max_size=2).map(tuple),
)


@given(plans)
def test_a_plan_comes_back_from_its_json(plan: PlanDraft) -> None:
    written = dumps(plan)

    assert loads(written) == plan
    SCHEMA.validate(json.loads(written))
