"""Queries whose SQL is kept find what the querysets find, and rights that end are gone with the next page."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client

from vakdesk.access.roles import Role
from vakdesk.kit import clock
from vakdesk.kit.prepared import ANEW, FEW_KEYS, prepared, prepared_count, prepared_values
from vakdesk.people import actions as people
from vakdesk.people.fields import find_people
from vakdesk.people.tests.cast import INSTALLER, actor, client_of, make_person
from vakdesk.records import actions as records
from vakdesk.records.hanging import LINKS_IN, LINKS_OUT, TAGS, hangs
from vakdesk.records.kinds import LinkKind, Side
from vakdesk.records.queries import FEW_SHARES
from vakdesk.tickets.models import Ticket
from vakdesk.tickets.tests.play import report


def _called(reference: str):
    return Ticket.objects.filter(record__reference=reference).with_people()


@pytest.fixture
def elsewhere(vlierhof) -> Client:
    """An agent of another client, who sees nothing of Lindewaard but what is shared with them."""
    return client_of(make_person("Ivo Elders", organisation=vlierhof, role=Role.AGENT, scope=vlierhof))


def _person(client: Client):
    return client.session["_auth_user_id"]


def _status(client: Client, ticket) -> int:
    return client.get(f"/tickets/{ticket.reference}/").status_code


def test_a_prepared_query_finds_what_its_queryset_finds_whatever_the_value(bo, django_assert_num_queries):
    one, other = report(bo), report(bo)
    for ticket in (one, other, one):
        with django_assert_num_queries(1):
            found = prepared("test.called", _called, reference=ticket.reference)
            assert [each.record.requester.organisation.name for each in found] == ["ROC Lindewaard"]
        assert found == list(_called(ticket.reference))
        assert found[0].opened_at == ticket.opened_at
    assert prepared("test.called", _called, reference="TK-0") == []


def test_what_depends_on_the_reader_is_prepared_for_each(bo):
    ticket = report(bo)
    for name, mine in (("theirs", False), ("mine", True)):
        rows = Ticket.objects.all() if mine else Ticket.objects.none()
        found = prepared("test.kept", lambda pk, rows=rows: rows.filter(pk=pk), depends_on=name, pk=ticket.pk)
        assert bool(found) == mine


def test_values_counts_and_annotations_are_those_of_the_queryset(bo):
    report(bo)
    ticket = report(bo)

    def numbered(pk: int):
        return Ticket.objects.filter(pk__gte=pk).annotate(twice=F("pk") * 2).order_by("pk")

    assert [each.twice for each in prepared("test.numbered", numbered, pk=ticket.pk)] == [ticket.pk * 2]
    opened = prepared_values("test.opened", lambda pk: Ticket.objects.filter(pk=pk).values_list("pk", "opened_at"), pk=ticket.pk)
    assert opened == [(ticket.pk, ticket.opened_at)]
    assert prepared_count("test.count", lambda pk: Ticket.objects.filter(pk__gte=pk)[:100], pk=0) == 2
    assert prepared_count("test.first", lambda pk: Ticket.objects.filter(pk__gte=pk)[:1], pk=0) == 1
    assert prepared_count("test.none", Ticket.objects.none) == 0


def test_keys_few_or_many_are_those_that_are_asked_for(bo):
    keys = [report(bo).pk for _each in range(FEW_KEYS + 1)]

    def among(keys):
        return Ticket.objects.filter(pk__in=keys).order_by("pk").values_list("pk")

    for number in (1, 2, FEW_KEYS, FEW_KEYS + 1, 2, 0):
        assert [pk for (pk,) in prepared_values("test.among", among, keys=keys[:number])] == keys[:number]
    assert [pk for (pk,) in prepared_values("test.among", among, keys=keys[2:4])] == keys[2:4]


def test_a_day_is_a_value_of_its_own(bo):
    ticket = report(bo)

    def since(day):
        return Ticket.objects.filter(opened_at__date__gte=day).values_list("pk")

    today = ticket.opened_at.date()
    for day, found in ((today - timedelta(days=2), [(ticket.pk,)]), (today + timedelta(days=2), [])):
        assert prepared_values("test.since", since, day=day) == found


def test_what_is_made_of_a_value_is_refused_where_the_value_itself_is_no_parameter(bo):
    with pytest.raises(AssertionError, match="not every value is a parameter"):
        prepared("test.halved", lambda pk: Ticket.objects.filter(pk=pk // 2), pk=2)


def test_what_is_made_anew_is_not_kept(bo):
    ticket = report(bo)
    for pk in (ticket.pk, 0):
        rows = Ticket.objects.filter(pk=pk)
        assert prepared("test.anew", lambda rows=rows: rows, depends_on=ANEW) == list(rows)
        assert prepared_values("test.anew", lambda rows=rows: rows.values_list("pk"), depends_on=ANEW) == list(rows.values_list("pk"))
        assert prepared_count("test.anew", lambda rows=rows: rows, depends_on=ANEW) == rows.count()


def test_whoever_opens_a_page_after_somebody_else_gets_what_they_may_read_only(bo, dee, elsewhere):
    """Tasks, time, messages, files, links and what is about to leave: asked for with SQL that the first reader had made."""
    shown, secret = report(bo), report(bo, title="Passwords of the board")
    records.link(shown.record, by=actor(dee), target=secret.record, kind=LinkKind.CAUSED_BY)
    records.share(shown.record, by=actor(dee), person_id=int(_person(elsewhere)), why="Their printer too.", side=Side.STAFF)
    theirs = client_of(dee)
    for _again in range(2):
        assert "Passwords of the board" in theirs.get(f"/tickets/{shown.reference}/").text
        assert "Passwords of the board" not in elsewhere.get(f"/tickets/{shown.reference}/").text
        assert _status(elsewhere, secret) == 404


def test_a_share_that_is_given_opens_the_page_and_taken_back_closes_it(bo, dee, elsewhere):
    ticket = report(bo)
    assert _status(elsewhere, ticket) == 404
    records.share(ticket.record, by=actor(dee), person_id=int(_person(elsewhere)), why="Their printer too.", side=Side.STAFF)
    assert _status(elsewhere, ticket) == 200
    records.unshare(ticket.record, by=actor(dee), person_id=int(_person(elsewhere)))
    assert _status(elsewhere, ticket) == 404


def test_a_share_that_ends_by_itself_closes_the_page_at_that_moment(bo, dee, elsewhere):
    ticket, until = report(bo), clock.now() + timedelta(hours=1)
    records.share(ticket.record, by=actor(dee), person_id=int(_person(elsewhere)), why="Today.", side=Side.STAFF, until=until)
    with clock.travel(until - timedelta(seconds=1)):
        assert _status(elsewhere, ticket) == 200
    with clock.travel(until):
        assert _status(elsewhere, ticket) == 404


def test_of_somebody_with_very_many_shares_each_ends_in_time_too(bo, dee, elsewhere, monkeypatch):
    monkeypatch.setattr("vakdesk.records.queries.FEW_SHARES", 0)
    assert FEW_SHARES > 0
    ticket, until = report(bo), clock.now() + timedelta(hours=1)
    records.share(ticket.record, by=actor(dee), person_id=int(_person(elsewhere)), why="Today.", side=Side.STAFF, until=until)
    assert _status(elsewhere, ticket) == 200
    with clock.travel(until):
        assert _status(elsewhere, ticket) == 404


def test_a_role_that_ends_closes_page_queue_and_menu_with_the_next_request(bo, ada, as_ada):
    ticket = report(bo)
    assert (_status(as_ada, ticket), as_ada.get("/tickets/").status_code) == (200, 200)
    people.end_role(ada.grants.get(), by=INSTALLER)
    assert (_status(as_ada, ticket), as_ada.get("/tickets/").status_code) == (404, 404)
    assert "/tickets/new/" not in as_ada.get("/inbox/").content.decode()


def test_what_hangs_on_a_record_is_known_again_after_each_act(bo, dee, django_assert_num_queries):
    ticket, other = report(bo), report(bo)
    record = ticket.record
    with django_assert_num_queries(1):
        assert not hangs(record, TAGS)
        assert not hangs(record, LINKS_OUT, LINKS_IN)
    records.tag(record, by=actor(dee), name="vpn")
    records.link(other.record, by=actor(dee), target=record, kind=LinkKind.CAUSED_BY)
    assert hangs(record, TAGS)
    assert hangs(record, LINKS_OUT, LINKS_IN)
    assert not hangs(record, LINKS_OUT)
    assert not hangs(other.record, TAGS)


def test_somebody_found_by_number_is_found_by_those_only_who_may_see_them(bo, dee, vlierhof):
    ivo = make_person("Ivo Elders", organisation=vlierhof, role=Role.AGENT, scope=vlierhof)
    for _again in range(2):
        for who, found in ((dee, [bo]), (ivo, [])):
            assert list(find_people(f"Bo (#{bo.pk})", actor(who))) == found
            assert list(find_people("", actor(who))) == []
    assert list(find_people(f"Bo (#{bo.pk})", None)) == []
