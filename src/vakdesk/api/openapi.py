"""The description of the API, drawn from what rooms offer: OpenAPI 3.1. Nothing in it depends on who asks or on what is stored."""

from typing import Any

from vakdesk import __version__
from vakdesk.access.actors import Actor
from vakdesk.api import fields
from vakdesk.api.problems import CONTENT_TYPE, TITLES
from vakdesk.api.reading import JSON, PARTS
from vakdesk.api.reads import LONGEST_WORD, MOST, PAGING, ROOT, USUAL, names_of
from vakdesk.api.special import SPECIALS, Special
from vakdesk.ui.offering import Deed, Hanging, Shape, Thing, deeds_on, hanging_on

NOBODY = Actor(None, "")
READING, ACTING = (400, 401, 403, 404, 422, 429), (400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429)
ABOUT = """\
Everything the desk's pages show and do, for programs: the same lists, the same forms, the same rules.

* **Who**: `Authorization: Bearer vd_…`, a token from your account page. Never put it into an address.
* **Reading**: every answer has an `ETag`; send it back as `If-None-Match` to be told whether anything changed.
* **Lists** go from page to page by `next` and `previous`; there are no page numbers.
* **Acting** on a thing needs `If-Match` with its `ETag`, so that nobody's change is overwritten unseen. `If-Match: *` means: whatever it is now.
* **Once**: send an `Idempotency-Key` of your own with whatever must not happen twice.
* **Refusals** are `application/problem+json` (RFC 9457) with a sentence that says what to do.
"""


def document() -> dict[str, Any]:
    paths: dict[str, dict[str, Any]] = {}
    for each in SPECIALS:
        paths.setdefault(f"/{'/'.join(each.path)}" if each.path else "/", {})["get"] = _special(each)
    for thing in Thing.registry:
        for address, method, operation in _of(thing):
            paths.setdefault(address, {})[method] = operation
    shapes = {each.shape.name: each.shape for each in [*Thing.registry, *Hanging.registry, *SPECIALS] if each.shape}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Vakdesk",
            "version": __version__,
            "description": ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": ROOT}],
        "security": [{"token": []}],
        "tags": _tags(),
        "paths": dict(sorted(paths.items())),
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {name: shape.schema for name, shape in sorted(shapes.items())} | {"Problem": PROBLEM},
            "responses": {f"Problem{status}": _problem(status) for status in TITLES},
        },
    }


PROBLEM = {
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "detail": {"type": "string"}},
                "required": ["field", "detail"],
            },
        },
    },
    "required": ["type", "title", "status", "detail"],
}


def _tags() -> list[dict[str, str]]:
    return [{"name": thing.name, "description": str(thing.label)} for thing in Thing.registry] + [{"name": "search"}, {"name": "house"}]


def _of(thing: Thing) -> Any:
    one = f"/{thing.name}/{{{_gap(thing)}}}"
    if thing.page is not None:
        yield f"/{thing.name}", "get", _list(thing)
    if thing.single:
        yield one, "get", _operation(thing, f"{thing.name}.get", f"One of: {thing.label}", [_key(thing)], _shown(thing.shape))
    for which in hanging_on(thing):
        parameters = [_key(thing), *_paging()]
        yield f"{one}/{which.word}", "get", _operation(thing, which.name, str(which.label), parameters, _page(which.shape))
    for deed in deeds_on(thing):
        word = f"/{deed.path_word}" if deed.word else ""
        yield (f"/{thing.name}{word}" if deed.begins else f"{one}{word}"), "post", _deed(deed)


def _gap(thing: Thing) -> str:
    return "id" if thing.is_numbered else "reference"


def _key(thing: Thing) -> dict[str, Any]:
    schema = (
        {"type": "integer", "minimum": 1, "maximum": fields.LARGEST_KEY}
        if thing.is_numbered
        else {"type": "string", "pattern": "^[A-Z]{1,8}-[0-9]{1,12}$"}
    )
    return {"name": _gap(thing), "in": "path", "required": True, "schema": schema}


def _word(name: str, schema: dict[str, Any], *, required: bool = False, told: str = "") -> dict[str, Any]:
    return {"name": name, "in": "query", "required": required, "schema": schema, **({"description": told} if told else {})}


def _paging() -> list[dict[str, Any]]:
    limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}
    text = {"type": "string", "minLength": 1}
    return [_word("limit", limit)] + [_word(name, text, told="From “next” or “previous” of a page before.") for name in PAGING[1:]]


