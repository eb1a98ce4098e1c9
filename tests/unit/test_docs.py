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


PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "examples").rglob("*.md"),
        *ROOT.glob("*/README.md"),
    ]
)
IMAGES = ROOT / "docs" / "images"
LARGEST_IMAGE = 250_000


def _without_code(text: str) -> str:
    return re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.S)


def _targets(page: Path) -> list[str]:
    """What the links and pictures of a page point to, addresses of other sites aside."""
    text = _without_code(page.read_text("utf-8"))
    found = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'src="([^"]+)"', text)
    return [target for target in found if not re.match(r"[a-z]+:", target)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    lost = [
        target for target in _targets(page) if not (page.parent / target.partition("#")[0]).resolve().exists()
    ]
    assert lost == []


def test_pictures_are_small_and_used() -> None:
    shown = {(page.parent / target).resolve() for page in PAGES for target in _targets(page)}
    for picture in IMAGES.iterdir():
        assert picture.stat().st_size < LARGEST_IMAGE, picture.name
        assert picture in shown, f"no page shows {picture.name}"


def test_named_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), flags=re.M))
    for page in PAGES:
        code = re.findall(r"`make ([a-z-]+)`|^make ([a-z-]+)", page.read_text("utf-8"), flags=re.M)
        assert {one or other for one, other in code} <= targets, page.name


def test_named_scripts_and_modules_exist() -> None:
    for page in PAGES:
        text = page.read_text("utf-8")
        for path in re.findall(r"python3? ((?:[\w.-]+/)+[\w-]+\.py)", text):
            assert (ROOT / path).is_file(), f"{page.name}: {path}"
        for module in re.findall(r"python3? -m ((?:tests|examples|benchmarks|cotmoc)(?:\.\w+)+)", text):
            place = ROOT / module.replace(".", "/")
            assert place.with_suffix(".py").is_file() or place.is_dir(), f"{page.name}: {module}"


def _commands(page: Path) -> list[str]:
    """The calls of the program in the blocks of code of a page."""
    blocks = "\n".join(re.findall(r"```(?:sh)?\n(.*?)```", page.read_text("utf-8"), flags=re.S))
    lines = re.findall(r"^(?:\.venv/bin/)?(cotmoc .*)$", blocks, flags=re.M)
    return [line.split(" #", 1)[0] for line in lines]


@pytest.mark.parametrize(
    ("page", "line"), [(page, line) for page in PAGES for line in _commands(page)], ids=lambda one: str(one)
)
def test_a_command_of_a_guide_can_be_called(page: Path, line: str) -> None:
    """With the options it names: what a newcomer types must be understood."""
    _, *words = shlex.split(line)
    path = max((one for one in ALL if words[: len(one.split())] == one.split()), key=len, default=None)
    assert path is not None, f"{page.name}: {line}"
    if {"PLAN", "FILE"} & set(words):
        return  # a pattern, not a call
    ALL[path].make_context(path, words[len(path.split()) :])


def test_demonstration_accounts_of_the_readme_are_those_of_the_program() -> None:
    from django.conf import settings

    text = (ROOT / "README.md").read_text("utf-8")
    assert set(re.findall(r"^\| `([a-z0-9]+)` \|", text, flags=re.M)) == {
        account["username"] for account in settings.DEMO_ACCOUNTS
    }
    assert {account["password"] for account in settings.DEMO_ACCOUNTS} == {"trinh-dien"}
    for page in ("README.md", "docs/guide/first-day.md", "docs/guide/unit-officers.md"):
        assert "`trinh-dien`" in (ROOT / page).read_text("utf-8")


def test_words_on_buttons_in_the_guides_are_on_the_pages() -> None:
    """A bold word of a Vietnamese guide stands in a template or in the program's words."""
    source = "\n".join(
        path.read_text("utf-8") for suffix in ("*.html", "*.py") for path in (ROOT / "src").rglob(suffix)
    )
    for name in ("first-day.md", "unit-officers.md"):
        text = _without_code((ROOT / "docs/guide" / name).read_text("utf-8"))
        for words in re.findall(r"\*\*(.+?)\*\*", text, flags=re.S):
            for part in " ".join(words.split()).split("…"):
                assert part.strip() in source, f"{name}: {words}"
