"""Every check, each to its end, and how many failed: one run shows all that is to mend."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
TEST_SETTINGS = {"DJANGO_SETTINGS_MODULE": "cotmoc.config.settings_test"}
CHECKS: dict[str, list[str]] = {
    "lint": [str(BIN / "ruff"), "check", "."],
    "format": [str(BIN / "ruff"), "format", "--check", "."],
    "types": [str(BIN / "mypy")],
    "layers": [str(BIN / "lint-imports")],
    "migrations": [sys.executable, "scripts/manage.py", "makemigrations", "--check", "--dry-run"],
    "django": [sys.executable, "scripts/manage.py", "check", "--deploy", "--fail-level", "ERROR"],
    "house": [sys.executable, "scripts/house.py"],
    "front end": [sys.executable, "scripts/npm.py", "run", "check"],
}


def main() -> None:
    failed = []
    for name, command in CHECKS.items():
        print(f"→ {name}", flush=True)
        if subprocess.run(command, cwd=ROOT, env={**os.environ, **TEST_SETTINGS}, check=False).returncode:
            failed.append(name)
    print(
        f"\n{len(CHECKS) - len(failed)} passed, {len(failed)} failed"
        + (f": {', '.join(failed)}" if failed else "")
    )
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
