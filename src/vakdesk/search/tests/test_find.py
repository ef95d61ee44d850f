"""What is found, and by whom."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from vakdesk.access.actors import Actor, Grant
from vakdesk.access.roles import Role
from vakdesk.kit import clock
from vakdesk.logbook import remembering
from vakdesk.records.kinds import Side
from vakdesk.records.models import Record, Share
from vakdesk.search import find as finding
from vakdesk.search import index, scope
from vakdesk.search.find import everywhere, find
from vakdesk.search.registry import Hit, Source, sources
from vakdesk.search.tests.conftest import Organisation, Person, Team, Write, add_message

AsActor = Callable[[Person], Actor]


def titles(actor: Actor, text: str, **how: object) -> list[str]:
    return [hit.title for hit in find(actor, text, **how).hits]


def agent_of(**scope: int) -> Actor:
    return Actor(person_id=None, label="Gus Prins", grants=(Grant(Role.AGENT, **scope),))


def test_words_spread_over_several_messages_are_found_together(write: Write, ada: Person, actor: AsActor) -> None:
    write("Lokaal 2.14", "De beamer flikkert.", "De adapter is vervangen.")
    write("Lokaal 3.01", "De beamer is stuk.")
    assert titles(actor(ada), "beamer adapter") == ["Lokaal 2.14"]


@pytest.mark.parametrize(
    "case",
    [
        ("nl", "Ik ben mijn wachtwoorden vergeten", "wachtwoord"),
        ("nl", "Mijn wachtwoord doet het niet", "wachtwoorden"),
        ("en", "Both printers are jammed", "printer"),
        ("et", "Kõik arvutid on aeglased", "arvuti"),
        ("et", "Õunapuu all", "ounapuud"),
        ("nl", "De cafetaria heeft geen beeld", "CAFÉTARIA"),
        ("nl", "Het café heeft geen beeld", "cafe"),
        ("nl", "Na het e\u0301e\u0301n na laatste", "één"),
        ("nl", "Serienummer SN48213X", "sn48"),
        ("nl", "принтер не работает", "ПРИНТЕР"),
        ("nl", "打印机坏了", "打印机"),
    ],
)
def test_case_accents_and_inflection_do_not_matter(write: Write, ada: Person, actor: AsActor, case: tuple[str, str, str]) -> None:
    language, said, asked = case
    write("Vraag", said, language=language)
    assert titles(actor(ada), asked) == ["Vraag"]


def test_every_word_must_be_found(write: Write, ada: Person, actor: AsActor) -> None:
    write("Printer", "geen papier")
    assert titles(actor(ada), "printer toner") == []


def test_a_word_in_the_title_weighs_more_than_one_in_a_message(write: Write, ada: Person, actor: AsActor) -> None:
    write("Toner op", "niets meer")
    write("Melding", "de toner is op", "nog een regel")
    assert titles(actor(ada), "toner") == ["Toner op", "Melding"]


@pytest.mark.parametrize("asked", ["SMP-7042", "smp7042", "SMP 7042", " 7042 "])
def test_a_reference_comes_first_however_it_is_typed(write: Write, ada: Person, actor: AsActor, asked: str) -> None:
    write("De melding zelf", reference="SMP-7042")
    write("SMP-7042 smp7042 smp7042 7042", "zie SMP-7042, smp7042")
    results = find(actor(ada), asked)
    assert [hit.title for hit in results.hits] == ["De melding zelf", "SMP-7042 smp7042 smp7042 7042"]
    assert results.total == 2


def test_a_reference_of_somebody_else_is_not_found(write: Write, cem: Person, actor: AsActor) -> None:
    write("Van een ander", reference="SMP-7042")
    assert titles(actor(cem), "SMP-7042") == []


def test_a_requester_finds_only_what_is_public_of_their_own(write: Write, bo: Person, cem: Person, actor: AsActor) -> None:
    write("Laptop", "scherm kapot", note="vermoedelijk gevallen", requester=bo)
    assert titles(actor(bo), "scherm") == ["Laptop"]
    assert titles(actor(bo), "gevallen") == []
    assert titles(actor(bo), "scherm gevallen") == []
    assert titles(actor(cem), "scherm") == []


def test_staff_find_notes_and_the_requester_by_name(write: Write, ada: Person, bo: Person, actor: AsActor) -> None:
    write("Laptop", "scherm kapot", note="vermoedelijk gevallen", requester=bo)
    assert titles(actor(ada), "scherm gevallen jansen") == ["Laptop"]


def test_a_snippet_never_shows_a_requester_what_is_internal(write: Write, ada: Person, bo: Person, actor: AsActor) -> None:
    write("Laptop", "het scherm is kapot", note="scherm van de laptop: vermoedelijk gevallen", requester=bo)
    assert find(actor(bo), "laptop scherm").hits[0].snippet == "het <mark>scherm</mark> is kapot"
    assert "gevallen" in find(actor(ada), "laptop scherm").hits[0].snippet


def test_staff_of_one_organisation_find_nothing_of_another(write: Write, vlierhof: Organisation) -> None:
    guest = agent_of(organisation_id=vlierhof.pk)
    write("Van Lindewaard", "gedeeld woord")
    write("Van Vlierhof", "gedeeld woord", organisation=vlierhof)
    assert titles(guest, "gedeeld") == ["Van Vlierhof"]


def test_staff_of_a_team_find_what_lies_with_it(write: Write, systems: Team) -> None:
    guest = agent_of(team_id=systems.pk)
    record = write("Nog van niemand", "gedeeld woord")
    assert titles(guest, "gedeeld") == []
    Record.objects.filter(pk=record.pk).update(team=systems)
    index.rewrite([record.pk])
    assert titles(guest, "gedeeld") == ["Nog van niemand"]


def test_a_restricted_record_is_found_only_by_its_requester_and_those_it_is_shared_with(
    write: Write, ada: Person, bo: Person, cem: Person, actor: AsActor
) -> None:
    record = write("Vertrouwelijk", "klacht", note="intern onderzoek", requester=bo, restricted=True)
    assert titles(actor(ada), "klacht") == []
    assert titles(actor(bo), "klacht") == ["Vertrouwelijk"]
    share = Share.objects.create(record=record, person=cem, side=Side.PUBLIC, why="need to know")
    remembering.forget()  # what no act wrote
    assert titles(actor(cem), "klacht") == ["Vertrouwelijk"]
    assert titles(actor(cem), "onderzoek") == []
    Share.objects.filter(pk=share.pk).update(side=Side.STAFF)
    remembering.forget()
    assert titles(actor(cem), "onderzoek") == ["Vertrouwelijk"]
    Share.objects.filter(pk=share.pk).update(until=clock.now() - timedelta(minutes=1))
    remembering.forget()
    assert titles(actor(cem), "klacht") == []


def test_an_agent_who_also_asks_finds_each_record_once(write: Write, ada: Person, actor: AsActor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MOST", 2)
    made = {write(f"Van Ada zelf {number}", "mijn muis", note="muis besteld", requester=ada).title for number in range(2)}
    assert set(titles(actor(ada), "muis")) == made


def test_somebody_without_any_sight_finds_nothing(write: Write) -> None:
    write("Printer")
    nobody = Actor(person_id=None, label="nobody", machine="")
    assert find(nobody, "printer").hits == []


def test_many_hits_are_counted_to_the_cap_after_visibility(
    write: Write, cem: Person, ada: Person, actor: AsActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "MOST", 3)
    mine = [write(f"Van Cem {number}", "woord", organisation=cem.organisation, requester=cem).title for number in range(2)]
    for number in range(4):
        write(f"Van Lindewaard {number}", "woord")
    for_cem, for_ada = find(actor(cem), "woord"), find(actor(ada), "woord")
    assert (sorted(hit.title for hit in for_cem.hits), for_cem.total, for_cem.capped) == (mine, 2, False)
    assert (len(for_ada.hits), for_ada.total, for_ada.capped) == (3, 3, True)
    assert {hit.title for hit in for_ada.hits} == {f"Van Lindewaard {number}" for number in (1, 2, 3)}
    monkeypatch.setattr(scope, "FEW", 1)
    assert {hit.title for hit in find(actor(ada), "woord").hits} == {hit.title for hit in for_ada.hits}


def test_pages_and_types(write: Write, ada: Person, actor: AsActor) -> None:
    made = {write(f"Woord {number}").title for number in range(5)}
    first, second = titles(actor(ada), "woord", limit=3), titles(actor(ada), "woord", limit=3, offset=3)
    assert set(first) | set(second) == made
    assert len(second) == 2
    assert titles(actor(ada), "woord", types=["sample"]) != []
    assert titles(actor(ada), "woord", types=["another"]) == []


def test_a_page_of_hits_costs_the_same_queries_however_many(write: Write, ada: Person, actor: AsActor) -> None:
    ada_now, costs = actor(ada), []
    for count in (1, 10):
        for number in range(count):
            write(f"Woord {number}", "tekst", requester=ada)
        find(ada_now, "woord")  # what a process remembers is asked by now
        with CaptureQueriesContext(connection) as queries:
            find(ada_now, "woord")
        costs.append(len(queries))
    assert costs[0] == costs[1] < 24


def test_a_scope_too_wide_to_list_finds_the_same(write: Write, ada: Person, actor: AsActor, monkeypatch: pytest.MonkeyPatch) -> None:
    made = {write(f"Woord {number}").title for number in range(5)}
    monkeypatch.setattr(scope, "FEW", 1)
    assert set(titles(actor(ada), "woord")) == made


def test_text_quoted_under_the_first_message_counts_and_later_quotes_do_not(write: Write, ada: Person, actor: AsActor) -> None:
    record = write("Doorgestuurd")
    add_message(record, "zie hieronder", side=Side.PUBLIC, history="factuur klopt niet")
    add_message(record, "dank", side=Side.PUBLIC, history="handtekening onderaan")
    index.rewrite([record.pk])
    assert titles(actor(ada), "factuur") == ["Doorgestuurd"]
    assert titles(actor(ada), "handtekening") == []


def test_what_other_rooms_registered_is_answered_too(write: Write, ada: Person, actor: AsActor, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Source("plants", "Plants", lambda _actor, text, limit: [Hit(title=text, url="/plants/1/")][:limit])
    monkeypatch.setattr(sources, "_things", {"plants": found})
    write("Varen")
    assert [(section.name, section.hits[0].title) for section in everywhere(actor(ada), "varen")] == [
        ("records", "Varen"),
        ("plants", "varen"),
    ]
    assert [section.name for section in everywhere(actor(ada), "ficus")] == ["plants"]


@settings(max_examples=80)
@given(text=st.one_of(st.text(max_size=600), st.text(alphabet="\"'*()^:-+&|!<>\\ aOR\0\ud800é", max_size=80)))
def test_no_text_is_refused(text: str, write: Write, ada: Person, actor: AsActor) -> None:
    if not Record.objects.exists():
        write("a or o", "é")
    find(actor(ada), text)


def test_what_people_wrote_is_escaped_in_snippets(write: Write, ada: Person, actor: AsActor) -> None:
    write("Vraag", "<script>alert(1)</script> printer <b>")
    assert find(actor(ada), "printer").hits[0].snippet == "&lt;script&gt;alert(1)&lt;/script&gt; <mark>printer</mark> &lt;b&gt;"


def test_a_long_text_is_cut_around_the_place_with_most_words(write: Write, ada: Person, actor: AsActor) -> None:
    write("Vraag", "kabel " + "ruis " * 100 + "de kabel van het dok is los " + "ruis " * 100)
    snippet = find(actor(ada), "kabel dok").hits[0].snippet
    assert snippet.startswith("…")
    assert snippet.endswith("…")
    assert "<mark>kabel</mark> van het <mark>dok</mark>" in snippet
    assert len(snippet) < 260
