"""Where an export is written: a folder, or one ZIP file. Both get parts by name, one after another."""

import os
import zipfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Protocol

from vakdesk.kit.errors import require


class Place(Protocol):
    def part(self, name: str, *, packed: bool = False) -> AbstractContextManager[IO[bytes]]:
        """The part of that name, open to be written. `packed`: its bytes are dense already."""


class Folder:
    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def part(self, name: str, *, packed: bool = False) -> Iterator[IO[bytes]]:
        path = self.path / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.open("xb") as out:
            yield out


class Zip:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive

    @contextmanager
    def part(self, name: str, *, packed: bool = False) -> Iterator[IO[bytes]]:
        about = zipfile.ZipInfo(name)
        about.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        about.external_attr = 0o600 << 16
        with self.archive.open(about, "w", force_zip64=True) as out:
            yield out


@contextmanager
def place_at(path: Path) -> Iterator[Place]:
    """A ZIP where the name ends in .zip, else a folder. Refuses what is there already; leaves no half file or folder under that name."""
    require(not path.exists(), f"{path} is there already. Choose another name.")
    part = path.with_name(f"{path.name}.part")
    require(not part.exists(), f"{part} is there: an export that was broken off, or is at work. Remove it, or choose another name.")
    if path.suffix == ".zip":
        with (
            os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive,
        ):
            yield Zip(archive)
    else:
        part.mkdir(mode=0o700, parents=True)
        yield Folder(part)
    os.replace(part, path)
