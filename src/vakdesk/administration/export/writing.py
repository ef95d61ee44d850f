"""Writes an export row by row, so that it takes as much memory for a million tickets as for ten."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.db import models

from vakdesk import __version__
from vakdesk.administration.export.places import Place, place_at
from vakdesk.administration.export.tables import COLUMNS_LEFT_OUT, LEFT_OUT, columns_of, exported_models
from vakdesk.kit import clock
from vakdesk.kit.archive import plain
from vakdesk.kit.one_moment import one_moment
from vakdesk.kit.progress import Bar
from vakdesk.records.models import Blob
from vakdesk.records.store import open_stored

FORMAT = 1
MANIFEST = "manifest.json"
ROWS_AT_ONCE = 500
PIECE_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Contents:
    rows: int
    files: int
    size_bytes: int = 0


def export_to(path: Path) -> Contents:
    """`path` (a folder, or FILE.zip) holds everything as it was at one moment. Refuses what is there already."""
    try:
        with place_at(path) as place, one_moment():
            return _Writer(place).write()
    except BaseException:
        _clear(path.with_name(f"{path.name}.part"))
        raise


class _Writer:
    def __init__(self, place: Place) -> None:
        self.place = place
        self.tables: dict[str, dict[str, Any]] = {}

    def write(self) -> Contents:
        found = {model: model._base_manager.count() for model in exported_models()}
        bar = Bar("export", sum(found.values()) + Blob.objects.count())
        for model in found:
            self._table(model, bar)
        files, size, missing = self._files(bar)
        about = {
            "format": FORMAT,
            "vakdesk": __version__,
            "made_at": clock.now().isoformat(),
            "tables": self.tables,
            "files": {"folder": "files", "count": files, "bytes": size, "named_by": "their SHA-256", "missing": missing},
            "tables_left_out": LEFT_OUT,
        }
        with self.place.part(MANIFEST) as out:
            out.write(json.dumps(about, indent=1, ensure_ascii=False).encode() + b"\n")
        bar.end()
        return Contents(sum(table["rows"] for table in self.tables.values()), files, size)

    def _table(self, model: type[models.Model], bar: Bar) -> None:
        label = model._meta.label_lower
        name = f"tables/{label}.jsonl"
        digest, count = hashlib.sha256(), 0
        with self.place.part(name) as out:
            for line in _lines(model):
                digest.update(line)
                out.write(line)
                count += 1
                bar.step()
        told = {"file": name, "rows": count, "sha256": digest.hexdigest()}
        self.tables[label] = told | {"columns_left_out": COLUMNS_LEFT_OUT.get(label, {})}

    def _files(self, bar: Bar) -> tuple[int, int, list[str]]:
        """How many, how large together, and the names of those whose bytes are not in the store any more."""
        count, size, missing = 0, 0, []
        for sha256 in Blob.objects.order_by("pk").values_list("sha256", flat=True).iterator(chunk_size=ROWS_AT_ONCE):
            bar.step()
            try:
                stored = open_stored(sha256)
            except FileNotFoundError:
                missing.append(sha256)
                continue
            with stored, self.place.part(f"files/{sha256[:2]}/{sha256}", packed=True) as out:
                size += sum(out.write(piece) for piece in _pieces(stored))
            count += 1
        return count, size, missing


def _lines(model: type[models.Model]) -> Iterator[bytes]:
    """A JSON object per row, by column."""
    names = [field.attname for field in columns_of(model)]
    rows: Iterable[tuple[Any, ...]] = model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=ROWS_AT_ONCE)
    for row in rows:
        line = dict(zip(names, row, strict=True))
        yield json.dumps(line, default=plain, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _pieces(stored: BinaryIO) -> Iterator[bytes]:
    while piece := stored.read(PIECE_BYTES):
        yield piece


def _clear(part: Path) -> None:
    """What was begun is gone, so that the next one can begin."""
    if part.is_dir():
        for inner in sorted(part.rglob("*"), reverse=True):
            inner.rmdir() if inner.is_dir() else inner.unlink()
        part.rmdir()
    else:
        part.unlink(missing_ok=True)
