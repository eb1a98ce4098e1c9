"""Decisions stand beside the reader's words; splits and merges can be taken back whole."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.factories import agencies, person
from tests.support.readings import claim, draft, finished, indicator, waiting

from cotmoc.actions.plans import approve_plan
from cotmoc.actions.review import (
    accept_claim,
    accept_claims,
    add_claim,
    edit_claim,
    merge_claims,
    reject_claim,
    settle_targets,
    split_claim,
    undo_decision,
)
from cotmoc.core.errors import ConflictError, ForbiddenError, InvalidValueError, NotFoundError
from cotmoc.core.permissions import UNIT_ROLES, Role
from cotmoc.store.models import Claim, Event, Person, Reading
from cotmoc.store.reviewing import progress, view, views

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner() -> Person:
    return person(Role.PLANNER)


@pytest.fixture
def reading(planner: Person) -> Reading:
    return finished(planner)


def verdicts(reading: Reading) -> dict[str, str]:
    return {f"{shown.claim.pk}": shown.verdict for shown in views(reading)}


def edited(claim: Claim, **changes: Any) -> dict[str, Any]:
    return {**claim.payload, **changes}


def test_every_claim_waits_at_first(reading: Reading) -> None:
    assert set(verdicts(reading).values()) == {"pending"}
    assert progress(views(reading)).left == 6


def test_an_edit_stands_beside_the_words_of_the_reader(reading: Reading, planner: Person) -> None:
    hoso = claim(reading, "Hồ sơ")
    edit_claim(claim=hoso, payload=edited(hoso, name="Hồ sơ toàn trình"), by=planner)
    shown = view(Claim.objects.get(pk=hoso.pk))
    assert (shown.payload["name"], shown.original["name"]) == (
        "Hồ sơ toàn trình",
        "Hồ sơ trực tuyến toàn trình",
    )
    assert shown.kept
    event = Event.objects.get(verb="claim.edit")
    assert event.before["payload"]["name"] == "Hồ sơ trực tuyến toàn trình"
    assert event.after["payload"]["name"] == "Hồ sơ toàn trình"


def test_an_edit_must_be_a_claim_of_its_kind(reading: Reading, planner: Person) -> None:
    hoso = claim(reading, "Hồ sơ")
    with pytest.raises(InvalidValueError, match="targets"):
        edit_claim(claim=hoso, payload=edited(hoso, targets=[{"op": "~"}]), by=planner)
    assert not Event.objects.filter(thing="claim").exists()


def test_accepting_many_leaves_what_is_decided(reading: Reading, planner: Person) -> None:
    hoso = claim(reading, "Hồ sơ")
    reject_claim(claim=hoso, by=planner, reason="Không phải chỉ tiêu")
    assert accept_claims(claims=list(reading.claims.all()), by=planner) == 5
    assert view(Claim.objects.get(pk=hoso.pk)).verdict == "reject"
    with pytest.raises(ConflictError, match="đều đã được rà soát"):
        accept_claims(claims=list(reading.claims.all()), by=planner)


def test_undo_takes_one_decision_back(reading: Reading, planner: Person) -> None:
    hoso = claim(reading, "Hồ sơ")
    accept_claim(claim=hoso, by=planner)
    reject_claim(claim=hoso, by=planner)
    undo_decision(claim=hoso, by=planner)
    assert view(hoso).verdict == "accept"
    undo_decision(claim=hoso, by=planner)
    assert view(hoso).pending
    with pytest.raises(ConflictError, match="chưa có quyết định"):
        undo_decision(claim=hoso, by=planner)


def test_a_split_replaces_one_by_many_and_can_be_taken_back(reading: Reading, planner: Person) -> None:
    hoso = claim(reading, "Hồ sơ")
    before = verdicts(reading)
    parts = [edited(hoso, name="Hồ sơ cấp tỉnh"), edited(hoso, name="Hồ sơ cấp xã")]
    made = split_claim(claim=hoso, parts=parts, by=planner)
    assert [str(one) for one in made] == ["Hồ sơ cấp tỉnh", "Hồ sơ cấp xã"]
    assert [view(one).verdict for one in made] == ["accept", "accept"]
    with pytest.raises(ConflictError, match="đã được tách hoặc gộp"):
        accept_claim(claim=hoso, by=planner)
    undo_decision(claim=hoso, by=planner)
    assert verdicts(reading) == before
    with pytest.raises(ConflictError, match="đã thôi"):
        accept_claim(claim=Claim.objects.get(pk=made[0].pk), by=planner)
    with pytest.raises(ConflictError, match="đã thôi"):
        undo_decision(claim=Claim.objects.get(pk=made[0].pk), by=planner)


def test_splitting_again_after_an_undo_shows_only_the_new_parts(reading: Reading, planner: Person) -> None:
    hoso = claim(reading, "Hồ sơ")
    for names in (("a", "b"), ("c", "d")):
        split_claim(claim=hoso, parts=[edited(hoso, name=name) for name in names], by=planner)
        if names == ("a", "b"):
            undo_decision(claim=hoso, by=planner)
    assert [str(shown.claim) for shown in views(reading)][:3] == ["Hồ sơ trực tuyến toàn trình", "c", "d"]


def test_a_split_needs_two_parts(reading: Reading, planner: Person) -> None:
    hoso = claim(reading, "Hồ sơ")
    with pytest.raises(InvalidValueError, match="hai phần"):
        split_claim(claim=hoso, parts=[hoso.payload], by=planner)


def test_undoing_a_merge_opens_all_it_replaced(reading: Reading, planner: Person) -> None:
    both = [one for one in reading.claims.all() if str(one) == "Phủ sóng 5G"]
    accept_claim(claim=both[0], by=planner)
    before = verdicts(reading)
    merge_claims(claims=both, payload=both[0].payload, by=planner)
    assert [view(Claim.objects.get(pk=one.pk)).verdict for one in both] == ["merge", "merge"]
    undo_decision(claim=Claim.objects.get(pk=both[1].pk), by=planner)
    assert verdicts(reading) == before


def test_only_claims_of_one_kind_and_reading_merge(reading: Reading, planner: Person) -> None:
    one, other = claim(reading, "Hồ sơ"), claim(reading, "Lập hồ sơ")
    elsewhere = claim(finished(planner, draft(directive={})), "Hồ sơ")
    for wrong in ([one, other], [one, elsewhere], [one], [one, one]):
        with pytest.raises(InvalidValueError, match="cùng loại"):
            merge_claims(claims=wrong, payload=one.payload, by=planner)


def test_choosing_one_of_two_targets_settles_the_others(reading: Reading, planner: Person) -> None:
    text, table = [one for one in reading.claims.all() if str(one) == "Phủ sóng 5G"]
    settle_targets(
        keep=text, payload=text.payload, others=[(table, {**table.payload, "targets": []})], by=planner
    )
    assert view(text).verdict == "edit"
    assert view(table).verdict == "reject"
    with_more = {**table.payload, "targets": [{"op": "exists", "milestone": "2035"}]}
    settle_targets(keep=text, payload=text.payload, others=[(table, with_more)], by=planner)
    assert view(table).payload["targets"][0]["milestone"] == "2035"


def test_adding_puts_the_claim_where_its_words_stand(reading: Reading, planner: Person) -> None:
    add_claim(
        reading=reading, kind="indicator", payload=indicator("Mới", 50, "Đến năm 2030", block=2), by=planner
    )
    names = [str(shown.claim) for shown in views(reading)]
    assert names[:3] == ["Hồ sơ trực tuyến toàn trình", "Phủ sóng 5G", "Mới"]
    assert claim(reading, "Mới").origin == Claim.Origin.PERSON


def test_nothing_is_added_to_an_unfinished_reading(planner: Person) -> None:
    with pytest.raises(ConflictError, match="chưa đọc xong"):
        add_claim(reading=waiting(planner), kind="indicator", payload=indicator("Mới", 50, ""), by=planner)


def test_only_planners_decide(reading: Reading) -> None:
    unit = agencies()["S1"]
    for role in set(Role) - {Role.MANAGER, Role.PLANNER, Role.PUBLIC}:
        with pytest.raises(ForbiddenError):
            accept_claim(claim=claim(reading, "Hồ sơ"), by=person(role, unit if role in UNIT_ROLES else None))
    with pytest.raises(NotFoundError):
        accept_claim(claim=claim(reading, "Hồ sơ"), by=person(Role.PUBLIC))


def test_a_reading_in_force_is_closed(reading: Reading, planner: Person) -> None:
    accept_claims(claims=list(reading.claims.all()), by=planner)
    approve_plan(reading=reading, by=planner)
    hoso = claim(reading, "Hồ sơ")
    for decide in (
        lambda: accept_claim(claim=hoso, by=planner),
        lambda: undo_decision(claim=hoso, by=planner),
        lambda: add_claim(reading=reading, kind="indicator", payload=hoso.payload, by=planner),
    ):
        with pytest.raises(ConflictError, match="đã được duyệt"):
            decide()
