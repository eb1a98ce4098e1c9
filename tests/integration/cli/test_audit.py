"""`cotmoc audit`: what it prints and the code it ends with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.conf import LazySettings
from django.db import connection
from tests.support import factories

from cotmoc.cli import main
from cotmoc.core.checkpoint import PublicKey, parse_notes
from cotmoc.store.models import Checkpoint, Event, TreeHead

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def audit(*words: str) -> Result:
    return CliRunner().invoke(main, ["audit", *words])


def test_a_whole_trail() -> None:
    factories.agencies()
    Event.objects.filter(position=0).erase_personal()  # type: ignore[attr-defined]
    answer = audit("verify")
    assert answer.exit_code == 0
    root = TreeHead.objects.get().root
    assert answer.output.splitlines() == [
        "1 sự kiện đã xóa dữ liệu cá nhân; dấu băm của chúng vẫn khớp.",
        f"Vết ghi nguyên vẹn: 7 sự kiện, 0 điểm kiểm, gốc {root}.",
    ]


def test_a_trail_that_was_edited(monkeypatch: pytest.MonkeyPatch) -> None:
    factories.agencies()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE store_event SET why = 'khác' WHERE position > 2")
    answer = audit("verify")
    assert answer.exit_code == 1
    assert "Sự kiện 3 (agency.add, agency " in answer.output
    assert answer.output.splitlines()[-1].startswith("Vết ghi KHÔNG nguyên vẹn: 4 sai lệch trong 7 sự kiện")
    data = json.loads(audit("verify", "--json").output)
    assert (data["is_whole"], data["fault_count"], data["faults"][0]["position"]) == (False, 4, 3)
    monkeypatch.setattr("cotmoc.store.trailcheck.AT_MOST", 1)
    assert "… và 3 sai lệch nữa." in audit("verify").output


def test_checkpoints_kept_elsewhere(folder: Path) -> None:
    assert audit("checkpoint").exit_code == 2
    factories.agencies()
    note = audit("checkpoint").output
    assert note == Checkpoint.objects.get().note == (folder / "checkpoints.log").read_text("utf-8")
    assert audit("checkpoint").output == note
    (folder / "ban-chep.txt").write_text(note, "utf-8")
    assert audit("verify", "--against", str(folder / "ban-chep.txt")).exit_code == 0
    for wrong, words in (("khong-co.txt", "Không đọc được tệp"), ("hong.txt", "Không có điểm kiểm nào")):
        (folder / "hong.txt").write_text("hỏng", "utf-8")
        answer = audit("verify", "--against", str(folder / wrong))
        assert (answer.exit_code, words in answer.output) == (2, True)


def test_keys() -> None:
    factories.agencies()
    old = audit("key").output.splitlines()
    assert len(old) == 1
    both = audit("key", "--new").output.splitlines()
    assert [str(PublicKey.parse(line)) for line in both] == both
    assert (both[0], len(both)) == (old[0], 2)
    assert audit("verify").exit_code == 0
    factories.person(factories.Role.LEADER)
    new = parse_notes(audit("checkpoint").output)[0]
    assert new.is_by(PublicKey.parse(both[1]))
    assert audit("verify").exit_code == 0


def test_a_damaged_key_is_told(folder: Path) -> None:
    (folder / "trail_key").write_text("hỏng", "utf-8")
    answer = audit("key", "--new")
    assert (answer.exit_code, "Khóa ký vết ghi" in answer.output) == (2, True)
