"""The door of those who ask: report, follow, answer, say whether it works. In plain words, and never anything internal."""
