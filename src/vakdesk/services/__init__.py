"""Services: what the desk offers, who answers for it, who supports it, and how much hangs on it."""
