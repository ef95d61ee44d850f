"""Work on somebody's account, which nobody does before it is known who asks."""

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.grants import permissions, verbs
from vakdesk.grants.kinds import AccountWork
from vakdesk.grants.models import AccountTask, Application
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line
from vakdesk.logbook.act import act
from vakdesk.people.models import Person
from vakdesk.tasks.actions.listing import make
from vakdesk.tickets.models import Ticket

WORDS = {
    AccountWork.CREATE: {"en": "Create an account", "nl": "Maak een account aan", "et": "Loo konto"},
    AccountWork.CHANGE: {"en": "Change the account", "nl": "Wijzig het account", "et": "Muuda kontot"},
    AccountWork.DISABLE: {"en": "Disable the account", "nl": "Sluit het account af", "et": "Sulge konto"},
    AccountWork.RESET: {"en": "Reset the password", "nl": "Stel het wachtwoord opnieuw in", "et": "Lähtesta parool"},
}


def ask_account_work(ticket: Ticket, *, by: Actor, work: str, application: Application, person: Person | None = None) -> AccountTask:
    """The application's team has a task that cannot be marked done before it is on record who made sure who asked.

    `person` is whose account it is, by default the requester's. Refuses a ticket that is over, and one without a requester.
    """
    with act(by, may=permissions.ASK, on=ticket) as log:
        require(ticket.is_open, _("This ticket is over. Open it again, or make a new one."))
        whose = person or ticket.record.requester
        require(whose, _("Nobody is named who asks."), field="person")
        assert whose is not None
        kind = AccountWork(work)
        titles = {
            code: one_line(f"{text}: {whose.name} · {application.names.get(code) or application.names.get('en', '')}", at_most=120)
            for code, text in WORDS[kind].items()
        }
        task = make(ticket.record, log, titles=titles, team=application.team)
        made = AccountTask.objects.create(task=task, work=kind, person=whose, application=application)
        log.record(verbs.ACCOUNT_WORK_ASKED, ticket.record, work=kind, person=whose.pk, application=application.pk, task=task.pk)
    return made
