"""Which team does an address mean, for this reader? Whose rota they do not read is not there."""

from django.http import Http404, HttpRequest

from vakdesk.people.models import Team
from vakdesk.shifts.queries import teams_of


def chosen(request: HttpRequest, teams: list[Team]) -> Team | None:
    """The team of the address, which must be one of these; else one's own, else the first."""
    if asked := request.GET.get("team", ""):
        found = next((team for team in teams if str(team.pk) == asked), None)
        if found is None:
            raise Http404
        return found
    own = set(teams_of(request.actor).filter(members=request.actor.person_id).values_list("pk", flat=True))
    return min(teams, key=lambda team: team.pk not in own, default=None)
