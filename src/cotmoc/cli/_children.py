"""Child processes of a command: started apart from the terminal's signals, watched, and stopped together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import BinaryIO

from cotmoc.core.errors import CotmocError

STOP_SECONDS = 10.0
# A child that dies more often than this within the span is broken, not unlucky.
MOST_RESTARTS, RESTART_SPAN = 5, 60.0
LOG_BYTES = 10 * 1024 * 1024
# Without kept bytecode every start compiles the whole program again, three times over.
_NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class ChildError(CotmocError):
    """A child process that ended when it should not have; the message names its log."""

    code = "child"


@dataclass
class Child:
    """One process. `what` names it to a person; its output goes to `log`; `restart` starts it again when it dies."""

    what: str
    command: Sequence[str]
    log: Path
    restart: bool = False
    process: subprocess.Popen[bytes] | None = None
    deaths: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start it, its output appended to the log. Raises ChildError when the log cannot be written."""
        try:
            output = self._opened_log()
        except OSError as error:
            raise ChildError(
                f"Không ghi được nhật ký {self.log}: {error.strerror}. Kiểm tra quyền ghi và chỗ trống của thư mục."
            ) from error
        with output:
            # A session of its own: Ctrl-C in the terminal reaches only us, and we stop the children in order.
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={name: value for name, value in os.environ.items() if name != _NO_BYTECODE},
                start_new_session=True,
            )

    def _opened_log(self) -> BinaryIO:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".old.log"))
        return self.log.open("ab")

    def ended(self) -> int | None:
        """Its exit code, None while it runs."""
        return self.process.poll() if self.process else None

    def revive(self) -> None:
        """Start it again, or raise ChildError when it may not be restarted or dies too often."""
        now = time.monotonic()
        self.deaths = [at for at in self.deaths if now - at < RESTART_SPAN] + [now]
        if not self.restart or len(self.deaths) > MOST_RESTARTS:
            raise ChildError(f"{self.what} đã dừng (mã {self.ended()}). Xem lý do trong tệp {self.log}.")
        self.start()

    def ask_to_stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def wait(self, seconds: float) -> None:
        """Wait for its end; past `seconds` it is killed."""
        if self.process is None:
            return
        try:
            self.process.wait(max(seconds, 0.1))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Supervisor:
    """Runs children until a signal comes or one that must not end ends, then stops all of them."""

    def __init__(self, children: Sequence[Child]) -> None:
        self.children = children
        self.stopping = threading.Event()

    def run(self, ready: Callable[[Supervisor], None], *, every: float = 0.5) -> None:
        """Start the first child, call `ready`, start the others, and watch.

        The others come later so that they do not slow the first one's start. Raises ChildError after everything
        has been stopped.
        """
        before = {number: signal.signal(number, self._asked) for number in _SIGNALS}
        try:
            first, *others = self.children
            first.start()
            ready(self)
            for child in others:
                if not self.stopping.is_set():
                    child.start()
            while not self.stopping.wait(every):
                self.check()
        finally:
            self._stop()
            for number, handler in before.items():
                signal.signal(number, handler)

    def check(self) -> None:
        """Revive what has died; raises ChildError where it must not be."""
        for child in self.children:
            if child.ended() is not None:
                child.revive()

    def _asked(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self.stopping.set()

    def _stop(self) -> None:
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children:
            child.ask_to_stop()
        for child in self.children:
            child.wait(deadline - time.monotonic())


def python(*arguments: str) -> tuple[str, ...]:
    """A command of this very Python."""
    return sys.executable, *arguments
