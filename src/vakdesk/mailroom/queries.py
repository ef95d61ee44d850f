"""Which arrivals: who may see them, which wait, which one a message answers."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Q

from vakdesk.access.actors import Actor
from vakdesk.logbook.queries import sight
from vakdesk.mailroom.kinds import TAKEN_IN, Outcome
from vakdesk.mailroom.permissions import ADOPT, ARRANGE, TEND
from vakdesk.mailroom.transport.kinds import MailboxKind
from vakdesk.records.models import Record
from vakdesk.records.queries import staff_side

if TYPE_CHECKING:
    from vakdesk.mailroom.models import Arrival, Breaker, Mailbox

LONGEST_KEY = 200


def key_of(identifier: str) -> str:
    """A message identifier as it is stored and looked for: long ones by their digest, so that they fit an index."""
    return identifier if len(identifier) <= LONGEST_KEY else f"sha256:{hashlib.sha256(identifier.encode()).hexdigest()}"


class ArrivalQuerySet(models.QuerySet["Arrival"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those who tend the quarantine for the whole house see all mail; nobody else sees any."""
        return self if actor.reach(TEND).house else self.none()

    def visible_to_adopt(self, actor: Actor) -> Self:
        """Those for which the actor may say who wrote them: all mail for those who tend it, else notes on tickets they work on."""
        if actor.reach(TEND).house:
            return self
        return self.filter(staff_side(actor, "record__"), outcome=Outcome.NOTE) if actor.reach(ADOPT) else self.none()

    def of_record(self, record: Record | int) -> Self:
        """Mail that was taken in on the record and about whose sender there is something to say, newest first."""
        told = ~Q(authenticity="") | Q(reason__startswith="unverified.")
        return self.filter(told, record=record, outcome__in=TAKEN_IN).select_related("message").order_by("-received_at", "-pk")

    def quarantined(self) -> Self:
        return self.filter(outcome=Outcome.QUARANTINED)

    def aside_on(self, record: Record | int) -> Self:
        """Mail that concerns the record but was left aside, newest first."""
        return self.filter(record=record, outcome=Outcome.IGNORED).order_by("-received_at", "-pk")

    def waiting(self) -> Self:
        """For somebody who decides: in quarantine, or from a sender to be approved."""
        return self.filter(outcome__in=[Outcome.QUARANTINED, Outcome.HELD])

    def held(self) -> Self:
        return self.filter(outcome=Outcome.HELD)

    def left_lying(self, before: datetime) -> Self:
        """Stored, but nothing came of them: whoever received them was interrupted."""
        return self.filter(outcome=Outcome.ARRIVED, received_at__lt=before)

    def to_be_worked(self) -> Self:
        """Stored, but nothing came of them yet."""
        return self.filter(outcome=Outcome.ARRIVED)

    def since(self, at: datetime, mailboxes: "Iterable[Mailbox]") -> dict[int, int]:
        """How many came since then, by the mailbox they came into."""
        came = self.filter(mailbox__in=list(mailboxes), received_at__gte=at).values_list("mailbox").annotate(models.Count("pk"))
        return dict(came.order_by())

    def known_as(self, content: str) -> "Arrival | None":
        """The first with this content; none where there is no content to go by."""
        return self.filter(content=content).order_by("pk").first() if content else None

    def on_records(self, identifiers: Iterable[str]) -> dict[str, int]:
        """Which record each of these identifiers of messages stands on, by its key; what was left aside leads nowhere."""
        known = self.filter(message_key__in=[key_of(identifier) for identifier in identifiers], record__isnull=False)
        return dict(known.exclude(outcome=Outcome.IGNORED).order_by("-pk").values_list("message_key", "record"))


class MailboxQuerySet(models.QuerySet["Mailbox"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those who arrange the desk see every mailbox; nobody else sees any."""
        return self if actor.reach(ARRANGE).house else self.none()

    def watched(self) -> Self:
        """Those that the worker reads: in use, and not brought to us by somebody else."""
        return self.filter(is_active=True).exclude(kind=MailboxKind.PIPE)


@sight("mailroom.mailbox")
def _entries_of_mailboxes(actor: Actor) -> "tuple[models.QuerySet[Any] | None, models.QuerySet[Any] | None]":
    return (apps.get_model("mailroom.Mailbox")._base_manager.values("pk") if actor.reach(ARRANGE).house else None), None


class BreakerQuerySet(models.QuerySet["Breaker"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever tends the quarantine; nobody else."""
        return self if actor.reach(TEND).house else self.none()

    def open(self) -> Self:
        """Those that hold mail back now."""
        return self.filter(closed_at=None)


@sight("mailroom.breaker")
def _entries_of_breakers(actor: Actor) -> "tuple[models.QuerySet[Any] | None, models.QuerySet[Any] | None]":
    return (apps.get_model("mailroom.Breaker")._base_manager.values("pk") if actor.reach(TEND).house else None), None


@sight("mailroom.arrival")
def _entries_of_arrivals(actor: Actor) -> "tuple[models.QuerySet[Any] | None, models.QuerySet[Any] | None]":
    return (_all_ids() if actor.reach(TEND).house else None), None


def _all_ids() -> "models.QuerySet[Any]":
    return apps.get_model("mailroom.Arrival")._base_manager.values("pk")
