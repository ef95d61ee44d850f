"""Reading: one thing, a list with the filters of its page on the web, and what hangs on a thing. Each with its ETag."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import FieldError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.api.bearer import Bearer
from vakdesk.api.fields import LARGEST_KEY
from vakdesk.api.problems import Problem, wrong
from vakdesk.api.reading import words_of
from vakdesk.kit.text import storable
from vakdesk.ui.lists import Choice, ListPage
from vakdesk.ui.lists.conditions import NOT, Condition, narrowed_by
from vakdesk.ui.lists.filters import Filter
from vakdesk.ui.lists.paging import is_token, slice_of
from vakdesk.ui.offering import Hanging, Shape, Thing

ROOT = "/api/v1"
USUAL, MOST = 50, 200
LONGEST_WORD = 200
PAGING = ("limit", "after", "before")


def address_of(thing: Thing, row: Model) -> str:
    return f"{ROOT}/{thing.name}/{key_of(thing, row)}"


def key_of(thing: Thing, row: Any) -> str:
    for name in thing.key.split("__"):
        row = getattr(row, name)
    return str(row)


def allowed(thing: Thing, actor: Actor) -> None:
    if thing.may is not None and not actor.may(thing.may):
        sentence = _("You may not do this: %(permission)s. Ask a team lead or an administrator.")
        raise Problem(403, sentence % {"permission": thing.may.sentence})


def find(thing: Thing, key: str, actor: Actor) -> Any:
    """The row, if the actor sees it. Raises Problem."""
    allowed(thing, actor)
    fits = key.isascii() and key.isdecimal() and int(key) <= LARGEST_KEY if thing.is_numbered else key.isprintable()
    row = thing.rows(actor).filter(**{thing.key: int(key) if thing.is_numbered else key.upper()}).first() if fits else None
    if row is None:
        raise Problem(404, _("There is nothing at this address, or nothing that you may see."))
    return row


def etag_of(shown: Mapping[str, Any]) -> str:
    """The tag of what this reader sees of it: it changes exactly when that does."""
    text = json.dumps(shown, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return f'"{hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]}"'


def is_seen(tag: str, header: str) -> bool:
    """Whether the header names the tag. A proxy that compresses makes tags weak, so W/ is looked past."""
    named = [one.strip().removeprefix("W/") for one in header.split(",")]
    return tag in named or "*" in named


def answer(request: HttpRequest, shown: Mapping[str, Any], *, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """JSON with its ETag; 304 to whoever has it."""
    tag = etag_of(shown)
    if request.method in ("GET", "HEAD") and is_seen(tag, request.headers.get("If-None-Match", "")):
        return HttpResponse(status=304, headers={"ETag": tag})
    body = json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return HttpResponse(body, status=status, content_type="application/json", headers={"ETag": tag, **(headers or {})})


def one(request: HttpRequest, bearer: Bearer, thing: Thing, key: str) -> HttpResponse:
    bearer.must_read(thing.room)
    words_of(request, ())
    return answer(request, thing.shape.of(find(thing, key, bearer.actor)))


def hanging(request: HttpRequest, bearer: Bearer, which: Hanging, key: str) -> HttpResponse:
    bearer.must_read(which.thing.room)
    given = words_of(request, PAGING)
    rows = which.rows(find(which.thing, key, bearer.actor), bearer.actor)
    return _slice(request, given, rows, ("pk",), which.shape)


def listed(request: HttpRequest, bearer: Bearer, thing: Thing) -> HttpResponse:
    """A page of the list, narrowed and ordered as on the web. Without a view everything the list could show is in it."""
    bearer.must_read(thing.room)
    allowed(thing, bearer.actor)
    assert thing.page is not None
    page = thing.page(bearer.actor)
    given = words_of(request, known_words(page))
    rows = (thing.listed or thing.rows)(bearer.actor)
    if view := given.get("view"):
        chosen = next((one for one in page.views if one.name == view), None)
        if chosen is None:
            raise wrong("view", _one_of(view, [one.name for one in page.views]))
        rows = chosen.narrow(rows, bearer.actor)
    for one_filter in page.filters:
        if given.get(one_filter.name):
            rows = _narrowed(rows, one_filter, given[one_filter.name], bearer.actor)
    rows = narrowed_by(rows, page.conditions, _asked(page, given, bearer.actor), bearer.actor)
    sort = given.get("sort", "")
    if sort and sort not in page.sortable:
        raise wrong("sort", _one_of(sort, list(page.sortable)))
    return _slice(request, given, rows, page.keys_for(sort), thing.shape)


def known_words(page: ListPage) -> list[str]:
    own = [*(["view"] if page.views else []), *(["sort"] if page.sortable else [])]
    return [*PAGING, *own, *(one.name for one in page.filters), *(name for one in page.conditions for name in names_of(one))]


def names_of(condition: Condition) -> list[str]:
    """The words of an address that ask for it. A toggle is true or false, so it needs no second one to deny it."""
    return [condition.name, NOT + condition.name] if condition.can_deny and condition.kind != "toggle" else [condition.name]


def _asked(page: ListPage, given: Mapping[str, str], actor: Actor) -> dict[str, list[str]]:
    """What is asked of the list's conditions. Raises Problem for what the web would pass over in silence."""
    found: dict[str, list[str]] = {}
    for condition in page.conditions:
        for name in names_of(condition):
            if value := given.get(name):
                _check_length(name, value)
                if condition.kind == "toggle":
                    found[name if _is_on(name, value) else NOT + name] = ["1"]
                elif value.strip() and condition.holds(value):
                    found[name] = [value]
                else:
                    raise wrong(name, _fitting(condition, value, actor))
    return found


