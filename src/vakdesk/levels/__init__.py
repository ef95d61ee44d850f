"""Service levels: agreements, calendars, clocks that explain themselves, and what was not met."""
