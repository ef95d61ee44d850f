"""What a client's people are told of the use of their tickets: that it is on, on which ground, and where their firm agreed."""

from vakdesk.competence.models import Purpose
from vakdesk.logbook.remembering import remembered


@remembered("purpose")
def purpose_of(organisation: int | None) -> Purpose | None:
    """The purpose that is on for this organisation; asked again only when one is switched."""
    return Purpose.objects.on().filter(organisation=organisation).first() if organisation else None
