"""What people meet of their passport and their evidence."""
