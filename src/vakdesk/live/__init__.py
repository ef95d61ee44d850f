"""What happens elsewhere shows here: who else is on a record, who writes on it, and that it changed."""
