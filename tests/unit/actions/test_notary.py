"""The signing key is made once, whoever comes first, and only its owner may read it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings

from cotmoc.actions import notary
from cotmoc.core.checkpoint import Head, PublicKey, SignedHead
from cotmoc.store.keyring import is_signed, public_keys

HEAD = Head(3, bytes(32))


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    settings.PROVINCE_NAME = "Tỉnh An Hải"
    return tmp_path


def test_the_key_bears_the_name_of_the_province(folder: Path) -> None:
    one = notary.sign(HEAD)
    assert one.name == "cot-moc/tinh-an-hai"
    assert (folder / "trail_key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in sorted(folder.iterdir())] == ["trail_key", "trail_keys"]
    assert is_signed(one, public_keys())


def test_of_two_that_make_it_at_once_the_first_one_stays(folder: Path) -> None:
    notary._make(folder / "trail_key")
    first = (folder / "trail_key").read_text("utf-8")
    notary._make(folder / "trail_key")
    assert (folder / "trail_key").read_text("utf-8") == first
    assert len(list(folder.iterdir())) == 1


def test_what_is_not_signed_by_us_is_no_signature(folder: Path) -> None:
    one, other = notary.sign(HEAD), notary.sign(Head(4, bytes(32)))
    assert not is_signed(SignedHead(HEAD, one.name, other.mark), public_keys())
    assert not is_signed(one, [PublicKey(one.name, bytes(32))])
    assert not is_signed(one, [])


def test_a_new_key_leaves_the_old_one_known(folder: Path) -> None:
    old = notary.sign(HEAD)
    notary.retire_key()
    new = notary.sign(HEAD)
    assert old.mark != new.mark
    assert all(is_signed(one, public_keys()) for one in (old, new))
    assert (folder / "trail_key.1").exists()
