"""The whole desk in one file that any database can take: rows as JSON Lines, files as they are, digests of everything.

Written from one read transaction while others go on working; restored into an empty desk in one transaction.
"""

import base64
import hashlib
import json
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from vakdesk import __version__
from vakdesk.kit import clock
from vakdesk.kit.archive import left_out, plain, remakes
from vakdesk.kit.errors import Refused, require
from vakdesk.kit.one_moment import one_moment
from vakdesk.kit.progress import Bar
from vakdesk.logbook.heads import heads_file, kept_heads
from vakdesk.logbook.models import Entry, Head
from vakdesk.logbook.restoring import note_abandoned_heads
from vakdesk.people.models import Person

FORMAT = 1
MANIFEST, HEADS = "manifest.json", "logbook-heads.jsonl"
NOT_CARRIED = {"auth", "contenttypes", "sessions", "usersessions", "procrastinate", "django_tasks"}
ROWS_NAME = re.compile(r"rows/([a-z_.]+)\.jsonl")
FILE_NAME = re.compile(r"files/([0-9a-f]{2})/(\1[0-9a-f]{62})")
NOT_WHOLE = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, TypeError, ValueError, ValidationError, NotImplementedError)
PIECE_BYTES = 1024 * 1024
ROWS_AT_ONCE = 1000


@dataclass(frozen=True)
class Contents:
    rows: int
    files: int


def carried_models() -> list[type[models.Model]]:
    """Every table whose rows a backup holds, lower rooms first."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in NOT_CARRIED and model not in left_out
    ]


def back_up(path: Path) -> Contents:
    """`path` holds the desk as it was at one moment. Refuses to overwrite; leaves no half file behind."""
    require(not path.exists(), f"{path} is there already. Choose another name.")
    part = path.with_name(f"{path.name}.part")
    try:
        with (
            os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive,
            one_moment(),
        ):
            contents = _Writer(archive).write()
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return contents


def restore(path: Path) -> Contents:
    """The empty desk is the one in the archive. Refuses a desk with anything in it, and an archive that is not whole."""
    require(
        not Person.objects.exists() and not Entry.objects.exists(),
        f"the desk in {settings.DATA} is not empty. Restore into a new folder (VAKDESK_DATA) or database (DATABASE_URL).",
    )
    try:
        with zipfile.ZipFile(path) as archive:
            return _Reader(archive).restore()
    except NOT_WHOLE as fault:
        raise Refused(f"{path} is not a whole Vakdesk backup: {fault}") from fault
    except IntegrityError as fault:
        raise Refused(f"the rows in {path} contradict one another: {fault}") from fault


class _Writer:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.parts: dict[str, dict[str, Any]] = {}
        self.models = carried_models()

    def write(self) -> Contents:
        counts = {model: model._base_manager.count() for model in self.models}
        heads = {head.book: head.position for head in Head.objects.all()}
        files = sorted(path for path in _files_folder().glob("??/*") if FILE_NAME.fullmatch(_name_of(path)))
        bar = Bar("backup", sum(counts.values()) + len(files))
        for model in self.models:
            self._part(f"rows/{model._meta.label_lower}.jsonl", _lines(model, bar), rows=counts[model])
        for path in files:
            self._part(_name_of(path), _pieces(path))
            bar.step()
        kept = [line for line in kept_heads() if line["position"] <= heads.get(line["book"], 0)]
        self._part(HEADS, (json.dumps(line).encode() + b"\n" for line in kept))
        self.archive.writestr(MANIFEST, json.dumps(self._manifest(), indent=1))
        bar.end()
        return Contents(sum(counts.values()), len(files))

    def _part(self, name: str, pieces: Iterator[bytes], **facts: Any) -> None:
        digest = hashlib.sha256()
        with self.archive.open(name, "w", force_zip64=True) as out:
            for piece in pieces:
                digest.update(piece)
                out.write(piece)
        self.parts[name] = {"sha256": digest.hexdigest(), **facts}

    def _manifest(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "vakdesk": __version__,
            "made_at": clock.now().isoformat(),
            "migrations": _migrations(),
            "parts": self.parts,
        }


class _Reader:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.manifest = json.loads(archive.read(MANIFEST))
        self.parts: dict[str, dict[str, Any]] = self.manifest["parts"]

    def restore(self) -> Contents:
        self._check_kind()
        rows = sum(part.get("rows", 0) for part in self.parts.values())
        names = [name for name in self.parts if FILE_NAME.fullmatch(name)]
        bar = Bar("restore", rows + len(names))
        staged = _files_folder().with_name("restoring")
        staged.mkdir(mode=0o700)
        try:
            for name in names:
                self._take_file(name, staged)
                bar.step()
            heads = b"".join(self._checked(HEADS))
            with transaction.atomic(durable=True):
                self._take_rows(bar)
                _put_files(staged)
        finally:
            shutil.rmtree(staged)
            bar.end()
        self._keep_heads(heads)
        return Contents(rows, len(names))

    def _check_kind(self) -> None:
        require(self.manifest["format"] == FORMAT, f"the backup has format {self.manifest['format']}; this Vakdesk reads format {FORMAT}.")
        require(
            self.manifest["migrations"] == _migrations(),
            f"the backup was made by Vakdesk {self.manifest['vakdesk']}. Restore it with that version, then upgrade.",
        )
        listed, there = {*self.parts, MANIFEST}, set(self.archive.namelist())
        wanted = {f"rows/{model._meta.label_lower}.jsonl" for model in carried_models()}
        strange = [name for name in listed | there if not FILE_NAME.fullmatch(name) and name not in {*wanted, HEADS, MANIFEST}]
        if strange or listed != there or not wanted <= there:
            raise ValueError(
                f"it holds what does not belong in it, or lacks what does ({(strange or sorted(listed ^ there) or ['rows'])[0]!r})"
            )

    def _checked(self, name: str) -> Iterator[bytes]:
        """The bytes of a part; after the last, the digest must be the one of the manifest."""
        digest = hashlib.sha256()
        with self.archive.open(name) as part:
            while piece := part.read(PIECE_BYTES):
                digest.update(piece)
                yield piece
        if digest.hexdigest() != self.parts[name]["sha256"]:
            raise ValueError(f"{name} was changed after the backup was made")

    def _take_file(self, name: str, staged: Path) -> None:
        path = staged / Path(name).name
        with path.open("xb") as out:
            for piece in self._checked(name):
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        with path.open("rb") as written:
            if hashlib.file_digest(written, "sha256").hexdigest() != path.name:
                raise ValueError(f"{name} does not hold the bytes that its name stands for")

    def _take_rows(self, bar: Bar) -> None:
        chosen = carried_models()
        with connection.cursor() as cursor:
            for model in reversed(chosen):  # what migrations put there; the archive has it too
                if model is not Entry:
                    cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608  our own table names
        for model in chosen:
            self._take_rows_of(model, bar)
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), chosen):
                cursor.execute(statement)
        for remake in remakes:
            remake()

    def _take_rows_of(self, model: type[models.Model], bar: Bar) -> None:
        name = f"rows/{model._meta.label_lower}.jsonl"
        fields = _fields(model)
        batch: list[models.Model] = []
        count = 0
        for line in _whole_lines(self._checked(name)):
            values = json.loads(line)
            batch.append(model(**{field.attname: _read(field, value) for field, value in zip(fields, values, strict=True)}))
            count += 1
            if len(batch) == ROWS_AT_ONCE:
                _insert(model, fields, batch)
                bar.step(len(batch))
                batch = []
        _insert(model, fields, batch)
        bar.step(len(batch))
        if count != self.parts[name]["rows"]:
            raise ValueError(f"{name} has {count} rows instead of {self.parts[name]['rows']}")

    def _keep_heads(self, heads: bytes) -> None:
        """The heads file is the archive's; what it said before is kept beside it, and the logbook names what was abandoned."""
        before = kept_heads()
        if before:
            os.replace(heads_file(), heads_file().with_name(f"logbook-heads.before-{clock.now():%Y%m%d-%H%M%S}.jsonl"))
        heads_file().write_bytes(heads)
        note_abandoned_heads(before)


