"""Pages of whoever hears, and of those who look after the post."""
