"""Which index stands behind the house: both modules offer write, newest, how_common, how_many, shared and tidy."""

from django.db import connection

from vakdesk.search import postgresql, sqlite

engine = postgresql if connection.vendor == "postgresql" else sqlite
