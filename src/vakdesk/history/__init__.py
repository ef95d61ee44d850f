"""History from elsewhere: what another desk recorded, brought in at the moments when it happened."""
