"""What people meet of tasks and time."""
