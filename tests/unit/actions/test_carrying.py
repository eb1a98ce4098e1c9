"""A changed document read again: only what changed is asked about."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.factories import person
from tests.support.readings import PARAGRAPHS, claim, document, draft, finished, indicator

from cotmoc.actions.review import (
    accept_claim,
    accept_claims,
    add_claim,
    edit_claim,
    merge_claims,
    reject_claim,
    split_claim,
    undo_decision,
)
from cotmoc.core.permissions import Role
from cotmoc.store.models import Claim, Decision, Person, Reading
from cotmoc.store.reviewing import vanished, views

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner() -> Person:
    return person(Role.PLANNER)


@pytest.fixture
def reviewed(planner: Person) -> Reading:
    """Everything decided: one claim edited, one rejected, the rest accepted."""
    reading = finished(planner)
    hoso = claim(reading, "Hồ sơ")
    edit_claim(claim=hoso, payload={**hoso.payload, "owner": ["Sở Nội vụ"]}, by=planner)
    reject_claim(claim=claim(reading, "Lập hồ sơ"), by=planner, reason="Trùng")
    accept_claims(claims=list(reading.claims.all()), by=planner)
    return reading


def again(earlier: Reading, by: Person, **changes: Any) -> Reading:
    return finished(by, draft(**changes), directive=earlier.directive)


def pending(reading: Reading) -> list[str]:
    return [str(shown.claim) for shown in views(reading) if shown.pending]


def test_the_same_document_asks_nothing(reviewed: Reading, planner: Person) -> None:
    second = again(reviewed, planner)
    assert pending(second) == []
    assert all(shown.carried for shown in views(second))
    old = {str(s.claim): (s.verdict, s.payload) for s in views(reviewed)}
    assert {str(s.claim): (s.verdict, s.payload) for s in views(second)} == old
    assert vanished(second) == ()


def test_the_author_of_a_carried_decision_stays(reviewed: Reading, planner: Person) -> None:
    somebody = person(Role.PLANNER)
    second = again(reviewed, somebody)
    assert set(Decision.objects.filter(claim__reading=second).values_list("by", flat=True)) == {planner.pk}


def test_one_changed_figure_is_asked_about_and_shows_what_it_was(reviewed: Reading, planner: Person) -> None:
    changed = draft()["indicators"]
    changed[0]["targets"][0]["value"] = 92
    second = again(reviewed, planner, indicators=changed)
    assert pending(second) == ["Hồ sơ trực tuyến toàn trình"]
    (shown,) = [s for s in views(second) if s.pending]
    assert shown.was is not None
    assert shown.was.payload["targets"][0]["value"] == 90


def test_moving_things_about_asks_nothing(reviewed: Reading, planner: Person) -> None:
    plan = draft()
    for item in (*plan["indicators"], *plan["tasks"], *plan["obligations"]):
        item |= {"block": item["block"] + 7, "line": 99, "section": "X"}
    assert pending(finished(planner, plan, directive=reviewed.directive)) == []


def test_what_is_gone_is_listed(reviewed: Reading, planner: Person) -> None:
    second = again(reviewed, planner, tasks=[], obligations=[])
    assert [str(s.claim)[:10] for s in vanished(second)] == ["Hoàn thành", "báo cáo Ủy"]


def test_what_is_new_is_asked_about(reviewed: Reading, planner: Person) -> None:
    more = [*draft()["indicators"], indicator("Số trạm sạc xe điện", 40, "số trạm sạc")]
    assert pending(again(reviewed, planner, indicators=more)) == ["Số trạm sạc xe điện"]


def test_people_s_own_claims_come_along_while_their_words_stand(reviewed: Reading, planner: Person) -> None:
    add_claim(
        reading=reviewed, kind="indicator", payload=indicator("Nền tảng", 1, "nền tảng chia sẻ"), by=planner
    )
    add_claim(reading=reviewed, kind="indicator", payload=indicator("Không lời", 1, ""), by=planner)
    second = again(reviewed, planner)
    assert claim(second, "Nền tảng").carried_from == claim(reviewed, "Nền tảng")
    assert not second.claims.filter(payload__name="Không lời").exists()
    shorter = document(tuple(text.replace("nền tảng", "hệ thống") for text in PARAGRAPHS))
    third = finished(planner, draft(), blocks=shorter, directive=reviewed.directive)
    assert not third.claims.filter(payload__name="Nền tảng").exists()


def test_what_a_person_added_and_the_reader_now_sees_is_one_claim(reviewed: Reading, planner: Person) -> None:
    new = indicator("Nền tảng", 1, "nền tảng chia sẻ")
    add_claim(reading=reviewed, kind="indicator", payload=new, by=planner)
    second = again(reviewed, planner, indicators=[*draft()["indicators"], new])
    assert second.claims.filter(payload__name="Nền tảng").count() == 1
    assert pending(second) == []


def test_a_split_is_carried_and_can_still_be_undone(reviewed: Reading, planner: Person) -> None:
    hoso = claim(reviewed, "Hồ sơ")
    split_claim(claim=hoso, parts=[{**hoso.payload, "name": n} for n in ("Cấp tỉnh", "Cấp xã")], by=planner)
    second = again(reviewed, planner)
    assert [str(s.claim) for s in views(second)][1:3] == ["Cấp tỉnh", "Cấp xã"]
    assert pending(second) == []
    undo_decision(claim=claim(second, "Hồ sơ"), by=planner)
    assert "Cấp tỉnh" not in [str(s.claim) for s in views(second)]


def test_a_split_of_changed_words_is_asked_again(reviewed: Reading, planner: Person) -> None:
    hoso = claim(reviewed, "Hồ sơ")
    split_claim(claim=hoso, parts=[{**hoso.payload, "name": n} for n in ("Cấp tỉnh", "Cấp xã")], by=planner)
    changed = draft()["indicators"]
    changed[0]["targets"][0]["value"] = 92
    second = again(reviewed, planner, indicators=changed)
    assert pending(second) == ["Hồ sơ trực tuyến toàn trình"]
    assert not second.claims.filter(origin=Claim.Origin.PERSON).exists()


def test_a_merge_is_carried_whole(reviewed: Reading, planner: Person) -> None:
    both = [one for one in reviewed.claims.all() if str(one) == "Phủ sóng 5G"]
    merge_claims(claims=both, payload={**both[0].payload, "name": "5G"}, by=planner)
    second = again(reviewed, planner)
    assert pending(second) == []
    assert claim(second, "5G").made_from.count() == 2


def test_an_undone_split_leaves_nothing_behind(reviewed: Reading, planner: Person) -> None:
    hoso = claim(reviewed, "Hồ sơ")
    split_claim(claim=hoso, parts=[{**hoso.payload, "name": n} for n in ("Cấp tỉnh", "Cấp xã")], by=planner)
    undo_decision(claim=hoso, by=planner)
    assert again(reviewed, planner).claims.count() == 6


def test_an_undecided_claim_stays_undecided(planner: Person) -> None:
    first = finished(planner)
    accept_claim(claim=claim(first, "Hồ sơ"), by=planner)
    assert len(pending(again(first, planner))) == 5
