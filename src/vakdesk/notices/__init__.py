"""Who hears about what, by which channel: the one outbox that every mail of the house leaves through."""
