"""Whatever people decide, in whatever order: the reader's words stay, undo restores, and nothing half-reviewed
comes into force."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.support.factories import person
from tests.support.readings import draft, finished

from cotmoc.actions.plans import approve_plan
from cotmoc.actions.review import (
    accept_claim,
    accept_claims,
    edit_claim,
    merge_claims,
    reject_claim,
    split_claim,
    undo_decision,
)
from cotmoc.core.errors import ConflictError
from cotmoc.core.permissions import Role
from cotmoc.store.models import Claim, Person, Reading
from cotmoc.store.reviewing import progress, views

Step = tuple[str, int]
steps = st.lists(
    st.tuples(st.sampled_from(("accept", "edit", "reject", "split", "merge", "undo")), st.integers(0, 9)),
    max_size=8,
)
quick = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def take(reading: Reading, step: Step, by: Person) -> bool:
    """Do one thing to one of the claims shown; False when the rules refuse it."""
    verb, index = step
    shown = views(reading)
    claim = shown[index % len(shown)].claim
    try:
        match verb:
            case "accept":
                accept_claim(claim=claim, by=by)
            case "edit":
                edit_claim(claim=claim, payload={**claim.payload, "confidence": 0.5}, by=by)
            case "reject":
                reject_claim(claim=claim, by=by)
            case "split":
                split_claim(claim=claim, parts=[claim.payload, claim.payload], by=by)
            case "merge":
                others = [
                    one.claim for one in shown if one.claim.kind == claim.kind and one.claim.pk != claim.pk
                ]
                if not others:
                    return False
                merge_claims(claims=[claim, others[0]], payload=claim.payload, by=by)
            case _:
                undo_decision(claim=claim, by=by)
    except ConflictError:
        return False
    return True


def standing(reading: Reading) -> list[tuple[int, str, dict[str, Any]]]:
    return [(one.claim.pk, one.verdict, one.payload) for one in views(reading)]


class Decisions(TestCase):
    def setUp(self) -> None:
        self.by = person(Role.PLANNER)

    @quick
    @given(steps)
    def test_the_reader_s_words_never_change(self, chosen: list[Step]) -> None:
        reading = finished(self.by)
        words = dict(reading.claims.values_list("pk", "payload"))
        for step in chosen:
            take(reading, step, self.by)
        assert {pk: Claim.objects.get(pk=pk).payload for pk in words} == words

    @quick
    @given(
        steps, st.tuples(st.sampled_from(("accept", "edit", "reject", "split", "merge")), st.integers(0, 9))
    )
    def test_undo_restores_what_stood_before(self, chosen: list[Step], last: Step) -> None:
        reading = finished(self.by)
        for step in chosen:
            take(reading, step, self.by)
        before = standing(reading)
        claim = views(reading)[last[1] % len(before)].claim
        if take(reading, last, self.by):
            undo_decision(claim=Claim.objects.get(pk=claim.pk), by=self.by)
        assert standing(reading) == before

    @quick
    @given(steps)
    def test_approval_waits_for_every_claim(self, chosen: list[Step]) -> None:
        reading = finished(self.by)
        for step in chosen:
            take(reading, step, self.by)
        shown = views(reading)
        if progress(shown).left:
            with pytest.raises(ConflictError, match="chưa rà soát"):
                approve_plan(reading=reading, by=self.by)
            accept_claims(claims=[one.claim for one in shown], by=self.by)
        kept = [one for one in views(reading) if one.kept]
        if kept:
            version = approve_plan(reading=reading, by=self.by)
            total = sum(len(version.content[key]) for key in ("indicators", "tasks", "obligations"))
            assert total == len(kept)


class Rereading(TestCase):
    def setUp(self) -> None:
        self.by = person(Role.PLANNER)

    @quick
    @given(steps)
    def test_an_unchanged_document_asks_nothing_new(self, chosen: list[Step]) -> None:
        first = finished(self.by)
        for step in chosen:
            take(first, step, self.by)
        second = finished(self.by, directive=first.directive)
        told = sorted((str(one.claim), one.verdict) for one in views(first))
        assert sorted((str(one.claim), one.verdict) for one in views(second)) == told

    @quick
    @given(st.integers(0, 2), st.integers(1, 99).filter(lambda value: value not in (90, 95)))
    def test_one_changed_figure_asks_about_exactly_that_one(self, which: int, value: int) -> None:
        first = finished(self.by)
        accept_claims(claims=list(first.claims.all()), by=self.by)
        plan = draft()
        plan["indicators"][which]["targets"][0]["value"] = value
        second = finished(self.by, plan, directive=first.directive)
        (asked,) = [one for one in views(second) if one.pending]
        assert asked.payload == plan["indicators"][which]
        assert asked.was is not None
        assert asked.was.payload == draft()["indicators"][which]
