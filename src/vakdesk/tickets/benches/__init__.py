"""What tickets measure: their clocks, and how well "looks like" finds what people called a duplicate."""

from vakdesk.tickets.benches import clocks, likeness

__all__ = ["clocks", "likeness"]
