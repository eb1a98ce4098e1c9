"""The words of the pages in English: `messages.py update` and `messages.py compile`.

`update` collects every message from the sources into src/cotmoc/locale/en/LC_MESSAGES/django.po: the strings of
Python given to gettext and its kin, the translate tags of templates, and the labels of the core's tables, of models
and of their forms, which pages translate where they show them. Translations are kept; a message without one stands
there with an empty msgstr, one that nobody uses any more is taken out. `compile` makes the .mo that the pages read
where it is missing or older than the .po.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "cotmoc"
PO = SOURCES / "locale" / "en" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
ONE = ("_", "gettext", "gettext_lazy", "gettext_noop", "mark")
TWO = ("ngettext", "ngettext_lazy")
WITH_CONTEXT = ("pgettext", "pgettext_lazy")
# Here the value `count` chooses between singular and plural, so the pattern is both.
COUNTED = ("say", "plural")
KEYWORDS = dict.fromkeys((*ONE, *TWO, *WITH_CONTEXT, *COUNTED))
HEAD = "# The pages in English. A message is the Vietnamese text; docs/guide/languages.md tells how to add one.\n"
# Models' choices whose words mean something else elsewhere; templates name the context: `|said:"verdict"`.
_CONTEXTS = {"Decision.verdict": "verdict", "TargetDecision.verdict": "verdict", "Claim.kind": "kind"}

Text = str | tuple[str, str]
Found = tuple[Text, str | None, str]


def collect() -> Catalog:
    """Every message of the sources with the files it stands in; call after Django is set up."""
    catalog = Catalog(locale="en", project="Cột Mốc", fuzzy=False)
    places: dict[tuple[Text, str | None], set[str]] = {}
    for text, context, where in (*_python(), *_templates(), *_labels()):
        places.setdefault((text, context), set()).add(where)
    for (text, context), files in sorted(places.items(), key=lambda one: (min(one[1]), str(one[0]))):
        # A message may be asked for with and without a number: one entry serves both.
        if isinstance(text, str) and ((text, text), context) in places:
            continue
        catalog.add(text, context=context, locations=[(name, 0) for name in sorted(files)])
    return catalog


def update() -> list[str]:
    """Write the .po anew; the messages that still have no English are returned."""
    found, known = collect(), read()
    for message in found:
        asked = message.id[0] if isinstance(message.id, tuple) else message.id
        old = known.get(asked, context=message.context) if asked else None
        if old is not None:
            message.string = _carried(_strings(old), isinstance(message.id, tuple))
    out = BytesIO()
    write_po(out, found, width=0, include_lineno=False, omit_header=False)
    noise = r'(?m)^"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Generated-By|Language-Team).*\n'
    text = re.sub(noise, "", out.getvalue().decode())
    PO.write_text(re.sub(r"\A(?:#.*\n)+", HEAD, text), encoding="utf-8")
    return missing(read())


def _carried(old: tuple[str, ...], numbered: bool) -> str | tuple[str, str]:
    """The English so far, in the shape the message has now."""
    return (old[0], old[-1]) if numbered else old[0]


def _strings(message: Message) -> tuple[str, ...]:
    """The English of a message: one, or singular and plural; "" where there is none."""
    found = message.string
    return (found,) if isinstance(found, str) else tuple(found or ("",))


def read() -> Catalog:
    """The English catalogue as it is kept."""
    if not PO.exists():
        return Catalog(locale="en")
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def missing(catalog: Catalog) -> list[str]:
    """The messages without English."""
    found = []
    for one in catalog:
        if one.id and not all(_strings(one)):
            found.append(one.id if isinstance(one.id, str) else one.id[0])
    return found


def compile_catalogue() -> None:
    """Make the .mo where it is missing or older than the .po."""
    if MO.exists() and MO.stat().st_mtime >= PO.stat().st_mtime:
        return
    made = MO.with_name(f"{MO.name}.{os.getpid()}")
    with made.open("wb") as file:
        write_mo(file, read())
    made.replace(MO)


def _python() -> Iterator[Found]:
    # The command line is Vietnamese; its `say` prints.
    for path in sorted(set(SOURCES.rglob("*.py")) - set((SOURCES / "cli").rglob("*.py"))):
        yield from _calls(path, path.read_bytes())


def _templates() -> Iterator[Found]:
    from django.utils.translation.template import templatize

    for pattern in ("*.html", "*.txt"):
        for path in sorted(SOURCES.rglob(f"templates/**/{pattern}")):
            yield from _calls(path, templatize(path.read_text(encoding="utf-8")).encode())


def _calls(path: Path, source: bytes) -> Iterator[Found]:
    where = path.relative_to(SOURCES).as_posix()
    for _, function, found, _ in extract_python(BytesIO(source), KEYWORDS, [], {"encoding": "utf-8"}):
        texts = found if isinstance(found, (tuple, list)) else (found,)
        if function in TWO and all(texts[:2]):
            yield (texts[0], texts[1]), None, where
        elif function in WITH_CONTEXT and all(texts[:2]):
            yield texts[1], texts[0], where
        elif function in (*ONE, *COUNTED) and texts[0]:
            is_counted = function in COUNTED and "%(count)s" in texts[0]
            yield ((texts[0], texts[0]) if is_counted else texts[0]), None, where


def _labels() -> Iterator[Found]:
    """Words of tables, which pages translate where they show them."""
    yield from ((word, None, "core") for word in _core_words())
    yield from _model_words()
    yield from _told_apart()


def _core_words() -> Iterator[str]:
    """The words of the core's tables and of the parts of a report."""
    from cotmoc.core import commitments, permissions, plan, rollup, status, taskstate
    from cotmoc.store import reporting

    tables = (status.STATUS_LABELS, taskstate.STATE_LABELS, taskstate.VIEW_LABELS, taskstate.ALERT_LABELS,
              taskstate.ALERT_GOES_TO, rollup.KIND_LABELS, commitments.WORDS, reporting.HEADER,
              reporting.SECTIONS)  # fmt: skip
    for table in tables:
        yield from filter(None, table.values())
    yield taskstate.NEVER_STARTED
    yield from (kind.capitalize() for kind in (*plan.TASK_KINDS, *plan.OBLIGATION_KINDS))
    yield from (one.label for one in (*permissions.Role, *permissions.Verb))


