"""What people meet of shifts."""
