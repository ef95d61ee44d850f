"""Bytes by their SHA-256. Files outside the web root: staged and synced first, referenced in the act, swept when orphaned.

Small ones that are not to wait for the disk each by itself lie in the database instead (`hold`), under the same digest.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from vakdesk.kit import clock
from vakdesk.kit.errors import Refused, require
from vakdesk.kit.timetable import every
from vakdesk.records.models import MOST_BYTES_IN_A_ROW, Blob, BlobContent
from vakdesk.records.sniffing import sniff

ORPHANED_AFTER = timedelta(hours=24)


@dataclass(frozen=True)
class Staged:
    """Bytes that lie safely in the store under their digest, not yet referenced by anything.

    `held` are those that come to lie there with the act that references them.
    """

    name: str
    sha256: str
    size_bytes: int
    content_type: str
    content_id: str = ""
    held: bytes = b""


def hold(name: str, original: bytes) -> Staged:
    """Few bytes, at most MOST_BYTES_IN_A_ROW, for `blobs_of`: no file, no syncing but that of the commit."""
    assert 0 < len(original) <= MOST_BYTES_IN_A_ROW
    return Staged(safe_name(name), hashlib.sha256(original).hexdigest(), len(original), sniff(original[:512]), held=original)


def stage(name: str, chunks: Iterable[bytes], *, content_id: str = "", limit_bytes: int | None = None) -> Staged:
    """The bytes are on disk, synced, under their digest. Refuses what is empty or larger than the limit, and leaves nothing then."""
    limit = settings.ATTACHMENT_LIMIT_BYTES if limit_bytes is None else limit_bytes
    folder = _folder()
    digest, size, start = hashlib.sha256(), 0, b""
    with tempfile.NamedTemporaryFile(dir=folder, prefix="staged-", delete=False) as out:
        try:
            for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise Refused(_("%(name)s is larger than %(limit)d MB.") % {"name": name, "limit": limit // 1024**2}, field="files")
                start = start or chunk[:512]
                digest.update(chunk)
                out.write(chunk)
            require(size, _("%(name)s is empty.") % {"name": name}, field="files")
            out.flush()
            os.fsync(out.fileno())
        except BaseException:
            os.unlink(out.name)
            raise
    path = path_of(digest.hexdigest())
    path.parent.mkdir(mode=0o700, exist_ok=True)
    os.replace(out.name, path)
    return Staged(safe_name(name), digest.hexdigest(), size, sniff(start), content_id)


def settle(staged: Staged) -> None:
    """Where these bytes lie is on disk too: not even a power cut takes them back to their temporary name."""
    folder = os.open(path_of(staged.sha256).parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def blob_of(staged: Staged) -> Blob:
    """The row for staged bytes; called inside the act that references them."""
    assert not staged.held, "what is held is for blobs_of"
    blob, _made = Blob.objects.get_or_create(
        sha256=staged.sha256,
        defaults={"size_bytes": staged.size_bytes, "content_type": staged.content_type, "stored_at": clock.now()},
    )
    return blob


def blobs_of(staged: Sequence[Staged]) -> dict[str, Blob]:
    """The rows for many, by digest; called inside the act that references them."""
    rows = [Blob(sha256=one.sha256, size_bytes=one.size_bytes, content_type=one.content_type, stored_at=clock.now()) for one in staged]
    Blob.objects.bulk_create(rows, ignore_conflicts=True)
    BlobContent.objects.bulk_create(
        [BlobContent(blob_id=one.sha256, content=one.held) for one in staged if one.held], ignore_conflicts=True
    )
    return Blob.objects.in_bulk([one.sha256 for one in staged])


def open_blob(blob: Blob) -> BinaryIO:
    return open_stored(blob.sha256)


def open_stored(sha256: str) -> BufferedReader | BytesIO:
    """The bytes of a digest, wherever they lie. Raises FileNotFoundError."""
    try:
        return path_of(sha256).open("rb")
    except FileNotFoundError:
        held = BlobContent.objects.filter(pk=sha256).values_list("content", flat=True).first()
        if held is None:
            raise
        return BytesIO(held)


def holds(sha256: str) -> str:
    """What is wrong with the stored bytes of a digest, or ""."""
    try:
        stored = open_stored(sha256)
    except FileNotFoundError:
        return "the file it vouches for is gone"
    with stored:
        same = hashlib.file_digest(stored, "sha256").hexdigest() == sha256
    return "" if same else "the file it vouches for was changed"


def path_of(sha256: str) -> Path:
    return _folder() / sha256[:2] / sha256


def safe_name(name: str) -> str:
    """A file name that is safe to offer: no path, no control or direction characters, not reserved, at most 255 bytes."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(letter for letter in last if letter.isprintable() and letter not in _DIRECTION and letter not in '<>:"|?*').strip(" .")
    stem, dot, ending = clean.rpartition(".")
    if (stem or clean).split(".")[0].upper() in _RESERVED:
        clean = f"_{clean}"
    while len(clean.encode()) > 255:
        stem, dot, ending = clean.rpartition(".")
        clean = f"{stem[:-1]}{dot}{ending}" if stem and len(ending) < 20 else clean[:-1]
    return clean or "file"


@every(timedelta(hours=6), name="records.sweep_orphans")
def sweep_orphans() -> None:
    """Files and blobs that nothing references after 24 hours are gone."""
    before = clock.now() - ORPHANED_AFTER
    claimed = [
        relation.related_model._base_manager.filter(**{f"{relation.field.name}__isnull": False}).values(relation.field.name)
        for relation in Blob._meta.related_objects
        if relation.related_model is not BlobContent
    ]
    orphans = Blob.objects.filter(stored_at__lt=before)
    for claims in claimed:
        orphans = orphans.exclude(pk__in=claims)
    orphans.delete()
    for path in _folder().rglob("*"):
        if path.is_file() and path.stat().st_mtime < before.timestamp() and not Blob.objects.filter(pk=path.name).exists():
            path.unlink(missing_ok=True)


_DIRECTION = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_RESERVED = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))})


def _folder() -> Path:
    folder = Path(settings.STORAGES["default"]["OPTIONS"]["location"])  # type: ignore[index]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
