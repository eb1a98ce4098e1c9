"""Every event that the source can write has Vietnamese words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import cotmoc
from cotmoc.store.models import Decision, Event
from cotmoc.store.trailwords import FIELDS, THINGS, VERBS, field_words, thing_words, value_words, verb_words

SOURCE = Path(cotmoc.__file__).parent
VERB = re.compile(r"[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*")
# Texts of that form that are no verbs of events: names of modules and of files.
OTHERS = re.compile(r"cotmoc\..*|.*\.(json|xlsx|docx|pdf|csv|html|txt|log|py|zip)")


def _trees(folder: str) -> Iterator[ast.AST]:
    for path in (SOURCE / folder).rglob("*.py"):
        yield from ast.walk(ast.parse(path.read_text("utf-8")))


def _text(node: ast.AST | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _first(node: ast.AST, *names: str) -> str:
    """The text that is the first argument of a call of one of these functions."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names and node.args:
        return _text(node.args[0])
    return ""


def written() -> set[str]:
    """What the source writes: first of `record`, dotted texts handed on to it, and the two families."""
    nodes = list(_trees("actions"))
    found = {_first(node, "record") for node in nodes}
    found |= {text for node in nodes if VERB.fullmatch(text := _text(node)) and not OTHERS.fullmatch(text)}
    found |= {f"claim.{verdict}" for verdict in Decision.Verdict.values}
    told = list(_trees("web/account"))
    found |= {f"account.{what}" for node in told if (what := _first(node, "_told"))}
    calls = [node for node in told if isinstance(node, ast.Call) and _name(node) == "tell_change"]
    found |= {
        f"account.{what}"
        for call in calls
        for word in call.keywords
        if word.arg == "what" and (what := _text(word.value))
    }
    return found - {""}


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def test_every_verb_has_words() -> None:
    assert written() <= VERBS.keys(), (
        f"no words for {sorted(written() - VERBS.keys())} in store/trailwords.py"
    )


def test_there_are_no_words_for_what_nobody_writes() -> None:
    assert VERBS.keys() <= written(), f"nobody writes {sorted(VERBS.keys() - written())}"


def test_words_are_words() -> None:
    for words in (*VERBS.values(), *THINGS.values(), *FIELDS.values()):
        assert words == words.strip()
        assert not words.endswith(".")
    assert verb_words("x.y") == "x.y"
    assert thing_words("x") == "x"
    assert field_words("CT-01") == "CT-01"
    assert value_words("verdict", "adapt") == "Điều chỉnh"
    assert value_words("role", "unit-head") == "Thủ trưởng đơn vị"
    assert value_words("kind", "merge") == "Sáp nhập"
    assert value_words("source", "form") == "Biểu nhập"
    assert value_words("name", "adapt") == "adapt"
    assert {via.label for via in Event.Via} == {"Trang", "API", "Lệnh", "Việc nền"}
