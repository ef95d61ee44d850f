"""The one way in: from an address and a method to a list, a thing, an act, or a problem in plain words."""

from collections.abc import Callable
from functools import cache, partial

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from vakdesk.api import doing, problems, reads, special
from vakdesk.api.bearer import Bearer, bearer_of
from vakdesk.api.problems import Problem
from vakdesk.kit.errors import NotAllowed, Refused
from vakdesk.ui.offering import Deed, Hanging, Thing

Way = Callable[[HttpRequest, Bearer], HttpResponseBase]
Ways = dict[str, Way]


@login_not_required
@csrf_exempt
def door(request: HttpRequest, path: str = "") -> HttpResponseBase:
    """A browser's session opens nothing here: only the header does, so no other site can make a browser act."""
    try:
        with timezone.override(settings.TIME_ZONE):
            return _answer(request, path)
    except Problem as problem:
        return problems.answer(problem)
    except NotAllowed as refusal:
        return problems.answer(Problem(403, refusal.sentence))
    except Refused as refusal:
        return problems.answer(Problem(409, refusal.sentence))


def _answer(request: HttpRequest, path: str) -> HttpResponseBase:
    bearer = bearer_of(request)
    if bearer.actor.language:
        translation.activate(bearer.actor.language)
    ways = ways_to(path)
    if not ways:
        raise Problem(404, _("There is nothing at this address, or nothing that you may see."))
    way = ways.get("GET" if request.method == "HEAD" else request.method or "")
    if way is None:
        allow = ", ".join(sorted(ways | ({"HEAD": way} if "GET" in ways else {})))
        raise Problem(405, _("Here one can: %(methods)s.") % {"methods": allow}, headers={"Allow": allow})
    response = way(request, bearer)
    response.headers.setdefault("Cache-Control", "private, no-cache")
    response.headers["Vary"] = "Authorization"
    return response


def ways_to(path: str) -> Ways:
    """What can be done at the address, by method."""
    parts = tuple(path.strip("/").split("/")) if path.strip("/") else ()
    if found := _special(parts):
        return found
    thing = Thing.registry.get(parts[0]) if parts else None
    if thing is None or "" in parts or len(parts) > 3:
        return {}
    if len(parts) == 1:
        return _of_all(thing)
    if len(parts) == 2:
        return _of_one(thing, parts[1])
    return _below(thing, parts[1], parts[2])


def _special(parts: tuple[str, ...]) -> Ways:
    for each in special.SPECIALS:
        if len(each.path) == len(parts) and all(own in (given, "{id}") for own, given in zip(each.path, parts, strict=True)):
            gaps = [given for own, given in zip(each.path, parts, strict=True) if own == "{id}"]
            return {"GET": partial(_read, each, gaps)}
    return {}


def _read(one: special.Special, gaps: list[str], request: HttpRequest, bearer: Bearer) -> HttpResponseBase:
    return one.read(request, bearer, *gaps)


def _of_all(thing: Thing) -> Ways:
    ways: Ways = {}
    if thing.page is not None:
        ways["GET"] = partial(_listed, thing)
    if deed := deeds().get((thing.name, "", True)):
        ways["POST"] = partial(_done, deed, "")
    return ways


def _of_one(thing: Thing, key: str) -> Ways:
    if deed := deeds().get((thing.name, key, True)):
        return {"POST": partial(_done, deed, "")}
    return {"GET": partial(_one, thing, key)} if thing.single else {}


def _below(thing: Thing, key: str, word: str) -> Ways:
    ways: Ways = {}
    if (which := Hanging.registry.get(f"{thing.name}/{word}")) is not None:
        ways["GET"] = partial(_hanging, which, key)
    if deed := deeds().get((thing.name, word, False)):
        ways["POST"] = partial(_done, deed, key)
    return ways


@cache
def deeds() -> dict[tuple[str, str, bool], Deed]:
    """The acts by thing, word of the address, and whether they begin one."""
    return {(deed.thing.name, deed.path_word, deed.begins): deed for deed in Deed.registry}


def _listed(thing: Thing, request: HttpRequest, bearer: Bearer) -> HttpResponse:
    return reads.listed(request, bearer, thing)


def _one(thing: Thing, key: str, request: HttpRequest, bearer: Bearer) -> HttpResponse:
    return reads.one(request, bearer, thing, key)


def _hanging(which: Hanging, key: str, request: HttpRequest, bearer: Bearer) -> HttpResponse:
    return reads.hanging(request, bearer, which, key)


def _done(deed: Deed, key: str, request: HttpRequest, bearer: Bearer) -> HttpResponse:
    return doing.do(request, bearer, deed, key)
