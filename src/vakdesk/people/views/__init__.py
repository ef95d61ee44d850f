"""Pages about people: the list, one person, teams, organisations and groups, importing, and one's own account."""
