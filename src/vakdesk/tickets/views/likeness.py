"""What came before that is like this: beside a ticket, and beside what somebody is writing down on the phone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vakdesk.people.fields import find_people, label_of
from vakdesk.people.models import Person
from vakdesk.tickets import permissions
from vakdesk.tickets.likeness import SHOWN, like, like_text, suggested
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.views.finding import allow, on_ticket

SHORTEST = 4


@require_safe
@on_ticket
def similar(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """The card the ticket's page fetches once it stands; for who has no script it is a page."""
    likes = like(ticket, request.actor)
    suggestion = None if ticket.category_id or not request.actor.may(permissions.CLASSIFY, ticket) else suggested(likes)
    context = {"ticket": ticket, "likes": likes[:SHOWN], "suggestion": suggestion, "title": _("Looks like")}
    return render(request, "tickets/_similar.html" if request.htmx else "tickets/similar.html", context)


@require_POST
def alike(request: HttpRequest) -> HttpResponse:
    """While one registers: whether this person has said so already, what solved the like, and where such reports usually belong."""
    allow(request, permissions.REGISTER)
    text = f"{request.POST.get('title', '')} {request.POST.get('text', '')}"
    person = the_one_named(request.POST.get("requester", ""), request)
    language = (person.language if person else "") or request.actor.language
    likes = like_text(text, language, request.actor) if len(text.strip()) >= SHORTEST else []
    own = [each for each in likes if person and each.ticket.is_open and each.ticket.requester_id == person.pk]
    others = [each for each in likes if each not in own]
    context = {"own": own[:SHOWN], "likes": others[: SHOWN - len(own[:SHOWN])], "suggestion": suggested(likes), "person": person}
    return render(request, "tickets/_alike.html", context)


def the_one_named(text: str, request: HttpRequest) -> Person | None:
    """The person a look-up field names, where it names exactly one."""
    people = list(find_people(text, request.actor)) if text else []
    exactly = [person for person in people if label_of(person) == text] or people
    return exactly[0] if len(exactly) == 1 else None
