"""The service catalogue: what may be asked for, by whom, with which form, and what comes of it."""
