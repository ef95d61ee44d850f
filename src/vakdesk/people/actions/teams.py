"""Teams: who works together, and in which line."""

from typing import Any

from django.utils.translation import gettext as _

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import require
from vakdesk.kit.text import one_line
from vakdesk.logbook.act import act
from vakdesk.people import permissions, verbs
from vakdesk.people.models import Line, Membership, Person, Team


def add_team(name: str, *, by: Actor, line: str = Line.FIRST) -> Team:
    """The team exists, without members. Refuses a name that is taken."""
    with act(by, may=permissions.ARRANGE) as log:
        team = Team.objects.create(name=_free_name(Team(), name), line=Line(line))
        log.record(verbs.TEAM_ADDED, team)
    return team


def edit_team(team: Team, *, by: Actor, **values: Any) -> None:
    """Name, line and is_active hold the values. Refuses a name that is taken."""
    assert set(values) <= {"name", "line", "is_active"}
    with act(by, may=permissions.ARRANGE) as log:
        team.refresh_from_db()
        if "name" in values:
            values["name"] = _free_name(team, values["name"])
        changed = [field for field, value in values.items() if getattr(team, field) != value]
        for field in changed:
            setattr(team, field, values[field])
        if changed:
            team.save(update_fields=changed)
            log.record(verbs.TEAM_EDITED, team, fields=", ".join(sorted(changed)))


def join_team(team: Team, *, by: Actor, person: Person) -> None:
    """The person is in the team; being in it already changes nothing. Refuses who has left."""
    with act(by, may=permissions.ARRANGE) as log:
        require(person.is_active, _("%(person)s has left.") % {"person": person.name}, field="person")
        _membership, made = Membership.objects.get_or_create(team=team, person=person)
        if made:
            log.record(verbs.TEAM_JOINED, team, person=person.pk)


def leave_team(team: Team, *, by: Actor, person: Person) -> None:
    """The person is not in the team. Refuses when they were not."""
    with act(by, may=permissions.ARRANGE) as log:
        gone, _rows = Membership.objects.filter(team=team, person=person).delete()
        require(gone, _("%(person)s is not in this team.") % {"person": person.name})
        log.record(verbs.TEAM_LEFT, team, person=person.pk)


def _free_name(team: Team, name: str) -> str:
    name = one_line(name, at_most=80)
    require(name, _("Give the team a name."), field="name")
    require(not Team.objects.filter(name=name).exclude(pk=team.pk).exists(), _("There is already a team of that name."), field="name")
    return name
