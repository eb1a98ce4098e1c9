"""The proof of a figure, and the program that people are handed to check it: it needs nothing of ours."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import factories
from tests.support.proofs import MAY, VERIFIER, approved_figure

from cotmoc.actions import notary
from cotmoc.core.canonical import canonical
from cotmoc.core.checkpoint import Head
from cotmoc.core.errors import ConflictError
from cotmoc.store.keyring import public_keys
from cotmoc.store.models import Checkpoint, Event, Observation, Plan
from cotmoc.store.proofs import approval_of, proof_of, proof_of_event
from cotmoc.web import verifier

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(settings: object, tmp_path: Path) -> Iterator[Plan]:
    with override_settings(DATA_DIR=tmp_path):
        yield factories.plan()


def keys() -> str:
    return "".join(f"{key}\n" for key in public_keys())


def ask(proof: bytes, text: str) -> subprocess.CompletedProcess[str]:
    """The program as a stranger runs it: a Python of its own, with nothing of ours in its way."""
    folder = Path(django_settings.DATA_DIR)
    (folder / "bang-chung.json").write_bytes(proof)
    (folder / "khoa.txt").write_text(text, "utf-8")
    words = [sys.executable, "-I", str(VERIFIER), str(folder / "bang-chung.json"), str(folder / "khoa.txt")]
    return subprocess.run(words, capture_output=True, text=True, encoding="utf-8", timeout=30, check=False)


def proof_for(plan: Plan) -> bytes:
    proof = proof_of(approved_figure(plan))
    assert proof is not None
    return proof


def test_the_program_accepts_a_good_proof(plan: Plan) -> None:
    proof = proof_for(plan)
    approved_figure(plan, 62.0)  # the tree goes on; the proof stays good, and so do those after
    notary.retire_key()
    answer = ask(proof, keys())
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith(
        f"ĐÚNG: kế hoạch {plan.slug}, chỉ tiêu CT-01, đơn vị S1, kỳ 2026-05: giá trị 61.5"
    )


def test_the_program_refuses_another_value_another_key_and_what_is_no_proof(plan: Plan) -> None:
    proof, known = proof_for(plan), keys()
    for old, new in (
        ("61.5", "91.5"),
        ('"value":61.5', '"value":91.5'),
        ('\\"why\\":\\"\\"', '\\"why\\":\\"x\\"'),
    ):
        assert old in proof.decode()
        answer = ask(proof.decode().replace(old, new).encode(), known)
        assert (answer.returncode, answer.stdout[:4]) == (1, "SAI:")
    with override_settings(DATA_DIR=Path(django_settings.DATA_DIR) / "other"):
        Path(django_settings.DATA_DIR).mkdir()
        notary.sign(Head(1, bytes(32)))
        foreign = keys()
    assert ask(proof, foreign).stdout == "SAI: điểm kiểm không do khóa nào trong tệp khóa ký.\n"
    assert ask(proof, "").returncode == 1
    assert ask(proof, "không phải khóa").returncode == 1
    assert ask(b"", known).returncode == 1
    assert ask(b"[" * 100_000, known).returncode == 1


def test_the_program_says_how_to_call_it(plan: Plan) -> None:
    words = [sys.executable, "-I", str(VERIFIER)]
    answer = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", timeout=30, check=False)
    assert (answer.returncode, "khoa.txt" in answer.stderr) == (2, True)
    answer = subprocess.run(
        [*words, "a", "b"], capture_output=True, text=True, encoding="utf-8", timeout=30, check=False
    )
    assert (answer.returncode, answer.stderr[:18]) == (2, "Không mở được tệp:")


def test_any_one_byte_changed_is_refused(plan: Plan) -> None:
    proof, known = proof_for(plan), verifier.keys_of(keys())
    figure, event = verifier.check(proof, known)
    assert figure is not None
    assert (figure["value"], event["verb"]) == (61.5, "figures.approve")

    @settings(max_examples=400, deadline=None, database=None)
    @given(st.integers(0, len(proof) - 1), st.integers(1, 255))
    def changed(place: int, difference: int) -> None:
        other = bytearray(proof)
        other[place] ^= difference
        with pytest.raises((verifier.WrongError, ValueError, KeyError, TypeError, AttributeError)):
            verifier.check(bytes(other), known)

    changed()


def test_other_figures_of_the_same_event_are_not_the_one_asked_about(plan: Plan) -> None:
    data, known = json.loads(proof_for(plan)), verifier.keys_of(keys())
    for name, value in (
        ("indicator", "CT-02"),
        ("unit", "S2"),
        ("period", "2026-06"),
        ("value", True),
        ("value", 61),
    ):
        other = {**data, "figure": {**data["figure"], name: value}}
        with pytest.raises((verifier.WrongError, KeyError)):
            verifier.check(canonical(other), known)


def test_an_event_is_proved_too(plan: Plan) -> None:
    approved_figure(plan)
    proof = proof_of_event(Event.objects.get(position=0))
    assert proof is not None
    assert "sự kiện số 0" in ask(proof, keys()).stdout


def test_no_proof_before_a_checkpoint_covers_the_approval(plan: Plan) -> None:
    figure = approved_figure(plan)
    Checkpoint.objects.all().delete()
    assert proof_of(figure) is None


def test_each_value_has_the_event_that_approved_it(plan: Plan) -> None:
    first, second = approved_figure(plan), approved_figure(plan, 62.0)
    first.refresh_from_db()
    assert first.superseded_at is not None
    assert approval_of(first).position < approval_of(second).position
    assert second.period == MAY.code


def test_a_figure_changed_behind_the_trail_has_no_proof(plan: Plan) -> None:
    figure = approved_figure(plan)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE store_observation SET value = 99 WHERE id = %s", [figure.pk])
    with pytest.raises(ConflictError, match="khác với số đã duyệt"):
        proof_of(Observation.objects.get(pk=figure.pk))


def test_a_figure_that_nobody_approved_here_has_no_proof(plan: Plan) -> None:
    figure = approved_figure(plan)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE store_event SET after = %s WHERE verb = 'figures.approve'", ['{"figures": 1}'])
    with pytest.raises(ConflictError, match="không có bằng chứng"):
        proof_of(figure)
    figure.approved_at = None
    with pytest.raises(ConflictError, match="không có bằng chứng"):
        proof_of(figure)
