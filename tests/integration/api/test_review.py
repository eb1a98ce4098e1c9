"""Documents, their readings and the review through the API."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.support import factories, readings
from tests.support.apiclient import ApiClient, client, problem

from cotmoc.core.permissions import Role
from cotmoc.store.models import Directive, PlanVersion, Reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner() -> ApiClient:
    return client(Role.PLANNER)


@pytest.fixture
def reading() -> Reading:
    factories.agencies()
    return readings.finished(factories.manager())


def upload(person: ApiClient, data: bytes = b"noi dung", **fields: str) -> object:
    file = SimpleUploadedFile("van-ban.txt", data)
    with readings.only():
        return person.django.post("/api/directives", {"file": file, **fields})


def ids(person: ApiClient, reading: Reading, query: str = "") -> list[int]:
    return [one["id"] for one in person.get(f"/readings/{reading.pk}/claims{query}")["items"]]


def test_an_upload_is_taken_in_and_can_be_stopped(planner: ApiClient) -> None:
    answer = upload(planner)
    assert answer.status_code == 202
    one = answer.json()
    assert (one["state"], one["filename"], one["review"]) == ("waiting", "van-ban.txt", None)
    assert answer.headers["Location"] == f"/api/readings/{one['id']}"
    assert planner.post(f"/readings/{one['id']}/stop")["state"] == "stopped"
    planner.refused(409, "POST", f"/readings/{one['id']}/stop")
    with readings.only():
        assert planner.send("POST", f"/readings/{one['id']}/retry").status_code == 202
    assert planner.get(f"/readings/{one['id']}")["state"] == "waiting"
    planner.refused(404, "GET", f"/readings/{one['id']}/draft")


def test_a_changed_text_belongs_to_its_directive(planner: ApiClient, reading: Reading) -> None:
    assert upload(planner, directive=str(reading.directive_id)).json()["directive"] == reading.directive_id
    problem(upload(planner, b"khac", directive="99999"), 404)
    problem(upload(planner, b"khac", directive="x"), 422)


def test_an_upload_twice_an_empty_one_and_none(planner: ApiClient) -> None:
    upload(planner)
    assert problem(upload(planner), 409)["code"] == "same-file"
    assert problem(upload(planner, b""), 422)["code"] == "empty"
    assert planner.refused(422, "POST", "/directives")["errors"][0]["field"] == "file.file"


def test_directives_and_readings_are_listed(planner: ApiClient, reading: Reading) -> None:
    found = planner.get("/directives")["items"][0]
    assert (found["number"], found["plan"]) == ("18-CTr/TU", None)
    listed = planner.get(f"/readings?directive={reading.directive_id}&state=done")
    assert listed["items"][0]["review"] == {"done": 0, "total": 6, "what": ""}
    assert planner.get("/readings?state=failed")["total"] == 0
    assert planner.get(f"/readings/{reading.pk}/draft")["format"] == "cotmoc-plan/1"


def test_the_identity_is_put_right(planner: ApiClient, reading: Reading) -> None:
    address = f"/directives/{reading.directive_id}"
    assert planner.patch(address, {"identity": {"number": "19-CTr/TU"}})["number"] == "19-CTr/TU"
    assert planner.get(address)["identity"]["issuer"] == "Tỉnh ủy An Hải"
    planner.refused(422, "PATCH", address, {"identity": {"date": "hôm qua"}})
    assert Directive.objects.get().number == "19-CTr/TU"


def test_claims_are_decided_one_by_one(planner: ApiClient, reading: Reading) -> None:
    first, second, *_ = ids(planner, reading, "?kind=indicator")
    assert planner.post(f"/claims/{first}/accept")["verdict"] == "accept"
    payload = planner.get(f"/claims/{second}")["payload"] | {"name": "Phủ sóng 5G dân số"}
    edited = planner.post(f"/claims/{second}/edit", {"payload": payload})
    assert (edited["verdict"], edited["payload"]["name"]) == ("edit", "Phủ sóng 5G dân số")
    assert edited["original"]["name"] == "Phủ sóng 5G"
    assert planner.post(f"/claims/{second}/undo")["verdict"] == "pending"
    rejected = planner.post(f"/claims/{second}/reject", {"reason": "trùng"})
    assert (rejected["verdict"], rejected["decision"]["reason"]) == ("reject", "trùng")
    assert ids(planner, reading, "?verdict=accept") == [first]
    planner.refused(422, "POST", f"/claims/{second}/edit", {"payload": {"unit": "%"}})


def test_claims_are_split_merged_and_added(planner: ApiClient, reading: Reading) -> None:
    first, second, third = ids(planner, reading, "?kind=indicator")
    payload = planner.get(f"/claims/{first}")["payload"]
    parts = planner.post(
        f"/claims/{first}/split", {"parts": [payload | {"name": "Một"}, payload | {"name": "Hai"}]}
    )
    assert [part["payload"]["name"] for part in parts] == ["Một", "Hai"]
    assert parts[0]["made_from"] == [first]
    merged = planner.post(f"/readings/{reading.pk}/claims/merge", {"claims": [second, third]})
    assert len(merged["payload"]["targets"]) == 2
    own = planner.post(f"/readings/{reading.pk}/claims", {"kind": "task", "payload": {"text": "Làm thêm"}})
    assert (own["origin"], own["verdict"]) == ("person", "accept")
    body = planner.refused(422, "POST", f"/readings/{reading.pk}/claims/merge", {"claims": [first, 9999]})
    assert body["errors"][0]["field"] == "body.claims.1"


def test_the_merged_words_can_be_given(planner: ApiClient, reading: Reading) -> None:
    one, other = ids(planner, reading, "?kind=indicator")[1:]
    payload = planner.get(f"/claims/{one}")["payload"] | {"name": "Phủ sóng"}
    merged = planner.post(
        f"/readings/{reading.pk}/claims/merge", {"claims": [one, other], "payload": payload}
    )
    assert merged["payload"]["name"] == "Phủ sóng"


def test_the_reviewed_reading_becomes_a_plan(planner: ApiClient, reading: Reading) -> None:
    address = f"/readings/{reading.pk}"
    assert planner.refused(409, "POST", f"{address}/approve")["detail"].startswith("Còn 6 mục")
    assert planner.post(f"{address}/claims/accept", {"claims": ids(planner, reading)}) == {"count": 6}
    planner.refused(409, "POST", f"{address}/claims/accept", {"claims": ids(planner, reading)})
    version = planner.post(f"{address}/approve")
    assert (version["number"], version["reading"]) == (1, reading.pk)
    assert planner.get(address)["version"] == {"plan": version["plan"], "number": 1}
    assert planner.get("/directives")["items"][0]["plan"] == version["plan"]
    assert PlanVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("step", "body"),
    [("accept", None), ("edit", {"payload": {"name": "x"}}), ("reject", {}), ("undo", None),
     ("split", {"parts": [{"name": "x"}, {"name": "y"}]})],
)  # fmt: skip
def test_who_may_not_review_is_refused(reading: Reading, step: str, body: object) -> None:
    claim = reading.claims.first()
    assert claim is not None
    factories.agencies()
    for role, unit in ((Role.INSPECTOR, ""), (Role.UNIT_OFFICER, "S1")):
        client(role, unit).refused(403, "POST", f"/claims/{claim.pk}/{step}", body)
    assert client(Role.INSPECTOR).get(f"/claims/{claim.pk}")["verdict"] == "pending"


def test_who_may_not_upload_or_approve_is_refused(reading: Reading) -> None:
    inspector = client(Role.INSPECTOR)
    problem(upload(inspector), 403)
    address = f"/readings/{reading.pk}"
    for step in ("approve", "stop", "retry"):
        inspector.refused(403, "POST", f"{address}/{step}")
    inspector.refused(403, "POST", f"{address}/claims/accept", {"claims": [1]})
    inspector.refused(403, "POST", f"{address}/claims/merge", {"claims": [1, 2]})
    inspector.refused(403, "POST", f"{address}/claims", {"kind": "task", "payload": {"text": "x"}})
    inspector.refused(403, "PATCH", f"/directives/{reading.directive_id}", {"identity": {}})


@pytest.mark.parametrize(
    "address",
    ["/directives/9", "/readings/9999", "/readings/9999/claims", "/claims/9999", "/readings/9999/draft"],
)
def test_what_is_not_there_is_404(address: str) -> None:
    client(Role.INSPECTOR).refused(404, "GET", address)
