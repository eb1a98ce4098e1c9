"""Rules of the house that no linter knows: file sizes, migration names, words that must not stand here."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 600  # lines of a source file; 300 is the aim
LARGEST = 400_000  # bytes of any file: larger ones are built output or other people's
ADDRESS = re.compile(r"index-url\s+http|\"resolved\":\s*\"http|https?://(files|registry|deb|security)\.")


def tracked() -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    return [path for name in names.split("\0") if name and (path := ROOT / name).is_file()]


def faults(path: Path) -> list[str]:
    found = []
    if path.stat().st_size > LARGEST:
        found.append(f"{path.stat().st_size} bytes; built output does not belong here")
    if path.parent.name == "migrations" and "_auto_" in path.name:
        found.append("name the migration after what it does")
    if (
        path.suffix in {".py", ".ts", ".css"}
        and (lines := len(path.read_text("utf-8").splitlines())) > LONGEST
    ):
        found.append(f"{lines} lines; split it")
    if path.suffix in {".txt", ".json", ".toml", ".py", ".in", ".md", ".yml", ""} and path.name != "house.py":
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            return found
        found += [f"names an address of a registry: {match.group()}" for match in ADDRESS.finditer(text)]
    return found


def main() -> None:
    shown = [f"{path.relative_to(ROOT)}: {fault}" for path in tracked() for fault in faults(path)]
    print("\n".join(shown) or "ok")
    sys.exit(1 if shown else 0)


if __name__ == "__main__":
    main()
