"""Which team does an address mean, for this reader? Whose rota they do not read is not there."""

from datetime import date

from django.http import Http404, HttpRequest

from vakdesk.people.models import Team
from vakdesk.shifts.queries import teams_of

#: Further away nobody plans anything.
FAR_YEARS = 20


def chosen(request: HttpRequest, teams: list[Team]) -> Team | None:
    """The team of the address, which must be one of these; else one's own, else the first."""
    if asked := request.GET.get("team", ""):
        found = next((team for team in teams if str(team.pk) == asked), None)
        if found is None:
            raise Http404
        return found
    own = set(teams_of(request.actor).filter(members=request.actor.person_id).values_list("pk", flat=True))
    return min(teams, key=lambda team: team.pk not in own, default=None)


def day_from(text: str, today: date) -> date:
    """The day that is written, within some years of today; else today."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if abs(day.year - today.year) <= FAR_YEARS else today
