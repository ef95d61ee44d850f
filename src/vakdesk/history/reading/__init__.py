"""Files of other systems as cases: a number, what is known of the ticket, and what happened to it in order."""
