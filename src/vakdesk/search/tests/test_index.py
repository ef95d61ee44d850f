"""The index follows what is done, within the same transaction."""

from collections.abc import Callable

import pytest
from django.db import connection

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import Refused
from vakdesk.logbook.act import act
from vakdesk.records import actions, permissions
from vakdesk.records.kinds import Side
from vakdesk.records.models import Message, Record
from vakdesk.search import index
from vakdesk.search.commands import run
from vakdesk.search.find import find
from vakdesk.search.models import Document
from vakdesk.search.registry import SearchIndex, Text, Weight, indexes
from vakdesk.search.tests.conftest import Person, Write

AsActor = Callable[[Person], Actor]


def found(actor: Actor, text: str) -> int:
    return find(actor, text).total


def test_an_act_leaves_the_record_indexed(write: Write, ada: Person, actor: AsActor) -> None:
    record, ada_now = write("Vraag"), actor(ada)
    actions.reply(record, by=ada_now, text="De toner is onderweg")
    actions.tag(record, by=ada_now, name="lokaal-214")
    assert found(ada_now, "toner") == 1
    assert found(ada_now, "lokaal 214") == 1
    actions.untag(record, by=ada_now, name="lokaal-214")
    assert found(ada_now, "lokaal") == 0


def test_an_act_that_fails_leaves_no_words_behind(write: Write, ada: Person, actor: AsActor) -> None:
    record, ada_now = write("Vraag"), actor(ada)
    with pytest.raises(Refused), act(ada_now, may=permissions.WRITE, on=record):
        actions.reply(record, by=ada_now, text="verworpen")
        raise Refused("no")
    assert found(ada_now, "verworpen") == 0


def test_words_taken_out_are_no_longer_found(write: Write, ada: Person, actor: AsActor) -> None:
    record, ada_now = write("Vraag", "mijn geheim"), actor(ada)
    Message.objects.filter(record=record).update(text="…")
    index.rewrite([record.pk])
    assert found(ada_now, "geheim") == 0
    assert found(ada_now, "vraag") == 1


def test_words_are_written_only_when_a_text_changed(write: Write) -> None:
    record = write("Vraag", "tekst")
    with connection.execute_wrapper(no_words_written):
        index.rewrite([record.pk])


def no_words_written(execute: Callable[..., object], sql: str, params: object, many: bool, context: object) -> object:
    assert not many, sql
    return execute(sql, params, many, context)


def test_a_type_without_an_index_is_not_found(write: Write, ada: Person, actor: AsActor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(indexes._things, "sample")
    record = write("Vraag")
    assert not Document.objects.filter(pk=record.pk).exists()
    assert found(actor(ada), "vraag") == 0


def test_a_type_adds_its_own_texts(write: Write, ada: Person, bo: Person, actor: AsActor, monkeypatch: pytest.MonkeyPatch) -> None:
    def texts(records: list[Record]) -> list[Text]:
        own = [Text(record.pk, "openbare oplossing", Weight.BODY, Side.PUBLIC) for record in records]
        return own + [Text(record.pk, "interne oorzaak") for record in records]

    monkeypatch.setitem(indexes._things, "sample", SearchIndex("sample", texts))
    write("Vraag", requester=bo)
    assert [found(actor(ada), "oplossing"), found(actor(ada), "oorzaak")] == [1, 1]
    assert [found(actor(bo), "oplossing"), found(actor(bo), "oorzaak")] == [1, 0]


def test_rebuilding_brings_back_what_was_lost_and_drops_what_is_indexed_no_more(
    write: Write, ada: Person, actor: AsActor, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(index, "BATCH", 2)
    for number in range(5):
        write(f"Vraag {number}", "toner")
    Document.objects.all().delete()
    assert found(actor(ada), "toner") == 0
    assert run(None) == 0  # type: ignore[arg-type]
    assert capsys.readouterr().out == "5 records indexed\n"
    assert found(actor(ada), "toner") == 5
    monkeypatch.delitem(indexes._things, "sample")
    index.rebuild()
    assert Document.objects.count() == 0


LONG = [" ".join(f"woord{number}{'x' * 50}é" for number in range(start, start + 2_500)) for start in range(0, 25_000, 2_500)]


@pytest.mark.parametrize("said", [["é\ud7ff\U0001f5a8 " * 500], LONG, ["a'b\\c \" :*"]])
def test_any_text_can_be_indexed(write: Write, ada: Person, actor: AsActor, said: list[str]) -> None:
    write("Grote bijlage", *said)
    assert found(actor(ada), "grote bijlage") == 1


@pytest.mark.sqlite
def test_a_rebuilt_table_keeps_its_words(write: Write, ada: Person, actor: AsActor) -> None:
    write("Vraag", "toner")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE copy AS SELECT * FROM search_document")
        cursor.execute("DELETE FROM search_document")
        cursor.execute("INSERT INTO search_document SELECT * FROM copy")
    assert found(actor(ada), "toner") == 1
