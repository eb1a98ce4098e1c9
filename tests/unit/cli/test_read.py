"""`cotmoc read`: what it prints, and one Vietnamese sentence where it cannot."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from cotmoc.cli import main
from cotmoc.cli.read import as_table
from cotmoc.core.plan import IndicatorClaim, ObligationClaim, PlanDraft, Target, TaskClaim, Warning
from cotmoc.core.planjson import loads

TEXT = "I. NHIỆM VỤ\n\n- Sửa đường liên thôn, hoàn thành trong quý II/2026.\n"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "ke-hoach.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def test_json_is_the_plan_format(paper: Path) -> None:
    result = CliRunner().invoke(main, ["read", str(paper), "--format", "json"])

    assert result.exit_code == 0
    assert [task.due for task in loads(result.stdout).tasks] == ["2026-06"]
    assert json.loads(result.stdout)["tasks"][0]["line"] == 3


def test_a_table_for_a_person(paper: Path) -> None:
    result = CliRunner().invoke(main, ["read", str(paper)])

    assert "NHIỆM VỤ (1)" in result.stdout
    assert "chưa rõ chủ trì; 2026-06" in result.stdout


def test_the_table_shows_every_kind_of_claim() -> None:
    plan = PlanDraft(
        indicators=(
            IndicatorClaim(
                "Tỷ lệ hộ",
                (
                    Target("between", "2030", 40.5, 50.0, unit="%"),
                    Target("exists"),
                    Target("undetermined", "2035"),
                ),
            ),
        ),
        tasks=(TaskClaim("Việc " * 60, lead=("Sở Y tế",), every="year", section="II"),),
        obligations=(
            ObligationClaim("báo cáo", "Sở Y tế", "Bộ Y tế", ("year",), ("12-15",), quote="báo cáo"),
        ),
        warnings=(Warning("no-date", "Thiếu ngày."),),
    )
    shown = as_table(plan)

    assert "Tỷ lệ hộ: 2030: between 40,5–50 %; có; 2035: chưa xác định" in shown
    assert "[Sở Y tế; year] Việc" in shown
    assert "…" in shown
    assert "báo cáo [Sở Y tế → Bộ Y tế; year, 12-15] báo cáo" in shown
    assert "no-date: Thiếu ngày." in shown


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("khong-co.txt", None, "Không mở được tệp"),
        ("rong.txt", "", "rỗng"),
        ("thu.txt", "Chào bạn.", "Không tìm thấy"),
    ],
)
def test_trouble_is_one_sentence_and_code_2(
    tmp_path: Path, name: str, content: str | None, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    result = CliRunner().invoke(main, ["read", str(tmp_path / name)])

    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output
    assert result.stdout == ""


def test_help_lists_the_commands() -> None:
    result = CliRunner().invoke(main, ["--help"])

    assert result.exit_code == 0
    assert "read" in result.stdout
    assert CliRunner().invoke(main, ["khong-co"]).exit_code == 2


def test_reading_needs_no_django(paper: Path) -> None:
    call = f"main(['read', {str(paper)!r}], standalone_mode=False)"
    code = f"import sys; from cotmoc.cli import main; {call}; sys.exit('django' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, timeout=60, check=False
    )

    assert done.returncode == 0, done.stderr.decode()