def _fitting(condition: Condition, given: str, actor: Actor) -> str:
    if condition.kind == "date":
        return _("Write a day like 2026-01-05, or 7d for seven days ago.")
    if condition.kind == "row":
        return _("This takes a whole number.")
    return _one_of(given, [str(value) for value, _label in condition.options(actor)] if condition.options else [])


def _narrowed(rows: QuerySet[Any], by: Filter, given: str, actor: Actor) -> QuerySet[Any]:
    _check_length(by.name, given)
    if isinstance(by, Choice):
        options = [str(value) for value, _label in by.options(actor)]
        if given not in options:
            raise wrong(by.name, _one_of(given, options))
    return by.narrow(rows, given, actor)


def _check_length(name: str, given: str) -> None:
    if len(given) > LONGEST_WORD or storable(given) != given:
        raise wrong(name, _("At most %(count)d characters of plain text.") % {"count": LONGEST_WORD})


def _is_on(name: str, given: str) -> bool:
    if given not in ("true", "false", "1", "0"):
        raise wrong(name, _one_of(given, ["true", "false"]))
    return given in ("true", "1")


def _one_of(given: str, options: list[str]) -> str:
    shown = ", ".join(options[:20]) or _("nothing")
    return _("“%(given)s” is not one of: %(options)s.") % {"given": given[:80], "options": shown}


def _slice(request: HttpRequest, given: Mapping[str, str], rows: QuerySet[Any], keys: tuple[str, ...], shape: Shape) -> HttpResponse:
    after, before = given.get("after", ""), given.get("before", "")
    for name, token in (("after", after), ("before", before)):
        if token and not is_token(rows, keys, token):
            raise wrong(name, _("This is no place in this list. Follow “next” and “previous” as they come."))
    if after and before:
        raise wrong("before", _("After one place, or before one: not both."))
    try:
        found = slice_of(rows, keys, size=_limit(given), after=after, before=before)
    except (FieldError, OverflowError):
        raise wrong("after", _("This is no place in this list. Follow “next” and “previous” as they come.")) from None
    steps = {
        "next": _address(request, given, after=found.after) if found.after else None,
        "previous": _address(request, given, before=found.before) if found.before else None,
    }
    links = ", ".join(f'<{url}>; rel="{"prev" if name == "previous" else name}"' for name, url in steps.items() if url)
    return answer(request, {"items": [shape.of(row) for row in found.rows], **steps}, headers={"Link": links} if links else {})


def _limit(given: Mapping[str, str]) -> int:
    text = given.get("limit", "")
    if not text:
        return USUAL
    if not (text.isascii() and text.isdecimal() and len(text) < 6 and 1 <= int(text) <= MOST):
        raise wrong("limit", _("Ask for 1 to %(most)d at once.") % {"most": MOST})
    return int(text)


def _address(request: HttpRequest, given: Mapping[str, str], **step: str) -> str:
    kept = {name: value for name, value in given.items() if name not in ("after", "before")}
    return f"{request.path}?{urlencode(kept | step)}"


Reader = Callable[[HttpRequest, Bearer], HttpResponse]
