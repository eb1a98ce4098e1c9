"""`cotmoc plan`: bring a plan in, list plans, refuse with a sentence and exit code 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.support.factories import agencies, manager, plan_content

from cotmoc.cli import main
from cotmoc.store.models import PlanVersion

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["plan", *map(str, arguments)])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.json"
    path.write_text(json.dumps(plan_content()), encoding="utf-8")
    return path


def test_a_plan_comes_in_and_is_listed(file: Path) -> None:
    agencies()
    assert "Chưa có kế hoạch nào" in run("list").stderr
    first = run("import", file)
    assert first.exit_code == 0
    assert first.stdout == "18-ctr-tu: bản 1 có hiệu lực, 4 chỉ tiêu, 2 nhiệm vụ, 1 chế độ báo cáo.\n"
    assert "bản 2" in run("import", file, "--by", "quantri").stdout
    (line,) = run("list").stdout.splitlines()
    assert line.split("\t")[:4] == [
        "18-ctr-tu",
        "bản 2",
        "4 chỉ tiêu, 2 nhiệm vụ, 1 chế độ báo cáo",
        "thiếu 0",
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "không phải JSON"),
        ("[]", "cần một đối tượng"),
        ("{}", "cotmoc-plan/1"),
        ('{"format": "cotmoc-plan/1"}', "không có"),
    ],
)
def test_a_wrong_file_is_one_sentence(tmp_path: Path, content: str, sentence: str) -> None:
    manager()
    path = tmp_path / "a.json"
    path.write_text(content)
    answer = run("import", path)
    assert answer.exit_code == 2
    assert sentence in answer.stderr
    assert len(answer.stderr.splitlines()) == 1
    assert not PlanVersion.objects.exists()


def test_a_missing_file_or_person_is_one_sentence(file: Path, tmp_path: Path) -> None:
    assert "Chưa có tài khoản quản trị" in run("import", file).stderr
    manager()
    assert "Không có tài khoản 'ai'" in run("import", file, "--by", "ai").stderr
    missing = run("import", tmp_path / "khong-co.json")
    assert missing.exit_code == 2
    assert "Không mở được tệp" in missing.stderr
