"""Articles from elsewhere, read row by row out of a table (CSV) or YAML documents: each is sound, or a sentence says what is wrong with it."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

import yaml
from django.conf import settings
from django.utils.translation import gettext as _

from vakdesk.kit.errors import Refused, require
from vakdesk.knowledge.actions.writing import cleaned
from vakdesk.knowledge.kinds import ArticleKind, Audience

COLUMNS = ("id", "title", "text", "language", "kind", "audience", "category", "tags", "review_by", "published")
#: One document of YAML is held in memory as a whole; a table is read row by row.
MOST_YAML_BYTES = 32 * 1024**2
MOST_FIELD = 16 * 1024**2
YES, NO = {"yes", "true", "1", "ja"}, {"no", "false", "0", "nee", ""}
NOT_TEXT = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True)
class Given:
    """A sound row. `number` is where it stands in the file, counted from 1; `key` is what it is called there."""

    number: int
    key: str
    title: str
    text: str
    language: str
    kind: str
    audience: str
    category: str
    tags: tuple[str, ...]
    review_by: date | None
    is_published: bool


@dataclass(frozen=True)
class Fault:
    """A row that is not brought in, and why."""

    number: int
    sentence: str


def rows_of(path: Path) -> Iterator[Given | Fault]:
    """The rows of the file in their order. Raises Refused when it cannot be read at all."""
    require(path.suffix.lower() in (".csv", ".yaml", ".yml"), _("Give a file that ends in .csv or .yaml."))
    try:
        with path.open("rb") as stream:
            raw = _table(stream) if path.suffix.lower() == ".csv" else _documents(stream)
            for number, row in enumerate(raw, 1):
                yield _sound(number, row)
    except OSError as error:
        raise Refused(_("%(file)s cannot be read: %(why)s.") % {"file": path.name, "why": error.strerror}) from error


def _table(stream: IO[bytes]) -> Iterator[Mapping[str, Any]]:
    csv.field_size_limit(MOST_FIELD)
    with io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="") as text:
        yield from _lines(text)


def _lines(text: IO[str]) -> Iterator[Mapping[str, Any]]:
    reader = csv.DictReader(text, restkey="", restval="")
    names = [name.strip().lower() for name in reader.fieldnames or ()]
    require({"title", "text"} <= set(names), _("The first line names the columns; title and text must be among them."))
    reader.fieldnames = names
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield {"": str(error)}


def _documents(stream: IO[bytes]) -> Iterator[Mapping[str, Any]]:
    content = stream.read(MOST_YAML_BYTES + 1)
    require(len(content) <= MOST_YAML_BYTES, _("YAML of more than 32 MB is not read. Give a table (CSV), or several files."))
    try:
        for document in yaml.safe_load_all(content.decode("utf-8-sig", "replace")):
            rows = document if isinstance(document, list) else [document]
            yield from (row if isinstance(row, dict) else {"": row} for row in rows)
    except (yaml.YAMLError, RecursionError) as error:
        raise Refused(_("This is no YAML: %(why)s") % {"why": str(error).splitlines()[0]}) from error


def _sound(number: int, row: Mapping[str, Any]) -> Given | Fault:
    try:
        return _given(number, row)
    except Refused as refusal:
        return Fault(number, str(refusal.sentence))


def _given(number: int, row: Mapping[str, Any]) -> Given:
    require("" not in row or not row[""], _("It has more fields than the first line names, or is no row at all."))
    said = {str(name).strip().lower(): _words(value) for name, value in row.items()}
    require(NOT_TEXT not in "".join(said.values()), _("It is not written in UTF-8."))
    title, text = cleaned(said.get("title", ""), said.get("text", ""))
    require(text, _("It has no text."))
    language = said.get("language", "").lower() or "en"
    require(language in dict(settings.LANGUAGES), _("%(language)s is no language of this desk.") % {"language": language[:20]})
    key = said.get("id", "").strip()[:160] or sha256(f"{language}\n{title}".encode()).hexdigest()
    return Given(
        number=number,
        key=key,
        title=title,
        text=text,
        language=language,
        kind=_one_of(ArticleKind.values, said.get("kind", "") or ArticleKind.ANSWER),
        audience=_one_of(Audience.values, said.get("audience", "") or Audience.INTERNAL),
        category=said.get("category", "").strip(),
        tags=tuple(word.strip()[:40] for word in said.get("tags", "").split(",") if word.strip())[:12],
        review_by=_day(said.get("review_by", "")),
        is_published=_truth(said.get("published", "")),
    )


def _words(value: Any) -> str:
    return ", ".join(map(_words, value)) if isinstance(value, list) else "" if value is None else str(value)


def _one_of(allowed: list[str], given: str) -> str:
    found = given.strip().lower()
    require(found in allowed, _("%(given)s is none of: %(allowed)s.") % {"given": given[:40], "allowed": ", ".join(allowed)})
    return found


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given.strip()) if given.strip() else None
    except ValueError:
        raise Refused(_("%(given)s is no day, such as 2027-01-31.") % {"given": given[:40]}) from None


def _truth(given: str) -> bool:
    said = given.strip().lower()
    require(said in YES | NO, _("%(given)s is neither yes nor no.") % {"given": given[:40]})
    return said in YES
