"""Two rules the sample desk has written and not switched on: what they would change is for its visitors to try."""

from vakdesk.access.actors import Actor
from vakdesk.demo.company import TEAMS
from vakdesk.people.models import Team
from vakdesk.rules import actions
from vakdesk.tickets.models import Category


def arrange_rules(by: Actor) -> None:
    second_line, account = Team.objects.get(name=TEAMS["systems"][0]), Category.objects.get(code="account")
    network = {"says": ["wifi", "wi-fi", "eduroam"]}
    actions.add(by=by, name="Wifi to the systems team", trigger="reported", conditions=network, to_team=second_line, tags=["wifi"])
    actions.add(
        by=by, name="Passwords are about accounts", trigger="reported", conditions={"says": ["password", "wachtwoord"]}, category=account
    )
