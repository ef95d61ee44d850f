"""On one's account page: which programs act for me."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from vakdesk.api.models import Token
from vakdesk.kit import clock
from vakdesk.people.models import Person
from vakdesk.ui.registry import panel


@panel(on="people.person", slot="own", order=20)
def tokens(request: HttpRequest, person: Person) -> str:
    own = Token.objects.in_force(clock.now()).filter(person=person)[:10]
    return render_to_string("api/_tokens.html", {"tokens": own}, request)
