"""The review: every decision by plain forms, faults in place, contradictions chosen, re-reading shown."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.claimforms import posted
from tests.support.factories import agencies, person
from tests.support.readings import claim, draft, finished, indicator, waiting

from cotmoc.actions.plans import approve_plan
from cotmoc.actions.review import accept_claims, edit_claim
from cotmoc.core.permissions import Role
from cotmoc.store.models import Claim, Decision, Person, Reading
from cotmoc.store.reviewing import view, views
from cotmoc.web.review.forms import ClaimForm

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner() -> Person:
    agencies()
    return person(Role.PLANNER)


@pytest.fixture
def web(client: Client, planner: Person) -> Client:
    client.force_login(planner)
    return client


@pytest.fixture
def reading(planner: Person) -> Reading:
    return finished(planner)


def url(reading: Reading, query: str = "") -> str:
    return f"/van-ban/{reading.pk}/ra-soat/{query}"


def fields(claim: Claim, prefix: str = "m", **changes: str) -> dict[str, Any]:
    """What a browser would post of the form as it stands, with `changes`."""
    sent = posted(ClaimForm(claim.kind, view(claim).payload, prefix=prefix))
    return sent | {f"{prefix}-{name}": value for name, value in changes.items()}


def decide(web: Client, claim: Claim, act: str, **more: Any) -> Any:
    shown = view(Claim.objects.get(pk=claim.pk))
    seen = str(shown.decision.pk) if shown.decision else ""
    return web.post(url(claim.reading), {"muc": claim.pk, "act": act, "seen": seen, **more})


def verdict(claim: Claim) -> str:
    return view(Claim.objects.get(pk=claim.pk)).verdict


def test_the_page_shows_the_document_with_every_claim_at_its_words(web: Client, reading: Reading) -> None:
    page = web.get(url(reading)).content.decode()
    for one in reading.claims.all():
        assert page.count(f'data-claim="{one.pk}"') >= 1
    assert 'class="claim indicator' in page
    assert 'class="claim task"' in page
    assert "0/6 mục đã rà" in page
    assert "<td" in page


def test_accepting_goes_on_to_the_next(web: Client, reading: Reading) -> None:
    first, second = list(reading.claims.order_by("position"))[:2]
    answer = decide(web, first, "accept", **fields(first))
    assert verdict(first) == "accept"
    assert answer["Location"].endswith(f"?muc={second.pk}")
    assert "1/6 mục đã rà" in web.get(answer["Location"]).content.decode()


def test_accepting_with_changed_fields_is_an_edit(web: Client, reading: Reading) -> None:
    hoso = claim(reading, "Hồ sơ")
    changed = fields(hoso, name="Hồ sơ trực tuyến", owner="Sở Nội vụ; Sở Y tế") | {
        "m-t0-value": "1.092,5",
        "m-t0-milestone": "30/6/2030",
    }
    decide(web, hoso, "accept", **changed)
    payload = view(Claim.objects.get(pk=hoso.pk)).payload
    assert verdict(hoso) == "edit"
    assert (payload["name"], payload["owner"]) == ("Hồ sơ trực tuyến", ["Sở Nội vụ", "Sở Y tế"])
    target = payload["targets"][0]
    assert (target["value"], target["milestone"], target["quote"]) == (1092.5, "2030-06-30", "90%")
    page = web.get(url(reading, f"?muc={hoso.pk}")).content.decode()
    assert "Máy đọc:" in page
    assert "Hồ sơ trực tuyến toàn trình" in page


def test_a_target_is_added_and_another_taken_out(web: Client, reading: Reading) -> None:
    hoso = claim(reading, "Hồ sơ")
    added = {
        "m-t1-op": "between",
        "m-t1-value": "2",
        "m-t1-upper": "4",
        "m-t1-unit": "%",
        "m-t1-milestone": "2035",
    }
    decide(web, hoso, "edit", **fields(hoso) | added)
    targets = view(Claim.objects.get(pk=hoso.pk)).payload["targets"]
    assert [(t["op"], t["value"], t["upper"]) for t in targets[1:]] == [("between", 2.0, 4.0)]
    assert targets[1]["block"] == 2
    gone = {"m-t0-op": "", "m-t0-value": "", "m-t0-milestone": ""}
    decide(web, hoso, "edit", **fields(Claim.objects.get(pk=hoso.pk)) | gone)
    assert [t["milestone"] for t in view(Claim.objects.get(pk=hoso.pk)).payload["targets"]] == ["2035"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"m-name": ""}, "required|bắt buộc"),
        ({"m-t0-value": "85,5%%"}, "không phải số"),
        ({"m-t0-milestone": "hôm nào"}, "không phải ngày"),
        ({"m-t0-op": ""}, "Chọn phép so"),
        ({"m-t0-value": ""}, "cần giá trị bằng số"),
        ({"m-t0-upper": "95"}, "từ … đến …"),
    ],
)
def test_faults_stand_in_the_form(
    web: Client, reading: Reading, changes: dict[str, str], sentence: str
) -> None:
    import re

    hoso = claim(reading, "Hồ sơ")
    answer = decide(web, hoso, "accept", **fields(hoso) | changes)
    assert answer.status_code == 422
    assert re.search(sentence, answer.content.decode())
    assert verdict(hoso) == "pending"


def test_tasks_and_obligations_have_their_own_fields(web: Client, reading: Reading) -> None:
    task, duty = claim(reading, "Hoàn thành"), claim(reading, "báo cáo")
    decide(web, task, "accept", **fields(task, due="9/2026", deliverables="Nền tảng; Báo cáo"))
    payload = view(Claim.objects.get(pk=task.pk)).payload
    assert (payload["due"], payload["deliverables"]) == ("2026-09", ["Nền tảng", "Báo cáo"])
    decide(web, duty, "accept", **fields(duty, due="15/6; 1/12", every=["half-year"]))  # type: ignore[arg-type]
    payload = view(Claim.objects.get(pk=duty.pk)).payload
    assert (payload["due"], payload["every"]) == (["06-15", "12-01"], ["half-year"])
    assert decide(web, duty, "accept", **fields(duty, due="31/2")).status_code == 422
    assert decide(web, task, "accept", **fields(task, due="2027")).status_code == 302
    assert view(Claim.objects.get(pk=task.pk)).payload["due"] == "2027-12"


def test_editing_without_a_change_says_so(web: Client, reading: Reading) -> None:
    hoso = claim(reading, "Hồ sơ")
    answer = web.get(decide(web, hoso, "edit", **fields(hoso))["Location"])
    assert "Chưa có gì thay đổi" in answer.content.decode()
    assert verdict(hoso) == "pending"


def test_rejecting_needs_no_valid_form_and_undo_takes_it_back(web: Client, reading: Reading) -> None:
    hoso = claim(reading, "Hồ sơ")
    decide(web, hoso, "reject", reason="Không phải chỉ tiêu")
    assert verdict(hoso) == "reject"
    page = web.get(url(reading)).content.decode()
    assert "Không phải chỉ tiêu" in page
    assert "claim indicator rejected" in page
    decide(web, hoso, "undo")
    assert verdict(hoso) == "pending"


def test_somebody_else_s_decision_is_not_overwritten_unseen(web: Client, reading: Reading) -> None:
    hoso = claim(reading, "Hồ sơ")
    posted = fields(hoso)
    edit_claim(claim=hoso, payload={**hoso.payload, "name": "Khác"}, by=person(Role.PLANNER))
    answer = web.post(url(reading), {"muc": hoso.pk, "act": "accept", "seen": "", **posted})
    assert "vừa được quyết định ở nơi khác" in web.get(answer["Location"]).content.decode()
    assert view(Claim.objects.get(pk=hoso.pk)).payload["name"] == "Khác"


def test_splitting_by_forms(web: Client, reading: Reading) -> None:
    hoso = claim(reading, "Hồ sơ")
    assert web.get(url(reading, f"?muc={hoso.pk}&mo=tach&phan=3")).content.decode().count("<legend>Phần") == 3
    parts = fields(hoso, "p0", name="Cấp tỉnh") | fields(hoso, "p1", name="Cấp xã")
    wrong = decide(web, hoso, "split", phan=2, **parts | {"p1-name": ""})
    assert wrong.status_code == 422
    decide(web, hoso, "split", phan=2, **parts)
    assert [str(one.claim) for one in views(reading)][1:3] == ["Cấp tỉnh", "Cấp xã"]
    assert "Đã tách" in web.get(url(reading, f"?muc={claim(reading, 'Cấp xã').pk}")).content.decode()
    assert 'value="accept"' not in web.get(url(reading, f"?muc={hoso.pk}")).content.decode()
    decide(web, hoso, "undo")
    assert verdict(hoso) == "pending"


def test_merging_the_chosen(web: Client, reading: Reading) -> None:
    one, other = [c for c in reading.claims.order_by("position") if str(c) == "Phủ sóng 5G"]
    assert f'value="{other.pk}"' in web.get(url(reading, f"?muc={one.pk}&mo=gop")).content.decode()
    alone = decide(web, one, "merge")
    assert "ít nhất hai mục" in web.get(alone["Location"]).content.decode()
    decide(web, one, "merge", cung=[other.pk])
    made = Claim.objects.latest("pk")
    assert [t["value"] for t in made.payload["targets"]] == [95, 90]
    assert (verdict(one), verdict(other)) == ("merge", "merge")


def test_of_two_targets_one_is_chosen(web: Client, reading: Reading) -> None:
    text, table = [c for c in reading.claims.order_by("position") if str(c) == "Phủ sóng 5G"]
    page = web.get(url(reading, f"?muc={table.pk}")).content.decode()
    assert "Lấy ≥ 95%" in page
    assert "Lấy ≥ 90%" in page
    answer = web.post(url(reading), {"muc": table.pk, "lay": f"{text.pk}-0"})
    assert answer.status_code == 302
    assert (verdict(text), verdict(table)) == ("edit", "reject")
    again = web.post(url(reading), {"muc": table.pk, "lay": f"{table.pk}-0"})
    assert "đã được xử lý" in web.get(again["Location"]).content.decode()


def test_of_two_targets_in_one_claim_one_is_chosen(web: Client, planner: Person) -> None:
    both = indicator("Trạm sạc", 40, "trạm sạc")
    both["targets"].append({**both["targets"][0], "value": 60})
    reading = finished(planner, draft(indicators=[both]))
    one = claim(reading, "Trạm sạc")
    web.post(url(reading), {"muc": one.pk, "lay": f"{one.pk}-1"})
    assert [t["value"] for t in view(Claim.objects.get(pk=one.pk)).payload["targets"]] == [60]


def test_what_the_reader_is_sure_of_is_accepted_at_once(web: Client, reading: Reading) -> None:
    page = web.get(url(reading)).content.decode()
    assert "Đồng ý cả 3 mục" in page
    web.post(url(reading), {"act": "accept-all"})
    kept = [str(one.claim)[:9] for one in views(reading) if not one.pending]
    assert kept == ["Hồ sơ trự", "Hoàn thàn", "báo cáo Ủ"]


def test_tabs_and_warnings(web: Client, reading: Reading) -> None:
    tasks = web.get(url(reading, "?tab=nhiem-vu")).content.decode()
    assert tasks.count('<li class="claim-') == 2
    warnings = web.get(url(reading, "?tab=canh-bao")).content.decode()
    assert "không ghi đơn vị" in warnings
    assert "Không thấy người ký" in warnings
    assert "Các mục tiêu khác nhau" in warnings
    assert web.get(url(reading, "?tab=la&muc=abc&loc=x")).status_code == 200


@pytest.mark.parametrize("kind", ["indicator", "task", "obligation"])
def test_adding_from_selected_words(web: Client, reading: Reading, kind: str) -> None:
    query = {"them": kind, "quote": "nền tảng chia sẻ dữ liệu", "block": "4"}
    page = web.get(url(reading), query).content.decode()
    assert "nền tảng chia sẻ dữ liệu" in page
    named = {
        "m-name": "Nền tảng",
        "m-higher_is_better": "True",
        "m-text": "Nền tảng",
        "m-kind": {"task": "nhiệm vụ"}.get(kind, "báo cáo"),
    }
    web.post(url(reading), {"act": "add", **query, **named})
    added = Claim.objects.get(origin=Claim.Origin.PERSON)
    assert (added.kind, added.quote, added.payload["block"], added.payload["line"]) == (
        kind, "nền tảng chia sẻ dữ liệu", 4, 5,
    )  # fmt: skip
    assert f'data-claim="{added.pk}"' in web.get(url(reading)).content.decode()


def test_words_typed_by_hand_are_looked_for(web: Client, reading: Reading) -> None:
    typed = {
        "act": "add",
        "them": "indicator",
        "quote": "Phủ sóng 5G",
        "m-name": "5G",
        "m-higher_is_better": "True",
    }
    web.post(url(reading), typed)
    added = Claim.objects.get(origin=Claim.Origin.PERSON)
    assert (added.payload["block"], added.payload["row"], added.payload["column"]) == (8, 1, 1)


def test_adding_is_refused_without_a_name_or_a_kind(web: Client, reading: Reading) -> None:
    empty = web.post(url(reading), {"act": "add", "them": "indicator", "m-higher_is_better": "True"})
    assert empty.status_code == 422
    assert "Thêm chỉ tiêu" in empty.content.decode()
    odd = web.post(url(reading), {"act": "add", "them": "gì đó"})
    assert "Chọn loại mục" in web.get(odd["Location"]).content.decode()
    assert not Claim.objects.filter(origin=Claim.Origin.PERSON).exists()


def test_a_changed_document_shows_what_changed(web: Client, reading: Reading, planner: Person) -> None:
    accept_claims(claims=list(reading.claims.all()), by=planner)
    changed = draft(tasks=draft()["tasks"][:1])
    changed["indicators"][0]["targets"][0]["value"] = 92
    second = finished(planner, changed)
    page = web.get(url(second)).content.decode()
    assert "Chỉ mục thay đổi <b>1</b>" in page
    assert "<del>90%.</del>" in page or "<del>90%</del>" in page
    assert "<ins>92%.</ins>" in page or "<ins>92%</ins>" in page
    assert "1 mục của bản trước không còn" in page
    assert "giữ từ lần đọc trước" in page
    only = web.get(url(second, "?loc=thay-doi")).content.decode()
    assert only.count('<li class="claim-') == 1


def test_approving_waits_for_the_last_decision(web: Client, reading: Reading, planner: Person) -> None:
    assert "còn 6 mục" in web.get(url(reading)).content.decode()
    blocked = web.post(
        f"/van-ban/{reading.pk}/duyet/", headers={"referer": f"http://testserver{url(reading)}"}
    )
    assert "Còn 6 mục chưa rà soát" in web.get(blocked["Location"]).content.decode()
    accept_claims(claims=list(reading.claims.all()), by=planner)
    assert '<button class="button seal">Duyệt kế hoạch' in web.get(url(reading)).content.decode()
    answer = web.post(f"/van-ban/{reading.pk}/duyet/", follow=True)
    assert "Đã duyệt: kế hoạch có hiệu lực, bản 1" in answer.content.decode()
    page = web.get(url(reading)).content.decode()
    assert "Đã duyệt, bản 1" in page
    assert 'name="act"' not in page


def test_htmx_gets_the_right_hand_side_only(web: Client, reading: Reading) -> None:
    part = web.get(url(reading), headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("<section")
    assert 'hx-swap-oob="true"' in part
    assert "<html" not in part
    assert 'class="sheet"' not in part
    hoso = claim(reading, "Hồ sơ")
    fault = web.post(
        url(reading),
        {"muc": hoso.pk, "act": "accept", "seen": "", **fields(hoso, name="")},
        headers={"HX-Request": "true"},
    )
    assert fault.status_code == 200
    assert "claim-card" in fault.content.decode()


def test_the_number_of_questions_does_not_grow_with_the_claims(web: Client, planner: Person) -> None:
    many = [indicator(f"Chỉ tiêu {n}", n, "tỷ lệ hồ sơ") for n in range(30)]
    counts = []
    for plan in (draft(), draft(indicators=many, directive={**draft()["directive"], "number": "2"})):
        reading = finished(planner, plan)
        accept_claims(claims=list(reading.claims.all())[:2], by=planner)
        with CaptureQueriesContext(connection) as asked:
            web.get(url(reading))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_readers_see_and_do_not_decide(client: Client, reading: Reading) -> None:
    client.force_login(person(Role.INSPECTOR))
    page = client.get(url(reading)).content.decode()
    assert 'name="act"' not in page
    assert "Duyệt kế hoạch" not in page
    hoso = claim(reading, "Hồ sơ")
    assert decide(client, hoso, "accept", **fields(hoso)).status_code == 403
    assert client.post(f"/van-ban/{reading.pk}/duyet/").status_code == 403
    assert not Decision.objects.exists()


def test_strangers_to_the_reading_and_wrong_words(web: Client, reading: Reading, planner: Person) -> None:
    assert web.get(url(waiting(planner))).status_code == 404
    other = claim(finished(planner, draft(directive={})), "Hồ sơ")
    assert web.post(url(reading), {"muc": other.pk, "act": "reject"}).status_code == 404
    assert web.post(url(reading), {"act": "reject"}).status_code == 404
    assert web.post(url(reading), {"act": "nhảy múa"}).status_code == 422
    assert web.get(f"/van-ban/{reading.pk}/duyet/").status_code == 405


def test_a_plan_in_force_is_only_looked_at(web: Client, reading: Reading, planner: Person) -> None:
    accept_claims(claims=list(reading.claims.all()), by=planner)
    approve_plan(reading=reading, by=planner)
    hoso = claim(reading, "Hồ sơ")
    answer = decide(web, hoso, "reject")
    assert "đã được duyệt" in web.get(answer["Location"]).content.decode()
