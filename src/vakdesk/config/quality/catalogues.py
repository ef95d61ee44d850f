"""Is every sentence translated, and does the compiled catalogue say the same as its source?"""

import gettext
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from vakdesk.config.quality.tools import SOURCE, Faults, Missing

LOCALE = SOURCE / "locale"
COMPLETE = ("nl",)
PORTAL = "et"  # complete for what requesters meet: sentences that stand in the portal
ENTRY = re.compile(r'^((?:#.*\n)*)(?:msgctxt (".*"(?:\n".*")*)\n)?msgid (".*"(?:\n".*")*)', re.MULTILINE)
Message = tuple[str, str]


def faults() -> Faults:
    """Sentences without a Dutch text, portal sentences without an Estonian one, and stale compiled catalogues."""
    if not shutil.which("msgfmt"):
        raise Missing("no msgfmt on this machine (Debian: apt install gettext)")
    return list(_faults())


def _faults() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        in_use = _extract(Path(folder))
    for language in (*COMPLETE, PORTAL):
        source = LOCALE / language / "LC_MESSAGES" / "django.po"
        if not source.exists():
            yield f"there is no catalogue for {language}"
            continue
        wanted = set(in_use) if language in COMPLETE else {each for each, places in in_use.items() if ": portal/" in places}
        translated = {message for message, _ in _messages(_run("msgattrib", "--translated", "--no-fuzzy", "--no-obsolete", str(source)))}
        yield from (f"{language}: not translated: {text}" for _context, text in sorted(wanted - translated))
        if not _same(_run("msgfmt", "-o", "-", str(source)), source.with_suffix(".mo")):
            yield f"{language}: the compiled catalogue is stale: run `django-admin compilemessages` in {SOURCE.name}"


def _extract(folder: Path) -> dict[Message, str]:
    """Every message in the code now → the lines that say where it stands."""
    copy = folder / "vakdesk"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("tests", "__pycache__", "locale", "static"))
    (copy / "locale").mkdir()
    bare = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}  # ours would name the real catalogues
    subprocess.run([sys.executable, "-m", "django", "makemessages", "--locale", "en"], cwd=copy, env=bare, capture_output=True, check=True)
    return dict(_messages((copy / "locale" / "en" / "LC_MESSAGES" / "django.po").read_bytes()))


def _messages(catalogue: bytes) -> Iterator[tuple[Message, str]]:
    for places, context, text in ENTRY.findall(catalogue.decode()):
        if joined := _join(text):
            yield (_join(context), joined), places


def _join(quoted: str) -> str:
    return "".join(line.strip()[1:-1] for line in quoted.splitlines())


def _same(compiled: bytes, committed: Path) -> bool:
    def catalogue(content: bytes) -> dict[str, str]:
        return gettext.GNUTranslations(BytesIO(content))._catalog  # type: ignore[attr-defined, no-any-return]

    return committed.exists() and catalogue(compiled) == catalogue(committed.read_bytes())


def _run(*words: str) -> bytes:
    return subprocess.run(words, capture_output=True, check=True).stdout
