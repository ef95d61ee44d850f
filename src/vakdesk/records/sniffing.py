"""What a file really is, by its first bytes; the name and the sender's word do not count."""

_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"MZ", "application/vnd.microsoft.portable-executable"),
    (0, b"\x7fELF", "application/x-elf"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b'x\x9f>"', "application/vnd.ms-tnef"),
    (4, b"ftyp", "video/mp4"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"OggS", "application/ogg"),
)
#: Shown as pictures in the desk; never SVG, which may hold script.
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


def sniff(start: bytes) -> str:
    """A media type for a file that begins with `start` (at least its first 512 bytes)."""
    for offset, signature, media_type in _SIGNATURES:
        if start[offset : offset + len(signature)] == signature:
            return media_type
    if b"\0" in start:
        return "application/octet-stream"
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<script", b"<svg", b"<?xml")):
        return "text/html" if b"html" in head[:200] or head.startswith(b"<script") else "text/xml"
    return "text/plain"