def _model_words() -> Iterator[Found]:
    """The choices of the models and the labels of their forms."""
    from importlib import import_module

    from django.apps import apps
    from django.forms import ModelForm

    for model in apps.get_app_config("store").get_models():
        for field in model._meta.get_fields():
            context = _CONTEXTS.get(f"{model.__name__}.{field.name}")
            for value, label in getattr(field, "flatchoices", ()):
                if str(label) != str(value):
                    yield str(label), context, "store/models"
    import_module("cotmoc.web.urls")  # every form is imported with its page
    for form in ModelForm.__subclasses__():
        if form.__module__.startswith("cotmoc."):
            yield from ((str(field.label), None, form.__module__) for field in form.base_fields.values())


def _told_apart() -> Iterator[Found]:
    """Words that Vietnamese has once and English twice, with the context in which pages show them."""
    from cotmoc.core import taskstate
    from cotmoc.store import trailwords
    from cotmoc.web.entry import imports

    tables: tuple[tuple[str, Iterable[str]], ...] = (
        ("task", taskstate.VIEW_LABELS.values()),
        ("change", imports.CHANGES.values()),
        ("event", trailwords.VERBS.values()),
        ("event", trailwords.THINGS.values()),
    )
    for context, words in tables:
        yield from ((word, context, "store") for word in words)


def _set_up() -> None:
    sys.path.insert(0, str(ROOT / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cotmoc.config.settings")
    import django
    from django.utils import translation

    django.setup()
    translation.deactivate_all()


def main() -> None:
    if sys.argv[1:] == ["update"]:
        _set_up()
        for text in update():
            print(f"chưa có tiếng Anh: {text}")
    elif sys.argv[1:] != ["compile"]:
        sys.exit("Dùng: messages.py update | compile")
    compile_catalogue()


if __name__ == "__main__":
    main()
