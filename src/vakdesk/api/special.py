"""What fits neither a list, a thing nor an act: who I am, searching, the bytes of a file, and entries as they are written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from vakdesk.api.bearer import Bearer
from vakdesk.api.problems import Problem, wrong
from vakdesk.api.reading import words_of
from vakdesk.api.reads import LONGEST_WORD, MOST, ROOT, answer, find
from vakdesk.api.streaming import listen
from vakdesk.records.store import open_blob
from vakdesk.search.find import find as search
from vakdesk.ui.offering import MOMENT, TEXT, WHOLE, Part, Shape, Thing, many, maybe

Act = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Special:
    """`path` is below /api/v1; a part in braces is given to `read`. `words` are schemas of the address, `shape` what is answered."""

    path: tuple[str, ...]
    label: str
    read: Act
    shape: Shape | None = None
    content_type: str = "application/json"
    words: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    tag: str = "house"

    @property
    def name(self) -> str:
        return "/".join(self.path) or "index"


ME = Shape(
    "Me",
    [
        Part("person", {"type": "object", "properties": {"id": WHOLE, "name": TEXT}, "required": ["id", "name"]}),
        Part("token", TEXT),
        Part("scopes", many(TEXT)),
        Part("expires_at", MOMENT),
        Part("roles", many(TEXT)),
    ],
)
HIT = {
    "type": "object",
    "properties": {"type": TEXT, "reference": TEXT, "title": TEXT, "snippet": TEXT, "url": maybe(TEXT)},
    "required": ["type", "reference", "title", "snippet", "url"],
}
FOUND = Shape("Found", [Part("items", many(HIT)), Part("total", WHOLE), Part("more", {"type": "boolean"})])
INDEX = Shape("Index", [Part("openapi", TEXT), Part("things", {"type": "object", "additionalProperties": TEXT})])


def index(request: HttpRequest, bearer: Bearer) -> HttpResponse:
    words_of(request, ())
    things = {thing.name: f"{ROOT}/{thing.name}" for thing in Thing.registry if thing.page is not None}
    return answer(request, {"openapi": f"{ROOT}/openapi.json", "things": things})


def me(request: HttpRequest, bearer: Bearer) -> HttpResponse:
    words_of(request, ())
    token = bearer.token
    shown = {
        "person": {"id": token.person_id, "name": token.person.name},
        "token": token.name,
        "scopes": token.scopes,
        "expires_at": token.expires_at.isoformat(),
        "roles": sorted(bearer.actor.roles()),
    }
    return answer(request, shown)


def searching(request: HttpRequest, bearer: Bearer) -> HttpResponse:
    """Records in which the words stand, the best first, each on the side that the caller may read."""
    bearer.must_read("search")
    given = words_of(request, ("q", "limit"))
    text, limit = given.get("q", ""), given.get("limit", "20")
    if not text.strip() or len(text) > LONGEST_WORD:
        raise wrong("q", _("Say what to search for, in at most %(count)d characters.") % {"count": LONGEST_WORD})
    if not (limit.isascii() and limit.isdecimal() and len(limit) < 6 and 1 <= int(limit) <= MOST):
        raise wrong("limit", _("Ask for 1 to %(most)d at once.") % {"most": MOST})
    found = search(bearer.actor, text, limit=int(limit))
    addresses = {thing.name.rstrip("s"): thing for thing in Thing.registry}
    items = [
        {
            "type": hit.record.type if hit.record else "",
            "reference": hit.reference,
            "title": hit.title,
            "snippet": str(hit.snippet),
            "url": f"{ROOT}/{addresses[hit.record.type].name}/{hit.reference}" if hit.record and hit.record.type in addresses else None,
        }
        for hit in found.hits
    ]
    return answer(request, {"items": items, "total": found.total, "more": found.capped or found.total > len(items)})


def content(request: HttpRequest, bearer: Bearer, key: str) -> HttpResponseBase:
    """The bytes of a file, as a download. Rights are asked of the attachment each time."""
    thing = Thing.registry["attachments"]
    bearer.must_read(thing.room)
    words_of(request, ())
    attachment = find(thing, key, bearer.actor)
    try:
        stored = open_blob(attachment.blob)
    except FileNotFoundError:
        raise Problem(404, _("The file is no longer there.")) from None
    response = FileResponse(stored, as_attachment=True, filename=attachment.name, content_type="application/octet-stream")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["ETag"] = f'"{attachment.blob_id[:32]}"'
    return response


_LIMIT = {"type": "integer", "minimum": 1, "maximum": MOST, "default": 20}
SPECIALS = (
    Special((), "What there is", index, INDEX),
    Special(("me",), "Whose token this is, and how far it reaches", me, ME),
    Special(
        ("search",),
        "Search records",
        searching,
        FOUND,
        words={"q": {"type": "string", "minLength": 1, "maxLength": LONGEST_WORD}, "limit": _LIMIT},
        required=("q",),
        tag="search",
    ),
    Special(
        ("attachments", "{id}", "content"),
        "The bytes of a file",
        content,
        content_type="application/octet-stream",
        tag="attachments",
    ),
    Special(
        ("entries", "stream"),
        "Entries as they are written, as server-sent events",
        listen,
        content_type="text/event-stream",
        words={"after": {"type": "integer", "minimum": 0}},
        tag="entries",
    ),
)
