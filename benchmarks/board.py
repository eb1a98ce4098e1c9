"""The board of the demonstration against the lightest page of the same server, as a signed-in reader asks for them.

`python -m benchmarks.board`: loads the demonstration into a folder of its own, serves it as `cotmoc serve` does, and
asks for each page one after another.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from statistics import median
from urllib.parse import urlencode

ROUNDS = 30
WAIT_SECONDS = 180.0
PLAN = "18-ctr-tu"
# The lightest page of the server comes first; the others are told as multiples of it.
PAGES = (
    ("sign-in page", "/dang-nhap/"),
    ("board", f"/ke-hoach/{PLAN}/bang-diem/"),
    ("one indicator", f"/ke-hoach/{PLAN}/chi-tieu/CT-09/"),
    ("tasks", f"/ke-hoach/{PLAN}/nhiem-vu/"),
    ("collection", f"/ke-hoach/{PLAN}/thu-thap/"),
)


@contextmanager
def served() -> Iterator[int]:
    """The port of a server with the demonstration, stopped afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, "-m", "cotmoc.cli", "serve", "--demo", "--port", str(port)],
            env={**os.environ, "COTMOC_DATA_DIR": folder},
            stdout=subprocess.PIPE,
        )
        try:
            until = time.monotonic() + WAIT_SECONDS
            while not answers(port) and time.monotonic() < until and process.poll() is None:
                time.sleep(0.2)
            yield port
        finally:
            process.terminate()
            process.wait(30)


def answers(port: int) -> bool:
    try:
        return fetch(port, "/dang-nhap/", "")[0] == 200
    except OSError:
        return False


def fetch(port: int, path: str, cookie: str, form: dict[str, str] | None = None) -> tuple[int, int, str]:
    """Status, bytes and cookies of a page."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST" if form else "GET", path, urlencode(form) if form else None, headers)
    answer = connection.getresponse()
    size = len(answer.read())
    found = SimpleCookie()
    for name, value in answer.getheaders():
        if name.lower() == "set-cookie":
            found.load(value)
    connection.close()
    return answer.status, size, "; ".join(f"{name}={morsel.value}" for name, morsel in found.items())


def signed_in(port: int) -> str:
    """The cookies of a planner."""
    from cotmoc.config.settings import DEMO_ACCOUNTS

    account = next(one for one in DEMO_ACCOUNTS if one["role"] == "planner")
    cookie = fetch(port, "/dang-nhap/", "")[2]
    token = cookie.partition("csrftoken=")[2].partition(";")[0]
    form = {
        "username": account["username"],
        "password": account["password"],
        "csrfmiddlewaretoken": token,
    }
    status, _, cookies = fetch(port, "/dang-nhap/", cookie, form)
    assert status == 302, "signing in failed"
    return cookies


def measure(port: int, path: str, cookie: str) -> tuple[float, int]:
    """The middle time of a page in milliseconds, and its size in bytes."""
    times, size = [], 0
    for _ in range(ROUNDS):
        start = time.perf_counter()
        status, size, _ = fetch(port, path, cookie)
        times.append((time.perf_counter() - start) * 1000)
        assert status == 200, f"{path} answered {status}"
    return median(times), size


def main() -> None:
    with served() as port:
        cookie = signed_in(port)
        print("| page | ms | kB | ratio |\n| --- | --- | --- | --- |")
        lightest = 0.0
        for name, path in PAGES:
            took, size = measure(port, path, "" if path == "/dang-nhap/" else cookie)
            lightest = lightest or took
            print(f"| {name} | {took:.0f} | {size // 1024} | {took / lightest:.1f} |", flush=True)


if __name__ == "__main__":
    main()
