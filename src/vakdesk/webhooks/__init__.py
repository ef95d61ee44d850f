"""Webhooks: what happened here, told to other systems as it happens, signed, in order, and never to where it should not go."""
