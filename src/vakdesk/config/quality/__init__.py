"""How the house is proved sound: `check` (the one list of static checks) and `test`. Needs the test lock, not the rooms."""

from vakdesk.config.quality import check, test

__all__ = ["check", "test"]
