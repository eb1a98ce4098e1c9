"""`cotmoc report` on a plan: files, and sentences with exit code 2."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.conf import settings
from tests.support import factories
from tests.support.figures import approve

from cotmoc.cli import main
from cotmoc.store.models import Observation, Plan, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    plan = factories.plan()
    approve("CT-01", "S1", **{"2026-06": 52})
    return plan


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["report", *map(str, words)])


@pytest.mark.parametrize(("form", "begins"), [("docx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF")])
def test_a_file(plan: Plan, tmp_path: Path, form: str, begins: bytes) -> None:
    if form == "pdf" and not settings.FONTS_DIR.exists():
        pytest.skip("the front end's fonts are missing: make setup")
    path = tmp_path / f"bao-cao.{form}"
    done = run(plan.slug, "--period", "2026-H1", "--format", form, "--output", path)
    assert done.exit_code == 0, done.output
    assert str(path) in done.output
    assert path.read_bytes().startswith(begins)


def test_without_an_output_the_file_is_named_after_plan_and_period(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(plan.slug, "--period", "2026-H1").exit_code == 0
    assert (tmp_path / "bao-cao-18-ctr-tu-2026-H1.docx").exists()


@pytest.mark.parametrize(
    ("slug", "period", "said"),
    [
        ("18-ctr-tu", "2026-H9", "không phải kỳ báo cáo"),
        ("18-ctr-tu", "2099", "chưa bắt đầu"),
        ("khong-co", "2026-H1", "Các kế hoạch: 18-ctr-tu"),
    ],
)
def test_what_is_wrong_is_said_with_exit_code_2(plan: Plan, slug: str, period: str, said: str) -> None:
    done = run(slug, "--period", period)
    assert done.exit_code == 2
    assert said in done.output
    assert "Traceback" not in done.output


def test_without_any_plan() -> None:
    done = run("khong-co", "--period", "2026-H1")
    assert (done.exit_code, "Chưa có kế hoạch nào" in done.output) == (2, True)


def test_without_any_figure(plan: Plan) -> None:
    Observation.objects.all().delete()
    Task.objects.all().delete()
    done = run(plan.slug, "--period", "2026-H1")
    assert (done.exit_code, "chưa có số liệu nào được duyệt" in done.output) == (2, True)


def test_a_file_that_cannot_be_written(plan: Plan, tmp_path: Path) -> None:
    done = run(plan.slug, "--period", "2026-H1", "--output", tmp_path / "khong" / "co.docx")
    assert (done.exit_code, "Không ghi được tệp" in done.output) == (2, True)
