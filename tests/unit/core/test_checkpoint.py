"""Notes and keys are read back as they were written, and nothing else is taken for one."""

from __future__ import annotations

import pytest

from cotmoc.core.checkpoint import Head, PublicKey, key_for, parse_notes, signed
from cotmoc.core.errors import UnreadableError

KEY = PublicKey("cot-moc/an-hai", bytes(range(32)))
HEAD = Head(18, bytes(32))


def test_a_note_has_five_lines() -> None:
    one = signed(HEAD, KEY, b"s" * 64)
    first, size, root, empty, signature, end = one.note.split("\n")
    assert (first, size, root, empty, end) == (
        KEY.name,
        "18",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "",
        "",
    )
    assert signature.startswith("— cot-moc/an-hai ")
    assert HEAD.body(KEY.name).decode() == "\n".join([first, size, root, ""])
    assert (one.key_hash, one.signature) == (KEY.hash, b"s" * 64)


def test_notes_one_below_the_other_are_read_with_whatever_stands_between() -> None:
    notes = [signed(Head(size, bytes([size] * 32)), KEY, b"s" * 64) for size in (1, 2, 200)]
    text = "Chép ngày 20/11/2026\n" + "\n\n".join(one.note.replace("\n", "\r\n") for one in notes)
    assert parse_notes(text) == notes
    assert parse_notes("") == []
    with pytest.raises(UnreadableError, match="điểm kiểm"):
        parse_notes("không có gì")
    with pytest.raises(UnreadableError):
        parse_notes(notes[0].note.replace("cot-moc/an-hai\n", "another\n", 1))


def test_a_key_is_read_back() -> None:
    assert PublicKey.parse(f" {KEY}\n") == KEY
    for wrong in (
        "",
        "a+b",
        str(KEY)[:-2],
        str(KEY).replace("an-hai", "an-hoi"),
        f"{KEY}=",
        str(KEY).replace("+", "-"),
    ):
        with pytest.raises(UnreadableError, match="khóa công khai"):
            PublicKey.parse(wrong)


def test_a_head_names_its_key() -> None:
    other = PublicKey(KEY.name, bytes(32))
    one = signed(HEAD, KEY, b"s" * 64)
    assert key_for(one, [other, KEY]) == KEY
    assert key_for(one, [other]) is None
    assert key_for(signed(HEAD, KEY, b"short"), [KEY]) is None
