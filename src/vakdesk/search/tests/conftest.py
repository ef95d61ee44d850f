"""A type of record made for these tests, and a quick way to have some."""

from collections.abc import Callable
from typing import Any

import pytest

from vakdesk.kit import clock
from vakdesk.records.kinds import RecordType, Side, Via, record_types
from vakdesk.records.models import Message, Record
from vakdesk.search import index
from vakdesk.search.registry import SearchIndex, indexes

Write = Callable[..., Record]
#: People stand above search: the house's conftest lends them, and here nobody looks at what they are made of.
Organisation = Person = Team = Any


@pytest.fixture(autouse=True)
def sample_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(record_types._things, "sample", RecordType("sample", "SMP", "Sample", ""))
    monkeypatch.setitem(indexes._things, "sample", SearchIndex("sample"))


@pytest.fixture
def write(db: None, lindewaard: Organisation) -> Write:
    """`write("Title", "said in public", note="said inside")`: a record, indexed."""

    def make(
        title: str, *said: str, note: str = "", requester: Person | None = None, language: str = "nl", reference: str = "", **place: object
    ) -> Record:
        now = clock.now()
        record = Record.objects.create(
            type="sample",
            reference=reference or f"SMP-{Record.objects.count() + 5001}",
            title=title,
            requester=requester,
            language=language,
            opened_at=now,
            changed_at=now,
            **({"organisation": lindewaard} | place),
        )
        for text in said:
            add_message(record, text, side=Side.PUBLIC)
        if note:
            add_message(record, note, side=Side.STAFF)
        index.rewrite([record.pk])
        return record

    return make


def add_message(record: Record, text: str, *, side: str, history: str = "") -> Message:
    return Message.objects.create(record=record, side=side, via=Via.WEB, at=clock.now(), text=text, history=history)
