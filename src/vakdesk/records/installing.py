"""What the database must hold besides tables, made again after each migrate."""

from django.apps import apps
from django.db.models.signals import post_migrate

from vakdesk.records.references import make_sequences

post_migrate.connect(make_sequences, sender=apps.get_app_config("records"))
