"""Child processes: stopped together, revived when they may be, given up when they die too often."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

import pytest

from cotmoc.cli._children import LOG_BYTES, MOST_RESTARTS, Child, ChildError, Supervisor, python

SLEEPS = python("-c", "import time; time.sleep(60)")
DIES = python("-c", "import sys; print('lost', file=sys.stderr); sys.exit(3)")


def test_all_children_are_started_in_turn_and_stopped(tmp_path: Path) -> None:
    children = [Child("Một", SLEEPS, tmp_path / "1.log"), Child("Hai", SLEEPS, tmp_path / "2.log")]
    seen: list[bool] = []
    supervisor = Supervisor(children)

    def stop_when_up() -> None:
        for _ in range(500):
            if all(child.process for child in children):
                break
            threading.Event().wait(0.01)
        supervisor.stopping.set()

    def ready(running: Supervisor) -> None:
        seen.extend(child.process is not None for child in children)
        threading.Thread(target=stop_when_up).start()

    supervisor.run(ready, every=0.01)
    assert seen == [True, False]
    assert [child.ended() for child in children] == [-signal.SIGTERM, -signal.SIGTERM]


def test_asked_to_stop_before_it_was_ready_no_other_is_started(tmp_path: Path) -> None:
    children = [Child("Một", SLEEPS, tmp_path / "1.log"), Child("Hai", SLEEPS, tmp_path / "2.log")]
    Supervisor(children).run(lambda running: running.stopping.set())
    assert children[0].ended() == -signal.SIGTERM
    assert children[1].process is None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_signals_stop_and_the_old_handlers_come_back(tmp_path: Path, number: signal.Signals) -> None:
    before = signal.getsignal(number)
    child = Child("Một", SLEEPS, tmp_path / "1.log")
    Supervisor([child]).run(lambda running: signal.raise_signal(number), every=0.01)
    assert child.ended() == -signal.SIGTERM
    assert signal.getsignal(number) is before


def test_a_deaf_child_is_killed(tmp_path: Path) -> None:
    words = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(9)"
    child = Child("Một", python("-c", words), tmp_path / "1.log")
    child.start()
    for _ in range(200):
        if child.log.read_bytes():
            break
        threading.Event().wait(0.02)
    child.ask_to_stop()
    child.wait(0.1)
    assert child.ended() == -signal.SIGKILL


def test_a_server_that_dies_ends_everything_with_its_log(tmp_path: Path) -> None:
    server, worker = Child("Máy chủ", DIES, tmp_path / "server.log"), Child("Đọc", SLEEPS, tmp_path / "w.log")
    with pytest.raises(ChildError, match=r"Máy chủ đã dừng \(mã 3\).*server\.log"):
        Supervisor([server, worker]).run(lambda running: None, every=0.01)
    assert worker.ended() is not None
    assert "lost" in server.log.read_text()


def test_a_worker_is_revived_until_it_dies_too_often(tmp_path: Path) -> None:
    worker = Child("Đọc", DIES, tmp_path / "w.log", restart=True)
    with pytest.raises(ChildError, match="Đọc đã dừng"):
        Supervisor([worker]).run(lambda running: None, every=0.01)
    assert worker.log.read_text().count("lost") == MOST_RESTARTS + 1


def test_a_long_log_is_set_aside(tmp_path: Path) -> None:
    log = tmp_path / "w.log"
    log.write_bytes(b"x" * (LOG_BYTES + 1))
    child = Child("Đọc", DIES, log)
    child.start()
    child.wait(10)
    assert log.stat().st_size < 100
    assert (tmp_path / "w.old.log").stat().st_size == LOG_BYTES + 1


def test_a_log_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("not a folder")
    with pytest.raises(ChildError, match="Không ghi được nhật ký"):
        Supervisor([Child("Đọc", SLEEPS, tmp_path / "log" / "w.log")]).run(lambda running: None)


def test_children_keep_their_bytecode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("COTMOC_TEST_WORD", "kept")
    words = "import os, sys; print(sys.dont_write_bytecode, os.environ['COTMOC_TEST_WORD'])"
    child = Child("Một", python("-c", words), tmp_path / "1.log")
    child.start()
    child.wait(20)
    assert child.log.read_text().split() == ["False", "kept"]
