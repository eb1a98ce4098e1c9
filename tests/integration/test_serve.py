"""The server for real: it answers, its worker reads a document, and one signal stops everything."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free: int = probe.getsockname()[1]
    return free


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        **os.environ,
        "COTMOC_DATA_DIR": str(tmp_path),
        "COTMOC_SECRET_KEY": "tests-only",
        "DJANGO_SETTINGS_MODULE": "cotmoc.config.settings",
    }


@pytest.fixture
def server(port: int, environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "cotmoc.cli", "serve", "--port", str(port)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield process
    if process.poll() is None:
        process.terminate()
    process.communicate(timeout=30)


def status(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


UPLOAD = """
import django, sys, time
django.setup()
from cotmoc.actions.people import first_manager
from cotmoc.actions.readings import upload_document
by = first_manager(username="an", full_name="An", password="mot-mat-khau-du-dai")
reading = upload_document(data=open(sys.argv[1], "rb").read(), filename="source.txt", by=by)
until = time.monotonic() + 60
while reading.state in {"waiting", "running"} and time.monotonic() < until:
    time.sleep(0.1)
    reading.refresh_from_db()
print(reading.state, reading.claims.count())
"""


def wait_until(wanted: int, port: int, path: str) -> bool:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if status(port, path) == wanted:
            return True
        time.sleep(0.1)
    return False


def test_it_answers_reads_and_one_signal_stops_everything(
    server: subprocess.Popen[str], port: int, environment: dict[str, str], tmp_path: Path
) -> None:
    assert wait_until(200, port, "/dang-nhap/")
    assert status(port, "/khong-co-trang-nay/") == 404
    source = sorted((ROOT / "tests" / "golden").glob("*/source.txt"))[0]
    command = [sys.executable, "-c", UPLOAD, str(source)]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    state, claims = done.stdout.split() or ("", "0")
    assert (state, int(claims) > 0) == ("done", True), done.stderr
    server.send_signal(signal.SIGINT)
    out, err = server.communicate(timeout=30)
    assert server.returncode == 0, err
    assert f"http://127.0.0.1:{port}" in out
    assert "Traceback" not in out + err
    assert status(port, "/dang-nhap/") == 0
    for log in (tmp_path / "log").iterdir():
        assert "Traceback" not in log.read_text()
