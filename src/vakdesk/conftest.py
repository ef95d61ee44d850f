"""The cast every room's tests play with.

Lindewaard is a college with a school-run desk, Vlierhof a client elsewhere. Ada, Tia and Dee work at the desk; Bo asks
for help at Lindewaard; Cem asks at Vlierhof and must never see what is Bo's; Eli audits; Ann administers.
"""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from remembered import story

from vakdesk.access.actors import Actor
from vakdesk.access.roles import Role
from vakdesk.levels import versions
from vakdesk.live import presence
from vakdesk.logbook import remembering
from vakdesk.people.models import Organisation, Person, Team
from vakdesk.people.tests import cast


@pytest.fixture(autouse=True)
def story_begins() -> None:
    """Nothing has been made yet."""
    story.begin()


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Nobody has tried anything yet: how often who tried what is kept in memory, by numbers that the next test gives to others."""
    cache.clear()


@pytest.fixture(autouse=True)
def nobody_there() -> None:
    """Nobody is on any record: on SQLite who is there stands in a file of its own, for seconds, by numbers of the test before."""
    if presence._file.cache_info().currsize:
        presence._write("DELETE FROM live_presence", [])


@pytest.fixture(autouse=True)
def fresh_versions() -> None:
    """No process has read an agreement yet: what a test recorded is taken back, and its keys are given to the next one's."""
    versions.forget()


@pytest.fixture(autouse=True)
def fresh_memory() -> None:
    """No process has read the logbook yet, so that what a page asks does not depend on the test before."""
    remembering.forget()


@pytest.fixture
def lindewaard(db: None) -> Organisation:
    """The college the desk belongs to."""
    return cast.make_organisation("ROC Lindewaard", language="nl", domains=("lindewaard.example",))


@pytest.fixture
def vlierhof(db: None) -> Organisation:
    """Another client."""
    return cast.make_organisation("Vlierhof Logistiek", language="nl", domains=("vlierhof.example",))


@pytest.fixture
def desk(db: None) -> Team:
    """The 1st line: Ada, Tia and Dee once they are asked for."""
    return cast.make_team("Service desk", line="1")


@pytest.fixture
def systems(db: None) -> Team:
    """The 2nd line; nobody of the cast works there."""
    return cast.make_team("Systems", line="2")


@pytest.fixture
def ada(lindewaard: Organisation, desk: Team) -> Person:
    """An agent of the 1st line, for the whole house."""
    return cast.make_person("Ada Kask", organisation=lindewaard, email="ada@lindewaard.example", role=Role.AGENT, teams=(desk,))


@pytest.fixture
def tia(lindewaard: Organisation, desk: Team) -> Person:
    """A trainee in her first weeks."""
    return cast.make_person("Tia Smit", organisation=lindewaard, email="tia@lindewaard.example", role=Role.TRAINEE, teams=(desk,))


@pytest.fixture
def dee(lindewaard: Organisation, desk: Team) -> Person:
    """The team lead."""
    return cast.make_person("Dee de Wit", organisation=lindewaard, email="dee@lindewaard.example", role=Role.LEAD, teams=(desk,))


@pytest.fixture
def bo(lindewaard: Organisation) -> Person:
    """A teacher at Lindewaard who asks for help; holds no role."""
    return cast.make_person("Bo Jansen", organisation=lindewaard, email="bo@lindewaard.example", phone="+31 6 1234 5678")


@pytest.fixture
def cem(vlierhof: Organisation) -> Person:
    """Asks for help elsewhere and must see nothing of Lindewaard."""
    return cast.make_person("Cem Yildiz", organisation=vlierhof, email="cem@vlierhof.example")


@pytest.fixture
def eli(lindewaard: Organisation) -> Person:
    """The auditor."""
    return cast.make_person("Eli Vos", organisation=lindewaard, email="eli@lindewaard.example", role=Role.AUDITOR)


@pytest.fixture
def ann(lindewaard: Organisation) -> Person:
    """The administrator."""
    return cast.make_person("Ann Meijer", organisation=lindewaard, email="ann@lindewaard.example", role=Role.ADMINISTRATOR)


@pytest.fixture
def actor() -> Callable[..., Actor]:
    """`actor(person)`: the person as they would act now."""
    return cast.actor


@pytest.fixture
def as_ada(ada: Person) -> Client:
    return cast.client_of(ada)


@pytest.fixture
def as_tia(tia: Person) -> Client:
    return cast.client_of(tia)


@pytest.fixture
def as_dee(dee: Person) -> Client:
    return cast.client_of(dee)


@pytest.fixture
def as_bo(bo: Person) -> Client:
    return cast.client_of(bo)


@pytest.fixture
def as_cem(cem: Person) -> Client:
    return cast.client_of(cem)


@pytest.fixture
def as_eli(eli: Person) -> Client:
    return cast.client_of(eli)


@pytest.fixture
def as_ann(ann: Person) -> Client:
    return cast.client_of(ann)
