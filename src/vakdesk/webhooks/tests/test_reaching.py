"""Where a webhook does not lead: into this machine, this network, a cloud's own services, or on to somewhere else."""

import ipaddress
import socket
import time
from contextlib import suppress
from typing import Any

import pytest
from refusing import refused

from vakdesk.kit.errors import NotAllowed
from vakdesk.people.models import Person
from vakdesk.people.tests import cast
from vakdesk.webhooks import actions, reaching
from vakdesk.webhooks.models import Endpoint
from vakdesk.webhooks.tests.hearing import Heard, hearing

INSIDE = [
    "127.0.0.1",
    "127.1.2.3",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "255.255.255.255",
    "224.0.0.1",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "2002:c0a8:101::",
]


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_not_public(address: str) -> None:
    assert not reaching.is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_an_address_outside_is_public(address: str) -> None:
    assert reaching.is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "127.0.0.1"]
)
def test_this_machine_is_not_reached_however_it_is_written(host: str, settings: Any, other: Heard) -> None:
    settings.WEBHOOKS_ALLOWED = []
    port = other.url.split(":")[2].split("/")[0]
    found = reaching.post(f"http://{host}:{port}/hook", b"{}", {})
    assert found.fault in ("address", "unknown") and other.said == []


def test_a_name_that_leads_inside_and_outside_is_refused(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.WEBHOOKS_ALLOWED = []
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_words, **_more: both)
    assert reaching.post("https://both.example/hook", b"{}", {}).fault == "address"


def test_a_name_is_asked_for_once_so_it_cannot_change_its_mind(monkeypatch: pytest.MonkeyPatch, other: Heard) -> None:
    """DNS rebinding: the second answer would lead elsewhere, and nobody asks for it."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def once(host: str, *words: Any, **more: Any) -> Any:
        asked.append(host)
        return real("127.0.0.1", *words, **more)

    monkeypatch.setattr(socket, "getaddrinfo", once)
    port = other.url.split(":")[2].split("/")[0]
    assert reaching.post(f"http://rebind.example:{port}/hook", b"{}", {}).status == 204
    assert asked.count("rebind.example") == 1
    assert other.said[0][0]["host"] == f"rebind.example:{port}"


def test_a_redirect_is_not_followed() -> None:
    with hearing() as inside, hearing(statuses=[302], headers={"Location": inside.url}) as outside:
        found = reaching.post(outside.url, b"{}", {})
    assert (found.status, found.fault) == (302, "redirect") and inside.said == []


def test_an_answer_without_end_is_cut_off() -> None:
    def endless(out: Any) -> None:
        with suppress(OSError):
            for _each in range(1000):
                out.write(b"a" * 8192)

    with hearing(statuses=[200], body=endless) as other:
        assert reaching.post(other.url, b"{}", {}).fault == "large"


def test_an_answer_that_trickles_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reaching, "WHOLE_SECONDS", 0.5)

    def trickling(out: Any) -> None:
        with suppress(OSError):
            for _each in range(30):
                out.write(b"a")
                out.flush()
                time.sleep(0.05)

    with hearing(statuses=[200], body=trickling) as other:
        assert reaching.post(other.url, b"{}", {}).fault == "slow"


def test_nobody_at_home_is_a_fault_of_its_own() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert reaching.post(f"http://127.0.0.1:{taken.getsockname()[1]}/", b"{}", {}).fault == "refused"


def test_something_that_speaks_no_tls_is_a_fault_of_its_own(other: Heard) -> None:
    assert reaching.post(other.url.replace("http://", "https://"), b"{}", {}).fault == "tls"


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "javascript:alert(1)",
        "https://",
        "https:///hook",
        "//example.org",
        "example.org/hook",
        "https://user:secret@example.org/",
        "https://example.org:99999/",
        "https://example.org:0/",
        "https://example.org/#part",
        "https://exa mple.org/",
        "https://example.org/\tHost: other",
        "https://exämple.org/",
        "http://example.org/",
        "http://10.0.0.1/",
        "https://[::1",
        "https://" + "x" * 600,
    ],
)
def test_what_is_no_address_for_a_webhook_is_refused(ann: Person, url: str) -> None:
    with refused("url"):
        actions.add_endpoint(by=cast.actor(ann), name="Monitor", url=url)
    assert not Endpoint.objects.exists()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"chosen": ["ticket.flown"]}, "chosen"),
        ({"chosen": ["record.noted"], "reach": "requester"}, "chosen"),
        ({"reach": "world"}, "reach"),
        ({"name": " "}, "name"),
    ],
)
def test_what_nobody_could_be_told_is_refused(ann: Person, more: dict[str, Any], field: str) -> None:
    with refused(field):
        actions.add_endpoint(by=cast.actor(ann), **({"name": "Monitor", "url": "https://example.org/hook"} | more))


def test_what_makes_no_sense_now_is_refused(ann: Person, endpoint: Endpoint) -> None:
    by = cast.actor(ann)
    with refused():
        actions.resume_endpoint(endpoint, by=by)
    actions.pause_endpoint(endpoint, by=by)
    with refused():
        actions.pause_endpoint(endpoint, by=by)
    actions.remove_endpoint(endpoint, by=by)
    with refused():
        actions.remove_endpoint(endpoint, by=by)


def test_only_those_who_arrange_the_house_arrange_webhooks(ada: Person, dee: Person, endpoint: Endpoint) -> None:
    for person in (ada, dee):
        by = cast.actor(person)
        acts = {
            actions.edit_endpoint: {"name": "A", "url": "https://example.org/", "reach": "staff"},
            actions.rotate_secret: {},
            actions.pause_endpoint: {},
            actions.remove_endpoint: {},
            actions.try_endpoint: {},
        }
        for act, words in acts.items():
            with pytest.raises(NotAllowed):
                act(endpoint, by=by, **words)
        with pytest.raises(NotAllowed):
            actions.add_endpoint(by=by, name="A", url="https://example.org/")
