"""What programs may read of what requesters think: one's own words. Nobody's score is another's to read."""

from vakdesk.feedback.kinds import Score
from vakdesk.feedback.models import Rating
from vakdesk.feedback.permissions import RATE
from vakdesk.ui.offering import MOMENT, TEXT, Part, Shape, Thing, not_offered, one_of

Thing(
    "ratings",
    "How one said that one's own reports were handled",
    Shape(
        "Rating",
        [
            Part("ticket", TEXT, lambda row: row.ticket.reference),
            Part("score", one_of(Score)),
            Part("text"),
            Part("at", MOMENT),
        ],
    ),
    lambda actor: Rating.objects.visible_to(actor).select_related("ticket__record"),
    room="feedback",
    may=RATE,
)
not_offered("Requesters say it themselves, by the portal or by a signed link.", "feedback.rate", "feedback.complain")
not_offered("An administrator names a person where they see what follows.", "feedback.name_handler")
