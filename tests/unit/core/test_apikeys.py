"""Keys as text."""

from __future__ import annotations

import pytest

from cotmoc.core.apikeys import SHOWN, digest_of, is_test_key, looks_like_key, new_key


@pytest.mark.parametrize("is_test", [True, False])
def test_a_new_key_has_the_form_of_one(is_test: bool) -> None:
    key = new_key(is_test=is_test)
    assert looks_like_key(key)
    assert is_test_key(key) is is_test
    assert key != new_key(is_test=is_test)
    assert key.startswith("cm_test_" if is_test else "cm_live_")
    assert len(key[:SHOWN]) == 16


@pytest.mark.parametrize(
    "text",
    ["", "cm_live_", "cm_live_" + "a" * 42, "cm_live_" + "a" * 44, "cm_prod_" + "a" * 43, "cm_live_" + "á" * 43,
     "cm_live_" + "a" * 43 + "\n", " cm_live_" + "a" * 43],
)  # fmt: skip
def test_other_texts_are_no_keys(text: str) -> None:
    assert not looks_like_key(text)
    assert not is_test_key(text)


def test_a_digest_is_sha_256() -> None:
    assert digest_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
