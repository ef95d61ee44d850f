"""An administrator changes what mails say; whatever they write, the house stays shut."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from vakdesk.access.actors import Actor
from vakdesk.kit.errors import NotAllowed
from vakdesk.logbook.models import Entry
from vakdesk.notices import actions
from vakdesk.notices.digests import TEXT
from vakdesk.notices.models import TextVersion
from vakdesk.notices.texts import MailText
from vakdesk.notices.wording import parse
from vakdesk.people.models import Person

URL = {"name": "digest", "language": "en"}


@pytest.fixture
def by_ann(ann: Person, actor: Callable[..., Actor]) -> Actor:
    return actor(ann)


def digest_says() -> str:
    with translation.override("en"):
        return TEXT.write({"count": "3", "name": "Bo"}).body


def test_every_shipped_text_can_be_read_in_every_language() -> None:
    for text in MailText.registry:
        for language, _name in settings.LANGUAGES:
            subject, body = text.shipped(language)
            parse(subject, text.placeholders)
            parse(body, text.placeholders)
            assert text.filled(subject, body, text.examples()).subject


def test_own_words_are_what_mails_say_until_the_shipped_ones_are_back(db: None, by_ann: Actor) -> None:
    shipped = digest_says()
    actions.reword_text(TEXT, by=by_ann, language="en", subject="News", body="Dear {{ name }}, {{ count }} things.")
    assert digest_says() == "Dear Bo, 3 things."
    actions.reset_text(TEXT, by=by_ann, language="en")
    assert digest_says() == shipped
    assert list(TextVersion.objects.values_list("number", "is_shipped")) == [(2, True), (1, False)]
    assert list(Entry.objects.filter(subject_type="notices.textversion").values_list("verb", flat=True)) == ["text.reworded", "text.reset"]


def test_own_words_are_for_their_language_only(db: None, by_ann: Actor) -> None:
    shipped = digest_says()
    actions.reword_text(TEXT, by=by_ann, language="nl", subject="Nieuws", body="Dag {{ name }}")
    assert digest_says() == shipped


def test_only_administrators_change_texts(db: None, ada: Person, actor: Callable[..., Actor]) -> None:
    with pytest.raises(NotAllowed):
        actions.reword_text(TEXT, by=actor(ada), language="en", subject="x", body="x")


@pytest.mark.parametrize("broken", ["one\ntwo {{ name.__class__ }}", "one\n{% include 'x' %}", "one\n{{ secret }}", "one\n{% if name %}"])
def test_a_broken_text_is_refused_with_its_line_and_nothing_is_lost(db: None, as_ann: Client, broken: str) -> None:
    answer = as_ann.post(reverse("notices:text", kwargs=URL), {"subject": "x", "body": broken})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Line 2" in page and broken.splitlines()[1].split()[1] in page
    assert not TextVersion.objects.exists()


def test_the_preview_shows_what_is_not_saved_in_a_sandbox(db: None, as_ann: Client) -> None:
    url = reverse("notices:preview", kwargs=URL)
    answer = as_ann.post(url, {"subject": "Hi", "body": "Hello {{ name }} <script>alert(1)</script>"})
    page = answer.content.decode()
    assert "Hello Bo" in page and "<script" not in page
    assert "sandbox" in answer["Content-Security-Policy"] and "script-src" not in answer["Content-Security-Policy"]
    assert "Hello Bo" in as_ann.post(url, {"subject": "Hi", "body": "Hello {{ name }}", "as": "plain"}).content.decode()
    assert "Line 1" in as_ann.post(url, {"subject": "Hi", "body": "{{ x }}"}).content.decode()
    assert "no ticket TK-9" in as_ann.post(url, {"subject": "Hi", "body": "x", "reference": "TK-9"}).content.decode()
    assert not TextVersion.objects.exists()


def test_the_editor_lists_every_version_with_who_wrote_it(db: None, as_ann: Client) -> None:
    address = reverse("notices:text", kwargs=URL)
    for body in ("First words", "Second words"):
        assert as_ann.post(address, {"subject": "Hi", "body": body}).status_code == 303
    page = as_ann.get(address).content.decode()
    assert "First words" in page and "Ann Meijer" in page
    assert as_ann.post(reverse("notices:reset_text", kwargs=URL)).status_code == 303
    assert "own words" not in as_ann.get(reverse("notices:texts")).content.decode()


def test_values_are_letters_not_markup() -> None:
    written = TEXT.filled("x", "{{ name }}", {"count": "1", "name": "<b>[x](http://evil.example)</b> *y*"})
    assert written.body == "<b>[x](http://evil.example)</b> *y*"
    assert re.search(r"\\\[x\\\]\\\(", written.marked_up)