def _fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def _lines(model: type[models.Model], bar: Bar) -> Iterator[bytes]:
    """The rows of a model as JSON arrays, one a line; the order of values is that of the fields."""
    fields = _fields(model)
    rows = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields))
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        yield json.dumps(row, default=plain, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        bar.step()


def _read(field: models.Field[Any, Any], value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    return field.target_field.to_python(value) if isinstance(field, models.ForeignKey) else field.to_python(value)


def _insert(model: type[models.Model], fields: list[models.Field[Any, Any]], batch: list[models.Model]) -> None:
    """Rows as they are: no save(), no defaults, no automatic times. bulk_create() would set the latter."""
    at_once = max(connection.ops.bulk_batch_size(fields, batch), 1)
    for start in range(0, len(batch), at_once):
        model._base_manager.all()._insert(batch[start : start + at_once], fields=fields, using=connection.alias, raw=True)  # type: ignore[attr-defined]


def _whole_lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        yield from lines
    if rest:
        raise EOFError("its last line is cut off")


def _pieces(path: Path) -> Iterator[bytes]:
    file: IO[bytes]
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            yield piece


def _put_files(staged: Path) -> None:
    for path in staged.iterdir():
        place = _files_folder() / path.name[:2] / path.name
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.replace(path, place)


def _files_folder() -> Path:
    folder = Path(settings.STORAGES["default"]["OPTIONS"]["location"])
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _name_of(path: Path) -> str:
    return f"files/{path.parent.name}/{path.name}"


def _migrations() -> dict[str, list[str]]:
    """The migrations applied to what a backup carries; those of what it leaves out may differ between databases."""
    labels = {model._meta.app_label for model in carried_models()}
    found: dict[str, list[str]] = {label: [] for label in sorted(labels)}
    for label, name in sorted(MigrationRecorder(connection).applied_migrations()):
        if label in found:
            found[label].append(name)
    return found
