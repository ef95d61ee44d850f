"""Sessions in the database, as Django keeps them. One is read with every page, so its SQL is made once."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from vakdesk.kit.prepared import prepared


class SessionStore(DatabaseStore):
    def _get_session_from_db(self) -> Session | None:
        found = prepared("people.session", _called, key=self.session_key or "", now=timezone.now())
        if not found:
            self._session_key = None
            return None
        return found[0]


def _called(key: str, now: object) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)
