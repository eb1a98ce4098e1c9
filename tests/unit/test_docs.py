"""Every command, option and setting is documented, and what the pages say still holds."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from tests.support.refdoc import EXAMPLES, FOLDER, commands, commands_page, options, settings_page

from cotmoc.cli import main
from cotmoc.config import env

ROOT = Path(__file__).parents[2]
RENEW = "run `python -m tests.support.refdoc` from the repository root"
ALL = dict(commands())


@pytest.mark.parametrize(("name", "page"), [("commands.md", commands_page), ("settings.md", settings_page)])
def test_the_page_says_what_the_program_does(name: str, page: object) -> None:
    assert (FOLDER / name).read_text("utf-8") == page(), f"docs/reference/{name} is out of date: {RENEW}"  # type: ignore[operator]


@pytest.mark.parametrize("path", ALL)
def test_a_command_and_its_options_have_a_help_and_an_example(path: str) -> None:
    command = ALL[path]
    assert command.help, f"cotmoc {path} has no help"
    for option in options(command):
        assert option.help, f"cotmoc {path} {option.opts[0]} has no help"
    assert path in EXAMPLES, f"add an example of cotmoc {path} to tests/support/refdoc.py"


@pytest.mark.parametrize("path", EXAMPLES)
def test_an_example_can_be_called(path: str) -> None:
    program, *words = shlex.split(EXAMPLES[path])
    assert program == "cotmoc"
    assert path in ALL, f"cotmoc {path} is gone; take its example out of tests/support/refdoc.py"
    steps = path.split()
    assert words[: len(steps)] == steps
    context = ALL[path].make_context(path, words[len(steps) :])
    assert context.command is ALL[path]


def test_a_group_has_a_help() -> None:
    context = main.make_context("cotmoc", ["read"], resilient_parsing=True)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        assert command.help


def test_every_setting_is_used_and_every_used_name_is_a_setting() -> None:
    declared = {setting.name for setting in env.SETTINGS}
    texts = [path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py") if path.name != "env.py"]
    texts.append((ROOT / "src/cotmoc/config/env.py").read_text("utf-8").split("_BY_NAME", 1)[1])
    used = set(re.findall(r"COTMOC_[A-Z_]+", "\n".join(texts)))
    assert used == declared


@pytest.mark.parametrize("setting", env.SETTINGS, ids=lambda setting: setting.name)
def test_a_setting_has_a_help(setting: env.Setting) -> None:
    assert setting.help.endswith(".")


def test_names_in_other_documents_exist() -> None:
    declared = {setting.name for setting in env.SETTINGS}
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")]
    for page in pages:
        text = page.read_text("utf-8")
        assert set(re.findall(r"COTMOC_[A-Z_]+", text)) <= declared, page.name
        for called in re.findall(r"(?<![\w/.-])cotmoc ([a-z]+(?: [a-z]+)?)", text):
            first, *rest = called.split()
            # Sentences may go on after the name of a command; a group's next word must be one of its commands.
            if first in {path.split()[0] for path in ALL}:
                assert first in ALL or not rest or called in ALL, f"{page.name}: cotmoc {called}"
