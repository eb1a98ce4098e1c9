"""Every test: the front end's, then Python's in parallel on SQLite, then the integration tests on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.postgres import MISSING, Cluster  # noqa: E402

CI = os.environ.get("CI", "").lower() == "true"


def run(name: str, *command: str, **extra: str) -> bool:
    print(f"\n→ {name}", flush=True)
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **extra}, check=False).returncode == 0


def frontend() -> bool:
    return run("giao diện", sys.executable, "scripts/npm.py", "test", "--silent")


def python(*arguments: str, **extra: str) -> bool:
    return run(
        "Python", sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal", *arguments, **extra
    )


def postgres(arguments: list[str]) -> bool:
    cluster = Cluster.find()
    if cluster is None:
        print(f"\n→ PostgreSQL: {'failed' if CI else 'skipped'}; {MISSING}")
        return not CI
    with cluster.running() as url:
        return python(
            "-m",
            "not browser and not ocr and not office",
            "tests/integration",
            *arguments,
            COTMOC_DATABASE_URL=url,
        )


def main() -> None:
    arguments = sys.argv[1:]
    cover = [] if arguments else ["--cov", "--cov-report=term"]
    results = [
        frontend() if not arguments else True,
        python(*cover, *arguments),
        postgres(arguments) if not arguments else True,
    ]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
