"""`cotmoc figures import`: shown, asked, entered or dropped; refused with sentences and exit code 2."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.support import factories

from cotmoc.cli import main
from cotmoc.core.permissions import Role
from cotmoc.store.models import Agency, FigureImport, Observation

pytestmark = pytest.mark.django_db
HEAD = "Mã;Đơn vị;Kỳ;Giá trị;Lý do\n"


@pytest.fixture
def slug() -> str:
    return factories.plan().slug


def run(tmp_path: Path, slug: str, rows: str, *options: str, answer: str = "") -> Result:
    file = tmp_path / "so-lieu.csv"
    file.write_text(HEAD + rows, encoding="utf-8")
    return CliRunner().invoke(main, ["figures", "import", slug, str(file), *options], input=answer)


def test_shown_asked_and_entered(tmp_path: Path, slug: str) -> None:
    result = run(tmp_path, slug, "CT-01;S1;2026-05;57,6;\nCT-03;S1;2026-05;;Chưa xếp hạng\n", answer="y\n")
    assert result.exit_code == 0, result.output
    assert "2 số liệu, 2 thay đổi." in result.output
    assert "  hàng 2: CT-01 · Sở Khoa học và Công nghệ · 2026-05: 57,6\n" in result.output
    assert "Chưa xếp hạng" in result.output
    assert set(Observation.objects.values_list("state", flat=True)) == {"submitted"}


def test_no_is_no(tmp_path: Path, slug: str) -> None:
    assert (
        "Đã bỏ; không có gì thay đổi." in run(tmp_path, slug, "CT-01;S1;2026-05;57,6;\n", answer="n\n").output
    )
    assert FigureImport.objects.get().state == "discarded"
    assert not Observation.objects.exists()


def test_without_asking_and_by_whom(tmp_path: Path, slug: str) -> None:
    officer = factories.person(Role.UNIT_OFFICER, Agency.objects.get(code="S1"))
    result = run(tmp_path, slug, "CT-01;;2026-05;1;\n", "--yes", "--then", "keep", "--by", officer.username)
    assert result.exit_code == 0, result.output
    row = Observation.objects.get()
    assert (row.state, row.entered_by) == ("draft", officer)
    result = run(tmp_path, slug, "CT-01;S1;2026-05;2;\n", "--yes", "--then", "approve")
    assert ": 1 → 2\n" in result.output
    assert Observation.objects.get(superseded_at=None).state == "approved"


def test_many_changes_are_counted(tmp_path: Path, slug: str) -> None:
    months = [f"{year}-{month:02d}" for year in (2022, 2023, 2024, 2025) for month in range(1, 13)]
    result = run(tmp_path, slug, "".join(f"CT-01;S1;{month};1;\n" for month in months), "--yes")
    assert "… và 8 thay đổi nữa" in result.output
    assert Observation.objects.count() == 48


@pytest.mark.parametrize(
    ("slug_or", "rows", "options", "sentence"),
    [
        ("khong-co", "CT-01;S1;2026-05;1;\n", [], "Không có kế hoạch 'khong-co'. Các kế hoạch: 18-ctr-tu."),
        ("", "CT-01;S1;2026-05;x;\n", [], "hàng 2, cột Giá trị: 'x' không phải số"),
        ("", "CT-01;S1;2026-05;1;\n", ["--by", "ai-do"], "Không có tài khoản 'ai-do'"),
    ],
)
def test_what_is_wrong_is_one_sentence(
    tmp_path: Path, slug: str, slug_or: str, rows: str, options: list[str], sentence: str
) -> None:
    result = run(tmp_path, slug_or or slug, rows, *options)
    assert result.exit_code == 2
    assert sentence in result.output
    assert not Observation.objects.exists()


def test_an_empty_system_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "cotmoc user add" in run(tmp_path, "x", "").output
    factories.manager()
    assert "Chưa có kế hoạch nào." in run(tmp_path, "x", "").output
    result = CliRunner().invoke(main, ["figures", "import", "x", str(tmp_path / "khong-co.csv")])
    assert result.exit_code == 2
    assert "Không mở được tệp" in result.output
