"""The pages of the trail, and what everybody may have of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.support import factories
from tests.support.proofs import VERIFIER, approved_figure

from cotmoc.core.permissions import Role
from cotmoc.store.keyring import public_keys
from cotmoc.store.models import Agency, Checkpoint, Event, Grant, Observation, Person, Plan
from cotmoc.web import verifier

pytestmark = pytest.mark.django_db
TRAIL = "/quan-tri/vet/"


@pytest.fixture(autouse=True)
def plan(settings: LazySettings, tmp_path: Path) -> Plan:
    settings.DATA_DIR = tmp_path
    return factories.plan()


@pytest.fixture
def figure(plan: Plan) -> Observation:
    return approved_figure(plan)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def inspector(unit: str = "") -> Person:
    """Who inspects everything, or one unit and what is below it."""
    person = factories.person(Role.INSPECTOR)
    if unit:
        Grant.objects.filter(person=person).update(agency=Agency.objects.get(code=unit))
    return person


def shown(client: Client, query: str = "") -> list[int]:
    """The positions of the rows of the page."""
    answer = client.get(TRAIL + query)
    assert answer.status_code == 200
    return [row["event"].position for row in answer.context["rows"]]


def test_the_newest_events_first_in_words(figure: Observation) -> None:
    client = signed_in(inspector())
    positions = shown(client)
    assert positions == sorted(positions, reverse=True)
    text = client.get(TRAIL).content.decode()
    for words in ("Duyệt số liệu", "Nộp số liệu", "Thêm người dùng", "Vết ghi", str(figure.unit)):
        assert words in text
    assert "figures.approve</a>" not in text


def test_filters(figure: Observation) -> None:
    client, approval = signed_in(inspector()), Event.objects.get(verb="figures.approve")
    assert shown(client, "?viec=figures.approve") == [approval.position]
    assert shown(client, f"?doi-tuong=submission:{approval.thing_id}&viec=figures.approve") == [
        approval.position
    ]
    assert shown(client, "?nguoi=nguyen+thi") == [approval.position]  # without diacritics
    assert shown(client, "?nguoi=khong-ai") == []
    today = timezone.localdate()
    assert approval.position in shown(client, f"?tu={today}&den={today}")
    assert shown(client, f"?tu={today + timedelta(days=1)}") == []
    assert shown(client, f"?den={today - timedelta(days=1)}") == []
    assert approval.position not in shown(client, f"?truoc={approval.position}")
    assert client.get(TRAIL + "?tu=hom-qua").status_code == 422
    assert "Bỏ lọc" in client.get(TRAIL + "?nguoi=khong-ai").content.decode()


def test_the_first_and_the_last_day_there_are(figure: Observation) -> None:
    client = Client()
    client.force_login(factories.manager())
    assert client.get(TRAIL, {"tu": "0001-01-01", "den": "9999-12-31"}).status_code == 200


def test_pages_by_place(monkeypatch: pytest.MonkeyPatch, figure: Observation) -> None:
    for module in ("cotmoc.web.trail.SHOWN", "cotmoc.store.trailpage.SHOWN"):
        monkeypatch.setattr(module, 3)
    client, seen, query = signed_in(inspector()), [], ""
    while True:
        answer = client.get(f"{TRAIL}?{query}")
        seen += [row["event"].position for row in answer.context["rows"]]
        if not (query := answer.context["older"]):
            break
    assert seen == list(range(Event.objects.count() - 1, -1, -1))


def test_an_inspector_of_a_unit_sees_what_its_people_did(figure: Observation) -> None:
    officer = factories.person(Role.UNIT_OFFICER, Agency.objects.get(code="S1"))
    from cotmoc.actions.exports import note_export

    note_export(what="x", thing=figure, by=officer)
    mine = Event.objects.get(verb="file.export").position
    assert shown(signed_in(inspector("S1"))) == [mine]
    assert shown(signed_in(inspector("T"))) == [mine]
    assert shown(signed_in(inspector("S2"))) == []
    elsewhere = signed_in(inspector("S2"))
    assert elsewhere.get(f"{TRAIL}{mine}/").status_code == 404
    assert elsewhere.get(f"{TRAIL}{mine}/bang-chung.json").status_code == 404


def test_who_may_not_read_it_is_refused(figure: Observation) -> None:
    planner = signed_in(factories.person(Role.PLANNER))
    for path in ("", "0/", "0/bang-chung.json"):
        assert planner.get(TRAIL + path).status_code == 403
    assert Client().get(TRAIL).status_code == 302
    assert signed_in(inspector()).post(TRAIL).status_code == 405


def test_only_pages_that_open_are_linked(figure: Observation) -> None:
    assert 'href="/quan-tri/nguoi-dung/' not in signed_in(inspector()).get(TRAIL).content.decode()
    text = signed_in(factories.person(Role.MANAGER)).get(TRAIL).content.decode()
    for person in ("/quan-tri/nguoi-dung/", "/ke-hoach/18-ctr-tu/thu-thap/2026-05/S1/"):
        assert f'href="{person}' in text


def test_one_event_with_all_it_holds() -> None:
    reader = inspector()
    client = signed_in(reader)
    text = client.get(f"{TRAIL}0/").content.decode()
    assert "Tạo tài khoản quản trị đầu tiên" in text
    assert "Quản trị hệ thống</dd>" in text, "a code of a role is said in words"
    assert "Lê Quản Trị</dd>" not in text.split("Dữ liệu cá nhân")[1].split("</section>")[0]
    assert not Event.objects.filter(verb="event.read").exists()
    for _ in range(2):  # told once an hour
        assert "<dd>Lê Quản Trị</dd>" in client.get(f"{TRAIL}0/?ca-nhan=1").content.decode()
    read = Event.objects.get(verb="event.read")
    assert (read.by, read.after) == (reader, {"position": 0})
    Event.objects.filter(position=0).erase_personal()  # type: ignore[attr-defined]
    assert "Đã xóa; dấu băm vẫn giữ" in client.get(f"{TRAIL}0/?ca-nhan=1").content.decode()
    assert client.get(f"{TRAIL}99999/").status_code == 404


def test_a_check_of_the_tree(figure: Observation) -> None:
    client = signed_in(inspector())
    assert "Vết ghi nguyên vẹn." in client.get(TRAIL + "?kiem-tra=1").content.decode()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE store_event SET why = 'khác' WHERE position = 2")
    text = client.get(TRAIL + "?kiem-tra=1").content.decode()
    assert "Vết ghi không nguyên vẹn: 1 sai lệch." in text
    assert "Sự kiện 2 (" in text


def test_a_check_while_a_person_waits_is_bounded(
    monkeypatch: pytest.MonkeyPatch, figure: Observation
) -> None:
    monkeypatch.setattr("cotmoc.web.trail._WHILE_WAITING", 2)
    assert (
        "Nội dung đã đọc lại từ sự kiện" in signed_in(inspector()).get(TRAIL + "?kiem-tra=1").content.decode()
    )


def test_as_many_questions_for_many_rows_as_for_one(figure: Observation) -> None:
    client = signed_in(inspector())
    counts = []
    for _ in range(2):
        client.get(TRAIL)
        with CaptureQueriesContext(connection) as asked:
            client.get(TRAIL + "?viec=figures.approve")
        counts.append(len(asked))
        approved_figure(figure.indicator.plan, 62.0)
        approved_figure(figure.indicator.plan, 63.0)
    assert counts[0] == counts[1]


def test_a_figure_s_proof_is_handed_out_and_told(plan: Plan, figure: Observation) -> None:
    person = factories.person(Role.LEADER)
    client, path = signed_in(person), reverse("figure-proof", args=[plan.slug, figure.pk])
    page = client.get(reverse("indicator", args=[plan.slug, "CT-01"])).content.decode()
    assert f'href="{path}"' in page
    answer = client.get(path)
    assert "bang-chung-18-ctr-tu-CT-01-S1-2026-05.json" in answer.headers["Content-Disposition"]
    found, _ = verifier.check(answer.content, verifier.keys_of("".join(f"{key}\n" for key in public_keys())))
    assert found is not None
    assert found["value"] == 61.5
    told = Event.objects.latest("position")
    assert (told.verb, told.after, told.by, told.via) == (
        "file.export",
        {"what": "figure-proof"},
        person,
        "page",
    )
    assert told.personal == {"address": "127.0.0.1"}
    assert client.get(reverse("figure-proof", args=[plan.slug, 999])).status_code == 404


def test_a_proof_that_no_checkpoint_covers_yet_makes_one(plan: Plan, figure: Observation) -> None:
    Checkpoint.objects.all().delete()
    client = signed_in(inspector())
    assert client.get(reverse("figure-proof", args=[plan.slug, figure.pk])).status_code == 200
    assert Checkpoint.objects.count() == 1
    newest = Event.objects.latest("position").position
    assert client.get(f"{TRAIL}{newest}/bang-chung.json").status_code == 200


def test_what_everybody_may_have(figure: Observation) -> None:
    client = Client()
    assert client.get("/vet/diem-kiem").content.decode() == Checkpoint.objects.latest("size").note
    assert client.get("/vet/khoa").content.decode() == f"{public_keys()[-1]}\n"
    assert client.get("/vet/kiem-chung.py").content == VERIFIER.read_bytes()
    Checkpoint.objects.all().delete()
    assert client.get("/vet/diem-kiem").status_code == 404


def test_the_past_values_of_a_figure_offer_its_proof(plan: Plan, figure: Observation) -> None:
    approved_figure(plan, 62.0)  # the first value was replaced, and is proved all the same
    client = signed_in(factories.person(Role.UNIT_OFFICER, figure.unit))
    page = client.get(reverse("figure-past", args=[plan.slug, figure.period, "S1", "CT-01"])).content.decode()
    path = reverse("figure-proof", args=[plan.slug, figure.pk])
    assert f'href="{path}"' in page
    assert client.get(path).status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("UPDATE store_event SET after = '{}' WHERE verb = 'figures.approve'")
    answer = client.get(path)
    assert (answer.status_code, "không có bằng chứng" in answer.content.decode()) == (422, True)
