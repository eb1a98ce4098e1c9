"""Plans: the list, the words of every item, the gaps, settings of items, the file."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.factories import agencies, manager, person, plan, plan_content
from tests.support.readings import finished

from cotmoc.actions.plans import approve_plan, import_plan
from cotmoc.actions.review import accept_claims
from cotmoc.core.permissions import Role
from cotmoc.core.planjson import plan_from_data
from cotmoc.store.models import Agency, Event, Plan
from cotmoc.store.plans import plan_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(client: Client) -> Client:
    client.force_login(person(Role.PLANNER))
    return client


def test_no_plan_yet_says_what_to_do(web: Client) -> None:
    page = web.get("/ke-hoach/").content.decode()
    assert "Chưa có kế hoạch nào" in page
    assert 'href="/van-ban/"' in page


def test_the_list_counts_what_is_there_and_what_is_missing(web: Client) -> None:
    plan()
    (row,) = plan_rows()
    assert (row.indicators, row.tasks, row.obligations, row.gaps) == (4, 2, 1, 0)
    lacking = plan_content(directive={"number": "2"})
    lacking["indicators"][0] |= {"owner": [], "targets": []}
    lacking["tasks"][0] |= {"lead": ["Sở Không Có"], "due": None}
    import_plan(content=lacking, by=manager())
    page = web.get("/ke-hoach/").content.decode()
    assert "4 chỗ" in page
    assert "đủ" in page


def test_a_plan_shows_its_items_with_their_words(web: Client) -> None:
    reading = finished(manager())
    accept_claims(claims=list(reading.claims.all()), by=manager())
    version = approve_plan(reading=reading, by=manager())
    page = web.get(f"/ke-hoach/{version.plan.slug}/").content.decode()
    for words in (
        "phủ sóng 5G đạt 95% dân số", "2030: ≥ 95%", "30/6/2026", "15/6", "hằng năm", "văn bản ghi: Sở Y tế",
        "Chỉ tiêu chưa có cơ quan chủ trì", f"/van-ban/{reading.pk}/ra-soat/?muc=", "đang có hiệu lực",
    ):  # fmt: skip
        assert words in page


def test_a_plan_without_gaps_says_so(web: Client) -> None:
    page = web.get(f"/ke-hoach/{plan().slug}/").content.decode()
    assert "Kế hoạch đủ chủ trì, mục tiêu và thời hạn" in page
    assert "30/6/2026" in page


def test_the_file_is_the_plan_as_approved(web: Client) -> None:
    made = plan()
    import_plan(content=plan_content(tasks=[]), by=manager())
    newest = web.get(f"/ke-hoach/{made.slug}/ke-hoach.json")
    assert newest["Content-Disposition"] == 'attachment; filename="18-ctr-tu-ban-2.json"'
    assert plan_from_data(json.loads(newest.content)).tasks == ()
    first = web.get(f"/ke-hoach/{made.slug}/ke-hoach.json?ban=1")
    assert len(plan_from_data(json.loads(first.content)).tasks) == 2
    assert "Phát triển khoa học" in first.content.decode()
    assert web.get(f"/ke-hoach/{made.slug}/ke-hoach.json?ban=9").status_code == 404


def test_who_answers_for_an_indicator_is_set_here(web: Client) -> None:
    made, units = plan(), agencies()
    path = f"/ke-hoach/{made.slug}/sua/CT-01/"
    assert "Sở Y tế" in web.get(path).content.decode()
    posted = {
        "owner": units["S2"].pk,
        "collect": "communes",
        "roll_up": "sum",
        "shape": "steps",
        "unit": "%",
        "method": "Cộng",
    }
    assert web.post(path, posted)["Location"] == f"/ke-hoach/{made.slug}/#CT-01"
    indicator = made.indicators.get(code="CT-01")
    assert (indicator.owner, indicator.collect, indicator.roll_up, indicator.shape) == (
        units["S2"], "communes", "sum", "steps",
    )  # fmt: skip
    assert "collect" in Event.objects.get(verb="indicator.edit").after
    web.post(path, posted)
    assert Event.objects.filter(verb="indicator.edit").count() == 1
    assert web.post(path, {**posted, "shape": "vòng"}).status_code == 422


def test_who_leads_a_task_and_when_it_is_due_is_set_here(web: Client) -> None:
    made, units = plan(), agencies()
    path = f"/ke-hoach/{made.slug}/sua/NV-01/"
    assert 'value="2026-06-30"' in web.get(path).content.decode()
    web.post(path, {"lead": units["S2"].pk, "due": "2026-09-01"})
    task = made.tasks.get(code="NV-01")
    assert (task.lead, str(task.due)) == (units["S2"], "2026-09-01")
    assert web.post(path, {"due": "ngày mai"}).status_code == 422


def test_readers_see_but_do_not_set(client: Client) -> None:
    made = plan()
    client.force_login(person(Role.UNIT_OFFICER, Agency.objects.get(code="S1")))
    assert "/sua/" not in client.get(f"/ke-hoach/{made.slug}/").content.decode()
    assert client.get(f"/ke-hoach/{made.slug}/sua/CT-01/").status_code == 403
    assert client.post(f"/ke-hoach/{made.slug}/sua/CT-01/", {"collect": "owner"}).status_code == 403


def test_unknown_plans_items_and_verbs(web: Client) -> None:
    made = plan()
    for path in (
        "/ke-hoach/khong-co/",
        "/ke-hoach/khong-co/ke-hoach.json",
        f"/ke-hoach/{made.slug}/sua/CT-99/",
    ):
        assert web.get(path).status_code == 404
    assert web.post(f"/ke-hoach/{made.slug}/").status_code == 405


def test_the_pages_ask_the_same_number_of_questions(web: Client) -> None:
    plan()
    counts = []
    for size in (1, 3):
        for number in range(size):
            import_plan(content=plan_content(directive={"number": f"{size}{number}"}), by=manager())
        newest = Plan.objects.get(number="10" if size == 1 else "30")
        content = plan_content(directive={"number": newest.number})
        content["tasks"] = [{**content["tasks"][0], "text": f"Việc {n}"} for n in range(size)]
        import_plan(content=content, by=manager())
        for path in ("/ke-hoach/", f"/ke-hoach/{newest.slug}/"):
            with CaptureQueriesContext(connection) as asked:
                web.get(path)
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
