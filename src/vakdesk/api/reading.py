"""What a request says, read strictly: one JSON object or the parts of a form, and words of the address that are known."""

import json
from collections.abc import Collection
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, RawPostDataException, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from vakdesk.api.problems import Problem, wrong

JSON, PARTS = "application/json", "multipart/form-data"
MOST_BYTES = 768 * 1024
DEEPEST = 8


def body_of(request: HttpRequest, *, takes_files: bool) -> tuple[dict[str, Any], bool]:
    """The keys and values sent, and whether they are JSON (whose values have kinds).

    Raises Problem: 400 for what is no JSON object, 413 for too much of it, 415 for anything else.
    """
    length = request.headers.get("Content-Length", "") or "0"
    kind = (request.content_type or "").lower()
    if kind == PARTS and takes_files:
        return _parts(request), False
    if not length.isdecimal() or int(length) > MOST_BYTES:
        raise Problem(413, _("At most %(limit)d kB of JSON are read. Attach long texts as files.") % {"limit": MOST_BYTES // 1024})
    if kind == JSON:
        return _object(_bytes(request)), True
    if not _bytes(request):
        return {}, True
    known = f"{JSON}, {PARTS}" if takes_files else JSON
    raise Problem(415, _("This reads %(known)s.") % {"known": known}, headers={"Accept-Post": known})


def _bytes(request: HttpRequest) -> bytes:
    try:
        return request.body
    except (RequestDataTooBig, RawPostDataException, UnreadablePostError):
        raise Problem(
            413, _("At most %(limit)d kB of JSON are read. Attach long texts as files.") % {"limit": MOST_BYTES // 1024}
        ) from None


def _parts(request: HttpRequest) -> dict[str, Any]:
    try:
        words, files = request.POST, request.FILES
    except RequestDataTooBig:
        raise Problem(413, _("That is more than one request may bring. Send fewer or smaller files.")) from None
    except (MultiPartParserError, SuspiciousOperation, UnicodeError):
        raise Problem(400, _("The parts of this form cannot be read. Is its boundary right?")) from None
    for name in words:
        if "\0" in name or any("\ud800" <= letter <= "\udfff" for letter in name):
            raise Problem(400, _("The parts of this form cannot be read. Is its boundary right?"))
    return {**dict(words.lists()), **dict(files.lists())}


def _object(raw: bytes) -> dict[str, Any]:
    if not raw.strip():
        return {}
    try:
        found = json.loads(raw.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
        json.dumps(found, ensure_ascii=False).encode("utf-8")  # halves of surrogate pairs are no text
    except RecursionError:
        raise Problem(400, _("This JSON is nested too deeply.")) from None
    except ValueError:
        raise Problem(400, _("This is not JSON. Send one object in UTF-8.")) from None
    if not isinstance(found, dict):
        raise Problem(400, _("Send one JSON object: { … }."))
    _shallow(found)
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Problem(400, _("The key “%(key)s” is there twice. Send it once.") % {"key": key[:80]}, faults=[(key[:80], _("Twice."))])
        found[key] = value
    return found


def _no_number(word: str) -> Any:
    raise ValueError(word)


def _shallow(value: Any, depth: int = 0) -> None:
    if depth > DEEPEST:
        raise Problem(400, _("This JSON is nested too deeply."))
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inner:
        _shallow(each, depth + 1)


def words_of(request: HttpRequest, known: Collection[str]) -> dict[str, str]:
    """The words of the address, each known and there once."""
    found = {}
    for name, values in request.GET.lists():
        if name not in known:
            if name in ("page", "offset", "per_page"):
                raise wrong(name, _("There are no page numbers: follow “next”, and ask for fewer or more by “limit”."))
            told = ", ".join(sorted(known)) or _("nothing")
            raise wrong(name[:80], _("“%(name)s” is not known in this address. It takes: %(known)s.") % {"name": name[:80], "known": told})
        if len(values) > 1:
            raise wrong(name, _("“%(name)s” is there twice. Send it once.") % {"name": name})
        found[name] = values[0]
    return found
