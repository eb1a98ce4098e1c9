"""Events join the tree in the transaction of their action: all of them, once, in a row without gaps."""

from __future__ import annotations

import time
from pathlib import Path
from threading import Thread

import pytest
from django.conf import LazySettings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.support import factories

from cotmoc.actions.base import action, record
from cotmoc.actions.origin import coming_from
from cotmoc.core.errors import ConflictError
from cotmoc.store.access import acting_for
from cotmoc.store.keyring import log_path
from cotmoc.store.models import Checkpoint, Event, Person, TreeHead
from cotmoc.store.trailcheck import check_trail


@pytest.fixture(autouse=True)
def _own_key(settings: LazySettings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


@action
def _note(*, by: Person | None, count: int = 1, verb: str = "test.note") -> None:
    for number in range(count):
        record(verb, by or factories.manager(), by=by, after={"n": number})


@action
def _refused(*, by: Person, stands_in: Person | None = None) -> None:
    acting_for.set(stands_in)
    record("test.refused", by, by=by)
    raise ConflictError("không")


@action
def _outer(*, by: Person) -> None:
    record("test.outer", by, by=by)
    with pytest.raises(ConflictError):
        _refused(by=by, stands_in=by)
    record("test.outer", by, by=by)


@pytest.mark.django_db
def test_a_refused_step_leaves_none_of_its_events_and_nobody_it_stood_in_for() -> None:
    _outer(by=factories.manager())
    assert [(one.verb, one.acting_for) for one in Event.objects.order_by("position")[1:]] == [
        ("test.outer", None)
    ] * 2
    assert check_trail().is_whole


@pytest.mark.django_db
def test_the_time_never_runs_backwards(monkeypatch: pytest.MonkeyPatch) -> None:
    by = factories.manager()
    first = Event.objects.get()
    monkeypatch.setattr("cotmoc.actions.sealing.timezone.now", lambda: first.at.replace(year=2020))
    _note(by=by)
    assert Event.objects.latest("position").at == first.at
    assert check_trail().is_whole


@pytest.mark.django_db
def test_where_an_event_comes_from() -> None:
    by = factories.manager()
    with coming_from(Event.Via.PAGE, "10.1.2.3"):
        _note(by=by)
    event = Event.objects.latest("position")
    assert (event.via, event.personal, event.key) == ("page", {"address": "10.1.2.3"}, None)
    assert (len(event.personal_salt), len(event.personal_digest)) == (32, 64)


@pytest.mark.django_db
def test_many_events_cost_few_questions_and_little_time() -> None:
    by = factories.manager()
    started = time.process_time()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        _note(by=by, count=3000)
    spent = time.process_time() - started
    assert len(asked) < 60
    assert spent < 2, f"{spent:.1f} s for 3,000 events"
    assert TreeHead.objects.get().size == 3001


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_leave_no_gap() -> None:
    """Eight at once on an empty tree: even its first row is made once."""
    faults: list[BaseException] = []

    def write() -> None:
        try:
            for number in range(5):
                _note(by=None if number else person, count=1 + number)
        except BaseException as error:
            faults.append(error)
        finally:
            connection.close()

    person = factories.manager()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM store_event")
        cursor.execute("DELETE FROM store_treehead")
    threads = [Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert faults == []
    assert list(Event.objects.order_by("position").values_list("position", flat=True)) == list(range(8 * 15))
    assert check_trail().is_whole


@pytest.mark.django_db
def test_an_official_act_makes_a_checkpoint_when_it_is_through(
    django_capture_on_commit_callbacks: object,
) -> None:
    by = factories.manager()
    capture = django_capture_on_commit_callbacks
    with capture(execute=True):  # type: ignore[operator]
        _note(by=by)
    assert not Checkpoint.objects.exists()
    with capture(execute=True):  # type: ignore[operator]
        _note(by=by, verb="report.freeze")
        _note(by=by, verb="figures.approve")  # within the same minute
    made = Checkpoint.objects.get()
    assert log_path().read_text("utf-8") == made.note
    Checkpoint.objects.update(at="2026-01-01T00:00:00+00:00")
    with capture(execute=True):  # type: ignore[operator]
        _note(by=by, verb="plan.approve")
    assert Checkpoint.objects.count() == 2
    assert log_path().read_text("utf-8").count("\n— ") == 2
    assert check_trail().is_whole
