"""What programs may read and do with what requesters think: nothing."""

from vakdesk.ui.offering import not_offered

not_offered("Requesters say it themselves, by the portal or by a signed link.", "feedback.rate", "feedback.complain")
not_offered("An administrator names a person where they see what follows.", "feedback.name_handler")
