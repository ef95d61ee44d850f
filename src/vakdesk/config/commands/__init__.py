"""The commands that need the rooms: loaded when Django is ready, like every room's own."""

from vakdesk.config.commands import backup, bench, demo, house, migrate, serve, worker

__all__ = ["backup", "bench", "demo", "house", "migrate", "serve", "worker"]
