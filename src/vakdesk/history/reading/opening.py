"""A file as a stream of bytes, unpacked on the way when it is packed with gzip, xz or bzip2."""

import bz2
import gzip
import lzma
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from vakdesk.kit.errors import require

_PACKED = {b"\x1f\x8b": gzip.open, b"\xfd7zXZ": lzma.open, b"BZh": bz2.open}


@contextmanager
def unpacked(path: Path) -> Iterator[BinaryIO]:
    """The bytes of the file, as a stream. Refuses what is no file."""
    require(path.is_file(), f"there is no file at {path}.")
    with path.open("rb") as file:
        head = file.read(6)
    opened = next((opener for start, opener in _PACKED.items() if head.startswith(start)), open)
    with opened(path, "rb") as stream:  # type: ignore[operator]
        yield cast(BinaryIO, stream)


#: What a packed file that ends too early or is damaged raises.
DAMAGED = (EOFError, OSError, lzma.LZMAError)
