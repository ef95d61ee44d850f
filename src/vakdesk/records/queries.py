"""Who sees which records, and which side of them. Every list, count, search and export starts here."""

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Q

from vakdesk.access.actors import Actor
from vakdesk.kit import clock
from vakdesk.kit.prepared import ANEW
from vakdesk.logbook.remembering import remembered
from vakdesk.records.kinds import Side
from vakdesk.records.permissions import SEE, SEE_PUBLIC

if TYPE_CHECKING:
    from vakdesk.records.models import Attachment, Link, Message, Record, Share

Row = TypeVar("Row", bound=models.Model)
FEW_SHARES = 100


#: Which records an actor reads as staff for another reason: the keys, or None for none.
_reasons: "list[Callable[[Actor], models.QuerySet[Any] | None]]" = []


def also_staff(keys: "Callable[[Actor], models.QuerySet[Any] | None]") -> None:
    """Declares a reason to read the desk's side of a record besides where it lies and with whom it is shared."""
    _reasons.append(keys)


def staff_side(actor: Actor, path: str = "") -> Q:
    """Condition: the actor reads the record as staff, by role within its reach, a share of the staff side, or a declared reason.

    `path` leads from the filtered model to the record ("" on Record itself, "record__" on the rest).
    """
    scope = actor.reach(SEE)
    shared = _shared(actor, path, sides=[Side.STAFF])
    for found in filter(lambda keys: keys is not None, (reason(actor) for reason in _reasons)):
        shared |= Q(**{f"{path.removesuffix('__') or 'pk'}__in": found})
    if scope.house:
        return Q(**{f"{path}restricted": False}) | shared
    by_role = Q(**{f"{path}organisation__in": scope.organisations}) | Q(**{f"{path}team__in": scope.teams})
    return (by_role & Q(**{f"{path}restricted": False}) | shared) if scope else shared


def public_side(actor: Actor, path: str = "") -> Q:
    """Condition: the actor reads at least what requesters read: it is theirs, their organisation's, or shared with them."""
    scope = actor.reach(SEE_PUBLIC)
    own = Q(**{f"{path}requester": actor.person_id}) if actor.person_id is not None else Q(pk__in=[])
    clients = Q(**{f"{path}organisation__in": scope.organisations, f"{path}restricted": False}) if scope.organisations else Q(pk__in=[])
    return own | clients | _shared(actor, path, sides=Side.values)


def sight_of(actor: Actor) -> Hashable:
    """Everything that `staff_side` and `public_side` are made from, for queries that are kept prepared.

    ANEW where time itself is a part of them, or a declared reason whose parts are not known.
    """
    if any(reason(actor) is not None for reason in _reasons) or len(shares := _shares_of(actor.person_id or 0)) > FEW_SHARES:
        return ANEW
    now = clock.now()
    return (actor.person_id, actor.machine, actor.grants, tuple(one for one in shares if one[2] is None or one[2] > now))


def _shared(actor: Actor, path: str, *, sides: list[Any]) -> Q:
    """Condition: it is shared with the actor. By keys where they are few; a sub-query is made and asked with every list."""
    if actor.person_id is None:
        return Q(pk__in=[])
    now, field = clock.now(), f"{path.removesuffix('__') or 'pk'}__in"
    shares = _shares_of(actor.person_id)
    if len(shares) <= FEW_SHARES:
        return Q(**{field: [record for record, side, until in shares if side in sides and (until is None or until > now)]})
    in_time = Q(until__isnull=True) | Q(until__gt=now)
    return Q(**{field: _shares().filter(in_time, person=actor.person_id, side__in=sides).values("record")})


@remembered("record", at_most=2_000)
def _shares_of(person_id: int) -> "list[tuple[int, str, datetime | None]]":
    """Record, side and end of what is shared with somebody, one more than FEW_SHARES at most."""
    return list(_shares().filter(person=person_id).values_list("record", "side", "until")[: FEW_SHARES + 1])


def _shares() -> "models.QuerySet[Share]":
    return apps.get_model("records.Share")._base_manager.all()


class RecordQuerySet(models.QuerySet["Record"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(staff_side(actor) | public_side(actor))

    def visible_to_staff(self, actor: Actor) -> Self:
        return self.filter(staff_side(actor))


class RecordModelQuerySet(models.QuerySet[Row]):
    """For models that share their key with a record."""

    def visible_to(self, actor: Actor) -> Self:
        return self.filter(staff_side(actor, "record__") | public_side(actor, "record__"))

    def visible_to_staff(self, actor: Actor) -> Self:
        return self.filter(staff_side(actor, "record__"))


class _SidedQuerySet(models.QuerySet[Row]):
    """Rows with a `record` and a `side`: the desk reads both sides, the requester the public one."""

    def visible_to(self, actor: Actor) -> Self:
        return self.filter(staff_side(actor, "record__") | public_side(actor, "record__") & Q(side=Side.PUBLIC))


class MessageQuerySet(_SidedQuerySet["Message"]):
    def public(self) -> Self:
        return self.filter(side=Side.PUBLIC)


class AttachmentQuerySet(_SidedQuerySet["Attachment"]):
    pass


class LinkQuerySet(models.QuerySet["Link"]):
    def visible_to(self, actor: Actor) -> Self:
        """Both ends must be visible: a link would give away the title of the other record."""
        return self.filter(staff_side(actor, "source__")).filter(staff_side(actor, "target__"))
