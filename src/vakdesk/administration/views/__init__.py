"""Pages for those who look after the house. Designed for an auditor with a question and an administrator with an alarm."""