def _list(thing: Thing) -> dict[str, Any]:
    assert thing.page is not None
    page = thing.page(NOBODY)
    parameters = _paging()
    if page.views:
        told = "; ".join(f"{view.name}: {view.label}" for view in page.views)
        parameters.append(_word("view", {"type": "string", "enum": [view.name for view in page.views]}, told=told))
    if page.sortable:
        parameters.append(_word("sort", {"type": "string", "enum": list(page.sortable)}))
    for each in page.filters:
        parameters.append(_word(each.name, {"type": "string", "minLength": 1, "maxLength": LONGEST_WORD}, told=str(each.label)))
    for condition in page.conditions:
        schema = {"type": "boolean"} if condition.kind == "toggle" else {"type": "string", "minLength": 1, "maxLength": LONGEST_WORD}
        own, *denied = names_of(condition)
        parameters.append(_word(own, schema, told=str(condition.label)))
        parameters += [_word(name, schema, told=f"Not so: {condition.label}") for name in denied]
    return _operation(thing, f"{thing.name}.list", str(thing.label), parameters, _page(thing.shape))


def _page(shape: Shape) -> dict[str, Any]:
    address = {"type": ["string", "null"]}
    return {
        "200": _json(
            {
                "type": "object",
                "properties": {"items": {"type": "array", "items": _ref(shape)}, "next": address, "previous": address},
                "required": ["items", "next", "previous"],
            },
            "A page of the list",
        ),
        "304": {"description": "Nothing changed"},
    }


def _shown(shape: Shape) -> dict[str, Any]:
    return {"200": _json(_ref(shape), "How it stands"), "304": {"description": "Nothing changed"}}


def _ref(shape: Shape) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{shape.name}"}


def _json(schema: dict[str, Any], told: str) -> dict[str, Any]:
    return {
        "description": told,
        "headers": {"ETag": {"schema": {"type": "string"}, "required": True}},
        "content": {JSON: {"schema": schema}},
    }


def _problem(status: int) -> dict[str, Any]:
    return {"description": str(TITLES[status]), "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def _refusals(statuses: tuple[int, ...]) -> dict[str, Any]:
    return {str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in statuses}


def _operation(
    thing: Thing, name: str, summary: str, parameters: list[Any], responses: dict[str, Any], *, acts: bool = False
) -> dict[str, Any]:
    return {
        "operationId": name,
        "tags": [thing.name],
        "summary": summary,
        "parameters": parameters,
        "responses": responses | _refusals(ACTING if acts else READING),
    }


def _deed(deed: Deed) -> dict[str, Any]:
    once = {
        "name": "Idempotency-Key",
        "in": "header",
        "required": False,
        "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
        "description": "A word of your own. The same request under the same key acts once.",
    }
    seen = {
        "name": "If-Match",
        "in": "header",
        "required": True,
        "schema": {"type": "string", "minLength": 1},
        "example": "*",
        "description": "The ETag you have seen, or * for whatever it is now.",
    }
    parameters = [once] if deed.begins else [_key(deed.thing), seen, once]
    made = deed.thing if deed.begins else deed.makes
    responses = {} if deed.begins else {"200": _json(_ref(deed.thing.shape), "Done; this is how it stands now")}
    if made is not None:
        responses["201"] = _json(_ref(made.shape), "Made")
        responses["201"]["headers"]["Location"] = {"schema": {"type": "string"}, "required": True}
    responses["204"] = {"description": "Done; what came of it is out of your sight"}
    summary = str(deed.told or deed.permission.sentence)
    operation = _operation(deed.thing, deed.name, summary, parameters, responses, acts=True)
    return operation | {"x-permission": deed.permission.name} | _body(deed)


def _body(deed: Deed) -> dict[str, Any]:
    own = fields.fields_of(deed)
    if not own:
        return {}
    properties = {name: fields.schema_of(field) for name, field in own.items()}
    required = [name for name, field in own.items() if fields.is_required(deed, name, field)]
    whole = {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
    files = {name for name, schema in properties.items() if schema.get("items", {}).get("format") == "binary"}
    without = whole | {"properties": {name: schema for name, schema in properties.items() if name not in files}}
    content = {JSON: {"schema": without}}
    if files:
        content[PARTS] = {"schema": whole | {"properties": {name: _in_parts(schema) for name, schema in properties.items()}}}
    return {"requestBody": {"required": bool(required), "content": content}}


def _in_parts(schema: dict[str, Any]) -> dict[str, Any]:
    """Parts of a form are text and cannot be null."""
    found = dict(schema)
    if isinstance(found.get("type"), list):
        kinds = [kind for kind in found["type"] if kind != "null"]
        found["type"] = kinds[0] if len(kinds) == 1 else kinds
    if "enum" in found:
        found["enum"] = [value for value in found["enum"] if value is not None]
    return found


def _special(each: Special) -> dict[str, Any]:
    key = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1, "maximum": fields.LARGEST_KEY}}
    parameters = ([key] if "{id}" in each.path else []) + [
        _word(name, dict(schema), required=name in each.required) for name, schema in each.words.items()
    ]
    good = (
        _shown(each.shape)
        if each.shape
        else {"200": {"description": str(each.label), "content": {each.content_type: {"schema": {"type": "string", "format": "binary"}}}}}
    )
    statuses = (*READING, *((503,) if each.content_type == "text/event-stream" else ()))
    return {
        "operationId": each.name,
        "tags": [each.tag],
        "summary": str(each.label),
        "parameters": parameters,
        "responses": good | _refusals(statuses),
    }
