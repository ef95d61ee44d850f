"""What a reply token proves, and what it does not."""

from datetime import timedelta

from django.test import override_settings

from vakdesk.kit import clock
from vakdesk.notices.reply_tokens import LIFETIME, Standing, issue, message_id_with, read, reply_address, tokens_in
from vakdesk.people.models import Person
from vakdesk.records.models import Record


def test_a_token_says_who_was_written_to_and_about_what(record: Record, bo: Person) -> None:
    token = read(issue(record, "Bo@Lindewaard.example", bo))

    assert token is not None
    assert (token.record_id, token.person_id, token.standing) == (record.pk, bo.pk, Standing.REQUESTER)
    assert token.issued_on == clock.now().date()
    assert token.is_of("bo@lindewaard.example")
    assert not token.is_of("cem@vlierhof.example")


def test_agents_and_participants_are_told_apart(record: Record, ada: Person, cem: Person) -> None:
    agents, participants = read(issue(record, "ada@lindewaard.example", ada)), read(issue(record, "cem@vlierhof.example", cem))

    assert agents is not None
    assert participants is not None
    assert (agents.standing, participants.standing) == (Standing.AGENT, Standing.PARTICIPANT)


def test_case_is_lost_on_the_way_without_harm(record: Record, bo: Person) -> None:
    token = issue(record, "bo@lindewaard.example", bo)

    assert read(token.upper()) == read(token)


def test_a_changed_letter_makes_it_worthless(record: Record, bo: Person) -> None:
    token = issue(record, "bo@lindewaard.example", bo)
    changed = [token[:at] + ("a" if token[at] != "a" else "b") + token[at + 1 :] for at in range(len(token))]

    assert [read(one) for one in changed] == [None] * len(token)
    assert read("") is None
    assert read(token[:-1]) is None
    assert read(token + "a") is None


def test_an_old_token_is_worth_nothing(record: Record, bo: Person) -> None:
    token = issue(record, "bo@lindewaard.example", bo)

    with clock.travel(clock.now() + LIFETIME + timedelta(days=1)):
        assert read(token) is None


def test_tokens_outlive_a_change_of_the_secret_while_the_old_one_is_kept(record: Record, bo: Person) -> None:
    with override_settings(SECRET_KEY="old"):
        token = issue(record, "bo@lindewaard.example", bo)
    with override_settings(SECRET_KEY="new", SECRET_KEY_FALLBACKS=["old"]):
        kept = read(token)
        assert kept is not None
        assert kept.is_of("bo@lindewaard.example")
    with override_settings(SECRET_KEY="new", SECRET_KEY_FALLBACKS=[]):
        assert read(token) is None


def test_a_token_is_found_in_addresses_and_identifiers(record: Record, bo: Person) -> None:
    token = issue(record, "bo@lindewaard.example", bo)
    address = reply_address(token, "servicedesk@lindewaard.example")

    assert address == f"servicedesk+{token}@lindewaard.example"
    assert tokens_in(["someone@else.example", address]) == [read(token)]
    assert tokens_in([message_id_with(token, "lindewaard.example")]) == [read(token)]
    assert tokens_in([f"x{address}", "a" * 40 + "@x.example", "a" * 4000]) == [read(token)]


def test_a_long_desk_address_stays_as_it_is(record: Record, bo: Person) -> None:
    token = issue(record, "bo@lindewaard.example", bo)
    long = "informatiemanagement.servicedesk@lindewaard.example"

    assert reply_address(token, long) == long
