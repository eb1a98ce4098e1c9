"""The demonstration is loaded through the actions, once, and the board of its day shows every status."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.utils import timezone
from tests.support.factories import manager

from cotmoc.actions.imports import changes, preview_import
from cotmoc.actions.readings import upload_document
from cotmoc.cli import main
from cotmoc.cli._demo_files import CHANGED, DemoFilesError, make_files, rows_of
from cotmoc.cli._demo_load import day_of, is_loaded, load
from cotmoc.core.errors import ConflictError
from cotmoc.core.permissions import Role
from cotmoc.store.models import Agency, Claim, Decision, Grant, Observation, Person, Plan, Reading, Submission
from cotmoc.store.reviewing import progress, views
from cotmoc.store.scorecards import scored_plan
from cotmoc.store.tasks import task_rows

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("demo")
    make_files(made, root=settings.BASE_DIR, seed=18, today=timezone.localdate())
    return made


@pytest.fixture(autouse=True)
def kept_files(tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def test_everything_is_there_and_alive(folder: Path) -> None:
    said: list[str] = []
    assert not is_loaded()
    load(folder, said.append)
    assert is_loaded()
    assert len(said) == 6
    again = CliRunner().invoke(main, ["demo", "load"])
    assert again.exit_code == 0, again.output
    assert "đã có" in again.output
    plan = Plan.objects.order_by("pk")[0]
    _check_people()
    _check_board(plan, folder)
    _check_tasks(plan, folder)
    _check_figures(plan)
    _check_review()
    _check_import_changes_nothing(plan, folder)
    _check_changed_edition(folder)


def _check_people() -> None:
    kinds = Counter(Agency.objects.values_list("kind", flat=True))
    assert kinds == {"province": 2, "department": 20, "commune": 60}
    assert Counter(Grant.objects.values_list("role", flat=True)) == Counter(
        {Role.UNIT_OFFICER: 2, **dict.fromkeys(set(Role) - {Role.UNIT_OFFICER, Role.PUBLIC}, 1)}
    )
    for account in settings.DEMO_ACCOUNTS:
        assert Person.objects.get(username=account["username"]).check_password(account["password"])


def _check_board(plan: Plan, folder: Path) -> None:
    meant = [row["Diễn biến"] for row in rows_of(folder / "chi-tieu.csv")]
    scored = scored_plan(plan, today=timezone.localdate())
    shown = [one.card.verdict.status for one in scored]
    assert len(shown) == 60
    # Units that have not reported yet may tip one or two over the edge on some days of the year.
    assert sum(one != other for one, other in zip(shown, meant, strict=True)) <= 2
    assert set(shown) == {"reached", "on-path", "at-risk", "late", "no-data", "not-due"}
    assert all(one.indicator.owner for one in scored)
    assert any(one.card.reported < one.card.expected for one in scored)


def _check_tasks(plan: Plan, folder: Path) -> None:
    rows = task_rows(plan, today=timezone.localdate())
    assert len(rows) == 80
    states = Counter(row.view.state for row in rows)
    assert set(states) == {
        *("not-started", "in-progress", "overdue", "done-on-time", "done-late", "paused", "withdrawn")
    }
    assert {row.view.alert for row in rows} == {"none", "yellow", "red", "special-red"}
    assert sum(row.awaits_confirmation for row in rows) == 4
    done = sum(row["Tình trạng"] in {"done", "done-late"} for row in rows_of(folder / "nhiem-vu.csv"))
    assert states["done-on-time"] + states["done-late"] == done


def _check_figures(plan: Plan) -> None:
    periods = set(Observation.objects.values_list("period", flat=True))
    assert len(periods) == 24
    assert set(Submission.objects.values_list("state", flat=True)) == {
        *("approved", "submitted", "returned", "draft")
    }
    assert Observation.objects.filter(value=None).exclude(missing_reason="").exists()
    ratios = plan.indicators.filter(roll_up="ratio")
    assert ratios.count() == 18
    assert not Observation.objects.filter(indicator__in=ratios, denominator=None).exists()


def _check_review() -> None:
    second = Reading.objects.exclude(versions__isnull=False).get()
    seen = progress(views(second))
    assert 0 < seen.done < seen.total
    assert Decision.objects.filter(claim__reading=second).count() == seen.done
    assert Claim.objects.filter(reading=second).count() == seen.total


def _check_import_changes_nothing(plan: Plan, folder: Path) -> None:
    """The table of figures can be imported by hand: what is approved stands already."""
    lines = (folder / "so-lieu.csv").read_text("utf-8-sig").splitlines()
    some = "\n".join([lines[0], *lines[1:200:7]]).encode()
    planner = Person.objects.get(grants__role=Role.PLANNER)
    preview = preview_import(plan=plan, filename="so-lieu.csv", data=some, by=planner)
    assert len(preview.rows) == len(lines[1:200:7])
    assert changes(preview) == []


def _check_changed_edition(folder: Path) -> None:
    """Read again with four targets changed, the directive asks about those four only."""
    planner = Person.objects.get(grants__role=Role.PLANNER)
    again = upload_document(data=(folder / CHANGED).read_bytes(), filename=CHANGED, by=planner)
    again.refresh_from_db()
    left = [view for view in views(again) if view.pending]
    assert again.directive == Plan.objects.order_by("pk")[0].directive
    assert len(left) == 4
    assert all(view.was is not None for view in left)


def test_a_system_with_other_people_is_left_alone() -> None:
    manager()
    with pytest.raises(ConflictError, match="hệ thống trống"):
        is_loaded()


def test_a_fault_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "chi-tieu.csv").write_text(
        (folder / "chi-tieu.csv").read_text("utf-8-sig").replace("Tỷ trọng kinh tế số", "Chỉ tiêu lạ"),
        "utf-8",
    )
    with pytest.raises(DemoFilesError, match="Chỉ tiêu lạ"):
        load(tmp_path, lambda sentence: None)
    assert not Person.objects.exists()
    assert not Reading.objects.exists()


def test_the_files_can_be_had_alone(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["demo", "files", str(tmp_path / "thu"), "--anchor", "2026-03"])
    assert result.exit_code == 0, result.output
    assert CHANGED in result.output
    assert "2026-03" in (tmp_path / "thu" / "bao-cao.csv").read_text("utf-8-sig")
    assert not Person.objects.exists()


def test_a_place_without_the_script_is_told(tmp_path: Path) -> None:
    with pytest.raises(DemoFilesError, match="examples"):
        make_files(tmp_path / "out", root=tmp_path, seed=1, today=date(2026, 11, 20))


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DemoFilesError, match="Không tạo được tệp trình diễn"):
        make_files(tmp_path / "file", root=settings.BASE_DIR, seed=1, today=date(2026, 11, 20))


@pytest.mark.parametrize(
    ("anchor", "day"),
    [(None, date(2026, 11, 20)), ("2026-11", date(2026, 11, 20)), ("2026-02", date(2026, 2, 28))],
)
def test_the_anchor_is_the_last_day_known(anchor: str | None, day: date) -> None:
    assert day_of(anchor, date(2026, 11, 20)) == day


@pytest.mark.parametrize("anchor", ["2026-12", "2026", "2026-Q1"])
def test_an_anchor_to_come_or_no_month_is_refused(anchor: str) -> None:
    with pytest.raises(ConflictError, match="2026-11"):
        day_of(anchor, date(2026, 11, 20))
