"""What people show of their trade: evidence from their work, and their passport."""
