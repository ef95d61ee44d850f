"""If this happens to a ticket, and it is such a ticket, then that is done: by the ticket's own actions, in the name of the rule."""
