"""One form per verb; its fields are the keyword arguments of the action of that name."""
