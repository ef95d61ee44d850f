"""Whose notices: a person's own inbox, and the outbox for those who tend the house."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Q

from vakdesk.access.actors import Actor
from vakdesk.logbook.queries import sight
from vakdesk.notices.kinds import TROUBLED, Channel, Delivery, Hold
from vakdesk.notices.permissions import EDIT_TEXTS, SEE_OUTBOX

if TYPE_CHECKING:
    from vakdesk.notices.models import NewsChoice, Notice, TextVersion


class NoticeQuerySet(models.QuerySet["Notice"]):
    def inbox_of(self, actor: Actor) -> Self:
        return self.in_inbox(actor.person_id)

    def in_inbox(self, person_id: int | None) -> Self:
        return self.filter(channel=Channel.INBOX, person=person_id)

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def outbox(self, actor: Actor) -> Self:
        """Every mail of the house, for administrators; nothing for others."""
        return self.filter(channel=Channel.MAIL) if actor.reach(SEE_OUTBOX).house else self.none()

    def waiting_to_be_sent(self) -> Self:
        return self.filter(channel=Channel.MAIL, state=Delivery.WAITING)

    def due(self, at: datetime) -> Self:
        """Mails to be sent now that nobody is sending, oldest first."""
        free = Q(claimed_until=None) | Q(claimed_until__lt=at)
        return self.waiting_to_be_sent().filter(free, due_at__lte=at).order_by("due_at", "pk")

    def late(self, before: datetime) -> Self:
        """Mails that should have gone before that moment, or were put off and were written before it."""
        return self.waiting_to_be_sent().filter(Q(due_at__lt=before) | Q(attempts__gt=0, at__lt=before))

    def gathered(self, at: datetime) -> Self:
        """What is due to go with a digest."""
        return self.filter(channel=Channel.MAIL, state=Delivery.GATHERED, due_at__lte=at)

    def done_with(self, before: datetime) -> Self:
        """What was written before that moment and is settled: mail for which nothing is left to do, what was read in an inbox."""
        settled = Q(channel=Channel.MAIL, state__in=[Delivery.SENT, Delivery.BUNDLED, Delivery.HELD, Delivery.GIVEN_UP])
        return self.filter(settled | Q(channel=Channel.INBOX, read_at__isnull=False), at__lt=before)

    def troubled(self) -> Self:
        """Mails that did not arrive and wait for somebody to decide."""
        return self.filter(channel=Channel.MAIL, state__in=TROUBLED)

    def not_arrived_on(self, record: Any) -> Self:
        """Mails about the record that did not get to whom they were written, newest first."""
        lost = [*TROUBLED, Delivery.HELD, Delivery.GIVEN_UP]
        return self.filter(channel=Channel.MAIL, record=record, state__in=lost).exclude(hold=Hold.HOURLY).order_by("-at", "-pk")


class ChoiceQuerySet(models.QuerySet["NewsChoice"]):
    def of(self, person_id: int) -> dict[str, str]:
        """What a person chose, by the name of the sort of news."""
        return dict(self.filter(person=person_id).values_list("news", "how"))


class TextVersionQuerySet(models.QuerySet["TextVersion"]):
    def newest(self, text: str, language: str) -> "TextVersion | None":
        return self.filter(text=text, language=language).order_by("-number").first()


Ids = models.QuerySet[Any] | None


@sight("notices.notice")
def _entries_of_notices(actor: Actor) -> tuple[Ids, Ids]:
    return (_all("notices.Notice") if actor.reach(SEE_OUTBOX).house else None), None


@sight("notices.textversion")
def _entries_of_texts(actor: Actor) -> tuple[Ids, Ids]:
    return (_all("notices.TextVersion") if actor.reach(EDIT_TEXTS).house else None), None


def _all(label: str) -> models.QuerySet[Any]:
    return apps.get_model(label)._base_manager.values("pk")
