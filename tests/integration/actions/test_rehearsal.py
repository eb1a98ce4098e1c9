"""A rehearsal leaves no file, no row and no letter behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from tests.support import factories

from cotmoc.actions.letters import send_letter
from cotmoc.actions.rehearsal import is_rehearsal, rehearsal
from cotmoc.core.permissions import Role
from cotmoc.store.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_what_was_written_is_taken_back_and_what_was_there_stays(folder: Path) -> None:
    default_storage.save("cu.txt", ContentFile(b"cu"))
    people = Person.objects.count()
    with rehearsal():
        assert is_rehearsal()
        factories.person(Role.LEADER)
        kept = default_storage.save("moi/moi.txt", ContentFile(b"moi"))
        with default_storage.open(kept) as file:
            assert file.read() == b"moi"
        default_storage.delete("cu.txt")
        default_storage.delete(default_storage.save("tam.txt", ContentFile(b"tam")))
        send_letter(to="a@b.vn", subject="Thử", body="Thử")
        transaction.on_commit(lambda: pytest.fail("nothing is committed"))
    assert not is_rehearsal()
    assert [path.name for path in folder.rglob("*") if path.is_file()] == ["cu.txt"]
    assert Person.objects.count() == people
    assert mail.outbox == []


def test_a_rehearsal_that_breaks_leaves_nothing_either(folder: Path) -> None:
    people = Person.objects.count()

    def break_off() -> None:
        with rehearsal():
            factories.person(Role.LEADER)
            default_storage.save("moi.txt", ContentFile(b"moi"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert list(folder.rglob("*.txt")) == []
    assert Person.objects.count() == people
    assert not is_rehearsal()
