"""The web process does not carry what only the worker, a download or an import needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = (
    "docx", "docxtpl", "duckdb", "ibis", "lxml", "numpy", "openpyxl", "pandas", "pdfplumber", "PIL", "polars",
    "pypdfium2", "pyspark", "python_calamine", "sklearn", "statsforecast", "typst", "xlsxwriter",
)  # fmt: skip
STARTED = """
import sys
import cotmoc.config.wsgi
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver
import cotmoc.jobs.reading
call_command("migrate", verbosity=0)
answer = Client().get("/dang-nhap/")
assert answer.status_code == 200, answer
assert get_resolver().url_patterns
print(*sorted(name for name in {heavy} if name in sys.modules))
"""


def test_the_first_page_loads_nothing_heavy(tmp_path: Path) -> None:
    environment = {
        "DJANGO_SETTINGS_MODULE": "cotmoc.config.settings",
        "COTMOC_DATA_DIR": str(tmp_path),
        "COTMOC_ALLOWED_HOSTS": "testserver",
        "PATH": "/usr/bin:/bin",
    }
    script = STARTED.format(heavy=HEAVY)
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []
