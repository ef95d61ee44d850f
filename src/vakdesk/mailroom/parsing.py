"""Bytes that arrived, made a Letter. Never raises on any bytes: what cannot be read is Unreadable, with a reason for the
quarantine, where the original bytes wait.

Python's parser is used with its oldest policy, which keeps headers as they came; the newer one raises on some malformed
ones. Character sets, encoded words, addresses and file names are repaired by our own code.
"""

import base64
import binascii
import mimetypes
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.message import Message

from vakdesk.kit.text import storable
from vakdesk.mailroom import tnef
from vakdesk.mailroom.charsets import html_of, text_of
from vakdesk.mailroom.headers import Address, addresses, identifiers, moment, words
from vakdesk.mailroom.plain import text_from_html
from vakdesk.records.store import safe_name

LARGEST_BYTES = 40 * 1024 * 1024  # a 25 MB file is 35 MB in Base64
DEEPEST = 30  # levels of parts; real mail stays under 10
MOST_PARTS = 1000
MOST_HEADERS = 1000
LONGEST_TEXT = 1_000_000  # characters; the original keeps the rest

_KNOWN_HEADERS = {
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "received",
    "return-path",
    "mime-version",
    "sender",
    "reply-to",
    "delivered-to",
    "content-type",
}
_CONTAINER = re.compile(rb"(?i)\bboundary\s*\*?0?\*?\s*=|^content-type:\s*message/", re.MULTILINE)
#: Python reads such a header in quadratic time; real ones stay under 2,000 bytes.
_LONG_HEADER = re.compile(rb"(?im)^content-(?:type|disposition)[ \t]*:(?:[^\n]|\n[ \t]){8000}")
_MBOX_LINE = re.compile(rb"\A\s*>?From [^\r\n]*\r?\n")
_SPACE_BEFORE_COLON = re.compile(rb"(?m)^([A-Za-z][A-Za-z0-9-]{1,60})[ \t]+:")
_HEAD_ENDS = re.compile(rb"\r?\n\r?\n")
_QUOTED_ID = re.compile(r"(?im)^[ \t>|]*message-id:[ \t]*(<[^<>\s]{1,998}>)")  # in the text of a bounce
_FIELD = re.compile(r"(?m)^([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]*([^\r\n]*(?:\r?\n[ \t]+[^\r\n]+)*)")


@dataclass(frozen=True)
class Attachment:
    """A file that came along: `content_type` is what the sender says, `content_id` is set when the HTML shows it inside."""

    name: str
    content_type: str
    content: bytes = field(repr=False)
    content_id: str = ""
    inline: bool = False


@dataclass(frozen=True)
class Letter:
    """What a message says. Texts are storable as they are; `html` is as sent and must be sanitised when rendered."""

    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    senders: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    date: datetime | None
    text: str
    html: str
    attachments: tuple[Attachment, ...]
    headers: Mapping[str, tuple[str, ...]] = field(repr=False)
    content_type: str
    report_type: str
    content_types: frozenset[str]
    report: tuple[Mapping[str, str], ...]
    calendar_method: str
    enclosed_ids: tuple[str, ...]
    from_headers: int

    @property
    def sender(self) -> Address | None:
        """The first address of From, or of Sender where there is no From. None when nobody is named."""
        return self.senders[0] if self.senders else None

    @property
    def sender_is_ambiguous(self) -> bool:
        """Several authors are named, or none in From: who speaks cannot be told."""
        return self.from_headers != 1 or len(self.senders) != 1

    def header(self, name: str) -> str:
        """The first value of a header, decoded, or ""."""
        return self.headers.get(name.lower(), ("",))[0]


@dataclass(frozen=True)
class Unreadable:
    """Bytes that are no letter we can read. `reason` is a code: empty, size, depth, parts, header (one too
    long to be read), headers (none that mail has), fault."""

    reason: str
    detail: str = ""


class _TooMuch(Exception):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def parse(original: bytes, *, largest: int = LARGEST_BYTES) -> Letter | Unreadable:
    """The letter in these bytes, or why there is none. Never raises."""
    if not original.strip():
        return Unreadable("empty")
    if len(original) > largest:
        return Unreadable("size", str(len(original)))
    if sum(1 for _ in _CONTAINER.finditer(original)) > MOST_PARTS:
        return Unreadable("parts")
    if _LONG_HEADER.search(original):
        return Unreadable("header")
    try:
        return _letter(original)
    except _TooMuch as much:
        return Unreadable(much.reason)
    except RecursionError:
        return Unreadable("depth")
    except Exception as fault:  # noqa: BLE001 the last line of defence: a stranger's bytes must not stop the mail behind them
        return Unreadable("fault", f"{type(fault).__name__}: {fault}"[:500])


def _letter(original: bytes) -> Letter | Unreadable:
    message = message_from_bytes(_with_tidy_head(original), policy=policy.compat32)
    headers = _headers(message)
    if not _KNOWN_HEADERS & headers.keys():
        return Unreadable("headers")
    body = _Body()
    body.take(message, depth=0)
    raw = _raw_headers(message)
    senders = addresses(raw.get("from", ())) or addresses(raw.get("sender", ()))
    return Letter(
        message_id=next(iter(identifiers(raw.get("message-id", ())[:1])), ""),
        in_reply_to=identifiers(raw.get("in-reply-to", ())),
        references=identifiers(raw.get("references", ())),
        senders=senders,
        reply_to=addresses(raw.get("reply-to", ())),
        to=addresses(raw.get("to", ())),
        cc=addresses(raw.get("cc", ())),
        subject=words(raw.get("subject", ("",))[0]),
        date=moment(raw["date"][0]) if raw.get("date") else None,
        text=body.text(),
        html=body.html(),
        attachments=tuple(body.attachments),
        headers=headers,
        content_type=message.get_content_type(),
        report_type=_parameter(message, "report-type").lower(),
        content_types=frozenset(body.content_types),
        report=tuple(body.report),
        calendar_method=body.calendar_method,
        enclosed_ids=identifiers([*body.enclosed_ids, *_QUOTED_ID.findall(body.text()[:100_000])]),
        from_headers=len(raw.get("from", ())),
    )


def _with_tidy_head(original: bytes) -> bytes:
    """Without blank lines and the mbox line before the header, and without spaces before the colons in it (RFC 822 allowed them)."""
    message = _MBOX_LINE.sub(b"", original, count=1).lstrip(b"\r\n")
    ends = _HEAD_ENDS.search(message)
    head = message[: ends.start()] if ends else message
    return _SPACE_BEFORE_COLON.sub(rb"\1:", head) + message[len(head) :]


def _raw_headers(message: Message) -> dict[str, tuple[str, ...]]:
    """By lower-case name, as they came: bytes above 127 as surrogates."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in list(message.raw_items())[:MOST_HEADERS]:
        key = name.lower()
        found[key] = (*found.get(key, ()), str(value))
    return found


def _headers(message: Message) -> dict[str, tuple[str, ...]]:
    return {storable(name): tuple(words(value) for value in values) for name, values in _raw_headers(message).items()}


def _parameter(part: Message, name: str, header: str = "content-type") -> str:
    """A parameter of a header, decoded (RFC 2231 and the RFC 2047 that senders put there instead), or ""."""
    try:
        value = part.get_param(name, "", header)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):  # malformed RFC 2231
        return ""
    if isinstance(value, tuple):
        charset, _language, encoded = value
        return words(text_of(encoded.encode("latin-1", "replace"), charset or "")) if encoded else ""
    return words(value) if isinstance(value, str) else ""


@dataclass
class _Block:
    """One stretch of the body, in one or two forms."""

    text: str = ""
    html: str = ""


class _Body:
    """Walks the parts in reading order and sorts them into body, attachments and what a report says."""

    def __init__(self) -> None:
        self.blocks: list[_Block] = []
        self.attachments: list[Attachment] = []
        self.report: list[Mapping[str, str]] = []
        self.content_types: set[str] = set()
        self.enclosed_ids: list[str] = []
        self.calendar_method = ""
        self.parts = 0

    def take(self, part: Message, *, depth: int, alternative: _Block | None = None) -> None:
        self.parts += 1
        if depth > DEEPEST:
            raise _TooMuch("depth")
        if self.parts > MOST_PARTS:
            raise _TooMuch("parts")
        kind = part.get_content_type()
        self.content_types.add(kind)
        if kind.startswith("message/") or kind in {"text/rfc822-headers", "text/rfc822"}:
            self._take_enclosed(part, kind, depth)
        elif part.is_multipart():
            within = alternative
            if kind == "multipart/alternative":
                within = _Block()
                self.blocks.append(within)
            for child in _children(part):
                self.take(child, depth=depth + 1, alternative=within)
        else:
            self._take_leaf(part, kind, alternative)

    def _take_leaf(self, part: Message, kind: str, alternative: _Block | None) -> None:
        name = _name_of(part)
        disposition = part.get("content-disposition", "") or ""
        attached = str(disposition).strip().lower().startswith("attachment")
        if kind == "text/calendar" and not attached:
            self.calendar_method = self.calendar_method or _parameter(part, "method").upper()
        is_body = kind in {"text/plain", "text/html", "text/enriched", "text/richtext"} or kind.startswith("multipart/")
        if not is_body or attached or name:
            self._attach(part, kind, name)
            return
        content = _content(part)
        claimed = _parameter(part, "charset")
        if kind == "text/html":
            self._add(_Block(html=html_of(content, claimed)[:LONGEST_TEXT]), alternative)
        else:
            self._add(_Block(text=text_of(content, claimed)[:LONGEST_TEXT]), alternative)

    def _add(self, block: _Block, alternative: _Block | None) -> None:
        if alternative is None:
            self.blocks.append(block)
        else:  # forms of the same: the first readable one of each counts
            alternative.text = alternative.text if alternative.text.strip() else block.text
            alternative.html = alternative.html if alternative.html.strip() else block.html

    def _take_enclosed(self, part: Message, kind: str, depth: int) -> None:
        """Enclosed messages stay files of their own; what reports say in fields is read as well."""
        content = _enclosed_bytes(part)
        depth_within, parts_within = _measure(part, depth)
        self.parts += parts_within
        if depth_within > DEEPEST:
            raise _TooMuch("depth")
        if self.parts > MOST_PARTS:
            raise _TooMuch("parts")
        head = text_of(content[:100_000])
        if kind in {
            "message/delivery-status",
            "message/global-delivery-status",
            "message/disposition-notification",
            "message/feedback-report",
        }:
            self.report += _fields(head)
        else:
            self.enclosed_ids += [fields["message-id"] for fields in _fields(head)[:1] if "message-id" in fields]
        ending = ".txt" if kind != "message/rfc822" else ".eml"
        inside = _first_enclosed(part)
        subject = words(str(inside.get("subject", ""))) if inside is not None else ""
        name = _name_of(part) or (subject or kind.partition("/")[2]) + ending
        self.attachments.append(Attachment(safe_name(name), kind, content))

    def _attach(self, part: Message, kind: str, name: str) -> None:
        content_id = next(iter(identifiers([str(part.get("content-id", "") or "")])), "")
        disposition = str(part.get("content-disposition", "") or "").strip().lower()
        inline = disposition.startswith("inline") or (bool(content_id) and not disposition.startswith("attachment"))
        content = _content(part)
        if (kind in tnef.TYPES or name.lower() == "winmail.dat") and (packed := tnef.unpack(content)) is not None:
            self._take_packed(packed, content)
            return
        self.attachments.append(Attachment(safe_name(name or _usual_name(kind)), storable(kind)[:200], content, content_id[:200], inline))

    def _take_packed(self, packed: tnef.Unpacked, content: bytes) -> None:
        """The files of a winmail.dat, and its text where the mail has none. Where we read nothing of it, it stays a file."""
        self.parts += len(packed.files)
        if self.parts > MOST_PARTS:
            raise _TooMuch("parts")
        for file in packed.files:
            named = storable(file.content_type)[:200] or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            is_inline = bool(file.content_id)
            self.attachments.append(
                Attachment(
                    safe_name(storable(file.name) or _usual_name(named)), named, file.content, storable(file.content_id)[:200], is_inline
                )
            )
        if not any(block.text.strip() or block.html.strip() for block in self.blocks) and (packed.text or packed.html):
            self.blocks.append(_Block(storable(packed.text)[:LONGEST_TEXT], storable(packed.html)[:LONGEST_TEXT]))
        elif not packed.files:
            self.attachments.append(Attachment("winmail.dat", "application/ms-tnef", content))

    def text(self) -> str:
        pieces = [block.text if block.text.strip() else text_from_html(block.html) for block in self.blocks]
        joined = "\n\n".join(piece.strip("\r\n") for piece in pieces if piece.strip())
        return joined.replace("\r\n", "\n").replace("\r", "\n")[:LONGEST_TEXT]

    def html(self) -> str:
        """The HTML of the body; "" when no part of it is HTML."""
        if not any(block.html.strip() for block in self.blocks):
            return ""
        return "\n".join(
            block.html or f"<pre>{_escaped(block.text)}</pre>" for block in self.blocks if block.html.strip() or block.text.strip()
        )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _children(part: Message) -> Iterator[Message]:
    payload = part.get_payload()
    return (child for child in (payload if isinstance(payload, list) else []) if isinstance(child, Message))


def _first_enclosed(part: Message) -> Message | None:
    return next(_children(part), None)


def _measure(part: Message, depth: int) -> tuple[int, int]:
    """How deep and how many the parts below are; walks with its own stack, because strangers nest."""
    deepest, count, waiting = depth, 0, [(child, depth + 1) for child in _children(part)]
    while waiting:
        one, level = waiting.pop()
        deepest, count = max(deepest, level), count + 1
        waiting += [(child, level + 1) for child in _children(one)]
    return deepest, count


def _name_of(part: Message) -> str:
    return _parameter(part, "filename", "content-disposition") or _parameter(part, "name")


def _usual_name(kind: str) -> str:
    return "attachment" + (mimetypes.guess_extension(kind) or "")


def _content(part: Message) -> bytes:
    """The decoded bytes of a leaf; as they came where the transfer encoding is broken."""
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AttributeError, binascii.Error, IndexError):
        content = None
    payload = part.get_payload()
    if isinstance(content, bytes) and (content or not payload):
        return content
    return payload.encode("utf-8", "surrogateescape") if isinstance(payload, str) else b""


def _enclosed_bytes(part: Message) -> bytes:
    """The message inside, as bytes; unwrapped where the sender put it in Base64 against the rules."""
    inside = _first_enclosed(part)
    if inside is None:
        return _content(part)
    plain = policy.compat32.clone(max_line_length=0)
    if len(list(_children(part))) > 1:
        return b"".join(one.as_bytes(policy=plain) for one in _children(part))
    content = inside.as_bytes(policy=plain)
    if str(part.get("content-transfer-encoding", "")).strip().lower() == "base64" and not inside.keys():
        try:
            return base64.b64decode(b"".join(content.split()), validate=True)
        except binascii.Error:
            return content
    return content


def _fields(text: str) -> list[Mapping[str, str]]:
    """The groups of header fields in the text of a report, names in lower case."""
    groups = [
        {name.lower(): words(" ".join(value.split())) for name, value in _FIELD.findall(group)}
        for group in re.split(r"\r?\n[ \t]*\r?\n", text)[:200]
    ]
    return [group for group in groups if group]
