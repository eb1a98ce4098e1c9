"""How long reading takes, and how many times longer than merely taking the text out of the same file.

`python -m benchmarks.reading [FILE…]`: without files, the directive of the demonstration in every form, and the
directives beside the repository when they are there. Scans are left out: Tesseract is what they measure.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pypdfium2

from cotmoc.cli._demo_files import make_files
from cotmoc.reading import read

ROUNDS = 3
ROOT = Path(__file__).resolve().parents[1]
BESIDE = ROOT.parent / "shared" / "directives"
FORMS = (".txt", ".md", ".docx", ".pdf")


def bare_text(data: bytes, suffix: str) -> int:
    """The number of letters a plain extraction finds: what any reader has to do at least."""
    if suffix == ".docx":
        document = docx.Document(io.BytesIO(data))
        cells = (node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))
        return sum(map(len, cells))
    if suffix == ".pdf":
        with pypdfium2.PdfDocument(data) as pages:
            return sum(len(page.get_textpage().get_text_range()) for page in pages)
    return len(data.decode("utf-8", "replace"))


def best(call: Callable[[], object]) -> float:
    """The quickest of some rounds, in seconds: what the machine's other work cannot blow up."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)


def measure(path: Path) -> str:
    """One line of the table."""
    data = path.read_bytes()
    bare = best(lambda: bare_text(data, path.suffix))
    whole = best(lambda: read(data, path.name))
    pages = len(pypdfium2.PdfDocument(data)) if path.suffix == ".pdf" else ""
    ratio = f"{whole / bare:.0f}" if bare > 0.001 else "–"
    return f"| {path.name} | {len(data) // 1024} | {pages} | {bare:.3f} | {whole:.2f} | {ratio} |"


def files(folder: Path) -> list[Path]:
    """What is measured without arguments."""
    make_files(folder, root=ROOT, seed=18, today=date(2026, 11, 20))
    made = [folder / f"18-CTr-TU{form}" for form in (".md", ".docx", ".pdf")]
    beside = sorted(BESIDE.glob("*")) if BESIDE.is_dir() else []
    return made + [path for path in beside if path.suffix in FORMS and ".scan" not in path.name]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        chosen = [Path(name) for name in sys.argv[1:]] or files(Path(folder))
        print("| file | kB | pages | bare text, s | read, s | ratio |\n| --- | --- | --- | --- | --- | --- |")
        for path in chosen:
            print(measure(path), flush=True)


if __name__ == "__main__":
    main()
