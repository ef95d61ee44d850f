"""Which language a text looks like, and what is said where the requester reads another."""

import pytest
from django.conf import settings

from vakdesk.kit.languages import language_of
from vakdesk.tickets.speaking import other_language

TEXTS = {
    "nl": "Dag Bo, ik heb de printer weer aangezet. Kun je kijken of het nu werkt? Als dat niet zo is, hoor ik het graag.",
    "en": "Hello Bo, I have switched the printer on again. Could you please check if it works now? If it does not, let me know.",
    "et": "Tere Bo, ma panin printeri uuesti tööle. Kas see on nüüd korras? Kui ei ole, siis palun andke meile sellest teada.",
}


@pytest.mark.once
@pytest.mark.parametrize("language", TEXTS)
def test_a_few_sentences_are_enough(language):
    assert language_of(TEXTS[language]) == language


@pytest.mark.once
@pytest.mark.parametrize(
    "text", ["", "OK", "DEV-204 10.0.0.1 printer", "Printer offline error 0x80070005 spooler", "Ja, the printer is de beste"]
)
def test_too_little_or_too_mixed_says_nothing(text):
    assert language_of(text) == ""


@pytest.mark.once
def test_what_is_quoted_is_not_what_is_said():
    quoted = "\n".join(f"> {line}" for line in [TEXTS["nl"]] * 3)
    assert language_of(f"{quoted}\n{TEXTS['en']}") == "en"


@pytest.mark.django_db
def test_only_another_language_than_the_requesters_is_said(ticket):
    ticket.record.language = "et"
    assert other_language(TEXTS["nl"], ticket) == "Bo reads Estonian; this looks like Dutch."
    assert other_language(TEXTS["et"], ticket) == ""


@pytest.mark.django_db
def test_it_is_said_while_one_writes_and_beside_what_is_about_to_leave(taken, as_ada, monkeypatch):
    monkeypatch.setattr(settings, "UNDO_SEND_SECONDS", 10)
    typed = {"mode": "public", "text": TEXTS["nl"]}
    quiet = as_ada.post(f"/tickets/{taken.reference}/draft/", typed, headers={"X-Quiet": "1"})
    assert "this looks like Dutch" in quiet.content.decode()
    assert as_ada.post(f"/tickets/{taken.reference}/draft/", typed | {"mode": "staff"}, headers={"X-Quiet": "1"}).status_code == 204
    as_ada.post(f"/tickets/{taken.reference}/write/", typed)
    assert "this looks like Dutch" in as_ada.get(taken.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_the_composer_is_spelt_in_the_requesters_language(taken, as_ada):
    page = as_ada.get(taken.get_absolute_url()).content.decode()
    assert f'lang="{taken.record.language}" data-behaviour="grow complete"' in page
