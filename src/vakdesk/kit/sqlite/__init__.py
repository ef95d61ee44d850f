"""SQLite with a fair write gate."""
