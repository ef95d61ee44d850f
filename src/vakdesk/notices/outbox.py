"""Django's way of sending mail, made to leave through the outbox: allauth's mails wait, retry and show like all others."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from vakdesk.kit import clock
from vakdesk.kit.text import one_line
from vakdesk.notices.actions.posting import new_message_id
from vakdesk.notices.gates import hold_on
from vakdesk.notices.kinds import Channel, Delivery, Kind
from vakdesk.notices.letters import Letter
from vakdesk.notices.models import Notice
from vakdesk.notices.sending import hand_in


class OutboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """One waiting notice per recipient; answers how many messages were taken."""
        for message in email_messages:
            subject, text = one_line(str(message.subject), at_most=300), str(message.body)
            for address in message.recipients():
                hold, now = hold_on(address), clock.now()
                with transaction.atomic():
                    Notice.objects.create(
                        channel=Channel.MAIL,
                        kind=Kind.SYSTEM,
                        address=one_line(address),
                        subject=subject,
                        text=text,
                        html=Letter(subject=subject, body=text, marked_up=text).html(),
                        message_id=new_message_id(),
                        at=now,
                        due_at=now,
                        state=Delivery.HELD if hold else Delivery.WAITING,
                        hold=hold,
                    )
                    hand_in()
        return len(email_messages)
