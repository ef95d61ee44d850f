"""Everything out again: each table as JSON Lines, the files as they are, and a manifest that says what is in it and what is not."""
