"""Persons, teams, organisations, roles, sign-in: who is who, and what they hold."""
