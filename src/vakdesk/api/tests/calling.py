"""A program that calls the API, as tests play it."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from vakdesk.api.actions import make_token
from vakdesk.api.models import Token
from vakdesk.people.models import Person
from vakdesk.people.tests import cast


@dataclass
class Caller:
    text: str
    token: Token | None = None
    client: Client = field(default_factory=Client)

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(f"/api/v1/{path}", headers=self._headers(headers))

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        """JSON, with `If-Match: *` unless said otherwise; bytes and text go as they are."""
        data = body if isinstance(body, bytes | str) else json.dumps(body or {})
        kind = headers.pop("content_type", "application/json")
        return self.client.post(f"/api/v1/{path}", data=data, content_type=kind, headers={"If-Match": "*"} | self._headers(headers))

    def send(self, path: str, parts: dict[str, Any], **headers: str) -> Any:
        """The parts of a form."""
        return self.client.post(f"/api/v1/{path}", data=parts, headers={"If-Match": "*"} | self._headers(headers))

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        own = {"Authorization": f"Bearer {self.text}"} if self.text else {}
        return own | {name.replace("_", "-"): value for name, value in more.items()}


def caller(person: Person, *reach: str, days: int = 30) -> Caller:
    """With a token of this person, by default for everything."""
    token, text = make_token(person, by=cast.actor(person), name="A program", reach=reach or ("*:write",), days=days)
    return Caller(text, token)


def detail(answer: Any, status: int) -> str:
    """The sentence of a problem, which is one by its status and its kind."""
    assert answer.status_code == status, (answer.status_code, answer.content[:500])
    assert answer["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert said["status"] == status and said["title"]
    return str(said["detail"])
