"""What is indexed of each record: the scope that decides who may find it. The words stand beside it, per database."""

from django.db import models

from vakdesk.kit.archive import not_in_backups
from vakdesk.records.models import Record


@not_in_backups
class Document(models.Model):
    """A record's place in the index. Its columns are named as on Record, so that the same conditions say who sees it.

    Its words are two documents, the public one and the staff one, which holds everything: tsvector columns on PostgreSQL,
    FTS5 tables on SQLite, both made by the migration and outside Django's sight. `digest` tells whether the texts changed.
    """

    record = models.OneToOneField(Record, models.CASCADE, primary_key=True, related_name="+")
    type = models.CharField(max_length=40)
    organisation = models.BigIntegerField(null=True)
    team = models.BigIntegerField(null=True)
    requester = models.BigIntegerField(null=True)
    restricted = models.BooleanField()
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["organisation"], name="document_organisation"),
            models.Index(fields=["team"], name="document_team"),
            models.Index(fields=["requester"], name="document_requester"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.record_id}"
