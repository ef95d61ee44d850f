"""Acting: what was sent goes through the form and the action of the web, in one transaction with what guards it.

`If-Match` says which state of the thing the caller has seen; it is compared while the thing is locked. An Idempotency-Key
is claimed in the same transaction, so a request that comes twice acts once.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, OperationalError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from vakdesk.api import fields
from vakdesk.api.bearer import Bearer
from vakdesk.api.models import Answered
from vakdesk.api.permissions import USE
from vakdesk.api.problems import Problem
from vakdesk.api.reading import body_of, words_of
from vakdesk.api.reads import address_of, answer, etag_of, find, is_seen
from vakdesk.kit.errors import Refused
from vakdesk.kit.text import canonical
from vakdesk.logbook.act import act
from vakdesk.ui.forms import Form
from vakdesk.ui.offering import Deed, Thing

#: How often an act is begun again when another request was in its way.
TRIES = 3
LONGEST_KEY = 255


class InTheWay(Exception):
    """Another request changed the thing while this one was being read."""


@dataclass(frozen=True)
class Once:
    """The Idempotency-Key of a request, and what it must be the same as."""

    key: str
    fingerprint: str


def do(request: HttpRequest, bearer: Bearer, deed: Deed, key: str = "") -> HttpResponse:
    """Carries it out and answers how things stand now: 201 with what was made, else 200 with the thing; 204 when it is out of sight."""
    bearer.must_write(deed.thing.room, deed.permission)
    words_of(request, ())
    given, typed = body_of(request, takes_files=fields.takes_files(deed))
    once = _once(request, given)
    if once is not None and (before := _before(bearer, once)) is not None:
        return _answer(request, bearer, deed, key, _made_then(before, bearer), repeated=True)
    for attempt in range(1, TRIES + 1):
        try:
            made = _attempt(request, bearer, deed, key, given, typed=typed, once=once)
        except (InTheWay, OperationalError, IntegrityError):
            if once is not None and (before := _before(bearer, once)) is not None:
                return _answer(request, bearer, deed, key, _made_then(before, bearer), repeated=True)
            if attempt == TRIES:
                raise
        else:
            return _answer(request, bearer, deed, key, made)
    raise AssertionError("the last attempt answers or raises")


def _attempt(
    request: HttpRequest, bearer: Bearer, deed: Deed, key: str, given: Mapping[str, Any], *, typed: bool, once: Once | None
) -> tuple[Thing, Model] | None:
    row = None if deed.begins else find(deed.thing, key, bearer.actor)
    seen = None if row is None else _seen(request, deed.thing, row)
    form = _filled(deed, row, bearer, *fields.data_of(deed, given, typed=typed))
    if not form.is_valid():
        faults = [(name if name != "__all__" else "", " ".join(errors)) for name, errors in form.errors.items()]
        raise Problem(422, faults[0][1], faults=faults)
    try:
        with act(bearer.actor, may=USE) as log:
            subject = () if row is None else (deed.on(_locked(deed.thing, row, bearer, seen)),)
            claimed = (
                None if once is None else Answered.objects.create(token=bearer.token, key=once.key, fingerprint=once.fingerprint, at=log.at)
            )
            made = _made(deed, deed.action(*subject, by=bearer.actor, **form.cleaned_data))
            if claimed is not None and made is not None:
                Answered.objects.filter(pk=claimed.pk).update(thing=made[0].name, made=made[1].pk)
    except Refused as refusal:
        field = refusal.field if refusal.field in form.fields else ""
        raise Problem(409, refusal.sentence, faults=[(field, refusal.sentence)] if field else ()) from None
    return made


def _seen(request: HttpRequest, thing: Thing, row: Model) -> str:
    """The tag of the row as it was read for this act. Raises Problem unless the caller has seen that state of it."""
    header = request.headers.get("If-Match", "")
    if not header:
        raise Problem(428, _("Read it first and send its ETag as If-Match, so that nobody's change is overwritten unseen."))
    tag = etag_of(thing.shape.of(row))
    if not is_seen(tag, header):
        raise Problem(412, _("Somebody changed this since you read it. Read it again, then send yours once more."), headers={"ETag": tag})
    return tag


def _locked(thing: Thing, row: Any, bearer: Bearer, seen: str | None) -> Any:
    """The row again, which nobody else changes until this act is over. Raises InTheWay when somebody just did."""
    type(row)._base_manager.select_for_update(no_key=True).filter(pk=row.pk).first()
    fresh = thing.rows(bearer.actor).filter(pk=row.pk).first()
    if fresh is None or etag_of(thing.shape.of(fresh)) != seen:
        raise InTheWay
    return fresh


def _filled(deed: Deed, row: Any, bearer: Bearer, words: MultiValueDict[str, str], files: MultiValueDict[str, Any]) -> Form:
    """The form, with what was given and, for the rest, how things stand."""
    build, more = fields.form_class(deed), {deed.form_takes: deed.form_of(row)} if deed.form_takes else {}
    shown = build(actor=bearer.actor, initial=dict(deed.initial(row)) if deed.initial else None, **more)
    strange = [name for name in (*words, *files) if name not in shown.fields]
    if strange:
        raise Problem(422, _("“%(name)s” cannot be said here.") % {"name": strange[0]}, faults=[(strange[0], _("Not here."))])
    data: MultiValueDict[str, str] = MultiValueDict()
    for name, field in shown.fields.items():
        found = words.getlist(name) if name in words else _as_it_stands(shown, name, field)
        if found:
            data.setlist(name, found)
    return build(data, files, actor=bearer.actor, **more)


def _as_it_stands(form: Form, name: str, field: forms.Field) -> list[str]:
    value = field.prepare_value(form.get_initial_for_field(field, name))
    if value is None or name in ("kept", "files"):
        return []
    if isinstance(value, list | tuple):
        return [str(each) for each in value]
    if isinstance(value, datetime | date):
        return [value.isoformat()]
    return [str(value).lower() if isinstance(value, bool) else str(value)]


def _made(deed: Deed, result: Any) -> tuple[Thing, Model] | None:
    thing = deed.thing if deed.begins else deed.makes
    result = result[0] if isinstance(result, tuple) else result
    return (thing, result) if thing is not None and isinstance(result, Model) else None


def _answer(
    request: HttpRequest, bearer: Bearer, deed: Deed, key: str, made: tuple[Thing, Model] | None, *, repeated: bool = False
) -> HttpResponse:
    thing = made[0] if made else deed.thing
    seen = thing.rows(bearer.actor)
    row = (
        seen.filter(pk=made[1].pk).first()
        if made
        else None
        if deed.begins
        else seen.filter(**{thing.key: key if thing.is_numbered else key.upper()}).first()
    )
    headers = {"Idempotency-Replayed": "true"} if repeated else {}
    if row is None:
        return HttpResponse(status=204, headers=headers)
    if made:
        headers["Location"] = address_of(thing, row)
    return answer(request, thing.shape.of(row), status=201 if made else 200, headers=headers)


def _once(request: HttpRequest, given: Mapping[str, Any]) -> Once | None:
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return None
    if len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise Problem(400, _("An Idempotency-Key is at most %(count)d plain characters.") % {"count": LONGEST_KEY})
    said = {name: [_sum(one) for one in value] if isinstance(value, list) else value for name, value in given.items()}
    return Once(key, hashlib.sha256(canonical([request.method, request.path, said]).encode("utf-8", "replace")).hexdigest())


def _sum(one: Any) -> Any:
    """A file by its bytes, for the boundary between the parts of a form differs each time."""
    if not isinstance(one, UploadedFile):
        return one
    total = hashlib.sha256((one.name or "").encode("utf-8", "replace"))
    for chunk in one.chunks():
        total.update(chunk)
    one.seek(0)
    return total.hexdigest()


def _before(bearer: Bearer, once: Once) -> Answered | None:
    found = Answered.objects.filter(token=bearer.token, key=once.key).first()
    if found is not None and found.fingerprint != once.fingerprint:
        raise Problem(422, _("This Idempotency-Key was used for something else. Take a new one for each act."))
    return found


def _made_then(before: Answered, bearer: Bearer) -> tuple[Thing, Model] | None:
    if not before.thing:
        return None
    thing = Thing.registry[before.thing]
    row = thing.rows(bearer.actor).filter(pk=before.made).first()
    if row is None:
        raise Problem(404, _("What this made then is gone, or out of your sight."))
    return thing, row
