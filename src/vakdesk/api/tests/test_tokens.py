"""Tokens: made once, shown once, kept as a digest; at once dead when revoked; never further than their scopes or their person."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from refusing import refused

from vakdesk.access.roles import Role
from vakdesk.api import actions, streaming
from vakdesk.api.bearer import Bearer
from vakdesk.api.models import Token
from vakdesk.api.scopes import rooms, scopes_of
from vakdesk.api.secrets import PATTERN
from vakdesk.api.tests.calling import Caller, caller, detail
from vakdesk.kit import clock
from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.models import Entry
from vakdesk.people import actions as people
from vakdesk.people.models import Organisation, Person
from vakdesk.people.tests import cast
from vakdesk.tickets import actions as tickets
from vakdesk.tickets.models import Ticket


def form(room: str, what: str) -> dict[str, Any]:
    """As the page sends it: a choice for every room."""
    return {f"in-{each}": "nothing" for each in ("*", *rooms())} | {f"in-{room}": what}


def test_a_token_is_shown_once_and_kept_as_a_digest(as_ada: Client, ada: Person) -> None:
    words = form("tickets", "read") | {"name": "Monitor", "days": "30", "acts": ["tickets.take"]}
    answer = as_ada.post(reverse("api:make_token"), words)
    assert answer.status_code == 201 and "no-store" in answer["Cache-Control"]
    shown = PATTERN.search(answer.content.decode())
    assert shown is not None
    token = Token.objects.get()
    assert token.scopes == ["tickets.take", "tickets:read"] and token.handle == shown[1]
    stored = str(Token.objects.filter(pk=token.pk).values().get()) + str(list(Entry.objects.values()))
    assert shown[2] not in stored
    for page in (reverse("api:tokens"), token.get_absolute_url(), reverse("people:profile")):
        assert shown[2] not in as_ada.get(page).content.decode()
    assert Caller(shown[0]).get("me").json()["scopes"] == token.scopes


def test_it_is_in_the_logbook_without_its_secret_and_under_its_seal(ada: Person) -> None:
    caller(ada, "tickets:read")
    entry = Entry.objects.get(verb="token.made")
    assert entry.facts["scopes"] == "tickets:read" and entry.sealed is not None and entry.sealed["name"] == "A program"


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer nothing", "Basic YTpi", "vd_aaaaaaaaaaaa_" + "b" * 43, "Bearer vd_aaaaaaaaaaaa_" + "b" * 43]
)
def test_without_a_token_in_force_nobody_gets_in(db: None, header: str) -> None:
    answer = Client().get("/api/v1/me", headers={"Authorization": header})
    assert detail(answer, 401) and answer["WWW-Authenticate"].startswith("Bearer")


def test_a_browser_that_is_signed_in_gets_nothing_by_that(as_ada: Client) -> None:
    assert detail(as_ada.get("/api/v1/tickets"), 401)
    assert detail(as_ada.post("/api/v1/tickets", {}, content_type="application/json"), 401)


def test_a_handle_with_another_secret_does_not_fit(by_ada: Caller, dee: Person) -> None:
    other = caller(dee)
    mixed = by_ada.text[: len("vd_aaaaaaaaaaaa_")] + other.text[len("vd_aaaaaaaaaaaa_") :]
    assert detail(Caller(mixed).get("me"), 401)


def test_a_token_in_the_address_is_refused_even_beside_a_good_one(by_ada: Caller) -> None:
    for path in (f"me?access_token={by_ada.text}", f"tickets?words={by_ada.text}", "me?api_key=x", f"tickets/{by_ada.text}", "me?Token=1"):
        assert "address" in detail(by_ada.get(path), 400)
        assert detail(Caller("").get(path), 400)


def test_a_revoked_token_is_dead_at_once(by_ada: Caller, as_ada: Client) -> None:
    assert by_ada.get("me").status_code == 200
    as_ada.post(reverse("api:revoke_token", args=[by_ada.token.pk]))  # type: ignore[union-attr]
    assert detail(by_ada.get("me"), 401)
    assert Entry.objects.filter(verb="token.revoked").exists()
    with refused():
        actions.revoke_token(Token.objects.get(), by=cast.actor(by_ada.token.person))  # type: ignore[union-attr]


def test_a_revoked_token_is_dead_in_an_open_stream_too(
    by_ada: Caller, ticket: Ticket, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "LOOK_EVERY_SECONDS", 0)
    answer = by_ada.get("entries/stream")
    events = iter(answer)
    assert next(events).startswith(b":") and next(events).startswith(b":")
    tickets.take(ticket, by=cast.actor(ada))
    told = next(events).decode()
    assert "event: entry" in told and '"verb": "ticket.taken"' in told and f"id: {Entry.objects.get(verb='ticket.taken').position}" in told
    assert next(events).startswith(b":")
    actions.revoke_token(Token.objects.get(), by=cast.actor(ada))
    assert b"event: end" in next(events)
    assert list(events) == []


def test_a_stream_goes_on_from_where_it_was_cut_off(by_ada: Caller, ticket: Ticket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streaming, "LONGEST_SECONDS", 0.3)
    monkeypatch.setattr(streaming, "LOOK_EVERY_SECONDS", 0.2)
    position = Entry.objects.get(verb="ticket.registered").position
    told = b"".join(by_ada.get("entries/stream", Last_Event_ID=str(position - 1))).decode()
    assert told.count("event: entry") == Entry.objects.filter(position__gte=position).count() and "ticket.registered" in told
    assert "event: entry" not in b"".join(by_ada.get("entries/stream")).decode()
    assert detail(by_ada.get("entries/stream?after=soon"), 422)


def test_more_than_so_many_cannot_listen_at_once(by_ada: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    places = threading.BoundedSemaphore(1)
    monkeypatch.setattr(streaming, "_places", places)
    bearer = Bearer(Token.objects.select_related("person").get(), cast.actor(Token.objects.get().person), scopes_of(["*:read"]))
    first = streaming.Listening(bearer, 0, places)
    answer = by_ada.get("entries/stream")
    assert detail(answer, 503) and answer["Retry-After"]
    first.close()
    first.close()
    streaming.Listening(bearer, 0, places).close()


def test_a_token_ends_by_itself(ada: Person) -> None:
    program = caller(ada, days=7)
    with clock.travel(clock.now() + timedelta(days=7, minutes=1)):
        assert detail(program.get("me"), 401)


def test_who_has_left_takes_their_tokens_along(by_ada: Caller, ada: Person, ann: Person) -> None:
    people.record_leaving(ada, by=cast.actor(ann))
    assert detail(by_ada.get("me"), 401)


def test_a_role_that_ends_ends_for_programs_at_once(by_ada: Caller, ticket: Ticket, ada: Person, ann: Person) -> None:
    people.end_role(ada.grants.get(), by=cast.actor(ann))
    assert detail(by_ada.get("tickets"), 403)
    assert by_ada.post(f"tickets/{ticket.reference}/take").status_code in (403, 404)


def test_a_token_reads_and_does_no_more_than_its_scopes(ada: Person, ticket: Ticket) -> None:
    reading = caller(ada, "tickets:read")
    assert reading.get("tickets").status_code == 200
    assert "people:read" in detail(reading.get("people"), 403)
    assert "tickets.take" in detail(reading.post(f"tickets/{ticket.reference}/take"), 403)
    one_act = caller(ada, "tickets.take")
    assert one_act.get(f"tickets/{ticket.reference}").status_code == 200
    assert one_act.post(f"tickets/{ticket.reference}/take").status_code == 200
    assert detail(one_act.post(f"tickets/{ticket.reference}/note", {"text": "a"}), 403)
    everything = caller(ada, "*:read")
    assert everything.get("people").status_code == 200
    assert detail(everything.post(f"tickets/{ticket.reference}/note", {"text": "a"}), 403)


def test_a_token_does_no_more_than_its_person(by_bo: Caller, bo: Person) -> None:
    for path in ("tickets", "people", "audit", "jobs", "outbox", "webhooks"):
        assert detail(by_bo.get(path), 403)
    assert detail(by_bo.post("people", {"name": "Mole"}), 403)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"name": " "}, "name"),
        ({"reach": []}, "reach"),
        ({"reach": ["tickets:everything"]}, "reach"),
        ({"reach": ["nothing:read"]}, "reach"),
        ({"days": 0}, "days"),
        ({"days": 10_000}, "days"),
    ],
)
def test_a_token_that_means_nothing_is_refused(ada: Person, words: dict[str, Any], field: str) -> None:
    with refused(field):
        actions.make_token(ada, by=cast.actor(ada), **({"name": "A", "reach": ["tickets:read"], "days": 30} | words))


def test_nobody_makes_a_token_for_somebody_else(ann: Person, ada: Person, dee: Person) -> None:
    for by, whom in ((dee, ada), (ann, ada)):
        with pytest.raises(NotAllowed):
            actions.make_token(whom, by=cast.actor(by), name="A", reach=["*:write"], days=30)


def test_there_is_an_end_to_how_many_one_person_has(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_TOKENS", 1)
    caller(ada)
    with refused():
        caller(ada)


def test_a_machine_is_somebody_without_an_account_who_holds_one_role(as_ann: Client, lindewaard: Organisation, ticket: Ticket) -> None:
    words = form("tickets", "write") | {"name": "Zabbix", "role": Role.AGENT, "scope": f"organisation:{lindewaard.pk}", "days": "365"}
    answer = as_ann.post(reverse("api:make_machine"), words)
    shown = PATTERN.search(answer.content.decode())
    assert answer.status_code == 201 and shown is not None
    program = Caller(shown[0])
    assert program.post(f"tickets/{ticket.reference}/note", {"text": "Disk full"}).json()["author"]["name"] == "Zabbix"
    machine = Person.objects.get(name="Zabbix")
    assert machine.username is None and not machine.has_usable_password()
    with pytest.raises(NotAllowed):
        actions.make_token(machine, by=cast.actor(Person.objects.get(name="Bo Jansen")), name="A", reach=["*:read"], days=1)


def test_only_so_many_requests_in_a_minute(by_ada: Caller, dee: Person, settings: Any) -> None:
    settings.API_REQUESTS_PER_MINUTE = 3
    with clock.travel(clock.now().replace(second=10)):
        assert [by_ada.get("me").status_code for _each in range(4)] == [200, 200, 200, 429]
        answer = by_ada.get("me")
        assert detail(answer, 429) and 0 < int(answer["Retry-After"]) <= 60
        assert caller(dee).get("me").status_code == 200


def test_it_is_known_when_a_token_was_last_used(by_ada: Caller) -> None:
    by_ada.get("me")
    assert Token.objects.get().used_at is not None


def test_everybody_sees_their_own_tokens_and_administrators_all(by_ada: Caller, by_bo: Caller, as_ada: Client, as_ann: Client) -> None:
    mine, theirs = (f"vd_{one.token.handle}" for one in (by_ada, by_bo))  # type: ignore[union-attr]
    page = as_ada.get(reverse("api:tokens")).content.decode()
    assert mine in page and theirs not in page
    assert as_ada.get(by_bo.token.get_absolute_url()).status_code == 404  # type: ignore[union-attr]
    assert as_ada.post(reverse("api:revoke_token", args=[by_bo.token.pk])).status_code == 404  # type: ignore[union-attr]
    page = as_ann.get(reverse("api:tokens")).content.decode()
    assert mine in page and theirs in page
    as_ann.post(reverse("api:revoke_token", args=[by_bo.token.pk]))  # type: ignore[union-attr]
    assert detail(by_bo.get("me"), 401)


def test_the_description_is_open_and_holds_nothing_that_anybody_stored(db: None, lindewaard: Organisation) -> None:
    answer = Client().get(reverse("api:openapi"))
    assert answer.json()["openapi"] == "3.1.0"
    assert "Lindewaard" not in answer.content.decode()


def test_the_page_about_the_api_names_every_address(as_ada: Client, as_bo: Client) -> None:
    page = as_ada.get(reverse("api:docs")).content.decode()
    for path in ("/tickets/{reference}/hand-over", "/entries/stream", "/calendars", "tickets.hand_over"):
        assert path in page
    assert as_bo.get(reverse("api:docs")).status_code == 200
