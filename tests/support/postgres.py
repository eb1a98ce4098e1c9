"""A throw-away PostgreSQL for tests: its own folder, its own socket and port, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MISSING = "PostgreSQL's programs are missing; install Debian's package 'postgresql'"


@dataclass(frozen=True)
class Cluster:
    """Where initdb and pg_ctl are, and as whom they run: PostgreSQL refuses to run as root."""

    programs: Path
    user: str | None

    @classmethod
    def find(cls) -> Cluster | None:
        """The newest PostgreSQL of this machine, or None."""
        candidates = sorted(
            Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4])
        )
        found = candidates[-1] if candidates else shutil.which("initdb")
        if not found:
            return None
        if os.geteuid() != 0:
            return cls(Path(found).parent, None)
        try:
            pwd.getpwnam("postgres")
        except KeyError:
            return None
        return cls(Path(found).parent, "postgres")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), *arguments]
        if self.user:
            command = ["runuser", "-u", self.user, "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")

    @contextmanager
    def running(self) -> Iterator[str]:
        """Start a fresh cluster on a free loopback port; yields its database address, stops and removes it."""
        folder = Path(tempfile.mkdtemp(prefix="cotmoc-pg-"))
        if self.user:
            shutil.chown(folder, self.user)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        data = str(folder / "data")
        try:
            self._run(
                "initdb",
                "-D",
                data,
                "-U",
                "cotmoc",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-sync",
                "--locale=C.UTF-8",
            )
            options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"
            self._run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
            try:
                yield f"postgres://cotmoc@127.0.0.1:{port}/postgres"
            finally:
                self._run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        finally:
            shutil.rmtree(folder, ignore_errors=True)
