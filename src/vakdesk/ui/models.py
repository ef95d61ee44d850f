"""Submissions already taken, so that the same form sent twice acts once."""

from django.db import models

from vakdesk.kit.archive import not_in_backups


@not_in_backups
class Submission(models.Model):
    """`answer` is where the result of the act is shown; empty while it is at work."""

    number = models.UUIDField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    answer = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return str(self.number)
