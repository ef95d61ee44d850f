"""The API, attacked by its own description: whatever that allows is answered as it says, and whatever it forbids is refused.

schemathesis makes up the requests and judges the answers. Half of them are put to things that are there, for at random
hardly anything is. The same few requests are made in every run; `-m slow` makes many more.
"""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.conf import settings as django_settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from test_every_page import World, world  # noqa: F401  a fixture

from vakdesk.api.reads import key_of
from vakdesk.api.tests.calling import caller
from vakdesk.people.models import Person
from vakdesk.people.tests import cast
from vakdesk.ui.offering import Thing

pytestmark = [pytest.mark.house, pytest.mark.once]
#: Answers that tell of no fault although the description allows the request: who may, what is there, what the rules allow
#: now, and what a form knows besides the kind of a value.
ALLOWED = ["2xx", "304", "403", "404", "409", "412", "422"]
#: A stream does not end, and schemathesis leaves files open: both are tried in the room's own tests.
LEFT_OUT = {"/entries/stream", "/attachments/{id}/content"}
#: Each says that it was not done.
REFUSALS = ["400", "401", "403", "404", "405", "406", "409", "413", "415", "422", "428", "429"]
CHECKS = {
    "positive_data_acceptance": {"expected-statuses": ALLOWED},
    # 413: a text beyond its limit may be beyond that of the whole body first, which is looked at before it is read.
    "negative_data_rejection": {"expected-statuses": REFUSALS},
    "missing_required_header": {"expected-statuses": ["428", "401"]},
}
MODES = pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["as described", "against it"])


@MODES
def test_the_api_does_what_its_description_says(world: World, ann: Person, dee: Person, mode: GenerationMode) -> None:  # noqa: F811
    attack([dee if mode is GenerationMode.POSITIVE else ann], mode, examples=1)


@pytest.mark.slow
@MODES
def test_the_api_does_what_its_description_says_many_times(world: World, ann: Person, dee: Person, mode: GenerationMode) -> None:  # noqa: F811
    attack([ann, dee], mode, examples=15)


@pytest.fixture(autouse=True)
def one_connection(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Requests use the connection of the test, whose transaction is taken back; there may be any number of them."""
    monkeypatch.setattr(django_settings, "API_REQUESTS_PER_MINUTE", 0)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def attack(people: list[Person], mode: GenerationMode, *, examples: int) -> None:
    config = schemathesis.Config.from_dict({"checks": CHECKS})
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application(), config=config)
    callers = [caller(person).text for person in people]
    there = {
        thing.name: key_of(thing, row) for thing in Thing.registry for person in people if (row := thing.rows(cast.actor(person)).first())
    }
    faults: list[str] = []
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.path in LEFT_OUT:
            continue

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=examples,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def answered(case: Any) -> None:
            for text in callers:
                if mode is GenerationMode.POSITIVE:
                    _put_to_what_is_there(case, there)
                before = transaction.savepoint()
                try:
                    case.call_and_validate(headers={"Authorization": f"Bearer {text}", "Accept-Encoding": "identity"})
                finally:
                    transaction.savepoint_rollback(before)

        try:
            answered()
        except (Exception, BaseExceptionGroup) as fault:  # noqa: BLE001  one fault shall not hide the others
            faults += [f"{operation.label}: {each}" for each in getattr(fault, "exceptions", [fault])]
    assert not faults, "\n\n".join(faults)


def _put_to_what_is_there(case: Any, there: dict[str, str]) -> None:
    thing = case.operation.path.strip("/").split("/")[0]
    if case.path_parameters and thing in there:
        case.path_parameters = dict.fromkeys(case.path_parameters, there[thing])
    if "If-Match" in (case.headers or {}):
        case.headers["If-Match"] = "*"
